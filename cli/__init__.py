"""Asked in a terminal: one file for each verb, and what verbs share (`session`, `options`, `output`).

A verb reads what was typed, asks `queries` or has `graph` write, and shows the answer.  Nothing here decides
anything about the graph, and nothing here is imported by anything else.
"""
