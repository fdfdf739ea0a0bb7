"""Answers as tables that leave the browser: CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from queries.cells import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows as CSV in UTF-8 with a byte order mark, as spreadsheets want it."""
    return csv_text(columns, rows, whole=True).encode("utf-8-sig")


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
