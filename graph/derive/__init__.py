"""Edges that follow from what is written and who is there: derived anew for what a write touches.

`connections/` holds one .cypher file for each way in which holders of two roles can belong
together.  A new connection is one file there; instruction files name it in `via`.
Nothing here knows a role, a theme or an organisation, or why something was written.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CONNECTIONS = Path(__file__).parent / "connections"
CONNECTION_KEYS = frozenset({"within_line", "personal", "starts", "served"})
"""Header keys that only connections have.

`within_line` tells that the receiver's seat must lie in the giver's own line for the step to be meant for
him; `personal`, that it goes with whoever is at the giver's post: an empty post carries nothing over it;
`starts`, at which end (giver or receiver) a search for all begins; `served`, which end (or none) can be
a unit that is matched by the one that serves it.
"""


def connection_names() -> list[str]:
    """Give the names that `via` in an instruction file can have, in alphabetical order."""
    return sorted(path.stem for path in CONNECTIONS.glob("*.cypher"))


def goes_over(name: str, edge_types: Iterable[str]) -> bool:
    """Tell whether a connection goes over edges of one of these types."""
    text = (CONNECTIONS / f"{name}.cypher").read_text(encoding="utf-8")
    return any(re.search(rf"\[\w*:[A-Z_|]*\b{edge_type}\b", text) for edge_type in edge_types)
