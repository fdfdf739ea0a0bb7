"""A change set and its facts as plain rows, and what follows from them: the content before, and a way back.

Nothing here talks to an engine; that is `book`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import refuse_signs
from ansvar.graph.content import Content, Edge, Node, Thing
from ansvar.graph.content.plan import Fact, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Source:
    """Where facts came from: a file, and the hash of its bytes (``sha256:`` and 64 digits)."""

    path: str
    digest: str


@dataclass(frozen=True)
class ChangeSet:
    """One write: all of it was done, at one moment.

    Attributes
    ----------
    number : int
        From 1, without holes.
    at : str
        When, ISO 8601 in UTC with milliseconds; later than that of every earlier change set.
    by : str
        Who: the account of the system.
    verb : str
        What was done: ``load``, ``import``, ``undo``, ``accept``, ``withdraw``, ``migrate``.
    sources : tuple of Source
        From what.
    before, after : str
        Fingerprints of the graph; `before` is empty for the first one.
    created, changed, ended : int
        How many facts.
    undoes : int
        Number of the change set that it takes back; 0 for none.
    on_behalf_of : str
        For whom, as the one who did it says; may be empty.
    token : str
        A mark by which the writer finds it again when the engine was lost; empty in old ones.
    seal : str
        See `ansvar.graph.journal.seal`; empty for what was written before there were seals.
    """

    number: int
    at: str
    by: str
    verb: str
    sources: tuple[Source, ...]
    before: str
    after: str
    created: int
    changed: int
    ended: int
    undoes: int = 0
    on_behalf_of: str = ""
    token: str = ""
    seal: str = ""

    @property
    def key(self) -> str:
        """Its unique key among records."""
        return key_of(self.number)


@dataclass(frozen=True)
class ChangeMeta:
    """What is being done, for the journal; see `ChangeSet`."""

    verb: str
    by: str = ""
    sources: tuple[Source, ...] = ()
    undoes: int = 0
    on_behalf_of: str = ""

    def __post_init__(self) -> None:
        """Refuse a name that steers whoever reads the journal."""
        refuse_signs("the name of who does this", self.by)
        refuse_signs("the name on whose behalf this is done", self.on_behalf_of)


def key_of(number: int) -> str:
    """Give the key of a change set."""
    return f"changeset:{number}"


def identity(thing: Thing) -> tuple[Any, ...]:
    """Give what tells one node or edge from all others of a content."""
    if isinstance(thing, Node):
        return (thing.key,)
    return thing.name


def roll_back(content: Content, facts: Iterable[Fact]) -> Content:
    """Give a content as it was before some facts.

    Parameters
    ----------
    content : Content
        Stated nodes and edges after the facts; it is left as it is.
    facts : iterable of Fact
        The latest first.
    """
    nodes = dict(content.nodes)
    edges = {identity(edge): edge for edge in content.edges}
    for fact in facts:
        for thing, put in ((fact.after, False), (fact.before, True)):
            if isinstance(thing, Node):
                if put:
                    nodes[thing.key] = thing
                else:
                    nodes.pop(thing.key, None)
            elif thing is not None:
                if put:
                    edges[identity(thing)] = thing
                else:
                    edges.pop(identity(thing), None)
    return Content(nodes, list(edges.values()))


def void(thing: Thing) -> Thing:
    """Let a thing hold on no day at all: it ends where it begins."""
    return replace(thing, props=thing.props | {"valid_to": thing.props["valid_from"]})


def is_void(thing: Thing) -> bool:
    """Tell whether a thing holds on no day at all."""
    return not thing.period


@dataclass(frozen=True)
class UndoPlan:
    """What taking a change set back would do, and what stands in its way.

    Attributes
    ----------
    plan : Plan
        Nothing is deleted: what was new holds on no day afterwards.
    changed_since : tuple of Thing
        As the graph has them now; the facts were changed by a later change set.
    needed : tuple of Edge
        Edges that a later change set made to what would be taken back.
    """

    plan: Plan
    changed_since: tuple[Thing, ...]
    needed: tuple[Edge, ...]


def plan_undo(content: Content, facts: Iterable[Fact]) -> UndoPlan:
    """Work out how to take facts back.

    Parameters
    ----------
    content : Content
        Stated nodes and edges as they are now.
    facts : iterable of Fact
        Those of one change set.
    """
    plan = Plan()
    since: list[Thing] = []
    edges = {identity(edge): edge for edge in content.edges}
    touched: set[tuple[Any, ...]] = set()
    taken: set[str] = set()
    for fact in facts:
        touched.add(identity(fact.after))
        back = void(fact.after) if fact.before is None else fact.before
        if isinstance(fact.after, Node) and isinstance(back, Node):
            now = content.nodes.get(fact.after.key)
            if now is None or now.props != fact.after.props:
                since.append(now or fact.after)
            else:
                plan.add(now, back)
            if is_void(back):
                taken.add(back.key)
        elif isinstance(fact.after, Edge) and isinstance(back, Edge):
            edge = edges.get(identity(fact.after))
            if edge is None or edge.props != fact.after.props:
                since.append(edge or fact.after)
            else:
                plan.add(edge, back)
    needed = tuple(
        edge
        for name, edge in edges.items()
        if name not in touched and not is_void(edge) and taken & {edge.giver, edge.receiver}
    )
    return UndoPlan(plan, tuple(since), needed)
