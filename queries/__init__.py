"""What can be ASKED of the graph: Cypher next to the small Python that turns rows into an answer.

One package for each question; what several of them share stands at the top.  In a package `query` asks,
`result` is the answer and its JSON, and `render` puts it into words.
Answers are frozen dataclasses; nothing here prints or writes, and nothing here names a role, a theme or an
organisation.
"""

from pathlib import Path

from ansvar.graph.cypher import FOLDERS

FOLDERS.append(Path(__file__).parent)
