"""Rules about people, posts, units and bodies: each finds its own fault, and is silent without it."""

from __future__ import annotations

import datetime as dt

import pytest
from suite.houses import DAY, WHOLE, changed, norm
from suite.words import HOUSE, without

# -- who is there --------------------------------------------------------------------------------------


def test_a_vacant_post_is_found_with_date_unit_and_clause(world, told):
    """A vacant post is found with its date its unit and its clause."""
    world(*WHOLE, "post:contact vacant since 2018-03-01", "person:gone holds post:contact to 2018-02-01")
    (finding,) = told("vacant_post")

    assert finding.subjects == ("post:contact",)
    assert (finding.since, finding.unit, finding.clauses) == ("2018-03-01", "office:west", ("T §2",))
    assert (finding.k, finding.n, finding.severity) == (1, 4, "high")


def test_a_post_never_held_is_vacant_since_it_exists(world, told):
    """A post that nobody ever held is vacant since it is there."""
    world(*WHOLE, "post:contact vacant", "post:contact exists from 2018-02-02")

    assert [f.since for f in told("vacant_post")] == ["2018-02-02"]


def test_the_deputy_of_a_vacant_post_is_named(world, told):
    world(*WHOLE, "post:chief vacant")
    (finding,) = told("vacant_post")

    assert "person:deputy-chief deputises" in finding.why


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


def test_absence_without_deputy_is_found_while_it_lasts(world, told, find):
    """A holder who is away without deputy is found for as long as that lasts."""
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
def test_one_deputy_is_enough_during_absence(help_, world, find):
    """A deputy in person or by post is enough while one is away."""
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


def test_overlapping_absences_leave_nobody(world, told, store):
    """Where both holders are away nobody is there while their absences overlap."""
    world(
        *changed(("person:deputy-contact deputises for post:contact", None)),
        "person:contact away from post:contact from 2018-05-01 to 2018-09-01",
        "person:two holds post:contact",
        "person:two away from post:contact from 2018-05-20 to 2018-07-01",
    )
    (finding,) = told("absent_without_deputy")
    rows = store.read("coverage.network", on=DAY, about=[])
    (spot,) = (row["data"] for row in rows if (row["part"], row["key"]) == ("node", "post:contact"))

    assert (finding.since, finding.subjects) == ("2018-05-20", ("post:contact",))
    assert "1 July 2018" in finding.why
    assert (spot["state"], spot["since"], spot["until"]) == ("absent", "2018-05-20", "2018-07-01")


def test_a_term_that_ends_within_the_days_asked_for_is_found(world, told):
    world(*WHOLE, "person:contact holds post:contact to 2018-07-01")
    (finding,) = told("term_ending")

    assert finding.subjects == ("post:contact", "person:contact")
    assert finding.clauses == ("T §2",)
    assert "30 June 2018" in finding.why
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


def test_a_post_lacks_a_deputy_since_the_last_one_left(world, told):
    """A post without a deputy is found and one with a former deputy since he left."""
    deputy = "person:deputy-chief deputises for post:chief"
    lines = without(WHOLE, "person:deputy-contact deputises for post:contact", deputy)
    world(*lines, f"{deputy} to 2018-04-01")

    assert [(f.subjects, f.since, f.clauses) for f in told("no_deputy")] == [
        (("post:chief",), "2018-04-01", ()),
        (("post:contact",), "2018-01-01", ()),
    ]


# -- places, units, bodies -----------------------------------------------------------------------------


def test_a_place_that_no_unit_serves_is_followed_up_by_nobody(world, told):
    world(*WHOLE, "centre:b exists from 2018-02-01")
    (finding,) = told("unfollowed")

    assert (finding.subjects, finding.unit, finding.since) == (("centre:b",), "centre:b", "2018-02-01")
    assert (finding.clauses, finding.k, finding.n) == (("T §7",), 1, 2)
    assert "no unit serves it" in finding.why


def test_a_unit_without_contact_follows_nobody_up(world, told):
    """A place whose unit has no such post is followed up by nobody."""
    world(*WHOLE, "office:east under dept:care", "centre:b -> office:east")

    assert [(f.subjects, "office:east serves it" in f.why) for f in told("unfollowed")] == [
        (("centre:b",), True)
    ]


def test_a_place_is_unfollowed_for_an_uncovered_theme(world, told):
    """A place is unfollowed for the theme that the contact does not cover."""
    world(*WHOLE, "post:contact covers light")
    (finding,) = told("unfollowed")

    assert finding.subjects == ("centre:a",)
    assert "noise" in finding.why
    assert "light" not in finding.why


def test_a_vacant_contact_is_not_an_unfollowed_place(world, find):
    """A place with a vacant contact is not unfollowed but the post is vacant."""
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


def test_a_missing_member_concerns_its_department(world, find):
    """What a network lacks concerns the department that it would come from."""
    world(*without(WHOLE, "post:expert member of network:n on behalf of dept:care"))

    assert find("body_without_member", unit="dept:care") == {("body_without_member", "network:n", "expert")}
    assert find("body_without_member", unit="office:west") == set()


def _each_department():
    """Every department needs an expert of its own, who takes matters into the network."""
    house = [
        line.replace("sits in CARE, one per Network", "sits in Department, one per Department")
        for line in HOUSE
    ]
    return norm(*house, "§14 department is Department")


def test_each_department_is_told_of_its_own_post(world, find):
    """A step into a network does not make the departments bodies that lack members."""
    more = (
        "dept:far code FAR",
        "post:far in dept:far as expert",
        "post:far member of network:n",
        "dept:none code NONE",
    )
    world(*WHOLE, *more, written=_each_department())

    assert find("body_without_member", "unit_without_post") == {
        ("unit_without_post", "dept:head", "expert"),
        ("unit_without_post", "dept:none", "expert"),
    }


def test_a_department_bears_its_duty_without_members(world, find):
    """Nobody is a member of a department, though its expert takes matters into a network."""
    written = _each_department()
    clause = next(c for c in written["clauses"] if c["section"] == "14")
    words = {"nb": "svare utad", "en": "answer to the outside"}
    clause["duties"] = [{"bearers": ["department"], "modality": "shall", "text": words}]
    world(*WHOLE, written=written)

    assert find("duty_without_bearer") == set()


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


def test_a_network_without_themes_covers_everything(world, find):
    """A network that covers nothing in particular covers everything."""
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
