"""What the page "History" asks: what changed and what follows from it, and the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard.data import graph, present
from ansvar.graph.journal.answer import journal as read_journal
from ansvar.graph.journal.book import head
from ansvar.queries.changes import changes as find_changes
from ansvar.queries.changes import days as find_days
from ansvar.queries.diff.comparing import compare
from ansvar.queries.diff.picture import take

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from ansvar.dashboard.data import Data
    from ansvar.graph.journal.answer import Journal
    from ansvar.queries.changes import Changes
    from ansvar.queries.diff.answer import Difference

_KEEP = 50  # answers of each kind; these are large


def changes(data: Data, since: dt.date, until: dt.date) -> Changes:
    """Find what came and what went; see `ansvar.queries.changes.changes`."""
    return _changes(data.fingerprint, since, until, data.lang)


def days(data: Data) -> tuple[tuple[str, int, int], ...]:
    """List the days on which something changed; see `ansvar.queries.changes.days`."""
    return _days(data.fingerprint)


def follows(
    data: Data, since: dt.date, until: dt.date, known_at: str, tell: Callable[[str], None]
) -> Difference:
    """Compare two days and find what follows; see `ansvar.queries.diff.comparing.compare`.

    It is not kept here: what tells how far it is draws on the page, and what is kept may not.
    """
    question = {
        "from": since.isoformat(), "to": until.isoformat(), "known_from": known_at, "known_to": known_at,
        "with": [], "instruction": [],
    }  # fmt: skip
    before, after = take(graph(), since, data.lang, tell), take(graph(), until, data.lang, tell)
    return compare(before, after, question, data.lang)


def journal(about: str, limit: int) -> Journal:
    """Read the journal, which the present graph keeps; see `ansvar.graph.journal.answer.journal`."""
    # what is accepted, or taken back, leaves the fingerprint as it was
    return _journal(head(present().read).number, about, limit)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _changes(fingerprint: str, since: dt.date, until: dt.date, lang: str) -> Changes:  # noqa: ARG001
    return find_changes(graph(), since, until, lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _days(fingerprint: str) -> tuple[tuple[str, int, int], ...]:  # noqa: ARG001
    return find_days(graph())


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _journal(number: int, about: str, limit: int) -> Journal:  # noqa: ARG001
    return read_journal(present(), about, limit)
