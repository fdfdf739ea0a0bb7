"""What the page "Ask in Cypher" asks; the other half of `ansvar.dashboard.data`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansvar.dashboard.data import graph
from ansvar.queries.catalogue.statements import ask_freely, run, statements
from ansvar.queries.explore.result import result_picture

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from ansvar.graph.cypher import Statement
    from ansvar.queries.catalogue.statements import Limits, Rows
    from ansvar.queries.explore.asking import Picture


def catalogue() -> Mapping[str, Statement]:
    """Give every statement that only reads; see `ansvar.queries.catalogue.statements.statements`."""
    return statements()


def ask_named(name: str, values: dict[str, Any], limits: Limits) -> Rows:
    """Ask a statement of the catalogue; see `ansvar.queries.catalogue.statements.run`."""
    return run(graph(), name, values, limits)


def ask_text(text: str, on: dt.date, limits: Limits) -> Rows:
    """Ask in Cypher of one's own; see `ansvar.queries.catalogue.statements.ask_freely`."""
    return ask_freely(graph(), text, on, limits)


def ask_picture(
    rows: Sequence[Mapping[str, Any]], types: tuple[str, ...], on: dt.date, lang: str, limit: int
) -> Picture:
    """Draw what an answer names; see `ansvar.queries.explore.result.result_picture`."""
    return result_picture(graph(), rows, types, on, lang, limit)
