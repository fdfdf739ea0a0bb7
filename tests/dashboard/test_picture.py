"""A map and its sentences hold the same facts; cards do not cover each other; matters go upwards."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from suite.words import WEST

from ansvar.dashboard.picture import cards, ends, link_id, links, lower_upper, sentences
from ansvar.dashboard.widgets.graph_view import size
from ansvar.dashboard.widgets.graph_view.layout import LAYOUTS, levels, place
from ansvar.graph.errors import UnknownNameError
from ansvar.graph.schema.model import edge_kinds
from ansvar.queries.explore.query import branches, ego, starts, state

DAY = dt.date(2018, 6, 1)
ALL = tuple(edge_kinds())
LINE = (
    "PART_OF",
    "POST_IN",
    "SERVES",
    "HOLDS",
    "ESCALATES_TO",
    "FOLLOWS_UP",
    "GUIDES",
    "MEMBER_OF",
    "COORDINATES",
)


def _picture(store, key="office:vest", **more):
    return ego(store, [key], LINE, DAY, **more)


def test_the_sentences_of_a_map_are_its_links(example):
    picture = _picture(example, depth=2, limit=60)

    said, drawn = sentences(picture, "en"), links(picture, "en")
    names = {card.id: card.name for card in cards(picture, "en")}

    assert {s.id for s in said} == {link.id for link in drawn} == {link_id(edge) for edge in picture.edges}
    for sentence in said:
        link = next(link for link in drawn if link.id == sentence.id)
        assert sentence.text == f"{names[link.giver]} {link.label} {names[link.receiver]}"
    cited = {c for edge in picture.edges for c in edge.props.get("clauses") or ()}
    assert {c for s in said for c in s.clauses} == cited


@pytest.mark.parametrize("layout", [*LAYOUTS, "tree"])
def test_no_card_covers_another(example, layout):
    picture = _picture(example, depth=2, limit=80)
    drawn = cards(picture, "nb")
    spots = place(layout, [card.id for card in drawn], ends(picture.edges), "office:vest")

    for a, b in combinations(drawn, 2):
        apart_x = abs(spots[a.id][0] - spots[b.id][0]) >= (size(a)[0] + size(b)[0]) / 2
        apart_y = abs(spots[a.id][1] - spots[b.id][1]) >= (size(a)[1] + size(b)[1]) / 2
        assert apart_x or apart_y, (a, b)


def test_matters_go_upwards(example):
    picture = ego(
        example, ["centre:vest-3"], ("ESCALATES_TO", "GUIDES", "FOLLOWS_UP", "INFORMS"), DAY, depth=3
    )
    spots = place("layered", [n.key for n in picture.nodes], lower_upper(picture.edges), "centre:vest-3")

    steps = [e for e in picture.edges if e.type == "ESCALATES_TO"]

    assert steps
    assert all(spots[e.receiver][1] < spots[e.giver][1] for e in steps)


_KEYS = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(_KEYS, _KEYS), max_size=20))
def test_every_edge_leads_upwards_unless_it_is_part_of_a_circle(edges):
    import networkx as nx

    nodes = sorted({node for edge in edges for node in edge})
    level = levels(nodes, edges)
    circles = [part for part in nx.strongly_connected_components(nx.DiGraph(edges)) if len(part) > 1]

    for a, b in edges:
        if a != b and not any({a, b} <= circle for circle in circles):
            assert level[b] > level[a]


def test_many_neighbours_do_not_crowd_out_other_kinds(example):
    """Ten thousand neighbours of one kind do not crowd out the others."""
    few = _picture(example, limit=8)

    assert few.cut
    assert len(few.nodes) == 8
    assert len({node.kind for node in few.nodes}) >= 4
    assert few.nodes[0].more > 0


def test_what_is_hidden_is_not_shown_and_still_counted(example):
    whole, less = _picture(example), _picture(example, hidden=["centre:vest-1"])

    assert {n.key for n in whole.nodes} - {n.key for n in less.nodes} == {"centre:vest-1"}
    assert less.nodes[0].more == 1


def test_an_unknown_thing_is_refused_with_the_nearest_ones(example):
    with pytest.raises(UnknownNameError, match="office:vest"):
        _picture(example, "office:vst")


def test_a_theme_leaves_out_the_edges_of_the_others(example):
    picture = ego(example, ["centre:vest-3"], ("ESCALATES_TO",), DAY, themes=["fgm"])

    assert picture.edges
    assert all("fgm" in edge.props["themes"] for edge in picture.edges)


def test_the_tree_holds_each_unit_under_another_once(example):
    """Walking the tree from its tops reaches every unit that is there on the day."""
    found: list[str] = []
    left = [""]
    while left:
        for branch in branches(example, left.pop(), DAY):
            if branch.key not in found:
                found.append(branch.key)
                left.append(branch.key)

    units = {s.key for s in starts(example, DAY) if s.kind not in ("Post", "Person")}
    assert units - set(found) == set()


def test_who_can_ask_is_found_by_a_part_of_the_name(example):
    """Who can ask is found by a part of the name those first that routes begin with."""
    found = starts(example, DAY, "nb", "vestlia")

    assert [s.key for s in found][:1] == ["centre:vest-3"]
    assert found[0].starts
    assert starts(example, DAY, "nb", "no such name at all") == ()


def test_an_empty_graph_has_no_fingerprint(store):
    assert state(store) == {"fingerprint": "", "as_of": "", "number": ""}
    assert branches(store, "", DAY) == ()
    assert starts(store, DAY) == ()


@pytest.mark.parametrize(
    ("line", "state", "frame", "word"),
    [
        ("person:a holds post:contact", "", "solid", ""),
        ("post:contact vacant", "vacant", "dashed", "vacant"),
        ("post:contact unknown", "unknown", "dotted", "without a known holder"),
    ],
)
def test_vacant_and_unknown_posts_look_unlike(store, org, page, line, state, frame, word):
    """A post that nobody holds and one of which nobody has told look and read unlike.

    On the card by frame and word, in the table and in the details; never by a colour alone.
    """
    org(*WEST, line)

    picture = ego(store, ["office:west"], ["POST_IN"], DAY)
    (node,) = [node for node in picture.nodes if node.key == "post:contact"]
    (card,) = [card for card in cards(picture, "en") if card.id == "post:contact"]
    assert (node.state, card.frame, card.state) == (state, frame, word)

    at = page("explore", key="office:west", sel="post:contact", list="table")
    rows = [row for table in at.dataframe for row in table.value.to_dict("records") if "State" in row]
    assert [
        row["State"] for row in rows if row["Name"].startswith("post:contact") or row["Name"] == "contact"
    ] == [word]
    assert (f"**{word.upper()}**" in [part.value for part in at.markdown]) == bool(word)
