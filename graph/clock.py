"""The one clock: which day it is, and how days and moments are told to people and read from them.

Moments are stored in UTC.  People are told and asked in the zone that ``ANSVAR_TIMEZONE`` names, or in the
machine's.  Nothing else in the house asks the system for the time of day.
"""

from __future__ import annotations

import datetime as dt
import os
import re

from ansvar.graph.errors import QuestionError
from ansvar.graph.names import near
from ansvar.graph.periods import OPEN_END

ZONE = "ANSVAR_TIMEZONE"

_TODAY = ("today", "i dag")
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NORWEGIAN = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_TIMED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}")


def zone() -> dt.tzinfo | None:
    """Give the zone that people are told and asked in; None stands for the machine's own.

    Raises
    ------
    QuestionError
        ``ANSVAR_TIMEZONE`` names none.
    """
    name = os.environ.get(ZONE, "").strip()
    if not name:
        return None
    from zoneinfo import ZoneInfo, available_timezones  # noqa: PLC0415  (most runs do without)

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        message = f'{ZONE} is "{name}", which is not a time zone'
        hint = near(name, available_timezones(), "This machine has no list of time zones: install tzdata.")
        raise QuestionError(message, hint) from error


def now() -> dt.datetime:
    """Give this moment, in UTC."""
    return dt.datetime.now(tz=dt.UTC)


def today() -> dt.date:
    """Give the day that it is where people are."""
    return now().astimezone(zone()).date()


def stamp(moment: dt.datetime) -> str:
    """Write a moment as the journal does: ISO 8601 in UTC, with milliseconds; without a zone it is ours."""
    return _utc(moment).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def local(at: str) -> str:
    """Write a stored moment for people, to the second: ``2018-06-01 12:30:00``."""
    ours = dt.datetime.fromisoformat(at).astimezone(zone())
    return ours.replace(tzinfo=None).isoformat(" ", "seconds")


def read_day(text: str) -> dt.date:
    """Read a day that somebody wrote: ``2018-06-01``, ``1.6.2018`` or ``today``.

    Raises
    ------
    QuestionError
        It is none, or none that anything can be asked for.
    """
    try:
        day = _day(text.strip())
    except ValueError as error:
        reason = str(error)
    else:
        if day.isoformat() != OPEN_END:
            return day
        reason = "it is the sign of an open end, and no day that can be asked for"
    message = f'unknown date "{text}": {reason}'
    raise QuestionError(message, "Write it as 2018-06-01, 1.6.2018 or today.")


def read_moment(text: str) -> str:
    """Read a moment: ``2018-06-01T12:30``, a day, which counts to its end, or the number of a change set.

    Returns
    -------
    str
        As `stamp` writes it, or digits.  What names no zone is in ours.

    Raises
    ------
    QuestionError
        It is none of them, or of a day that has not come yet.
    """
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return text
    try:
        if _TIMED.match(text):
            moment = dt.datetime.fromisoformat(text)
            day = (moment.astimezone(zone()) if moment.tzinfo else moment).date()
        else:
            moment, day = None, _day(text)
        if day <= today():
            return stamp(moment or _last_moment(day))
    except (ValueError, OverflowError) as error:
        message = f'unknown point in time "{text}"'
        raise QuestionError(
            message, "Write 2018-06-01T12:30, a date such as 2018-06-01, or the number of a change set."
        ) from error
    message = f"nothing can be known at {text} yet: today is {today().isoformat()}"
    hint = "Give a date that is not in the future, or leave it out to ask what is known now."
    raise QuestionError(message, hint)


def _day(text: str) -> dt.date:
    if text in _TODAY:
        return today()
    if norwegian := _NORWEGIAN.fullmatch(text):
        day, month, year = map(int, norwegian.groups())
        return dt.date(year, month, day)
    if _WRITTEN.fullmatch(text):
        return dt.date.fromisoformat(text)
    message = "not a date"
    raise ValueError(message)


def _last_moment(day: dt.date) -> dt.datetime:
    """Give the end of a day; where a clock is put back or forward at midnight it still is the end."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
    return _utc(midnight) - dt.timedelta(milliseconds=1)


def _utc(moment: dt.datetime) -> dt.datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone())).astimezone(dt.UTC)
