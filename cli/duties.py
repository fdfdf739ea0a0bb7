"""`ansvar duties`: whose duty it is, and which ones are mine."""

from __future__ import annotations

from typing import Annotated

from ansvar.cli import options
from ansvar.cli.complete import keys
from ansvar.cli.options import name_option
from ansvar.cli.output import console, headed_table, write_answer
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.clock import read_day
from ansvar.graph.texts import day_in_words
from ansvar.queries.doubt import numbers
from ansvar.queries.texts import text
from ansvar.queries.vocabulary import value_name

_DUTY = ("key", "text", "modality", "recurring", "bearer", "bearer_name", "themes", "clauses", "questions")
_WHOSE = ("how", "as", "borne_by")


def command(
    of: Annotated[str | None, name_option("of", "--of", metavar="KEY", autocompletion=keys)] = None,
    on: options.OnOption = "today",
    known_at: options.KnownAtOption = None,
    lang: options.LangOption = options.LANG,
    output: options.FormatOption = options.Format.text,
) -> None:
    """List duties."""
    from ansvar.queries.citation import citations
    from ansvar.queries.duties.query import duties

    with opened(known_at) as store:
        answer = duties(store, of, read_day(on), lang.value)
        cite = citations(store, lang.value).cite
    asked = answer.more["questions"]
    table = (item | {"questions": numbers(asked, item["questions"])} for item in answer.items)
    if write_answer(output, answer, (*_DUTY, *_WHOSE), table):
        return
    rows = []
    for item in answer.items:
        told = f"{value_name(lang, 'modality', item['modality'])} {item['text']}"
        marks = [word(lang, "recurring")] if item["recurring"] else []
        doubts = ", ".join(map(str, numbers(asked, item["questions"])))
        marks += [text(lang, "rests_on", numbers=doubts)] if doubts else []
        if of is None:
            who = ", ".join(b["key"] for b in item["borne_by"]) or word(lang, "nobody")
        else:
            who = item["as"]["key"]
            marks += [word(lang, f"duty_{item['how']}")] if item["how"] != "own" else []
        duty = told + (f" ({', '.join(marks)})" if marks else "")
        rows.append((cite(item["clauses"]), duty, item["bearer_name"], who))
    console().print(headed_table(lang, ("clause", "duty", "role", "bearer"), rows))
    console().print(word(lang, "duties_on", count=len(rows), day=day_in_words(answer.question["on"], lang)))
