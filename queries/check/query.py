"""Asks whether the lines of a file of expectations hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.graph.clock import today
from ansvar.graph.load.fields import Words
from ansvar.queries.check.expectations import read_expectations
from ansvar.queries.check.posts import Posts, is_anywhere
from ansvar.queries.check.result import Checked, Failing, Result
from ansvar.queries.check.routes import Routes
from ansvar.queries.check.subjects import Subjects, UnjudgedError
from ansvar.queries.limits import SUBJECTS, TOLD
from ansvar.queries.listing import ask
from ansvar.queries.texts import text

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from ansvar.graph.store import Store
    from ansvar.queries.check.expectations import Expectation, Expectations
    from ansvar.queries.check.result import Judged


def check(store: Store, path: Path, on: dt.date | None = None, lang: str = "en") -> Checked:
    """Judge every line of a file.

    Parameters
    ----------
    store : Store
        The graph.
    path : Path
        The file; see `expectations` for its format.
    on : date, optional
        The day for lines that name none; the file's own day when left out, and today without one.
    lang : str
        ``nb`` or ``en``, for names and reasons.

    Returns
    -------
    Checked
        One result a line, in the order of the file.  A line that names something that is not there
        cannot be judged; it neither holds nor fails.

    Raises
    ------
    DataError
        The file cannot be read or does not fit the format; nothing was checked.
    """
    return judge(store, read_expectations(path), on, lang)


def judge(store: Store, expectations: Expectations, on: dt.date | None = None, lang: str = "en") -> Checked:
    """Judge every line of a file that was read before; see `check`."""
    _, graph = ask(store, "check.state")
    day = on or expectations.on or today()
    judges = _Judges(store, expectations, day, lang)
    return Checked(
        question={"file": expectations.path, "on": day.isoformat()},
        graph=graph,
        title=_said(expectations.title, lang) or expectations.path,
        results=tuple(judges.result(line) for line in expectations.lines),
        lang=lang,
    )


class _Judges:
    """Judges the lines of one file."""

    def __init__(self, store: Store, expectations: Expectations, on: dt.date, lang: str) -> None:
        subjects = Subjects(store, expectations.lines, lang)
        self._routes = Routes(store, subjects, lang)
        self._posts = Posts(store, subjects, lang)
        self._on = on
        self._lang = lang

    def result(self, line: Expectation) -> Result:
        """Judge one line."""
        on = line.part.on or self._on
        try:
            checked, found = self._judged(line, on)
            result, why = ("fails" if found else "holds"), ""
        except UnjudgedError as error:
            checked, found, result, why = 0, {}, "unjudged", str(error)
        anywhere = line.part.filled is not None and is_anywhere(line.part.filled)
        of = text(self._lang, f"check_of_{line.kind}{'_anywhere' if anywhere else ''}")
        failing = [Failing.of(reason, keys) for reason, keys in found.items()]
        failing.sort(key=lambda item: (-item.count, item.why))
        beyond = _beyond(line, found)
        known = _said(line.part.known, self._lang)
        if failing:
            why = self._summary(checked, of, failing)
            if beyond:
                why += " " + text(self._lang, "check_beyond", subjects=", ".join(beyond[:TOLD]))
        elif known and result == "holds":
            why = text(self._lang, "check_no_longer", reason=known)
        return Result(
            line=line.number,
            name=_said(line.part.name, self._lang) or self._called(line),
            kind=line.kind,
            on=on.isoformat(),
            result=result,
            why=why,
            known=known,
            beyond=tuple(beyond[:SUBJECTS]),
            checked=checked,
            of=of,
            failing=tuple(failing),
        )

    def _judged(self, line: Expectation, on: dt.date) -> Judged:
        part = line.part
        if part.route:
            return self._routes.judge(part.route, on)
        if part.never_vacant:
            return self._posts.never_vacant(part.never_vacant)
        if part.at_most:
            return self._posts.at_most(part.at_most, on)
        assert part.filled is not None  # noqa: S101  (a line has one of the four; the model sees to it)
        return self._posts.filled(part.filled, on)

    def _summary(self, checked: int, of: str, failing: list[Failing]) -> str:
        """Say why a line fails: the most frequent reasons, and for whom."""
        if checked == 1:
            return " ".join(item.why for item in failing)
        count = sum(item.count for item in failing)
        told = [text(self._lang, "check_of", count=count, checked=checked, of=of)]
        for item in failing[:TOLD]:
            subjects = ", ".join(item.subjects[:TOLD]) + (" ..." if len(item.subjects) > TOLD else "")
            told.append(f"{item.why} ({subjects})")
        if len(failing) > TOLD:
            told.append(text(self._lang, "check_more_reasons", count=len(failing) - TOLD))
        return " ".join(told)

    @staticmethod
    def _called(line: Expectation) -> str:
        """Name a line that has no name by what it says."""
        part = getattr(line.part, line.kind).model_dump(by_alias=True, exclude_defaults=True, mode="json")
        return f"{line.kind}: " + ", ".join(f"{name} {_short(value)}" for name, value in part.items())


def _beyond(line: Expectation, found: dict[str, list[str]]) -> list[str]:
    """Give the keys that fail although the line is known to fail for others only."""
    if line.part.known_for is None:
        return []
    failing = sorted({key for keys in found.values() for key in keys})
    return [key for key in failing if not any(_covers(word, key) for word in line.part.known_for)]


def _covers(word: str, key: str) -> bool:
    return key.startswith(word[:-1]) if word.endswith("*") else word == key


def _short(value: object) -> str:
    return "/".join(str(v) for v in value) if isinstance(value, list) else str(value)


def _said(words: str | Words | None, lang: str) -> str | None:
    if isinstance(words, Words):
        return words.nb if lang == "nb" else words.en
    return words
