"""Two states of a graph compared: what came, went, moved and changed, and what follows from it."""
