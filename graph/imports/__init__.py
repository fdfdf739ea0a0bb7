"""Tables and trees of other systems become organisation documents, by a mapping that is data.

Nothing here knows an organisation, and nothing here writes: the documents go the way of every file.
"""
