"""Organisations of many shapes: who follows up, who is nearest, and which theme goes where."""

import pytest
from suite.routes import ask, keys, told
from suite.words import HOUSE, WEST, without

SERVES = "office:west serves region:r"
OTHER_OFFICE = ("office:east under dept:care", "post:contact-east in office:east as contact")


def first(store, start="centre:a", theme="noise", matter="case", on="2018-06-01"):
    """Give the first step, or what is said instead."""
    route = ask(store, start, theme, matter, on)
    return route.steps[0].key if route.steps else route.status


# -- who serves whom ---------------------------------------------------------------------------------------


def test_a_named_office_goes_before_that_of_the_region(store, org):
    """An office that is named for a centre goes before the one of its region."""
    org(*WEST, *OTHER_OFFICE, "centre:a -> office:east", "centre:b in region:r")

    assert (first(store, "centre:a"), first(store, "centre:b")) == ("post:contact-east", "post:contact")


def test_a_named_office_gives_way_when_its_time_is_over(store, org):
    """An office that was named for a centre for a time leaves it to the region's office then."""
    org(*WEST, *OTHER_OFFICE, "office:east serves centre:a from 2018-03-01 to 2018-06-01")

    days = ("2018-02-28", "2018-03-01", "2018-05-31", "2018-06-01")
    assert [first(store, on=day) for day in days] == [
        "post:contact",
        "post:contact-east",
        "post:contact-east",
        "post:contact",
    ]


def test_an_office_serves_regions_within_its_region(store, org):
    """An office can serve a larger region that a smaller one lies in."""
    org(
        *without(WEST, SERVES),
        "region:r under region:land",
        "region:land under region:world",
        "office:west serves region:world",
    )

    assert first(store) == "post:contact"


def test_a_region_that_moves_takes_its_centres_along(store, org):
    org(
        *without(WEST, SERVES),
        *OTHER_OFFICE,
        "office:west serves region:left",
        "office:east serves region:right",
        "region:r under region:left to 2018-06-01",
        "region:r under region:right from 2018-06-01",
    )

    assert [first(store, on=day) for day in ("2018-05-31", "2018-06-01")] == [
        "post:contact",
        "post:contact-east",
    ]


def test_of_two_offices_that_serve_a_centre_both_are_lawful(store, org):
    org(*WEST, *OTHER_OFFICE, "office:east serves region:r")

    route = ask(store, "centre:a", "noise", "case")

    assert keys(route)[0] == "post:contact"
    assert "post:contact-east" in {way[0].key for way in route.alternatives}


def test_the_second_office_is_asked_when_the_first_is_empty(store, org):
    """Where the first of two offices has nobody the other one is asked."""
    org(*WEST, *OTHER_OFFICE, "office:east serves region:r", "post:contact vacant")

    assert first(store) == "post:contact-east"


def test_a_centre_that_nobody_serves_misses_its_contact(store, org):
    org(*without(WEST, SERVES))

    route = ask(store, "centre:a", "noise", "principle")

    assert told(route) == ("broken", "", ["contact missing: nobody"])
    assert route.stops is not None
    assert route.stops["clauses"] == ("T §2",)


# -- themes ------------------------------------------------------------------------------------------------


def test_two_contacts_of_one_office_can_share_the_themes(store, org):
    org(
        *WEST,
        "post:contact covers noise",
        "post:contact-light in office:west as contact",
        "post:contact-light covers light",
    )

    assert [first(store, theme=theme) for theme in ("noise", "light")] == [
        "post:contact",
        "post:contact-light",
    ]


def test_a_contact_with_one_theme_is_missed_for_the_other(store, org):
    org(*WEST, "post:contact covers noise")

    assert told(ask(store, "centre:a", "light", "case")) == (
        "fallback",
        "post:expert* network:n post:leader",
        ["contact missing: post:expert"],
    )


def test_each_network_has_its_own_theme_and_so_have_its_members(store, org):
    """A member works on the themes of her networks unless she has some of her own."""
    org(
        *WEST,
        "network:n covers noise",
        "network:m covers light",
        "post:expert-m in dept:care as expert",
        "post:expert-m member of network:m",
        "post:leader-m in dept:head as leader",
        "post:leader-m leads network:m",
    )

    steps = {theme: " ".join(keys(ask(store, "centre:a", theme, "case"))) for theme in ("noise", "light")}
    assert steps == {
        "noise": "post:contact post:expert network:n post:leader",
        "light": "post:contact post:expert-m network:m post:leader-m",
    }


def test_a_member_of_two_networks_takes_each_theme_to_its_own(store, org):
    org(
        *WEST,
        "network:n covers noise",
        "network:m covers light",
        "post:expert member of network:m",
        "post:leader leads network:m",
    )

    asked = [keys(ask(store, "centre:a", theme, "case"))[2] for theme in ("noise", "light")]
    assert asked == ["network:n", "network:m"]


