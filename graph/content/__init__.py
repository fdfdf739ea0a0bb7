"""What a graph holds, as plain rows, before or after it stands in an engine.

Here stand the rows themselves; beside them what a write does to them (`plan`), where they come from
(`origin`), how they are read out of an engine (`snapshot`), and whom instructions bind (`bindings`).
Loading compares two contents, exporting writes one down, and the fingerprint is a hash of one.
Nothing here reads a file, decides what a file means, or writes.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ansvar.graph.periods import Period
from ansvar.graph.values import content_of, lives_of, on_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.content.origin import Origin

_DISCRIMINATORS = {"MAY_ESCALATE_TO": "step", "OWES": "edge"}
_MODULUS = 2**256


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its most specific label and all its properties (dates as ISO text, no empty ones).

    As a source that does not say everything states it, it has what that says only: None is said to be
    nothing, a property that is not there is not spoken of, and the label is empty where its kind is not.

    Attributes
    ----------
    origin : Origin, optional
        Where it was stated; no part of what it is.
    """

    label: str
    props: dict[str, Any]
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def head(self) -> list[str]:
        """What stands before its properties where it is written down."""
        return [self.label]

    @property
    def key(self) -> str:
        """Its unique key."""
        return str(self.props["key"])

    @property
    def period(self) -> Period:
        """The days from its first to its last; it may be gone on some between (`exists_on`)."""
        return Period.of(self.props)

    def exists_on(self, day: str) -> bool:
        """Tell whether it exists on a day."""
        return any(life.contains(day) for life in lives_of(self.props))

    def on(self, day: str) -> Node:
        """Give it with the values that it had on a day."""
        return replace(self, props=on_day(self.props, day)) if "dated" in self.props else self


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge, read giver -> receiver, with all its properties ; see `Node`."""

    type: str
    giver: str
    receiver: str
    props: dict[str, Any]
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def head(self) -> list[str]:
        """What stands before its properties where it is written down."""
        return [self.type, self.giver, self.receiver]

    @property
    def period(self) -> Period:
        """The days on which it holds."""
        return Period.of(self.props)

    def exists_on(self, day: str) -> bool:
        """Tell whether it holds on a day."""
        return self.period.contains(day)

    @property
    def group(self) -> tuple[str, ...]:
        """What stays the same when an edge is changed: type, ends, who states it, and which step it is."""
        extra = self.props.get(_DISCRIMINATORS.get(self.type, ""), "")
        return (self.type, self.giver, self.receiver, str(self.props.get("stated_by", "")), str(extra))

    @property
    def identity(self) -> dict[str, Any]:
        """The properties that tell this edge from others between the same two nodes."""
        names = ("valid_from", "stated_by", _DISCRIMINATORS.get(self.type, ""))
        return {name: self.props[name] for name in names if name in self.props}

    @property
    def name(self) -> tuple[Any, ...]:
        """What tells this edge from every other one of a content."""
        return (self.type, self.giver, self.receiver, *sorted(self.identity.items()))

    @property
    def derived(self) -> bool:
        """True when it was worked out and not stated by a file."""
        return "derived_from" in self.props


Thing = Node | Edge


@dataclass(frozen=True)
class Tally:
    """What a content comes to: things can be added to it and taken from it, in any order.

    Attributes
    ----------
    total : int
        Sum of the SHA-256 of all things, modulo 2**256.  Derived edges count; the state node does not, nor
        what only tells when facts were confirmed.
    nodes, edges : int
        How many there are.
    """

    total: int = 0
    nodes: int = 0
    edges: int = 0

    @property
    def fingerprint(self) -> str:
        """A hash of it: ``sha256:`` and 64 hexadecimal digits.

        Independent of the engine, its internal ids, the order of loading and the time.
        """
        told = f"{self.total:064x} {self.nodes + self.edges}"
        return f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"

    def __add__(self, other: Tally) -> Tally:
        """Add what another content comes to."""
        return Tally(
            (self.total + other.total) % _MODULUS, self.nodes + other.nodes, self.edges + other.edges
        )

    def __sub__(self, other: Tally) -> Tally:
        """Take away what a part of it comes to."""
        return Tally(
            (self.total - other.total) % _MODULUS, self.nodes - other.nodes, self.edges - other.edges
        )

    def plus(self, things: Iterable[Thing], sign: int = 1) -> Tally:
        """Give the tally with some things more; with the sign -1, with these less."""
        total, nodes, edges = self.total, self.nodes, self.edges
        for thing in things:
            total += sign * _hash_of(thing)
            nodes += sign * isinstance(thing, Node)
            edges += sign * isinstance(thing, Edge)
        return Tally(total % _MODULUS, nodes, edges)


def _hash_of(thing: Thing) -> int:
    line = json.dumps([*thing.head, content_of(thing.props)], sort_keys=True, ensure_ascii=False)
    return int.from_bytes(hashlib.sha256(line.encode()).digest())


@dataclass
class Content:
    """Nodes by key, and edges."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    @property
    def things(self) -> list[Thing]:
        """All of it, nodes before edges."""
        return [*self.nodes.values(), *self.edges]

    def tally(self) -> Tally:
        """Add up all that it holds."""
        return Tally().plus(self.things)

    def fingerprint(self) -> str:
        """Give the fingerprint of the content; see `Tally`."""
        return self.tally().fingerprint


@dataclass
class SourceContent(Content):
    """What sources state.

    Attributes
    ----------
    spoken : set of (str, str)
        Edge type, and key of the thing that a source tells all edges of that type of; see `owner_of`.
    """

    spoken: set[tuple[str, str]] = field(default_factory=set)


_TOLD_BY_RECEIVER = frozenset({"HOLDS", "ABSENT_FROM", "DEPUTISES_FOR"})


def owner_of(edge: Edge) -> str:
    """Give the key of the thing in whose entry an edge stands in a file."""
    return edge.receiver if edge.type in _TOLD_BY_RECEIVER else edge.giver


def group_periods(edges: Iterable[Edge]) -> dict[tuple[str, ...], list[Edge]]:
    """Put together the edges that are periods of one and the same; see `Edge.group`."""
    groups: dict[tuple[str, ...], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.group].append(edge)
    return groups


def stated_of(content: Content, by: frozenset[str]) -> Content:
    """Give what some instructions or organisations state, and nothing that was worked out."""
    return Content(
        {key: node for key, node in content.nodes.items() if node.props.get("stated_by") in by},
        [edge for edge in content.edges if not edge.derived and edge.props.get("stated_by") in by],
    )


def overlay(content: Content, other: Content, stated_by: frozenset[str]) -> Content:
    """Give a content in which another one stands in the place of all that some files stated.

    Parameters
    ----------
    content, other : Content
        Both are left as they are; where they differ on a node, `other` counts.
    stated_by : frozenset of str
        Whose edges of `content` are left out, because `other` has them all.
    """
    kept = [edge for edge in content.edges if edge.props.get("stated_by") not in stated_by]
    return Content(content.nodes | other.nodes, [*kept, *other.edges])
