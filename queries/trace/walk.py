"""The way through the facts: which step is taken, what is skipped, what carries on, where it stops.

Everything about choosing a route lives here; nothing here knows an engine, a language or a format.
What is done at each place stands in `RULES`.  Of several receivers the nearest come first, and of these one
where somebody is there; of equals the first by name, so that no key decides.  Where nobody is there, a deputy
carries on as if it were the holder.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ansvar.queries.trace.facts import NOT_SAID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.queries.trace.facts import AvailableStep, Facts
    from ansvar.queries.trace.norm import Foreseen

_LONGEST = 50
WHOLE = "whole"


@dataclass(frozen=True)
class WalkRule:
    """What a walk does at a place where some conditions hold.

    Attributes
    ----------
    when : tuple of str
        Names of `CONDITIONS`; all of them hold.
    take : str
        ``ordinary`` or ``another``: the first of these steps; empty when the walk ends.
    fallback : bool
        The step is not the one that the instruction foresees here.
    status : str
        Where the walk ends: what the whole way is, if nothing on it is a fallback.
    text : str
        The rule in words.
    """

    when: tuple[str, ...]
    take: str
    fallback: bool
    status: str
    text: str


CONDITIONS = {
    "nobody_here": "nobody takes the matter up where the walk stands",
    "not_needed": "whoever is missing there does not have to be there for the matter to be in good hands",
    "ordinary": "an ordinary step is open from there, to a place that the walk has not been to",
    "another": "another lawful step is open, to somebody, from where the matter was last taken up",
    "natural": "somebody would naturally take it up, although no clause says so",
    "only_back": "an ordinary step is open from there, to where the walk has been",
    "missing": "an ordinary step to another role is foreseen from there, but is not open to anybody",
    "start": "the walk has not left its start",
}


_TABLE: tuple[tuple[Any, ...], ...] = (
    ("nobody_here not_needed", "", False, WHOLE, "Nobody is here, and nobody has to be."),
    ("nobody_here another", "another", True, "", "Nobody is here: a clause opens another way."),
    ("nobody_here natural", "", False, NOT_SAID, "Nobody is here, and no clause says who takes over."),
    ("nobody_here", "", False, "broken", "Nobody is here, and nothing carries on."),
    ("ordinary", "ordinary", False, "", "The ordinary step is taken."),
    ("only_back", "", False, "broken", "The matter would go in a circle."),
    ("missing not_needed", "", False, WHOLE, "The link is missing, and nobody has to be there."),
    ("missing another", "another", True, "", "The link is missing: a clause opens another way."),
    ("missing natural", "", False, NOT_SAID, "The link is missing, and no clause says who takes over."),
    ("missing", "", False, "broken", "The link is missing, and nothing carries on."),
    (
        "start another",
        "another",
        False,
        "",
        "No ordinary step is foreseen from the start: another lawful one.",
    ),
    ("", "", False, WHOLE, "The instruction foresees no further step, and somebody is here."),
)
RULES = tuple(WalkRule(tuple(when.split()), *what) for when, *what in _TABLE)
"""The rules of a walk, in order: the first of which all conditions hold is obeyed."""
_FITTING = {flag: tuple(r for r in RULES if flag or "nobody_here" not in r.when) for flag in (False, True)}
"""Whether nobody is where a walk stands -> the rules that can fit, so that most are not looked at."""


@dataclass(frozen=True)
class Link:
    """A step that was taken: which available one it was, and whether it was not the ordinary one."""

    step: AvailableStep
    fallback: bool = False

    @property
    def key(self) -> str:
        """Key of the receiver."""
        return self.step.receiver


@dataclass(frozen=True)
class Skip:
    """A link where nobody takes the matter up, or only a deputy does.

    Attributes
    ----------
    key : str
        The post or body; empty when there is none at all.
    role : str
        Role.key of the link.
    foreseen : Foreseen or None
        For a missing link: the step that the instruction foresees.
    carried_by : str
        Key of the deputy, post or body that carries the matter on; empty when nothing does.
    """

    key: str
    role: str
    foreseen: Foreseen | None = None
    carried_by: str = ""


@dataclass
class Walk:
    """A way from a start.

    Attributes
    ----------
    ended : str
        How it ended: ``whole``, ``not_said`` or ``broken``; see `status`.
    links : list of Link
        In the order of the route, without the start.
    skips : list of Skip
        In the order of the route.
    circle : bool
        True when the only steps left lead back to places on the way.
    natural : AvailableStep or None
        Where the instruction does not say how it goes on: the step to who would naturally take it up.
    """

    start: str
    ended: str = NOT_SAID
    links: list[Link] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    circle: bool = False
    natural: AvailableStep | None = None

    @property
    def status(self) -> str:
        """Tell what the way is: ``whole``, ``fallback``, ``not_said`` or ``broken``."""
        if self.ended == WHOLE and (self.fallbacks or any(link.fallback for link in self.links)):
            return "fallback"
        return self.ended

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys on the way, without the start."""
        return tuple(link.key for link in self.links)

    @property
    def fallbacks(self) -> int:
        """How many links something else than the ordinary holder carries."""
        return sum(1 for skip in self.skips if skip.carried_by)


