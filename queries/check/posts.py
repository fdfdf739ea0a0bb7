"""Judges what is expected of posts, roles and people."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ansvar.graph.periods import OPEN_END, Period, intersect, join, subtract
from ansvar.graph.texts import day_in_words
from ansvar.queries.check.expectations import ANY
from ansvar.queries.texts import text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ansvar.graph.store import Store
    from ansvar.queries.check.expectations import AtMostPart, FilledPart, NeverVacantPart
    from ansvar.queries.check.result import Judged
    from ansvar.queries.check.subjects import Subject, Subjects


_NOT_FILLED = {"absent": "check_away", "unknown": "check_untold", "vacant": "check_vacant"}


@dataclass
class _History:
    """Who was at a post, over all time; each with the person."""

    exists: list[Period] = field(default_factory=list)
    holds: list[tuple[str, Period]] = field(default_factory=list)
    away: list[tuple[str, Period]] = field(default_factory=list)
    deputies: list[tuple[str, Period]] = field(default_factory=list)

    def held(self) -> list[Period]:
        """Give the periods in which somebody holds the post."""
        return intersect(self.exists, [period for _, period in self.holds])

    def manned(self) -> list[Period]:
        """Give the periods in which a holder is there."""
        return intersect(self.exists, self._present(self.holds))

    def deputised(self) -> list[Period]:
        """Give the periods in which a deputy is there."""
        return intersect(self.exists, self._present(self.deputies))

    def _present(self, people: Iterable[tuple[str, Period]]) -> list[Period]:
        return join(
            part
            for person, period in people
            for part in subtract([period], [away for who, away in self.away if who == person])
        )


def is_anywhere(part: FilledPart) -> bool:
    """Tell whether a line asks about no unit in particular."""
    return part.unit is None or ANY in part.unit


class Posts:
    """Judges lines about posts, roles and people."""

    def __init__(self, store: Store, subjects: Subjects, lang: str) -> None:
        self._store = store
        self._subjects = subjects
        self._lang = lang
        self._people: dict[dt.date, list[dict[str, Any]]] = {}

    # -- never vacant ------------------------------------------------------------------------------

    def never_vacant(self, part: NeverVacantPart) -> Judged:
        """Look for days of the period on which nobody is at a post."""
        posts = self._subjects.find(part.post, ["Post"], None)
        histories = self._histories([post.key for post in posts])
        end = part.valid_to.isoformat() if part.valid_to else OPEN_END
        failing: dict[str, list[str]] = defaultdict(list)
        for post in posts:
            history = histories[post.key]
            there = history.manned() if part.absence_counts else history.held()
            if part.deputy_counts:
                there = join([*there, *history.deputised()])
            empty = subtract([Period(part.valid_from.isoformat(), end)], there)
            if empty:
                failing[self._nobody(post, empty)].append(post.key)
        return len(posts), failing

    def _nobody(self, post: Subject, empty: list[Period]) -> str:
        told = ", ".join(self._period(period) for period in empty)
        return text(self._lang, "check_nobody", post=post.name(self._lang), periods=told)

    def _period(self, period: Period) -> str:
        start = day_in_words(period.start, self._lang)
        if period.end == OPEN_END:
            return text(self._lang, "check_since", start=start)
        last = dt.date.fromisoformat(period.end) - dt.timedelta(days=1)
        return text(self._lang, "check_period", start=start, last=day_in_words(last, self._lang))

    def _histories(self, posts: Collection[str]) -> dict[str, _History]:
        found: dict[str, _History] = defaultdict(_History)
        for row in self._store.read("check.holdings", posts=sorted(posts)):
            history = found[row["post"]]
            period = Period.of(row)
            if row["what"] == "post":
                history.exists.append(period)
            elif row["what"] == "holds":
                history.holds.append((row["person"], period))
            elif row["what"] == "away":
                history.away.append((row["person"], period))
            elif row["through_from"] is None:
                history.deputies.append((row["person"], period))
            else:
                shared = period.intersect(Period(row["through_from"], row["through_to"]))
                history.deputies.append((row["person"], shared))
        return found

    # -- filled ------------------------------------------------------------------------------------

    def filled(self, part: FilledPart, on: dt.date) -> Judged:
        """Look for units in which nobody is there in a role."""
        role = self._subjects.find([part.role], ["Role"], None)[0]
        anywhere = is_anywhere(part)
        units = [] if anywhere else self._subjects.find(part.unit or [], ["Unit"], on)
        fillers = self._store.read("check.fillers", roles=[role.key], on=on)
        failing: dict[str, list[str]] = defaultdict(list)
        if anywhere:
            why = self._not_filled(part, role, fillers)
            return 1, {why: [role.key]} if why else {}
        for unit in units:
            here = [row for row in fillers if unit.key in row["units"]]
            why = self._not_filled(part, role, here)
            if why:
                failing[why].append(unit.key)
        return len(units), failing

    def _not_filled(self, part: FilledPart, role: Subject, fillers: list[dict[str, Any]]) -> str:
        """Say why nobody is there among those who fill a role; empty when somebody is."""
        if not fillers:
            return text(self._lang, "check_no_post", role=role.name(self._lang))
        told = []
        for row in fillers:
            # a body fills the role as what it is
            if not row["is_post"] or row["state"] == "filled" or (part.deputy_counts and row["deputies"]):
                return ""
            told.append(text(self._lang, _NOT_FILLED[row["state"]], post=row[f"name_{self._lang}"]))
        return " ".join(told)

    # -- at most -----------------------------------------------------------------------------------

    def at_most(self, part: AtMostPart, on: dt.date) -> Judged:
        """Look for people who are in too many bodies, or hold too many posts."""
        people = self._subjects.find(part.person, ["Person"], on)
        found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for row in self._memberships(on):
            for what in ("body", "post"):
                if row[what]:
                    found[row["person"], what][row[what]] = row[f"{what}_{self._lang}"]
        failing: dict[str, list[str]] = defaultdict(list)
        for person in people:
            for most, what, said in (
                (part.networks, "body", "check_networks"),
                (part.posts, "post", "check_posts"),
            ):
                own = found[person.key, what]
                if most is not None and len(own) > most:
                    listed = ", ".join(own[key] for key in sorted(own))
                    places = {"person": person.name(self._lang), "count": len(own), "most": most}
                    failing[text(self._lang, said, listed=listed, **places)].append(person.key)
        return len(people), failing

    def _memberships(self, on: dt.date) -> list[dict[str, Any]]:
        if on not in self._people:
            self._people[on] = self._store.read("check.memberships", on=on)
        return self._people[on]
