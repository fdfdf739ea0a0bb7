"""Instruction and organisation files become a plan: read, checked as a whole, and compared with the graph.

Every problem of every file is told at once, with file and line.  Tables and trees of other systems are
`ansvar.graph.imports`; how a plan is carried out stands in `ansvar.graph.journal`.
"""
