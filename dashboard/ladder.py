"""A route as rungs from the asker upwards: the one shape of the ladder, the table and the text.

Because all three come from the same rungs, they cannot say different things.  Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ansvar.dashboard.words import kind_name, value_name, word
from ansvar.graph.texts import day_in_words
from ansvar.queries.trace.absence import when_away

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.queries.trace.answer import Person, Route, Skipped, Step

_PAGE = "turn_to"


@dataclass(frozen=True)
class Rung:
    """One rung; everything in the words of the reader.

    Attributes
    ----------
    order : str
        Number of the step; empty for a link that is missing altogether.
    key : str
        Key of the post or body; empty for a missing link.
    state : str
        ``filled``, ``vacant``, ``unknown``, ``absent``, ``body`` or ``missing``.
    who : str
        Who is there, or why nobody is.
    how : str
        Why the matter goes there.
    if_away : str
        What carries the matter on when nobody is there; empty when that is already the case or nothing does.
    basis : str
        ``explicit``, ``implied`` or ``fallback``; empty for a missing link.
    """

    order: str
    key: str
    name: str
    kind: str
    unit: str
    state: str
    who: str
    how: str
    if_away: str
    basis: str
    clauses: tuple[str, ...]


def rungs(route: Route) -> list[Rung]:
    """Give the rungs in the order of the route, a missing link right before what carries it on."""
    skipped = {item.key: item for item in route.skipped if item.key}
    missing = [item for item in route.skipped if not item.key]
    made = []
    for at, step in enumerate(route.steps):
        made += [_missing(item, route.lang) for item in missing if item.carried_by == step.key]
        made.append(_rung(route, at, step, skipped.get(step.key)))
    return made + [_missing(item, route.lang) for item in missing if not item.carried_by]


def _rung(route: Route, at: int, step: Step, skipped: Skipped | None) -> Rung:
    lang = route.lang
    own = bool(step.unit_name) and str(step.unit_name).lower() in step.name.lower()
    return Rung(
        str(step.order),
        step.key,
        step.name,
        kind_name(lang, step.kind),
        "" if own or not step.unit_name else step.unit_name,
        step.state,
        _who(step, skipped, lang),
        step.why,
        _if_away(route, at) if step.state == "filled" else "",
        step.basis,
        step.clauses,
    )


def _missing(item: Skipped, lang: str) -> Rung:
    by = word(lang, "carried_by", _PAGE, by=item.carried_by_name) if item.carried_by_name else ""
    return Rung("", "", item.name, "", "", "missing", item.why, by, "", "", item.clauses)


def _who(step: Step, skipped: Skipped | None, lang: str) -> str:
    if step.state == "body":
        count = word(lang, "members", _PAGE, count=len(step.members))
        return f"{count}: {people(step.members, lang)}" if step.members else count
    if step.state == "filled":
        return people(step.holders, lang)
    told = skipped.why if skipped else value_name(lang, "state", step.state)
    if step.state == "absent":
        told = f"{people(step.holders, lang)}: {told}"
    if step.deputies:
        return f"{told}; {word(lang, 'deputy', _PAGE)}: {people(step.deputies, lang)}"
    if skipped and skipped.carried_by_name:
        return f"{told}; {word(lang, 'carried_by', _PAGE, by=skipped.carried_by_name)}"
    return told


def _if_away(route: Route, at: int) -> str:
    """Name what carries on when nobody is there, with the clauses of a step."""
    instead = when_away(route, at)
    if instead.deputies:
        return people(instead.deputies, route.lang)
    return _with_clauses(instead.step) if instead.step else ""


def _with_clauses(step: Step) -> str:
    return f"{step.name} ({', '.join(step.clauses)})"


def people(them: Iterable[Person], lang: str) -> str:
    """Name people; those who are made up are said to be."""
    made_up = word(lang, "synthetic")
    return ", ".join(f"{p.name} ({made_up})" if p.synthetic else p.name for p in them)


def heading(route: Route) -> str:
    """Say what was asked."""
    unit = route.start["unit_name"]
    return " · ".join(
        [
            route.start["asked_by"] + (f" ({unit})" if unit else ""),
            route.names["theme"],
            route.names["matter"],
            day_in_words(route.question["on"], route.lang),
        ]
    )


def verdict(route: Route) -> str:
    """Say how the route ends."""
    if route.stops:
        return f"{word(route.lang, 'route_broken', _PAGE)} {route.stops['why']}"
    if route.status == "silent":
        return word(route.lang, "route_silent", _PAGE)
    count = route.fallbacks
    if count:
        return word(route.lang, "route_fallback" if count == 1 else "route_fallbacks", _PAGE, count=count)
    return word(route.lang, "route_complete", _PAGE)


def other_ways(route: Route) -> list[tuple[str, tuple[str, ...]]]:
    """Give each other lawful way with the clauses of the step where it leaves the route."""
    found = []
    for way in route.alternatives:
        pairs = zip_longest(route.steps, way)
        leaves = next((b for a, b in pairs if b and (a is None or a.key != b.key)), way[0])
        found.append((" → ".join(step.name for step in way), leaves.clauses))
    return found


def table(route: Route) -> list[dict[str, Any]]:
    """Give the rungs as rows with headings in the words of the reader."""
    lang = route.lang
    return [
        {
            word(lang, "head_step", _PAGE): rung.order or "–",
            word(lang, "head_name", _PAGE): rung.name,
            word(lang, "head_unit", _PAGE): rung.unit,
            word(lang, "head_state", _PAGE): value_name(lang, "state", rung.state),
            word(lang, "head_who", _PAGE): rung.who,
            word(lang, "head_how", _PAGE): rung.how,
            word(lang, "head_basis", _PAGE): value_name(lang, "basis", rung.basis) if rung.basis else "",
            word(lang, "head_clauses", _PAGE): ", ".join(rung.clauses),
            word(lang, "head_if_away", _PAGE): rung.if_away,
        }
        for rung in rungs(route)
    ]


def as_text(route: Route) -> str:
    """Write the route as plain text, to be sent to somebody."""
    lang = route.lang
    lines = [word(lang, "turn_to_title", _PAGE), heading(route), "", f"0. {route.start['name']}"]
    for rung in rungs(route):
        lines += ["", f"{rung.order or '–'}. {rung.name}" + (f" · {rung.unit}" if rung.unit else "")]
        lines += [f"   {part}" for part in _rest(rung, lang) if part]
        if rung.if_away:
            lines.append(f"   {word(lang, 'if_away', _PAGE)} {rung.if_away}")
    lines += ["", verdict(route), *(f"· {note}" for note in route.notes)]
    ways = other_ways(route)
    if ways:
        lines += ["", word(lang, "other_ways", _PAGE), *(f"· {way} ({', '.join(c)})" for way, c in ways)]
    return "\n".join(lines) + "\n"


def _rest(rung: Rung, lang: str) -> tuple[str, str, str]:
    """Say who, why and on what authority, each on a line."""
    told = rung.who
    if rung.state not in ("filled", "body"):
        told = f"{value_name(lang, 'state', rung.state).upper()}: {told}"
    how = rung.how
    if rung.basis in ("implied", "fallback"):
        how += f" ({value_name(lang, 'basis', rung.basis)})"
    return told, how, ", ".join(rung.clauses)
