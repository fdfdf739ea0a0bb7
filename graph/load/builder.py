"""Rows are gathered and checked here, whatever file they come from; nothing here knows a format.

Every problem is kept with its file and line, so that a user sees all of them at once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx

from ansvar.graph.content import Edge, Node, SourceContent, group_periods
from ansvar.graph.derive import goes_over
from ansvar.graph.errors import alike, suggest
from ansvar.graph.load.fields import words
from ansvar.graph.names import near, nearest
from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.model import edge_kinds, labels_under, node_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ansvar.graph.content import Thing
    from ansvar.graph.content.origin import Origin
    from ansvar.graph.errors import Problem
    from ansvar.graph.load.fields import Words

_MOST_COMPARED = 200


@dataclass(frozen=True)
class _Reference:
    key: str
    label: str
    origin: Origin
    what: str


class Builder:
    """Gathers nodes, edges and problems.

    Parameters
    ----------
    known : mapping of str to Node
        Key -> what is in the graph already.
    connections : iterable of str
        Names of the connections by which roles can be matched.
    take_over : bool
        What others have stated so far may be stated by these files from now on.
    """

    def __init__(
        self, known: Mapping[str, Node], connections: Iterable[str], *, take_over: bool = False
    ) -> None:
        self.content = SourceContent()
        self.problems: list[Problem] = []
        self._known = {key: node.label for key, node in known.items()}
        self._stated_by = {} if take_over else {key: n.props.get("stated_by") for key, n in known.items()}
        self._connections = sorted(connections)
        self._references: list[_Reference] = []
        self._first: dict[str, Origin] = {}

    # -- gathering -------------------------------------------------------------------------------

    def problem(self, at: Origin, message: str, hint: str = "") -> None:
        """Note something that is wrong at a place."""
        self.problems.append(at.problem(message, hint))

    def unknown(self, kind: str, name: str, valid: Iterable[str], at: Origin) -> None:
        """Note a name that is not there, with the nearest ones."""
        self.problem(at, f'unknown {kind} "{name}"', near(name, valid, "There are none."))

    def node(self, label: str, key: str, at: Origin, **props: Any) -> None:
        """Add a node, with None for what is said to be nothing; a key that was used before is a problem."""
        if key in self._first:
            first = self._first[key]
            self.problem(
                at.at("key"),
                f'the key "{key}" is used twice',
                f"First in {first.location}. Give one of them another key.",
            )
            return
        self._check_standing(label, key, at)
        self._check_stated_by(key, at)
        self._first[key] = at
        self._put(label, key, props | self._period(at) | {"stated_by": at.stated_by}, at)

    def shared(self, label: str, key: str, name: Words, at: Origin) -> None:
        """Add a word that several instructions share; it belongs to none of them and never ends."""
        self._check_standing(label, key, at)
        standing = self.content.nodes.get(key)
        if standing is not None and _names_of(standing) != (label, name.nb, name.en):
            self.problem(at.at("key"), f'"{key}" is stated twice, and differently', "Make them the same.")
        self._first.setdefault(key, at)
        period = {"valid_from": "0001-01-01", "valid_to": OPEN_END}
        self._put(label, key, words("name", name) | period, at)

    def edge(self, edge_type: str, giver: str, receiver: str, at: Origin, **props: Any) -> None:
        """Add an edge; its two ends are checked when everything is gathered."""
        row = self._period(at) | {"stated_by": at.stated_by} | props
        self.content.edges.append(Edge(edge_type, giver, receiver, _iso(row), at))

    def speak(self, edge_type: str, part: Any, field: str) -> None:
        """Note whether a part tells all edges of a type at its thing, should it not say everything."""
        if field in part.model_fields_set:
            self.content.spoken.add((edge_type, part.key))

    def refer(self, key: str, label: str, at: Origin, what: str) -> None:
        """Ask for a key that must exist although no edge leads to it."""
        self._references.append(_Reference(key, label, at, what))

    def _put(self, label: str, key: str, props: dict[str, Any], at: Origin) -> None:
        self.content.nodes[key] = Node(label, _iso({"key": key} | props), at)

    @staticmethod
    def _period(at: Origin) -> dict[str, str]:
        told = {"valid_from": at.valid_from, "valid_to": at.valid_to}
        return {name: day for name, day in told.items() if day}

    # -- checking --------------------------------------------------------------------------------

    def check_label(self, label: str, above: str, at: Origin) -> bool:
        """Check that `label` is one of the schema's labels under `above`."""
        valid = labels_under(above)
        if label not in valid:
            self.unknown("kind", label, valid, at)
        return label in valid

    def check_connection(self, name: str, at: Origin) -> None:
        """Check that a connection of that name exists."""
        if name not in self._connections:
            self.unknown("connection", name, self._connections, at)

    def check_relation(self, name: str, via: str, at: Origin) -> None:
        """Check that a relation becomes one of the derived edge types, and rests on none of them."""
        valid = [t for t, kind in edge_kinds().items() if kind.layer == "derived" and t != "ESCALATES_TO"]
        if name not in valid:
            self.unknown("edge", name, valid, at.at("edge"))
        if via in self._connections and goes_over(via, valid):
            # all relations are worked out at once, so none can stand on another
            names = ", ".join(f'"{n}"' for n in self._connections if not goes_over(n, valid))
            self.problem(
                at.at("via"),
                f'a relation cannot go via "{via}", which rests on other relations',
                f"Use one of {names}.",
            )

    def finish(self) -> SourceContent:
        """Check what can only be seen when all is gathered and settled, and give it."""
        made = self.content
        made.nodes = {key: replace(node, props=_plain(node.props)) for key, node in made.nodes.items()}
        made.edges = [replace(edge, props=_plain(edge.props)) for edge in made.edges]
        for thing in made.things:
            self._check_period(thing)
        self._check_references()
        self._check_occupancy()
        self._check_overlaps()
        self._check_single("PART_OF", "lies under two units at the same time")
        self._check_circles("PART_OF")
        self._check_circles("REPORTS_TO")
        return made

    def _check_standing(self, label: str, key: str, at: Origin) -> None:
        standing = self._known.get(key)
        if label and standing is not None and standing != label:
            self.problem(
                at.at("key"), f'"{key}" is a {standing} in the graph, not a {label}', "Use another key."
            )

    def _check_stated_by(self, key: str, at: Origin) -> None:
        other = self._stated_by.get(key)
        if other not in (None, at.stated_by):
            self.problem(
                at.at("key"),
                f'"{key}" is stated by "{other}" in the graph, but this file states it for "{at.stated_by}"',
                f'Where both are the same organisation, use its key "{other}" here too (import: --key); '
                "where they are not, use another key here (import: --prefix). "
                f'Where "{at.stated_by}" is to be responsible for it from now on, use --take-over.',
            )

    def _check_period(self, thing: Thing) -> None:
        if not thing.period:
            message = f'"{thing.key}"' if isinstance(thing, Node) else _line(thing)
            begins = f"which is not after its beginning on {thing.period.start}"
            hint = "`to` is the first day on which it no longer holds."
            self._point(thing, f"{message} ends on {thing.period.end}, {begins}", hint)

    def _point(self, thing: Thing, message: str, hint: str) -> None:
        """Note something that is wrong with a thing."""
        if thing.origin is not None:
            self.problem(thing.origin, message, hint)

    def _check_references(self) -> None:
        looked_up = 0
        labels = self._known | {key: node.label for key, node in self.content.nodes.items()}
        carried = {label: set(kind.labels) for label, kind in node_kinds().items()}
        for ref in self._all_references():
            wanted = ref.label.split("|")
            found = labels.get(ref.key)
            kind = " or ".join(wanted)
            if found is None:
                looked_up += 1
                # so many that somebody may read: all of thousands would take minutes
                near_by: list[str] = []
                if looked_up <= _MOST_COMPARED:
                    fitting = [k for k, label in labels.items() if carried[label] & set(wanted)]
                    near_by = nearest(ref.key, fitting)
                self.problem(
                    ref.origin,
                    f'{ref.what}: there is no {kind} "{ref.key}" in these files or in the graph',
                    f"{suggest(near_by, alike(ref.key, near_by))} Correct the key or add it.".lstrip(),
                )
            elif not carried[found] & set(wanted):
                self.problem(
                    ref.origin, f'{ref.what}: "{ref.key}" is a {found}, not a {kind}', "Correct the key."
                )

    def _all_references(self) -> Iterator[_Reference]:
        for edge in self.content.edges:
            kind = edge_kinds()[edge.type]
            for key, labels in ((edge.giver, kind.sources), (edge.receiver, kind.targets)):
                if edge.origin is not None:
                    yield _Reference(key, "|".join(labels), edge.origin, _line(edge))
        yield from self._references

    def _check_occupancy(self) -> None:
        for edge in self._of("HOLDS"):
            post = self.content.nodes.get(edge.receiver)
            # who held it before may be known
            if post and post.origin and post.props.get("occupancy") and edge.period.end >= post.period.end:
                what = f'"{post.key}" has holders, so who holds it is not unknown'
                self.problem(post.origin.at("occupancy"), what, "Remove one of them.")

    def _check_overlaps(self) -> None:
        for group, edges in group_periods(self.content.edges).items():
            for one, other in combinations(edges, 2):
                if one.period.overlaps(other.period):
                    message = f"{group[1]} {group[0]} {group[2]} is stated for two periods that overlap"
                    hint = "Join them, or let one end before the other begins."
                    self._point(other, f"{message}: {one.period} and {other.period}", hint)

    def _check_single(self, edge_type: str, what: str) -> None:
        by_giver: dict[str, list[Edge]] = defaultdict(list)
        for edge in self._of(edge_type):
            by_giver[edge.giver].append(edge)
        for giver, edges in sorted(by_giver.items()):
            for one, other in combinations(edges, 2):
                if one.receiver != other.receiver and one.period.overlaps(other.period):
                    both = f'"{one.receiver}" ({one.period}) and "{other.receiver}" ({other.period})'
                    self._point(other, f'"{giver}" {what}: {both}', "End one before the other begins.")

    def _check_circles(self, edge_type: str) -> None:
        edges = self._of(edge_type)
        whole = nx.DiGraph((edge.giver, edge.receiver) for edge in edges)
        alone = set(nx.nodes_with_selfloops(whole))
        for knot in nx.strongly_connected_components(whole):
            if len(knot) == 1 and not knot & alone:
                continue
            inside = [edge for edge in edges if edge.giver in knot and edge.receiver in knot]
            # a circle counts only when all of it holds on one and the same day
            for day in sorted({edge.period.start for edge in inside}):
                valid = [edge for edge in inside if edge.period.contains(day)]
                try:
                    circle = nx.find_cycle(nx.DiGraph((e.giver, e.receiver) for e in valid))
                except (nx.NetworkXNoCycle, nx.NetworkXError):
                    continue
                names = " -> ".join([giver for giver, _ in circle] + [circle[0][0]])
                first = next(edge for edge in valid if edge.giver == min(names.split(" -> ")))
                self._point(first, f"{edge_type} goes in a circle: {names}", "Take one of them away.")
                break

    def _of(self, edge_type: str) -> list[Edge]:
        return [edge for edge in self.content.edges if edge.type == edge_type]


def _line(edge: Edge) -> str:
    return f"{edge.giver} {edge.type} {edge.receiver}"


def _iso(row: Mapping[str, Any]) -> dict[str, Any]:
    return {n: value.isoformat() if isinstance(value, dt.date) else value for n, value in row.items()}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Make a row ready for any engine: nothing empty."""
    return {name: value for name, value in row.items() if value is not None and value != []}


def _names_of(node: Node) -> tuple[str, str, str]:
    return node.label, str(node.props["name_nb"]), str(node.props["name_en"])
