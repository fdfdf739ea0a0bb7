"""`ansvar diff`: two days, two moments, a graph and files, or two instructions; and what follows."""

from __future__ import annotations

import enum
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ansvar.cli import options
from ansvar.cli.import_ import read_all, tell_problems
from ansvar.cli.options import name_option, option
from ansvar.cli.output import console, progress, table, write_content, write_json
from ansvar.cli.session import opened
from ansvar.graph.characters import json_text
from ansvar.graph.clock import read_day, today
from ansvar.graph.errors import QuestionError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from ansvar.graph.imports.importer import ImportOptions, Reading
    from ansvar.graph.store import Store
    from ansvar.queries.diff.instructions import Clauses
    from ansvar.queries.diff.result import Difference
    from ansvar.queries.diff.state import State

DiffFormat = enum.StrEnum("DiffFormat", ["text", "json", "markdown", "html"])
"""Formats of comparisons."""


def command(
    since: Annotated[str | None, option("diff_from", "--from", metavar="DATE")] = None,
    until: Annotated[str | None, name_option("diff_to", "--to", metavar="DATE|INSTRUCTION")] = None,
    known_from: Annotated[str | None, option("known_from", "--known-from", metavar="MOMENT")] = None,
    known_to: Annotated[str | None, option("known_to", "--known-to", metavar="MOMENT")] = None,
    files: Annotated[list[Path] | None, option("diff_with", "--with", metavar="PATH")] = None,
    mapping: options.MappingOption = "",
    valid_from: Annotated[str | None, option("diff_valid_from", "--valid-from", metavar="DATE")] = None,
    partial: options.PartialOption = False,
    key: options.KeyOption = "",
    prefix: options.PrefixOption = "",
    take_over: options.TakeOverOption = False,
    lenient: options.LenientOption = False,
    instruction: Annotated[
        str | None, name_option("diff_instruction", "--instruction", metavar="KEY")
    ] = None,
    lang: options.LangOption = options.LANG,
    output: Annotated[DiffFormat, option("format", "--format", "-f")] = DiffFormat.text,
    target: Annotated[Path | None, option("output", "--output", "-o", metavar="FILE")] = None,
) -> None:
    """Compare and write what differs; exit code 1 when something does."""
    from ansvar.graph.imports.importer import ImportOptions
    from ansvar.queries.diff.query import compare

    if not (instruction or files) and since is known_from is known_to is None:
        message = "there is nothing to compare with"
        raise QuestionError(message, "Give an earlier date with --from, or see `ansvar diff --help`.")
    if files and known_to is not None:
        message = "--with and --known-to cannot be used together"
        raise QuestionError(message, "Leave one of them out.")
    if not files and (mapping or valid_from is not None or partial or key or prefix or take_over or lenient):
        names = "--mapping, --valid-from, --partial, --key, --prefix, --take-over and --lenient"
        message = f"{names} say how files are read"
        raise QuestionError(message, "Give the files with --with.")
    clauses = None
    if instruction:
        if until is None:
            message = "the instruction to compare with is missing"
            raise QuestionError(message, "Give it with --to, by its key or its citation.")
        clauses = _instructions(instruction, until, lang)
        days = (clauses.last_day if since is None else read_day(since), clauses.first_day)
    else:
        last = today() if until is None else read_day(until)
        days = (last if since is None else read_day(since), last)
    question: dict[str, Any] = {
        "from": days[0].isoformat(), "to": days[1].isoformat(),
        "known_from": known_from or "", "known_to": known_to or "",
        "with": [str(path) for path in files or []],
        "instruction": [clauses.before, clauses.after] if clauses else [],
    }  # fmt: skip
    if files:
        day = days[1] if valid_from is None else read_day(valid_from)
        way = ImportOptions(day, partial, lenient, take_over=take_over, prefix=prefix.strip())
        reading = read_all(files, mapping, key, way)
        question["import"] = {
            "mapping": reading.mapping or None, "valid_from": way.day.isoformat(), "partial": partial,
        }  # fmt: skip
        later = _imported(reading, way, lang)
    else:
        later = opened(known_to)
    before, after = _state(opened(known_from), days[0], lang), _state(later, days[1], lang)
    answer = compare(before, after, question, lang.value, clauses.changes if clauses else ())
    _write(answer, output, target)
    if not answer.empty or answer.clauses:
        raise typer.Exit(1)


def _instructions(before: str, after: str, lang: str) -> Clauses:
    from ansvar.queries.diff.instructions import compare_instructions

    with opened() as store:
        return compare_instructions(store, before, after, lang)


def _state(graph: AbstractContextManager[Store], on: dt.date, lang: str) -> State:
    from ansvar.queries.diff.state import read_state

    with graph as store, progress() as tell:
        return read_state(store, on, lang, tell)


@contextmanager
def _imported(reading: Reading, way: ImportOptions, lang: str) -> Iterator[Store]:
    """Open the graph as it would be after an import, beside the real one."""
    from ansvar.graph.content.snapshot import stated
    from ansvar.graph.engine import settings_from
    from ansvar.graph.engine.scratch import scratch_graph
    from ansvar.graph.imports.importer import prepare

    settings = settings_from()
    with opened() as store:
        content = stated(store.read)
        prepared = prepare(reading, content, way)
    tell_problems(lang, prepared, whole=False)
    with (
        progress() as tell,
        scratch_graph(
            settings.home, prepared.plan.applied_to(content), memory=settings.memory, tell=tell
        ) as other,
    ):
        yield other


def _write(answer: Difference, output: DiffFormat, target: Path | None) -> None:
    from ansvar.queries.diff import render

    if target is None and output is DiffFormat.text:
        board = console()
        board.print(render.title(answer), style="bold")
        for section in render.sections(answer):
            board.print(f"\n{section.title}", style="bold")
            board.print(table(section.headings, section.rows))
        board.print()
        board.print(render.summary(answer))
    elif target is None and output is DiffFormat.json:
        write_json(answer.to_json())
    else:
        written = {DiffFormat.html: render.page, DiffFormat.json: _json}
        write_content(written.get(output, render.markdown)(answer).encode(), target, str(target))


def _json(answer: Difference) -> str:
    return json_text(answer.to_json()) + "\n"
