"""What an export is asked for, and the few things that every form needs to know of a content.

Nothing here knows a form.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ansvar.graph.clock import today
from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.model import node_kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from ansvar.graph.load.content import Content, Edge, Node

Files = dict[str, bytes]
"""Name of a file -> its bytes; a name may have folders in it."""


@dataclass(frozen=True)
class Asked:
    """How a content is to be written down.

    Attributes
    ----------
    on : date
        The day that a picture or a sheet shows, where the form cannot tell more than one.
    lang : str
        ``nb`` or ``en``: the language of names, where the form has room for one.
    """

    on: dt.date = field(default_factory=today)
    lang: str = "en"

    def name(self, node: Node) -> str:
        """Give a node's name."""
        return str(node.props.get(f"name_{self.lang}") or node.key)

    def holds(self, thing: Node | Edge) -> bool:
        """Tell whether a node or edge holds on the day."""
        return holds_on(thing, self.on.isoformat())


def holds_on(thing: Node | Edge, day: str) -> bool:
    """Tell whether a node or edge holds on a day."""
    return thing.exists_on(day)


def never_holds(thing: Node | Edge) -> bool:
    """Tell whether it holds on no day at all, as what was taken back or ended before it began."""
    return not thing.period


def end_of(thing: Node | Edge) -> str:
    """Give the first day on which it no longer holds; empty when it is open."""
    end = thing.period.end
    return "" if end == OPEN_END else end


def is_a(node: Node | None, label: str) -> bool:
    """Tell whether a node has a label, its own or one above it."""
    return node is not None and label in node_kinds()[node.label].labels


def sorted_nodes(content: Content, label: str = "Entity") -> list[Node]:
    """Give the nodes with a label, by key."""
    return sorted((node for node in content.nodes.values() if is_a(node, label)), key=lambda node: node.key)


def sorted_edges(edges: Iterable[Edge]) -> list[Edge]:
    """Give edges in the one order that does not depend on the engine."""
    return sorted(edges, key=_order)


def _order(edge: Edge) -> tuple[str, ...]:
    rest = [f"{name}={value}" for name, value in sorted(edge.props.items())]
    return (edge.type, edge.giver, edge.receiver, str(edge.props["valid_from"]), *edge.group[3:], *rest)


class Ties:
    """The edges of a content by type and end, each list in the order of `sorted_edges`."""

    def __init__(self, content: Content) -> None:
        self._out: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        for edge in sorted_edges(content.edges):
            self._out[edge.type, edge.giver].append(edge)
            self._in[edge.type, edge.receiver].append(edge)

    def of(self, key: str, edge_type: str) -> list[Edge]:
        """Give the edges of a type that start at a node."""
        return self._out.get((edge_type, key), [])

    def to(self, key: str, edge_type: str) -> list[Edge]:
        """Give the edges of a type that lead to a node."""
        return self._in.get((edge_type, key), [])


def counted(content: Content, edges: Iterable[Edge], labels: Iterable[str] = ()) -> list[str]:
    """Tell by type how many edges, and how many nodes with one of `labels`, are left out."""
    kinds = [node.label for node in content.nodes.values() if node.label in set(labels)]
    found = Counter([*kinds, *(edge.type for edge in edges)])
    return [f"{number} {name}" for name, number in sorted(found.items())]
