"""The schema as plain tables, read off the neomodel classes.

Whoever needs to know which labels, edge types and properties there are asks here; the classes in
`nodes` and `edges` are the one place where they are written.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cache
from typing import Any

from neomodel.properties import Property

from ansvar.graph.schema.edges import EDGES, Edge
from ansvar.graph.schema.nodes import NODES, RECORDS, Entity, Record


@dataclass(frozen=True)
class PropertyKind:
    """A property of a node or an edge."""

    name: str
    type: str
    required: bool
    indexed: bool
    description: str


@dataclass(frozen=True)
class NodeKind:
    """A node label with all that its nodes carry.

    Attributes
    ----------
    label : str
        The most specific label.
    labels : tuple of str
        All labels of such a node, most specific first, ``Entity`` last.
    description : str
        What a node stands for.
    properties : tuple of PropertyKind
        Own and inherited ones, in order of declaration.
    """

    label: str
    labels: tuple[str, ...]
    description: str
    properties: tuple[PropertyKind, ...]


@dataclass(frozen=True)
class EdgeKind:
    """An edge type, read giver -> receiver."""

    type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    layer: str
    description: str
    properties: tuple[PropertyKind, ...]


def _properties(owner: type[Any]) -> tuple[PropertyKind, ...]:
    found: dict[str, PropertyKind] = {}
    for ancestor in reversed(inspect.getmro(owner)):
        for name, value in vars(ancestor).items():
            if isinstance(value, Property):
                found[name] = PropertyKind(
                    name,
                    type(value).__name__.removesuffix("Property").lower(),
                    bool(value.required),
                    bool(value.unique_index or value.index),
                    value.help_text or "",
                )
    return tuple(found.values())


def _labels(node: type[Entity]) -> tuple[str, ...]:
    return tuple(c.__name__ for c in inspect.getmro(node) if issubclass(c, Entity))


@cache
def node_kinds() -> dict[str, NodeKind]:
    """Give every node label, by label, in the order of the schema."""
    return {
        node.__name__: NodeKind(node.__name__, _labels(node), inspect.getdoc(node) or "", _properties(node))
        for node in NODES
    }


@cache
def edge_kinds() -> dict[str, EdgeKind]:
    """Give every edge type, by type, in the order of the schema."""
    return {edge.TYPE: _edge_kind(edge) for edge in EDGES}


def _edge_kind(edge: type[Edge]) -> EdgeKind:
    return EdgeKind(
        edge.TYPE, edge.SOURCES, edge.TARGETS, edge.LAYER, inspect.getdoc(edge) or "", _properties(edge)
    )


def labels_under(label: str) -> frozenset[str]:
    """Give `label` and every label whose nodes carry it too; empty for a label that is not there."""
    return frozenset(kind.label for kind in node_kinds().values() if label in kind.labels)


def _declaring() -> tuple[type[Entity | Record], ...]:
    return (Entity, *NODES, Record, *RECORDS)


def indexes() -> tuple[tuple[str, str, bool], ...]:
    """Give ``(label, property, unique)`` for every indexed property, on the label that declares it."""
    return tuple(
        (node.__name__, name, bool(value.unique_index))
        for node in _declaring()
        for name, value in vars(node).items()
        if isinstance(value, Property) and (value.unique_index or value.index)
    )
