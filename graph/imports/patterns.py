r"""Regular expressions of mappings: read, checked and run by RE2, which never tries a text twice.

Their time grows with the length of a text alone, whatever the expression; the price is that RE2 knows no
look-around and no back-references.  ``\d``, ``\w`` and ``\s`` mean letters, digits and blanks of all scripts,
as elsewhere in Python, and are written out for RE2, to which they would be those of English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import ValueProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_MEMORY = 8 * 1024 * 1024
_LONGEST_TEXT = 10_000
_MOST_WORK = 1_000_000_000  # letters looked at, over all texts; about two seconds
_CLASSES = {
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{N}_",
    "s": r"\t\n\v\f\r\x1c-\x1f\x{85}\p{Z}",
}
_OUTSIDE = re.compile(r"\\.|\[\^?\]?", re.DOTALL)
_IN_BRACKETS = re.compile(r"\\.|\[:\w+:\]", re.DOTALL)
_PUT = re.compile(r"\\(?:g<(?P<group>\w*)>|(?P<number>[1-9]\d?)|(?P<sign>.?))", re.DOTALL)
_SIGNS = {"\\": "\\", "n": "\n", "t": "\t"}
_OTHER = {
    "b": r"Write what stands there, such as (^|\W) or (\W|$).",
    "B": "Leave it out, or write the letters that stand there.",
    "C": "Write a dot for any sign.",
    "Q": "Write a backslash before each sign instead.",
    "Z": r"Write $ or \z for the end.",
}


class PatternError(ValueError):
    """An expression, or what is put in its place, that cannot be used: why, and what then."""


@dataclass
class Work:
    """How many letters the expressions of one mapping have looked at."""

    done: int = 0


@dataclass(frozen=True)
class Replacement:
    """An expression and what is put in its place, ready to be used.

    Attributes
    ----------
    parts : tuple of str or int
        What is put: texts, and numbers of groups.
    work : Work
        Shared by all expressions of a mapping.
    """

    expression: Any
    parts: tuple[str | int, ...]
    work: Work = field(default_factory=Work)

    def applied(self, text: str) -> str:
        """Give a text with everything replaced that the expression finds.

        Raises
        ------
        ValueProblem
            The text is too long for an expression, becomes too long, or all texts together take too long.
        """
        if len(text) > _LONGEST_TEXT:
            what = f'"{text[:40]}…" has {len(text):,} characters, too many for a pattern'
            raise ValueProblem(what, f"Up to {_LONGEST_TEXT:,} can be searched.")
        return "".join(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[str]:
        end = length = 0
        for found in self._found(text):
            made = "".join(p if isinstance(p, str) else found.group(p) or "" for p in self.parts)
            length += len(made) + found.start() - end
            if length > _LONGEST_TEXT:
                what = f'"{text[:40]}" becomes longer than {_LONGEST_TEXT:,} characters'
                raise ValueProblem(what, "Use a shorter replacement.")
            yield text[end : found.start()]
            yield made
            end = found.end()
        yield text[end:]

    def _found(self, text: str) -> Iterator[Any]:
        self._count(text)
        for found in self.expression.finditer(text):
            self._count(text)
            yield found

    def _count(self, text: str) -> None:
        self.work.done += len(text) + 1
        if self.work.done > _MOST_WORK:
            raise ValueProblem("the patterns of the mapping take too long on this source", "Simplify them.")


@lru_cache(maxsize=256)
def read_expression(find: str) -> Any:
    r"""Read an expression.

    Raises
    ------
    PatternError
        RE2 does not know it, it is too large, or it means something else to RE2 than it says; or there is
        no RE2 on this machine.
    """
    try:
        import re2  # noqa: PLC0415  (not on every machine, and only for mappings that have patterns)
    except ImportError as error:
        what = "needs google-re2, which is not installed here; it is not available for every machine"
        raise PatternError(f"{what}. Install google-re2, or use a table of the mapping instead") from error
    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    options.log_errors = False
    try:
        return re2.compile(_written_out(find), options)
    except re2.error as error:
        told = error.args[0] if error.args else error
        reason = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        raise PatternError(
            f"is not a regular expression that can be used: {reason}. It can have no look-around, no "
            "back-references and no repetitions above 1,000; write it without them, or use a table"
        ) from error


def read_replacement(find: str, put: str, work: Work | None = None) -> Replacement:
    r"""Read an expression and what is put in its place: text with ``\1``, ``\g<1>`` or ``\g<name>``.

    Raises
    ------
    PatternError
        As for `read_expression`; or what is put has a group that is not there.
    """
    expression = read_expression(find)
    try:
        parts = tuple(_parts(expression, put))
    except PatternError as error:
        raise PatternError(f'"{put}" cannot replace "{find}": {error}') from error
    return Replacement(expression, parts, work or Work())


def _written_out(find: str) -> str:
    """Write the classes of letters out, outside and inside brackets."""
    made = []
    for sign, inside in _tokens(find):
        name = sign[1:] if sign.startswith("\\") else ""
        if name in _OTHER and not inside:
            raise PatternError(f"has {sign}, which means something else here. {_OTHER[name]}")
        if name in ("W", "S") and inside:
            message = f"has {sign} in brackets. Write the characters that are meant, such as \\p{{L}}"
            raise PatternError(message)
        if name == "D":
            made.append(r"\P{Nd}")
        elif name.lower() in _CLASSES:
            letters = _CLASSES[name.lower()]
            made.append(letters if inside else f"[{'' if name.islower() else '^'}{letters}]")
        else:
            made.append(sign)
    return "".join(made)


def _tokens(find: str) -> Iterator[tuple[str, bool]]:
    """Cut an expression into escapes, openings of brackets and single signs; tell which are in brackets."""
    at, inside = 0, False
    while at < len(find):
        found = (_IN_BRACKETS if inside else _OUTSIDE).match(find, at)
        sign = found[0] if found else find[at]
        yield sign, inside
        at += len(sign)
        inside = sign != "]" if inside else sign.startswith("[")


def _parts(expression: Any, put: str) -> Iterator[str | int]:
    end = 0
    for found in _PUT.finditer(put):
        yield put[end : found.start()]
        end = found.end()
        name = found["group"] if found["group"] is not None else found["number"]
        if name is None:
            if found["sign"] not in _SIGNS:
                raise PatternError(f'"{found[0]}" means nothing. Write \\\\ for a backslash')
            yield _SIGNS[found["sign"]]
            continue
        number = int(name) if name.isdecimal() else expression.groupindex.get(name, -1)
        if not 0 <= number <= expression.groups:
            raise PatternError(f'the expression has no group "{name}"')
        yield number
    yield put[end:]
