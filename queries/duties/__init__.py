"""Whose duty it is, and which duties somebody has, with the clauses that set them out.

Whether somebody is there to bear a duty is `ansvar.queries.gaps`.
"""
