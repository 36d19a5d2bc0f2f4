"""Image sets, their splits, and the batches drawn from them."""
