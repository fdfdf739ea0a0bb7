"""A .cypher file with a rule's header becomes a `Rule` here; nothing here asks the graph.

A rule is a statement that returns one row for each finding.  Its header says beside the usual keys:

``severity``
    high, medium or low.
``of``
    Name of a file in `denominators/`: what the findings are counted against.
``why_nb``, ``why_en``, ``remedy_nb``, ``remedy_en``
    Texts with ``{columns}`` of the row, or one text for each value of the column `variant`.  A column of
    keys is said as ``{column:name}``, a date as ``{column:day}``, the day before it as ``{column:last_day}``,
    a label as ``{column:kind}``, themes and matters as ``{column:themes}`` and ``{column:matters}``; a text
    column is returned as ``column_nb`` and ``column_en``.
``defaults``
    Thresholds: parameter name -> number that is used unless the user sets another.

A header may say more:

``root``
    Its findings are what other findings follow from: a column of roles that are with nobody because of it,
    then the columns that tell where.
``follows``
    Its findings follow from one of those: a column of roles that they wait for, then the columns that tell
    where; without any of these, the role and the themes alone decide.  Either is a list, or a list for each
    value of `variant`.
``beside``
    Columns that an acceptance does not rest on.
``required``
    false for what no clause asks for: its findings cite none, and are told in one line.

A column ``remedy`` names the text of the remedy where `variant` does not, and a column ``count`` tells how
many of the counted things a row stands for; of the clauses that a row with
``themes`` cites, those that speak of other themes only are left out.  A rule that declares the parameter
``routes`` or ``circles`` is handed what walking found (see `ansvar.queries.gaps.walks`).  One that declares
``about`` is handed the keys of what is asked about and around it, or none when everything is, and begins
with these (`ways.asked`, `ways.fillers`); what it finds about others is left out afterwards.  One that does
not declare it is asked in full.

Rules of the house stand beside this file, rules of a user in the folder that `ANSVAR_RULES` names.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from ansvar.graph.cypher import Statement, load_statement
from ansvar.graph.errors import AnsvarError, Problem, StatementError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

SEVERITIES = ("high", "medium", "low")
"""From the gravest to the least."""

EXTRA = frozenset({"severity", "of", "why_nb", "why_en", "remedy_nb", "remedy_en", "defaults"})
"""Header keys that a rule has beside those of every statement."""

OPTIONAL = frozenset({"root", "follows", "beside", "required"})
"""Header keys that a rule may have."""

REQUIRED = ("subjects", "clauses", "since", "unit")
"""Columns that every rule returns."""

SPOKEN = ("", "name", "day", "last_day", "kind", "each_kind", "no_kind", "themes", "matters")
"""How a column can be said in a text: as it is, by its name, as a date, as the last day before a date, as a
kind of unit; themes and matters by name, or as all of them."""

WALKED = ("routes", "circles")
"""Parameters that walking fills."""

ABOUT = "about"
"""Parameter with the keys that a rule begins with; empty when it is asked about everything."""

SETTING = "ANSVAR_RULES"
"""Environment variable that names the folder with a user's own rules."""

RULES = Path(__file__).parent
_DENOMINATORS = "denominators"


@dataclass(frozen=True)
class Rule:
    """A rule, ready to be asked.

    Attributes
    ----------
    name : str
        Last word of the statement's name; the file's name.
    statement : Statement
        What finds the rows.
    of : Statement
        What counts the things that could have been found.
    severity : str
        One of `SEVERITIES`.
    texts : mapping
        ``title_nb``, ``why_en``, ... -> variant -> text; the variant is empty where there is only one.
    defaults : mapping of str to int
        Thresholds.
    own : bool
        True for a rule of the user's.
    root, follows : mapping
        Variant -> columns, see above; the variant is empty where there is only one list.
    beside : frozenset of str
        Columns that an acceptance does not rest on.
    required : bool
        False for what no clause asks for.
    """

    name: str
    statement: Statement
    of: Statement
    severity: str
    texts: Mapping[str, Mapping[str, str]]
    defaults: Mapping[str, int]
    own: bool = False
    root: Mapping[str, Sequence[str]] = field(default_factory=dict)
    follows: Mapping[str, Sequence[str]] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()
    required: bool = True

    def text(self, kind: str, lang: str, variant: str = "") -> str:
        """Give the text of a kind (title, why or remedy) in a language."""
        texts = self.texts[f"{kind}_{lang}"]
        return texts.get(variant) or texts.get("") or next(iter(texts.values()))


def user_folder() -> Path | None:
    """Give the folder with the user's own rules; None when the setting is not there."""
    named = os.environ.get(SETTING, "").strip()
    return Path(named).expanduser() if named else None


@cache
def built_in() -> tuple[Rule, ...]:
    """Give the rules of the house, by name.

    Raises
    ------
    StatementError
        One of the files breaks the form.
    """
    return tuple(read_rule(path) for path in sorted(RULES.glob("*.cypher")))


def all_rules(folder: Path | None) -> tuple[list[Rule], list[Problem]]:
    """Give all rules, and what is wrong with the user's files; a broken one does not stop the others.

    Parameters
    ----------
    folder : Path or None
        The user's folder.

    Returns
    -------
    rules : list of Rule
        Those of the house first, each group by name.
    problems : list of Problem
        One for each file that cannot be used.
    """
    rules = list(built_in())
    problems: list[Problem] = []
    if folder is None:
        return rules, problems
    if not folder.is_dir():
        return rules, [
            Problem(str(folder), 0, f"{SETTING} names a folder that does not exist", "Correct the setting.")
        ]
    taken = {rule.name for rule in rules}
    for path in sorted(folder.glob("*.cypher")):
        if path.stem in taken:
            what = f'there is a built-in rule named "{path.stem}" already'
            problems.append(Problem(str(path), 1, what, "Give the file and the rule another name."))
            continue
        try:
            rules.append(read_rule(path, own=True))
        except (AnsvarError, OSError, ValueError) as error:
            problems.append(problem_of(path, error))
    return rules, problems


