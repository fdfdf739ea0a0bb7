"""Asks for a route and puts the answer together; the way is chosen in `walk` and worded in `render`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import today
from ansvar.graph.errors import EngineError
from ansvar.queries.names import asked_keys, check_life
from ansvar.queries.texts import text
from ansvar.queries.trace.facts import facts_from
from ansvar.queries.trace.norm import CHANGED, TRIES, named, norm_of
from ansvar.queries.trace.render import Telling
from ansvar.queries.trace.result import Route
from ansvar.queries.trace.walk import Walk, alternatives, can_start, walk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from ansvar.graph.store import Store
    from ansvar.queries.trace.norm import Norm


def trace(
    store: Store, start: str, theme: str, matter: str, on: dt.date | None = None, lang: str = "en"
) -> Route:
    """Find whom `start` turns to, step by step, on whose authority.

    Parameters
    ----------
    store : Store
        The graph; it is asked once, and once more when it has changed since the last question.
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
        A route that stops or is not foreseen is an answer too: see its `status`.

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
            return _Answer(rows, norm, head, lang, on).route(start, theme, matter)
    raise EngineError(*CHANGED)


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
        self.facts = facts_from(rows, norm, head["theme"]["key"], head["matter"]["key"])
        self.tell = Telling(self.facts, lang)
        self.norm = norm
        self.head = head
        self.entries = sorted(
            (row["data"]["hops"], row["key"], row["data"]["roles"]) for row in rows if row["part"] == "entry"
        )
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
            steps=self.tell.steps(main.links),
            skipped=tuple(self.tell.skipped(skip) for skip in main.skips),
            alternatives=tuple(self.tell.steps(way.links) for way in others if way.links),
            stops=self.tell.stops(main),
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

    def _notes(self, main: Walk, chosen: tuple[int, str, list[str]], *, has_rivals: bool) -> tuple[str, ...]:
        notes = []
        start = self._name(self.head["start"])
        if has_rivals:
            post = self.facts.occupancies[chosen[1]].named.name(self.lang)
            notes.append(text(self.lang, "several_posts", start=start, post=post))
        if main.status == "silent":
            notes.append(
                text(self.lang, "silent", start=self.facts.occupancies[chosen[1]].named.name(self.lang))
            )
        for link in main.links:
            seat = self.facts.occupancies[link.key]
            for wanted in seat.wanted:
                if not wanted["there"]:
                    role = wanted[f"name_{self.lang}"]
                    lacking = text(self.lang, "body_lacks", body=seat.named.name(self.lang), role=role)
                    notes.append(self._cited(lacking, wanted["clauses"]))
        if main.status == "complete":
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
