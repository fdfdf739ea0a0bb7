"""`ansvar gaps`: where it breaks, which clause is unmet, and who answers for leaving it so."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ansvar.cli import options
from ansvar.cli.complete import keys
from ansvar.cli.options import name_argument, name_option, option
from ansvar.cli.output import console, errors, table, write_answer, write_content, write_json
from ansvar.cli.session import opened
from ansvar.cli.words import help_text, word
from ansvar.graph.cells import cell, csv_text
from ansvar.graph.characters import json_text
from ansvar.graph.clock import local, read_day, today
from ansvar.graph.errors import QuestionError
from ansvar.graph.journal.actor import user
from ansvar.graph.journal.book import head
from ansvar.graph.texts import day_in_words
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ansvar.graph.store import Store
    from ansvar.queries.gaps.result import Gaps
    from ansvar.queries.gaps.trend import Trend

app = typer.Typer(invoke_without_command=True)

GapsFormat = enum.StrEnum("GapsFormat", ["text", "json", "csv", "xlsx", "html", "sarif"])
"""Formats of findings."""

Severity = enum.StrEnum("Severity", ["high", "medium", "low"])
"""How grave a finding is."""

FailOn = enum.StrEnum("FailOn", ["high", "medium", "low", "none"])
"""From which severity on open findings end the program with 1."""

_TREND = ("change", "id", "severity", "rule", "title", "why", "clauses", "subjects", "unit", "since")

OnDay = Annotated[str | None, option("on", "--on", metavar="DATE")]
RuleOption = Annotated[list[str] | None, option("rule", "--rule", "-r", metavar="RULE")]
SeverityOption = Annotated[Severity | None, option("severity", "--severity")]
UnitOption = Annotated[str | None, name_option("unit", "--unit", metavar="KEY")]
AboutOption = Annotated[list[str] | None, name_option("about", "--about", metavar="KEY", autocompletion=keys)]
SetOption = Annotated[list[str] | None, option("set", "--set", metavar="NAME=NUMBER")]
FindingArgument = Annotated[str, name_argument("finding", metavar="ID")]


@app.callback()
def command(
    context: typer.Context,
    on: OnDay = None,
    known_at: options.KnownAtOption = None,
    rule: RuleOption = None,
    severity: SeverityOption = None,
    unit: UnitOption = None,
    about: AboutOption = None,
    setting: SetOption = None,
    fail_on: Annotated[FailOn, option("fail_on", "--fail-on")] = FailOn.high,
    target: Annotated[Path | None, option("output", "--output", "-o", metavar="FILE")] = None,
    lang: options.LangOption = options.LANG,
    output: Annotated[GapsFormat, option("format", "--format", "-f")] = GapsFormat.text,
) -> None:
    """Ask the rules and write what they found; exit code 1 when open findings are grave enough."""
    # what stands before a subcommand counts for it too, or is refused
    context.obj = {"on": on, "setting": setting}
    if context.invoked_subcommand:
        _refuse_before(context)
        return
    if output is GapsFormat.xlsx and target is None and sys.stdout.isatty():
        raise QuestionError("a workbook cannot be shown in a terminal", "Name a file with --output.")
    from ansvar.queries.gaps.query import gaps

    with opened(known_at) as store:
        answer = gaps(
            store, _day(on), rules=rule, severity=severity, unit=unit, lang=lang.value,
            settings=read_settings(setting), about=about,
        )  # fmt: skip
        title = _title(store, answer) if output is GapsFormat.html else ""
    _write(answer, output, target, title, everything=bool(rule))
    _tell_problems(answer, output)
    if fail_on is not FailOn.none and answer.open_at(fail_on):
        raise typer.Exit(1)
    if answer.problems:
        raise typer.Exit(3)


def _refuse_before(context: typer.Context) -> None:
    """Refuse options before a subcommand that would say nothing to it."""
    lost = []
    for param in context.command.params:
        source = context.get_parameter_source(param.name or "")
        if source and source.name == "COMMANDLINE" and param.name not in context.obj:
            lost.append(next(name for name in param.opts if name.startswith("--")))
    if lost:
        verb = context.invoked_subcommand
        message = f"{', '.join(lost)} before `{verb}` has no effect"
        raise QuestionError(
            message, f"Write it after `{verb}`, if that command has it: `ansvar gaps {verb} --help`."
        )


def _day(*given: str | None) -> dt.date:
    """Read the first day that is given, or take today."""
    return next((read_day(text) for text in given if text is not None), today())


def read_settings(given: Sequence[str] | None) -> dict[str, int]:
    """Read thresholds such as ``days=30`` or ``term_ending.days=30``."""
    settings: dict[str, int] = {}
    for text in given or ():
        name, sign, value = text.partition("=")
        if not sign or not value.strip().isdigit():
            what = f'"{text}" is not a setting' if not sign else f'"{name}" cannot be set to "{value}"'
            raise QuestionError(what, "Write it as name=number, such as days=30.")
        settings[name.strip()] = int(value)
    return settings


def _title(store: Store, answer: Gaps) -> str:
    """Give the names of the organisations in the graph."""
    from ansvar.queries.catalogue.query import things

    day = read_day(answer.question["on"])
    return ", ".join(item["name"] for item in things(store, "Organisation", day, answer.lang).items)


def _write(answer: Gaps, output: GapsFormat, target: Path | None, title: str, *, everything: bool) -> None:
    """Write an answer in one of its formats; all of them say the same."""
    if target is None and output is GapsFormat.text:
        from ansvar.cli import gaps_text

        console().print(gaps_text.page(answer, everything=everything))
        return
    if output is GapsFormat.xlsx:
        from ansvar.queries.gaps.report.workbook import workbook

        content = workbook(answer)
    else:
        content = _text(answer, output, title, everything=everything).encode()
    write_content(content, target, word(answer.lang, "gaps_written", count=len(answer.findings), file=target))


def _text(answer: Gaps, output: GapsFormat, title: str, *, everything: bool) -> str:
    if output is GapsFormat.html:
        from ansvar.queries.gaps.report.page import page

        return page(answer, title=title)
    if output is GapsFormat.csv:
        from ansvar.queries.gaps.report.columns import COLUMNS

        return csv_text(COLUMNS, answer.rows)
    if output is GapsFormat.text:
        from ansvar.cli import gaps_text

        return gaps_text.plain(answer, everything=everything)
    from ansvar.queries.gaps.report.sarif import sarif

    return json_text(sarif(answer) if output is GapsFormat.sarif else answer.to_json()) + "\n"


def _tell_problems(answer: Gaps, output: GapsFormat) -> None:
    """Say what is wrong with rule files where the answer itself is read by a program."""
    if output is not GapsFormat.text:
        for problem in answer.problems:
            errors().print(f"{problem['file']}:{problem['line']}: {problem['what']}")


@app.command("accept", help=help_text("help_gaps_accept"))
def accept_command(
    context: typer.Context,
    finding: FindingArgument,
    reason: Annotated[str, option("reason", "--reason", metavar="TEXT")],
    until: Annotated[str, option("until", "--until", metavar="DATE")],
    by: options.BehalfOption = "",
    on: Annotated[str | None, option("accept_on", "--on", metavar="DATE")] = None,
    about: AboutOption = None,
    setting: SetOption = None,
    lang: options.LangOption = options.LANG,
    output: options.DeedFormatOption = options.DeedFormat.text,
) -> None:
    """Leave a finding as it is, for a time."""
    from ansvar.queries.gaps.acceptance import accept

    day = _day(on, context.obj["on"])
    settings = read_settings(setting or context.obj["setting"])
    with opened() as store:
        accepted = accept(
            store, finding, reason, read_day(until),
            by=user(), on_behalf_of=by, on=day, lang=lang.value, settings=settings,
            about=about,
        )  # fmt: skip
    if output is options.DeedFormat.json:
        from dataclasses import asdict

        head = {"format": "ansvar.acceptance/1", "question": {"on": day.isoformat()}}
        write_json(head | asdict(accepted) | {"change_set": store.written[-1]})
        return
    told = word(lang, "gaps_accepted", id=accepted.id, day=day_in_words(accepted.accepted_until or "", lang))
    console().print(told)
    console().print(accepted.why)


@app.command("withdraw", help=help_text("help_gaps_withdraw"))
def withdraw_command(
    context: typer.Context,
    finding: FindingArgument,
    by: options.BehalfOption = "",
    on: Annotated[str | None, option("withdraw_on", "--on", metavar="DATE")] = None,
    lang: options.LangOption = options.LANG,
    output: options.DeedFormatOption = options.DeedFormat.text,
) -> None:
    """Take an acceptance back."""
    from ansvar.queries.gaps.acceptance import withdraw

    day = _day(on, context.obj["on"])
    with opened() as store:
        ended = withdraw(store, finding, by=user(), on_behalf_of=by, on=day)
    if output is options.DeedFormat.json:
        question = {"finding": finding, "on": day.isoformat()}
        told = {"format": "ansvar.withdrawal/1", "question": question, "ended": ended}
        write_json(told | {"change_set": store.written[-1]})
        return
    console().print(word(lang, "gaps_withdrawn", id=finding, day=day_in_words(day, lang)))


@app.command("trend", help=help_text("help_gaps_trend"))
def trend_command(
    context: typer.Context,
    start: Annotated[str | None, option("from", "--from", metavar="DATE")] = None,
    end: Annotated[str | None, option("to", "--to", metavar="DATE")] = None,
    loads: Annotated[bool, option("loads", "--loads")] = False,
    rule: RuleOption = None,
    severity: SeverityOption = None,
    unit: UnitOption = None,
    setting: SetOption = None,
    lang: options.LangOption = options.LANG,
    output: options.FormatOption = options.Format.text,
) -> None:
    """Tell what appeared, what closed and what stayed."""
    from ansvar.queries.gaps.trend import last_loads, trend, trend_of_loads

    if loads == (start is not None):
        message = "a comparison needs two dates, or the last two loads"
        raise QuestionError(message, "Give --from and --to (today if left out), or --loads alone.")
    if loads and (end or rule or severity or unit or setting):
        message = "--to, --rule, --severity, --unit and --set only apply when two dates are compared"
        raise QuestionError(message, "Give --loads alone, or the dates with --from and --to.")
    with opened() as store:
        if not loads:
            answer = trend(
                store, _day(start), _day(end), rules=rule, severity=severity, unit=unit,
                lang=lang.value, settings=read_settings(setting or context.obj["setting"]),
            )  # fmt: skip
            _write_trend(answer, output)
            return
        compared, newest = last_loads(store), head(store.read).number
    open_at = lambda load: opened(None if load.number == newest else str(load.number))  # noqa: E731
    _write_trend(trend_of_loads(compared, open_at, lang.value), output)


def _write_trend(answer: Trend, output: options.Format) -> None:
    if write_answer(output, answer, _TREND):
        return
    lang, board = answer.lang, console()
    rows = []
    for change in answer.changes:
        if change.change != "stayed":
            what = change.why or f"{change.title}: {cell(change.subjects)}"
            marks = (word(lang, f"change_{change.change}"), value_name(lang, "severity", change.severity))
            rows.append((*marks, what, change.id))
    if rows:
        board.print(table(("", "", "", ""), rows))
    days = [day_in_words(answer.question[name], lang) for name in ("from", "to")]
    start, end = map(local, answer.question["loaded"]) if answer.question["loads"] else days
    board.print(word(lang, "gaps_trend", start=start, end=end, **answer.counts))
