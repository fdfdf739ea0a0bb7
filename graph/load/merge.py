"""The one place where what sources state meets what the graph holds: partial, whole, ending, elimination.

Nothing is deleted.  What the sources of an instruction or organisation no longer state ends on a given
day; what others state is left alone.  Nothing here reads a file or talks to an engine.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Edge, Node, group_periods, owner_of
from ansvar.graph.content.plan import Plan
from ansvar.graph.errors import DataError, Problem, SourceLocation
from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.fields import fields_of, section_of
from ansvar.graph.values import change, history_of, with_history

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ansvar.graph.content import Content, Thing
    from ansvar.graph.content.origin import Origin
    from ansvar.graph.load.builder import Builder

_SPOKEN_OF = ("as_of", "confirmed_on")
"""The days that the newest import, and the newest one that said everything, spoke of."""
_OWN = ("valid_from", "valid_to", "dated", "changed_on")
"""What a thing does not keep by itself: its period, and the values that it had."""
_TO_POSTS = {"REPORTS_TO": "reports_to", "DEPUTISES_FOR": "deputies"}


@dataclass(frozen=True)
class Amendment:
    """How a source that need not say everything speaks of an organisation.

    Attributes
    ----------
    organisation : str
        Its key.
    file : str
        The source, for people.
    day : str
        The day that the source speaks of, ISO text: the first one of what is new, the end of what is gone.
    partial : bool
        The source does not speak of everything; of what it does speak of, it says all.
    named : frozenset of str
        Keys of things that the source only names; where somebody else states them, they are left alone.
    ended : mapping of str to SourceLocation
        Key of a post that the source says is no more -> where it says so.
    """

    organisation: str
    file: str
    day: str
    partial: bool = False
    named: frozenset[str] = frozenset()
    ended: Mapping[str, SourceLocation] = field(default_factory=dict)


def newest_day(current: Content, organisation: str) -> str:
    """Give the day that the newest import of an organisation spoke of; empty before the first one."""
    standing = current.nodes.get(organisation)
    return max(str(standing.props.get(name) or "") for name in _SPOKEN_OF) if standing else ""


def amend(build: Builder, current: Content, how: Amendment) -> list[Problem]:
    """Fill in what a source leaves out: what it does not speak of stays as the graph has it.

    What stood before keeps its first day, what is new gets one, and what is told to have ended ends.

    Parameters
    ----------
    build : Builder
        What was gathered; it is changed in place, and what is missing becomes a problem there.
    current : Content
        What the graph holds: at least all things that the source speaks of, with their edges.

    Returns
    -------
    list of Problem
        What is worth telling although it can be loaded.

    Raises
    ------
    DataError
        The graph holds a newer state of the same organisation already.
    """
    newest = newest_day(current, how.organisation)
    if newest > how.day:
        told = f"stands in the graph as of {newest}, and this speaks of {how.day}, which is earlier"
        hint = (
            f"Import in order of time: name a day from {newest} on with --valid-from, "
            "or another organisation with --key."
        )
        raise DataError([Problem(how.file, 0, f'"{how.organisation}" {told}', hint)])
    return _Amender(build, current, how).amend()


class _Amender:
    """Fills in what one source leaves out."""

    def __init__(self, build: Builder, current: Content, how: Amendment) -> None:
        self._build = build
        self._said = build.content
        self._current = current
        self._how = how
        self._remarks: list[Problem] = []
        self._told = {key: node for key, node in self._said.nodes.items() if self._ours(node)}
        self._edges: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        for edge in current.edges:
            if not edge.derived and self._ours(edge):
                self._edges[edge.type, owner_of(edge)].append(edge)

    def amend(self) -> list[Problem]:
        said, how = self._said, self._how
        known = self._current.nodes
        others = {k for k in how.named & self._told.keys() if k in known and not self._ours(known[k])}
        for key in others:
            del said.nodes[key], self._told[key]
        said.edges = [edge for edge in said.edges if owner_of(edge) not in others]
        said.spoken = {each for each in said.spoken if each[1] not in others}
        for key in self._told:
            said.nodes[key] = self._node(key)
        ended = {key for key in how.ended if self._end_post(key)} if how.partial else set()
        edges = []
        for edge in said.edges:
            if not self._ours(edge):
                edges.append(edge)
            elif where := self._gone(edge):
                self._remarks.append(self._remark(edge, where))
            else:
                edges.append(self._edge(edge))
        said.edges = [*edges, *self._standing(edges, ended)]
        return self._remarks

    def _ours(self, thing: Node | Edge) -> bool:
        return bool(thing.props.get("stated_by") == self._how.organisation)

    # -- things ----------------------------------------------------------------------------------

    def _node(self, key: str) -> Node:
        """Fill in a node: what it had, or what everything of its kind has."""
        told, standing = self._told[key], self._current.nodes.get(key)
        label = told.label or (standing.label if standing else "")
        first, end = self._how.day, OPEN_END
        if standing is None:
            kept = self._defaults(told, label)
        else:
            kept = {name: value for name, value in standing.props.items() if name not in _OWN}
            first = min(standing.period.start, first)
            if standing.period and self._how.day < standing.period.end < OPEN_END:
                end = standing.period.end
        props = kept | {"valid_from": first, "valid_to": end} | told.props
        history = {
            name: [*values[:-1], (values[-1][0], props.get(name))]
            for name, values in history_of(told.props).items()
        }
        back = str(told.props.get("valid_from", self._how.day))
        if standing is not None and standing.period and standing.period.end < back:
            # what comes back keeps the days on which it was there before
            props["valid_from"] = standing.period.start
            been = history_of(standing.props).get("gone", [("", None)])
            history["gone"] = [*been, (standing.period.end, True), (back, None)]
        return replace(told, label=label, props=with_history(props, history))

    def _defaults(self, told: Node, label: str) -> dict[str, Any]:
        """Give what a new thing has, and note what it lacks."""
        if not label:
            self._lack(told, "kind")
            return {}
        if label == "Organisation":
            return {"name_nb": told.key, "name_en": told.key}
        fields = fields_of(section_of(label)).values()
        for entry in fields:
            if entry.required and not any(told.props.get(name) for name in entry.properties):
                self._lack(told, entry.key)
        return {entry.stored: entry.default for entry in fields if entry.default is not None}

    def _lack(self, node: Node, name: str) -> None:
        if node.origin is not None:
            self._build.problem(node.origin.at(name), f'the field "{name}" is missing', "Add it.")

    def _end_post(self, key: str) -> bool:
        """End a post that a source that does not speak of everything says is no more."""
        node, day = self._current.nodes.get(key), self._how.day
        if node is None or not self._ours(node) or not node.period.start < day < node.period.end:
            return False
        self._said.nodes[key] = replace(node, props=node.props | {"valid_to": day}, origin=self._source())
        return True

    def _source(self) -> Origin | None:
        whole = self._told.get(self._how.organisation)
        return whole.origin if whole else None

    # -- edges -----------------------------------------------------------------------------------

    def _edge(self, edge: Edge) -> Edge:
        """Fill in an edge: what it had if it holds on the day, or else the period of what it stands at."""
        told, owner = edge.props, self._said.nodes.get(owner_of(edge))
        same = [each for each in self._edges[edge.type, owner_of(edge)] if each.group == edge.group]
        begun = told.get("valid_from")
        held = next((e for e in same if (e.period.start == begun if begun else self._holds(e))), None)
        end = owner.period.end if owner else OPEN_END
        if held is not None:
            kept = held.props | {"valid_to": min(held.period.end if held.period else OPEN_END, end)}
        else:
            kept = {"valid_from": self._first_day(owner_of(edge)), "valid_to": end}
        return replace(edge, props=kept | told)

    def _holds(self, edge: Edge) -> bool:
        return edge.period.contains(self._how.day) or edge.period.start == self._how.day

    def _first_day(self, key: str) -> str:
        """Give the first day of an edge at a thing: that of the thing, where it is new or over."""
        day = self._how.day
        told = self._told[key].props if key in self._told else {}
        stated = str(told.get("valid_from") or day)
        over = str(told.get("valid_to") or OPEN_END) <= day
        return max(stated, day) if key in self._current.nodes and not over else stated

    def _standing(self, told: list[Edge], ended: set[str]) -> Iterator[Edge]:
        """Give the standing edges at the things spoken of that go on, or that end without being left out."""
        how, nodes = self._how, self._said.nodes
        mentioned = {(edge.type, owner_of(edge), _other(edge)) for edge in told}
        for (edge_type, owner), edges in self._edges.items():
            node = nodes.get(owner)
            if node is None or not (owner in self._told or owner in ended):
                continue
            spoken = (edge_type, owner) in self._said.spoken or owner in ended
            for edge in edges:
                if not edge.period or edge.period.end <= how.day:
                    continue
                other, ends = _other(edge), spoken and how.partial and edge.period.start < how.day
                if ends and (edge_type, owner, other) not in mentioned:
                    yield replace(edge, props=edge.props | {"valid_to": how.day}, origin=node.origin)
                elif not (spoken or how.partial or self._goes(other)):
                    yield replace(edge, origin=node.origin)

    def _goes(self, key: str) -> bool:
        """Tell whether a thing ends because a source that says everything no longer has it."""
        return key not in self._said.nodes and self._ours(self._current.nodes[key])

    def _gone(self, edge: Edge) -> SourceLocation | str | None:
        """Tell where or when a post ended to which an edge leads that says no end of its own."""
        if edge.type not in _TO_POSTS or edge.props.get("valid_to"):
            return None
        key, how = _other(edge), self._how
        node = self._current.nodes.get(key)
        if key in how.ended:
            return how.ended[key]
        if key in self._told or node is None or node.label != "Post":
            return None
        if not node.period.contains(how.day):
            return f"it ended on {node.period.end}"
        ends_now = not how.partial and self._ours(node)
        return f"it ends on {how.day}, because the source no longer has it" if ends_now else None

    @staticmethod
    def _remark(edge: Edge, where: SourceLocation | str) -> Problem:
        name, post = _TO_POSTS[edge.type], owner_of(edge)
        what = f'"{post}" has "{_other(edge)}" as {name}, a post that no longer exists: {where}'
        place = edge.origin.location if edge.origin else SourceLocation("")
        return place.problem(what, "It is taken over without that line.")


def _other(edge: Edge) -> str:
    return edge.giver if owner_of(edge) == edge.receiver else edge.receiver


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
        In the order of `wanted`; what ends in the order of its names.
    """
    plan = Plan()
    for key, told in wanted.nodes.items():
        standing, node = current.nodes.get(key), told
        if standing is not None and told.props.get("stated_by") in changing:
            node = replace(told, props=change(standing.props, told.props, day))
        plan.add(standing, node)
    gone: list[Thing] = [
        node
        for key, node in sorted(current.nodes.items())  # an engine gives them in any order
        if key not in wanted.nodes and node.props.get("stated_by") in stated_by
    ]
    standing_edges = group_periods(
        e for e in current.edges if not e.derived and e.props.get("stated_by") in stated_by
    )
    for group, edges in group_periods(wanted.edges).items():
        pairs, standing_edges[group] = _match(standing_edges.pop(group, []), edges)
        for before, after in pairs:
            plan.add(before, after)
    for _, edges in sorted(standing_edges.items()):
        gone += sorted(edges, key=lambda e: str(e.props["valid_from"]))
    for thing in gone:
        # what had ended before stays as it was, what had not begun never holds
        ended = (
            thing
            if partial
            else replace(thing, props=thing.props | {"valid_to": thing.period.ending(day).end})
        )
        plan.add(thing, replace(ended, origin=None))
    return plan.put_in_order()


def _match(old: list[Edge], new: list[Edge]) -> tuple[list[tuple[Edge | None, Edge]], list[Edge]]:
    """Pair the periods of one holding: first those that begin on the same day, then those that overlap.

    A corrected beginning is thus a change and not an end with a new beginning beside it, and who
    comes back after a time keeps the time before.

    Returns
    -------
    pairs : list of (Edge or None, Edge)
        What stands with what is told; None where nothing stands.
    gone : list of Edge
        What stands and is not told.
    """
    by_start = {edge.period.start: edge for edge in old}
    pairs: list[tuple[Edge | None, Edge]] = [
        (by_start.pop(e.period.start), e) for e in new if e.period.start in by_start
    ]
    paired = {id(edge) for _, edge in pairs}
    left = sorted(by_start.values(), key=lambda e: e.period)
    for edge in sorted((e for e in new if id(e) not in paired), key=lambda e: e.period):
        before = next((e for e in left if e.period.overlaps(edge.period)), None)
        pairs.append((before, edge))
        if before is not None:
            left.remove(before)
    return pairs, left
