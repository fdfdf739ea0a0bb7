"""Every change of the graph: carried out, written down, taken back, and known again later.

`writer` carries a plan out and `commit` has it written down in the same transaction; change sets are never
overwritten, so that `undo`, `past` and `audit` can rely on them.
What a plan is made of stands in `ansvar.graph.load` and `ansvar.graph.imports`; nothing here reads a file.
"""
