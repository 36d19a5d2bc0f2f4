"""From networks that exist to layer events, and from those to weighted directed graphs."""
