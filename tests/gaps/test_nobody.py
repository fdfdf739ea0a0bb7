"""In a whole organisation no rule finds anything; where nobody is there at all, none is silent."""

from __future__ import annotations

from suite.houses import DAY, WHOLE, is_part, norm

from ansvar.queries.gaps.query import gaps
from ansvar.queries.gaps.rules import built_in

ALL = {rule.name for rule in built_in()}


def test_in_a_whole_organisation_no_rule_finds_anything(world, store):
    world(*WHOLE)

    answer = gaps(store, DAY)

    assert answer.findings == ()
    assert {rule.rule for rule in answer.rules} == ALL
    assert all(rule.k == 0 and rule.n is not None and rule.n >= 0 for rule in answer.rules)
    assert answer.problems == ()


def test_rules_speak_where_nobody_is_there(world, find):
    """Where nobody is there at all every rule that asks for somebody speaks.

    No posts, no units, no network: what the instruction requires is still missing.
    """
    world()

    assert find() == {
        ("binds_nobody", "instruction:t"), ("vacant_post", "chief"), ("vacant_post", "contact"),
        ("vacant_post", "expert"),
        ("vacant_post", "leader"), ("no_deputy", "chief"), ("no_deputy", "contact"),
        ("no_deputy", "expert"), ("no_deputy", "leader"),
        ("unfollowed", "place"), ("unit_without_post", "contact"), ("body_without_member", "expert"),
        ("body_without_coordinator", "leader"), ("theme_uncovered", "light"), ("theme_uncovered", "noise"),
        ("duty_without_bearer", "duty:t:2"), ("duty_without_bearer", "duty:t:3-a"),
        ("duty_without_bearer", "duty:t:3-b"), ("duty_without_bearer", "duty:t:4"),
        ("duty_without_bearer", "duty:t:5"), ("required_number", "network"), ("required_number", "chief"),
        ("route_stops", "place"), ("route_stops", "network"),
    }  # fmt: skip


def test_where_nobody_is_there_the_counts_are_whole(world, store):
    """The count never says one of none."""
    world()

    for rule in gaps(store, DAY).rules:
        assert is_part(rule.k, rule.n), rule


def test_a_rule_can_be_asked_alone_of_an_instruction(world, store, subtests):
    """A rule can be asked alone of a graph with no more than an instruction."""
    world(written=norm("§1 place is ReceptionCentre", duties=(), exclusions=()))

    for rule in sorted(ALL):
        with subtests.test(rule):
            assert {result.rule for result in gaps(store, DAY, rules=[rule]).rules} == {rule}
