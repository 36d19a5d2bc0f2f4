"""Graphs and their canonical forms; no torch."""
