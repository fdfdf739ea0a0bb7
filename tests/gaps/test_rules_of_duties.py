"""Rules about duties, numbers and what excludes each other: each finds its own fault only."""

from __future__ import annotations

import pytest
from suite.houses import DUTIES, NUMBERS, WHOLE, Duty, norm
from suite.words import HOUSE, without

# -- duties --------------------------------------------------------------------------------------------


def test_a_duty_of_a_role_that_nobody_has(world, told):
    world(*without(WHOLE, "post:leader leads network:n", "post:leader in dept:head as leader",
                   "person:deputy-leader deputises for post:leader"))  # fmt: skip
    (finding,) = told("duty_without_bearer")

    assert (finding.subjects, finding.clauses, finding.k, finding.n) == (("duty:t:5",), ("T §5",), 1, 5)
    assert "nobody has that role" in finding.why


def test_a_duty_whose_posts_are_all_vacant(world, told):
    world(*WHOLE, "post:leader vacant")

    assert [f.subjects for f in told("duty_without_bearer")] == [("duty:t:5",)]


def test_a_duty_for_a_theme_that_its_only_bearer_does_not_cover(world, told):
    world(*WHOLE, "post:expert covers light")

    assert {f.subjects[0]: "noise" in f.why for f in told("duty_without_bearer")} == {
        "duty:t:3-a": True,
        "duty:t:3-b": True,
    }


def test_a_duty_of_a_network_without_anybody_in_it(world, find):
    """The unit is there, but a body of members does nothing without them."""
    world(*WHOLE, "post:expert vacant", "post:leader vacant")

    assert ("duty_without_bearer", "duty:t:4") in find("duty_without_bearer")


def test_a_duty_that_the_instruction_gives_to_no_role(store, world, find):
    """Cannot be written in a file, but be left over in a graph: the role's part has ended."""
    from ansvar.graph.cypher import generated

    world(*WHOLE)
    text = "MATCH (:Role)-[b:BEARS]->(d:Duty {key: 'duty:t:5'}) SET b.valid_to = '2018-05-01'"
    store.write(lambda tx: tx.run(generated("test.end", text, {})))

    assert find("duty_without_bearer") == {("duty_without_bearer", "duty:t:5")}


def test_same_duty_finds_two_posts_with_nobody_above(world, told):
    """Two posts in one unit with the same duty and nobody above."""
    world(*WHOLE, "post:contact2 in office:west as contact from 2018-02-02")
    (finding,) = told("several_bearers")

    assert finding.subjects == ("office:west", "post:contact", "post:contact2")
    assert (finding.clauses, finding.since, finding.unit) == (("T §2",), "2018-02-02", "office:west")


@pytest.mark.parametrize(
    "line",
    ["post:contact2 vacant", "post:contact2 covers light"],
)
def test_same_duty_ignores_vacant_posts_and_disjoint_themes(line, world, find):
    """Two posts of which one is empty or that share no theme do not bear the same."""
    world(*WHOLE, "post:contact covers noise", "post:contact2 in office:west as contact", line)

    assert find("several_bearers") == set()


def test_same_duty_falls_to_the_one_that_is_turned_to(world, find):
    """Where one of two takes matters up with the other that one answers."""
    duties: tuple[Duty, ...] = (
        *DUTIES,
        ("6", "chief", "lead the network", {}),
        ("6", "leader", "answer for it", {}),
    )
    shared = tuple((s, "leader+chief" if w == "answer for it" else b, w, m) for s, b, w, m in duties)
    world(*WHOLE, written=norm(duties=shared))

    assert find("several_bearers", "same_duty") == {("same_duty", "chief", "leader")}


def test_roles_with_the_same_duties_are_one_finding(world, told):
    """Several roles with the same duty are one finding with all duties."""
    duties: list[Duty] = [
        ("2", "leader+expert", "one", {}),
        ("3", "expert+leader", "two", {}),
        ("4", "network", "x", {}),
    ]
    world(*WHOLE, written=norm(duties=duties))
    (finding,) = told("same_duty")

    assert (finding.subjects, finding.clauses) == (("expert", "leader"), ("T §2", "T §3"))
    assert (finding.k, finding.n) == (2, 3)


