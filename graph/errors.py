"""Every error that this project expects lives here, as one tree; nothing here knows an engine or a face.

::

    AnsvarError                     exit code
    ├── QuestionError               2   what was asked for is not there (start, theme, date, ...)
    │   ├── UnknownNameError        2   a name, with the nearest valid ones
    │   └── AmbiguousNameError      2   a name that several have, with all of them
    ├── DataError                   3   files or rows that cannot be loaded, all problems at once
    ├── StatementError              3   a .cypher file that breaks its own header
    └── EngineError                 4   the engine cannot be started, reached or used
        ├── EngineStartError        4   the embedded engine did not come up
        ├── EngineUnreachableError  4   nobody answers at the address
        │   └── LostWriteError      4   the engine was lost in the middle of a write; nothing was kept
        ├── EngineAuthError         4   user or password refused (never tried twice)
        ├── EngineWriteError        4   a write was refused; the transaction left nothing
        ├── UncertainWriteError     4   the engine was lost while it committed; what it kept is not known
        └── GraphLostError          4   the engine has less than this installation remembers

An expected error prints no traceback.  The driver's own exception stays on as ``__cause__``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ansvar.graph.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class AnsvarError(Exception):
    """An expected failure: where, what, and what then.

    Parameters
    ----------
    message : str
        What went wrong, with the value.
    hint : str
        What the reader can do about it; may be empty.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}\n  {hint}" if hint else message)
        self.message = message
        self.hint = hint


class QuestionError(AnsvarError):
    """The question cannot be asked of this graph as it was put."""

    exit_code = 2


ALIKE = 50
"""Of 100; below that a name does not look like another one."""


def alike(value: str, names: Iterable[str]) -> bool:
    """Tell whether one of the names looks like another one that was given."""
    from rapidfuzz import fuzz  # noqa: PLC0415  (needed only where something is wrong)

    return any(fuzz.ratio(value, name, processor=fold) >= ALIKE for name in names)


def suggest(names: Sequence[str], near: bool) -> str:  # noqa: FBT001
    """Name valid names to whoever gave another one; those that do not look like it are not called near."""
    if not names:
        return ""
    listed = ", ".join(f'"{name}"' for name in names)
    return f"Nearest: {listed}." if near else f"Valid values include {listed}."


class UnknownNameError(QuestionError):
    """A name that the graph does not have.

    Parameters
    ----------
    kind : str
        What sort of name it is: ``"start"``, ``"theme"``, ...
    value : str
        The name that was given.
    nearest : sequence of str
        Valid names, the nearest first, as `names.nearest` finds them; empty when there are none at all.
    hint : str
        What else the reader can do.
    near : bool, optional
        Whether they look like what was given; by their spelling when left out.
    """

    def __init__(
        self, kind: str, value: str, nearest: Sequence[str], hint: str = "", *, near: bool | None = None
    ) -> None:
        near = alike(value, nearest) if near is None else near
        hint = " ".join(part for part in (suggest(nearest, near), hint) if part)
        super().__init__(f'unknown {kind} "{value}"', hint)
        self.kind = kind
        self.value = value
        self.nearest = tuple(nearest)


class AmbiguousNameError(QuestionError):
    """A name by which several things are called.

    Parameters
    ----------
    keys : sequence of str
        All of them, in order.
    """

    def __init__(self, kind: str, value: str, keys: Sequence[str]) -> None:
        message = f'{len(keys)} are called "{value}" ({kind}): {", ".join(keys)}'
        super().__init__(message, "Give the key of the one you mean.")
        self.kind = kind
        self.value = value
        self.keys = tuple(keys)


