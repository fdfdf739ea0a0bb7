"""`ansvar gaps`: where it breaks, and which clause is unmet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cli.opening import opened
from cli.options import LANG, Format, FormatOption, LangOption, OnOption, read_day
from cli.output import console, write_csv, write_json
from cli.words import help_text

if TYPE_CHECKING:
    from queries.gaps.answer import Gaps

app = typer.Typer(invoke_without_command=True, help=help_text("help_gaps"))

_COLUMNS = (
    "id", "severity", "rule", "title", "why", "clauses", "subjects", "subject_names", "unit", "unit_name",
    "since", "remedy", "k", "n", "accepted_until", "accepted_by", "accepted_reason",
)  # fmt: skip


@app.callback()
def command(
    context: typer.Context,
    on: OnOption = "today",
    lang: LangOption = LANG,
    output: FormatOption = Format.text,
) -> None:
    """Ask all rules and write what they found; exit code 1 when open findings are grave enough."""
    if context.invoked_subcommand:
        return
    from queries.gaps.asking import gaps

    with opened() as store:
        answer = gaps(store, read_day(on), lang=lang.value)
    write(answer, output)
    if answer.open_at("high"):
        raise typer.Exit(1)


def write(answer: Gaps, output: Format) -> None:
    """Write an answer in one of its formats."""
    from cli import gaps_text

    if output is Format.json:
        write_json(answer.to_json())
    elif output is Format.csv:
        write_csv(_COLUMNS, answer.items)
    else:
        console().print(gaps_text.page(answer))
