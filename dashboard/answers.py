"""The one module that asks the graph: every fact on every page comes through `ask`.

The graph is opened once for all users.  Answers are kept by the state of the graph and the question,
so a change of the graph is seen at the next click.  Questions go to `graph`, which is the present one
or, while `ask_of` says so, another one, such as one of the past; what writes goes to `write`.

A page asks any function of `queries` through `Ctx.ask`; nothing is written here for a new question.
Engine errors pass through: the shell shows them.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from ansvar.graph.engine import bring_up_to_date, open_store, settings_from
from ansvar.graph.journal.actor import user
from ansvar.queries.catalogue.query import thing
from ansvar.queries.explore.query import state
from ansvar.queries.gaps.query import gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ansvar.graph.store import Store

P = ParamSpec("P")
R = TypeVar("R")

_MOST: dict[Any, int] = {thing: 500}  # many on one page, and small
_OF_OTHERS = 50  # answers of each other query; some are large
_SECONDS: dict[Any, float] = {gaps: 60}  # a rule file of the user's changes without the graph

WRITTEN = "written"
"""In the session: number of the change set that was written right before, until a page has shown it."""

_ASKED: ContextVar[Store | None] = ContextVar("asked", default=None)


@st.cache_resource(show_spinner=False, on_release=lambda store: store.close())
def present() -> Store:
    """Open the graph that the settings name; the embedded engine is started when it does not run."""
    store = open_store(settings_from())
    try:
        bring_up_to_date(store, user())
    except BaseException:
        store.close()
        raise
    return store


def forget_graph() -> None:
    """Let go of the present graph, so that the next question opens it anew."""
    present.clear()


def graph() -> Store:
    """Give the graph that is asked."""
    return _ASKED.get() or present()


@contextmanager
def ask_of(store: Store) -> Iterator[None]:
    """Have every question in this thread asked of another graph."""
    before = _ASKED.set(store)
    try:
        yield
    finally:
        _ASKED.reset(before)


def graph_state() -> dict[str, str]:
    """Ask for the fingerprint, the time of the last change and the number of the newest change set.

    Empty texts for an empty graph.
    """
    return state(graph())


def state_text(moment: str = "") -> str:
    """Give the state as one text, for `ask`; the moment tells apart what was accepted by then."""
    return " ".join((*graph_state().values(), moment)).strip()


def ask(known: str, query: Callable[Concatenate[Store, P], R], *args: P.args, **more: P.kwargs) -> R:
    """Ask a query of the graph, or give the answer that is kept.

    Parameters
    ----------
    known : str
        The state of the graph, as `state_text` gives it.
    query : callable
        A function of `queries`; it is given the graph and the rest.
    """
    return _kept(query)(known, *args, **more)  # type: ignore[no-any-return]


@cache
def _kept(query: Callable[..., Any]) -> Callable[..., Any]:
    def answer(known: str, *args: Any, **more: Any) -> Any:  # noqa: ARG001
        return query(graph(), *args, **more)

    answer.__qualname__ = f"{query.__module__}.{query.__qualname__}"  # answers of each are kept by this name
    keep = st.cache_data(
        max_entries=_MOST.get(query, _OF_OTHERS), ttl=_SECONDS.get(query), show_spinner=False
    )
    return keep(answer)


def write(work: Callable[Concatenate[Store, P], R], *args: P.args, **more: P.kwargs) -> R:
    """Write to the present graph; what was written is noted, in case the graph is lost now."""
    store = present()
    before = len(store.written)
    done = work(store, *args, **more)
    if len(store.written) > before:
        st.session_state[WRITTEN] = store.written[-1]
    return done
