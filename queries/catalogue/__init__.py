"""What is in the graph: lists by kind, one thing with all that belongs to it, and the clauses.

Here too stand the statements that a reader can run by name, and what a statement of a reader's own may say.
What is near a thing, and what that means, are other questions (`explore`, `trace`).
"""
