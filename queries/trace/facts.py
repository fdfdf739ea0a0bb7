"""What a route is worked out from, as the engine gave it: posts, bodies, available steps.

Nothing here decides anything; `walk` does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ansvar.graph.periods import Period
from ansvar.graph.values import gone_in
from ansvar.graph.ways import properties_for
from ansvar.queries.trace.norm import Named, named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ansvar.queries.trace.norm import Foreseen, Norm

NOT_SAID = "not_said"
"""Basis of a step that no clause says; as a status, the instruction does not say how it goes on."""


@dataclass(frozen=True)
class Occupancy:
    """A post, a body or a place on the way, on one day.

    Attributes
    ----------
    state : str
        ``filled``, ``vacant``, ``unknown`` (nobody has told who holds it, if anybody does), ``absent`` (held,
        but the holder is away) or ``body``.
    since : str
        For those where nobody can be asked: first day of it, ISO text; empty where that is not known.
    until : str
        For absent ones: first day on which the holder is back.
    holders, deputies : tuple of Named
        Who holds it; who steps in.
    members : tuple of Mapping
        For networks: member posts that are held, each with a holder; none that an instruction keeps out.
    seats : frozenset of str
        For networks: keys of all member posts, held or not; none that an instruction keeps out.
    wanted : tuple of Mapping
        Roles that the instruction wants here, each with how many are `there`.
    line : tuple of Mapping
        The units above, itself included: key, code, labels.
    confirmed : str
        Day on which it was last confirmed who holds it, or since when they do, ISO text; of several the
        oldest.
    """

    named: Named
    label: str
    unit: Named | None
    state: str
    since: str = ""
    until: str = ""
    holders: tuple[Named, ...] = ()
    deputies: tuple[Named, ...] = ()
    members: tuple[Mapping[str, Any], ...] = ()
    seats: frozenset[str] = frozenset()
    wanted: tuple[Mapping[str, Any], ...] = ()
    line: tuple[Mapping[str, Any], ...] = ()
    confirmed: str = ""

    @property
    def key(self) -> str:
        """Its key."""
        return self.named.key

    @property
    def present(self) -> bool:
        """True when the holder or the body itself is there."""
        return self.state in ("filled", "body")


@dataclass(frozen=True)
class AvailableStep:
    """A concrete step that is open: from one post or body to another."""

    giver: str
    receiver: str
    from_role: str
    to_role: str
    step: str
    basis: str
    alternative: bool
    clauses: tuple[str, ...]
    distance: int
    derived_from: tuple[str, ...] = ()
    instruction: str = ""


@dataclass
class Facts:
    """Everything that `walk` needs for one theme, one matter and one day."""

    occupancies: dict[str, Occupancy] = field(default_factory=dict)
    available: dict[str, list[AvailableStep]] = field(default_factory=lambda: defaultdict(list))
    foreseen: dict[str, list[Foreseen]] = field(default_factory=lambda: defaultdict(list))
    must_reach: dict[str, frozenset[str]] = field(default_factory=dict)
    styles: Mapping[str, Any] = field(default_factory=dict)

    def step_of(self, step: AvailableStep) -> Foreseen | None:
        """Give what the instruction says of an open step."""
        said, same = self.foreseen.get(step.from_role, ()), (step.instruction, step.step, step.to_role)
        return next((s for s in said if (s.instruction, s.step, s.to_role.key) == same), None)

    def deputies(self, step: AvailableStep) -> tuple[Named, ...]:
        """Give who may stand in where a step leads to, by name."""
        said = self.step_of(step)
        deputies = () if said and said.in_person else self.occupancies[step.receiver].deputies
        return tuple(sorted(deputies, key=lambda each: (each.name_nb, each.key)))

    def usable(self, step: AvailableStep) -> bool:
        """Tell whether somebody takes a matter up where a step leads to: holder, body or deputy."""
        return self.occupancies[step.receiver].present or bool(self.deputies(step))

    def needed(self, role: str, instruction: str) -> bool:
        """Tell whether the matter is in good hands only if somebody is there, in a role or beyond it."""
        must, beyond = self.must_reach.get(instruction), [role]
        for each in beyond:
            said = (s for s in self.foreseen.get(each, ()) if s.basis != NOT_SAID and not s.alternative)
            beyond += [s.to_role.key for s in said if s.to_role.key not in beyond]
        return must is None or not must.isdisjoint(beyond)

    @property
    def receiving_roles(self) -> set[str]:
        """Roles that some foreseen step leads to."""
        said = (step for steps in self.foreseen.values() for step in steps)
        return {step.to_role.key for step in said if step.basis != NOT_SAID}


def works_on(field: Collection[str] | None, theme: str) -> bool:
    """Tell whether a question about a theme fits somebody; without a field, every theme does."""
    return not field or theme in field


def facts_from(
    rows: Iterable[Mapping[str, Any]],
    norm: Norm,
    theme: str,
    matter: str,
    sources: Mapping[str, str] = MappingProxyType({}),
) -> Facts:
    """Make facts of a theme and a matter; rows of other parts than node and edge are passed over.

    Parameters
    ----------
    sources : mapping of str to str
        Organisation -> day on which a source last restated all that it states, ISO text.
    """
    facts = facts_of(norm, theme, matter)
    for row in rows:
        data = row["data"]
        if row["part"] == "node":
            facts.occupancies[row["key"]] = occupancy_from(data, norm, theme, sources)
        elif row["part"] == "edge":
            props = properties_for(data["props"], data.get("shared"))
            facts.available[row["key"]].append(available_step(row["key"], data["receiver"], props))
    put_in_order(facts)
    return facts


def facts_of(norm: Norm, theme: str, matter: str) -> Facts:
    """Make facts that hold what the instructions say, and nobody yet."""
    return Facts(
        foreseen=norm.foreseen(theme, matter), must_reach=norm.must_reach(matter), styles=norm.styles
    )


def put_in_order(facts: Facts) -> None:
    """Put the steps that are open from a place in order, each once, without those that nobody may take.

    Whom an instruction keeps out of a body is no member, and brings nothing in as one.
    """
    members_only = {
        (said.instruction, said.step, said.to_role.key)
        for foreseen in facts.foreseen.values()
        for said in foreseen
        if said.personal
    }
    for steps in facts.available.values():
        if members_only:
            steps[:] = [
                s
                for s in steps
                if (s.instruction, s.step, s.to_role) not in members_only
                or (body := facts.occupancies.get(s.receiver)) is None
                or body.label == "Post"
                or s.giver in body.seats
            ]
        # several ways to one receiver differ in what they rest on only; the first of them is told
        if len(steps) > 1:
            steps[:] = sorted(set(steps), key=lambda s: (s.distance, s.receiver, s.step, s.derived_from))


def available_step(giver: str, receiver: str, props: Mapping[str, Any]) -> AvailableStep:
    """Make an open step from an ESCALATES_TO edge."""
    return AvailableStep(
        giver=giver,
        receiver=receiver,
        from_role=props["from_role"],
        to_role=props["to_role"],
        step=props["step"],
        basis=props["basis"],
        alternative=bool(props["alternative"]),
        clauses=tuple(props.get("clauses") or ()),
        distance=props.get("distance") or 0,
        derived_from=tuple(props.get("derived_from") or ()),
        instruction=props.get("instruction") or "",
    )


def occupancy_from(data: Mapping[str, Any], norm: Norm, theme: str, sources: Mapping[str, str]) -> Occupancy:
    """Tell who is there on the day.  Of a post the graph decides that; see `ways.occupancy`."""
    props, on = data["props"], data["on"]
    label = label_of(data["labels"])
    unit = Named(data["unit"], data["unit_nb"], data["unit_en"]) if data["unit"] else None
    seats = tuple(m for m in data["members"] if Period.of(m).contains(on))
    members = tuple(m for m in seats if m["held_from"] and m["held_from"] <= on < m["held_to"])
    state, since = data["state"], data["since"] or ""
    begun = max([props.get("valid_from", ""), *(gone.end for gone in gone_in(props) if gone.end <= on)])
    if label != "Post":
        state, since = "body", ""
        told = any(m["unknown"] for m in seats) or any(w["held"] for w in data["wanted"])
        if data["wanted"] and not members and not told:
            # a body that the instruction fills with members, and where every seat is empty
            left = [min(m["valid_to"], m["held_to"] or m["valid_from"]) for m in data["members"]]
            state, since = "vacant", max([begun, *left, *(w["left"] or "" for w in data["wanted"])])
    elif state in ("vacant", "unknown"):
        since = max(since, begun) if since or state == "vacant" else ""
    return Occupancy(
        named=named(props),
        label=label,
        unit=unit,
        state=state,
        since=since,
        until=data["until"] or "",
        holders=_people(data["holders"]),
        deputies=_people(data["deputies"]),
        members=members,
        seats=frozenset(m["post"] for m in seats),
        wanted=tuple(w | {"clauses": norm.speaking_of(theme, w["clauses"])} for w in data["wanted"]),
        line=tuple(data["line"]),
        confirmed=min((_confirmed(row, props, on, sources) for row in data["holders"]), default=""),
    )


def _confirmed(row: Mapping[str, Any], props: Mapping[str, Any], on: str, sources: Mapping[str, str]) -> str:
    """Tell when it was last confirmed that somebody holds a post, up to the day asked about."""
    told = (row.get("confirmed"), props.get("confirmed"), sources.get(row.get("by") or ""))
    return max([row.get("began") or "", *(day for day in told if day and day <= on)])


def _people(rows: Iterable[Mapping[str, Any]]) -> tuple[Named, ...]:
    return tuple({row["key"]: named(row) for row in rows}.values())


def label_of(labels: Iterable[str]) -> str:
    """Give the most specific label."""
    rest = sorted(set(labels) - {"Entity", "Unit"})
    return rest[0] if rest else "Unit"
