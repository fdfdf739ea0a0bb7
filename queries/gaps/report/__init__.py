"""An answer about gaps as a document: a page to hand over, a workbook, a log for other tools.

Each takes an answer and gives text or bytes; nothing here asks the graph or writes a file.
"""
