"""Rows are gathered and checked here, whatever file they come from; nothing here knows a format.

Every problem is kept with its file and line, so that a user sees all of them at once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from typing import TYPE_CHECKING, Any

import networkx as nx

from ansvar.graph.derive import goes_over
from ansvar.graph.errors import Problem, nearest
from ansvar.graph.load.content import Content, Edge, Node
from ansvar.graph.load.fields import words
from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.model import edge_kinds, labels_under, node_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ansvar.graph.load.fields import Dated, Words
    from ansvar.graph.load.yamlfile import Place, SourceFile

_MOST_COMPARED = 200


@dataclass(frozen=True)
class Origin:
    """Where a fact stands, who states it, and the period it has unless it says otherwise."""

    file: SourceFile
    stated_by: str
    valid_from: str
    valid_to: str
    place: Place = ()

    def at(self, *place: str | int) -> Origin:
        """Go to a part of this place."""
        return replace(self, place=(*self.place, *place))

    def during(self, part: Dated) -> Origin:
        """Take over the period that a part states for itself."""
        return replace(
            self,
            valid_from=part.valid_from.isoformat() if part.valid_from else self.valid_from,
            valid_to=part.valid_to.isoformat() if part.valid_to else self.valid_to,
        )


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
        self.content = Content()
        self.problems: list[Problem] = []
        self._known = {key: node.label for key, node in known.items()}
        self._stated_by = {} if take_over else {key: n.props.get("stated_by") for key, n in known.items()}
        self._connections = sorted(connections)
        self._edges: list[tuple[Edge, Origin]] = []
        self._references: list[_Reference] = []
        self._first: dict[str, Origin] = {}

    # -- gathering -------------------------------------------------------------------------------

    def problem(self, at: Origin, what: str, then: str = "") -> None:
        """Note something that is wrong at a place."""
        self.problems.append(at.file.problem(at.place, what, then))

    def unknown(self, kind: str, name: str, valid: Iterable[str], at: Origin) -> None:
        """Note a name that is not there, with the nearest ones."""
        names = ", ".join(f'"{n}"' for n in nearest(name, valid))
        self.problem(at, f'unknown {kind} "{name}"', f"Nearest: {names}." if names else "There are none.")

    def node(self, label: str, key: str, at: Origin, **props: Any) -> None:
        """Add a node; a key that was used before is a problem."""
        if key in self._first:
            first = self._first[key]
            self.problem(
                at.at("key"),
                f'the key "{key}" is used twice',
                f"First in {first.file.spot(*first.place)}. Give one of them another key.",
            )
            return
        self._check_standing(label, key, at)
        self._check_stated_by(key, at)
        self._first[key] = at
        self._check_period(at, f'"{key}"')
        self._put(label, key, props | self._period(at) | {"stated_by": at.stated_by})

    def shared(self, label: str, key: str, name: Words, at: Origin) -> None:
        """Add a word that several instructions share; it belongs to none of them and never ends."""
        self._check_standing(label, key, at)
        standing = self.content.nodes.get(key)
        if standing is not None and _told(standing) != (label, name.nb, name.en):
            self.problem(at.at("key"), f'"{key}" is stated twice, and differently', "Make them the same.")
        self._first.setdefault(key, at)
        period = {"valid_from": "0001-01-01", "valid_to": OPEN_END}
        self._put(label, key, words("name", name) | period)

    def edge(self, edge_type: str, giver: str, receiver: str, at: Origin, **props: Any) -> None:
        """Add an edge; its two ends are checked when everything is gathered."""
        kind = edge_kinds()[edge_type]
        self._check_period(at, f"{giver} {edge_type} {receiver}")
        for key, labels in ((giver, kind.sources), (receiver, kind.targets)):
            self._references.append(_Reference(key, "|".join(labels), at, f"{giver} {edge_type} {receiver}"))
        row = self._period(at) | {"stated_by": at.stated_by} | props
        self._edges.append((Edge(edge_type, giver, receiver, plain(row)), at))

    def refer(self, key: str, label: str, at: Origin, what: str) -> None:
        """Ask for a key that must exist although no edge leads to it."""
        self._references.append(_Reference(key, label, at, what))

    def _put(self, label: str, key: str, props: dict[str, Any]) -> None:
        self.content.nodes[key] = Node(label, plain({"key": key} | props))

    @staticmethod
    def _period(at: Origin) -> dict[str, str]:
        return {"valid_from": at.valid_from, "valid_to": at.valid_to}

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

    def finish(self) -> Content:
        """Check what can only be seen when all is gathered, and give the content."""
        self._check_references()
        self._check_overlaps()
        self._check_single("PART_OF", "lies under two units at the same time")
        self._check_circles("PART_OF")
        self._check_circles("REPORTS_TO")
        self.content.edges = [edge for edge, _ in self._edges]
        return self.content

    def _check_standing(self, label: str, key: str, at: Origin) -> None:
        standing = self._known.get(key)
        if standing is not None and standing != label:
            self.problem(
                at.at("key"), f'"{key}" is a {standing} in the graph, not a {label}', "Use another key."
            )

    def _check_stated_by(self, key: str, at: Origin) -> None:
        other = self._stated_by.get(key)
        if other not in (None, at.stated_by):
            self.problem(
                at.at("key"),
                f'"{key}" is stated by "{other}" in the graph, and this speaks for "{at.stated_by}"',
                f'Where both are the same organisation, use its key "{other}" here too (import: --key); '
                "where they are not, use another key here (import: --prefix). "
                f'Where "{at.stated_by}" answers for it from now on, say --take-over.',
            )

    def _check_period(self, at: Origin, what: str) -> None:
        if at.valid_to <= at.valid_from:
            self.problem(
                at,
                f"{what} ends on {at.valid_to}, which is not after its beginning on {at.valid_from}",
                "`to` is the first day on which it no longer holds.",
            )

    def _check_references(self) -> None:
        looked_up = 0
        labels = self._known | {key: node.label for key, node in self.content.nodes.items()}
        carried = {label: set(kind.labels) for label, kind in node_kinds().items()}
        for ref in self._references:
            wanted = ref.label.split("|")
            found = labels.get(ref.key)
            kind = " or ".join(wanted)
            if found is None:
                looked_up += 1
                # so many that somebody may read: all of thousands would take minutes
                near = []
                if looked_up <= _MOST_COMPARED:
                    fitting = [k for k, label in labels.items() if carried[label] & set(wanted)]
                    near = nearest(ref.key, fitting)
                names = ", ".join(f'"{name}"' for name in near)
                self.problem(
                    ref.origin,
                    f'{ref.what}: there is no {kind} "{ref.key}" in these files or in the graph',
                    f"Nearest: {names}. Correct the key or add it."
                    if names
                    else "Correct the key or add it.",
                )
            elif not carried[found] & set(wanted):
                self.problem(
                    ref.origin, f'{ref.what}: "{ref.key}" is a {found}, not a {kind}', "Correct the key."
                )

    def _check_overlaps(self) -> None:
        ordered = sorted(self._edges, key=lambda pair: pair[0].group)
        for group, pairs in groupby(ordered, key=lambda pair: pair[0].group):
            for (one, _), (other, at) in combinations(pairs, 2):
                if one.period.overlaps(other.period):
                    self.problem(
                        at,
                        f"{group[1]} {group[0]} {group[2]} is stated for two periods that overlap: "
                        f"{one.period} and {other.period}",
                        "Join them, or let one end before the other begins.",
                    )

    def _check_single(self, edge_type: str, what: str) -> None:
        rows = sorted(
            (pair for pair in self._edges if pair[0].type == edge_type), key=lambda pair: pair[0].giver
        )
        for giver, pairs in groupby(rows, key=lambda pair: pair[0].giver):
            for (one, _), (other, at) in combinations(pairs, 2):
                if one.receiver != other.receiver and one.period.overlaps(other.period):
                    both = f'"{one.receiver}" ({one.period}) and "{other.receiver}" ({other.period})'
                    self.problem(
                        at,
                        f'"{giver}" {what}: {both}',
                        "End one before the other begins.",
                    )

    def _check_circles(self, edge_type: str) -> None:
        rows = [pair for pair in self._edges if pair[0].type == edge_type]
        whole = nx.DiGraph((edge.giver, edge.receiver) for edge, _ in rows)
        alone = set(nx.nodes_with_selfloops(whole))
        for knot in nx.strongly_connected_components(whole):
            if len(knot) == 1 and not knot & alone:
                continue
            inside = [p for p in rows if p[0].giver in knot and p[0].receiver in knot]
            # a circle counts only when all of it holds on one and the same day
            for day in sorted({edge.props["valid_from"] for edge, _ in inside}):
                valid = [p for p in inside if p[0].period.contains(day)]
                try:
                    circle = nx.find_cycle(nx.DiGraph((e.giver, e.receiver) for e, _ in valid))
                except (nx.NetworkXNoCycle, nx.NetworkXError):
                    continue
                names = " -> ".join([giver for giver, _ in circle] + [circle[0][0]])
                first = min(names.split(" -> "))
                at = next(at for edge, at in valid if edge.giver == first)
                self.problem(at, f"{edge_type} goes in a circle: {names}", "Take one of them away.")
                break


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Make a row ready for any engine: dates as text, nothing empty."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in row.items()
        if value is not None and value != []
    }


def _told(node: Node) -> tuple[str, str, str]:
    return node.label, str(node.props["name_nb"]), str(node.props["name_en"])
