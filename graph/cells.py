"""One value as the text of one cell: for CSV that any spreadsheet may open, and for plain tables.

No cell steers whoever reads it: neither as a formula, nor as `ansvar.graph.characters` knows it.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
