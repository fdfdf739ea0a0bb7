"""`ansvar demo`: the main job on the example, and what to try next."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cli import route_text
from cli.load import EXAMPLE
from cli.opening import opened
from cli.options import LANG, LangOption
from cli.output import console, progress
from cli.words import word
from graph.texts import day_in_words

if TYPE_CHECKING:
    from graph.store import Store
    from queries.trace.answer import Route

# the example organisation is described for this spring; its route shows a fallback
_DAY = dt.date(2018, 6, 1)
_SHOWN = 5
_NEXT = (
    "ansvar trace {start} --theme {theme} --matter {matter} --on {day} --lang nb",
    "ansvar gaps --on {day}",
    "ansvar duties --of {post}",
    'ansvar show "{clause}"',
    "ansvar list ReceptionCentre",
    "ansvar engine stop",
)


def _telling_route(store: Store, lang: LangOption) -> Route:
    """Find a route that shows what happens when somebody is not there; any route when all are."""
    from queries.catalogue.asking import things
    from queries.trace import trace

    matter = things(store, "MatterKind", _DAY).items[0]["key"]
    themes = [item["key"] for item in things(store, "Theme", _DAY).items]
    routes = (
        trace(store, centre["key"], theme, matter, on=_DAY, lang=lang.value)
        for centre in things(store, "ReceptionCentre", _DAY).items
        for theme in themes
    )
    first = next(routes)
    return next(
        (route for route in (first, *routes) if route.fallbacks and route.status == "complete"), first
    )


def command(lang: LangOption = LANG) -> None:
    """Load the example and show a route, some gaps and what to try next."""
    from graph.load.loading import load_files
    from queries.catalogue.asking import clauses, things
    from queries.gaps.asking import gaps

    board = console()
    with opened() as store:
        with progress() as tell:
            load_files(store, EXAMPLE, tell=tell)
        count = len(clauses(store, _DAY).items)
        centres = things(store, "ReceptionCentre", _DAY).items
        board.print(word(lang, "demo_intro", clauses=count, centres=len(centres)))
        board.print()
        route = _telling_route(store, lang)
        board.print(route_text.ladder(route))
        found = gaps(store, on=_DAY, lang=lang.value).items
    board.print()
    board.print(word(lang, "demo_gaps", day=day_in_words(_DAY, lang)))
    for item in found[:_SHOWN]:
        board.print(f"  {item['severity']:<7} {item['why']}", soft_wrap=True)
    if len(found) > _SHOWN:
        board.print("  " + word(lang, "demo_more", count=len(found) - _SHOWN))
    board.print()
    board.print(word(lang, "demo_next"))
    first = route.steps[0]
    for line in _NEXT:
        told = line.format(
            start=route.question["from"], theme=route.question["theme"], matter=route.question["matter"],
            day=_DAY.isoformat(), post=first.key, clause=first.clauses[0],
        )  # fmt: skip
        board.print(f"  {told}", soft_wrap=True, markup=False)