@dataclass(frozen=True)
class SourceLocation:
    """A place in a file, for people.

    Attributes
    ----------
    file : str
        Path as the user gave it.
    line : int
        Line or row, 1 for the first one; 0 when the file or sheet as a whole is meant.
    sheet : str
        Name of the sheet of a workbook; empty for other files.
    column : str
        Header of the column, or the path of the value in a tree; empty when the whole row is meant.
    """

    file: str
    line: int = 0
    sheet: str = ""
    column: str = ""

    def __str__(self) -> str:
        """``posts.csv:7``; with sheet and column ``book.xlsx, sheet "Posts", row 7, column "Name"``."""
        row = f", row {self.line}" if self.sheet and self.line else ""
        where = f'{self.file}, sheet "{self.sheet}"{row}' if self.sheet else self.file
        where += f":{self.line}" if self.line and not self.sheet else ""
        return where + (f', column "{self.column}"' if self.column else "")

    def __deepcopy__(self, _: dict[int, object]) -> SourceLocation:
        """Give itself: it never changes, and there can be a million of them."""
        return self

    def problem(self, message: str, hint: str = "") -> Problem:
        """Make a problem that points here."""
        return Problem(self.file, self.line, message, hint, self.sheet, self.column)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in one place of a file.

    Attributes
    ----------
    file : str
        Path as the user gave it.
    line : int
        1 for the first line; 0 when the file as a whole is meant.
    message : str
        What is wrong, with the value.
    hint : str
        What to do: the nearest valid values, or the correction; may be empty.
    sheet, column : str
        As in `SourceLocation`; empty when the file has none.
    """

    file: str
    line: int
    message: str
    hint: str = ""
    sheet: str = ""
    column: str = ""

    @property
    def location(self) -> SourceLocation:
        """Where it is."""
        return SourceLocation(self.file, self.line, self.sheet, self.column)

    def __str__(self) -> str:
        """One line of place and problem, a second one with the remedy."""
        return f"{self.location}: {self.message}" + (f"\n  {self.hint}" if self.hint else "")


class ValueProblem(ValueError):  # noqa: N818  (it becomes a Problem, with its place)
    """A value that cannot be what it should be: what is wrong, and what then."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class DataError(AnsvarError):
    """Files that cannot be loaded; the graph is unchanged.

    Parameters
    ----------
    problems : iterable of Problem
        All of them, not the first one; kept in order of file and line.
    outcome : str
        What that means for the user.
    """

    exit_code = 3

    def __init__(
        self, problems: Iterable[Problem], outcome: str = "Nothing was loaded; the graph is unchanged."
    ) -> None:
        self.problems = tuple(
            sorted(set(problems), key=lambda p: (p.file, p.sheet, p.line, p.column, p.message, p.hint))
        )
        count = len(self.problems)
        super().__init__(
            "\n".join(str(problem) for problem in self.problems),
            f"{count} problem{'s' if count != 1 else ''}. {outcome}",
        )


class StatementError(AnsvarError):
    """A .cypher file whose header is wrong, or whose statement does not do what the header says."""

    exit_code = 3


class EngineError(AnsvarError):
    """The graph engine cannot be used."""

    exit_code = 4


class EngineStartError(EngineError):
    """The embedded engine could not be started."""


class EngineUnreachableError(EngineError):
    """No engine answers at the address."""


class LostWriteError(EngineUnreachableError):
    """The engine was lost in the middle of a write, of which nothing was kept.

    Parameters
    ----------
    uri : str
        Where it was.
    """

    def __init__(self, uri: str) -> None:
        super().__init__(
            f"the engine at {uri} was lost during a write; nothing was written",
            "Try again: what is already there changes nothing. If it happens again, the engine is probably "
            "short of memory; give it more with ANSVAR_ENGINE_MEMORY.",
        )


class EngineAuthError(EngineError):
    """User name or password was refused."""


class EngineWriteError(EngineError):
    """The engine refused a write; the transaction left nothing behind."""


class UncertainWriteError(EngineError):
    """The engine was lost in the middle of a commit.

    Parameters
    ----------
    uri : str
        Where it was.
    refusal : EngineError
        What the engine's end looked like.
    """

    def __init__(self, uri: str, refusal: EngineError) -> None:
        super().__init__(
            f"the engine at {uri} was lost while it was writing; it is not known whether anything was saved",
            "When it is running again, see `ansvar log`: what was saved is the newest change set there.",
        )
        self.refusal = refusal


@dataclass(frozen=True)
class Standing:
    """How far a graph has come.

    Attributes
    ----------
    number : int
        Of its newest change set; 0 when there is none.
    at : str
        When that was written, as people are told; empty when nothing was.
    nodes, edges : int
        How many there are; 0 where that is not kept.
    """

    number: int
    at: str
    nodes: int
    edges: int

    def __str__(self) -> str:
        """``change set 3 of 2018-06-01 12:00:00 (1,234 nodes, 5,678 edges)``."""
        held = f" ({self.nodes:,} nodes, {self.edges:,} edges)" if self.nodes else ""
        return f"change set {self.number} of {self.at}{held}" if self.number else "nothing"


class GraphLostError(EngineError):
    """The engine has nothing, less, or something else than this installation remembers.

    Parameters
    ----------
    remembered, found : Standing
        What is remembered, and what the engine has.
    where : str
        The folder or the database that the graph was in.
    """

    def __init__(self, remembered: Standing, found: Standing, where: str) -> None:
        has = {
            "nothing": "nothing",
            "less": f"only {found}",
            "other": f"another {found}, or other content after it",
            "apart": f"{found}, which does not go on from it",
        }
        self.remembered = remembered
        self.found = found
        self.where = where
        super().__init__(
            f"the graph is not the one that was here: {remembered} is remembered, and the engine has "
            f"{has[self.how]}",
            f"Restore {where} from a backup. Only if this is intended: `ansvar engine forget` "
            "forgets the last known state.",
        )

    @property
    def how(self) -> str:
        """``nothing``, ``less``, ``other`` (of the same number) or ``apart`` (more, but another history)."""
        if not self.found.number:
            return "nothing"
        if self.found.number == self.remembered.number:
            return "other"
        return "less" if self.found.number < self.remembered.number else "apart"
