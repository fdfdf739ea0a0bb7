"""What a write does, as facts: things before and after.  `ansvar.graph.load.merge` works it out."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Content, Edge, Node
from ansvar.graph.errors import SourceLocation
from ansvar.graph.values import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.content import Thing

ACCEPTANCE = "Acceptance"
_ORDER = ("created", "changed", "confirmed", "ended")


@dataclass(frozen=True)
class Fact:
    """A node or an edge before and after.

    Attributes
    ----------
    before : Thing, optional
        None for what was new.
    origin : SourceLocation, optional
        Where the source says so: the record, by file and line or by sheet and row.
    """

    before: Thing | None
    after: Thing
    origin: SourceLocation | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that it is about: the node's own, or those of both ends."""
        return (self.after.key,) if isinstance(self.after, Node) else (self.after.giver, self.after.receiver)

    @property
    def of_acceptance(self) -> bool:
        """True when it is about an acceptance of a finding, which is no part of the content."""
        return isinstance(self.after, Node) and self.after.label == ACCEPTANCE

    @cached_property
    def what(self) -> str:
        """Tell what it was: ``created``, ``changed``, ``confirmed``, or ``ended`` (its end came closer)."""
        if self.before is None:
            return "created"
        old, new = content_of(self.before.props), content_of(self.after.props)
        if old == new:
            return "confirmed"
        only_end = old | {"valid_to": ""} == new | {"valid_to": ""}
        return "ended" if only_end and new["valid_to"] < old["valid_to"] else "changed"

    def to_text(self) -> str:
        """Write it as one line of JSON."""
        rows = [thing and [*thing.head, thing.props] for thing in (self.before, self.after)]
        rows += [list(astuple(self.origin))] if self.origin else []
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> Fact:
        """Read what `to_text` wrote."""
        before, after, *origin = json.loads(text)
        return cls(
            None if before is None else _thing(before),
            _thing(after),
            *(SourceLocation(*each) for each in origin),
        )


def _thing(row: list[Any]) -> Thing:
    return Node(*row) if len(row) == 2 else Edge(*row)  # noqa: PLR2004  (label and properties)


def counts_of(facts: Iterable[Fact]) -> Counter[str]:
    """Count what was ``created``, ``changed`` (confirmed too) and ``ended``."""
    return Counter("changed" if fact.what == "confirmed" else fact.what for fact in facts)


@dataclass
class Plan:
    """What will be done.

    Attributes
    ----------
    facts : list of Fact
        All that is made, changed or ended.
    left : int
        How many nodes and edges stay as they are.
    """

    facts: list[Fact] = field(default_factory=list)
    left: int = 0

    def add(self, before: Thing | None, after: Thing) -> None:
        """Add a thing, None before one that is new; one that stays as it is only counts."""
        if before is not None and before.props == after.props:
            self.left += 1
        else:
            location = after.origin.location if after.origin else None
            # where it was stated leads to a whole file, which a fact must not keep
            self.facts.append(Fact(before, replace(after, origin=None), location))

    def put_in_order(self) -> Plan:
        """Put nodes before edges, and what is new before what was there; gives itself."""
        self.facts.sort(key=lambda fact: (isinstance(fact.after, Edge), _ORDER.index(fact.what)))
        return self

    def some(self, *what: str) -> list[Fact]:
        """Give the facts of some sorts; see `Fact.what`."""
        return [fact for fact in self.facts if fact.what in what]

    @property
    def empty(self) -> bool:
        """True when there is nothing to do."""
        return not self.facts

    @property
    def confirms(self) -> bool:
        """True when all that it does is to tell that something was confirmed."""
        return not self.empty and len(self.some("confirmed")) == len(self.facts)

    def applied_to(self, current: Content) -> Content:
        """Give the content after the plan is carried out; `current` is left as it is."""
        nodes = dict(current.nodes)
        edges = {(edge.derived, *edge.name): edge for edge in current.edges}
        for fact in self.facts:
            if isinstance(fact.after, Node):
                nodes[fact.after.key] = fact.after
            else:
                before = fact.before if isinstance(fact.before, Edge) else fact.after
                edges[False, *before.name] = fact.after
        return Content(nodes, list(edges.values()))
