"""The seal of a change set: a hash over it, over all its facts, and over the seal of the one before.

Whoever alters, adds or takes away an earlier change set would have to make all later seals anew.
Nothing here talks to an engine.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.journal.entry import ChangeSet


@dataclass(frozen=True)
class JournalPart:
    """Some of the facts of a change set, as the journal keeps them.

    Attributes
    ----------
    number : int
        Number of the change set.
    part : int
        Number of the part, from 1.
    at : str
        When it was written, ISO 8601 in UTC.
    keys : tuple of str
        Keys that the facts are about, in order.
    facts : tuple of str
        One JSON list each: the thing before and after.
    """

    number: int
    part: int
    at: str
    keys: tuple[str, ...]
    facts: tuple[str, ...]


class Sealing:
    """A seal that is being made, part by part, for whoever does not hold all parts at once.

    Parameters
    ----------
    previous : str
        Seal of the change set before; empty for the first one.
    entry : ChangeSet
        All of it counts except its own seal.
    """

    def __init__(self, previous: str, entry: ChangeSet) -> None:
        self._digest = hashlib.sha256()
        sources = [[source.path, source.digest] for source in entry.sources]
        self._add([
            previous, entry.number, entry.at, entry.by, entry.on_behalf_of, entry.verb, sources, entry.before,
            entry.after, entry.created, entry.changed, entry.ended, entry.undoes, entry.token,
        ])  # fmt: skip

    def add(self, part: JournalPart) -> None:
        """Take in the next part."""
        self._add([part.number, part.part, part.at, list(part.keys), list(part.facts)])

    def _add(self, row: list[Any]) -> None:
        self._digest.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

    def __str__(self) -> str:
        """``sha256:`` and 64 hexadecimal digits."""
        return f"sha256:{self._digest.hexdigest()}"


def seal_of(previous: str, entry: ChangeSet, parts: Iterable[JournalPart]) -> str:
    """Seal a change set.

    Parameters
    ----------
    previous : str
        Seal of the change set before; empty for the first one.
    entry : ChangeSet
        All of it counts except its own seal.
    parts : iterable of JournalPart
        All of its parts, in order.

    Returns
    -------
    str
        ``sha256:`` and 64 hexadecimal digits.
    """
    sealing = Sealing(previous, entry)
    for part in parts:
        sealing.add(part)
    return str(sealing)
