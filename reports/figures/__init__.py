"""Figures: each file draws one, from typed rows to a matplotlib figure; none knows the page."""
