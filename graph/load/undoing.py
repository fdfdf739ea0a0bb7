"""Takes a change set back, as a new change set: what was new holds on no day, the rest is as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import QuestionError, UnknownNameError
from graph.journal.book import change_sets, facts_about, facts_between
from graph.journal.entry import Thing, undoing
from graph.load.content import Node
from graph.load.writing import Deed, LoadReport, carry_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.load.content import Content
    from graph.load.plan import Plan
    from graph.store import Store

_SHOWN = 3


def undo(
    store: Store, number: int, *, by: str = "", tell: Callable[[str], None] = lambda _: None
) -> LoadReport:
    """Take a change set back.

    Parameters
    ----------
    number : int
        The change set.
    by : str
        Who takes it back.

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
        message = f"change set {number} has been taken back already, by change set {done.number}"
        raise QuestionError(message, f"To have it again: ansvar undo {done.number}")
    facts = [fact for _, fact in facts_between(store.read, number, number)]

    def make(content: Content) -> Plan:
        found = undoing(content, facts)
        if found.changed_since:
            _refuse(store, number, "was changed later", found.changed_since)
        if found.needed:
            _refuse(store, number, "was added later and needs what would be taken back", found.needed)
        return found.plan

    return carry_out(store, make, Deed("undo", by, entry.sources, number), tell=tell)


def _refuse(store: Store, number: int, why: str, things: tuple[Thing, ...]) -> None:
    first = things[0]
    key = first.key if isinstance(first, Node) else first.giver
    later = sorted({n for n, _ in facts_about(store.read, key) if n > number})
    names = ", ".join(_name(thing) for thing in things[:_SHOWN])
    more = f" and {len(things) - _SHOWN} more" if len(things) > _SHOWN else ""
    message = f"change set {number} cannot be taken back: {names}{more} {why}"
    then = f"Take back the later one first: ansvar undo {later[-1]}" if later else "See `ansvar log`."
    raise QuestionError(message, then)


def _name(thing: Thing) -> str:
    return thing.key if isinstance(thing, Node) else f"{thing.giver} {thing.type} {thing.receiver}"
