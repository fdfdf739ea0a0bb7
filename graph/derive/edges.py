"""From a match of two holders to edges: the period and the themes that all it rests on have in common.

Nothing here talks to an engine.
"""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Edge
from ansvar.graph.periods import Period, intersect, subtract

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROUTES = "ESCALATES_TO"
ENDS = ("giver", "receiver")
EVERY = ""
"""Stands for every theme in a field."""

Scopes = dict[str, list[tuple[str, Period]]]
"""Key of a post or unit with a field -> its themes, or `EVERY`, each with a period."""


def edges_of(
    step: Mapping[str, Any], row: Mapping[str, Any], scopes: Scopes, bound: Sequence[Period]
) -> list[Edge]:
    """Turn one match into edges: one for each period in which the same themes hold.

    Parameters
    ----------
    bound : sequence of Period
        When the instruction of the step binds those who state its two ends.
    """
    norm = step["props"]
    over = row["over"]
    period = common(map(Period.of, (norm, *over)))
    whole = intersect([period], bound)
    if not whole:
        return []
    allowed = set(norm.get("themes", []))
    for part in over:
        if part["themes"]:
            allowed &= set(part["themes"])
    themes_in: dict[Period, set[str]] = defaultdict(set)
    ends = [row[end] for end in ENDS if end != row["served_end"]]
    for theme in allowed:
        for part in whole:
            for cut in periods_of(theme, part, ends, scopes):
                themes_in[cut].add(theme)
    return [_edge(step, row, cut, sorted(themes)) for cut, themes in sorted(themes_in.items())]


def _edge(step: Mapping[str, Any], row: Mapping[str, Any], period: Period, themes: list[str]) -> Edge:
    norm = step["props"]
    props: dict[str, Any] = {
        "valid_from": period.start,
        "valid_to": period.end,
        "themes": themes,
        "clauses": norm.get("clauses", []),
        "via": norm["via"],
        "derived_from": told_by(row["over"]),
    }
    if row["served_end"]:
        roles = {step[f"{row['served_end']}_role"], *row["served_roles"]}
        props |= {"served_end": row["served_end"], "served_roles": sorted(roles)}
    if step["edge"] == ROUTES:
        props |= {
            "step": norm["step"],
            "instruction": step["instruction"],
            "from_role": step["giver_role"],
            "to_role": step["receiver_role"],
            "matters": norm["matters"],
            "basis": norm["basis"],
            "alternative": norm["alternative"],
            "distance": row["distance"],
        }
    return Edge(step["edge"], row["giver"], row["receiver"], props)


def field_of(row: Mapping[str, Any]) -> list[tuple[str, Period]]:
    """Give the themes of a row of derive.scopes, each with a period; none for who works on every theme.

    A network that an instruction keeps somebody out of narrows nothing while it does.
    """
    if row["own"]:
        return [(cover["theme"], Period.of(cover)) for cover in row["own"]]
    barred: dict[str, list[Period]] = defaultdict(list)
    for each in row["barred"]:
        barred[each["body"]].append(Period.of(each))
    field, apart = [], []
    for cover in row["through"]:
        span, holes = [Period.of(cover)], barred[cover["body"]]
        field += [(cover["theme"], period) for period in (subtract(span, holes) if holes else span)]
        apart += intersect(span, holes)
    if not field:
        return []
    return field + [(EVERY, period) for period in subtract(apart, [period for _, period in field])]


def periods_of(theme: str, period: Period, ends: Sequence[str], scopes: Scopes) -> list[Period]:
    """Give the parts of a period in which both ends work on a theme."""
    found = [period]
    for end in ends:
        if end in scopes:
            found = intersect(found, (span for t, span in scopes[end] if t in (theme, EVERY)))
    return found


def distinct(edges: Iterable[Edge]) -> list[Edge]:
    """Keep one of several equal edges: the one with the shortest way behind it, then the first by name.

    Two ways that lead to the same receiver for the same step and period are the same step.  What is shared by
    all places with a role need not be shared once more by those that have another role too.
    """
    between: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        between[edge.type, edge.giver, edge.receiver].append(edge)
    return [
        edge for _, some in sorted(between.items()) for edge in (_unlike(some) if len(some) > 1 else some)
    ]


def _unlike(edges: Iterable[Edge]) -> list[Edge]:
    """Keep one of several equal edges among those of one type between two ends, in order."""
    best: dict[str, dict[frozenset[str], Edge]] = defaultdict(dict)
    for edge in edges:
        same = {k: v for k, v in edge.props.items() if k not in ("derived_from", "distance", "served_roles")}
        alike = best[repr(sorted(same.items()))]
        roles = frozenset(edge.props.get("served_roles", ()))
        if roles not in alike or _rank(edge) < _rank(alike[roles]):
            alike[roles] = edge
    kept = [
        edge
        for alike in best.values()
        for roles, edge in alike.items()
        if not any(fewer < roles and _rank(other)[0] <= _rank(edge)[0] for fewer, other in alike.items())
    ]
    return sorted(kept, key=lambda e: repr(sorted(e.props.items())))


def _rank(edge: Edge) -> tuple[int, list[str]]:
    return edge.props.get("distance", 0), edge.props["derived_from"]


def common(periods: Iterable[Period]) -> Period:
    """Give the days that lie in all periods."""
    return reduce(Period.intersect, periods)


def told_by(over: Iterable[Mapping[str, Any]]) -> list[str]:
    """Write down what an edge was derived from: one line for each edge, in order."""
    return [f"{part['giver']} {part['type']} {part['receiver']}" for part in over]
