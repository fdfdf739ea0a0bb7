"""Values as cells: of CSV that any spreadsheet may open, of workbooks, and of plain tables.

No cell steers whoever reads it: neither as a formula, nor as `ansvar.graph.characters` knows it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FORBIDDEN = re.compile("[\ufffe\uffff]")  # by XML; it forbids some of what harms too
_LONGEST = 32_000  # a cell of a workbook holds 32,767 characters
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any, *, whole: bool = False) -> str:
    """Give a value as text that no spreadsheet takes for a formula.

    Parameters
    ----------
    whole : bool
        True to write out all of a map that has a key; otherwise its key stands for it.
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        text = "; ".join(cell(item, whole=whole) for item in value)
    elif isinstance(value, dict):
        key = None if whole else value.get("key")
        text = str(key or json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    else:
        text = str(value)
    text = harmless(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def bare(text: str) -> str:
    """Take the mark away again that `cell` set before a text, when a sheet of ours is read."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) and text[-1] != "'" else text


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, whole: bool = False) -> str:
    """Write rows as CSV with a header line, each cell as `cell` gives it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([cell(column) for column in columns])
    for row in rows:
        writer.writerow([cell(row.get(column), whole=whole) for column in columns])
    return buffer.getvalue()


def workbook(sheets: Mapping[str, tuple[Sequence[str], Iterable[Mapping[str, Any]]]]) -> bytes:
    """Write columns and rows of each sheet as one workbook; numbers are numbers, all else is text."""
    from openpyxl import Workbook  # noqa: PLC0415  (takes a while; only for this)
    from openpyxl.styles import Font  # noqa: PLC0415  (as above)

    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(name)
        for at, title in enumerate(columns, 1):
            head = sheet.cell(1, at, title)
            head.font = Font(bold=True)
            sheet.column_dimensions[head.column_letter].width = max(12, len(title) + 4)
        for line, row in enumerate(rows, 2):
            for at, title in enumerate(columns, 1):
                fill(sheet.cell(line, at), row.get(title))
        sheet.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def fill(place: Any, value: Any, between: str = "; ") -> None:
    """Write a value into a cell of a workbook: a number as such, all else as text that is not worked out."""
    if value is None:
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        place.value = value
        return
    text = between.join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    place.value = _FORBIDDEN.sub("\ufffd", harmless(text))[:_LONGEST]
    place.data_type = "s"  # also where it begins with = : never worked out
    place.quotePrefix = True
