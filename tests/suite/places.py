"""What shared edges mean for places, worked out from a snapshot and the prose of `docs/routes.md` alone.

It shares no statement and no function with `ansvar.graph.ways`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.content import Content, Edge


def edges_on(content: Content, day: str) -> list[Edge]:
    """Give the edges that hold on a day, each between two things themselves.

    An edge that a unit shares with those it serves stands in the answer once for each of these that fills
    the roles, for the themes of its field, and says no longer that it is shared.
    """
    now = [e for e in content.edges if e.props["valid_from"] <= day < e.props["valid_to"]]
    served: dict[str, set[str]] = defaultdict(set)
    roles: dict[str, set[str]] = defaultdict(set)
    field: dict[str, set[str]] = defaultdict(set)
    for edge in now:
        if edge.type == "SERVES":
            served[edge.giver].add(edge.receiver)
        elif edge.type == "FILLS":
            roles[edge.giver].add(edge.receiver)
        elif edge.type == "COVERS":
            field[edge.giver].add(edge.receiver)
    fields = (e for e in content.edges if e.type == "COVERS")
    limited = {e.giver for e in fields if e.props["valid_from"] < e.props["valid_to"]}
    found: list[Edge] = []
    for edge in now:
        if "served_end" in edge.props:
            for place in served[getattr(edge, edge.props["served_end"])]:
                themes = set(edge.props["themes"]) & (field[place] if place in limited else _all(edge))
                if themes and set(edge.props["served_roles"]) <= roles[place]:
                    found += _of_place(edge, place, themes)
        else:
            found.append(edge)
    return found


def served_by(edge: Edge, key: str) -> Edge:
    """Put a key at the end of a shared edge that stands for whoever is served."""
    return replace(edge, giver=key) if edge.props["served_end"] == "giver" else replace(edge, receiver=key)


def _all(edge: Edge) -> set[str]:
    return set(edge.props["themes"])


def _of_place(edge: Edge, place: str, themes: set[str]) -> Iterator[Edge]:
    props = {k: v for k, v in edge.props.items() if k not in ("served_end", "served_roles")}
    own = replace(served_by(edge, place), props=props | {"themes": sorted(themes)})
    if own.giver != own.receiver:
        yield own
