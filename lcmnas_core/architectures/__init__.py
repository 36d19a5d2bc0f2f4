"""Frozen descriptions of networks: what there is to build, never the modules."""
