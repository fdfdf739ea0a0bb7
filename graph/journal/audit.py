"""Whether a graph is what its journal says: seals, facts, acceptances, what was derived, and the indexes.

Every part of the graph is checked against something that was written with it, so that whatever is altered,
added or taken away behind the program's back shows in at least one check.  Nothing here mends anything.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ansvar.graph.content import Content, Node
from ansvar.graph.content.plan import Fact, counts_of
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import Statement
from ansvar.graph.derive.totals import totals_of
from ansvar.graph.journal.acceptance import acceptance
from ansvar.graph.journal.book import Head, change_sets, head, parts_by_set
from ansvar.graph.journal.entry import identity
from ansvar.graph.journal.migration import fingerprint_by
from ansvar.graph.journal.seal import seal_of
from ansvar.graph.schema.model import indexes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from ansvar.graph.content import Thing
    from ansvar.graph.journal.book import Read
    from ansvar.graph.journal.entry import ChangeSet

_AT_ONCE = 2_000

NAMES = ("state", "fingerprint", "journal", "facts", "acceptances", "derived", "indexes", "keys")
"""The checks, in the order in which they are told."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong.

    Attributes
    ----------
    kind : str
        ``missing``, ``differs``, ``altered``, ``gone``, ``extra``, ``hole``, ``seal``, ``parts``, ``counts``,
        ``unreadable``, ``constraint``, ``index``, ``unfound`` or ``twice``.
    key : str
        Of what: a key, a number of a change set, an edge type, a name.
    """

    kind: str
    key: str


@dataclass(frozen=True)
class Audit:
    """A whole answer.

    Attributes
    ----------
    head : Head
        The graph as it says itself.
    nodes, edges, derived : int
        How many there are; derived edges are edges too.
    change_sets, acceptances : int
        How many there are.
    faults : mapping of str to tuple of Fault
        Every one of `NAMES` -> what is wrong there, in order; empty when all is well.
    """

    head: Head
    nodes: int
    edges: int
    derived: int
    change_sets: int
    acceptances: int
    faults: Mapping[str, tuple[Fault, ...]]

    @property
    def empty(self) -> bool:
        """True when there is nothing at all, and never was."""
        return not (self.head.fingerprint or self.nodes or self.change_sets or self.acceptances)

    @property
    def unsealed(self) -> int:
        """Number of the newest change set without a seal of its own time; 0 when there is none."""
        return self.head.sealed_from - 1 if self.head.sealed_from else self.change_sets


def audit(read: Read) -> Audit:
    """Check everything; the whole graph is read."""
    faults: dict[str, set[Fault]] = {name: set() for name in NAMES}
    now = head(read)
    entries = tuple(reversed(change_sets(read)))
    try:
        content = snapshot(read)
    except (KeyError, ValueError, TypeError) as error:
        content = Content()
        faults["facts"].add(Fault("unreadable", str(error)))
    held = {row["key"]: acceptance(row["props"]) for row in _rows(read, "all_acceptances")}
    played, accepted = _play(read, entries, faults["journal"], now)
    faults["state"] |= set(_state(now, entries, content))
    told = fingerprint_by(now, content)
    if told != now.fingerprint and (content.nodes or now.fingerprint):
        faults["fingerprint"].add(Fault("differs", now.fingerprint))
    stated = [edge for edge in content.edges if not edge.derived]
    whole = not entries or not entries[0].before  # an older graph may hold what no journal speaks of
    faults["facts"] |= set(_compared([*content.nodes.values(), *stated], played, whole=whole))
    begun = _sealed_since(now, entries)
    named = [
        one for one in held.values() if one.key in accepted or one.props.get("recorded_at", "9999") >= begun
    ]
    faults["acceptances"] |= set(_compared(named, {(key,): one for key, one in accepted.items()}, whole=True))
    faults["derived"] |= set(_derived(now, content))
    faults["indexes"] |= set(_indexes(read)) if entries or content.nodes else set()
    faults["keys"] |= set(_keys(read))
    return Audit(
        now, len(content.nodes), len(content.edges), len(content.edges) - len(stated), len(entries),
        len(held), {name: tuple(sorted(found)) for name, found in faults.items()},
    )  # fmt: skip


def _rows(read: Read, name: str, **params: Any) -> list[dict[str, Any]]:
    return read(f"journal.{name}", **params)


def _sealed_since(now: Head, entries: tuple[ChangeSet, ...]) -> str:
    """Give the moment from which on acceptances stand in the journal."""
    return next((e.at for e in entries if now.sealed_from and e.number >= now.sealed_from), "9999")


def _state(now: Head, entries: tuple[ChangeSet, ...], content: Content) -> Iterator[Fault]:
    if not now.fingerprint:
        if entries or content.nodes:
            yield Fault("missing", "graph")
        return
    if now.sealed_from:
        newest = entries[-1] if entries else None
        told = (newest.number, newest.at, newest.seal, newest.after) if newest else ()
        if told != (now.number, now.at, now.seal, now.fingerprint):
            yield Fault("differs", str(now.number))
        if (now.nodes, now.edges) != (len(content.nodes), len(content.edges)):
            yield Fault("counts", f"{now.nodes:,}/{now.edges:,}")


def _play(
    read: Read, entries: tuple[ChangeSet, ...], faults: set[Fault], now: Head
) -> tuple[dict[tuple[Any, ...], Thing], dict[str, Node]]:
    """Play the journal from its start, and check it on the way; gives what it says that there is."""
    numbers = [entry.number for entry in entries]
    last = max([now.number, *numbers], default=0)
    parts = dict(parts_by_set(read, last))
    faults |= {Fault("hole", str(n)) for n in range(1, last + 1) if n not in numbers}
    faults |= {Fault("twice", str(n)) for n, count in Counter(numbers).items() if count > 1}
    faults |= {Fault("extra", str(n)) for n in parts if n not in numbers}
    things: dict[tuple[Any, ...], Thing] = {}
    accepted: dict[str, Node] = {}
    seal = ""
    for entry in entries:
        mine = parts.get(entry.number, [])
        if (entry.seal or now.seal) and entry.seal != seal_of(seal, entry, mine):
            faults.add(Fault("seal", str(entry.number)))
        seal = entry.seal
        if [part.part for part in mine] != list(range(1, len(mine) + 1)):
            faults.add(Fault("parts", str(entry.number)))
        try:
            facts = [Fact.from_text(text) for part in mine for text in part.facts]
            counts = counts_of(facts)
            for fact in facts:
                _apply(fact, things, accepted)
        except (ValueError, TypeError, KeyError):
            faults.add(Fault("unreadable", str(entry.number)))
            continue
        if tuple(counts[name] for name in ("created", "changed", "ended")) != (
            entry.created, entry.changed, entry.ended,
        ):  # fmt: skip
            faults.add(Fault("counts", str(entry.number)))
    return things, accepted


def _apply(fact: Fact, things: dict[tuple[Any, ...], Thing], accepted: dict[str, Node]) -> None:
    if fact.of_acceptance and isinstance(fact.after, Node):
        accepted[fact.after.key] = fact.after
        return
    if fact.before is not None:
        things.pop(identity(fact.before), None)
    things[identity(fact.after)] = fact.after


def _compared(
    found: Iterable[Thing], told: Mapping[tuple[Any, ...], Thing], *, whole: bool
) -> Iterator[Fault]:
    """Compare what there is with what is told of it; `whole`: all that there is has to be told."""
    seen: set[tuple[Any, ...]] = set()
    for thing in found:
        name = identity(thing)
        if name in seen:
            yield Fault("twice", _named(thing))
        elif name not in told:
            if whole:
                yield Fault("extra", _named(thing))
        elif told[name] != thing:
            yield Fault("altered", _named(thing))
        seen.add(name)
    for name, thing in told.items():
        if name not in seen:
            yield Fault("gone", _named(thing))


def _named(thing: Thing) -> str:
    return thing.key if isinstance(thing, Node) else f"{thing.giver} {thing.type} {thing.receiver}"


def _derived(now: Head, content: Content) -> Iterator[Fault]:
    there = totals_of(edge for edge in content.edges if edge.derived)
    told = {kind: pair for kind, pair in json.loads(now.derived).items() if pair[0]}
    for kind in sorted(told.keys() | there.keys()):
        # an earlier version took its hash in another way
        known = slice(None) if now.sum else slice(0, 1)
        if told.get(kind, [0])[known] != there.get(kind, [0])[known]:
            yield Fault("differs", kind)


def _indexes(read: Read) -> Iterator[Fault]:
    shown = {}
    for what in ("CONSTRAINTS", "INDEXES"):
        rows = read(Statement(f"schema.show_{what.lower()}", f"SHOW {what}", {}))
        shown[what] = {
            (label, name)
            for row in rows
            for label in row["labelsOrTypes"] or ()
            for name in row["properties"] or ()
        }
    for label, name, unique in indexes():
        if unique and (label, name) not in shown["CONSTRAINTS"]:
            yield Fault("constraint", f"{label}.{name}")
        if (label, name) not in shown["INDEXES"]:
            yield Fault("index", f"{label}.{name}")


def _keys(read: Read) -> Iterator[Fault]:
    """Look up every node by its key, and see that no key stands twice."""
    scanned: dict[str, Counter[str]] = {"Entity": Counter(), "Record": Counter()}
    for row in _rows(read, "keys"):
        scanned[row["sort"]][str(row["key"] or "")] += 1
    for sort, statement in (("Entity", "entities"), ("Record", "records")):
        keys = sorted(scanned[sort])
        found: set[str] = set()
        for start in range(0, len(keys), _AT_ONCE):
            found |= {row["key"] for row in _rows(read, statement, keys=keys[start : start + _AT_ONCE])}
        yield from (Fault("unfound", key) for key in keys if key not in found)
        yield from (Fault("twice", key) for key, count in scanned[sort].items() if count > 1)
