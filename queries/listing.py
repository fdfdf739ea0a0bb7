"""Answers that are a list of things, in the stable form that scripts rely on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ansvar.graph.cypher import load_statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ansvar.graph.store import Store


@dataclass(frozen=True)
class Listing:
    """A list of things.

    Attributes
    ----------
    format : str
        Name and version of the answer, such as ``ansvar.duties/1``.
    question : dict
        What was asked.
    graph : dict
        ``fingerprint`` and ``as_of`` of the graph.
    items : tuple of dict
        The things, in the order of the query.
    more : dict
        What else belongs to the answer, beside `items`.
    """

    format: str
    question: dict[str, Any]
    graph: dict[str, str]
    items: tuple[dict[str, Any], ...]
    more: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        head = {"format": self.format, "question": self.question, "graph": self.graph}
        return head | self.more | {"items": list(self.items)}


def ask(store: Store, path: Path, **params: Any) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Ask a catalogue statement whose first row tells of the graph itself.

    Returns
    -------
    rows : list of dict
        The ``data`` of every other row, in order.
    graph : dict
        ``fingerprint`` and ``as_of``; empty texts for an empty graph.
    """
    rows = store.read(load_statement(path), **params)
    state: dict[str, Any] = next((row["data"] for row in rows if row["part"] == "graph"), {})
    graph = {"fingerprint": state.get("fingerprint") or "", "as_of": state.get("as_of") or ""}
    return [row["data"] for row in rows if row["part"] != "graph"], graph


def in_language(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Give a row with ``x_nb`` and ``x_en`` folded into ``x``, empty values left out."""
    other = "_en" if lang == "nb" else "_nb"
    mine = "_nb" if lang == "nb" else "_en"
    return {
        name.removesuffix(mine): value
        for name, value in row.items()
        if not name.endswith(other) and value is not None
    }


def sorted_rows(rows: Sequence[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """Sort rows by several fields; a missing one sorts first."""
    return sorted(rows, key=lambda row: tuple(str(row.get(name, "")) for name in names))
