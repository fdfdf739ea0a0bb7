"""The answer to "who do I turn to": frozen, the same for every face; JSON is its stable form."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ansvar.graph.citation import Citations
from ansvar.graph.limits import CONFIRMED_MONTHS
from ansvar.graph.texts import day_in_words
from ansvar.queries.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FORMAT = "ansvar.route/2"
GOOD = ("whole", "fallback")
"""What a route is when the matter comes into good hands."""


@dataclass(frozen=True)
class RoutePerson:
    """Somebody on the way; nothing but key and name."""

    key: str
    name: str
    synthetic: bool = False

    @staticmethod
    def named(people: Iterable[RoutePerson], lang: str) -> str:
        """Name people; those who are made up are said to be."""
        made_up = text(lang, "synthetic")
        return ", ".join(f"{p.name} ({made_up})" if p.synthetic else p.name for p in people)


@dataclass(frozen=True)
class Step:
    """One step of a route.

    Attributes
    ----------
    order : int
        1 for the first step after the start.
    kind : str
        Label of the node: ``Post``, ``Network``, ``Ministry``, ...
    role : str
        Role.key that it is asked in.
    instruction : str
        Key of the instruction that has the role, and the step.
    state : str
        ``filled``, ``vacant``, ``unknown`` (nobody has told who holds it), ``absent`` or ``body``.
    holders, deputies, members : tuple of RoutePerson
        Who holds the post; who steps in; who is in the body.
    basis : str
        ``explicit``, ``implied`` or ``fallback``; ``not_said`` for a natural receiver.
    clauses : tuple of str
        Citations of the clauses behind the step.
    derived_from : tuple of str
        The edges of the organisation that the step rests on.
    confirmed : str or None
        Day on which it was last confirmed who holds the post, or since when they do; None where nobody does.
    """

    order: int
    key: str
    kind: str
    role: str
    instruction: str
    name: str
    unit: str | None
    unit_name: str | None
    holders: tuple[RoutePerson, ...]
    deputies: tuple[RoutePerson, ...]
    members: tuple[RoutePerson, ...]
    state: str
    basis: str
    clauses: tuple[str, ...]
    why: str
    derived_from: tuple[str, ...]
    confirmed: str | None


@dataclass(frozen=True)
class Skipped:
    """A link where nobody, or only a deputy, takes the matter up.

    Attributes
    ----------
    key : str or None
        The post or body; None when there is none at all.
    state : str
        ``vacant``, ``unknown``, ``absent``, ``missing`` (there is none at all) or ``unconnected``
        (there is no membership).
    since, until : str or None
        ISO dates where they are known.
    carried_by : str or None
        Key of the deputy, post or body that carries the matter on.
    clauses : tuple of str
        The clauses that ask for the link.
    """

    key: str | None
    role: str
    name: str
    state: str
    since: str | None
    until: str | None
    carried_by: str | None
    carried_by_name: str | None
    clauses: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Route:
    """A whole answer.

    Attributes
    ----------
    question : dict
        ``from``, ``theme``, ``matter``, ``on`` as they were asked.
    start : dict
        Key, kind, name and unit of the place where the route begins, and the roles it is asked in.
    names : dict
        Names of theme and matter in the language of the answer.
    status : str
        ``whole``; ``fallback``: a clause or a deputy carries it another way; ``not_said``: the instruction
        does not say how it goes on, or whom to turn to at all; ``broken``; ``not_applicable``: the question
        does not fit who asks, see `instead`.
    alternatives : tuple of tuple of Step
        Other lawful ways, each from its first step to its last.
    stops : dict or None
        Where nobody carries it on: where it stops (``after``), which role is wanted and the clauses that ask
        for it.
    natural : Step or None
        Who would naturally take the matter up where no clause says who does; it makes no route good.
    instead : tuple of dict
        For a question that does not fit: ``key`` and ``name`` of those who can ask it.
    questions : tuple of dict
        What the clauses behind the answer leave unclear: ``key``, ``number``, ``text``, ``reading`` (how it
        is read here) and ``clauses`` (those of the answer that raise it).
    receivers : tuple of dict
        To whom the instructions are addressed, where they say so: ``instruction`` (its key), ``citation`` and
        ``receiver``.  What they say explicitly, they say to these, whoever asks.
    left_out : tuple of dict
        What the instruction leaves to others about such a matter: ``text`` and ``source``.  It is told to
        those whom somebody follows up, such as a place.
    notes : tuple of str
        What else a reader should know, in the language of the answer.
    graph : dict
        ``as_of`` (when the graph was written) and ``fingerprint``.
    citations : Citations
        What cites the clauses for people; no part of the stable form.
    """

    question: dict[str, str]
    start: dict[str, Any]
    names: dict[str, str]
    status: str
    steps: tuple[Step, ...]
    skipped: tuple[Skipped, ...]
    alternatives: tuple[tuple[Step, ...], ...]
    stops: dict[str, Any] | None
    natural: Step | None
    instead: tuple[dict[str, str], ...]
    questions: tuple[dict[str, Any], ...]
    receivers: tuple[dict[str, str], ...]
    left_out: tuple[dict[str, str], ...]
    notes: tuple[str, ...]
    graph: dict[str, str]
    lang: str
    citations: Citations = field(default_factory=Citations)

    @property
    def confirmed(self) -> str | None:
        """Day since when all holders on the way are confirmed; None where there are none."""
        return min((step.confirmed for step in self.steps if step.confirmed), default=None)

    @property
    def doubt(self) -> str:
        """Say that the facts are old, if they are; empty otherwise."""
        day = dt.date.fromisoformat(self.question["on"])
        months = CONFIRMED_MONTHS
        year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
        oldest = dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        if not self.confirmed or self.confirmed >= oldest.isoformat():
            return ""
        return text(self.lang, "old_facts", since=day_in_words(self.confirmed, self.lang), months=months)

    @property
    def addressed(self) -> str:
        """Say to whom the instructions are addressed; empty where none of them says so."""
        told = "; ".join(f"{each['receiver']} ({each['citation']})" for each in self.receivers)
        return text(self.lang, "addressed_to", receivers=told) if told else ""

    def left_out_lines(self) -> list[str]:
        """Say what the instruction leaves to others, each with where it is regulated."""
        return [f"{each['text']} ({each['source']})" for each in self.left_out]

    @property
    def good(self) -> bool:
        """True when the matter comes into good hands, by the ordinary way or one that a clause carries."""
        return self.status in GOOD

    @property
    def fallbacks(self) -> int:
        """How many links something else than the ordinary holder carries."""
        return sum(1 for item in self.skipped if item.carried_by)

    def in_order(self) -> Iterator[tuple[Step | None, Skipped | None]]:
        """Give each step with who is not there, if so; a link that is missing has no step.

        Such a link comes right before what carries it on, and one that nothing carries on comes last.
        """
        skipped = {item.key: item for item in self.skipped if item.key}
        missing = [item for item in self.skipped if not item.key]
        for step in self.steps:
            yield from ((None, item) for item in missing if item.carried_by == step.key)
            yield step, skipped.get(step.key)
        yield from ((None, item) for item in missing if not item.carried_by)

    def leaving(self, way: Sequence[Step]) -> Step:
        """Give the step with which another way leaves the route."""
        pairs = zip_longest(self.steps, way)
        return next((b for a, b in pairs if b and (a is None or a.key != b.key)), way[0])

    def heading(self) -> list[str]:
        """Say what was asked: who asks and from where, theme, kind of matter, day."""
        unit = self.start["unit_name"]
        day = day_in_words(self.question["on"], self.lang)
        asker = self.start["asked_by"] + (f" ({unit})" if unit else "")
        return [asker, self.names["theme"], self.names["matter"], day]

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        told = asdict(self)
        del told["citations"]
        return {"format": FORMAT} | told | {"confirmed": self.confirmed}
