"""Which architecture comes next: strategies ask, and are told."""
