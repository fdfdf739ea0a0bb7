"""`ansvar check`: whether what a file expects of the organisation holds."""

from __future__ import annotations

import enum
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ansvar.cli import junit, options
from ansvar.cli.options import argument, option
from ansvar.cli.output import Text, console, write_answer, write_bytes
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.clock import read_day
from ansvar.graph.texts import day_in_words

if TYPE_CHECKING:
    from ansvar.queries.check.result import Checked, Result

CheckFormat = enum.StrEnum("CheckFormat", ["text", "json", "csv", "junit"])
"""Formats of results."""

_COLUMNS = ("line", "name", "kind", "on", "result", "known", "checked", "of", "why")
_SIGNS = {"holds": "+", "fails": "X", "known": "~", "unjudged": "?"}
_STYLES = {"holds": "green", "fails": "bold red", "known": "yellow", "unjudged": "bold magenta"}


def command(
    file: Annotated[Path, argument("expectations", metavar="FILE")],
    on: Annotated[str | None, option("check_on", "--on", metavar="DATE", show_default=False)] = None,
    known_at: options.KnownAtOption = None,
    lang: options.LangOption = options.LANG,
    output: Annotated[CheckFormat, option("format", "--format", "-f")] = CheckFormat.text,
) -> None:
    """Judge every line of a file and write the results."""
    from ansvar.queries.check.expectations import read_expectations
    from ansvar.queries.check.query import judge

    day = None if on is None else read_day(on)
    expectations = read_expectations(file)  # a broken file is told before an engine has to start
    with opened(known_at) as store:
        answer = judge(store, expectations, day, lang.value)
    if output is CheckFormat.junit:
        write_bytes(junit.document(answer).encode())
    elif not write_answer(output, answer, _COLUMNS):
        board = console()
        board.print(_page(answer, board.width), soft_wrap=True)
    raise typer.Exit(answer.exit_code)


def _page(answer: Checked, width: int) -> Text:
    lang = answer.lang
    out = Text()
    out.append(answer.title, style="bold")
    out.append("\n\n")
    for result in answer.results:
        _line(out, result, lang, width)
    totals = answer.totals
    out.append("\n")
    out.append(word(lang, "check_totals", **totals, counting=totals["fails"] - totals["known"]), style="bold")
    return out


def _line(out: Text, result: Result, lang: str, width: int) -> None:
    state = "known" if result.result == "fails" and not result.counts else result.result
    widest = max(len(word(lang, f"check_{name}")) for name in _SIGNS)
    out.append(f"{_SIGNS[state]} {word(lang, f'check_{state}'):<{widest}}", style=_STYLES[state])
    day = "" if result.kind == "never_vacant" else f" ({day_in_words(result.on, lang)})"
    _wrapped(out, f"{result.name}{day}", widest + 4, width, first="  ")
    if result.why:
        _wrapped(out, result.why, widest + 4, width)
    if result.known and result.result == "fails":
        known = word(lang, "check_known_because", reason=result.known)
        _wrapped(out, known, widest + 4, width, style="dim")


def _wrapped(
    out: Text, text: str, indent: int, width: int, *, first: str | None = None, style: str = ""
) -> None:
    """Write a text in a column of its own; `first` stands before its first line instead of the indent."""
    lines = textwrap.wrap(text, max(width - indent, 30), break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines):
        before = first if first is not None and number == 0 else " " * indent
        out.append(f"{before}{line}\n", style=style)
