"""Asks for the coverage map: every place, theme and kind of matter, and what became of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from ansvar.graph.errors import QuestionError
from ansvar.graph.texts import day_in_words
from ansvar.queries.coverage.result import START, STATES, WORST_FIRST, Cell, Coverage, Verdict
from ansvar.queries.coverage.survey import survey
from ansvar.queries.doubt import raised
from ansvar.queries.names import EMPTY, key_of
from ansvar.queries.texts import text
from ansvar.queries.trace.facts import NOT_SAID
from ansvar.queries.trace.render import Telling

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from ansvar.graph.store import Store
    from ansvar.queries.coverage.survey import Journey, Place, Survey
    from ansvar.queries.trace.norm import Named
    from ansvar.queries.trace.result import Skipped

By = Literal["centre", "office", "region", "unit"]


def coverage(
    store: Store,
    on: dt.date | None = None,
    by: By = "centre",
    *,
    theme: str | None = None,
    matter: str | None = None,
    lang: str = "en",
) -> Coverage:
    """Find, for every place, theme and kind of matter, whether there is a route.

    Parameters
    ----------
    store : Store
        The graph; it is asked four statements, however many places there are.
    on : date, optional
        The day; today when left out.
    by : str
        ``centre`` for one row each place (see `routes` for which units are places), ``office`` for one
        row each unit that serves places, ``region`` for one row each region that places lie in.  A place
        with two of them stands in both rows.  ``unit`` for one row each unit that an instruction lets a
        route begin with, places or not.
    theme, matter : str, optional
        Only this theme or kind of matter.
    lang : str
        ``nb`` or ``en``.

    Returns
    -------
    Coverage
        Agrees cell by cell with `trace`.

    Raises
    ------
    QuestionError
        The graph is empty, or the theme or matter does not hold on the day.
    UnknownNameError
        Theme or matter is not in the graph.
    """
    found = survey(store, on, starts="all" if by == "unit" else "places")
    theme = _known(store, found, "theme", "Theme", theme, found.themes, lang)
    matter = _known(store, found, "matter", "MatterKind", matter, found.matters, lang)
    if not found.graph["fingerprint"]:
        raise QuestionError(*EMPTY)
    themes = [t for t in found.themes if theme in (None, t.key)]
    matters = [m for m in found.matters if matter in (None, m.key)]
    journeys = found.journeys({t.key for t in themes}, {m.key for m in matters})
    judged = [(journey, judge(journey, lang)) for journey in journeys]
    questions = found.norm.questions({clause for way in judged for clause in _cited(*way)}, lang)
    cells = list(_cells(judged, questions, lang))
    counted = Counter(cell.verdict.state for cell in cells)
    notes = [] if found.places else [text(lang, "nobody_begins")]
    notes += [] if themes and matters else [text(lang, "no_columns")]
    return Coverage(
        question={"on": found.on.isoformat(), "by": by, "theme": theme, "matter": matter},
        graph=found.graph,
        themes=tuple({"key": t.key, "name": t.name(lang)} for t in themes),
        matters=tuple({"key": m.key, "name": m.name(lang)} for m in matters),
        cells=tuple(_sorted(cells if by in ("centre", "unit") else _grouped(cells, found.places, by, lang))),
        totals={"places": len(found.places), "cells": len(cells)} | {s: counted[s] for s in STATES},
        notes=tuple(notes),
        questions=tuple(questions),
        lang=lang,
    )


def _known(
    store: Store, found: Survey, kind: str, label: str, value: str | None, known: Iterable[Named], lang: str
) -> str | None:
    """Give the key of a theme or matter that holds on the day, by its key or name."""
    keys = {name.key for name in known}
    if value is None or value in keys:
        return value
    key = key_of(store, kind, value, {label})
    if key not in keys:
        what = text(lang, "not_that_day", what=f'{kind} "{value}"', day=day_in_words(found.on, lang))
        raise QuestionError(what, "Ask for another day with --on.")
    return key


def _sorted(cells: Iterable[Cell]) -> list[Cell]:
    """Sort by row, theme and matter; what belongs to nobody comes last."""
    return sorted(cells, key=lambda c: (c.key is None, c.key or "", c.theme, c.matter))


def _cited(journey: Journey, verdict: Verdict) -> set[str]:
    """Give the clauses behind a way: of its steps, and those that ask for who is not there."""
    return {*verdict.clauses, *(clause for link in journey.walk.links for clause in link.step.clauses)}


def _cells(
    judged: Iterable[tuple[Journey, Verdict]], questions: Sequence[dict[str, Any]], lang: str
) -> Iterator[Cell]:
    for journey, told in judged:
        verdict = replace(told, questions=raised(questions, _cited(journey, told)))
        for place in journey.places:
            name = place.named.name(lang)
            yield Cell(place.key, name, name, journey.theme.key, journey.matter.key, verdict)


def judge(journey: Journey, lang: str) -> Verdict:
    """Tell what the walk of a journey came to, with `START` for the name of the place itself."""
    way, tell = journey.walk, Telling(journey.facts, lang)
    if way.status == NOT_SAID and not way.skips:
        return Verdict(NOT_SAID, text(lang, "silent", start=START), (), way.keys)
    skipped = [tell.skipped(skip) for skip in way.skips]
    asked = tuple(dict.fromkeys(clause for item in skipped for clause in item.clauses))
    stops = tell.stops(way, START)
    # where it stops says who is missing there
    missing = stops["role"] if stops else ""
    reasons = [_reason(item, tell) for item in skipped if item.key or item.role != missing]
    if stops:
        return Verdict(way.status, " ".join([*reasons, stops["why"]]), asked, way.keys)
    if way.status == "fallback" and not reasons:
        return Verdict(way.status, text(lang, "another_way"), (), way.keys)
    return Verdict(way.status, " ".join(reasons), asked, way.keys)


def _reason(item: Skipped, tell: Telling) -> str:
    """Say in one sentence who is not there, and what carries the matter on."""
    lang = tell.lang
    told = text(lang, "not_there" if item.key else "role_not_there", who=item.name, why=item.why)
    told = told[:1].upper() + told[1:]
    if not item.carried_by:
        return f"{told}."
    if item.clauses:  # they ask for who is not there, and say nothing of who carries on
        told += f" ({tell.citations.cite(item.clauses)})"
    return f"{told}{text(lang, 'carried_by', by=item.carried_by_name)}."


def _grouped(cells: Iterable[Cell], places: Iterable[Place], by: By, lang: str) -> Iterator[Cell]:
    """Put the cells of places together by the units that serve them, or the regions they lie in."""
    nowhere: tuple[tuple[str | None, str], ...] = ((None, text(lang, "no_group")),)
    rows: dict[str, tuple[tuple[str | None, str], ...]] = {}
    for place in places:
        units = place.served_by if by == "office" else place.regions
        rows[place.key] = tuple((unit.key, unit.name(lang)) for unit in units) or nowhere
    gathered: dict[tuple[str | None, str, str, str], Counter[Verdict]] = defaultdict(Counter)
    for cell in cells:
        for row in rows[str(cell.key)]:
            gathered[*row, cell.theme, cell.matter][cell.verdict] += 1
    for (key, name, theme, matter), counter in gathered.items():
        counts = sorted(counter.items(), key=_worst_first)
        yield Cell(key, name, text(lang, "the_place"), theme, matter, counts[0][0], tuple(counts))


def _worst_first(counted: tuple[Verdict, int]) -> tuple[Any, ...]:
    verdict, number = counted
    return (WORST_FIRST.index(verdict.state), -number, verdict.reason, verdict.chain, verdict.questions)
