"""The journal as an answer: its change sets, the facts of one, or all that was written of a thing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Node
from ansvar.graph.content.snapshot import stated
from ansvar.graph.errors import UnknownNameError
from ansvar.graph.journal.book import change_sets, facts_about, facts_between
from ansvar.graph.names import key_named
from ansvar.graph.periods import OPEN_END
from ansvar.graph.values import corrections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.content import Thing
    from ansvar.graph.content.plan import Fact
    from ansvar.graph.journal.entry import ChangeSet
    from ansvar.graph.store import Store

FORMAT = "ansvar.log/1"
_SHOWN = "`ansvar log` lists the change sets."
_SILENT = ("key", "stated_by", "dated", "changed_on")


@dataclass(frozen=True)
class Journal:
    """A whole answer.

    Attributes
    ----------
    question : dict
        ``about``: empty, the number of a change set, or a key.
    graph : dict
        ``fingerprint`` and ``as_of`` of the newest change set; empty texts when there is none.
    total : int
        How many items there are.
    items : tuple of dict
        The newest first, as many as were asked for.  Change sets: number, at, by, verb, created,
        changed, ended, undoes, sources (path, digest), fingerprint, on_behalf_of, seal.  Facts: number, at,
        by, what (created, changed, confirmed, ended), sort (label or edge type), key, other (receiver of an
        edge), fields (name, before, after), on_behalf_of, origin (where the source says so; may be empty).
    """

    question: dict[str, Any]
    graph: dict[str, str]
    total: int
    items: tuple[dict[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        return {
            "format": FORMAT, "question": self.question, "graph": self.graph, "total": self.total,
            "items": list(self.items),
        }  # fmt: skip


def journal(store: Store, about: str = "", limit: int = 100) -> Journal:
    """Read the journal.

    Parameters
    ----------
    about : str
        Empty for the change sets; a number for the facts of that change set; a key for all that was
        ever written of that thing and of its edges.
    limit : int
        How many items to give.

    Raises
    ------
    UnknownNameError
        No change set has that number, or nothing was ever written of that key.
    """
    known = change_sets(store.read)
    newest = known[0] if known else None
    graph = {"fingerprint": newest.after if newest else "", "as_of": newest.at if newest else ""}
    items: list[dict[str, Any]]
    if not about:
        items = [_set(entry) for entry in known[:limit]]
        return Journal({"about": ""}, graph, len(known), tuple(items))
    if about.isdigit():
        number = int(about)
        facts = list(facts_between(store.read, number, number))
    else:
        facts = list(facts_about(store.read, about))
        if not facts:
            written = (node.props for node in stated(store.read).nodes.values())
            about = key_named("change set or key", about, written, _SHOWN)
            facts = list(facts_about(store.read, about))
    entries = {entry.number: entry for entry in known}
    if not facts and not (about.isdigit() and int(about) in entries):
        valid = [str(entry.number) for entry in known[:3]]
        raise UnknownNameError("change set or key", about, valid, _SHOWN)
    items = [_fact(entries[number], fact) for number, fact in islice(facts, limit)]
    return Journal({"about": about}, graph, len(facts), tuple(items))


def _set(entry: ChangeSet) -> dict[str, Any]:
    names = ("number", "at", "by", "verb", "created", "changed", "ended", "undoes")
    row: dict[str, Any] = {name: getattr(entry, name) for name in names}
    row["sources"] = [{"path": source.path, "digest": source.digest} for source in entry.sources]
    return row | {"fingerprint": entry.after, "on_behalf_of": entry.on_behalf_of, "seal": entry.seal}


def _fact(entry: ChangeSet, fact: Fact) -> dict[str, Any]:
    thing = fact.after
    return {
        "number": entry.number,
        "at": entry.at,
        "by": entry.by,
        "what": fact.what,
        "sort": thing.label if isinstance(thing, Node) else thing.type,
        "key": thing.key if isinstance(thing, Node) else thing.giver,
        "other": None if isinstance(thing, Node) else thing.receiver,
        "fields": list(_fields(fact.before, thing)),
        "on_behalf_of": entry.on_behalf_of,
        "origin": str(fact.origin or ""),
    }


def _fields(before: Thing | None, after: Thing) -> Iterable[dict[str, Any]]:
    """Give what differs; of something new all that it says."""
    old = before.props if before else {}
    for name in sorted(old.keys() | after.props.keys()):
        was, now = old.get(name), after.props.get(name)
        if was == now or name in _SILENT or (before is None and now == OPEN_END):
            continue
        yield {"name": name, "before": was, "after": now}
    for name, (was, now) in corrections(old, after.props).items():
        yield {"name": name, "before": was, "after": now}
