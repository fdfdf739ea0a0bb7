"""What an import changes, told one fact at a time; how it is shown is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ansvar.graph.values import corrections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ansvar.graph.load.content import Edge, Node
    from ansvar.graph.load.plan import Plan

_QUIET = {"key", "dated", "changed_on"}


@dataclass(frozen=True)
class Change:
    """One fact that is created, changed or ended.

    Attributes
    ----------
    change : str
        ``create``, ``change`` or ``end``.
    kind : str
        Label of the node, or type of the edge.
    key : str
        Of the node, or of the giver of the edge.
    receiver : str
        Key of the receiver; empty for a node.
    name : str
        Of the node; empty for an edge.
    valid_from, valid_to : str
        The period afterwards, ISO text.
    fields : dict
        Property -> its value before and after, for what is changed; None where there is none.
    """

    change: str
    kind: str
    key: str
    receiver: str
    name: str
    valid_from: str
    valid_to: str
    fields: dict[str, tuple[Any, Any]]


def changes_of(plan: Plan) -> Iterator[Change]:
    """Give all changes: nodes before edges, what is created before what is changed and what ends.

    What is created stands in the order of the source, the rest by kind and key: engines give what they
    hold in any order.
    """
    yield from (_of_node("create", node, {}) for node in plan.create_nodes)
    for verb, nodes in (("change", plan.change_nodes), ("end", plan.end_nodes)):
        yield from _in_order(
            _of_node(verb, after, _fields(before.props, after.props)) for before, after in nodes
        )
    yield from (_of_edge("create", edge, {}) for edge in plan.create_edges)
    for verb, edges in (("change", plan.change_edges), ("end", plan.end_edges)):
        yield from _in_order(
            _of_edge(verb, pair.after, _fields(pair.before.props, pair.after.props)) for pair in edges
        )


def _in_order(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda each: (each.kind, each.key, each.receiver, each.valid_from))


def _of_node(change: str, node: Node, fields: dict[str, tuple[Any, Any]]) -> Change:
    props = node.props
    name = str(props["name_en"])
    return Change(change, node.label, node.key, "", name, props["valid_from"], props["valid_to"], fields)


def _of_edge(change: str, edge: Edge, fields: dict[str, tuple[Any, Any]]) -> Change:
    props = edge.props
    period = props["valid_from"], props["valid_to"]
    return Change(change, edge.type, edge.giver, edge.receiver, "", *period, fields)


def _fields(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = dict.fromkeys([*after, *before])
    return {
        name: (before.get(name), after.get(name))
        for name in names
        if name not in _QUIET and before.get(name) != after.get(name)
    } | corrections(before, after)
