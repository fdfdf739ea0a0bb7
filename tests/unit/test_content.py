"""The fingerprint: one name for one content, whatever the engine, the order or the time."""

import copy
import hashlib
import subprocess
import sys

from hypothesis import assume, given
from hypothesis import strategies as st
from suite.engines import ROOT

from ansvar.graph.content import Content, Edge, Node, Tally

KEYS = ["a", "b", "ø"]
VALUES = st.one_of(
    st.text(max_size=3), st.booleans(), st.integers(-3, 3), st.lists(st.text(max_size=2), max_size=3)
)
PROPS = st.dictionaries(st.sampled_from(["code", "places", "themes"]), VALUES, max_size=3)


things = st.lists(
    st.one_of(
        st.builds(Node, st.sampled_from(["Unit", "Post"]), PROPS),
        st.builds(
            Edge, st.sampled_from(["HOLDS", "SERVES"]), st.sampled_from(KEYS), st.sampled_from(KEYS), PROPS
        ),
    ),
    max_size=4,
)


@st.composite
def contents(draw):
    kinds = st.sampled_from(["Unit", "Post"])
    keys = draw(st.sets(st.sampled_from(KEYS)))
    nodes = {key: Node(draw(kinds), {"key": key} | draw(PROPS)) for key in sorted(keys)}
    ends = st.sampled_from(KEYS)
    edges = draw(
        st.lists(st.builds(Edge, st.sampled_from(["HOLDS", "SERVES"]), ends, ends, PROPS), max_size=4)
    )
    return Content(nodes, edges)


def plainly(content):
    """Write a content down in a way of its own, equal for equal contents only."""
    nodes = sorted(repr((n.label, sorted(n.props.items()))) for n in content.nodes.values())
    edges = sorted(repr((e.type, e.giver, e.receiver, sorted(e.props.items()))) for e in content.edges)
    return nodes, edges


@given(contents(), st.randoms(use_true_random=False))
def test_it_does_not_depend_on_any_order(content, dice):
    """Engines give nodes, edges and properties back in whatever order they like."""
    shuffled = copy.deepcopy(content)
    dice.shuffle(shuffled.edges)
    nodes = list(shuffled.nodes.items())
    dice.shuffle(nodes)
    shuffled.nodes = dict(nodes)
    for thing in (*shuffled.nodes.values(), *shuffled.edges):
        props = list(thing.props.items())
        dice.shuffle(props)
        thing.props.clear()
        thing.props.update(props)

    assert shuffled.fingerprint() == content.fingerprint()


@given(contents(), contents())
def test_different_contents_have_different_fingerprints(one, other):
    """A changed word, an edge more, an edge twice, a number instead of a text: everything counts."""
    assume(plainly(one) != plainly(other))

    assert one.fingerprint() != other.fingerprint()


def test_an_edge_that_is_there_twice_counts_twice():
    edge = Edge("HOLDS", "p", "q", {})

    assert Content({}, [edge]).fingerprint() != Content({}, [edge, edge]).fingerprint()


def test_derived_edges_count():
    stated, derived = Edge("SERVES", "a", "b", {}), Edge("SERVES", "a", "b", {"derived_from": ["x"]})

    assert Content({}, [stated]).fingerprint() != Content({}, [derived]).fingerprint()


def test_the_order_of_a_list_counts():
    """Clauses are cited in the order of the file."""
    one, other = (Content({}, [Edge("X", "a", "b", {"clauses": c})]) for c in (["1", "2"], ["2", "1"]))

    assert one.fingerprint() != other.fingerprint()


def test_it_is_a_sha256_in_words():
    words = Content().fingerprint()

    assert words == "sha256:" + hashlib.sha256(b"0" * 64 + b" 0").hexdigest()


def test_it_is_a_sum_and_never_a_set_of_marks_that_cancel_out():
    """Two equal edges are not none, as they would be if hashes were combined by XOR."""
    edge = Edge("HOLDS", "a", "b", {"y": "ø"})
    line = '["HOLDS", "a", "b", {"y": "ø"}]'.encode()
    twice = 2 * int.from_bytes(hashlib.sha256(line).digest(), "big") % 2**256

    told = Content({}, [edge, edge]).fingerprint()

    assert told == "sha256:" + hashlib.sha256(f"{twice:064x} 2".encode()).hexdigest()


@given(things, things, st.randoms(use_true_random=False))
def test_things_are_added_and_taken_away_in_any_order(some, others, dice):
    mixed = [*some, *others]
    dice.shuffle(mixed)

    tally = Tally().plus(mixed)

    assert tally == Tally().plus(others).plus(some)
    assert tally.plus(others, -1) == Tally().plus(some)
    assert tally.plus(mixed, -1) == Tally()


def test_when_something_was_confirmed_is_no_content():
    plain = Content({"a": Node("Post", {"key": "a"})}, [Edge("HOLDS", "x", "a", {})])
    confirmed = Content(
        {"a": Node("Post", {"key": "a", "confirmed": "2018-06-01"})},
        [Edge("HOLDS", "x", "a", {"confirmed": "2018-06-01"})],
    )
    history = '{"confirmed_on":[["","2018-01-01"],["2018-06-01","2018-06-01"]]}'
    told = {"key": "o", "confirmed_on": "2018-06-01", "dated": history, "changed_on": "2018-06-01"}

    assert confirmed.fingerprint() == plain.fingerprint()
    assert Content({"o": Node("Organisation", told)}).fingerprint() == (
        Content({"o": Node("Organisation", {"key": "o"})}).fingerprint()
    )


def test_it_is_the_same_in_every_process():
    """No hash of Python's own is in it: those differ from process to process."""
    code = """
from ansvar.graph.content import *
nodes = {"a": Node("Unit", {"key": "a", "x": [1, True]})}
print(Content(nodes, [Edge("HOLDS", "a", "a", {"y": "ø"})]).fingerprint())
"""

    prints = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(prints) == 1


def test_an_edge_is_told_by_start_source_and_step():
    """What tells an edge from others is its beginning who states it and which step it is."""
    step = Edge(
        "MAY_ESCALATE_TO", "a", "b", {"valid_from": "2018-01-01", "stated_by": "i", "step": "s", "via": "v"}
    )
    holds = Edge(
        "HOLDS", "a", "b", {"valid_from": "2018-01-01", "stated_by": "o", "confirmed": "x", "step": "no"}
    )
    owes = Edge("OWES", "a", "b", {"valid_from": "2018-01-01", "stated_by": "i", "edge": "GUIDES"})

    assert step.identity == {"valid_from": "2018-01-01", "stated_by": "i", "step": "s"}
    assert holds.identity == {"valid_from": "2018-01-01", "stated_by": "o"}
    assert owes.identity == {"valid_from": "2018-01-01", "stated_by": "i", "edge": "GUIDES"}
    assert step.group == ("MAY_ESCALATE_TO", "a", "b", "i", "s")
    assert holds.group == ("HOLDS", "a", "b", "o", "")
