"""The project's own sheets, as `ansvar template` makes them, filled: CSV files or one workbook.

A sheet has one row for each thing, so what a thing is tied to is that of one day; who holds, deputises, is
away or a member has rows of its own with all periods.  Instructions have no sheets; no cell is a formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansvar.graph.cells import csv_text, workbook
from ansvar.graph.export.options import (
    ExportOptions,
    Files,
    Ties,
    end_of,
    is_a,
    lasting,
    sorted_nodes,
    without_place,
)
from ansvar.graph.imports.starter import sheets
from ansvar.graph.load.fields import earlier_of
from ansvar.graph.load.organisation import POST_LINKS, UNIT_LINKS
from ansvar.graph.schema.fields import dated_of, fields_of, section_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.content import Content, Edge, Node
    from ansvar.graph.schema.fields import Field

Row = dict[str, Any]

_OF_DAY = {field: edge_type for field, edge_type, _ in (*UNIT_LINKS, *POST_LINKS)}
_DATED = ("HOLDS", "MEMBER_OF", "DEPUTISES_FOR", "ABSENT_FROM")


def as_csv(content: Content, asked: ExportOptions) -> Files:
    """Write one CSV file for each sheet that has rows."""
    mark = "\ufeff"  # tells spreadsheet programs that it is UTF-8
    return {
        f"{name}.csv": (mark + csv_text(columns, rows)).encode()
        for name, (columns, rows) in _filled(content, asked).items()
    }


def as_xlsx(content: Content, asked: ExportOptions) -> Files:
    """Write one workbook with the same sheets; numbers are numbers, all else is text."""
    return {"organisation.xlsx": workbook(_filled(content, asked))}


def not_in_sheets(content: Content, asked: ExportOptions) -> list[str]:
    """Tell by type how many facts have no place in the sheets."""
    return without_place(content, lambda e: not (e.period if e.type in _DATED else asked.holds(e)))


def _filled(content: Content, asked: ExportOptions) -> dict[str, tuple[list[str], list[Row]]]:
    """Give the columns and rows of every sheet that has any; an empty one of units when none has."""
    made = _Sheets(content, asked)
    titles = {name: columns for name, (columns, _) in sheets().items()}
    rows = {name: list(getattr(made, name)()) for name in titles}
    there = [name for name in titles if rows[name]] or ["units"]
    return {name: (titles[name], rows[name]) for name in there}


class _Sheets:
    """One method for each sheet, of the same name."""

    def __init__(self, content: Content, asked: ExportOptions) -> None:
        self.content = lasting(content)
        self.ties = Ties(self.content)
        self.asked = asked

    def organisation(self) -> Iterator[Row]:
        for node in sorted_nodes(self.content, "Organisation"):
            yield {"key": node.key, "name": self.asked.name(node)}

    def units(self) -> Iterator[Row]:
        for node in sorted_nodes(self.content, "Unit"):
            if node.label != "ReceptionCentre":
                yield self._thing(node) | {"kind": node.label}

    def centres(self) -> Iterator[Row]:
        yield from map(self._thing, sorted_nodes(self.content, "ReceptionCentre"))

    def posts(self) -> Iterator[Row]:
        yield from map(self._thing, sorted_nodes(self.content, "Post"))

    def people(self) -> Iterator[Row]:
        for node in sorted_nodes(self.content, "Person"):
            if not node.props.get("undisclosed"):
                yield self._thing(node)

    def holders(self) -> Iterator[Row]:
        for edge in self._dated("HOLDS"):
            who = self.content.nodes[edge.giver]
            hidden = who.props.get("undisclosed")
            yield _period(edge) | {
                "post": edge.receiver,
                "person": "undisclosed" if hidden else edge.giver,
                "name": None if hidden else who.props["name_nb"],
                "confirmed": edge.props.get("confirmed"),
            }

    def memberships(self) -> Iterator[Row]:
        for edge in self._dated("MEMBER_OF"):
            behalf = edge.props.get("on_behalf_of")
            yield _period(edge) | {"post": edge.giver, "network": edge.receiver, "on_behalf_of": behalf}

    def deputies(self) -> Iterator[Row]:
        for edge in self._dated("DEPUTISES_FOR"):
            end = "deputy_post" if is_a(self.content.nodes[edge.giver], "Post") else "person"
            yield _period(edge) | {"post": edge.receiver, end: edge.giver}

    def absences(self) -> Iterator[Row]:
        for edge in self._dated("ABSENT_FROM"):
            why = {name: edge.props.get(name) for name in ("reason_nb", "reason_en")}
            yield _period(edge) | {"post": edge.receiver, "person": edge.giver} | why

    def earlier(self) -> Iterator[Row]:
        for node in sorted_nodes(self.content):
            section = section_of(node.label)
            fields = {field.key: field for field in dated_of(section)}
            for said in earlier_of(node.props, section) if section != "organisation" else ():
                until = said.pop("until").isoformat()
                for name, value in said.items():
                    for column, cell in _cells_of(fields[name], value).items():
                        of = {"sheet": section, "key": node.key, "until": until}
                        yield of | {"field": column, "value": cell}

    def _dated(self, edge_type: str) -> list[Edge]:
        return sorted(
            (edge for edge in self.content.edges if edge.type == edge_type),
            key=lambda edge: (edge.receiver, str(edge.props["valid_from"]), edge.giver),
        )

    def _thing(self, node: Node) -> Row:
        row: Row = {"key": node.key}
        for field in fields_of(section_of(node.label)).values():
            row |= _cells(field, node.props, self.asked.lang)
        row |= {
            title: [e.receiver for e in self.ties.of(node.key, edge_type) if self.asked.holds(e)] or None
            for title, edge_type in _OF_DAY.items()
        }
        return row | _period(node)


def _cells(field: Field, props: dict[str, Any], lang: str) -> Row:
    """Give the cells of a field by the title of their column."""
    values = {told: props.get(name) for name, told in field.properties.items()}
    columns = list(field.columns)
    if field.per_language:  # the column for both is for those who fill in sheets
        return dict(zip(columns[1:], values.values(), strict=True))
    value = values.get(lang, values.get(""))
    if field.type == "flag":
        value = "true" if value else None
    return dict.fromkeys(columns, value)


def _cells_of(field: Field, value: Any) -> Row:
    """Give an earlier value by the column that it would stand in."""
    one, *spoken = field.columns
    return dict(zip(spoken, value.values(), strict=True)) if spoken and value else {one: value}


def _period(thing: Node | Edge) -> Row:
    return {"from": thing.props["valid_from"], "to": end_of(thing)}
