"""The graph as it was known at an earlier moment, put together from the journal.

What it holds says nothing of what became known later.  Nothing here starts an engine for it or keeps
it; that is `ansvar.graph.engine.scratch`, which says how many are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import local
from ansvar.graph.content.bindings import with_bindings
from ansvar.graph.content.plan import Fact
from ansvar.graph.content.snapshot import stated
from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.graph.journal.book import change_sets, facts_between
from ansvar.graph.journal.entry import roll_back

if TYPE_CHECKING:
    from ansvar.graph.content import Content
    from ansvar.graph.journal.entry import ChangeSet
    from ansvar.graph.store import Store

_LATER = ("ended_at", "ended_by")


def change_set_at(store: Store, moment: str) -> ChangeSet:
    """Find the change set that was the newest one at a moment.

    Parameters
    ----------
    moment : str
        ISO 8601 in UTC as `ansvar.graph.clock.stamp` writes it, or the number of a change set.

    Raises
    ------
    QuestionError
        Nothing had been written down by then.
    UnknownNameError
        There is no change set of that number.
    """
    known = change_sets(store.read)
    if moment.isdigit():
        found = next((entry for entry in known if entry.number == int(moment)), None)
        if found is None:
            raise UnknownNameError("change set", moment, [str(entry.number) for entry in known[:3]])
        return found
    found = next((entry for entry in known if entry.at <= moment), None)
    if found is None:
        message = f"nothing was known at {local(moment)}"
        begun = f"The journal begins at {local(known[-1].at)}." if known else "The journal is empty."
        raise QuestionError(message, f"{begun} `ansvar log` lists what was written when.")
    return found


def content_at(store: Store, entry: ChangeSet) -> Content:
    """Give what the graph stated right after a change set; edges that follow from it are left out.

    Whom instructions bound is added where an earlier version did not tell.
    """
    newest = change_sets(store.read)[0].number
    later = facts_between(store.read, entry.number + 1, newest)
    content = roll_back(stated(store.read), (fact for _, fact in later if not fact.of_acceptance))
    return content if any(edge.type == "BINDS" for edge in content.edges) else with_bindings(content)


def accepted_at(store: Store, moment: str) -> list[dict[str, Any]]:
    """Give the acceptances of findings as they were at a moment.

    Parameters
    ----------
    moment : str
        ISO 8601 in UTC.

    Returns
    -------
    list of dict
        All properties of each, by key; what was withdrawn or replaced later still holds in them.
    """
    rows = store.read("journal.all_acceptances")
    known = {row["key"]: row["props"] for row in rows}
    for row in store.read("journal.later_acceptances", at=moment):
        for fact in map(Fact.from_text, reversed(row["facts"])):
            known.pop(fact.keys[0], None)
            if fact.before is not None:
                known[fact.keys[0]] = fact.before.props
    # what was written before acceptances stood in the journal says itself when it was ended
    return [
        {name: value for name, value in props.items() if name not in _LATER} | {"valid_to": props["until"]}
        if props.get("ended_at", "") > moment
        else props
        for _, props in sorted(known.items())
        if props["recorded_at"] <= moment
    ]
