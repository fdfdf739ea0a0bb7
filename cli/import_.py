"""`ansvar import`: tables and trees of other systems into the graph, by a mapping."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from ansvar.cli import limits, options
from ansvar.cli.load import SEED
from ansvar.cli.options import argument, option
from ansvar.cli.output import console, progress, tell_some, write_csv, write_json
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.clock import read_day
from ansvar.graph.errors import Problem
from ansvar.graph.journal.actor import user
from ansvar.graph.texts import day_in_words
from ansvar.queries.vocabulary import sort_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ansvar.graph.imports.changes import FactChange
    from ansvar.graph.imports.importer import ImportOptions, Prepared, Reading
    from ansvar.graph.journal.writer import LoadReport

MAPPINGS = SEED / "mappings"
_SIGNS = {"create": "+", "change": "~", "end": "-"}
_STYLES = {"create": "green", "change": "yellow", "end": "red"}
_COLUMNS = ("change", "kind", "key", "receiver", "name", "valid_from", "valid_to", "fields")


def command(
    sources: Annotated[list[Path], argument("sources", metavar="SOURCE...")],
    mapping: options.MappingOption = "",
    dry_run: Annotated[bool, option("dry_run", "--dry-run", "-n")] = False,
    valid_from: Annotated[str, option("valid_from", "--valid-from", metavar="DATE")] = "today",
    partial: options.PartialOption = False,
    key: options.KeyOption = "",
    prefix: options.PrefixOption = "",
    take_over: options.TakeOverOption = False,
    lenient: options.LenientOption = False,
    strict: Annotated[bool, option("strict", "--strict")] = False,
    by: options.BehalfOption = "",
    lang: options.LangOption = options.LANG,
    output: options.FormatOption = options.Format.text,
) -> None:
    """Import sources: all of them, or nothing."""
    from ansvar.graph.imports.importer import ImportOptions, carry_out_import, plan_import
    from ansvar.queries.catalogue.query import things

    way = ImportOptions(read_day(valid_from), partial, lenient, strict, take_over, prefix.strip())
    reading = read_all(sources, mapping, key, way)
    report = None
    with opened() as store, progress() as tell:
        if dry_run:
            tell("comparing with the graph")
            prepared = plan_import(store, reading, way)
            fingerprint = things(store, "Organisation").graph["fingerprint"]
        else:
            report, prepared = carry_out_import(
                store, reading, way, by=user(), on_behalf_of=by.strip(), tell=tell
            )
            fingerprint = report.fingerprint
    question = {
        "sources": [str(path) for path in sources],
        "mapping": reading.mapping or None,
        "valid_from": way.day.isoformat(),
        "partial": partial,
        "dry_run": dry_run,
    }
    _show(lang, output, question, fingerprint, reading, prepared, report)


def read_all(sources: Sequence[Path], mapping: str, key: str, way: ImportOptions) -> Reading:
    """Read everything before an engine has to start."""
    from ansvar.graph.imports.importer import known_mappings, read_files

    with progress() as tell:
        return read_files(sources, mapping, known_mappings([MAPPINGS]), way, key=key, tell=tell)


def _show(
    lang: str,
    output: options.Format,
    question: dict[str, Any],
    fingerprint: str,
    reading: Reading,
    prepared: Prepared,
    report: LoadReport | None,
) -> None:
    from ansvar.graph.imports.changes import changes_of

    plan = prepared.plan
    changes = list(changes_of(plan, lang))
    counts = {name: sum(c.change == verb for c in changes) for verb, name in _COUNTS.items()}
    counts["left"] = plan.left
    if output is options.Format.json:
        write_json(
            {"format": "ansvar.import/1", "question": question, "graph": {"fingerprint": fingerprint}}
            | counts
            | ({} if report is None else {"derived": report.derived, "change_set": report.change_set})
            | {
                "records": reading.states,
                "warnings": [_problem_json(problem) for problem in prepared.warnings],
                "left_out": [_problem_json(problem) for problem in prepared.left_out],
                "items": [dataclasses.asdict(change) for change in changes],
            }
        )
        return
    if output is options.Format.csv:
        write_csv(_COLUMNS, [dataclasses.asdict(c) | {"fields": _fields(c)} for c in changes])
        return
    board = console()
    if report is None and not plan.confirms:
        for change in changes:
            board.print(_line(change, lang), style=_STYLES[change.change], soft_wrap=True)
    tell_problems(lang, prepared, whole=report is None)
    outcome = (
        ("import_would_confirm", "import_confirmed") if plan.confirms else ("import_would", "import_done")
    )
    name = outcome[report is not None] if changes else "import_same"
    told = {"mapping": reading.mapping or "-", "day": day_in_words(question["valid_from"], lang)} | counts
    board.print(word(lang, name, **told), soft_wrap=True)


_COUNTS = {"create": "created", "change": "changed", "end": "ended"}


def _line(change: FactChange, lang: str) -> str:
    """Write one change as a line: ``+ post post:a "Leader"``, ``+ post:a reports to post:b``."""
    sort = sort_name(lang, change.kind)
    what = (
        f"{change.key} {sort} {change.receiver}"
        if change.receiver
        else f'{sort} {change.key} "{change.name}"'
    )
    more = {
        "create": f"  {change.valid_from} ..",
        "change": f"  {_fields(change)}",
        "end": f"  .. {change.valid_to}",
    }
    return f"{_SIGNS[change.change]} {what}{more[change.change]}"


def _fields(change: FactChange) -> str:
    shown = {name: pair for name, pair in change.fields.items() if name != "name_nb"}
    return ", ".join(f"{name}: {_value(old)} -> {_value(new)}" for name, (old, new) in shown.items())


def _value(value: Any) -> str:
    return "(none)" if value is None else f'"{value}"' if isinstance(value, str) else str(value)


def tell_problems(lang: str, prepared: Prepared, *, whole: bool) -> None:
    """Write to standard error what is left out, and all warnings or the first ones only."""
    warnings, left_out = ([str(problem) for problem in of] for of in (prepared.warnings, prepared.left_out))
    most = len(warnings) if whole else limits.IMPORT_WARNINGS
    tell_some(lang, "import_warnings", warnings, most, "import_more")
    tell_some(lang, "import_left_out", left_out, len(left_out), "import_more")


def _problem_json(problem: Problem) -> dict[str, Any]:
    told = {
        "file": problem.file, "line": problem.line, "what": problem.message, "then": problem.hint,
        "sheet": problem.sheet, "column": problem.column,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in ("", 0)}
