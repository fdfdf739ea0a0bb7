"""What can be ASKED of the graph: Cypher next to the small Python that turns rows into an answer.

Answers are frozen dataclasses; nothing here prints, and nothing here names a role, a theme or an
organisation.
"""

from pathlib import Path

from ansvar.graph.cypher import FOLDERS

FOLDERS.append(Path(__file__).parent)
