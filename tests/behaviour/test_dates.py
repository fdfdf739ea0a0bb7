"""Every period holds from its first day to the day before its end, wherever it stands."""

import pytest
from suite.routes import ask, keys, told
from suite.words import WEST, without

from ansvar.graph.errors import QuestionError

BEFORE, ON, AFTER = "2018-05-31", "2018-06-01", "2018-06-02"
DAYS = (BEFORE, ON, AFTER)
UNTIL, SINCE = "to 2018-06-01", "from 2018-06-01"

WHOLE = "post:contact post:expert network:n post:leader"


def over_the_days(store, start="centre:a", theme="noise", matter="case"):
    """Give the steps on the day before, on the day, and on the day after."""
    return [" ".join(keys(ask(store, start, theme, matter, day))) for day in DAYS]


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("centre:a in region:r", ""),
        ("office:west serves region:r", ""),
        ("post:contact in office:west as contact", "post:expert network:n post:leader"),
        ("post:expert member of network:n on behalf of dept:care", "post:contact post:expert"),
        ("post:leader leads network:n", "post:contact post:expert network:n"),
        ("office:west under dept:care", "post:contact"),
    ],
)
@pytest.mark.parametrize("end", [UNTIL, SINCE], ids=["ends", "begins"])
def test_a_fact_holds_from_its_first_day_until_its_end(store, org, line, broken, end):
    """A fact holds until the day before its end and from its first day.

    Asked on the day before, on the day and on the day after, for a fact that ends or begins on it.
    """
    org(*without(WEST, line), f"{line} {end}")

    assert over_the_days(store) == ([WHOLE, broken, broken] if end == UNTIL else [broken, WHOLE, WHOLE])


def test_a_holder_holds_until_the_day_before_the_end(store, org):
    org(*WEST, f"person:x holds post:contact {UNTIL}")

    assert [ask(store, "centre:a", "noise", "case", day).steps[0].state for day in DAYS] == [
        "filled",
        "vacant",
        "vacant",
    ]
    assert ask(store, "centre:a", "noise", "case", AFTER).skipped[0].since == "2018-06-01"


def test_a_successor_takes_over_without_a_day_in_between(store, org):
    org(*WEST, f"person:x holds post:contact {UNTIL}", f"person:y holds post:contact {SINCE}")

    holders = [ask(store, "centre:a", "noise", "case", day).steps[0].holders for day in DAYS]

    assert [[person.key for person in people] for people in holders] == [
        ["person:x"],
        ["person:y"],
        ["person:y"],
    ]


def test_a_day_between_two_holders_is_a_vacancy_of_one_day(store, org):
    org(*WEST, f"person:x holds post:contact {UNTIL}", "person:y holds post:contact from 2018-06-02")

    assert [told(ask(store, "centre:a", "noise", "case", day))[2] for day in DAYS] == [
        [],
        ["post:contact vacant since 2018-06-01: post:expert"],
        [],
    ]


def test_a_post_never_held_is_vacant_since_its_first_day(store, org):
    """A post that nobody ever held is vacant since its first day."""
    org(*WEST, "post:contact vacant")

    assert ask(store, "centre:a", "noise", "case").skipped[0].since == "2018-01-01"


def test_a_vacancy_counts_from_the_last_holder(store, org):
    """A vacancy counts from the last holder and not from one before."""
    org(
        *WEST,
        "person:x holds post:contact to 2018-02-01",
        "person:y holds post:contact from 2018-02-01 to 2018-04-01",
        "person:z holds post:contact from 2019-01-01",
    )

    assert ask(store, "centre:a", "noise", "case").skipped[0].since == "2018-04-01"


def test_an_absence_and_its_deputy_hold_for_their_own_days(store, org):
    org(
        *WEST,
        "person:x holds post:contact",
        "person:x away from post:contact from 2018-06-01 to 2018-06-03",
        "person:y deputises for post:contact from 2018-06-02 to 2018-06-03",
    )

    days = (BEFORE, ON, AFTER, "2018-06-03")
    assert [told(ask(store, "centre:a", "noise", "case", day))[2] for day in days] == [
        [],
        ["post:contact absent since 2018-06-01: post:expert"],
        ["post:contact absent since 2018-06-01: person:y"],
        [],
    ]


