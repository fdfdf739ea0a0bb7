"""What a write would do: every thing that it makes, changes or ends, before and after; see `merge`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ansvar.graph.load.content import Content
from ansvar.graph.values import content_of

if TYPE_CHECKING:
    from ansvar.graph.load.content import Edge, Node, Thing


@dataclass(frozen=True)
class EdgeChange:
    """An edge before and after."""

    before: Edge
    after: Edge


@dataclass
class Plan:
    """What will be done.

    Attributes
    ----------
    create_nodes, create_edges : list
        New things.
    change_nodes : list of (Node, Node)
        Before and after.
    change_edges : list of EdgeChange
        Before and after.
    end_nodes, end_edges : list
        As in the two above: things whose end moves to the given day because no file states them any more.
    left : int
        How many nodes and edges stay as they are.
    """

    create_nodes: list[Node] = field(default_factory=list)
    create_edges: list[Edge] = field(default_factory=list)
    change_nodes: list[tuple[Node, Node]] = field(default_factory=list)
    change_edges: list[EdgeChange] = field(default_factory=list)
    end_nodes: list[tuple[Node, Node]] = field(default_factory=list)
    end_edges: list[EdgeChange] = field(default_factory=list)
    left: int = 0

    @property
    def empty(self) -> bool:
        """True when there is nothing to do."""
        return not (
            self.create_nodes or self.create_edges or self.change_nodes
            or self.change_edges or self.end_nodes or self.end_edges
        )  # fmt: skip

    @property
    def pairs(self) -> list[tuple[Thing | None, Thing]]:
        """Every thing before and after: nodes before edges, new ones first; None before what is new."""
        edges = (*self.change_edges, *self.end_edges)
        return [
            *((None, node) for node in self.create_nodes),
            *self.change_nodes,
            *self.end_nodes,
            *((None, edge) for edge in self.create_edges),
            *((change.before, change.after) for change in edges),
        ]

    @property
    def confirms(self) -> bool:
        """True when all that it does is to tell that something was confirmed."""
        return not self.empty and all(
            before is not None and content_of(before.props) == content_of(after.props)
            for before, after in self.pairs
        )

    def applied_to(self, current: Content) -> Content:
        """Give the content after the plan is carried out; `current` is left as it is."""
        nodes = dict(current.nodes)
        nodes |= {node.key: node for node in self.create_nodes}
        nodes |= {after.key: after for _, after in (*self.change_nodes, *self.end_nodes)}
        after = {change.before.name: change.after for change in (*self.change_edges, *self.end_edges)}
        edges = [edge if edge.derived else after.get(edge.name, edge) for edge in current.edges]
        return Content(nodes, [*edges, *self.create_edges])
