"""What a load would do: the difference between what files state and what the graph holds.

Nothing is deleted.  What the files of an instruction or organisation no longer state ends on a
given day; what others state is left alone.  Nothing here reads a file or talks to an engine.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ansvar.graph.load.content import Content
from ansvar.graph.periods import Period
from ansvar.graph.values import change, content_of

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def make_plan(
    current: Content,
    wanted: Content,
    stated_by: frozenset[str],
    day: str,
    *,
    partial: bool = False,
    changing: frozenset[str] = frozenset(),
) -> Plan:
    """Compare what the graph holds with what files state.

    Parameters
    ----------
    current : Content
        What the graph holds; derived edges are passed over.
    wanted : Content
        What the files state.
    stated_by : frozenset of str
        Whose facts the files give in full: what is missing among these ends.
    day : str
        Day on which missing facts end, ISO text.
    partial : bool
        What is missing does not end; it stays as it is.
    changing : frozenset of str
        Whose values change from the day on, and stay what they were before; those of others are corrected
        for all the time.

    Returns
    -------
    Plan
        Every list in the order of `wanted`; what ends in the order of its names.
    """
    plan = Plan()
    _plan_nodes(plan, current, wanted, stated_by, changing, day)
    _plan_edges(plan, current, wanted, stated_by, day)
    if partial:
        plan.left += len(plan.end_nodes) + len(plan.end_edges)
        plan.end_nodes, plan.end_edges = [], []
    return plan


def _plan_nodes(
    plan: Plan,
    current: Content,
    wanted: Content,
    stated_by: frozenset[str],
    changing: frozenset[str],
    day: str,
) -> None:
    for key, told in wanted.nodes.items():
        standing, node = current.nodes.get(key), told
        if standing is not None and told.props.get("stated_by") in changing:
            node = replace(told, props=change(standing.props, told.props, day))
        if standing is None:
            plan.create_nodes.append(node)
        elif standing.props != node.props:
            plan.change_nodes.append((standing, node))
        else:
            plan.left += 1
    for key, node in sorted(current.nodes.items()):  # an engine gives them in any order
        if key not in wanted.nodes and node.props.get("stated_by") in stated_by:
            ended = replace(node, props=_ended(node.props, day))
            if ended.props == node.props:
                plan.left += 1
            else:
                plan.end_nodes.append((node, ended))


def _plan_edges(plan: Plan, current: Content, wanted: Content, stated_by: frozenset[str], day: str) -> None:
    standing = _grouped(e for e in current.edges if not e.derived and e.props.get("stated_by") in stated_by)
    for group, edges in _grouped(wanted.edges).items():
        pairs, new, gone = _match(standing.pop(group, []), edges)
        plan.create_edges += new
        for before, after in pairs:
            if before.props == after.props:
                plan.left += 1
            else:
                plan.change_edges.append(EdgeChange(before, after))
        standing[group] = gone
    for _, edges in sorted(standing.items()):
        for edge in sorted(edges, key=lambda e: str(e.props["valid_from"])):
            ended = replace(edge, props=_ended(edge.props, day))
            if ended.props == edge.props:
                plan.left += 1
            else:
                plan.end_edges.append(EdgeChange(edge, ended))


def _grouped(edges: Iterable[Edge]) -> dict[tuple[str, ...], list[Edge]]:
    groups: dict[tuple[str, ...], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.group].append(edge)
    return groups


def _match(old: list[Edge], new: list[Edge]) -> tuple[list[tuple[Edge, Edge]], list[Edge], list[Edge]]:
    """Pair the periods of one holding: first those that begin on the same day, then those that overlap.

    A corrected beginning is thus a change and not an end with a new beginning beside it, and who
    comes back after a time keeps the time before.
    """
    by_start = {edge.props["valid_from"]: edge for edge in old}
    pairs = [(by_start.pop(e.props["valid_from"]), e) for e in new if e.props["valid_from"] in by_start]
    paired = {id(edge) for _, edge in pairs}
    rest_old = sorted(by_start.values(), key=lambda e: str(e.props["valid_from"]))
    created = []
    for edge in sorted((e for e in new if id(e) not in paired), key=lambda e: str(e.props["valid_from"])):
        before = next((e for e in rest_old if e.period.overlaps(edge.period)), None)
        if before is None:
            created.append(edge)
        else:
            rest_old.remove(before)
            pairs.append((before, edge))
    return pairs, created, rest_old


def _ended(props: dict[str, Any], day: str) -> dict[str, Any]:
    """End a thing on a day; what had ended before stays as it was, what had not begun never holds."""
    return props | {"valid_to": Period.of(props).ending(day).end}