def test_of_two_holders_the_one_who_is_there_is_named(store, org):
    org(
        *WEST,
        "person:x holds post:contact",
        "person:y holds post:contact",
        f"person:x away from post:contact {SINCE}",
    )

    route = ask(store, "centre:a", "noise", "case", AFTER)

    assert route.skipped == ()
    assert [person.key for person in route.steps[0].holders] == ["person:y"]


def test_an_absent_deputy_does_not_carry_on(store, org):
    """A deputy who is away from the post as well does not carry on."""
    org(
        *WEST,
        "person:x holds post:contact",
        "person:y deputises for post:contact",
        f"person:x away from post:contact {SINCE}",
        f"person:y away from post:contact {SINCE}",
    )

    assert told(ask(store, "centre:a", "noise", "case", AFTER))[2] == [
        "post:contact absent since 2018-06-01: post:expert"
    ]


def test_a_theme_is_covered_for_its_own_days(store, org):
    """With a field of her own a contact works on no other, also on days on which it does not hold."""
    org(*WEST, "post:contact covers noise to 2018-06-01", "post:contact covers light from 2018-06-01")

    def contact_covers(day):
        routes = {theme: keys(ask(store, "centre:a", theme, "case", day)) for theme in ("noise", "light")}
        return [theme for theme, steps in routes.items() if "post:contact" in steps]

    assert (contact_covers(BEFORE), contact_covers(ON)) == (["noise"], ["light"])


def test_a_unit_that_moves_is_in_its_new_line_from_that_day_on(store, org):
    """The representative of the old department is asked until the day before."""
    lines = without(WEST, "office:west under dept:care")
    org(
        *lines,
        "office:west under dept:care to 2018-06-01",
        "office:west under dept:new from 2018-06-01",
        "post:expert-new in dept:new as expert",
        "post:expert-new member of network:n",
    )

    assert [keys(ask(store, "centre:a", "noise", "case", day))[1] for day in DAYS] == [
        "post:expert",
        "post:expert-new",
        "post:expert-new",
    ]


def test_an_instruction_holds_from_its_own_first_day(store, org):
    org(*WEST, since="2018-06-01")

    assert ask(store, "centre:a", "noise", "case", ON).status == "whole"
    assert ask(store, "centre:a", "noise", "case", BEFORE).status == "not_applicable"


def test_a_start_is_asked_for_on_the_days_on_which_it_exists(store, org):
    org(*WEST, "centre:a exists from 2018-03-01 to 2018-06-01")

    assert ask(store, "centre:a", "noise", "case", BEFORE).status == "whole"
    assert ask(store, "centre:a", "noise", "case", "2018-03-01").status == "whole"
    for day in (ON, "2018-02-28"):
        with pytest.raises(QuestionError) as caught:
            ask(store, "centre:a", "noise", "case", day)
        assert caught.value.exit_code == 2
        assert "only from 2018-03-01 until 2018-06-01" in str(caught.value)


def test_a_person_asks_from_the_post_of_the_day(store, org):
    org(*WEST, f"person:x holds post:contact {UNTIL}", f"person:x holds post:expert {SINCE}")

    assert over_the_days(store, "person:x") == [
        "post:expert",  # empty, and only its holder could bring the matter into the network
        "network:n post:leader",
        "network:n post:leader",
    ]


def test_an_empty_network_is_named_with_its_last_day(store, org):
    """A network without members is named with the day of the last one.

    A body that the instruction fills with members takes nothing up when it has none.
    """
    norm = (
        "§1 place is ReceptionCentre",
        "§2 panel is Network",
        "§3 expert sits in CARE, one per Network",
        "§4 place asks panel via line_above",
    )
    org(
        "centre:a -> office:west",
        "office:west under network:n",
        "dept:care code CARE",
        "post:expert in dept:care as expert",
        f"post:expert member of network:n {UNTIL}",
        norm=norm,
    )

    assert [told(ask(store, "centre:a", "noise", "case", day)) for day in DAYS[:2]] == [
        ("whole", "network:n", []),
        ("broken", "network:n", ["network:n vacant since 2018-06-01: nobody"]),
    ]
    assert ask(store, "centre:a", "noise", "case", ON).skipped[0].why == "without members since 1 June 2018"


def test_the_day_is_today_when_none_is_given(store, org):
    import datetime as dt

    from ansvar.queries.trace import trace

    org(*WEST)

    route = trace(store, "centre:a", "noise", "case")

    assert route.question["on"] == dt.datetime.now(tz=dt.UTC).date().isoformat()
    assert route.status == "whole"
