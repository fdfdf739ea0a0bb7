"""The graph as it was known at an earlier moment: put together from the journal, in an engine of its own.

Every question can be asked of it, because it is a whole graph; what it answers says nothing of what
became known later.  It stands beside the graph that it was made from and can be thrown away at any time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import filelock

from ansvar.graph.clock import local
from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.graph.journal.book import change_sets, facts_between
from ansvar.graph.journal.entry import rolled_back
from ansvar.graph.load.plan import Fact, Plan
from ansvar.graph.load.writer import carry_out, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ansvar.graph.journal.entry import ChangeSet
    from ansvar.graph.load.content import Content
    from ansvar.graph.store import Store

_WAIT_SECONDS = 600.0
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
    """Give what the graph stated right after a change set; edges that follow from it are left out."""
    newest = change_sets(store.read)[0].number
    later = facts_between(store.read, entry.number + 1, newest)
    return rolled_back(stated(store.read), (fact for _, fact in later if not fact.of_acceptance))


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


@contextmanager
def other_graph(
    home: Path,
    content: Content,
    *,
    fingerprint: str = "",
    at: str = "",
    accepted: Sequence[dict[str, Any]] = (),
    memory: str = "512m",
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Store]:
    """Open a graph that holds a content and what follows from it, beside the real one.

    Parameters
    ----------
    home : Path
        Folder of this installation; the other graph lies in a folder in it and is ended at the end.
    content : Content
        Stated nodes and edges.
    fingerprint : str
        Of the whole graph, when it is known: an other graph that still has it is taken as it is.
    at : str
        When it counts as written, ISO 8601 in UTC; now when left out.
    accepted : sequence of dict
        Acceptances of findings, see `accepted_at`.
    """
    from ansvar.graph.engine import open_embedded  # noqa: PLC0415  (the driver imports slowly)
    from ansvar.graph.engine.embedded import EmbeddedEngine  # noqa: PLC0415

    folder = home / "other"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = EmbeddedEngine(folder, memory=memory)
    told = hashlib.sha256(json.dumps(list(accepted), sort_keys=True).encode()).hexdigest()
    with filelock.FileLock(folder / "other.lock", timeout=_WAIT_SECONDS, mode=0o600):
        holds = folder / "holds"
        if (
            not fingerprint
            or not holds.exists()
            or holds.read_text(encoding="utf-8") != f"{fingerprint} {at} {told}"
        ):
            engine.stop()
            shutil.rmtree(engine.folder, ignore_errors=True)
            holds.unlink(missing_ok=True)
        try:
            tell("starting an engine for the other graph")
            with open_embedded(engine) as store:
                if not holds.exists():
                    report = carry_out(store, lambda _: _all_of(content), None, at=at, tell=tell)
                    records = "journal.accept"
                    store.write(lambda tx: tx.run_rows(records, accepted))
                    holds.write_text(f"{fingerprint or report.fingerprint} {at} {told}", encoding="utf-8")
                yield store
        finally:
            engine.stop()


def _all_of(content: Content) -> Plan:
    plan = Plan()
    for thing in content.things:
        plan.add(None, thing)
    return plan
