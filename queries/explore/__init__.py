"""Looking around: what is near a thing, what lies under what, and finding a thing by its name.

An answer is a picture: nodes and edges with what a reader needs to choose among them.  Where they stand on a
page is the business of the dashboard.
"""
