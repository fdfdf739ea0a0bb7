"""What the rows of an answer name, as a picture: things, and the edges named, else those between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ansvar.queries.explore.query import Picture, PictureEdge, picture_nodes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from ansvar.graph.store import Store

_ENDS = ("giver", "type", "receiver")
_KEY = re.compile(r"[a-z][a-z0-9-]*:\S+|\S.* §\S.*")


def named(rows: Iterable[Mapping[str, Any]]) -> tuple[list[str], list[PictureEdge]]:
    """Find the keys and the edges that rows name, in order, each once.

    A node is a map with a key, an edge a map or a row with ``giver``, ``type`` and ``receiver``; a text
    is taken for a key when it looks like one.  Whether the graph has them is another question.
    """
    keys: dict[str, None] = {}
    edges: dict[tuple[str, str, str], PictureEdge] = {}

    def look(value: Any) -> None:
        if isinstance(value, str) and _KEY.fullmatch(value):
            keys[value] = None
        elif isinstance(value, list | tuple):
            for item in value:
                look(item)
        elif isinstance(value, dict):
            look_into(value, value["key"] if "key" in value else list(value.values()))

    def look_into(value: Mapping[str, Any], otherwise: Any) -> None:
        """Take a map for an edge where it is one, else look at what stands for it."""
        if not all(name in value for name in _ENDS):
            look(otherwise)
            return
        giver, kind, receiver = (str(value[name] or "") for name in _ENDS)
        if giver and receiver:
            keys[giver] = keys[receiver] = None
            rest = {name: part for name, part in value.items() if name not in (*_ENDS, "props")}
            edges[giver, kind, receiver] = PictureEdge(
                giver, kind, receiver, dict(value.get("props") or rest)
            )

    for row in rows:
        look_into(row, list(row.values()))
    return list(keys), list(edges.values())


def result_picture(
    store: Store,
    rows: Sequence[Mapping[str, Any]],
    types: Sequence[str],
    on: dt.date,
    lang: str = "en",
    limit: int = 80,
) -> Picture:
    """Draw what an answer names; a picture without nodes when it names nothing that the graph has.

    Parameters
    ----------
    types : sequence of str
        Edge types to show between the things, where the answer names no edge itself.
    limit : int
        How many things at the most.
    """
    keys, edges = named(rows)
    # asked for a few more than are shown, because some may not be there
    params: dict[str, Any] = {"types": list(types), "themes": [], "on": on}
    found = store.read("explore.nodes", keys=keys[: 4 * limit], **params)
    there = {row["key"] for row in found}
    shown = [key for key in keys[: 4 * limit] if key in there]
    cut = len(shown) > limit or len(keys) > 4 * limit
    shown = shown[:limit]
    if not edges and shown:
        between = store.read("explore.between", keys=shown, full=shown, **params)
        edges = [PictureEdge.of(row) for row in between]
    kept = tuple(edge for edge in edges if {edge.giver, edge.receiver} <= set(shown))
    beside = [{"giver": edge.giver, "receiver": edge.receiver} for edge in kept]
    return Picture(picture_nodes(found, beside, shown, lang), kept, cut)
