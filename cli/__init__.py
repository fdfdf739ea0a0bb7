"""Asked in a terminal: one file for each verb; nothing here decides anything about the graph."""
