"""`ansvar demo`: the main job on the example, and what to try next."""

from __future__ import annotations

from ansvar.cli import limits, options, route_text
from ansvar.cli.load import EXAMPLE, SEED
from ansvar.cli.output import console, progress
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.journal.actor import user
from ansvar.graph.safeyaml import parse
from ansvar.graph.texts import day_in_words
from ansvar.queries.vocabulary import value_name

_NEXT = (
    "ansvar trace {start} --theme {theme} --matter {matter} --on {day} --lang nb",
    "ansvar gaps --on {day}",
    "ansvar duties --of {post}",
    'ansvar show "{clause}"',
    "ansvar list ReceptionCentre",
    "ansvar engine stop",
)


def command(by: options.BehalfOption = "", lang: options.LangOption = options.LANG) -> None:
    """Load the example and show a route, some gaps and what to try next."""
    from ansvar.graph.load.loader import load_files
    from ansvar.queries.catalogue.query import clauses, things
    from ansvar.queries.gaps.query import gaps
    from ansvar.queries.trace import trace

    ask = parse((SEED / "demo.yaml").read_text(encoding="utf-8"))
    day = ask["on"]
    board = console()
    with opened() as store:
        with progress() as tell:
            load_files(store, EXAMPLE, by=user(), on_behalf_of=by.strip(), tell=tell)
        count = len(clauses(store, day).items)
        centres = things(store, "ReceptionCentre", day).items
        board.print(word(lang, "demo_intro", clauses=count, centres=len(centres)))
        board.print(ask["explains"][lang])
        board.print()
        route = trace(store, ask["from"], ask["theme"], ask["matter"], on=day, lang=lang.value)
        board.print(route_text.ladder(route))
        found = gaps(store, on=day, lang=lang.value).items
    board.print()
    board.print(word(lang, "demo_gaps", day=day_in_words(day, lang)))
    for item in found[: limits.DEMO_FINDINGS]:
        board.print(f"  {value_name(lang, 'severity', item['severity']):<7} {item['why']}", soft_wrap=True)
    if len(found) > limits.DEMO_FINDINGS:
        board.print("  " + word(lang, "demo_more", count=len(found) - limits.DEMO_FINDINGS))
    board.print()
    board.print(word(lang, "demo_next"))
    first = route.steps[0]
    for line in _NEXT:
        told = line.format(
            start=route.question["from"], theme=route.question["theme"], matter=route.question["matter"],
            day=day.isoformat(), post=first.key, clause=first.clauses[0],
        )  # fmt: skip
        board.print(f"  {told}", soft_wrap=True)
