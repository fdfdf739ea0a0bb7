"""Judges what is expected of routes, on the walks of the coverage map."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ansvar.queries.check.expectations import ANY
from ansvar.queries.check.subjects import UnjudgedError
from ansvar.queries.coverage.result import START
from ansvar.queries.coverage.survey import survey
from ansvar.queries.texts import text
from ansvar.queries.trace import trace
from ansvar.queries.trace.facts import NOT_SAID
from ansvar.queries.trace.render import Telling

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ansvar.graph.store import Store
    from ansvar.queries.check.expectations import RoutePart
    from ansvar.queries.check.result import Judged
    from ansvar.queries.check.subjects import Subject, Subjects
    from ansvar.queries.coverage.survey import Journey, Starts, Survey
    from ansvar.queries.trace.norm import Named
    from ansvar.queries.trace.result import Route, Step

_STARTS = ("Unit", "Post", "Person")
_THERE = ("filled", "body")


class Routes:
    """Judges lines about routes; what they share is fetched and walked once."""

    def __init__(self, store: Store, subjects: Subjects, lang: str) -> None:
        self._store = store
        self._subjects = subjects
        self._lang = lang
        self._surveys: dict[tuple[dt.date, Starts], Survey] = {}
        self._walked: dict[tuple[dt.date, Starts, str, str], list[Journey]] = {}

    def judge(self, part: RoutePart, on: dt.date) -> Judged:
        """Tell how many routes were looked at, and why some fail."""
        starts: Starts = "places" if ANY in part.start else "all"
        found = self._survey(on, starts)
        themes = self._columns(part.theme, "Theme", found.themes, on)
        matters = self._columns(part.matter, "MatterKind", found.matters, on)
        role = self._subjects.find([part.reaches], ["Role"], None)[0] if part.reaches else None
        names = self._from(part, found, on)
        surveyed = {place.key for place in found.places}
        failing: dict[str, list[str]] = defaultdict(list)
        checked = 0
        for theme in themes:
            for matter in matters:
                for journey in self._journeys(on, starts, theme, matter):
                    here = [place.key for place in journey.places if place.key in names]
                    checked += len(here)
                    why = self._of_journey(part, role, journey) if here else ""
                    if why:
                        failing[why] += here
                for key in sorted(set(names) - surveyed):
                    checked += 1
                    route = trace(self._store, key, theme, matter, on, self._lang)
                    why = self._of_route(part, role, route)
                    if why:
                        failing[why].append(key)
        if not checked:
            raise UnjudgedError(text(self._lang, "check_unasked"))
        told = {self._filled_in(why, keys, names): keys for why, keys in failing.items()}
        return checked, told

    def _survey(self, on: dt.date, starts: Starts) -> Survey:
        if (on, starts) not in self._surveys:
            self._surveys[on, starts] = survey(self._store, on, starts=starts)
        return self._surveys[on, starts]

    def _journeys(self, on: dt.date, starts: Starts, theme: str, matter: str) -> list[Journey]:
        case = (on, starts, theme, matter)
        if case not in self._walked:
            self._walked[case] = list(self._survey(on, starts).journeys([theme], [matter]))
        return self._walked[case]

    def _columns(self, words: Sequence[str], label: str, known: Sequence[Named], on: dt.date) -> list[str]:
        if ANY in words:
            if not known:
                raise UnjudgedError(text(self._lang, "no_columns"))
            return [name.key for name in known]
        return [subject.key for subject in self._subjects.find(words, [label], on)]

    def _from(self, part: RoutePart, found: Survey, on: dt.date) -> dict[str, str]:
        """Give the keys that routes are asked from, each with its name."""
        if ANY in part.start:
            if not found.places:
                raise UnjudgedError(text(self._lang, "nobody_begins"))
            return {place.key: place.named.name(self._lang) for place in found.places}
        subjects: list[Subject] = self._subjects.find(part.start, _STARTS, on)
        return {subject.key: subject.name(self._lang) for subject in subjects}

    def _filled_in(self, why: str, keys: list[str], names: dict[str, str]) -> str:
        place = names[keys[0]] if len(set(keys)) == 1 else text(self._lang, "the_place")
        return why.replace(START, place)

    # -- one route ---------------------------------------------------------------------------------

    def _of_journey(self, part: RoutePart, role: Subject | None, journey: Journey) -> str:
        tell = Telling(journey.facts, self._lang)
        stops = tell.stops(journey.walk, START)
        if journey.walk.status == NOT_SAID and not stops:
            return text(self._lang, "silent", start=START)
        return self._why(part, role, tell.steps(journey.walk.links), stops["why"] if stops else "")

    def _of_route(self, part: RoutePart, role: Subject | None, route: Route) -> str:
        if not route.good and not route.stops:
            return route.notes[0]
        return self._why(part, role, route.steps, route.stops["why"] if route.stops else "")

    def _why(self, part: RoutePart, role: Subject | None, steps: Sequence[Step], stops: str) -> str:
        """Say why a route is not as expected; empty when it is."""
        at = len(steps)
        if role:
            at = next((n for n, s in enumerate(steps, 1) if s.role == role.key and _there(s)), 0)
            if not at:
                return stops or self._not_reached(role, steps)
        elif stops:
            return stops
        end = role.name(self._lang) if role else steps[-1].name if steps else ""
        if part.within and at > part.within:
            return text(self._lang, "check_longer", role=end, steps=at, within=part.within)
        helped = next((s for s in steps[:at] if s.basis == "fallback" or s.state not in _THERE), None)
        if part.without_fallback and helped:
            return text(self._lang, "check_fallback", role=end, at=helped.name)
        return ""

    def _not_reached(self, role: Subject, steps: Sequence[Step]) -> str:
        passed = next((s for s in steps if s.role == role.key), None)
        if passed:
            return text(self._lang, "check_passed", at=passed.name)
        last = steps[-1].name if steps else START
        return text(self._lang, "check_not_reached", role=role.name(self._lang), last=last)


def _there(step: Step) -> bool:
    return step.state in _THERE or bool(step.deputies)
