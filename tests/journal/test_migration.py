"""A graph that an earlier version wrote is brought up to date, in one change set of its own."""

from suite.routes import ask, keys
from suite.words import WEST

from ansvar.graph.journal import book
from ansvar.graph.journal.migration import migrate
from ansvar.graph.journal.past import content_at
from ansvar.graph.load import reader


def test_whom_instructions_bind_is_added(store, org, monkeypatch):
    """Earlier versions did not tell it; of the past it is told too."""
    with monkeypatch.context() as before:
        before.setattr(reader, "add_bindings", lambda *_: None)
        before.setattr(book, "FORM", 1)
        org(*WEST)
    (first,) = book.change_sets(store.read)
    assert book.head(store.read).earlier
    assert ask(store, "centre:a", "noise", "case").status == "not_applicable"

    assert migrate(store)

    assert not book.head(store.read).earlier
    newest, _ = book.change_sets(store.read)
    assert (newest.verb, newest.created) == ("migrate", 1)
    assert keys(ask(store, "centre:a", "noise", "case"))[0] == "post:contact"
    assert [e.receiver for e in content_at(store, first).edges if e.type == "BINDS"] == ["organisation:t"]
    assert not migrate(store)
