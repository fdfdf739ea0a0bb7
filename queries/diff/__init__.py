"""Two states of a graph compared: what came, went, moved and changed, and what follows from it.

A `state` is read once for each side, and `query` compares the two without asking the graph.  Which states
these are (two days, two moments, before and after an import) is the business of whoever asks.
"""
