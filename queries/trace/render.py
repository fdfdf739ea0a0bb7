"""A way in words: its steps, who is not there and why, and where it stops.

Nothing here chooses a way (that is `walk`) or knows a format.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ansvar.graph.citation import Citations
from ansvar.graph.texts import day_in_words
from ansvar.queries.texts import text
from ansvar.queries.trace.facts import NOT_SAID
from ansvar.queries.trace.result import RoutePerson, Skipped, Step
from ansvar.queries.trace.walk import Link
from ansvar.queries.vocabulary import in_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.queries.trace.facts import Facts
    from ansvar.queries.trace.norm import Foreseen, Named
    from ansvar.queries.trace.walk import Skip, Walk


class Telling:
    """Tells ways through the facts of one theme, one matter and one day.

    Parameters
    ----------
    facts : Facts
        What the ways were made from.
    lang : str
        ``nb`` or ``en``.
    """

    def __init__(self, facts: Facts, lang: str) -> None:
        self.facts = facts
        self.lang = lang
        self.citations = Citations(lang, facts.styles)

    def steps(self, links: Iterable[Link]) -> tuple[Step, ...]:
        """Tell the steps that were taken, in their order."""
        return tuple(self._step(number, link) for number, link in enumerate(links, 1))

    def _step(self, number: int, link: Link) -> Step:
        seat = self.facts.occupancies[link.key]
        return Step(
            order=number,
            key=seat.key,
            kind=seat.label,
            role=link.step.to_role,
            instruction=link.step.instruction,
            name=seat.named.name(self.lang),
            unit=seat.unit.key if seat.unit else None,
            unit_name=seat.unit.name(self.lang) if seat.unit else None,
            holders=self._people(seat.holders),
            deputies=self._people(() if seat.present else self.facts.deputies(link.step)),
            members=tuple(
                RoutePerson(m["post"], m[f"holder_{self.lang}"], bool(m["synthetic"])) for m in seat.members
            ),
            state=seat.state,
            basis="fallback" if link.fallback else link.step.basis,
            clauses=link.step.clauses,
            why=self._why(link),
            derived_from=link.step.derived_from,
            confirmed=seat.confirmed or None,
        )

    def _why(self, link: Link) -> str:
        said = self.facts.step_of(link.step)
        return said.why(self.lang) if said else ""

    def _people(self, people: Iterable[Named]) -> tuple[RoutePerson, ...]:
        return tuple(RoutePerson(p.key, p.name(self.lang), p.synthetic) for p in people)

    def skipped(self, skip: Skip) -> Skipped:
        """Tell who is not there, since when, who carries on and which clauses ask for somebody."""
        carried = self._carrier(skip.carried_by)
        if skip.foreseen:
            role = skip.foreseen.to_role.name(self.lang)
            state = "unconnected" if skip.foreseen.personal else "missing"
            return Skipped(
                key=None, role=skip.role, name=role, state=state, since=None, until=None,
                carried_by=skip.carried_by or None, carried_by_name=carried,
                clauses=_asking(skip.foreseen), why=text(self.lang, f"{state}_link", role=role),
            )  # fmt: skip
        seat = self.facts.occupancies[skip.key]
        since = day_in_words(seat.since, self.lang) if seat.since else ""
        if seat.state == "absent":
            why = text(self.lang, "absent_until", since=since, until=day_in_words(seat.until, self.lang))
        elif seat.state == "unknown":
            why = text(self.lang, "unknown_since" if seat.since else "unknown_holder", since=since)
        else:
            why = text(self.lang, "vacant_since" if seat.label == "Post" else "no_members", since=since)
        return Skipped(
            key=seat.key, role=skip.role, name=seat.named.name(self.lang), state=seat.state,
            since=seat.since or None, until=seat.until or None, carried_by=skip.carried_by or None,
            carried_by_name=carried, clauses=self._asked_by(skip.role), why=why,
        )  # fmt: skip

    def _carrier(self, key: str) -> str | None:
        if not key:
            return None
        if key in self.facts.occupancies:
            return self.facts.occupancies[key].named.name(self.lang)
        deputies = (d for seat in self.facts.occupancies.values() for d in seat.deputies if d.key == key)
        return next((d.name(self.lang) for d in deputies), key)

    def _asked_by(self, role: str) -> tuple[str, ...]:
        for _, steps in sorted(self.facts.foreseen.items()):
            for step in steps:
                if step.to_role.key == role:
                    return _asking(step)
        return ()

    def stops(self, main: Walk, start: str = "") -> dict[str, Any] | None:
        """Tell where a way stops that nobody carries on, and who would have to be there; None for any other.

        Parameters
        ----------
        start : str
            Name to use for the start; its own when left out.
        """
        if main.status not in ("broken", NOT_SAID) or not (main.links or main.skips):
            return None
        open_skips = [self.skipped(skip) for skip in main.skips if not skip.carried_by]
        reached = [link.key for link in main.links if self.facts.usable(link.step)]
        after = self.facts.occupancies[reached[-1] if reached else main.start].named.name(self.lang)
        if start and not reached:
            after = start
        where = in_sentence(self.lang, after)
        if main.circle or not open_skips:
            return {
                "after": after,
                "role": None,
                "name": None,
                "clauses": (),
                "why": text(self.lang, "circle", after=where),
            }
        last, foreseen = open_skips[-1], main.skips[-1].foreseen
        how = "stops_unsaid" if main.status == NOT_SAID else "stops_here"
        how = "stops_unconnected" if foreseen and foreseen.personal else how
        why = text(self.lang, how, after=where, role=last.name, clauses=self.citations.cite(last.clauses))
        return {"after": after, "role": last.role, "name": last.name, "clauses": last.clauses, "why": why}

    def not_needed(self, skip: Skip) -> str:
        """Tell who is not there and does not have to be."""
        item = self.skipped(skip)
        return text(
            self.lang, "not_needed" if item.key else "not_needed_missing", who=item.name, why=item.why
        )

    def natural(self, main: Walk) -> Step | None:
        """Tell who would naturally take the matter up where no clause says who does."""
        if not main.natural:
            return None
        step = self._step(len(main.links) + 1, Link(main.natural))
        said = step.why if main.natural.basis == NOT_SAID else ""
        return replace(step, basis=NOT_SAID, clauses=(), why=said)


def _asking(step: Foreseen) -> tuple[str, ...]:
    """Give the clauses that ask for the receiver of a step: those that create the role, or the step's own."""
    return step.defined_by or step.clauses
