"""From facts to what is drawn: cards, links and the sentences that say the same; nothing here asks or draws.

A picture and its sentences are made from the same edges, so whoever reads the list knows what the canvas
shows.  How a kind or an edge looks is a table below; nothing here knows a role, a theme or an organisation.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ansvar.dashboard.widgets.graph_view import Arrow, Card
from ansvar.queries.vocabulary import edge_name, kind_name, value_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ansvar.queries.explore.query import Picture, PictureEdge

# A shape for each kind: line units and places are angular, posts are rounded, people are round.
_SHAPES = {
    "Post": "round-rectangle",
    "Person": "ellipse",
    "Network": "cut-rectangle",
    "Region": "barrel",
    "ExternalPartner": "cut-rectangle",
    "Role": "tag",
    "Theme": "barrel",
    "MatterKind": "barrel",
}
# Where nobody is, the frame is broken; where nobody has told, it is doubtful and says so.
_FRAMES = {"": "solid", "unknown": "dotted"}
# The way a matter goes is bold; what follows from the instruction is dashed; what is written is dotted.
_UPWARD = frozenset({"ESCALATES_TO", "MAY_ESCALATE_TO"})
_DASHED = frozenset({"FOLLOWS_UP", "GUIDES", "INFORMS", "ABSENT_FROM", "DEPUTISES_FOR"})
_DOTTED = frozenset({"FILLS", "COVERS", "BEARS", "SET_OUT_IN", "DEFINES", "REGULATES", "OWES", "EXCLUDES"})
# Edges that tell nothing of above and below: who informs may be either.
_LEVEL = frozenset({"INFORMS"})
# Edges whose giver stands above: who serves, follows up or leads is above whom it is done for.
_GIVER_ABOVE = frozenset({"SERVES", "FOLLOWS_UP", "GUIDES", "COORDINATES", "HAS_CLAUSE", "ASKS", "RAISES"})


@dataclass(frozen=True)
class Sentence:
    """What one link of a picture says.

    Attributes
    ----------
    id : str
        The link.
    giver, receiver : str
        Keys of the two ends.
    text : str
        The whole sentence.
    clauses : tuple of str
        The clauses behind it, if any.
    """

    id: str
    giver: str
    receiver: str
    text: str
    clauses: tuple[str, ...]


def link_id(edge: PictureEdge) -> str:
    """Name the link that stands for an edge; edges of one type between the same two ends share one."""
    return f"{edge.giver}|{edge.type}|{edge.receiver}"


def cards(picture: Picture, lang: str) -> list[Card]:
    """Make the cards of a picture."""
    return [
        Card(
            node.key,
            kind_name(lang, node.kind),
            node.name,
            value_name(lang, "state", node.state) if node.state else "",
            node.more,
            _SHAPES.get(node.kind, "rectangle"),
            _FRAMES.get(node.state, "dashed"),
        )
        for node in picture.nodes
    ]


def links(picture: Picture, lang: str) -> list[Arrow]:
    """Make the links of a picture, one for all edges of a type between the same two ends."""
    return [
        Arrow(
            name,
            edges[0].giver,
            edges[0].receiver,
            edge_name(lang, edges[0].type),
            "dashed" if edges[0].type in _DASHED else "dotted" if edges[0].type in _DOTTED else "solid",
            upward=edges[0].type in _UPWARD,
        )
        for name, edges in _grouped(picture.edges).items()
    ]


def sentences(picture: Picture, lang: str) -> list[Sentence]:
    """Say what the links of a picture show, in the order of the cards."""
    names = {node.key: node.name for node in picture.nodes}
    order = {node.key: number for number, node in enumerate(picture.nodes)}
    made = [
        Sentence(
            name,
            edges[0].giver,
            edges[0].receiver,
            f"{names[edges[0].giver]} {edge_name(lang, edges[0].type)} {names[edges[0].receiver]}",
            tuple(dict.fromkeys(c for edge in edges for c in edge.props.get("clauses") or ())),
        )
        for name, edges in _grouped(picture.edges).items()
    ]
    return sorted(made, key=lambda s: (order[s.giver] + order[s.receiver], order[s.giver], s.id))


def lower_upper(edges: Iterable[PictureEdge]) -> list[tuple[str, str]]:
    """Give the two ends of each edge that tells of above and below, the lower one first."""
    return [
        (edge.receiver, edge.giver) if edge.type in _GIVER_ABOVE else (edge.giver, edge.receiver)
        for edge in edges
        if edge.type not in _LEVEL
    ]


def ends(edges: Sequence[PictureEdge]) -> list[tuple[str, str]]:
    """Give the two ends of each edge, giver first."""
    return [(edge.giver, edge.receiver) for edge in edges]


def _grouped(edges: Iterable[PictureEdge]) -> dict[str, list[PictureEdge]]:
    found: dict[str, list[PictureEdge]] = defaultdict(list)
    for edge in edges:
        found[link_id(edge)].append(edge)
    return found
