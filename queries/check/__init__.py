"""What somebody expects of an organisation, line by line, and whether it holds.

An expectation is data: a file says who should stand where, and which route a matter should go.  What must
always hold, whatever anybody expects, are the rules of `ansvar.queries.gaps`.
"""
