"""Training a network: recipes, the loop, and the curves it yields."""
