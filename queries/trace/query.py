"""Asks for a route and puts the answer together; the way is chosen in `walk` and worded in `render`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import today
from ansvar.graph.errors import EngineError
from ansvar.graph.periods import OPEN_END
from ansvar.graph.texts import day_in_words
from ansvar.queries.names import asked_keys, check_life
from ansvar.queries.texts import text
from ansvar.queries.trace.facts import NOT_SAID, facts_from, works_on
from ansvar.queries.trace.norm import CHANGED, TRIES, named, norm_of
from ansvar.queries.trace.render import Telling
from ansvar.queries.trace.result import GOOD, Route, RoutePerson
from ansvar.queries.trace.walk import alternatives, can_start, walk
from ansvar.queries.vocabulary import begun, in_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ansvar.graph.store import Store
    from ansvar.queries.trace.norm import Norm
    from ansvar.queries.trace.result import Step


def trace(
    store: Store, start: str, theme: str, matter: str, on: dt.date | None = None, lang: str = "en"
) -> Route:
    """Find whom `start` turns to, step by step, on whose authority.

    Parameters
    ----------
    store : Store
        The graph; it is asked once, once more when it has changed since the last question, and once more
        where no step can be taken.
    start : str
        Key or name of a centre, another unit, a post or a person.
    theme, matter : str
        Keys or names of a theme and of a kind of matter.
    on : date, optional
        The day the question is asked for; today when left out.
    lang : str
        ``nb`` or ``en``, for names and reasons.

    Returns
    -------
    Route
        A route that stops, is not foreseen or was asked by somebody it does not fit is an answer too: see its
        `status`.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        Start, theme or matter is not in the graph, with the nearest ones; or several are called so.
    QuestionError
        The start does not exist on that day.
    EngineError
        The graph was written to again and again while it was read.
    """
    on = on or today()
    for _ in range(TRIES):
        rows = store.read("trace.route", start=start, theme=theme, matter=matter, on=on)
        head = next(row["data"] for row in rows if row["part"] == "question")
        asked = asked_keys(store, head, start, theme, matter)
        if asked != (start, theme, matter):
            return trace(store, *asked, on, lang)
        check_life(start, head["start"], on)
        fingerprint = str(head["fingerprint"] or "")
        norm = norm_of(store, on, fingerprint)
        if norm.graph["fingerprint"] == fingerprint:
            by = {row["data"]["by"] for row in rows if row["part"] == "entry"}
            answer = _Answer(rows, norm.binding(by), head, lang, on)
            fit = answer.unfit(store, norm) if not answer.main.links else None
            return answer.route(start, theme, matter, fit)
    raise EngineError(*CHANGED)


@dataclass(frozen=True)
class Unfit:
    """Why a question does not fit who asks it, and who can ask it instead."""

    notes: tuple[str, ...]
    instead: tuple[dict[str, str], ...] = ()


class _Answer:
    """Puts one answer together in one language."""

    def __init__(
        self,
        rows: Sequence[Mapping[str, Any]],
        norm: Norm,
        head: Mapping[str, Any],
        lang: str,
        on: dt.date,
    ) -> None:
        sources = {row["key"]: row["data"]["confirmed"] or "" for row in rows if row["part"] == "source"}
        self.facts = facts_from(rows, norm, head["theme"]["key"], head["matter"]["key"], sources)
        self.tell = Telling(self.facts, lang)
        self.norm = norm
        self.head = head
        self.entries = sorted(
            (
                (row["data"]["hops"], row["key"], row["data"]["roles"])
                for row in rows
                if row["part"] == "entry"
            ),
            key=lambda entry: (entry[0], self.facts.occupancies[entry[1]].named.name_nb, entry[1]),
        )
        self.lang = lang
        self.on = on
        self._leave_out_asker()
        self.open_entries = [e for e in self.entries if can_start(self.facts, e[1], e[2])]
        top = [e for e in self.entries if set(e[2]) & self.facts.receiving_roles]
        self.chosen = (self.open_entries or top or self.entries)[0]
        self.main = walk(self.facts, self.chosen[1], self.chosen[2])

    def _leave_out_asker(self) -> None:
        """Nobody is referred to himself: a deputy who asks is no help."""
        occupancies, start = self.facts.occupancies, self.head["start"]["key"]
        asking = {start, *(holder.key for holder in occupancies[start].holders)}
        for key, seat in occupancies.items():
            others = tuple(deputy for deputy in seat.deputies if deputy.key not in asking)
            if others != seat.deputies:
                occupancies[key] = replace(seat, deputies=others)

    def route(self, start: str, theme: str, matter: str, unfit: Unfit | None) -> Route:
        """Put the answer together."""
        main, chosen = self.main, self.chosen
        others = alternatives(self.facts, main, chosen[2]) if main.links else []
        rivals = [e for e in self.open_entries if e[0] == chosen[0] and e is not chosen]
        others += [walk(self.facts, key, roles) for _, key, roles in rivals]
        natural = None if unfit else self.tell.natural(main)
        notes = unfit.notes if unfit else self._notes(natural, has_rivals=bool(rivals))
        steps, skipped = self.tell.steps(main.links), tuple(self.tell.skipped(skip) for skip in main.skips)
        cited = {clause for step in steps for clause in step.clauses}
        cited |= {clause for item in skipped for clause in item.clauses}
        followed = not set(self.norm.starting_roles(followed=True)).isdisjoint(chosen[2])
        return Route(
            question={"from": start, "theme": theme, "matter": matter, "on": self.on.isoformat()},
            start=self._start(chosen),
            names={"theme": self._name(self.head["theme"]), "matter": self._name(self.head["matter"])},
            status="not_applicable" if unfit else main.status,
            steps=steps,
            skipped=() if unfit else skipped,
            alternatives=tuple(self.tell.steps(way.links) for way in others if way.links),
            stops=None if unfit else self.tell.stops(main),
            natural=natural,
            instead=unfit.instead if unfit else (),
            questions=() if unfit else tuple(self.norm.questions(cited, self.lang)),
            receivers=() if unfit else self._receivers(),
            left_out=tuple(self.norm.left_out(self.head["matter"]["key"], self.lang)) if followed else (),
            notes=notes,
            graph={
                "as_of": str(self.head["loaded_at"] or ""),
                "fingerprint": str(self.head["fingerprint"] or ""),
            },
            lang=self.lang,
            citations=self.tell.citations,
        )

    # -- parts ---------------------------------------------------------------------------------

    def _start(self, entry: tuple[int, str, list[str]]) -> dict[str, Any]:
        seat = self.facts.occupancies[entry[1]]
        return {
            "key": seat.key,
            "kind": seat.label,
            "name": seat.named.name(self.lang),
            "unit": seat.unit.key if seat.unit else None,
            "unit_name": seat.unit.name(self.lang) if seat.unit else None,
            "roles": entry[2],
            "asked_by": self._name(self.head["start"]),
        }

    def _receivers(self) -> tuple[dict[str, str], ...]:
        theme, matter = self.head["theme"]["key"], self.head["matter"]["key"]
        return tuple(self.norm.receivers(theme, matter, self.lang))

    def unfit(self, store: Store, every: Norm) -> Unfit | None:
        """Tell why the question does not fit who asks, and who can ask it; None when it does fit.

        Asked only where no step was taken, because it takes another question to the graph.

        Parameters
        ----------
        every : Norm
            What all instructions say, whomever they bind.
        """
        start, theme, matter = self.head["start"], self.head["theme"], self.head["matter"]
        asked = {"start": start["key"], "at": self.chosen[1], "roles": self.chosen[2], "on": self.on}
        parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in store.read("trace.fit", theme=theme["key"], matter=matter["key"], **asked):
            parts[row["part"]].append(row["data"])
        words = {
            "start": in_sentence(self.lang, self._name(start)),
            "theme": self._name(theme),
            "matter": self._name(matter),
        }
        words |= {"day": day_in_words(self.on, self.lang)}
        if not self.norm.regulates(theme["key"], matter["key"]):
            if every.regulates(theme["key"], matter["key"]):
                return Unfit((text(self.lang, "not_bound", **words),))
            when = [self._regulated(row) for row in parts["regulated"]]
            return Unfit((text(self.lang, "not_in_force", **words), *when))
        if not works_on([row["theme"] for row in parts["field"]], theme["key"]):
            words["start"] = self._called(self.chosen[1])
            return self._instead(begun(text(self.lang, "other_field", **words)), parts["same"])
        if roles := {role for entry in self.entries for role in entry[2]}:
            fits = self.norm.has_steps(roles)
            return None if fits else Unfit((text(self.lang, "no_asker", **words),))
        person = self.facts.occupancies[start["key"]].label == "Person"
        fit = self._instead(text(self.lang, "no_post" if person else "no_asker", **words), parts["deputises"])
        stands = text(
            self.lang, "stands_in", start=words["start"], posts=", ".join(e["name"] for e in fit.instead)
        )
        return replace(fit, notes=(fit.notes[0], stands, *fit.notes[1:])) if fit.instead else fit

    def _regulated(self, row: dict[str, Any]) -> str:
        since, last = day_in_words(row["since"], self.lang), row["until"]
        if last == OPEN_END:
            return text(self.lang, "in_force", instruction=row["citation"], since=since)
        last = day_in_words(dt.date.fromisoformat(last) - dt.timedelta(days=1), self.lang)
        return text(self.lang, "in_force_until", instruction=row["citation"], since=since, last=last)

    def _instead(self, told: str, rows: Iterable[dict[str, Any]]) -> Unfit:
        instead = tuple({"key": row["key"], "name": self._name(row)} for row in rows)
        names = ", ".join(each["name"] for each in instead)
        return Unfit((told, *([text(self.lang, "ask_instead", names=names)] if names else [])), instead)

    def _called(self, key: str) -> str:
        return in_sentence(self.lang, self.facts.occupancies[key].named.name(self.lang))

    def _notes(self, natural: Step | None, *, has_rivals: bool) -> tuple[str, ...]:
        main, chosen = self.main, self.chosen
        notes = []
        start = self._name(self.head["start"])
        if has_rivals:
            post = self.facts.occupancies[chosen[1]].named.name(self.lang)
            notes.append(text(self.lang, "several_posts", start=start, post=post))
        if main.status == NOT_SAID and not main.skips:
            notes.append(text(self.lang, "silent", start=self._called(chosen[1])))
        if main.status in GOOD:
            notes += [self.tell.not_needed(skip) for skip in main.skips if not skip.carried_by]
        if natural:
            people = RoutePerson.named(natural.holders or natural.deputies, self.lang)
            who = f"{natural.name}, {people}" if people else natural.name
            notes.append(" ".join(filter(None, (text(self.lang, "natural", who=who), natural.why))))
        for link in main.links:
            seat = self.facts.occupancies[link.key]
            for wanted in seat.wanted:
                if not wanted["there"]:
                    role = wanted[f"name_{self.lang}"]
                    lacking = text(self.lang, "body_lacks", body=self._called(link.key), role=role)
                    notes.append(self._cited(begun(lacking), wanted["clauses"]))
        if main.status in GOOD:
            notes += [
                self._cited(ends[f"ends_{self.lang}"], ends["clauses"])
                for ends in self.norm.ends(self.head["matter"]["key"])
                if ends[f"ends_{self.lang}"]
            ]
        return tuple(notes)

    def _cited(self, told: str, clauses: Iterable[str] | None) -> str:
        return f"{told} ({self.tell.citations.cite(clauses or ())})"

    def _name(self, props: Mapping[str, Any]) -> str:
        return named(props).name(self.lang)
