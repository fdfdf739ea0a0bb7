"""Reads the content of a graph out of an engine: all of it, what was stated, or a part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ansvar.graph.content import Content, Edge, Node
from ansvar.graph.schema.model import node_kinds
from ansvar.graph.schema.statements import read_norm

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

_STATE = "GraphState"


def snapshot(read: Callable[..., list[dict[str, object]]]) -> Content:
    """Read the whole graph.

    Parameters
    ----------
    read : callable
        `Store.read` or `Transaction.run`.
    """
    return _read(read, "edges")


def stated(read: Callable[..., list[dict[str, object]]]) -> Content:
    """Read what files state: all nodes, and every edge that was not worked out."""
    return _read(read, "stated")


@dataclass(frozen=True)
class Extent:
    """What a small plan looks at.

    Attributes
    ----------
    keys : collection of str
        Of things, to see what they are.
    subjects : collection of str
        Keys of things in whose entries edges are changed; see `ansvar.graph.content.owner_of`.
    new : collection of str
        Keys of things of which every edge counts.
    """

    keys: Collection[str]
    subjects: Collection[str]
    new: Collection[str] = ()

    def read(self, read: Callable[..., list[dict[str, object]]]) -> Content:
        """Read what files state of these things; it costs what they are."""
        ends = {"subjects": sorted(self.subjects), "new": sorted(self.new)}
        rows = [*read("content.edges_at", **ends), *read("content.bindings")]
        found = {edge.name: edge for edge in _edges(rows)}
        keys = {key for edge in found.values() for key in (edge.giver, edge.receiver)} | set(self.keys)
        things = read("content.things", keys=sorted(keys))
        return Content({node.key: node for node in _nodes(things)}, list(found.values()))


def stated_of_norm(read: Callable[..., list[dict[str, object]]], keys: Collection[str]) -> Content:
    """Read what instructions state, and some things, of whatever layer; it costs what these are."""
    of_norm, between = read_norm()
    rows = [*read(of_norm), *read("content.things", keys=sorted(keys))]
    return Content({node.key: node for node in _nodes(rows)}, list(_edges(read(between))))


def _nodes(rows: Iterable[dict[str, object]]) -> Iterator[Node]:
    for row in rows:
        yield Node(_label(row["labels"]), dict(row["props"]))  # type: ignore[call-overload]


def _edges(rows: Iterable[dict[str, object]]) -> Iterator[Edge]:
    for row in rows:
        yield Edge(str(row["type"]), str(row["giver"]), str(row["receiver"]), dict(row["props"]))  # type: ignore[call-overload]


def _read(read: Callable[..., list[dict[str, object]]], edges: str) -> Content:
    nodes = _nodes(read("content.nodes"))
    return Content(
        {node.key: node for node in nodes if node.label != _STATE},
        list(_edges(read(f"content.{edges}"))),
    )


def _label(labels: object) -> str:
    """Give the most specific one of a node's labels: the one that carries all the others."""
    kinds = node_kinds()
    known = [str(name) for name in labels if name in kinds]  # type: ignore[attr-defined]
    return max(known, key=lambda label: len(kinds[label].labels), default="Entity")
