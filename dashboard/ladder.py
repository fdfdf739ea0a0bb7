"""A route as rungs from the asker upwards: the one shape of the ladder, the table and the text.

Because all three come from the same rungs, they cannot say different things.  Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ansvar.dashboard.words import word
from ansvar.queries.trace.result import RoutePerson
from ansvar.queries.trace.substitute import substitute_for
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from ansvar.queries.trace.result import Route, Skipped, Step

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
        ``filled``, ``vacant``, ``unknown``, ``absent``, ``body``, ``missing`` or ``unconnected``.
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
    unit: str
    state: str
    who: str
    how: str
    if_away: str
    basis: str
    clauses: tuple[str, ...]


def rungs(route: Route) -> list[Rung]:
    """Give the rungs in the order of the route, a missing link right before what carries it on."""
    return [
        _rung(route, step, skipped) if step else _missing(skipped, route.lang)  # type: ignore[arg-type]
        for step, skipped in route.in_order()
    ]


def _rung(route: Route, step: Step, skipped: Skipped | None) -> Rung:
    lang = route.lang
    own = bool(step.unit_name) and str(step.unit_name).lower() in step.name.lower()
    return Rung(
        str(step.order),
        step.key,
        step.name,
        "" if own or not step.unit_name else step.unit_name,
        step.state,
        _who(step, skipped, lang),
        step.why,
        _if_away(route, step.order - 1) if step.state == "filled" else "",
        step.basis,
        step.clauses,
    )


def _missing(item: Skipped, lang: str) -> Rung:
    by = word(lang, "carried_by", _PAGE, by=item.carried_by_name) if item.carried_by_name else ""
    return Rung("", "", item.name, "", item.state, item.why, by, "", "", item.clauses)


def _who(step: Step, skipped: Skipped | None, lang: str) -> str:
    if step.state == "body":
        count = word(lang, "members", _PAGE, count=len(step.members))
        return f"{count}: {RoutePerson.named(step.members, lang)}" if step.members else count
    if step.state == "filled":
        return RoutePerson.named(step.holders, lang)
    told = skipped.why if skipped else value_name(lang, "state", step.state)
    if step.state == "absent":
        told = f"{RoutePerson.named(step.holders, lang)}: {told}"
    if step.deputies:
        return f"{told}; {word(lang, 'deputy', _PAGE)}: {RoutePerson.named(step.deputies, lang)}"
    if skipped and skipped.carried_by_name:
        return f"{told}; {word(lang, 'carried_by', _PAGE, by=skipped.carried_by_name)}"
    return told


def _if_away(route: Route, at: int) -> str:
    """Name what carries on when nobody is there, with the clauses of a step."""
    instead = substitute_for(route, at)
    if instead.deputies:
        return RoutePerson.named(instead.deputies, route.lang)
    step = instead.step
    return f"{step.name} ({route.citations.cite(step.clauses)})" if step else ""


def heading(route: Route) -> str:
    """Say what was asked."""
    return " · ".join(route.heading())


def verdict(route: Route) -> str:
    """Say how the route ends."""
    if not route.good:
        said = word(route.lang, f"route_{route.status}", _PAGE)
        return f"{said} {route.stops['why']}" if route.stops else said
    count = route.fallbacks
    if route.status == "fallback":
        return word(route.lang, "route_fallback", _PAGE, count=count)
    return word(route.lang, "route_whole" if route.steps else "route_here", _PAGE)


def other_ways(route: Route) -> list[tuple[str, tuple[str, ...]]]:
    """Give each other lawful way with the clauses of the step where it leaves the route."""
    ways = route.alternatives
    return [(" → ".join(step.name for step in way), route.leaving(way).clauses) for way in ways]


def notes(route: Route) -> list[str]:
    """Give the notes of a route, to whom the instruction is addressed last."""
    return [*route.notes, *([route.addressed] if route.addressed else [])]


def questions(route: Route) -> list[str]:
    """Say what the instruction leaves open, each with how it is read."""
    return [f"{each['number']}: {each['text']} {each['reading']}" for each in route.questions]


def table(route: Route) -> list[dict[str, Any]]:
    """Give the rungs as rows with headings in the words of the reader."""
    lang = route.lang
    names = ("step", "name", "unit", "state", "who", "how", "basis", "clauses", "if_away")
    heads = [word(lang, f"head_{name}", _PAGE) for name in names]
    rows = []
    for rung in rungs(route):
        basis = value_name(lang, "basis", rung.basis) if rung.basis else ""
        what = (rung.order or "–", rung.name, rung.unit, value_name(lang, "state", rung.state))
        row = (*what, rung.who, rung.how, basis, route.citations.cite(rung.clauses), rung.if_away)
        rows.append(dict(zip(heads, row, strict=True)))
    return rows


def as_text(route: Route) -> str:
    """Write the route as plain text, to be sent to somebody."""
    lang = route.lang
    lines = [
        *([route.doubt] if route.doubt else []),
        word(lang, "turn_to_title", _PAGE),
        heading(route),
        "",
        f"0. {route.start['name']}",
    ]
    for rung in rungs(route):
        lines += ["", f"{rung.order or '–'}. {rung.name}" + (f" · {rung.unit}" if rung.unit else "")]
        lines += [f"   {part}" for part in _rest(rung, route) if part]
        if rung.if_away:
            lines.append(f"   {word(lang, 'if_away', _PAGE)} {rung.if_away}")
    lines += ["", verdict(route), *(f"· {note}" for note in notes(route))]
    for name, told in (("left_out", route.left_out_lines()), ("open_questions", questions(route))):
        lines += ["", word(lang, name, _PAGE), *(f"· {line}" for line in told)] if told else []
    ways = other_ways(route)
    if ways:
        lines += [
            "",
            word(lang, "other_ways", _PAGE),
            *(f"· {way} ({route.citations.cite(c)})" for way, c in ways),
        ]
    return "\n".join(lines) + "\n"


def _rest(rung: Rung, route: Route) -> tuple[str, str, str]:
    """Say who, why and on what authority, each on a line."""
    told, lang = rung.who, route.lang
    if rung.state not in ("filled", "body"):
        told = f"{value_name(lang, 'state', rung.state).upper()}: {told}"
    how = rung.how
    if rung.basis in ("implied", "fallback"):
        how += f" ({value_name(lang, 'basis', rung.basis)})"
    return told, how, route.citations.cite(rung.clauses)
