"""A load is kept as a whole or leaves nothing, on both engines."""

import pytest
from suite.engines import MARK
from suite.words import WEST, without

from ansvar.graph.content import Edge
from ansvar.graph.cypher import Statement, generated
from ansvar.graph.errors import AnsvarError, EngineError, EngineWriteError
from ansvar.graph.journal import writer
from ansvar.graph.load import loader
from ansvar.graph.load.merge import make_plan

EVERYTHING = Statement(
    name="suite.everything",
    text=f"MATCH (n) WHERE NOT n:{MARK} RETURN count(n) AS nodes",
    params={},
    returns=("nodes",),
)


class PowerCutError(AnsvarError):
    """Stands for whatever may go wrong while a load is under way."""


def nodes(store):
    """Count every node, also those that are no part of the content."""
    return store.read(EVERYTHING)[0]["nodes"]


@pytest.fixture
def fail(monkeypatch):
    """Make the load fail at a place: everything before it has been sent to the engine."""

    def at(place):
        if place == "a bad edge row":
            bad = Edge(
                "HOLDS", "person:contact", "post:contact", {"valid_from": {"no": "scalar"}, "nested": [[{}]]}
            )
            real = make_plan

            def spoilt(*args, **settings):
                plan = real(*args, **settings)
                plan.add(None, bad)
                return plan

            monkeypatch.setattr(loader, "make_plan", spoilt)
        elif place == "a key twice":
            twice = generated("suite.twice", "CREATE (:Entity {key: 'dept:care'})", {})
            for name in ("derive", "update"):
                real_derive = getattr(writer, name)

                def derive(tx, *args, real=real_derive):
                    tx.run(twice)
                    return real(tx, *args)

                monkeypatch.setattr(writer, name, derive)
        elif place == "after everything is written":

            def cut(*_):
                raise PowerCutError(message="the power was cut")

            monkeypatch.setattr(writer, "derived_now", cut)

    return at


PLACES = ["a bad edge row", "a key twice", "after everything is written"]


@pytest.mark.parametrize("place", PLACES)
def test_a_first_load_that_fails_late_leaves_an_empty_graph(store, org, fail, place):
    fail(place)

    with pytest.raises((EngineError, PowerCutError)):
        org(*WEST)

    assert nodes(store) == 0


@pytest.mark.parametrize("place", PLACES)
def test_a_later_load_that_fails_late_leaves_the_graph_as_it_was(bench, org, fail, place):
    """Changed, ended and new facts of the failed load are all gone again, and so are its derived edges."""
    org(*WEST)
    before = (bench.fingerprint(), nodes(bench.store))
    fail(place)

    with pytest.raises((EngineError, PowerCutError)):
        org(*without(WEST, "centre:a in region:r"), "centre:b in region:r", "office:west code WEST")

    assert (bench.fingerprint(), nodes(bench.store)) == before


def test_a_broken_constraint_leaves_nothing_written(store, org, fail):
    """A broken constraint is told as a write that left nothing."""
    fail("a key twice")

    with pytest.raises(EngineWriteError) as caught:
        org(*WEST)

    assert caught.value.exit_code == 4
    assert "left nothing behind" in str(caught.value)


def test_after_a_failed_load_the_same_load_succeeds(bench, org, fail, monkeypatch):
    """Nothing of the failed one is in its way."""
    fail("after everything is written")
    with pytest.raises(PowerCutError):
        org(*WEST)
    monkeypatch.undo()

    report = org(*WEST)

    assert report.left == 0
    assert bench.fingerprint() == report.fingerprint
