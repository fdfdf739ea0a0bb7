"""What changed between two days: after the first, up to and with the second."""

from datetime import date

import pytest

from ansvar.graph.errors import QuestionError
from ansvar.queries.changes import changes, days

LINES = (
    "office:west under dept:care",
    "post:contact in office:west",
    "person:ada holds post:contact to 2018-03-01",
    "person:bo holds post:contact from 2018-03-01",
    "centre:a under office:west from 2018-04-01",
    "centre:a exists from 2018-04-01",
    "post:contact member of network:n on behalf of dept:care to 2018-05-01",
)


def told(answer):
    """Give the changes as short tuples."""
    return [(c.day, c.what, c.sort, c.key, c.other) for c in answer.items]


def test_what_began_and_what_ended_is_told_by_day(store, org):
    org(*LINES)

    found = changes(store, date(2018, 2, 1), date(2018, 6, 1))

    assert told(found) == [
        ("2018-03-01", "came", "HOLDS", "person:bo", "post:contact"),
        ("2018-03-01", "went", "HOLDS", "person:ada", "post:contact"),
        ("2018-04-01", "came", "PART_OF", "centre:a", "office:west"),
        ("2018-04-01", "came", "ReceptionCentre", "centre:a", ""),
        ("2018-05-01", "went", "MEMBER_OF", "post:contact", "network:n"),
    ]
    assert found.items[-1].for_key == "dept:care"
    assert found.count("came") == {"HOLDS": 1, "PART_OF": 1, "ReceptionCentre": 1}
    assert found.count("went") == {"HOLDS": 1, "MEMBER_OF": 1}


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        (date(2018, 3, 1), date(2018, 3, 31), 0),  # what happened on the first day belongs to the time before
        (date(2018, 2, 28), date(2018, 3, 1), 2),  # what happened on the last day counts
        (date(2018, 3, 1), date(2018, 3, 1), 0),  # one day is no time
    ],
)
def test_the_first_day_does_not_count_and_the_last_one_does(store, org, since, until, count):
    org(*LINES)

    assert len(changes(store, since, until).items) == count


def test_who_holds_on_without_a_break_has_not_changed(store, org):
    org(
        "post:p in office:west",
        "person:ada holds post:p to 2018-03-01",
        "person:ada holds post:p from 2018-03-01",
    )

    assert changes(store, date(2018, 2, 1), date(2018, 6, 1)).items == ()


def test_who_came_and_went_in_between_is_told_twice(store, org):
    org(
        "post:p in office:west",
        "post:p vacant",
        "person:ada holds post:p from 2018-03-01 to 2018-04-01",
    )

    found = changes(store, date(2018, 2, 1), date(2018, 6, 1))

    assert [(c.what, c.day) for c in found.items] == [("came", "2018-03-01"), ("went", "2018-04-01")]


def test_what_never_was_is_not_told(store, org):
    """What ends on the day on which it begins has no time."""
    org("post:p in office:west", "centre:a exists from 2018-03-01 to 2018-04-01")
    org("post:p in office:west", ended_on=date(2018, 2, 15))

    assert changes(store, date(2018, 2, 1), date(2018, 6, 1)).items == ()


def test_an_empty_graph_has_changed_nothing(store):
    found = changes(store, date(2018, 1, 1), date(2018, 6, 1))

    assert (found.items, found.graph) == ((), {"fingerprint": "", "as_of": ""})


def test_the_later_day_first_is_refused(store):
    with pytest.raises(QuestionError, match="2018-01-01 is earlier than 2018-06-01"):
        changes(store, date(2018, 6, 1), date(2018, 1, 1))


def test_the_example_tells_both_languages_and_a_stable_form(example):
    nb, en = (changes(example, date(2018, 1, 5), date(2018, 6, 1), lang) for lang in ("nb", "en"))

    assert [c.key for c in nb.items] == [c.key for c in en.items]
    assert any(c.sort == "HOLDS" and c.what == "went" for c in en.items)
    assert en.to_json()["format"] == "ansvar.changes/1"
    assert en.to_json()["totals"]["went"] == en.count("went")


def test_both_engines_tell_the_same(both):
    one, other = (changes(store, date(2018, 1, 1), date(2018, 12, 31)) for store in both)

    assert one.items == other.items
    assert one.graph["fingerprint"] == other.graph["fingerprint"]


def test_the_days_of_change_are_counted(store, org):
    org(*LINES)

    found = days(store)

    assert found[-3:] == (("2018-03-01", 1, 1), ("2018-04-01", 2, 0), ("2018-05-01", 0, 1))
    assert "2018-01-01" in [day for day, _, _ in found]


def test_both_engines_count_the_same_days(both):
    one, other = (days(store) for store in both)

    assert one == other
