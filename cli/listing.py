"""`ansvar list`: everything of one kind."""

from __future__ import annotations

from typing import Annotated

from ansvar.cli import options
from ansvar.cli.options import name_argument
from ansvar.cli.output import console, headed_table, table, write_answer
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.clock import read_day
from ansvar.graph.texts import day_in_words
from ansvar.queries.vocabulary import kind_about, kind_name, property_name, property_value

_LEFT_OUT = ("note", "fact_source", "reading", "reason", "citation_style")
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
        answer = things(store, kind, day, lang.value) if kind is not None else kinds(store, day)
    if kind is None and output is options.Format.text:
        rows = [
            (item["kind"], kind_name(lang, item["kind"]), item["count"], kind_about(lang, item["kind"]))
            for item in answer.items
        ]
        console().print(headed_table(lang, ("kind", "name", "count", "what"), rows))
        return
    own = sorted({name for item in answer.items for name in item} - set(_PLAIN))
    if not write_answer(
        output, answer, (*_PLAIN, *own) if kind is not None else ("kind", "count", "description")
    ):
        shown = [name for name in own if name not in _LEFT_OUT]
        headings = [word(lang, "head_key"), word(lang, "head_name")]
        headings += [property_name(lang, name).capitalize() for name in shown]
        rows = [
            (item["key"], item["name"], *(property_value(lang, name, item.get(name)) for name in shown))
            for item in answer.items
        ]
        board = console()
        board.print(table(headings, rows))
        board.print(
            word(lang, "count_on", count=len(answer.items), day=day_in_words(answer.question["on"], lang))
        )
