"""Values of architectures by any means, and what they cost."""
