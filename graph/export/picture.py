"""What a drawing of the structure shows on one day: boxes in boxes, posts with holders, lines between them.

How it is drawn is known by `mermaid` and `dot`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from ansvar.graph.export.excerpt import of_day
from ansvar.graph.export.options import ExportOptions, Ties, sorted_edges, sorted_nodes
from ansvar.graph.texts import say

if TYPE_CHECKING:
    from ansvar.graph.content import Content, Edge, Node

_WORDS = Path(__file__).parent / "words.yaml"
_DEEPEST = 40  # boxes in boxes; what lies deeper is tied by a line
_AROUND = ("PART_OF", "LOCATED_IN", "POST_IN")
_LINES = ("PART_OF", "SERVES", "LOCATED_IN", "REPORTS_TO", "MEMBER_OF", "COORDINATES", "POST_IN")


@dataclass
class Box:
    """A unit or a post.

    Attributes
    ----------
    key : str
        Of what it stands for.
    lines : list of str
        Its name, then who holds it.
    post, vacant : bool
        True for a post; and for a post that nobody holds.
    inside : list of Box
        What lies in a unit: units, then posts.
    """

    key: str
    lines: list[str]
    post: bool = False
    vacant: bool = False
    inside: list[Box] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A line from one box to another, with a word on it."""

    giver: str
    receiver: str
    word: str


@dataclass(frozen=True)
class Diagram:
    """A whole drawing: the outermost boxes, and the lines."""

    boxes: list[Box]
    lines: list[Line]


def picture(content: Content, asked: ExportOptions) -> Diagram:
    """Arrange units and posts: a unit lies in the one it is part of, or else in its region."""
    return _Picture(of_day(content, asked.on), asked).made()


class _Picture:
    """One drawing on its way."""

    def __init__(self, content: Content, asked: ExportOptions) -> None:
        self.content = content
        self.asked = asked
        self.ties = Ties(content)
        self.around: dict[str, str] = {}
        for node in (*sorted_nodes(content, "Unit"), *sorted_nodes(content, "Post")):
            for edge_type in _AROUND:
                first = next(iter(self.ties.of(node.key, edge_type)), None)
                if first and node.key not in self.around and not self._circle(node.key, first.receiver):
                    self.around[node.key] = first.receiver
        self._cut()

    def made(self) -> Diagram:
        units = {n.key: Box(n.key, [self.asked.name(n)]) for n in sorted_nodes(self.content, "Unit")}
        boxes = units | {node.key: self._post(node) for node in sorted_nodes(self.content, "Post")}
        for key, box in boxes.items():
            if key in self.around:
                boxes[self.around[key]].inside.append(box)
        lines = [
            Line(edge.giver, edge.receiver, self._word(edge.type))
            for edge in sorted_edges(self.content.edges)
            if edge.type in _LINES and self._drawn(edge)
        ]
        return Diagram([box for key, box in boxes.items() if key not in self.around], lines)

    def _drawn(self, edge: Edge) -> bool:
        """Leave out the line to the box around, which the boxes show already."""
        inside = edge.type in _AROUND and self.around.get(edge.giver) == edge.receiver
        return not inside and edge.giver != edge.receiver

    def _circle(self, key: str, around: str) -> bool:
        while around != key and around in self.around:
            around = self.around[around]
        return around == key

    def _cut(self) -> None:
        """Take boxes out that lie in too many others; a line ties them then."""
        inside: nx.DiGraph[str] = nx.DiGraph((outer, inner) for inner, outer in self.around.items())
        depth: dict[str, int] = {}
        for key in nx.topological_sort(inside):
            depth[key] = depth[self.around[key]] + 1 if key in self.around else 0
            if depth[key] > _DEEPEST:
                depth[key] = 0
                del self.around[key]

    def _post(self, node: Node) -> Box:
        away = {edge.giver for edge in self.ties.to(node.key, "ABSENT_FROM")}
        holders = [edge.giver for edge in self.ties.to(node.key, "HOLDS")]
        who = [self._word("away", who=self._name(k)) if k in away else self._name(k) for k in holders]
        if not who:
            who = [self._word("unknown" if node.props.get("occupancy") == "unknown" else "vacant")]
        if not set(holders) - away:
            deputies = [self._name(edge.giver) for edge in self.ties.to(node.key, "DEPUTISES_FOR")]
            who += [self._word("deputy", who=name) for name in deputies]
        vacant = not holders and "occupancy" not in node.props
        return Box(node.key, [self.asked.name(node), *who], post=True, vacant=vacant)

    def _name(self, key: str) -> str:
        return self.asked.name(self.content.nodes[key])

    def _word(self, name: str, **places: str) -> str:
        return say(_WORDS, self.asked.lang, name, **places)
