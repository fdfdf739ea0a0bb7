"""The statements of a Turtle text, each with its line: rdflib reads, and is asked where it stands.

What the statements mean is not known here.
"""

from __future__ import annotations

import logging
import warnings
from bisect import bisect_left
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rdflib import Graph
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser

from ansvar.graph.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableSequence

    Statement = tuple[Any, Any, Any]

_BASE = "http://file.invalid/"
_NO_DOT = "expected '.'"
_NO_END = "what begins here cannot be read to its end"


def statements_of(file: str, text: str) -> dict[Statement, int]:
    r"""Read Turtle; nothing is fetched from anywhere.

    Parameters
    ----------
    file : str
        Where the text stands, for problems.
    text : str
        With ``\n`` as the only line end.

    Returns
    -------
    dict of tuple to int
        Subject, predicate and object -> the line, from 1, in which the object begins, or the first one
        of a list of objects.

    Raises
    ------
    DataError
        The text is no Turtle.
    """
    found = _Statements()
    reader = found.reader = _Reader(RDFSink(found), baseURI=_BASE, turtle=True)
    found.ends = [at for at, sign in enumerate(text) if sign == "\n"]
    try:
        with _quiet():
            reader.loadBuf(text)
    except Exception as error:
        # whatever a reader of foreign files trips over: the text is what is wrong
        what = reader.refused or str(getattr(error, "_why", "")) or _NO_END
        at = reader.at
        if what.startswith(_NO_DOT):  # it should stand where the statement ends, not where the next begins
            at = len(text[:at].rstrip()) - 1
        what = f"is not Turtle: {' '.join(what.split())[:160]}"
        raise DataError([Problem(file, found.line(at), what)]) from error
    return found.lines


class _Statements(Graph):
    """Takes in what is read, and asks the reader where that stands."""

    reader: _Reader
    ends: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Statement, int] = {}

    def add(self, triple: Statement) -> Graph:  # type: ignore[override]
        self.lines.setdefault(triple, self.line(self.reader.objects_at))
        return self

    def line(self, at: int) -> int:
        """Give the line of a position in the text."""
        return bisect_left(self.ends, at) + 1


class _Reader(SinkParser):
    """Knows how far it has come; the line that rdflib counts itself is only near the right one."""

    at = 0
    objects_at = 0
    refused = ""

    def skipSpace(self, argstr: str, i: int) -> int:  # noqa: N802  (rdflib's name)
        begins = super().skipSpace(argstr, i)
        self.at = begins if begins >= 0 else len(argstr.rstrip()) - 1
        return begins

    def objectList(self, argstr: str, i: int, res: MutableSequence[Any]) -> int:  # noqa: N802
        begins = self.objects_at = self.skipSpace(argstr, i)
        ends = super().objectList(argstr, i, res)
        self.objects_at = begins  # there may have been others in brackets
        return ends

    def BadSyntax(self, argstr: str, i: int, msg: str) -> Any:  # noqa: N802
        self.refused = msg
        self.at = i if i >= 0 else self.at
        super().BadSyntax(argstr, i, msg)


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave out the remarks about values that do not fit their type; they are no matter of ours."""
    logs = [logging.getLogger(name) for name in ("rdflib", "rdflib.term")]
    before = [log.disabled for log in logs]
    for log in logs:
        log.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for log, was in zip(logs, before, strict=True):
            log.disabled = was
