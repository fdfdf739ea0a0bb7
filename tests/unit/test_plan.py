"""What a load would do: nothing is deleted, what is stated is there, and doing it twice does nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansvar.graph.content import Content, Edge, Node
from ansvar.graph.load.merge import make_plan
from ansvar.graph.periods import OPEN_END

TODAY = "2018-06-01"
ALL = frozenset({"org:x"})


def node(key, valid_from="2018-01-01", valid_to=OPEN_END, by="org:x", label="Unit", **more):
    props = {"key": key, "name_nb": key, "name_en": key, "valid_from": valid_from, "valid_to": valid_to}
    return Node(label, props | ({"stated_by": by} if by else {}) | more)


def edge(giver, receiver, valid_from="2018-01-01", valid_to=OPEN_END, by="org:x", kind="HOLDS", **more):
    props = {"valid_from": valid_from, "valid_to": valid_to} | ({"stated_by": by} if by else {}) | more
    return Edge(kind, giver, receiver, props)


def content(*things):
    return Content(
        {thing.key: thing for thing in things if isinstance(thing, Node)},
        [thing for thing in things if isinstance(thing, Edge)],
    )


def done(plan, current):
    """Do what a plan says, finding edges by their identity as the statements of the schema do."""
    result = Content(dict(current.nodes), list(current.edges))
    for fact in plan.facts:
        if isinstance(fact.after, Node):
            assert result.nodes.get(fact.after.key) == fact.before
            result.nodes[fact.after.key] = fact.after
            continue
        if fact.before is None:
            result.edges.append(fact.after)
            continue
        meant = [
            at
            for at, e in enumerate(result.edges)
            if (e.type, e.giver, e.receiver) == (fact.before.type, fact.before.giver, fact.before.receiver)
            and fact.before.identity.items() <= e.props.items()
        ]
        assert len(meant) == 1, f"{fact.before} is not told from others by its identity"
        result.edges[meant[0]] = fact.after
    return result


def told(plan):
    """Give the whole plan in a form that can be compared."""
    nodes = [fact for fact in plan.facts if isinstance(fact.after, Node)]
    edges = [fact for fact in plan.facts if isinstance(fact.after, Edge)]
    return {
        "created": [f.after.key for f in nodes if f.what == "created"]
        + [f.after for f in edges if f.what == "created"],
        "changed": [(f.after.key, f.after.props) for f in nodes if f.what in ("changed", "confirmed")]
        + [(f.before, f.after) for f in edges if f.what in ("changed", "confirmed")],
        "ended": [(f.after.key, f.after.props["valid_to"]) for f in nodes if f.what == "ended"]
        + [(f.before, f.after.props["valid_to"]) for f in edges if f.what == "ended"],
        "left": plan.left,
    }


def test_what_is_new_is_created():
    wanted = content(node("unit:a"), node("person:p"), edge("person:p", "unit:a"))

    plan = make_plan(content(), wanted, ALL, TODAY)

    assert told(plan) == {
        "created": ["unit:a", "person:p", edge("person:p", "unit:a")],
        "changed": [],
        "ended": [],
        "left": 0,
    }
    assert not plan.empty


def test_what_is_the_same_is_left():
    same = content(node("unit:a"), node("person:p"), edge("person:p", "unit:a"))

    plan = make_plan(same, same, ALL, TODAY)

    assert told(plan) == {"created": [], "changed": [], "ended": [], "left": 3}
    assert plan.empty


def test_what_differs_is_changed_with_all_its_properties():
    """A property that is no longer stated goes away, too."""
    before = content(node("unit:a", code="A"), edge("person:p", "unit:a", confirmed="2018-01-02"))
    after = content(node("unit:a", places=7), edge("person:p", "unit:a"))

    plan = make_plan(before, after, ALL, TODAY)

    assert told(plan) == {
        "created": [],
        "changed": [("unit:a", after.nodes["unit:a"].props), (before.edges[0], after.edges[0])],
        "ended": [],
        "left": 0,
    }


def test_what_is_no_longer_stated_ends_today():
    before = content(node("unit:a"), edge("person:p", "unit:a"))

    plan = make_plan(before, content(), ALL, TODAY)

    assert told(plan) == {
        "created": [],
        "changed": [],
        "ended": [("unit:a", TODAY), (before.edges[0], TODAY)],
        "left": 0,
    }


def test_what_had_ended_before_keeps_its_end():
    before = content(node("unit:a", valid_to="2018-03-01"), edge("person:p", "unit:a", valid_to="2018-03-01"))

    assert told(make_plan(before, content(), ALL, TODAY)) == {
        "created": [],
        "changed": [],
        "ended": [],
        "left": 2,
    }


def test_what_had_not_begun_never_holds():
    """Its end moves to its beginning: a period without a day, not one that ends before it begins."""
    before = content(node("unit:a", "2019-01-01"), edge("person:p", "unit:a", "2019-01-01"))

    plan = make_plan(before, content(), ALL, TODAY)

    assert told(plan)["ended"] == [("unit:a", "2019-01-01"), (before.edges[0], "2019-01-01")]


def test_what_others_state_is_left_alone():
    """Files speak for their own instruction or organisation only; shared words belong to nobody."""
    before = content(
        node("unit:b", by="org:y"), node("theme:t", by=""), edge("person:p", "unit:b", by="org:y")
    )

    assert told(make_plan(before, content(), ALL, TODAY)) == {
        "created": [],
        "changed": [],
        "ended": [],
        "left": 0,
    }


def test_derived_edges_are_no_part_of_a_plan():
    before = content(edge("unit:a", "unit:b", by="", kind="SERVES", derived_from=["unit:a SERVES region:r"]))

    assert told(make_plan(before, content(), ALL, TODAY))["ended"] == []


def test_a_stated_edge_is_no_change_of_a_derived_one():
    before = content(edge("unit:a", "unit:b", by="", kind="SERVES", derived_from=["x"]))
    after = content(edge("unit:a", "unit:b", kind="SERVES"))

    assert told(make_plan(before, after, ALL, TODAY))["created"] == after.edges


def test_two_who_state_the_same_each_have_their_own():
    """One of them can end without the other."""
    before = content(edge("person:p", "post:q", by="org:y"), edge("person:p", "post:q", by="org:x"))

    plan = make_plan(before, content(), ALL, TODAY)

    assert told(plan)["ended"] == [(before.edges[1], TODAY)]


# -- periods of one holding ------------------------------------------------------------------------


def test_a_corrected_beginning_is_a_change():
    """Otherwise the wrong beginning would stay in the graph beside the right one."""
    before = content(edge("person:p", "post:q", "2018-01-01"))
    after = content(edge("person:p", "post:q", "2018-02-01"))

    assert told(make_plan(before, after, ALL, TODAY)) == {
        "created": [],
        "changed": [(before.edges[0], after.edges[0])],
        "ended": [],
        "left": 0,
    }


def test_an_end_that_comes_closer_is_an_end():
    """An end that comes closer is an end also where a file states it."""
    before = content(edge("person:p", "post:q"))
    after = content(edge("person:p", "post:q", valid_to="2018-12-01"))

    assert told(make_plan(before, after, ALL, TODAY))["ended"] == [(before.edges[0], "2018-12-01")]
    assert told(make_plan(after, before, ALL, TODAY))["changed"] == [(after.edges[0], before.edges[0])]


def test_periods_are_matched_by_their_beginning_first():
    first, second = (
        edge("person:p", "post:q", valid_to="2018-03-01"),
        edge("person:p", "post:q", "2018-05-01"),
    )
    moved = edge("person:p", "post:q", "2018-02-01", "2018-03-01")

    plan = make_plan(content(first, second), content(second, moved), ALL, TODAY)

    assert told(plan) == {"created": [], "changed": [(first, moved)], "ended": [], "left": 1}


def test_who_comes_back_later_does_not_lose_the_first_time():
    """She held the post until March, and the file of today says only that she holds it from May on."""
    was = edge("person:p", "post:q", "2018-01-01", "2018-03-01")
    comes_back = edge("person:p", "post:q", "2018-05-01")

    plan = make_plan(content(was), content(comes_back), ALL, TODAY)

    assert told(plan) == {"created": [comes_back], "changed": [], "ended": [], "left": 1}


def test_a_second_period_is_created_beside_the_first():
    first, second = (
        edge("person:p", "post:q", valid_to="2018-03-01"),
        edge("person:p", "post:q", "2018-05-01"),
    )

    plan = make_plan(content(first), content(first, second), ALL, TODAY)

    assert told(plan) == {"created": [second], "changed": [], "ended": [], "left": 1}


def test_steps_of_different_names_are_different_edges():
    """Steps of different names between the same roles are different edges."""
    one = edge("role:a", "role:b", kind="MAY_ESCALATE_TO", step="one", via="x")
    two = edge("role:a", "role:b", kind="MAY_ESCALATE_TO", step="two", via="x")
    two_changed = replace(two, props=two.props | {"via": "y"})

    plan = make_plan(content(one, two), content(two_changed), ALL, TODAY)

    assert told(plan) == {"created": [], "changed": [(two, two_changed)], "ended": [(one, TODAY)], "left": 0}


# -- any sequence of loads -------------------------------------------------------------------------

DAYS = [f"2018-{month:02}-01" for month in range(1, 10)]


@st.composite
def stated(draw, by):
    """Draw what the files of one source may state: no period of a holding overlaps another of the same."""
    things = []
    for key in draw(st.sets(st.sampled_from([f"{by}:a", f"{by}:b", f"{by}:c"]))):
        start = draw(st.integers(0, 6))
        end = draw(st.sampled_from([*DAYS[start + 1 :], OPEN_END]))
        things.append(node(key, DAYS[start], end, by, code=draw(st.sampled_from(["1", "2"]))))
    for kind, more in (
        ("HOLDS", {}),
        ("MAY_ESCALATE_TO", {"step": "s"}),
        ("MAY_ESCALATE_TO", {"step": "t"}),
    ):
        bounds = draw(st.lists(st.sampled_from([*DAYS, OPEN_END]), max_size=6, unique=True).map(sorted))
        for start, end in zip(bounds[::2], bounds[1::2], strict=False):
            themes = draw(st.sampled_from([["x"], ["y"]]))
            things.append(edge("p", "q", start, end, by, kind, **more, themes=themes))
    return content(*things)


def days_of(edges, group):
    """Give the days on which an edge of a group holds."""
    return {
        day
        for day in DAYS
        for e in edges
        if e.group == group and e.props["valid_from"] <= day < e.props["valid_to"]
    }


@given(
    st.lists(
        st.sampled_from(["org:x", "org:y"]).flatmap(lambda by: st.tuples(st.just(by), stated(by))), max_size=6
    )
)
def test_any_loads_state_the_files_and_forget_nothing(loads):
    """After any loads the graph states what the files state and forgets nothing.

    Whatever was loaded before: what is wanted is there, the rest has its past, and again is nothing.
    """
    current = content()
    for day, (by, wanted) in zip(DAYS[2:], loads, strict=False):
        plan = make_plan(current, wanted, frozenset({by}), day)
        after = done(plan, current)

        assert all(after.nodes[key] == node for key, node in wanted.nodes.items())
        assert all(edge in after.edges for edge in wanted.edges)
        assert set(current.nodes) <= set(after.nodes)
        assert len(current.edges) <= len(after.edges)
        for other in current.edges:
            if other.props["stated_by"] != by:
                assert other in after.edges
        groups = {e.group for e in wanted.edges}
        for gone in (e for e in after.edges if e.props["stated_by"] == by and e not in wanted.edges):
            assert gone.props["valid_to"] <= max(day, gone.props["valid_from"])
            if gone.group not in groups:
                past = {d for d in days_of(current.edges, gone.group) if d < day}
                assert days_of(after.edges, gone.group) == past
        ours = [t for t in (*current.nodes.values(), *current.edges) if t.props["stated_by"] == by]
        new = plan.some("created")
        assert len(plan.facts) - len(new) + plan.left == len(ours)

        again = make_plan(after, wanted, frozenset({by}), day)
        assert again.empty
        assert again.left == len(ours) + len(new)
        current = after


@pytest.mark.parametrize(
    "order",
    [
        ("2018-01-01", "2018-03-01", "2018-05-01"),
        ("2018-05-01", "2018-03-01", "2018-01-01"),
        ("2018-03-01", "2018-05-01", "2018-01-01"),
    ],
)
def test_the_order_in_which_periods_are_written_does_not_matter(order):
    periods = [edge("p", "q", start, f"{start[:6]}{int(start[6]) + 1}-01") for start in order]
    moved = edge("p", "q", "2018-03-15", "2018-04-01")
    wanted = content(*[e for e in periods if e.props["valid_from"] != "2018-03-01"], moved)

    plan = make_plan(content(*periods), wanted, ALL, TODAY)

    assert [(f.before and f.before.props["valid_from"], f.after) for f in plan.facts] == [
        ("2018-03-01", moved)
    ]
    assert plan.left == 2
