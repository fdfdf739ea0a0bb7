"""What changed between two days as an answer: frozen, the same for every face; JSON is its stable form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ansvar.queries.listing import json_of

FORMAT = "ansvar.changes/1"

CAME, WENT = "came", "went"


@dataclass(frozen=True, order=True)
class Change:
    """Something that began or ended.

    Attributes
    ----------
    day : str
        The day on which it began, or the first one on which it was no longer there; ISO text.
    what : str
        `CAME` or `WENT`.
    sort : str
        A label of the schema for a thing, an edge type for an edge.
    key, name : str
        The thing, or the giver of the edge.
    other, other_name : str
        The receiver of the edge; empty for a thing.
    for_key : str
        On whose behalf, for an edge that says so.
    """

    day: str
    what: str
    sort: str
    key: str
    name: str
    other: str = ""
    other_name: str = ""
    for_key: str = ""

    @property
    def edge(self) -> bool:
        """True for an edge."""
        return bool(self.other)


@dataclass(frozen=True)
class Changes:
    """A whole answer.

    Attributes
    ----------
    items : tuple of Change
        By day, what came before what went, then by sort and key.
    """

    question: dict[str, Any]
    graph: dict[str, str]
    items: tuple[Change, ...]

    @property
    def totals(self) -> dict[str, dict[str, int]]:
        """Count what came and what went."""
        return {what: self.count(what) for what in (CAME, WENT)}

    def count(self, what: str) -> dict[str, int]:
        """Count what came or what went: sort -> number, in alphabetical order."""
        return dict(sorted(Counter(item.sort for item in self.items if item.what == what).items()))

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        return json_of(FORMAT, self, "question", "graph", "totals", "items")