def test_each_with_a_seat_of_its_own_has_the_duty_there(world, find):
    """The contact sits in an office and the expert in a department: each has the duty where it sits."""
    world(*WHOLE, written=norm(duties=[("2", "contact+expert", "one", {})]))

    assert find("same_duty") == set()


def test_what_several_roles_must_not_do_is_no_overlap(world, find):
    world(*WHOLE, written=norm(duties=[("2", "leader+expert", "shout", {"modality": "must_not"})]))

    assert find("same_duty", "duty_without_bearer") == set()


# -- numbers and exclusions ----------------------------------------------------------------------------


def test_too_few_and_too_many_of_a_role_in_all(world, told):
    world(*WHOLE, "network:m under dept:head", "post:leader leads network:m",
          "post:expert member of network:m", "post:chief exists to 2018-05-05")  # fmt: skip

    assert [(f.subjects, f.clauses, f.since) for f in told("required_number")] == [
        (("chief",), ("T §6",), "2018-05-05"),
        (("network",), ("T §4",), "2018-01-01"),
    ]


def test_too_many_of_a_role_in_a_unit_since_the_last_one_came(world, told):
    world(*WHOLE, "post:leader2 in dept:head as leader", "post:leader2 leads network:n from 2018-04-04")

    assert [(f.subjects, f.unit, f.since) for f in told("required_number")] == [
        (("network:n", "leader"), "network:n", "2018-04-04")
    ]


def test_too_few_is_found_and_none_is_left_to_other_rules(world, find):
    """One where two are asked for is too few but none is said elsewhere."""
    written = norm(numbers=NUMBERS | {"contact": {"at_least": 2}})
    world(*WHOLE, "office:east under dept:care", written=written)

    assert find("required_number", "unit_without_post") == {
        ("required_number", "office:west", "contact"),
        ("unit_without_post", "office:east", "contact"),
    }


def test_a_post_that_is_a_member_where_its_role_is_kept_out(world, told):
    world(*WHOLE, "post:contact member of network:n from 2018-03-03")
    (finding,) = told("denied_holding")

    assert finding.subjects == ("post:contact", "network:n")
    assert (finding.clauses, finding.since, finding.unit) == (("T §1",), "2018-03-03", "office:west")
    assert "contact is kept apart from network" in finding.why


def test_a_person_who_holds_two_posts_that_exclude_each_other(world, find):
    world(*WHOLE, "person:busy holds post:contact", "person:busy holds post:leader")

    # as holder of the leader's post she is in the network too, by the other exclusion
    assert find("denied_holding") == {
        ("denied_holding", "person:busy", "post:contact", "post:leader"),
        ("denied_holding", "person:busy", "post:contact", "post:leader", "network:n"),
    }


def test_a_person_who_is_in_the_network_by_another_post(world, find):
    world(*WHOLE, "person:busy holds post:contact", "person:busy holds post:expert")

    assert find("denied_holding") == {
        ("denied_holding", "person:busy", "post:contact", "post:expert", "network:n")
    }


def test_one_post_with_two_roles_that_exclude_each_other(world, find):
    world(*WHOLE, "post:leader fills contact")

    assert ("denied_holding", "post:leader") in find("denied_holding")


def test_a_unit_shared_with_an_excluded_role_is_allowed(world, find):
    """A post that sits in a unit with the other role is nothing denied."""
    written = norm(*HOUSE, "§14 crew is RegionalOffice", exclusions=[("contact", "crew")])
    world(*WHOLE, written=written)

    assert find("denied_holding") == set()


def test_a_person_on_both_sides_of_a_step(world, told):
    world(
        *WHOLE,
        "person:busy holds post:contact from 2018-02-02",
        "person:busy holds post:expert from 2018-03-03",
    )
    (finding,) = told("both_sides")

    assert finding.subjects == ("person:busy", "post:contact", "post:expert")
    assert (finding.since, finding.unit) == ("2018-03-03", "dept:care")
    assert finding.clauses == ("T §10",)


def test_two_posts_without_a_step_between_them_are_no_two_sides(world, find):
    world(*WHOLE, "post:porter in dept:head", "person:busy holds post:porter", "person:busy holds post:chief")

    assert find("both_sides") == set()
