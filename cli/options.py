"""Options that several verbs share, and how their values are read."""

from __future__ import annotations

import datetime as dt
import enum
import re
from typing import Annotated

import typer

from ansvar.cli.complete import mappings, matters, starts, themes
from ansvar.cli.words import help_text
from ansvar.graph.errors import QuestionError
from ansvar.graph.texts import default_language


class Lang(enum.StrEnum):
    """Languages of answers."""

    nb = "nb"
    en = "en"


class Format(enum.StrEnum):
    """Formats of lists."""

    text = "text"
    json = "json"
    csv = "csv"


class RouteFormat(enum.StrEnum):
    """Formats of routes."""

    text = "text"
    json = "json"
    mermaid = "mermaid"
    csv = "csv"


KnownAtOption = Annotated[
    str, typer.Option("--known-at", metavar="MOMENT", help=help_text("option_known_at"), show_default=False)
]
OnOption = Annotated[str, typer.Option("--on", metavar="DATE", help=help_text("option_on"))]
LangOption = Annotated[Lang, typer.Option("--lang", help=help_text("option_lang"), show_default=False)]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help=help_text("option_format"))]
RouteFormatOption = Annotated[RouteFormat, typer.Option("--format", "-f", help=help_text("option_format"))]
ThemeOption = Annotated[
    str, typer.Option("--theme", "-t", metavar="THEME", help=help_text("option_theme"), autocompletion=themes)
]
MatterOption = Annotated[
    str,
    typer.Option("--matter", "-m", metavar="MATTER", help=help_text("option_matter"), autocompletion=matters),
]
StartArgument = Annotated[
    str, typer.Argument(metavar="FROM", help=help_text("argument_from"), autocompletion=starts)
]
MappingOption = Annotated[
    str,
    typer.Option(
        "--mapping", "-m", metavar="NAME|FILE", help=help_text("option_mapping"), autocompletion=mappings
    ),
]
BehalfOption = Annotated[str, typer.Option("--by", metavar="WHO", help=help_text("option_behalf"))]
PartialOption = Annotated[bool, typer.Option("--partial", help=help_text("option_partial"))]
KeyOption = Annotated[str, typer.Option("--key", metavar="KEY", help=help_text("option_key"))]
PrefixOption = Annotated[str, typer.Option("--prefix", metavar="TEXT", help=help_text("option_prefix"))]
TakeOverOption = Annotated[bool, typer.Option("--take-over", help=help_text("option_take_over"))]
LenientOption = Annotated[bool, typer.Option("--lenient", help=help_text("option_lenient"))]

LANG = Lang(default_language())

_NORWEGIAN = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")


def read_moment(text: str) -> str:
    """Read a moment: ``2018-06-01T12:30``, a day, which counts to its end, or the number of a change set.

    Returns
    -------
    str
        ISO 8601 in UTC with milliseconds, or digits.  What names no time zone is in the user's own.

    Raises
    ------
    QuestionError
        It is none of them.
    """
    from ansvar.graph.journal.book import stamp

    text = text.strip()
    if text.isdigit():
        return text
    try:
        if "T" not in text and ":" not in text:
            end = dt.datetime.combine(read_day(text) + dt.timedelta(days=1), dt.time())
            return stamp(end.astimezone() - dt.timedelta(milliseconds=1))
        return stamp(dt.datetime.fromisoformat(text).astimezone())
    except (ValueError, OverflowError, QuestionError) as error:
        message = f'unknown moment "{text}"'
        raise QuestionError(
            message, "Write 2018-06-01T12:30, a day such as 2018-06-01, or the number of a change set."
        ) from error


def read_day(text: str) -> dt.date:
    """Read a date: ``2018-06-01``, ``1.6.2018`` or ``today``.

    Raises
    ------
    QuestionError
        It is not a date.
    """
    text = text.strip()
    if text in ("today", "i dag", ""):
        return dt.datetime.now(tz=dt.UTC).date()
    norwegian = _NORWEGIAN.match(text)
    try:
        if norwegian:
            day, month, year = (int(part) for part in norwegian.groups())
            return dt.date(year, month, day)
        return dt.date.fromisoformat(text)
    except ValueError as error:
        reason = str(error) if norwegian or re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else "not a date"
        message = f'unknown date "{text}": {reason}'
        raise QuestionError(message, "Write it as 2018-06-01, 1.6.2018 or today.") from error
