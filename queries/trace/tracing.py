"""Asks for a route and puts the answer together; how the way is chosen stands in `walk`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.cypher import load_statement
from graph.texts import day_in_words
from queries.names import check_question
from queries.texts import text
from queries.trace.answer import Person, Route, Skipped, Step
from queries.trace.facts import Facts, Foreseen, Named, facts_from, named
from queries.trace.walk import Link, Skip, Walk, alternatives, can_start, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.store import Store

_STATEMENT = Path(__file__).parent / "route.cypher"


def trace(
    store: Store, start: str, theme: str, matter: str, on: dt.date | None = None, lang: str = "en"
) -> Route:
    """Find whom `start` turns to, step by step, on whose authority.

    Parameters
    ----------
    store : Store
        The graph; it is asked once.
    start : str
        Key of a centre, another unit, a post or a person.
    theme, matter : str
        Theme.key and MatterKind.key.
    on : date, optional
        The day the question is asked for; today when left out.
    lang : str
        ``nb`` or ``en``, for names and reasons.

    Returns
    -------
    Route
        A route that stops or is not foreseen is an answer too: see its `status`.

    Raises
    ------
    UnknownNameError
        Start, theme or matter is not in the graph, with the nearest ones.
    QuestionError
        The start does not exist on that day.
    """
    on = on or dt.datetime.now(tz=dt.UTC).date()
    rows = store.read(load_statement(_STATEMENT), start=start, theme=theme, matter=matter, on=on)
    head = next(row["data"] for row in rows if row["part"] == "question")
    check_question(store, head, start, theme, matter, on)
    entries = sorted(
        ((row["data"]["hops"], row["key"], row["data"]["roles"]) for row in rows if row["part"] == "entry"),
    )
    facts = facts_from(rows)
    return _Answer(facts, head, entries, lang, on).route(start, theme, matter)


class _Answer:
    """Puts one answer together in one language."""

    def __init__(
        self,
        facts: Facts,
        head: Mapping[str, Any],
        entries: Sequence[tuple[int, str, list[str]]],
        lang: str,
        on: dt.date,
    ) -> None:
        self.facts = facts
        self.head = head
        self.entries = entries
        self.lang = lang
        self.on = on

    def route(self, start: str, theme: str, matter: str) -> Route:
        """Choose where to begin, walk, and tell it."""
        open_entries = [e for e in self.entries if can_start(self.facts, e[1], e[2])]
        chosen = (open_entries or self.entries)[0]
        if not open_entries:
            top = [e for e in self.entries if set(e[2]) & self.facts.receiving_roles]
            chosen = (top or self.entries)[0]
        main = walk(self.facts, chosen[1], chosen[2])
        others = alternatives(self.facts, main, chosen[2]) if main.links else []
        rivals = [e for e in open_entries if e[0] == chosen[0] and e is not chosen]
        others += [walk(self.facts, key, roles) for _, key, roles in rivals]
        notes = self._notes(main, chosen, has_rivals=bool(rivals))
        return Route(
            question={"from": start, "theme": theme, "matter": matter, "on": self.on.isoformat()},
            start=self._start(chosen),
            names={"theme": self._name(self.head["theme"]), "matter": self._name(self.head["matter"])},
            status=main.status,
            steps=self._steps(main.links),
            skipped=tuple(self._skipped(skip) for skip in main.skips),
            alternatives=tuple(self._steps(way.links) for way in others if way.links),
            stops=self._stops(main),
            notes=notes,
            graph={
                "as_of": str(self.head["loaded_at"] or ""),
                "fingerprint": str(self.head["fingerprint"] or ""),
            },
            lang=self.lang,
        )

    # -- parts ---------------------------------------------------------------------------------

    def _start(self, entry: tuple[int, str, list[str]]) -> dict[str, Any]:
        spot = self.facts.spots[entry[1]]
        return {
            "key": spot.key,
            "kind": spot.label,
            "name": spot.named.name(self.lang),
            "unit": spot.unit.key if spot.unit else None,
            "unit_name": spot.unit.name(self.lang) if spot.unit else None,
            "roles": entry[2],
            "asked_by": self._name(self.head["start"]),
        }

    def _steps(self, links: Iterable[Link]) -> tuple[Step, ...]:
        return tuple(self._step(number, link) for number, link in enumerate(links, 1))

    def _step(self, number: int, link: Link) -> Step:
        spot = self.facts.spots[link.key]
        return Step(
            order=number,
            key=spot.key,
            kind=spot.label,
            role=link.open.to_role,
            name=spot.named.name(self.lang),
            unit=spot.unit.key if spot.unit else None,
            unit_name=spot.unit.name(self.lang) if spot.unit else None,
            holders=self._people(spot.holders),
            deputies=self._people(spot.deputies if spot.state in ("vacant", "absent") else ()),
            members=tuple(
                Person(m["post"], (m["holder_nb"] if self.lang == "nb" else m["holder_en"]) or "", bool(m["synthetic"]))
                for m in spot.members
            ),
            state=spot.state,
            basis="fallback" if link.fallback else link.open.basis,
            clauses=link.open.clauses,
            why=self._why(link),
            derived_from=link.open.derived_from,
        )

    def _why(self, link: Link) -> str:
        for step in self.facts.foreseen.get(link.open.from_role, []):
            if step.step == link.open.step and step.to_role.key == link.open.to_role:
                return step.why(self.lang)
        return ""

    def _people(self, people: Iterable[Named]) -> tuple[Person, ...]:
        return tuple(Person(p.key, p.name(self.lang), p.synthetic) for p in people)

    def _skipped(self, skip: Skip) -> Skipped:
        carried = self._carrier(skip.carried_by)
        if skip.foreseen:
            role = skip.foreseen.to_role.name(self.lang)
            return Skipped(
                key=None, role=skip.role, name=role, state="missing", since=None, until=None,
                carried_by=skip.carried_by or None, carried_by_name=carried,
                clauses=_asking(skip.foreseen), why=text(self.lang, "missing_link", role=role),
            )  # fmt: skip
        spot = self.facts.spots[skip.key]
        since = day_in_words(spot.since, self.lang)
        if spot.state == "absent":
            why = text(self.lang, "absent_until", since=since, until=day_in_words(spot.until, self.lang))
        else:
            why = text(self.lang, "vacant_since" if spot.label == "Post" else "no_members", since=since)
        return Skipped(
            key=spot.key, role=skip.role, name=spot.named.name(self.lang), state=spot.state,
            since=spot.since, until=spot.until or None, carried_by=skip.carried_by or None,
            carried_by_name=carried, clauses=self._asked_by(skip.role), why=why,
        )  # fmt: skip

    def _carrier(self, key: str) -> str | None:
        if not key:
            return None
        if key in self.facts.spots:
            return self.facts.spots[key].named.name(self.lang)
        deputies = (d for spot in self.facts.spots.values() for d in spot.deputies if d.key == key)
        return next((d.name(self.lang) for d in deputies), key)

    def _asked_by(self, role: str) -> tuple[str, ...]:
        for steps in self.facts.foreseen.values():
            for step in steps:
                if step.to_role.key == role:
                    return _asking(step)
        return ()

    def _stops(self, main: Walk) -> dict[str, Any] | None:
        if main.status != "broken":
            return None
        open_skips = [self._skipped(skip) for skip in main.skips if not skip.carried_by]
        reached = [link.key for link in main.links if self.facts.spots[link.key].usable]
        after = self.facts.spots[reached[-1] if reached else main.start].named.name(self.lang)
        if main.circle or not open_skips:
            return {"after": after, "role": None, "name": None, "clauses": (), "why": text(self.lang, "circle", after=after)}
        last = open_skips[-1]
        why = text(self.lang, "stops_here", after=after, role=last.name, clauses=", ".join(last.clauses))
        return {"after": after, "role": last.role, "name": last.name, "clauses": last.clauses, "why": why}

    def _notes(
        self, main: Walk, chosen: tuple[int, str, list[str]], *, has_rivals: bool
    ) -> tuple[str, ...]:
        notes = []
        start = self._name(self.head["start"])
        if has_rivals:
            post = self.facts.spots[chosen[1]].named.name(self.lang)
            notes.append(text(self.lang, "several_posts", start=start, post=post))
        if main.status == "silent":
            notes.append(text(self.lang, "silent", start=self.facts.spots[chosen[1]].named.name(self.lang)))
        for link in main.links:
            spot = self.facts.spots[link.key]
            for wanted in spot.wanted:
                if not wanted["there"]:
                    role = wanted["name_nb"] if self.lang == "nb" else wanted["name_en"]
                    lacking = text(self.lang, "body_lacks", body=spot.named.name(self.lang), role=role)
                    notes.append(f"{lacking} ({', '.join(wanted['clauses'] or ())})")
        if main.status == "complete":
            notes += [
                f"{ends[f'ends_{self.lang}']} ({', '.join(ends['clauses'] or ())})"
                for ends in self.head["ends"]
                if ends[f"ends_{self.lang}"]
            ]
        return tuple(notes)

    def _name(self, props: Mapping[str, Any]) -> str:
        return named(props).name(self.lang)


def _asking(step: Foreseen) -> tuple[str, ...]:
    """Give the clauses that ask for the receiver of a step: those that create the role, or the step's own."""
    return step.defined_by or step.clauses
