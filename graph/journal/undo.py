"""Takes a change set back, as a new change set: what was new holds on no day, the rest is as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.graph.content import Edge, Node, owner_of
from ansvar.graph.content.plan import Fact, counts_of
from ansvar.graph.content.snapshot import Extent
from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.graph.journal.acceptance import rewrite
from ansvar.graph.journal.book import change_sets, facts_about, facts_between
from ansvar.graph.journal.entry import ChangeMeta, plan_undo, void
from ansvar.graph.journal.writer import LoadReport, carry_out, derived_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from ansvar.graph.content import Content, Thing
    from ansvar.graph.content.plan import Plan
    from ansvar.graph.journal.commit import Turn
    from ansvar.graph.store import Store

_SHOWN = 3


def undo(
    store: Store,
    number: int,
    *,
    by: str = "",
    on_behalf_of: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> LoadReport:
    """Take a change set back.

    Parameters
    ----------
    number : int
        The change set.
    by, on_behalf_of : str
        Who takes it back, and for whom.

    Returns
    -------
    LoadReport
        Nothing was deleted: what the change set had made new ends where it begins.

    Raises
    ------
    UnknownNameError
        There is no such change set.
    QuestionError
        It has been taken back already, or something that it wrote was changed later, or something later
        needs it; the graph is unchanged.
    """
    known = change_sets(store.read)
    entry = next((each for each in known if each.number == number), None)
    if entry is None:
        raise UnknownNameError(
            "change set",
            str(number),
            [str(each.number) for each in known[:_SHOWN]],
            "`ansvar log` lists them.",
        )
    taken_back = {each.undoes for each in known}
    done = next((each for each in known if each.undoes == number and each.number not in taken_back), None)
    if done:
        message = f"change set {number} has already been undone, by change set {done.number}"
        raise QuestionError(message, f"To restore it: ansvar undo {done.number}")
    facts = [fact for _, fact in facts_between(store.read, number, number)]
    meta = ChangeMeta("undo", by, entry.sources, number, on_behalf_of)
    if any(fact.of_acceptance for fact in facts):
        return _undo_acceptances(store, number, facts, meta)

    def make(content: Content) -> Plan:
        found = plan_undo(content, facts)
        if found.changed_since:
            _refuse(store, number, "was changed later", found.changed_since)
        if found.needed:
            _refuse(store, number, "was added later and needs what would be taken back", found.needed)
        return found.plan

    things = [fact.after for fact in facts]
    extent = Extent(
        keys={thing.key for thing in things if isinstance(thing, Node)},
        subjects={owner_of(thing) for thing in things if isinstance(thing, Edge)},
        new={fact.after.key for fact in facts if fact.before is None and isinstance(fact.after, Node)},
    )
    return carry_out(store, make, meta, look=extent.read, tell=tell)


def _undo_acceptances(store: Store, number: int, facts: list[Fact], meta: ChangeMeta) -> LoadReport:
    """Take back what was accepted or withdrawn: what was new holds on no day, the rest is as before."""
    back = [Fact(fact.after, void(fact.after) if fact.before is None else fact.before) for fact in facts]

    def make(current: dict[str, Node], _: Turn) -> list[Fact]:
        since = [fact.after for fact in facts if current.get(fact.keys[0]) != fact.after]
        if since:
            _refuse(store, number, "was changed later", tuple(since))
        return back

    head = rewrite(store, [fact.keys[0] for fact in facts], make, meta)
    counts = counts_of(back)
    return LoadReport(
        created=0, changed=counts["changed"], ended=counts["ended"], left=0, derived=derived_now(head),
        fingerprint=head.fingerprint, files=0, change_set=head.number,
    )  # fmt: skip


def _refuse(store: Store, number: int, why: str, things: tuple[Thing, ...]) -> None:
    first = things[0]
    key = first.key if isinstance(first, Node) else first.giver
    later = sorted({n for n, _ in facts_about(store.read, key) if n > number})
    names = ", ".join(_name(thing) for thing in things[:_SHOWN])
    more = f" and {len(things) - _SHOWN} more" if len(things) > _SHOWN else ""
    message = f"change set {number} cannot be undone: {names}{more} {why}"
    hint = f"Undo the later one first: ansvar undo {later[-1]}" if later else "See `ansvar log`."
    raise QuestionError(message, hint)


def _name(thing: Thing) -> str:
    return thing.key if isinstance(thing, Node) else f"{thing.giver} {thing.type} {thing.receiver}"
