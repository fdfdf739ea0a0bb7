"""The one module that asks the graph: every fact on every page comes through here.

The graph is opened once for all users.  Answers are kept by the graph's fingerprint and the
question, so a change of the graph is seen at the next click.  Questions go to `graph`, which is the
present one or, while `ansvar.dashboard.past` says so, one of the past; what writes goes to `present`.

A new question is a cached function below, whose first argument is the fingerprint, and a method of
`Data` that fills in language and day.
Engine errors pass through: the shell shows them.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.graph.engine import open_store, settings_from
from ansvar.graph.journal.account import user
from ansvar.graph.journal.book import head
from ansvar.graph.load.migration import migrate
from ansvar.graph.schema.model import edge_kinds
from ansvar.queries.catalogue.asking import clauses, thing, things
from ansvar.queries.explore.asking import Branch, Picture, Start, branches, ego, size, state
from ansvar.queries.explore.asking import starts as find_starts
from ansvar.queries.explore.overview import Overview, overview
from ansvar.queries.trace import trace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from ansvar.graph.store import Store
    from ansvar.queries.listing import Listing
    from ansvar.queries.trace import Route

_KEEP = 500  # answers of each kind
_EDGES = 100  # of one type at a thing; more cannot be read


WRITTEN = "written"
"""In the session: number of the change set that was written right before, until a page has shown it."""

_ASKED: ContextVar[Store | None] = ContextVar("asked", default=None)


@st.cache_resource(show_spinner=False, on_release=lambda store: store.close())
def present() -> Store:
    """Open the graph that the settings name; the embedded engine is started when it does not run."""
    store = open_store(settings_from())
    try:
        check_remembered(store)
    except BaseException:
        store.close()
        raise
    return store


def check_remembered(store: Store) -> None:
    """Compare a graph with what this installation remembers of it; see `ansvar.graph.journal.manifest`."""
    now = store.manifest.check(store.read) if store.manifest is not None else head(store.read)
    if now.earlier:
        migrate(store, by=user())


def note_written() -> None:
    """Keep for this session which change set was written last, in case the graph is lost now."""
    written = present().written
    if written:
        st.session_state[WRITTEN] = written[-1]


def graph() -> Store:
    """Give the graph that is asked."""
    return _ASKED.get() or present()


@contextmanager
def asking(store: Store) -> Iterator[None]:
    """Have every question in this thread asked of another graph than the present one."""
    before = _ASKED.set(store)
    try:
        yield
    finally:
        _ASKED.reset(before)


def forget_graph() -> None:
    """Let go of the present graph, so that the next question opens it anew."""
    present.clear()


def graph_state() -> dict[str, str]:
    """Ask for the fingerprint and the time of the last change; empty texts for an empty graph."""
    return state(graph())


@dataclass(frozen=True)
class Data:
    """Answers in one language for one day.

    Attributes
    ----------
    fingerprint : str
        The state of the graph that the answers belong to.
    moment : str
        When it was known, for what the fingerprint does not tell: acceptances; empty for now.
    """

    fingerprint: str
    lang: str
    on: dt.date
    moment: str = ""

    def things(self, kind: str) -> Listing:
        """List the things of a kind; see `ansvar.queries.catalogue.asking.things`."""
        return _things(self.fingerprint, kind, self.on, self.lang)

    def thing(self, key: str) -> Listing:
        """Show a thing and the first edges of each type; see `ansvar.queries.catalogue.asking.thing`."""
        return _thing(self.fingerprint, key, self.on, self.lang)

    def clauses(self) -> Listing:
        """List the clauses with what each created; see `ansvar.queries.catalogue.asking.clauses`."""
        return _clauses(self.fingerprint, self.on, self.lang)

    def starts(self, text: str, most: int) -> tuple[Start, ...]:
        """Find who can ask; see `ansvar.queries.explore.asking.starts`."""
        return _starts(self.fingerprint, text, most, self.on, self.lang)

    def size(self) -> int:
        """Count units, posts and people; see `ansvar.queries.explore.asking.size`."""
        return _size(self.fingerprint)

    def branches(self, unit: str) -> tuple[Branch, ...]:
        """List what lies under a unit; see `ansvar.queries.explore.asking.branches`."""
        return _branches(self.fingerprint, unit, self.on, self.lang)

    def ego(
        self,
        keys: tuple[str, ...],
        types: tuple[str, ...],
        themes: tuple[str, ...] = (),
        depth: int = 1,
        also: tuple[str, ...] = (),
        hidden: tuple[str, ...] = (),
        limit: int = 80,
        *,
        aside: bool = False,
    ) -> Picture:
        """Draw what is near some things; see `ansvar.queries.explore.asking.ego`."""
        return _ego(
            self.fingerprint, keys, types, themes, depth, also, hidden, limit, aside, self.on, self.lang
        )

    def overview(self, limit: int) -> Overview:
        """Draw all units; see `ansvar.queries.explore.overview.overview`."""
        return _overview(self.fingerprint, limit, self.on, self.lang)

    def route(self, start: str, theme: str, matter: str) -> Route:
        """Find whom `start` turns to; see `ansvar.queries.trace.trace`."""
        return _route(self.fingerprint, start, theme, matter, self.on, self.lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _things(fingerprint: str, kind: str, on: dt.date, lang: str) -> Listing:  # noqa: ARG001
    return things(graph(), kind, on, lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _thing(fingerprint: str, key: str, on: dt.date, lang: str) -> Listing:  # noqa: ARG001
    return thing(graph(), key, on, lang, _EDGES)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _clauses(fingerprint: str, on: dt.date, lang: str) -> Listing:  # noqa: ARG001
    return clauses(graph(), on, lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _route(fingerprint: str, start: str, theme: str, matter: str, on: dt.date, lang: str) -> Route:  # noqa: ARG001
    return trace(graph(), start, theme, matter, on, lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _starts(fingerprint: str, text: str, most: int, on: dt.date, lang: str) -> tuple[Start, ...]:  # noqa: ARG001
    return find_starts(graph(), on, lang, text, most)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _size(fingerprint: str) -> int:  # noqa: ARG001
    return size(graph())


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _branches(fingerprint: str, unit: str, on: dt.date, lang: str) -> tuple[Branch, ...]:  # noqa: ARG001
    return branches(graph(), unit, on, lang)


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _ego(
    fingerprint: str,  # noqa: ARG001
    keys: tuple[str, ...],
    types: tuple[str, ...],
    themes: tuple[str, ...],
    depth: int,
    also: tuple[str, ...],
    hidden: tuple[str, ...],
    limit: int,
    aside: bool,  # noqa: FBT001
    on: dt.date,
    lang: str,
) -> Picture:
    return ego(
        graph(), keys, types, on,
        lang=lang, themes=themes, depth=depth, also=also, hidden=hidden, limit=limit, aside=aside,
    )  # fmt: skip


@st.cache_data(max_entries=_KEEP, show_spinner=False)
def _overview(fingerprint: str, limit: int, on: dt.date, lang: str) -> Overview:  # noqa: ARG001
    return overview(graph(), on, lang, limit)


def edge_layers() -> dict[str, str]:
    """Give each edge type of the schema with its layer: norm, organisation or derived."""
    return {name: kind.layer for name, kind in edge_kinds().items()}
