"""What the pages about gaps, coverage, duties and history ask the graph; the other half of `dashboard.data`.

Answers are kept as there: by the graph's fingerprint and the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.data import graph
from queries.changes import changes as find_changes
from queries.changes import days as find_days
from queries.coverage.asking import coverage as find_coverage
from queries.duties.asking import duties as find_duties

if TYPE_CHECKING:
    import datetime as dt

    from dashboard.data import Data
    from queries.changes import Changes
    from queries.coverage.answer import Coverage
    from queries.coverage.asking import By
    from queries.listing import Listing

_KEEP = 50  # answers of each kind; these are large


def coverage(data: Data, by: By) -> Coverage:
    """Ask for the silence map; see `queries.coverage.asking.coverage`."""
    return _coverage(data.fingerprint, by, data.on, data.lang)


def duties(data: Data, of: str | None = None) -> Listing:
    """List duties; see `queries.duties.asking.duties`."""
    return _duties(data.fingerprint, of, data.on, data.lang)


def changes(data: Data, since: dt.date, until: dt.date) -> Changes:
    """Find what came and what went; see `queries.changes.changes`."""
    return _changes(data.fingerprint, since, until, data.lang)


def days(data: Data) -> tuple[tuple[str, int, int], ...]:
    """List the days on which something changed; see `queries.changes.days`."""
    return _days(data.fingerprint)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _coverage(fingerprint: str, by: By, on: dt.date, lang: str) -> Coverage:  # noqa: ARG001
    return find_coverage(graph(), on, by, lang=lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _duties(fingerprint: str, of: str | None, on: dt.date, lang: str) -> Listing:  # noqa: ARG001
    return find_duties(graph(), of, on, lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _changes(fingerprint: str, since: dt.date, until: dt.date, lang: str) -> Changes:  # noqa: ARG001
    return find_changes(graph(), since, until, lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _days(fingerprint: str) -> tuple[tuple[str, int, int], ...]:  # noqa: ARG001
    return find_days(graph())
