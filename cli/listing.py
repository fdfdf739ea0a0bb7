"""`ansvar list`: everything of one kind."""

from __future__ import annotations

from typing import Annotated

from ansvar.cli import options
from ansvar.cli.options import name_argument
from ansvar.cli.output import console, headed_table, table, write_answer
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.cells import cell
from ansvar.graph.clock import read_day
from ansvar.graph.texts import day_in_words

_PLAIN = ("key", "name", "kind", "stated_by", "valid_from", "valid_to")


def command(
    kind: Annotated[str | None, name_argument("kind", metavar="[KIND]")] = None,
    on: options.OnOption = "today",
    known_at: options.KnownAtOption = None,
    lang: options.LangOption = options.LANG,
    output: options.FormatOption = options.Format.text,
) -> None:
    """List the things of a kind, or the kinds."""
    from ansvar.queries.catalogue.query import kinds, things

    with opened(known_at) as store:
        day = read_day(on)
        answer = things(store, kind, day, lang.value) if kind else kinds(store, day)
    if kind is None and output is options.Format.text:
        rows = [(item["kind"], item["count"], item["description"]) for item in answer.items]
        console().print(headed_table(lang, ("kind", "count", "what"), rows))
        return
    own = sorted({name for item in answer.items for name in item} - set(_PLAIN))
    if not write_answer(output, answer, (*_PLAIN, *own) if kind else ("kind", "count", "description")):
        shown = [name for name in own if name not in ("note", "fact_source", "reading", "reason")]
        headings = ("key", "name", *shown)
        board = console()
        board.print(table(headings, [[cell(item.get(name)) for name in headings] for item in answer.items]))
        board.print(
            word(lang, "count_on", count=len(answer.items), day=day_in_words(answer.question["on"], lang))
        )
