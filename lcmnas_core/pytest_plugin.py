"""Pytest plug-in of `lcmnas`: the ranking gate as a fixture."""
