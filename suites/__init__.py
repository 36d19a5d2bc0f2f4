"""Questions about quality, each with everything fixed so that answers compare."""