def foreseen_from(facts: Facts, key: str, roles: Iterable[str], *, alternative: bool) -> list[Foreseen]:
    """Give the steps that the instructions foresee for those at `key` who fill `roles`."""
    seat = facts.occupancies[key]
    return [
        step
        for role in sorted(set(roles))
        for step in facts.foreseen.get(role, [])
        if step.basis != NOT_SAID and step.alternative == alternative and step.applies_to(seat.line)
    ]


def can_start(facts: Facts, key: str, roles: Iterable[str]) -> bool:
    """Tell whether the instruction says anything for those at `key` who fill `roles`."""
    roles = list(roles)
    return any(step.basis != NOT_SAID for step in facts.available.get(key, ())) or any(
        foreseen_from(facts, key, roles, alternative=flag) for flag in (False, True)
    )


def walk(facts: Facts, start: str, roles: Iterable[str], before: Walk | None = None) -> Walk:
    """Walk from `start` as far as the instruction goes.

    Parameters
    ----------
    facts : Facts
        For one theme, matter and day.
    start : str
        Key in ``facts.occupancies``.
    roles : iterable of str
        Roles that the start fills; only steps from these are taken.
    before : Walk, optional
        A way that has led here already; its places are not visited again.

    Returns
    -------
    Walk
        With the links of `before` first, when given.
    """
    way = Walk(before.start if before else start)
    if before:
        way.links, way.skips = list(before.links), list(before.skips)
    elif not can_start(facts, start, roles):
        way.ended = WHOLE if set(roles) & facts.receiving_roles else NOT_SAID
        way.natural = _Walker(facts, way, start, frozenset(roles)).natural()
        return way
    return _Walker(facts, way, start, frozenset(roles)).go()


class _Walker:
    """The state of one walk: where it is, and the last place where somebody took the matter up."""

    def __init__(self, facts: Facts, way: Walk, at: str, roles: frozenset[str]) -> None:
        self.facts = facts
        self.way = way
        self.at = at
        self.roles = roles
        self.reached, self.reached_roles = at, roles
        self.visited = {way.start, at, *way.keys}

    def go(self) -> Walk:
        for _ in range(_LONGEST):
            link = self._next()
            if link is None:
                return self.way
            self._take(link)
        self.way.ended = "broken"
        return self.way

    def _next(self) -> Link | None:
        """Obey the first rule that fits: take a step, or end the walk."""
        now = _Situation(self)
        rule = next(
            rule for rule in _FITTING[now.nobody_here] if all(getattr(now, name) for name in rule.when)
        )
        if "missing" in rule.when:
            self.way.skips.append(Skip("", now.missing[0].to_role.key, now.missing[0]))
        if rule.take:
            return Link(getattr(now, rule.take)[0], rule.fallback)
        self.way.ended, self.way.circle = rule.status, "only_back" in rule.when
        self.way.natural = now.natural if rule.status != "broken" else None
        return None

    def choices(
        self, key: str, roles: frozenset[str], *, alternative: bool, again: bool = False
    ) -> list[AvailableStep]:
        """Give the open steps from a place: the nearest receivers only, those with somebody there first.

        With `again`, the places that were visited before count too.
        """
        steps = [
            step
            for step in self.facts.available.get(key, [])
            if step.basis != NOT_SAID
            and step.alternative == alternative
            and step.from_role in roles
            and (again or step.receiver not in self.visited)
        ]
        if len(steps) < 2:  # noqa: PLR2004  (nothing to choose, as at most places)
            return steps
        return self._sorted(steps)

    def natural(self) -> AvailableStep | None:
        """Find who would naturally take the matter up where no clause says who does.

        That is who the one who is not there would have turned to, if it is not for him in person to do so; or
        else whom the file names for this.  Somebody has to be there.
        """
        facts, found = self.facts, []
        if self.at != self.reached:
            beyond = self.choices(self.at, self.roles, alternative=False)
            found = [s for s in beyond if (said := facts.step_of(s)) and not said.personal]
        named = [s for s in facts.available.get(self.reached, ()) if s.from_role in self.reached_roles]
        found += self._sorted(s for s in named if s.basis == NOT_SAID and s.receiver not in self.visited)
        return next((step for step in found if facts.usable(step)), None)

    def _sorted(self, steps: Iterable[AvailableStep]) -> list[AvailableStep]:
        usable, seats = self.facts.usable, self.facts.occupancies

        def rank(step: AvailableStep) -> tuple[Any, ...]:
            receiver = seats[step.receiver].named
            return (step.distance, not usable(step), receiver.name_nb, receiver.key, step.step)

        return sorted(_nearest(steps), key=rank)

    def _take(self, link: Link) -> None:
        seat, usable = self.facts.occupancies[link.key], self.facts.usable(link.step)
        if usable:  # an empty post carries nothing
            self._carry(link.key)
        self.way.links.append(link)
        self.visited.add(link.key)
        self.at, self.roles = link.key, frozenset({link.step.to_role})
        if not seat.present:
            deputies = self.facts.deputies(link.step)
            skip = Skip(link.key, link.step.to_role, None, deputies[0].key if deputies else "")
            self.way.skips.append(skip)
        if usable:
            self.reached, self.reached_roles = self.at, self.roles

    def _carry(self, key: str) -> None:
        """Write down what carries on for the links that nobody has carried yet."""
        self.way.skips = [
            s if s.carried_by or not key else replace(s, carried_by=key) for s in self.way.skips
        ]


