"""How answers are written to a terminal or a pipe: JSON, CSV, tables; colours switch off by themselves."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol, TextIO, cast

from rich.console import Console as RichConsole
from rich.segment import Segment
from rich.table import Table
from rich.text import Text as RichText

from ansvar.cli.words import asked_language, word
from ansvar.graph.cells import csv_text
from ansvar.graph.characters import harmless, json_text
from ansvar.graph.files import write_file
from ansvar.graph.messages import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rich.console import ConsoleOptions, RenderableType
    from rich.style import Style

    from ansvar.graph.journal.writer import LoadReport


class Text(RichText):
    """Text that shows where a sign was that would steer the terminal; rich drops some of them in silence."""

    def __init__(self, text: str = "", *args: Any, **more: Any) -> None:
        super().__init__(harmless(text), *args, **more)

    def append(self, text: RichText | str, style: str | Style | None = None) -> Text:
        """Add text, with a style of its own."""
        super().append(harmless(text) if isinstance(text, str) else text, style)
        return self

    @classmethod
    def assemble(cls, *parts: Any, **more: Any) -> Text:
        """Put parts together, each a text or a pair of text and style."""
        return cast("Text", super().assemble(*parts, **more))

    def join(self, lines: Iterable[RichText]) -> Text:
        """Put texts together with this one between them."""
        return cast("Text", super().join(lines))


class Console(RichConsole):
    """A console for data: what it says is neither markup nor an emoji code, and cannot steer the terminal."""

    def __init__(self, **more: Any) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, **more)

    def render_str(self, text: str, **more: Any) -> RichText:
        """Make text of a string; see `Text`."""
        return super().render_str(harmless(text), **more)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """Render, whatever it is; colours and moves of rich's own are no text and pass."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(harmless(segment.text), segment.style)


def console() -> Console:
    """Give the console for answers; made anew so that it follows the streams and settings of now."""
    return Console(soft_wrap=False)


def errors() -> Console:
    """Give the console for messages about errors and progress, on standard error."""
    return Console(stderr=True)


def write_replacing(stream: TextIO) -> None:
    """Let a stream put a question mark where its encoding has no sign, instead of failing."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def write_json(value: Any) -> None:
    """Write one JSON object; where the encoding cannot say a sign, as an escape, without loss."""
    utf = (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json_text(value, ascii_only=not utf) + "\n")


def write_bytes(content: bytes) -> None:
    """Write what has an encoding of its own, whatever that of the terminal is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write_report(output: str, report: LoadReport, lang: str, text: str, **question: Any) -> None:
    """Write what a change of the graph did: as one JSON object, or as the text of a name.

    Parameters
    ----------
    text : str
        Its name; ``<text>_same`` is said where nothing was changed.
    question
        What was asked for.
    """
    told = asdict(report)
    if output == "json":
        graph = {"fingerprint": told.pop("fingerprint")}
        write_json({"format": "ansvar.load/1", "question": question, "graph": graph} | told)
    else:
        same = not (report.created or report.changed or report.ended)
        console().print(word(lang, f"{text}_same" if same else text, **told, **question))


def write_content(content: bytes, target: Path | None, told: str) -> None:
    """Write what has an encoding of its own, to a file where one is named, which is then told."""
    if target is None:
        write_bytes(content)
    else:
        write_file(target, content)
        errors().print(told)


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write CSV with a header line; cells that a spreadsheet would take for a formula are made harmless."""
    sys.stdout.write(csv_text(columns, rows))


class Answer(Protocol):
    """What every answer offers to programs."""

    @property
    def items(self) -> Sequence[Mapping[str, Any]]:
        """Give its rows."""

    def to_json(self) -> dict[str, Any]:
        """Give the stable form."""


def write_answer(
    output: str, answer: Answer, columns: Sequence[str], rows: Iterable[Mapping[str, Any]] | None = None
) -> bool:
    """Write an answer as JSON or CSV, if one of them was asked for; tell whether that was so.

    Parameters
    ----------
    rows : iterable of mapping, optional
        What the CSV says, where it is not the answer's items as they are.
    """
    if output == "json":
        write_json(answer.to_json())
    elif output == "csv":
        write_csv(columns, answer.items if rows is None else rows)
    return output in ("json", "csv")


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """Make a plain table that reads well without colours."""
    made = Table(
        box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0), show_header=any(headings)
    )
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*(Text(str(value)) if not isinstance(value, RichText) else value for value in row))
    return made


def headed_table(lang: str, heads: Iterable[str], rows: Iterable[Sequence[Any]]) -> Table:
    """Make a table whose headings are the texts ``head_<name>``."""
    return table([word(lang, f"head_{name}") for name in heads], rows)


def tell_some(lang: str, title: str, lines: Sequence[str], most: int, more: str, *, indent: str = "") -> None:
    """Write to standard error a title, the first lines, and how many more there are; nothing without lines.

    Parameters
    ----------
    title, more : str
        Names of texts, which are given the ``number`` of all lines, and of those that are left out.
    """
    if not lines:
        return
    board = errors()
    board.print(word(lang, title, number=len(lines)), style="bold yellow")
    for line in lines[:most]:
        board.print(f"{indent}{line}", soft_wrap=True)
    if len(lines) > most:
        board.print(indent + word(lang, more, number=len(lines) - most))


def note(text: str) -> None:
    """Say on standard error what is waited for, whether or not somebody watches."""
    errors().print(f"ansvar: {translate(text, asked_language())}", soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show what is being done while it takes; nothing at all when nobody watches."""
    board = errors()
    if not board.is_terminal:
        yield lambda _: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        console=board,
        transient=True,
    ) as bar:
        task = bar.add_task("")
        yield lambda text: bar.update(task, description=translate(text, asked_language()))
