"""`ansvar coverage`: where a route holds, where it breaks, and where the instruction does not say."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from ansvar.cli import options
from ansvar.cli.coverage_text import page
from ansvar.cli.options import option
from ansvar.cli.output import console, write_answer
from ansvar.cli.session import opened
from ansvar.graph.clock import read_day
from ansvar.queries.coverage.result import STATES


class By(enum.StrEnum):
    """What a row of the map stands for."""

    centre = "centre"
    office = "office"
    region = "region"
    unit = "unit"


_GROUPED = ("places", *(f"counts_{state}" for state in STATES))


def command(
    on: options.OnOption = "today",
    known_at: options.KnownAtOption = None,
    by: Annotated[By, option("by", "--by")] = By.centre,
    theme: options.AnyThemeOption = None,
    matter: options.AnyMatterOption = None,
    lang: options.LangOption = options.LANG,
    output: options.FormatOption = options.Format.text,
) -> None:
    """Ask for the map and write it; exit code 1 when some cell is broken."""
    from ansvar.queries.coverage.query import coverage

    with opened(known_at) as store:
        answer = coverage(store, read_day(on), by.value, theme=theme, matter=matter, lang=lang.value)
    grouped = by in (By.office, By.region)
    columns = (by.value, "name", "theme", "matter", "state", *(_GROUPED if grouped else ()), "reason")
    rows = (i | {f"counts_{k}": v for k, v in i.get("counts", {}).items()} for i in answer.rows)
    if not write_answer(output, answer, (*columns, "clauses", "chain", "questions"), rows):
        board = console()
        board.print(page(answer, board.width), soft_wrap=True)
    if answer.totals["broken"]:
        raise typer.Exit(1)
