"""`ansvar clauses`: the instruction clause by clause, and what each created."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ansvar.cli import options
from ansvar.cli.options import option
from ansvar.cli.output import console, headed_table, write_answer
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.clock import read_day
from ansvar.graph.texts import day_in_words
from ansvar.queries.vocabulary import edge_name, value_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ansvar.queries.listing import Listing

    Cite = Callable[[Sequence[str]], str]

_COLUMNS = ("key", "section", "part", "bullet", "sentence", "text", "status", "reason", "questions")


def command(
    on: options.OnOption = "today",
    known_at: options.KnownAtOption = None,
    coverage: Annotated[bool, option("coverage", "--coverage")] = False,
    lang: options.LangOption = options.LANG,
    output: options.FormatOption = options.Format.text,
) -> None:
    """List the clauses in force; with --coverage, exit code 1 when a clause or a duty hangs in the air."""
    from ansvar.queries.catalogue.clause_coverage import clause_coverage
    from ansvar.queries.catalogue.query import CREATED, clauses
    from ansvar.queries.citation import citations

    with opened(known_at) as store:
        answer = (clause_coverage if coverage else clauses)(store, read_day(on), lang)
        cite = citations(store, lang.value).cite
    found = answer.more.get("coverage", {})
    columns = (*_COLUMNS, *CREATED, "edges", "rules") if coverage else _COLUMNS
    if not write_answer(output, answer, columns, map(_row, answer.items) if coverage else None):
        _text(answer, lang, cite, coverage=coverage)
    if found.get("empty") or found.get("uncited"):
        raise typer.Exit(1)


def _row(item: dict[str, Any]) -> dict[str, Any]:
    """Give an item with what it created in columns of their own."""
    created: dict[str, Any] = item["created"]
    edges = [f"{name} {count}" for name, count in created["edges"].items()]
    return item | created | {"edges": edges}


def _text(answer: Listing, lang: str, cite: Cite, *, coverage: bool) -> None:
    board = console()
    rows = []
    for item in answer.items:
        made = [
            f"{word(lang, f'made_{k}')}: {len(v)}" for k, v in item["created"].items() if k != "edges" and v
        ]
        edges = sum(item["created"]["edges"].values())
        made += [f"{word(lang, 'made_edges')}: {edges}"] if edges else []
        status = item["status"]
        told = word(lang, "framework") if status == "modelled" else value_name(lang, "status", status)
        row = [cite([item["key"]]), item["text"], ", ".join(made) or told]
        rows.append([*row, str(len(item["rules"])) if made else ""] if coverage else row)
    heads = ("clause", "text", "created", *(("rules",) if coverage else ()))
    board.print(headed_table(lang, heads, rows))
    board.print(
        word(lang, "clauses_on", count=len(answer.items), day=day_in_words(answer.question["on"], lang))
    )
    if coverage:
        for line in _findings(answer.more["coverage"], lang, cite):
            board.print(line)


def _findings(found: dict[str, Any], lang: str, cite: Cite) -> list[str]:
    """Say what hangs in the air, and how many things have their clause."""
    lines = [""]
    if found["empty"]:
        lines.append(word(lang, "clauses_empty", count=len(found["empty"]), keys=cite(found["empty"])))
    if found["unchecked"]:
        lines.append(word(lang, "clauses_unchecked", keys=cite(found["unchecked"])))
    for sort, keys in found["uncited"].items():
        lines.append(word(lang, "uncited", count=len(keys), sort=_sort(sort, lang), keys=", ".join(keys[:8])))
    told = ", ".join(f"{_sort(sort, lang)}: {count}" for sort, count in found["totals"].items())
    created = found["modelled"] - len(found["empty"])
    lines.append(word(lang, "clauses_totals", created=created, modelled=found["modelled"], told=told))
    return lines


def _sort(sort: str, lang: str) -> str:
    return edge_name(lang, sort) if sort.isupper() else word(lang, f"made_{sort}")
