"""Answers as tables: sentences that are read and printed, and CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard.limits import TABLE_ROWS
from ansvar.dashboard.markdown import plain
from ansvar.graph.cells import csv_text
from ansvar.graph.characters import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows as CSV in UTF-8 with a byte order mark, as spreadsheets want it."""
    return csv_text(columns, rows, whole=True).encode("utf-8-sig")


def text_table(headings: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> None:
    """Draw rows of sentences so that all of each is seen; many rows in a table that scrolls and sorts.

    Parameters
    ----------
    name : str
        What the table is, for a screen reader.
    """
    if len(rows) > TABLE_ROWS:
        told = [dict(zip(headings, row, strict=True)) for row in rows]
        data_table(told, alt=name)
        return
    written = [dict(zip(headings, map(plain, row), strict=True)) for row in rows]
    st.table(written, hide_index=True, border="horizontal", alt=name)


def data_table(rows: Iterable[Mapping[str, Any]], **options: Any) -> None:
    """Draw rows as a table that scrolls and sorts; a text in it turns nothing around.

    Parameters
    ----------
    options
        As `streamlit.dataframe` takes them.
    """
    shown = [
        {harmless(name): harmless(value) if isinstance(value, str) else value for name, value in row.items()}
        for row in rows
    ]
    st.dataframe(shown, hide_index=True, **options)


def choice_table(
    key: str,
    rows: Iterable[Mapping[str, Any]],
    ids: Sequence[str],
    chosen: str,
    alt: str,
    pick: Callable[[str], None],
) -> None:
    """Draw a table of which one row can be chosen.

    Parameters
    ----------
    ids : sequence of str
        What each row stands for.
    chosen : str
        Of which the row is shown as chosen, wherever that was done.
    pick : callable
        Told what was chosen; the empty text when a choice was taken back.
    """

    def picked() -> None:
        at = st.session_state[key]["selection"]["rows"]
        pick(ids[at[0]] if at and at[0] < len(ids) else "")

    st.session_state[key] = {"selection": {"rows": [ids.index(chosen)] if chosen in ids else []}}
    data_table(rows, key=key, on_select=picked, selection_mode="single-row", alt=alt)


def csv_button(label: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str) -> None:
    """Draw a button that gives the rows to the user as a file."""
    file_button(label, csv_bytes(columns, rows), f"{name}.csv", "text/csv", f"download-{name}")


def file_button(
    label: str, content: bytes | Callable[[], str | bytes], name: str, mime: str, key: str
) -> None:
    """Draw a button that gives the user a file, made at once or when it is asked for."""
    st.download_button(label, content, name, mime, icon=":material/download:", key=key, on_click="ignore")
