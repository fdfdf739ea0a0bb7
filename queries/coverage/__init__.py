"""Where a route holds, where it breaks, and where the instruction does not say: every place at once.

Places with the same way are walked once (`survey`).  The rules of a walk are those of `ansvar.queries.trace`;
nothing here has others.
"""
