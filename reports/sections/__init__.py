"""Sections: each file turns rows into one finding with its tables and figures."""
