"""Answers as tables that leave the browser: CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows as CSV in UTF-8 with a byte order mark, as spreadsheets want it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(row.get(column)) for column in columns])
    return buffer.getvalue().encode("utf-8-sig")


def harmless(value: Any) -> str:
    """Give a value as text for one cell of a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        text = "; ".join(harmless(item) for item in value)
    elif isinstance(value, dict):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    else:
        text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_button(label: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str) -> None:
    """Draw a button that gives the rows to the user as a file."""
    st.download_button(
        label,
        csv_bytes(columns, rows),
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"download-{name}",
        on_click="ignore",
    )
