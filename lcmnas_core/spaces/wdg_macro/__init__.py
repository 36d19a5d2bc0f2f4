"""The search space of LCMNAS: networks written from weighted directed graphs of other networks."""
