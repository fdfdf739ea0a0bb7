"""What is in the graph: lists by kind, one thing with all that belongs to it, the clauses."""