def test_a_step_about_one_theme_is_open_for_that_one_only(store, org):
    norm = tuple(f"{line} about noise" if line.startswith("§12") else line for line in HOUSE)
    org(*WEST, norm=norm)

    last = [keys(ask(store, "centre:a", theme, "case"))[-1] for theme in ("noise", "light")]
    assert last == ["post:leader", "network:n"]


# -- the line ----------------------------------------------------------------------------------------------

LINE = (
    "§1 staff",
    "§2 chief",
    "§3 staff asks chief via line_above",
)


def test_of_two_chiefs_in_the_line_the_nearest_is_asked(store, org):
    org(
        "post:p in section:s as staff",
        "section:s under dept:d",
        "dept:d under directorate:x",
        "post:near in dept:d as chief",
        "post:far in directorate:x as chief",
        norm=LINE,
    )

    assert told(ask(store, "post:p", "noise", "case")) == ("whole", "post:near", [])


def test_a_chief_of_the_same_unit_is_nearer_than_one_above(store, org):
    org(
        "post:p in section:s as staff",
        "section:s under dept:d",
        "post:a in dept:d as chief",
        "post:z in section:s as chief",
        norm=LINE,
    )

    assert keys(ask(store, "post:p", "noise", "case")) == ["post:z"]


def test_nobody_is_her_own_chief(store, org):
    org(
        "post:p in section:s as staff, chief",
        "section:s under dept:d",
        "post:d in dept:d as chief",
        norm=LINE,
    )

    assert keys(ask(store, "post:p", "noise", "case")) == ["post:d"]


def test_a_chief_of_another_branch_is_never_asked(store, org):
    org(
        "post:p in section:s as staff",
        "section:s under dept:d",
        "section:t under dept:d",
        "post:t in section:t as chief",
        norm=LINE,
    )

    assert told(ask(store, "post:p", "noise", "case"))[0] == "broken"


@pytest.mark.parametrize("levels", [2, 6, 10])
def test_a_line_can_have_few_levels_or_many(store, org, levels):
    line = [f"unit:l{n} under unit:l{n + 1}" for n in range(levels - 1)]
    org("post:p in unit:l0 as staff", *line, f"post:top in unit:l{levels - 1} as chief", norm=LINE)

    assert keys(ask(store, "post:p", "noise", "case")) == ["post:top"]


def test_a_role_that_asks_itself_climbs_the_line(store, org):
    norm = (*LINE, "§4 chief asks chief via line_above")
    line = [f"unit:l{n} under unit:l{n + 1}" for n in range(5)]
    chiefs = [f"post:c{n} in unit:l{n} as chief" for n in (0, 2, 3, 5)]
    org("post:p in unit:l0 as staff", *line, *chiefs, "post:c3 vacant since 2018-03-01", norm=norm)

    assert told(ask(store, "post:p", "noise", "case")) == (
        "not_said",
        "post:c0 post:c2 post:c3",
        ["post:c3 vacant since 2018-03-01: nobody"],
    )
    natural = ask(store, "post:p", "noise", "case").natural
    assert natural is not None
    assert natural.key == "post:c5"


# -- several hats ------------------------------------------------------------------------------------------


def test_a_holder_of_two_posts_is_told_which_one_asks(store, org):
    """Who holds two posts is told from which one the route goes."""
    org(*WEST, "person:x holds post:contact", "person:x holds post:leader")

    route = ask(store, "person:x", "noise", "principle")

    assert keys(route) == ["post:expert", "network:n", "post:leader", "post:chief"]
    assert route.notes[0] == "person:x holds several posts; the route goes from post:contact."
    assert [[step.key for step in way] for way in route.alternatives] == [["post:chief"]]


def test_a_post_without_a_role_asks_as_its_unit(store, org):
    org(*WEST, "post:cook in centre:a")

    route = ask(store, "post:cook", "noise", "case")

    assert (keys(route)[0], route.start["key"]) == ("post:contact", "centre:a")


def test_a_circle_of_steps_stops_and_says_so(store, org):
    norm = (
        "§1 staff",
        "§2 chief",
        "§3 staff asks chief via line_above",
        "§4 chief asks staff via line_below",
    )
    org("post:p in section:s as staff", "section:s under dept:d", "post:d in dept:d as chief", norm=norm)

    route = ask(store, "post:p", "noise", "case")

    assert told(route) == ("broken", "post:d", [])
    assert route.stops is not None
    assert route.stops["role"] is None
    assert "Every further step leads back to somebody the matter has been with." in route.stops["why"]
