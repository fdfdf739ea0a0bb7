"""Values that change: a node carries the newest one and, where there were others, since when each has held.

What a later source says changes nothing about an earlier day.  Whoever asks for a day is given the values
of that day (`on_day`), also from an answer of the engine (`resolve`); nobody else looks at earlier values.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ansvar.graph.periods import OPEN_END, Period, subtract

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_HISTORY = ("dated", "changed_on")
"""The properties that keep them: all values, as JSON; and the first day of the newest of all."""


@cache
def beside_content() -> frozenset[str]:
    """Give the properties that tell when facts were confirmed, and are none themselves."""
    from ansvar.graph.schema.fields import FIELDS  # noqa: PLC0415  (most questions need no table)

    return frozenset(name for field in FIELDS if not field.content for name in field.properties)


def content_of(props: Mapping[str, Any]) -> dict[str, Any]:
    """Give the properties without those that are no content, and without what these were earlier."""
    made = {name: value for name, value in props.items() if name not in beside_content()}
    if len(made) < len(props) and "dated" in props:
        told = {name: values for name, values in history_of(props).items() if name not in beside_content()}
        made = with_history(made, told)
    return made


History = dict[str, list[tuple[str, Any]]]
"""Property -> its values in order, each with its first day; that of the first one is empty."""


@cache
def dated() -> tuple[str, ...]:
    """Give the properties whose earlier values are kept, by the table of fields."""
    from ansvar.graph.schema.fields import FIELDS  # noqa: PLC0415  (most questions need no table)

    return tuple(dict.fromkeys(name for field in FIELDS if field.dated for name in field.properties))


def history_of(props: Mapping[str, Any]) -> History:
    """Give the values of all properties that have had several; None stands for no value."""
    told = json.loads(props.get("dated") or "{}")
    return {name: [(start, value) for start, value in values] for name, values in told.items()}


def with_history(props: Mapping[str, Any], history: History) -> dict[str, Any]:
    """Give the properties with the newest values, and with the history that is left of equal neighbours."""
    made = {name: value for name, value in props.items() if name not in _HISTORY}
    tidy: History = {}
    for name, values in sorted(history.items()):
        told = [pair for at, pair in enumerate(values) if not at or pair[1] != values[at - 1][1]]
        made.pop(name, None)
        if told[-1][1] is not None:
            made[name] = told[-1][1]
        if len(told) > 1:
            tidy[name] = told
    if tidy:
        made["dated"] = json.dumps(tidy, ensure_ascii=False, separators=(",", ":"))
        made["changed_on"] = max(values[-1][0] for values in tidy.values())
    return made


def change(standing: Mapping[str, Any], wanted: Mapping[str, Any], day: str) -> dict[str, Any]:
    """Let what is wanted hold from a day on, and what was before it stay.

    Where a source tells the earlier values of a property itself, these count.

    Parameters
    ----------
    standing, wanted : mapping of str to Any
        Properties of a node as the graph has it, and as a source states it.
    day : str
        ISO text; a value that began on that day, or with the node, is replaced.
    """
    history = history_of(standing)
    for name in dated():
        old, new = standing.get(name), wanted.get(name)
        if old != new and standing["valid_from"] < day:
            before = [pair for pair in history.get(name, [("", old)]) if pair[0] < day]
            history[name] = [*before, (day, new)]
        elif old != new:
            history.pop(name, None)
    return with_history(wanted, history | history_of(wanted))


def on_day(props: Mapping[str, Any], day: str) -> dict[str, Any]:
    """Give the properties as they were on a day, without what keeps others."""
    made = {name: value for name, value in props.items() if name not in _HISTORY}
    for name, values in history_of(props).items():
        value = next(value for start, value in reversed(values) if start <= day)
        made.pop(name, None)
        if value is not None:
            made[name] = value
    return made


def gone_in(props: Mapping[str, Any]) -> list[Period]:
    """Give the periods between a thing's first and last day in which it was gone: it ended, and came back."""
    return periods_with(props, "gone", (True,))


def lives_of(props: Mapping[str, Any]) -> list[Period]:
    """Give the periods in which a thing exists, in order: one, unless it ended and came back."""
    return subtract([Period.of(props)], gone_in(props))


def earlier(props: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """Give each property with a value that it had, and the first day on which that no longer held."""
    for name, values in history_of(props).items():
        for (_, value), (until, _) in pairwise(values):
            yield name, value, until


def before(props: Mapping[str, Any], until: str) -> dict[str, Any]:
    """Give the properties as they were on the day before another one."""
    return on_day(props, (dt.date.fromisoformat(until) - dt.timedelta(days=1)).isoformat())


def corrections(standing: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Give what is another value now on days before a change: ``fte until 2018-06-01`` -> was and is.

    An import as of a day makes none; a file that is loaded without earlier values takes them away.
    """
    return {
        f"{name} until {until}": (was, now)
        for name, was, until in earlier(standing)
        if was != (now := before(after, until).get(name))
    }


def periods_with(props: Mapping[str, Any], name: str, wanted: Collection[Any]) -> list[Period]:
    """Give the periods in which a property has one of some values."""
    values = history_of(props).get(name, [("", props.get(name))])
    ends = [*(start for start, _ in values[1:]), OPEN_END]
    return [Period(start, end) for (start, value), end in zip(values, ends, strict=True) if value in wanted]


def on_days(rows: Iterable[Mapping[str, Any]], day: str) -> dict[str, dict[str, Any]]:
    """Give the values of a day: key -> property -> value or None, by rows of `values.cypher`."""
    then = {row["key"]: on_day(row["props"], day) for row in rows}
    return {key: {name: props.get(name) for name in dated()} for key, props in then.items()}


def resolve(value: Any, then: Mapping[str, Mapping[str, Any]]) -> Any:
    """Put the values of a day into the rows of an answer.

    A map that has a ``key`` has the values of that node under their own names; one that has a key under
    another name, such as ``unit``, has its names as ``unit_nb`` and ``unit_en``.

    Parameters
    ----------
    then : mapping of str to mapping
        Key -> property -> value on the day, of the nodes that have other values now.
    """
    if isinstance(value, list):
        return [resolve(each, then) for each in value]
    if not isinstance(value, dict):
        return value
    made = {name: resolve(each, then) for name, each in value.items()}
    for name, key in value.items():
        if isinstance(key, str) and key in then:
            for prop, held in then[key].items():
                told = prop if name == "key" else prop.replace("name_", f"{name}_", 1)
                if told in made and (name == "key" or told != prop):
                    made[told] = held
    return made
