"""Whom instructions bind: as a file says itself, or as the organisations' files show by the roles they fill.

An instruction that says nothing of it binds the organisations whose files fill one of its roles by name, and
no others.  Where several instructions have a role of that name, those count that the organisation is bound by
already or of which it fills a role that no other one has; else those of the same load; else all.
What replaces an instruction binds whom that one bound.
Nothing here reads a file or talks to an engine.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx

from ansvar.graph.content import Content, Edge, Node
from ansvar.graph.periods import OPEN_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALWAYS = {"valid_from": "0001-01-01", "valid_to": OPEN_END}
_OF_NORM = frozenset({"BINDS", "DEFINES", "REPLACES", "ISSUED_AS"})


def add_bindings(
    told: Content, known: Mapping[str, Node], standing: Iterable[Edge], stated_by: frozenset[str]
) -> None:
    """Add BINDS edges from instructions to organisations to what files state; see the module.

    Parameters
    ----------
    told : Content
        What the files state; it is changed in place.
    known : mapping of str to Node
        Key -> what is in the graph already.
    standing : iterable of Edge
        Edges in the graph: at least those from instructions to roles, documents and organisations.
    stated_by : frozenset of str
        Keys of the instructions and organisations that the files speak for.
    """
    nodes = {**known, **told.nodes}
    edges = [e for e in standing if e.type in _OF_NORM and (e.type == "BINDS" or e.giver not in stated_by)]
    edges += [e for e in told.edges if e.type in _OF_NORM]
    there = {(edge.giver, edge.receiver) for edge in edges if edge.type == "BINDS" and edge.period}
    defining: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.type == "DEFINES" and edge.period:
            defining[edge.receiver].add(edge.giver)
    says = {key: set(node.props["binds"]) for key, node in nodes.items() if node.props.get("binds")}
    said = {(key, organisation) for key, organisations in says.items() for organisation in organisations}
    bound = {pair for pair in there if pair[0] in stated_by} | said
    for organisation, roles in sorted(_filling(told, nodes).items()):
        having = [defining[role] for role in sorted(roles) if defining[role]]
        mine = {each for each, other in there | said if other == organisation}
        mine |= {each for some in having if len(some) == 1 for each in some}
        for some in having:
            bound |= {(each, organisation) for each in (some & mine or some & stated_by or some)}
    after = _replacing(edges)
    bound |= {(each, organisation) for before, organisation in bound | there for each in after[before]}
    for instruction, organisation in sorted(pair for pair in bound if pair[0] not in says or pair in said):
        if instruction in stated_by or (instruction, organisation) not in there:
            _bind(told, nodes, instruction, organisation)


def with_bindings(content: Content) -> Content:
    """Give a whole content with the edges that an earlier version did not make, at the end of its edges."""
    told = Content(dict(content.nodes), list(content.edges))
    add_bindings(told, {}, (), frozenset())
    return told


def _filling(told: Content, nodes: Mapping[str, Node]) -> dict[str, set[str]]:
    """Give the roles that posts fill by name, by organisation: who states the edge, the post or its unit."""
    units: dict[str, set[str]] = defaultdict(set)
    for edge in told.edges:
        if edge.type == "POST_IN":
            units[edge.giver].add(edge.receiver)
    found: dict[str, set[str]] = defaultdict(set)
    for edge in told.edges:
        if edge.type == "FILLS" and edge.period:
            by = {str(edge.props.get("stated_by", ""))}
            ends = [nodes[key] for key in (edge.giver, *units[edge.giver]) if key in nodes]
            by |= {str(node.props.get("stated_by", "")) for node in ends}
            for organisation in by - {""}:
                found[organisation].add(edge.receiver)
    return found


def _replacing(edges: Iterable[Edge]) -> Mapping[str, set[str]]:
    """Give the instructions that replace another one, at once or through others, by its key."""
    net: nx.DiGraph[tuple[str, str]] = nx.DiGraph()
    for edge in edges:
        if edge.type == "REPLACES" and edge.period:
            net.add_edge(("Document", edge.receiver), ("Instruction", edge.giver))
        elif edge.type == "ISSUED_AS" and edge.period:
            net.add_edge(("Instruction", edge.giver), ("Document", edge.receiver))
    found: dict[str, set[str]] = defaultdict(set)
    for label, key in list(net):
        if label == "Instruction":
            found[key] = {other for kind, other in nx.descendants(net, (label, key)) if kind == label}
    return found


def _bind(told: Content, nodes: Mapping[str, Node], instruction: str, organisation: str) -> None:
    """Add the edge, and the organisation where its files give it no name; one that is not there yet waits."""
    if organisation not in nodes:
        if all(each.props.get("stated_by") != organisation for each in told.things):
            return
        name = {"name_nb": organisation, "name_en": organisation}
        props = {"key": organisation, "stated_by": organisation} | name | _ALWAYS
        told.nodes[organisation] = Node("Organisation", props)
    told.edges.append(Edge("BINDS", instruction, organisation, _ALWAYS | {"stated_by": instruction}))
