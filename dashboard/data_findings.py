"""What the pages about coverage and duties ask the graph; the other half of `ansvar.dashboard.data`.

Answers are kept as there: by the graph's fingerprint and the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard.data import graph
from ansvar.queries.coverage.asking import coverage as find_coverage
from ansvar.queries.duties.asking import duties as find_duties

if TYPE_CHECKING:
    import datetime as dt

    from ansvar.dashboard.data import Data
    from ansvar.queries.coverage.answer import Coverage
    from ansvar.queries.coverage.asking import By
    from ansvar.queries.listing import Listing

_KEEP = 50  # answers of each kind; these are large


def coverage(data: Data, by: By) -> Coverage:
    """Ask for the silence map; see `ansvar.queries.coverage.asking.coverage`."""
    return _coverage(data.fingerprint, by, data.on, data.lang)


def duties(data: Data, of: str | None = None) -> Listing:
    """List duties; see `ansvar.queries.duties.asking.duties`."""
    return _duties(data.fingerprint, of, data.on, data.lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _coverage(fingerprint: str, by: By, on: dt.date, lang: str) -> Coverage:  # noqa: ARG001
    return find_coverage(graph(), on, by, lang=lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _duties(fingerprint: str, of: str | None, on: dt.date, lang: str) -> Listing:  # noqa: ARG001
    return find_duties(graph(), of, on, lang)
