"""Asked in a browser: the frame that all pages stand in, and what pages share.

The pages themselves lie in `views`, what Streamlit does not have in `widgets`.  Every fact comes through
`answers`, and every choice through `choices`; nothing here decides anything about the graph.
"""
