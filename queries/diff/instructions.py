"""Two instructions compared clause by clause; what follows from the change is a comparison of two days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from ansvar.graph.content.snapshot import stated
from ansvar.graph.names import key_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.content import Content, Node
    from ansvar.graph.store import Store

_ALIKE = 0.6
"""How much of two texts must be the same for one to count as the other reworded."""


@dataclass(frozen=True)
class ClauseChange:
    """A clause that is not as it was.

    Attributes
    ----------
    what : str
        ``new``, ``gone``, ``reworded`` or ``moved_bearer``; a clause that was both stands twice.
    key : str
        The clause in the later instruction, or in the earlier one where it is gone.
    was : str
        The clause in the earlier instruction; empty for a new one.
    before, after : str
        The texts, or the roles that bear its duties.
    """

    what: str
    key: str
    was: str
    before: str
    after: str


@dataclass(frozen=True)
class Clauses:
    """Two instructions compared.

    Attributes
    ----------
    before, after : str
        Keys of the instructions.
    last_day, first_day : date
        The day before the later one begins, and its first day: what follows is seen between these.
    changes : tuple of ClauseChange
        In the order of the later instruction, then what is gone in the order of the earlier one.
    """

    before: str
    after: str
    last_day: dt.date
    first_day: dt.date
    changes: tuple[ClauseChange, ...]


def compare_instructions(store: Store, before: str, after: str, lang: str = "en") -> Clauses:
    """Compare two instructions.

    Clauses with equal texts are the same clause; of the others the most alike are paired, and what finds
    no partner is new or gone.

    Parameters
    ----------
    before, after : str
        Keys or citations of the instructions.

    Raises
    ------
    UnknownNameError
        The graph has no such instruction, with the nearest ones.
    """
    content = stated(store.read)
    old, new = _instruction(content, before), _instruction(content, after)
    first = dt.date.fromisoformat(str(new.props["valid_from"]))
    changes = _changes(_Written(content, old.key, lang), _Written(content, new.key, lang))
    return Clauses(old.key, new.key, first - dt.timedelta(days=1), first, tuple(changes))


def _instruction(content: Content, name: str) -> Node:
    cited = {str(n.props["citation"]): n for n in content.nodes.values() if n.label == "Instruction"}
    # people know an instruction by its citation, so that is what is told in place of the key
    rows = (node.props | {"key": citation, "citation": node.key} for citation, node in cited.items())
    return cited[key_named("instruction", name, rows)]


class _Written:
    """What one instruction says: its clauses in order, and who bears what each sets out."""

    def __init__(self, content: Content, key: str, lang: str) -> None:
        self._content = content
        self._lang = lang
        keys = {e.receiver for e in content.edges if e.type == "HAS_CLAUSE" and e.giver == key}
        clauses = sorted((content.nodes[each] for each in keys), key=lambda node: node.props["position"])
        self.texts = {node.key: str(node.props[f"text_{lang}"]) for node in clauses}
        self._key = key

    def bearers(self, clause: str) -> str:
        """Name the roles that bear the duties of a clause."""
        duties = {e.giver for e in self._content.edges if e.type == "SET_OUT_IN" and e.receiver == clause}
        roles = {
            e.giver
            for e in self._content.edges
            if e.type == "BEARS" and e.receiver in duties and e.props.get("stated_by") == self._key
        }
        return ", ".join(sorted(str(self._content.nodes[r].props[f"name_{self._lang}"]) for r in roles))


def _changes(old: _Written, new: _Written) -> Iterator[ClauseChange]:
    pairs = _pairs(old.texts, new.texts)
    for key, text in new.texts.items():
        was = pairs.get(key)
        if was is None:
            yield ClauseChange("new", key, "", "", text)
            continue
        if old.texts[was] != text:
            yield ClauseChange("reworded", key, was, old.texts[was], text)
        if old.bearers(was) != new.bearers(key):
            yield ClauseChange("moved_bearer", key, was, old.bearers(was), new.bearers(key))
    for key in (each for each in old.texts if each not in pairs.values()):
        yield ClauseChange("gone", key, key, old.texts[key], "")


def _pairs(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """Pair each clause of the later instruction with one of the earlier: equal texts, then the most alike."""
    scores: list[tuple[float, int, int, Any, Any]] = []
    for at, (key, text) in enumerate(new.items()):
        for was_at, (was, before) in enumerate(old.items()):
            score = 1.0 if text == before else SequenceMatcher(None, before, text, autojunk=False).ratio()
            if score >= _ALIKE:
                scores.append((-score, at, was_at, key, was))
    pairs: dict[str, str] = {}
    for _, _, _, key, was in sorted(scores):
        if key not in pairs and was not in pairs.values():
            pairs[key] = was
    return pairs
