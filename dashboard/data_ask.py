"""What the page "Ask in Cypher" and the page for files ask; the other half of `dashboard.data`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.data import graph
from graph.load.loading import load_files, plan_files
from queries.catalogue.statements import ask_freely, run, statements
from queries.explore.result import result_picture

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from graph.cypher import Statement
    from graph.load.loading import LoadReport
    from graph.load.plan import Plan
    from queries.catalogue.statements import Limits, Rows
    from queries.explore.asking import Picture


def catalogue() -> Mapping[str, Statement]:
    """Give every statement that only reads; see `queries.catalogue.statements.statements`."""
    return statements()


def ask_named(name: str, values: dict[str, Any], limits: Limits) -> Rows:
    """Ask a statement of the catalogue; see `queries.catalogue.statements.run`."""
    return run(graph(), name, values, limits)


def ask_text(text: str, on: dt.date, limits: Limits) -> Rows:
    """Ask in Cypher of one's own; see `queries.catalogue.statements.ask_freely`."""
    return ask_freely(graph(), text, on, limits)


def ask_picture(
    rows: Sequence[Mapping[str, Any]], types: tuple[str, ...], on: dt.date, lang: str, limit: int
) -> Picture:
    """Draw what an answer names; see `queries.explore.result.result_picture`."""
    return result_picture(graph(), rows, types, on, lang, limit)


def plan(paths: Sequence[Path], ended_on: dt.date) -> Plan:
    """Find out what loading files would do; see `graph.load.loading.plan_files`."""
    return plan_files(graph(), paths, ended_on=ended_on)


def apply(paths: Sequence[Path], ended_on: dt.date, tell: Callable[[str], None]) -> LoadReport:
    """Load files; see `graph.load.loading.load_files`."""
    return load_files(graph(), paths, ended_on=ended_on, tell=tell)
