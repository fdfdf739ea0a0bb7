"""What an import of files would do to a graph that is held in memory; no engine is needed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.worksheet import Worksheet

from ansvar.graph.content import Content
from ansvar.graph.imports.importer import ImportOptions, choose_mapping, known_mappings, prepare, read_with
from ansvar.graph.imports.sources import read_sources
from suite.engines import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from ansvar.graph.content.plan import Plan
    from ansvar.graph.errors import Problem
    from ansvar.graph.imports.mapping import MappingFile

MAPPINGS = SEED / "mappings"

HEADER = "Position,Title,Unit,Name,Since,Share"
MAPPING: dict[str, Any] = {
    "format": "ansvar.mapping/1",
    "name": "extract",
    "title": {"nb": "Uttrekk", "en": "Extract"},
    "organisation": {"key": "works"},
    "words": {"vacant": ["vacant"], "unknown": [""]},
    "sources": {
        "rows": {
            "columns": {name: [name] for name in HEADER.split(",")},
            "optional": ["Since", "Share"],
            "state": "{Name}",
            "units": [{"key": "unit:{Unit|slug}", "kind": "Section", "name": "{Unit}"}],
            "posts": [
                {
                    "key": "post:{Position|id}",
                    "name": "{Title}",
                    "unit": "unit:{Unit|slug}",
                    "fte": "{Share|number}",
                    "sum": ["fte"],
                    "holders": {"person": "person:{Name|slug}", "name": "{Name}", "from": "{Since|date}"},
                }
            ],
        }
    },
}
"""Reads one table of posts, whose columns are those of HEADER."""


def sheet_of(book: Workbook) -> Worksheet:
    """Give the sheet that a new workbook begins with."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


@cache
def _known() -> list[MappingFile]:
    return known_mappings([MAPPINGS])


@dataclass
class Done:
    """What an import does to a graph, and the graph afterwards."""

    plan: Plan
    warnings: tuple[Problem, ...]
    left_out: tuple[Problem, ...]
    states: dict[str, int]
    mapping: str
    after: Content

    def nodes(self, label: str, **wanted: Any) -> set[str]:
        """Give the keys of nodes with a label and properties."""
        return {
            key
            for key, node in self.after.nodes.items()
            if node.label == label and all(node.props.get(name) == value for name, value in wanted.items())
        }

    def edges(self, edge_type: str) -> set[tuple[str, ...]]:
        """Give ``(giver, receiver, from, to)`` of the edges of a type; an open end is empty."""
        return {
            (e.giver, e.receiver, e.props["valid_from"], e.props["valid_to"].replace("9999-12-31", ""))
            for e in self.after.edges
            if e.type == edge_type
        }


def bring(
    *paths: Path, day: str = "2018-01-01", mapping: str = "", before: Content | None = None, **how: Any
) -> Done:
    """Import into a graph that is held in memory."""
    way = ImportOptions(
        dt.date.fromisoformat(day),
        **{k: v for k, v in how.items() if k != "key"},
    )
    sources = read_sources(list(paths))
    chosen = choose_mapping(mapping, sources, _known()) if sources.tables else None
    reading = read_with(sources, chosen, way, key=how.get("key", ""))
    current = before or Content()
    made = prepare(reading, current, way)
    after = made.plan.applied_to(current)
    return Done(made.plan, made.warnings, made.left_out, reading.states, reading.mapping, after)
