"""Asked in a browser: pages over the answers of `queries`; nothing here decides anything about the graph."""