class _Situation:
    """What holds where a walk stands, by the names of `WalkRule.when`; each is looked at when a rule asks."""

    def __init__(self, walker: _Walker) -> None:
        self._walker = walker

    @property
    def nobody_here(self) -> bool:
        return self._walker.at != self._walker.reached

    @property
    def start(self) -> bool:
        return not self._walker.way.links

    @cached_property
    def ordinary(self) -> list[AvailableStep]:
        return self._walker.choices(self._walker.at, self._walker.roles, alternative=False)

    @cached_property
    def another(self) -> list[AvailableStep]:
        walker = self._walker
        found = walker.choices(walker.reached, walker.reached_roles, alternative=True)
        return [step for step in found if walker.facts.usable(step)]

    @property
    def not_needed(self) -> bool:
        walker = self._walker
        if self.nobody_here:
            last = walker.way.links[-1].step
            return not walker.facts.needed(last.to_role, last.instruction)
        step = self.missing[0]
        return not walker.facts.needed(step.to_role.key, step.instruction)

    @cached_property
    def natural(self) -> AvailableStep | None:
        return self._walker.natural()

    @property
    def only_back(self) -> list[AvailableStep]:
        return self._walker.choices(self._walker.at, self._walker.roles, alternative=False, again=True)

    @cached_property
    def missing(self) -> list[Foreseen]:
        """A step from a role to itself (one level up) is none: it ends by itself at the top."""
        walker = self._walker
        foreseen = foreseen_from(walker.facts, walker.at, walker.roles, alternative=False)
        return [step for step in foreseen if step.to_role.key not in walker.roles]


def _nearest(steps: Iterable[AvailableStep]) -> list[AvailableStep]:
    """Leave out receivers that are farther off than another one of the same step: those are not asked."""
    steps = list(steps)
    least: dict[str, int] = {}
    for step in steps:
        least[step.step] = min(step.distance, least.get(step.step, step.distance))
    return [step for step in steps if step.distance == least[step.step]]


def alternatives(facts: Facts, main: Walk, roles: Iterable[str]) -> list[Walk]:
    """Find the other lawful ways: each leaves the main one at one place and goes on from there.

    Returns
    -------
    list of Walk
        In the order in which they leave the main way; ways that begin with nobody there are left out.
    """
    taken = tuple(link.key for link in main.links if facts.usable(link.step))
    found: dict[tuple[str, ...], Walk] = {main.keys: main, taken: main}
    at, here_roles = main.start, frozenset(roles)
    for position in range(len(main.links) + 1):
        if position == 0 or facts.usable(main.links[position - 1].step):
            chosen = main.links[position].key if position < len(main.links) else ""
            prefix = Walk(main.start, links=main.links[:position])
            said = [
                s for s in facts.available.get(at, []) if s.from_role in here_roles and s.basis != NOT_SAID
            ]
            for step in _nearest(said):
                fresh = step.receiver not in (chosen, main.start, *prefix.keys)
                if fresh and facts.usable(step):
                    _leave(facts, prefix, step, found)
        if position < len(main.links):
            at, here_roles = main.links[position].key, frozenset({main.links[position].step.to_role})
    return [way for way in found.values() if way is not main]


def _leave(facts: Facts, prefix: Walk, step: AvailableStep, found: dict[tuple[str, ...], Walk]) -> None:
    way = Walk(prefix.start, links=[*prefix.links, Link(step)])
    way = walk(facts, step.receiver, [step.to_role], before=way)
    found.setdefault(way.keys, way)
