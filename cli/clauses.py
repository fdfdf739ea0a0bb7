"""`ansvar clauses`: the instruction clause by clause."""

from __future__ import annotations

from cli.opening import opened
from cli.options import LANG, Format, FormatOption, LangOption, OnOption, read_day
from cli.output import console, table, write_csv, write_json
from cli.words import word

_COLUMNS = ("key", "section", "part", "bullet", "sentence", "text", "status", "reason", "questions")


def command(on: OnOption = "today", lang: LangOption = LANG, output: FormatOption = Format.text) -> None:
    """List the clauses in force."""
    from queries.catalogue.asking import clauses

    with opened() as store:
        answer = clauses(store, read_day(on), lang.value)
    if output is Format.json:
        write_json(answer.to_json())
        return
    if output is Format.csv:
        write_csv(_COLUMNS, answer.items)
        return
    board = console()
    rows = []
    for item in answer.items:
        made = [
            f"{word(lang, f'made_{k}')} {len(v)}" for k, v in item["created"].items() if k != "edges" and v
        ]
        edges = sum(item["created"]["edges"].values())
        made += [f"{word(lang, 'made_edges')} {edges}"] if edges else []
        status = word(lang, f"status_{item['status']}")
        rows.append((item["key"], item["text"], ", ".join(made) or status))
    board.print(table((word(lang, "head_clause"), word(lang, "head_text"), word(lang, "head_created")), rows))
    board.print(word(lang, "count_on", count=len(answer.items), day=answer.question["on"]))
