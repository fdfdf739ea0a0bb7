"""How answers are written to a terminal or a pipe: JSON, CSV, tables; colours switch off by themselves."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from graph.errors import QuestionError
from queries.cells import cell, csv_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "cell",
    "console",
    "csv_text",
    "errors",
    "harmless",
    "local",
    "note",
    "progress",
    "table",
    "write_csv",
    "write_file",
    "write_json",
]


def console() -> Console:
    """Give the console for answers; made anew so that it follows the streams and settings of now."""
    return Console(highlight=False, soft_wrap=False)


def errors() -> Console:
    """Give the console for messages about errors and progress, on standard error."""
    return Console(stderr=True, highlight=False)


def write_json(value: Any) -> None:
    """Write one JSON object."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write CSV with a header line; cells that a spreadsheet would take for a formula are made harmless."""
    sys.stdout.write(csv_text(columns, rows))


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """Make a plain table that reads well without colours."""
    made = Table(
        box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0), show_header=any(headings)
    )
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*(Text(str(value)) if not isinstance(value, Text) else value for value in row))
    return made


def write_file(target: Path, content: bytes) -> None:
    """Write an answer into the file that the user named.

    Raises
    ------
    QuestionError
        It cannot be written.
    """
    try:
        target.write_bytes(content)
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror}"
        raise QuestionError(message, "Name another file with --output.") from error


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Take away the signs by which a text from a file could steer a terminal or turn its order around."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def local(at: str) -> str:
    """Write a moment of the journal in the user's own time zone, to the second."""
    return dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def note(text: str) -> None:
    """Say on standard error what is waited for, whether or not somebody watches."""
    errors().print(f"ansvar: {text}", markup=False, soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show what is being done while it takes; nothing at all when nobody watches."""
    board = errors()
    if not board.is_terminal:
        yield lambda _: None
        return
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=board, transient=True
    ) as bar:
        task = bar.add_task("")
        yield lambda text: bar.update(task, description=text)
