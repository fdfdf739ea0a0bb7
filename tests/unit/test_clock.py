"""The one clock: days and moments as people write and read them, in the zone of the organisation."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansvar.graph import clock
from ansvar.graph.errors import QuestionError
from ansvar.graph.export.options import ExportOptions

LATE = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)


@pytest.fixture
def zone(monkeypatch):
    """Set the clock to half past ten in the evening in UTC, and give what sets the zone."""
    monkeypatch.setattr(clock, "now", lambda: LATE)
    return lambda name: monkeypatch.setenv("ANSVAR_TIMEZONE", name)


@pytest.mark.parametrize(
    ("name", "day", "told"),
    [
        ("Europe/Oslo", "2026-07-01", "2026-07-01 00:30:00"),
        ("UTC", "2026-06-30", "2026-06-30 22:30:00"),
        ("America/New_York", "2026-06-30", "2026-06-30 18:30:00"),
        ("Asia/Kathmandu", "2026-07-01", "2026-07-01 04:15:00"),
    ],
)
def test_today_and_every_moment_are_those_of_the_zone(zone, name, day, told):
    zone(name)

    assert (
        clock.today().isoformat()
        == ExportOptions().on.isoformat()
        == clock.read_day("today").isoformat()
        == day
    )
    assert clock.local("2026-06-30T22:30:00.000Z") == clock.local("2026-06-30T22:30:00+00:00") == told
    assert clock.read_moment(told) == clock.stamp(LATE) == "2026-06-30T22:30:00.000Z"


def test_a_moment_is_told_by_the_time_of_its_season(zone):
    """A moment in another season is told by the time of that season."""
    zone("Europe/Oslo")

    assert clock.local("2026-01-31T23:30:00.000Z") == "2026-02-01 00:30:00"
    assert clock.read_moment("2026-02-01T00:30") == "2026-01-31T23:30:00.000Z"


def test_a_day_counts_to_its_end_when_clocks_change(zone):
    """A day that is a moment counts to its end when clocks change too."""
    zone("Europe/Oslo")
    ends = {"2026-06-29": "2026-06-29T21:59:59.999Z", "2026-03-29": "2026-03-29T21:59:59.999Z"}
    assert {day: clock.read_moment(day) for day in ends} == ends

    zone("America/Havana")  # midnight of 9 March 2025 was one o'clock; that of 2 November came twice
    ends = {"2025-03-08": "2025-03-09T04:59:59.999Z", "2025-11-01": "2025-11-02T03:59:59.999Z"}
    assert {day: clock.read_moment(day) for day in ends} == ends


def test_nothing_can_be_known_from_a_day_that_has_not_come(zone):
    zone("Europe/Oslo")
    assert clock.read_moment("2026-07-01") == "2026-07-01T21:59:59.999Z"
    assert clock.read_moment("17") == "17"

    for text in ("2026-07-02", "9999-12-31", "2026-07-02T00:00", "2026-07-01T22:00Z"):
        with pytest.raises(QuestionError, match="today is 2026-07-01"):
            clock.read_moment(text)
    for text in (
        "",
        "yesterday",
        "2026-06-31",
        "20260601T12:00",
        "9999-12-31T23:59:59Z",
        "\N{ARABIC-INDIC DIGIT THREE}",
    ):
        with pytest.raises(QuestionError, match="unknown point in time"):
            clock.read_moment(text)


@pytest.mark.parametrize("name", ["Europe/Osl", "europe/oslo", "Europe", "../../etc/passwd", "\x00"])
def test_a_zone_that_does_not_exist_is_refused_with_the_nearest(zone, name):
    with pytest.MonkeyPatch.context() as there:
        there.setattr("os.environ", {"ANSVAR_TIMEZONE": name})
        with pytest.raises(QuestionError, match="is not a time zone") as refused:
            clock.today()

    assert refused.value.message == f'ANSVAR_TIMEZONE is "{name}", which is not a time zone'
    near = name.lower().startswith("europe")
    assert refused.value.hint.startswith("Nearest: " if near else "Valid values include ")
    assert ('"Europe/Oslo"' in refused.value.hint) is near


def test_a_machine_without_zones_is_told_what_it_lacks(zone, monkeypatch):
    zone("Europe/Nowhere")
    monkeypatch.setattr("zoneinfo.available_timezones", set)

    with pytest.raises(QuestionError, match="This machine has no list of time zones: install tzdata"):
        clock.today()


@given(st.dates(max_value=dt.date(9999, 12, 30)))
def test_a_day_is_read_in_two_forms(day):
    iso, dotted = day.isoformat(), f"{day.day}.{day.month}.{day.year:04}"

    assert {clock.read_day(text) for text in (iso, dotted, f" {iso} ")} == {day}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a date"),
        (" ", "not a date"),
        ("20180601", "not a date"),
        ("2018-W22-5", "not a date"),
        ("2018-6-1", "not a date"),
        ("\N{ARABIC-INDIC DIGIT TWO}018-06-01", "not a date"),
        ("2018-06-31", "day"),
        ("9999-12-31", "it is the sign of an open end, and no day that can be asked for"),
        ("31.12.9999", "it is the sign of an open end, and no day that can be asked for"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text, reason):
    with pytest.raises(QuestionError) as refused:
        clock.read_day(text)

    assert refused.value.message.startswith(f'unknown date "{text}": ')
    assert reason in refused.value.message
    assert refused.value.hint == "Write it as 2018-06-01, 1.6.2018 or today."
