"""A graph that is gone or shorter is said on every page, and nothing is offered that would write over it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
import streamlit as st
from suite.engines import EXAMPLE

from ansvar.dashboard.views import PAGES
from ansvar.graph.errors import EngineUnreachableError, LostWriteError, UncertainWriteError
from ansvar.graph.journal.actor import user
from ansvar.graph.journal.book import change_sets, head
from ansvar.queries.gaps.query import gaps


@pytest.fixture
def shorter(bench):
    """Give the example, of which more is remembered than there is."""
    store = bench.filled("seed", EXAMPLE)
    manifest = bench.manifest()
    manifest.remember(dataclasses.replace(head(store.read), number=99))
    yield store
    manifest.file.unlink()


def texts(at):
    return " ".join(m.value for m in (*at.error, *at.markdown)).replace("\\", "")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_that_the_graph_is_shorter(name, shorter, page):
    at = page(name)

    assert not at.exception
    assert "This is not the same graph as before." in at.error[0].value
    told = texts(at)
    assert "Remembered: change set 99 of " in told
    assert "In the engine now: only change set 1 of " in told
    assert "ansvar engine forget" in told
    assert [b.label for b in at.button] == ["Try again"]


def test_an_emptied_graph_is_not_offered_the_example(bench, page):
    store = bench.filled("seed", EXAMPLE)
    assert page("turn_to").title[0].value == "Who do I turn to?"
    file = bench.manifest().file
    remembered = file.read_text(encoding="utf-8")
    bench.empty()
    file.write_text(remembered, encoding="utf-8")

    at = page("turn_to", lang="nb")

    assert "I motoren nå: ingenting." in texts(at)
    assert [b.label for b in at.button] == ["Prøv igjen"]
    assert change_sets(store.read) == ()
    file.unlink()
    assert page("turn_to").title[0].value == "The graph is empty"


@pytest.mark.slow
def test_the_account_accepts_on_behalf_of_the_typed_name(store, bench, page, monkeypatch):
    """Who accepts is the account on behalf of the name that was typed."""
    monkeypatch.setenv("ANSVAR_DASHBOARD_WRITE", "1")
    bench.filled("seed", EXAMPLE)
    finding = gaps(store, dt.date(2018, 6, 1)).findings[0]
    at = page("gaps", finding=finding.id, group="severity")
    next(t for t in at.text_input if t.label == "Who answers for it").set_value("Kari")
    next(t for t in at.text_input if t.label.startswith("Reason")).set_value("soon")
    at = next(b for b in at.button if b.label == "Accept the finding").click().run()

    assert not at.exception
    entry = change_sets(store.read)[0]
    assert (entry.verb, entry.by, entry.on_behalf_of) == ("accept", user(), "Kari")
    told = texts(at)
    assert f"Accepted by {user()} on behalf of Kari, open again from" in told
    assert ": soon" in told
    bench.empty()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EngineUnreachableError("no engine", "Start it."), "The graph is not answering just now."),
        (LostWriteError("bolt://x"), "Nothing was written."),
        (
            UncertainWriteError("bolt://x", EngineUnreachableError("gone")),
            "it is not known whether it was written",
        ),
    ],
)
def test_a_lost_engine_says_what_became_of_the_write(error, told, example, page, monkeypatch):
    from ansvar.dashboard import answers

    def lost():
        raise error

    monkeypatch.setattr(answers, "graph_state", lost)

    at = page("turn_to")

    assert told in at.error[0].value
    assert not at.success


def test_a_write_is_told_though_the_engine_is_lost_after(example, page, monkeypatch):
    """An engine that is lost right after a write leaves the write told."""
    from ansvar.dashboard import answers
    from ansvar.dashboard.answers import WRITTEN

    def lost():
        st.session_state[WRITTEN] = 7
        message = "no engine"
        raise EngineUnreachableError(message, "Start it.")

    monkeypatch.setattr(answers, "graph_state", lost)

    at = page("turn_to")

    assert at.success[0].value == "Written as change set 7, which stands. Then the graph stopped answering."
