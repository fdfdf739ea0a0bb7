"""The schema: node labels, edge types, their properties, and what follows from them."""
