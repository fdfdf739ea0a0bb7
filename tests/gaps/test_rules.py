"""Each rule finds its own fault, stays silent without it, and is not silent when nobody is there at all."""

from __future__ import annotations

import datetime as dt

import pytest
from houses import DAY, DUTIES, NUMBERS, WHOLE, norm
from suite.words import HOUSE, without

from queries.gaps.asking import gaps
from queries.gaps.rules import built_in

ALL = {rule.name for rule in built_in()}


def changed(*pairs: tuple[str, str | None], more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give WHOLE with some lines exchanged or left out, and some more."""
    lines = list(WHOLE)
    for old, new in pairs:
        lines[lines.index(old)] = new or ""
    return (*(line for line in lines if line), *more)


# -- nothing, everything, nobody -----------------------------------------------------------------------


def test_in_a_whole_organisation_no_rule_finds_anything(world, store):
    world(*WHOLE)

    answer = gaps(store, DAY)

    assert answer.findings == ()
    assert {rule.rule for rule in answer.rules} == ALL
    assert all(rule.k == 0 and rule.n >= 0 for rule in answer.rules)
    assert answer.problems == ()


def test_where_nobody_is_there_at_all_every_rule_that_asks_for_somebody_speaks(world, find):
    """No posts, no units, no network: what the instruction requires is still missing."""
    world()

    assert find() == {
        ("vacant_post", "chief"), ("vacant_post", "contact"), ("vacant_post", "expert"),
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
        assert 0 <= rule.k <= rule.n, rule


@pytest.mark.parametrize("rule", sorted(ALL))
def test_a_rule_can_be_asked_alone_of_a_graph_with_no_more_than_an_instruction(rule, world, store):
    world(written=norm("§1 place is ReceptionCentre", duties=(), exclusions=()))

    assert {result.rule for result in gaps(store, DAY, rules=[rule]).rules} == {rule}


# -- who is there --------------------------------------------------------------------------------------


def test_a_vacant_post_is_found_with_its_date_its_unit_and_its_clause(world, told):
    world(*WHOLE, "post:contact vacant since 2018-03-01", "person:gone holds post:contact to 2018-02-01")
    (finding,) = told("vacant_post")

    assert finding.subjects == ("post:contact",)
    assert (finding.since, finding.unit, finding.clauses) == ("2018-03-01", "office:west", ("T §2",))
    assert (finding.k, finding.n, finding.severity) == (1, 4, "high")


def test_a_post_that_nobody_ever_held_is_vacant_since_it_is_there(world, told):
    world(*WHOLE, "post:contact vacant", "post:contact exists from 2018-02-02")

    assert [f.since for f in told("vacant_post")] == ["2018-02-02"]


def test_the_deputy_of_a_vacant_post_is_named(world, told):
    world(*WHOLE, "post:chief vacant")
    (finding,) = told("vacant_post")

    assert "person:deputy-chief stands in" in finding.why


def test_a_post_that_is_held_again_is_not_vacant(world, find):
    world(
        *WHOLE,
        "person:one holds post:contact to 2018-03-01",
        "person:two holds post:contact from 2018-05-01",
    )

    assert find("vacant_post") == set()
    assert find("vacant_post", on=dt.date(2018, 4, 1)) == {("vacant_post", "post:contact")}


def test_a_post_of_somebody_who_only_asks_is_not_missed(world, find):
    world(*WHOLE, "post:porter in office:west", "post:porter vacant")

    assert find("vacant_post") == set()


def test_a_holder_who_is_away_without_deputy_is_found_for_as_long_as_that_lasts(world, told, find):
    away = "person:contact away from post:contact from 2018-05-01 to 2018-09-01"
    world(*changed(("person:deputy-contact deputises for post:contact", None)), away)
    (finding,) = told("absent_without_deputy")

    assert finding.subjects == ("post:contact",)
    assert (finding.since, finding.clauses, finding.unit) == ("2018-05-01", ("T §2",), "office:west")
    assert "1 September 2018" in finding.why
    assert find("absent_without_deputy", on=dt.date(2018, 9, 1)) == set()
    assert find("absent_without_deputy", on=dt.date(2018, 4, 30)) == set()


@pytest.mark.parametrize(
    "help_", ["person:deputy-contact deputises for post:contact", "post:chief deputises for post:contact"]
)
def test_a_deputy_in_person_or_by_post_is_enough_while_one_is_away(help_, world, find):
    lines = changed(("person:deputy-contact deputises for post:contact", help_))
    world(*lines, "person:contact away from post:contact from 2018-05-01 to 2018-09-01")

    assert find("absent_without_deputy") == set()


def test_a_deputy_who_is_away_himself_helps_nobody(world, find):
    world(
        *WHOLE,
        "person:contact away from post:contact from 2018-05-01 to 2018-09-01",
        "person:deputy-contact away from post:contact from 2018-05-01 to 2018-09-01",
    )

    assert find("absent_without_deputy") == {("absent_without_deputy", "post:contact")}


def test_one_of_two_holders_who_is_there_is_enough(world, find):
    world(
        *changed(("person:deputy-contact deputises for post:contact", None)),
        "person:one holds post:contact",
        "person:two holds post:contact",
        "person:one away from post:contact from 2018-05-01 to 2018-09-01",
    )

    assert find("absent_without_deputy") == set()


def test_a_term_that_ends_within_the_days_asked_for_is_found(world, told):
    world(*WHOLE, "person:contact holds post:contact to 2018-07-01")
    (finding,) = told("term_ending")

    assert finding.subjects == ("post:contact", "person:contact")
    assert finding.clauses == ("T §2",)
    assert "1 July 2018" in finding.why
    assert told("term_ending", settings={"days": 30}) == (finding,)
    assert told("term_ending", settings={"days": 29}) == ()
    assert told("term_ending", settings={"term_ending.days": 29, "days": 60}) == ()


def test_a_term_with_a_successor_ends_without_a_finding(world, find):
    world(
        *WHOLE,
        "person:contact holds post:contact to 2018-07-01",
        "person:next holds post:contact from 2018-07-01",
    )

    assert find("term_ending") == set()


def test_a_successor_who_comes_too_late_does_not_help(world, find):
    world(
        *WHOLE,
        "person:contact holds post:contact to 2018-07-01",
        "person:next holds post:contact from 2018-07-02",
    )

    assert find("term_ending") == {("term_ending", "post:contact", "person:contact")}


def test_a_post_that_ends_with_the_term_needs_nobody_after_that(world, find):
    world(*WHOLE, "person:contact holds post:contact to 2018-07-01", "post:contact exists to 2018-07-01")

    assert find("term_ending") == set()


def test_a_post_without_a_deputy_is_found_and_one_with_a_former_deputy_since_he_left(world, told):
    deputy = "person:deputy-chief deputises for post:chief"
    lines = without(WHOLE, "person:deputy-contact deputises for post:contact", deputy)
    world(*lines, f"{deputy} to 2018-04-01")

    assert [(f.subjects, f.since, f.clauses) for f in told("no_deputy")] == [
        (("post:chief",), "2018-04-01", ("T §6",)),
        (("post:contact",), "2018-01-01", ("T §2",)),
    ]


# -- places, units, bodies -----------------------------------------------------------------------------


def test_a_place_that_no_unit_serves_is_followed_up_by_nobody(world, told):
    world(*WHOLE, "centre:b exists from 2018-02-01")
    (finding,) = told("unfollowed")

    assert (finding.subjects, finding.unit, finding.since) == (("centre:b",), "centre:b", "2018-02-01")
    assert (finding.clauses, finding.k, finding.n) == (("T §7",), 1, 2)
    assert "no unit serves it" in finding.why


def test_a_place_whose_unit_has_no_such_post_is_followed_up_by_nobody(world, told):
    world(*WHOLE, "office:east under dept:care", "centre:b -> office:east")

    assert [(f.subjects, "office:east serves it" in f.why) for f in told("unfollowed")] == [
        (("centre:b",), True)
    ]


def test_a_place_is_unfollowed_for_the_theme_that_the_contact_does_not_cover(world, told):
    world(*WHOLE, "post:contact covers light")
    (finding,) = told("unfollowed")

    assert finding.subjects == ("centre:a",)
    assert "noise" in finding.why
    assert "light" not in finding.why


def test_a_place_with_a_vacant_contact_is_not_unfollowed_but_the_post_is_vacant(world, find):
    world(*WHOLE, "post:contact vacant")

    assert find("unfollowed", "vacant_post") == {("vacant_post", "post:contact")}


def test_since_when_nobody_follows_up_is_the_day_the_post_ended(world, told):
    world(*WHOLE, "post:contact exists to 2018-04-04")

    assert [(f.subjects, f.since) for f in told("unfollowed")] == [(("centre:a",), "2018-04-04")]


def test_a_unit_without_the_post_that_each_needs(world, told):
    world(*WHOLE, "office:east under dept:care", "office:east exists from 2018-03-03")
    (finding,) = told("unit_without_post")

    assert finding.subjects == ("office:east", "contact")
    assert (finding.unit, finding.since, finding.clauses) == ("office:east", "2018-03-03", ("T §2",))
    assert (finding.k, finding.n) == (1, 2)


def test_a_unit_lost_its_post_on_the_day_the_post_moved(world, told):
    world(*changed(
        ("post:contact in office:west as contact", "post:contact in office:west to 2018-05-05"),
    ), "post:contact in dept:head from 2018-05-05", "post:contact fills contact")  # fmt: skip

    assert [(f.subjects, f.since) for f in told("unit_without_post")] == [
        (("office:west", "contact"), "2018-05-05")
    ]


def test_a_unit_whose_posts_leave_a_theme_out(world, told):
    world(*WHOLE, "post:contact covers light")
    (finding,) = told("unit_without_post")

    assert finding.subjects == ("office:west", "contact")
    assert "noise" in finding.why


def test_two_posts_that_share_the_themes_leave_none_out(world, find):
    world(
        *WHOLE,
        "post:contact covers light",
        "post:contact2 in office:west as contact",
        "post:contact2 covers noise",
    )

    assert find("unit_without_post", "unfollowed") == set()


def test_a_network_without_a_member_that_it_needs(world, told):
    world(*WHOLE, "network:m under dept:head", "network:m covers light", "post:leader leads network:m")
    (finding,) = told("body_without_member")

    assert finding.subjects == ("network:m", "expert")
    assert (finding.unit, finding.clauses, finding.k, finding.n) == ("network:m", ("T §3",), 1, 2)


def test_a_member_who_left_leaves_a_hole_since_that_day(world, told):
    member = "post:expert member of network:n on behalf of dept:care"
    world(*changed((member, f"{member} to 2018-05-05")))

    assert [(f.subjects, f.since) for f in told("body_without_member")] == [
        (("network:n", "expert"), "2018-05-05")
    ]


def test_what_a_network_lacks_concerns_the_department_that_it_would_come_from(world, find):
    world(*without(WHOLE, "post:expert member of network:n on behalf of dept:care"))

    assert find("body_without_member", unit="dept:care") == {("body_without_member", "network:n", "expert")}
    assert find("body_without_member", unit="office:west") == set()


def test_a_network_that_nobody_coordinates(world, told):
    world(*changed(("post:leader leads network:n", "post:leader leads network:n to 2018-05-05")))

    assert [(f.subjects, f.since, f.clauses) for f in told("body_without_coordinator")] == [
        (("network:n", "leader"), "2018-05-05", ("T §5",))
    ]


def test_a_member_of_a_network_does_not_coordinate_it(world, find):
    lines = changed(("post:leader leads network:n", "post:leader member of network:n"))
    world(*lines)

    assert find("body_without_coordinator") == {("body_without_coordinator", "network:n", "leader")}


def test_a_theme_that_no_network_covers_any_more(world, told):
    lines = changed(("network:n covers noise, light", "network:n covers noise"))
    world(*lines, "network:n covers light to 2018-05-05")

    assert [(f.subjects, f.since, f.clauses, f.k, f.n) for f in told("theme_uncovered")] == [
        (("light",), "2018-05-05", ("T §4",), 1, 2)
    ]


def test_a_network_that_covers_nothing_in_particular_covers_everything(world, find):
    world(*without(WHOLE, "network:n covers noise, light"))

    assert find("theme_uncovered") == set()


def test_a_clause_that_speaks_of_another_theme_is_not_cited(world, told):
    """Two networks for a theme each: what one lacks cites the clause about its own theme only."""
    written = norm()
    written["clauses"] = [
        c | ({"themes": ["noise"]} if c["section"] == "3" else {}) for c in written["clauses"]
    ]
    role = next(r for r in written["roles"] if r["key"] == "expert")
    role["clauses"] = ["3", "4"]
    lines = changed(
        ("network:n covers noise, light", "network:n covers light"),
        ("post:expert member of network:n on behalf of dept:care", None),
        more=("network:m under dept:head", "network:m covers noise", "post:leader leads network:m"),
    )
    world(*lines, written=written)

    assert {f.subjects[0]: f.clauses for f in told("body_without_member")} == {
        "network:n": ("T §4",),
        "network:m": ("T §3", "T §4"),
    }


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
    from graph.cypher import generated

    world(*WHOLE)
    text = "MATCH (:Role)-[b:BEARS]->(d:Duty {key: 'duty:t:5'}) SET b.valid_to = '2018-05-01'"
    store.write(lambda tx: tx.run(generated("test.end", text, {})))

    assert find("duty_without_bearer") == {("duty_without_bearer", "duty:t:5")}


def test_two_posts_in_one_unit_with_the_same_duty_and_nobody_above(world, told):
    world(*WHOLE, "post:contact2 in office:west as contact from 2018-02-02")
    (finding,) = told("several_bearers")

    assert finding.subjects == ("office:west", "post:contact", "post:contact2")
    assert (finding.clauses, finding.since, finding.unit) == (("T §2",), "2018-02-02", "office:west")


@pytest.mark.parametrize(
    "line",
    ["post:contact2 vacant", "post:contact2 covers light"],
)
def test_two_posts_of_which_one_is_empty_or_that_share_no_theme_do_not_bear_the_same(line, world, find):
    world(*WHOLE, "post:contact covers noise", "post:contact2 in office:west as contact", line)

    assert find("several_bearers") == set()


def test_where_one_of_two_takes_matters_up_with_the_other_that_one_answers(world, find):
    duties = (*DUTIES, ("6", "chief", "lead the network", {}), ("6", "leader", "answer for it", {}))
    shared = tuple((s, "leader+chief" if w == "answer for it" else b, w, m) for s, b, w, m in duties)
    world(*WHOLE, written=norm(duties=shared))

    assert find("several_bearers", "same_duty") == {("same_duty", "chief", "leader")}


def test_several_roles_with_the_same_duty_are_one_finding_with_all_duties(world, told):
    duties = [
        ("2", "contact+expert", "one", {}),
        ("3", "expert+contact", "two", {}),
        ("4", "network", "x", {}),
    ]
    world(*WHOLE, written=norm(duties=duties))
    (finding,) = told("same_duty")

    assert (finding.subjects, finding.clauses) == (("contact", "expert"), ("T §2", "T §3"))
    assert (finding.k, finding.n) == (2, 3)


def test_what_several_roles_must_not_do_is_no_overlap(world, find):
    world(*WHOLE, written=norm(duties=[("2", "contact+expert", "shout", {"modality": "must_not"})]))

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


def test_one_where_two_are_asked_for_is_too_few_but_none_is_said_elsewhere(world, find):
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


def test_a_post_that_sits_in_a_unit_with_the_other_role_is_nothing_denied(world, find):
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


# -- the shape of it -----------------------------------------------------------------------------------


def test_what_belongs_nowhere_hangs_loose(world, told):
    world(*WHOLE, "section:lost exists from 2018-02-02", "post:lost fills chief", "section:left exists",
          "section:left under dept:head to 2018-05-05", "partner:p exists")  # fmt: skip

    assert {f.subjects: (f.since, f.clauses) for f in told("hanging_loose")} == {
        ("post:lost",): ("2018-01-01", ("T §6",)),
        ("section:left",): ("2018-05-05", ()),
        ("section:lost",): ("2018-02-02", ()),
    }


def test_a_post_in_a_unit_that_is_no_more_hangs_loose(world, told):
    world(*WHOLE, "section:s under dept:head", "section:s exists to 2018-05-05", "post:p in section:s")

    assert [(f.subjects, f.since) for f in told("hanging_loose")] == [(("post:p",), "2018-05-05")]


def test_a_top_a_served_place_and_a_network_with_members_do_not_hang_loose(world, find):
    world(
        *without(WHOLE, "network:n under dept:head"), "centre:b -> office:west", "section:s under dept:head"
    )

    assert find("hanging_loose") == set()


def test_a_post_that_sits_elsewhere_than_the_instruction_says(world, told):
    world(
        *changed(("post:chief in dept:head as chief", "post:chief in office:west as chief from 2018-03-03"))
    )

    assert [(f.subjects, f.since, f.unit, f.clauses) for f in told("misplaced_post")] == [
        (("post:chief", "chief"), "2018-03-03", "office:west", ("T §6",))
    ]


def test_a_post_deep_under_the_unit_sits_in_it(world, find):
    world(*changed(("post:chief in dept:head as chief", "post:chief in section:s as chief")),
          "section:s under section:t", "section:t under dept:head")  # fmt: skip

    assert find("misplaced_post") == set()


def test_matters_that_go_round_are_a_circle(world, told):
    world(*WHOLE, written=norm(*HOUSE, "§14 leader asks expert via same_network for case about light"))
    (finding,) = told("circle")

    assert finding.subjects == ("network:n", "post:leader", "post:expert")
    assert finding.clauses == ("T §11", "T §12", "T §14")
    assert (finding.unit, finding.since, finding.severity) == ("network:n", "2018-01-01", "high")
    assert "light" in finding.why


def test_a_step_that_is_only_another_lawful_way_closes_no_circle(world, find):
    world(*WHOLE, written=norm(*HOUSE, "§14 leader may ask expert via same_network"))

    assert find("circle") == set()


# -- routes --------------------------------------------------------------------------------------------


def test_routes_that_stop_are_one_finding_for_each_place_where_they_stop(world, told):
    lines = without(WHOLE, "person:deputy-leader deputises for post:leader")
    world(*lines, "centre:b in region:r", "post:leader vacant since 2018-04-04")
    (finding,) = told("route_stops")

    assert (finding.subjects, finding.since) == (("network:n", "leader"), "2018-04-04")
    assert (finding.clauses, finding.unit) == (("T §5",), "network:n")
    assert "places: 3" in finding.why  # two centres, and the network itself


def test_a_route_that_a_deputy_carries_on_does_not_stop(world, told):
    world(*WHOLE, "post:leader vacant since 2018-04-04")

    assert told("route_stops") == ()


def test_from_places_that_nobody_serves_no_route_begins(world, find):
    written = norm(*(line for line in HOUSE if "may ask" not in line))
    world(*WHOLE, "centre:lost exists", written=written)

    assert find("route_stops") == {("route_stops", "centre:lost", "contact")}


def test_a_long_route_is_found_when_it_is_longer_than_asked_for(world, told):
    world(*WHOLE)

    assert told("long_route") == ()
    findings = told("long_route", settings={"steps": 4})
    assert [f.subjects for f in findings] == [
        ("post:contact", "post:expert", "network:n", "post:leader", "post:chief")
    ]
    assert (findings[0].k, findings[0].n) == (2, 8)


# -- what is written -----------------------------------------------------------------------------------


def test_a_clause_that_is_pending_is_not_modelled(world, told):
    written = norm()
    written["clauses"].append(
        {
            "section": "99",
            "text": {"nb": "a", "en": "b"},
            "status": "pending",
            "reason": {"nb": "c", "en": "d"},
        }
    )
    world(*WHOLE, written=written)

    assert [(f.subjects, f.clauses, f.k) for f in told("clause_not_modelled")] == [
        (("T §99",), ("T §99",), 1)
    ]


def test_posts_that_keep_a_role_of_an_instruction_that_has_ended(world, told, find):
    written = norm() | {"to": dt.date(2018, 5, 5)}
    world(*WHOLE, written=written)

    assert {f.subjects for f in told("replaced_but_cited")} == {
        ("instruction:t", "post:chief", "chief"),
        ("instruction:t", "post:contact", "contact"),
        ("instruction:t", "post:expert", "expert"),
        ("instruction:t", "post:leader", "leader"),
    }
    assert {f.since for f in told("replaced_but_cited")} == {"2018-05-05"}
    assert find("replaced_but_cited", on=dt.date(2018, 5, 4)) == set()


def test_what_still_cites_a_clause_of_an_ended_instruction(store, world, told):
    from graph.cypher import generated

    world(*WHOLE, written=norm() | {"to": dt.date(2018, 5, 5)})
    text = "MATCH (:Role {key: 'place'})-[e:MAY_ESCALATE_TO]->(:Role) SET e.valid_to = '9999-12-31'"
    store.write(lambda tx: tx.run(generated("test.keep", text, {})))

    cited = {f.subjects: f.clauses for f in told("replaced_but_cited")}
    assert cited["instruction:t", "place"] == ("T §8", "T §9")


def test_entries_that_nobody_has_confirmed_for_longer_than_asked(world, told):
    world(*WHOLE)

    assert told("unconfirmed", on=dt.date(2018, 12, 31)) == ()
    assert told("unconfirmed", on=dt.date(2019, 1, 1)) == ()
    old = told("unconfirmed", on=dt.date(2019, 1, 2))
    assert ("post:contact", "person:contact") in {f.subjects for f in old}
    assert ("centre:a",) in {f.subjects for f in old}
    assert {f.since for f in old} == {"2018-01-01"}
    assert told("unconfirmed", on=dt.date(2019, 1, 2), settings={"months": 13}) == ()


def test_what_was_confirmed_counts_from_that_day(store, tmp_path, told):
    from suite.words import organisation, write

    from graph.load.loading import load_files

    file = organisation(*WHOLE)
    post = next(p for p in file["posts"] if p["key"] == "post:contact")
    post["holders"][0]["confirmed"] = dt.date(2018, 11, 1)
    load_files(store, [write(tmp_path / "norm.yaml", norm()), write(tmp_path / "o.yaml", file)])

    assert ("post:contact", "person:contact") not in {
        f.subjects for f in told("unconfirmed", on=dt.date(2019, 6, 1))
    }
    assert [
        f.since for f in told("unconfirmed", on=dt.date(2019, 12, 1)) if f.subjects[0] == "post:contact"
    ] == ["2018-11-01"]
