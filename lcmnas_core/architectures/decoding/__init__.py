"""From a written chain of layers to what is built: sizes, operations, counts; one walk, no torch."""