def problem_of(path: Path, error: Exception) -> Problem:
    """Make a problem of an error, with the line that it names or else the first line of Cypher."""
    message, hint = (error.message, error.hint) if isinstance(error, AnsvarError) else (str(error), "")
    head, _, rest = message.partition(": ")
    place, _, number = head.rpartition(":")
    if rest and place == str(path) and number.isdigit():
        return Problem(str(path), int(number), rest, hint)
    return Problem(str(path), first_line(path), message.removeprefix(f"{path}: "), hint)


def first_line(path: Path) -> int:
    """Give the number of the first line that is not header; 0 when the file cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return 0
    return next((number for number, line in enumerate(lines, 1) if not line.startswith("//")), 1)


def read_rule(path: Path, *, own: bool = False) -> Rule:
    """Read one rule.

    Raises
    ------
    StatementError
        The header, a text, a threshold or the denominator does not fit; file and line come first.
    """
    # a user's file may have been corrected since it was last read
    statement = (load_statement.__wrapped__ if own else load_statement)(path, EXTRA, OPTIONAL)
    header = statement.header
    if statement.access != "read":
        raise _error(path, "access", "a rule only reads")
    severity = str(header["severity"])
    if severity not in SEVERITIES:
        raise _error(path, "severity", f'"{severity}" is none of {", ".join(SEVERITIES)}')
    if "on" not in statement.params:
        raise _error(path, "params", "a rule is asked for a day: on")
    _check_columns(path, statement.returns)
    defaults = _defaults(path, statement)
    unset = sorted(set(statement.params) - set(defaults) - {"on", ABOUT, *WALKED})
    if unset:
        raise _error(path, "defaults", f"parameter {unset[0]} has no default")
    places = {*statement.returns, *defaults}
    texts = {name: _texts(path, name, header[name], places) for name in _text_names()}
    return Rule(
        name=path.stem,
        statement=statement,
        of=_denominator(path, str(header["of"]), own=own),
        severity=severity,
        texts=texts,
        defaults=defaults,
        own=own,
        root=_columns(path, "root", statement),
        follows=_columns(path, "follows", statement),
        beside=frozenset(_columns(path, "beside", statement).get("", ())),
        required=header.get("required", True) is not False,
    )


def _text_names() -> Iterable[str]:
    return (f"{kind}_{lang}" for kind in ("title", "why", "remedy") for lang in ("nb", "en"))


def _error(path: Path, key: str, what: str) -> StatementError:
    return StatementError(f"{path}:{_line_of(path, key)}: {what}")


def _line_of(path: Path, key: str) -> int:
    """Find the line of a header key."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"// {key}:")), 1)


def _check_columns(path: Path, returns: Collection[str]) -> None:
    missing = [name for name in REQUIRED if name not in returns]
    if missing:
        what = f"a rule returns {', '.join(REQUIRED)}; {', '.join(missing)} is missing"
        raise _error(path, "returns", what)


def _defaults(path: Path, statement: Statement) -> dict[str, int]:
    given = statement.header["defaults"] or {}
    if not isinstance(given, dict) or not all(type(value) is int for value in given.values()):
        raise _error(path, "defaults", "a threshold is a whole number")
    undeclared = sorted(set(given) - set(statement.params))
    if undeclared:
        raise _error(path, "defaults", f"threshold {undeclared[0]} is not among the parameters")
    return {str(name): value for name, value in given.items()}


def _columns(path: Path, key: str, statement: Statement) -> dict[str, list[str]]:
    given = statement.header.get(key) or {}
    lists = given if isinstance(given, dict) else {"": given}
    for columns in lists.values():
        wrong = [c for c in columns if c not in statement.returns] if isinstance(columns, list) else [columns]
        if wrong:
            raise _error(path, key, f"{key} names the column {wrong[0]}, which the rule does not return")
    return {str(variant): columns for variant, columns in lists.items()}


def _texts(path: Path, name: str, given: Any, places: set[str]) -> dict[str, str]:
    texts = given if isinstance(given, dict) else {"": given}
    for text in texts.values():
        if not isinstance(text, str) or not text:
            raise _error(path, name, f"{name} is a text, or a text for each variant")
        _check_places(path, name, text, places)
    return {str(variant): str(text) for variant, text in texts.items()}


def _check_places(path: Path, name: str, text: str, places: set[str]) -> None:
    try:
        wanted = [
            (field, spoken or "") for _, field, spoken, _ in Formatter().parse(text) if field is not None
        ]
    except ValueError as error:
        raise _error(path, name, f"{name} has a brace too many or too few") from error
    for column, spoken in wanted:
        if not {column, f"{column}_nb"} & places:
            raise _error(path, name, f"{name} speaks of {{{column}}}, which the rule does not return")
        if spoken not in SPOKEN:
            raise _error(path, name, f"{name} says {{{column}:{spoken}}}; there are {', '.join(SPOKEN[1:])}")


def _denominator(path: Path, name: str, *, own: bool) -> Statement:
    """Find the statement that counts: the user's own first, then that of the house."""
    folders = [path.parent / _DENOMINATORS, RULES / _DENOMINATORS] if own else [RULES / _DENOMINATORS]
    for folder in folders:
        file = folder / f"{name}.cypher"
        if file.is_file():
            return load_statement(file)
    known = sorted(file.stem for folder in folders for file in folder.glob("*.cypher"))
    raise _error(path, "of", f'there is no denominator "{name}"; there are {", ".join(known)}')
