"""Measurements and where they are kept: schema, environment, store, merge, export."""
