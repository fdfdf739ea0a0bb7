"""What an export is asked for, and the few things that every form needs to know of a content.

Nothing here knows a form.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import today
from ansvar.graph.content import Content
from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.model import edge_kinds, node_kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from ansvar.graph.content import Edge, Node

_NORM = ("Instruction", "Clause", "Duty", "OpenQuestion", "MatterKind")

Files = dict[str, bytes]
"""Name of a file -> its bytes; a name may have folders in it."""


@dataclass(frozen=True)
class ExportOptions:
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
        return thing.exists_on(self.on.isoformat())


def end_of(thing: Node | Edge) -> str | None:
    """Give the first day on which it no longer holds; None when it is open."""
    end = thing.period.end
    return None if end == OPEN_END else end


def shared(one: Edge, other: Edge) -> Edge | None:
    """Give one of two edges with the period in which both hold, or None."""
    both = one.period.intersect(other.period)
    return replace(one, props=one.props | {"valid_from": both.start, "valid_to": both.end}) if both else None


def within(nodes: dict[str, Node], edges: Iterable[Edge]) -> Content:
    """Give nodes, and of edges those that have both ends among them."""
    return Content(nodes, [edge for edge in edges if edge.giver in nodes and edge.receiver in nodes])


def lasting(content: Content) -> Content:
    """Leave out what holds on no day, as what was taken back, and what hangs on it."""
    nodes = {key: node for key, node in content.nodes.items() if node.period}
    return within(nodes, (edge for edge in content.edges if edge.period))


def full(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {name: value for name, value in row.items() if value is not None and value != []}


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


def without_place(
    content: Content, gone: Callable[[Edge], bool], shared_too: tuple[str, ...] = ("Role", "Theme")
) -> list[str]:
    """Tell by type how many facts a form without instructions leaves out.

    Parameters
    ----------
    gone : callable
        Whether an edge of an organisation is left out.
    shared_too : tuple of str
        Which words that instructions share are left out too.
    """
    found = Counter(node.label for node in content.nodes.values() if node.label in (*_NORM, *shared_too))
    kinds = edge_kinds()
    found.update(e.type for e in content.edges if kinds[e.type].layer == "organisation" and gone(e))
    return [f"{number} {name}" for name, number in sorted(found.items())]
