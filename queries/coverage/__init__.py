"""Where does a route hold, where does it break, and where is the instruction silent: every place at once.

Places with the same way are walked once (`survey`).  The rules of a walk are those of `ansvar.queries.trace`;
nothing here has others.
"""
