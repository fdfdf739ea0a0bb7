"""Answers that are a list of things, in the stable form that scripts rely on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def json_of(name: str, answer: Any, *parts: str) -> dict[str, Any]:
    """Give the stable form of an answer, ready for `json.dumps`: its format, then parts of it in order."""
    return {"format": name} | {part: _plain(getattr(answer, part)) for part in parts}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def ask(store: Store, name: str, /, **params: Any) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Ask a catalogue statement whose first row tells of the graph itself.

    Returns
    -------
    rows : list of dict
        The ``data`` of every other row, in order.
    graph : dict
        ``fingerprint`` and ``as_of``; empty texts for an empty graph.
    """
    rows = store.read(name, **params)
    return [row["data"] for row in rows if row["part"] != "graph"], graph_of(rows)


def graph_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Give ``fingerprint`` and ``as_of`` from the row that tells of the graph itself; empty without one."""
    state: Mapping[str, Any] = next((row["data"] for row in rows if row["part"] == "graph"), {})
    return {name: state.get(name) or "" for name in ("fingerprint", "as_of")}


def in_language(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Give a row with ``x_nb`` and ``x_en`` folded into ``x``, empty values left out."""
    other = "_en" if lang == "nb" else "_nb"
    mine = "_nb" if lang == "nb" else "_en"
    return {
        name.removesuffix(mine): value
        for name, value in row.items()
        if not name.endswith(other) and value is not None
    }
