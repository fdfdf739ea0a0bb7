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
class Part:
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


def seal_of(previous: str, entry: ChangeSet, parts: Iterable[Part]) -> str:
    """Seal a change set.

    Parameters
    ----------
    previous : str
        Seal of the change set before; empty for the first one.
    entry : ChangeSet
        All of it counts except its own seal.
    parts : iterable of Part
        All of its parts, in order.

    Returns
    -------
    str
        ``sha256:`` and 64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    sources = [[source.path, source.digest] for source in entry.sources]
    head = [
        previous, entry.number, entry.at, entry.by, entry.on_behalf_of, entry.verb, sources, entry.before,
        entry.after, entry.created, entry.changed, entry.ended, entry.undoes, entry.token,
    ]  # fmt: skip
    for row in (head, *([p.number, p.part, p.at, list(p.keys), list(p.facts)] for p in parts)):
        digest.update(_line(row))
    return f"sha256:{digest.hexdigest()}"


def _line(row: list[Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
