"""The whole organisation in one picture: what is folded is counted, and the tree holds for any shape."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansvar.dashboard.picture import link_id, sentences
from ansvar.dashboard.widgets.graph_view.layout import place
from ansvar.queries.explore.overview import overview
from ansvar.queries.explore.query import branches, starts

DAY = dt.date(2018, 6, 1)


def _units(store):
    return {s.key for s in starts(store, DAY) if s.kind not in ("Post", "Person")}


def _under(store):
    """Give every pair of upper and lower unit, read the other way than the overview does."""
    return {(unit, branch.key) for unit in _units(store) for branch in branches(store, unit, DAY)}


def test_a_small_organisation_is_shown_whole(example):
    """A small organisation is shown unit by unit with every edge."""
    told = overview(example, DAY, "en", 300)

    assert told.folds == {}
    assert not told.picture.cut
    assert {node.key for node in told.picture.nodes} >= _units(example)
    assert {
        (e.receiver, e.giver) if e.type == "PART_OF" else (e.giver, e.receiver) for e in told.picture.edges
    } == _under(example)


@pytest.mark.parametrize("limit", [10, 30, 60, 75])
def test_what_is_folded_is_counted_and_the_limit_holds(example, limit):
    told = overview(example, DAY, "en", limit)
    shown = {node.key for node in told.picture.nodes} - set(told.folds)

    assert len(told.picture.nodes) <= limit
    assert told.folds
    for fold in told.folds.values():
        under = [b for b in branches(example, fold.above, DAY) if b.kind == fold.kind]
        assert fold.total == len([b for b in under if b.served == (fold.via == "SERVES")])
        assert set(fold.keys) & shown == set()
    ends = {end for edge in told.picture.edges for end in (edge.giver, edge.receiver)}
    assert ends <= shown | set(told.folds)


def test_the_sentences_of_the_whole_are_its_links(example):
    picture = overview(example, DAY, "en", 40).picture

    assert {s.id for s in sentences(picture, "en")} == {link_id(edge) for edge in picture.edges}


def test_an_empty_graph_has_an_empty_overview(store):
    told = overview(store, DAY)

    assert (told.picture.nodes, told.picture.edges, told.picture.cut, told.folds) == ((), (), False, {})


_KEYS = st.sampled_from("abcdefghij")


@given(st.lists(st.tuples(_KEYS, _KEYS), max_size=25))
def test_a_tree_gives_each_card_a_place_of_its_own(edges):
    """A tree gives each card a place of its own below what it belongs to."""
    nodes = sorted({node for edge in edges for node in edge})

    spots = place("tree", nodes, edges, "")

    assert sorted(spots) == nodes
    assert len(set(spots.values())) == len(nodes)


@given(st.lists(st.integers(0, 30), max_size=40))
def test_in_a_tree_everything_stands_below_what_it_belongs_to(parents):
    """Each thing belongs to one that came before it, so there is no circle."""
    edges = [(f"n{at + 1}", f"n{parent % (at + 1)}") for at, parent in enumerate(parents)]
    nodes = [f"n{at}" for at in range(len(parents) + 1)]

    spots = place("tree", nodes, edges, "n0")

    assert all(spots[lower][1] > spots[upper][1] for lower, upper in edges)


def test_one_click_shows_the_whole_and_another_leads_back(example, page):
    at = page("explore", key="office:vest")
    at = next(b for b in at.button if b.label == "The whole organisation").click().run()

    assert not at.exception
    count = len(overview(example, DAY, "en", 100).picture.nodes)
    assert any(f"cards: {count}." in str(m.value) for m in at.markdown)
    assert at.query_params["whole"] in ("1", ["1"])

    at = next(b for b in at.button if b.label == "Back to the close-up").click().run()
    assert at.selectbox(key="widget.key").value == "office:vest"


def test_a_folded_group_names_its_first_ones_and_leads_to_them(example, page, monkeypatch):
    monkeypatch.setattr("ansvar.dashboard.overview.CARDS", 30)
    fold = next(f for f in overview(example, DAY, "en", 30).folds.values() if f.above)
    at = page("explore", whole="1", sel=fold.key)

    at = at.button(key=f"fold-{fold.keys[0]}").click().run()

    assert not at.exception
    assert at.selectbox(key="widget.key").value == fold.keys[0]
