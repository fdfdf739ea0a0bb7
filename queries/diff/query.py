"""Two states become a difference; nothing here asks the graph."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ansvar.queries.coverage.result import START
from ansvar.queries.diff.result import (
    CAME,
    CHANGED,
    MOVED,
    WENT,
    Change,
    Difference,
    GapChange,
    Notice,
    RouteChange,
)
from ansvar.queries.diff.state import PLACED
from ansvar.queries.gaps.rules import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.queries.diff.instructions import ClauseChange
    from ansvar.queries.diff.state import State, Thing

_UNBORNE = "duty_without_bearer"
_JOINT = ", "


def compare(
    before: State,
    after: State,
    question: dict[str, Any],
    lang: str = "en",
    clauses: tuple[ClauseChange, ...] = (),
) -> Difference:
    """Compare two states.

    Parameters
    ----------
    before, after : State
        Any two: of two days, two moments, or two graphs.
    question : dict
        What is compared, for the answer.
    lang : str
        ``nb`` or ``en``: the language in which the states were read.
    clauses : tuple of ClauseChange
        How the clauses of two instructions differ, for the answer.
    """
    names = {**before.names, **after.names}
    changes = tuple(sorted(_changes(before, after, names)))
    routes = tuple(sorted(_routes(before, after, names)))
    gaps = tuple(sorted(_gaps(before, after), key=_gravest_first))
    return Difference(
        question=question,
        graphs={"before": dict(before.graph), "after": dict(after.graph)},
        changes=changes,
        routes=routes,
        duties=tuple(sorted({g.subjects[0] for g in gaps if g.what == "opened" and g.rule == _UNBORNE})),
        gaps=gaps,
        tell=tuple(
            sorted([*_tell(changes, routes, after, names), *_keepers(changes, routes, before, after)])
        ),
        names=names,
        lang=lang,
        clauses=clauses,
    )


def _changes(before: State, after: State, names: dict[str, str]) -> Iterator[Change]:
    for key in before.things.keys() | after.things.keys():
        old, new = before.things.get(key), after.things.get(key)
        if old and new:
            yield from _differences(old, new, names[key])
        elif thing := old or new:
            yield Change(thing.kind, key, WENT if old else CAME, "", names[key], "", "")


def _differences(old: Thing, new: Thing, name: str) -> Iterator[Change]:
    for field in old.fields.keys() | new.fields.keys():
        was, now = old.fields.get(field), new.fields.get(field)
        if was != now:
            yield Change(new.kind, new.key, CHANGED, field, name, _text(was), _text(now))
    for field in old.links.keys() | new.links.keys():
        ends, others = old.links.get(field, ()), new.links.get(field, ())
        if ends != others:
            what = MOVED if field in PLACED else CHANGED
            yield Change(new.kind, new.key, what, field, name, _JOINT.join(ends), _JOINT.join(others))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return _JOINT.join(map(str, value)) if isinstance(value, list) else str(value)


def _routes(before: State, after: State, names: dict[str, str]) -> Iterator[RouteChange]:
    for cell in before.cells.keys() | after.cells.keys():
        old, new = before.cells.get(cell), after.cells.get(cell)
        was, now = (old.state, old.chain) if old else ("", ()), (new.state, new.chain) if new else ("", ())
        if was != now:
            key, theme, matter = cell
            name = names.get(key, key)
            reason = new.reason.replace(START, name) if new else ""
            yield RouteChange(key, theme, matter, name, was[0], now[0], was[1], now[1], reason)


def _gaps(before: State, after: State) -> Iterator[GapChange]:
    for what, side, other in (("closed", before, after), ("opened", after, before)):
        for id_, finding in side.findings.items():
            if id_ not in other.findings:
                yield GapChange(
                    what, finding.severity, finding.rule, id_, finding.title, finding.why,
                    finding.subjects, finding.clauses,
                )  # fmt: skip


def _gravest_first(gap: GapChange) -> tuple[Any, ...]:
    return gap.what, SEVERITIES.index(gap.severity), gap.rule, gap.subjects


def _tell(
    changes: tuple[Change, ...], routes: tuple[RouteChange, ...], after: State, names: dict[str, str]
) -> Iterator[Notice]:
    """Find who has to hear of it: places with another way or other people, who is asked now or no longer."""
    held = {c.key for c in changes if c.field == "<-HOLDS"}
    stood_in = {c.key for c in changes if c.field in ("<-ABSENT_FROM", "<-DEPUTISES_FOR")} - held
    ways: dict[str, set[str]] = defaultdict(set)
    newly: dict[str, set[str]] = defaultdict(set)
    no_longer: dict[str, set[str]] = defaultdict(set)
    for route in routes:
        if route.key in after.things and route.chain_before != route.chain_after:
            ways[route.key] |= {*route.chain_before} ^ {*route.chain_after}
        for key in {*route.chain_after} - {*route.chain_before}:
            newly[key].add(route.key)
        for key in {*route.chain_before} - {*route.chain_after}:
            no_longer[key].add(route.key)
    for why, found in (
        ("other_holder", _first_at(held, after)),
        ("other_deputy", _first_at(stood_in, after)),
        ("other_way", ways),
        ("newly_asked", newly),
        ("no_longer_asked", no_longer),
    ):
        for key, what in found.items():
            yield Notice(key, why, names.get(key, key), tuple(sorted(what)))


def _first_at(posts: set[str], after: State) -> dict[str, set[str]]:
    """Give the places that turn to one of some posts first, each with these."""
    found: dict[str, set[str]] = defaultdict(set)
    for (place, _, _), verdict in after.cells.items():
        if verdict.chain and verdict.chain[0] in posts:
            found[place].add(verdict.chain[0])
    return found


def _keepers(
    changes: tuple[Change, ...], routes: tuple[RouteChange, ...], before: State, after: State
) -> Iterator[Notice]:
    """Find whom a clause makes keep an overview of what has changed: who is in a role, or such matters."""
    filled: dict[str, set[str]] = defaultdict(set)
    for side in (before, after):
        for key, thing in side.things.items():
            for role in thing.links.get("FILLS", ()):
                filled[role].add(key)
    changed = {change.key for change in changes}
    found: dict[str, set[str]] = defaultdict(set)
    for overview in after.overviews:
        for of in overview.of:
            found[overview.keeper] |= filled[of] & changed
            found[overview.keeper] |= {r.key for r in routes if r.matter == of and r.theme in overview.themes}
    for key, what in found.items():
        if what:
            yield Notice(key, "overview", after.names.get(key, key), tuple(sorted(what)))
