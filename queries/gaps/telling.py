"""A row of a rule becomes a finding in words; nothing here asks the graph."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import StatementError
from graph.texts import catalogue, day_in_words
from queries.gaps.answer import Finding
from queries.listing import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from queries.gaps.rules import Rule

_WORDS = Path(__file__).parent / "words.yaml"
_ID_DIGITS = 12


@dataclass(frozen=True)
class Found:
    """A row of a rule, checked, with the number that it stands for."""

    rule: Rule
    row: Mapping[str, Any]

    @property
    def subjects(self) -> tuple[str, ...]:
        """Keys of what it is about."""
        return tuple(self.row["subjects"])

    @property
    def count(self) -> int:
        """How many of the counted things the row stands for."""
        return int(self.row.get("count", 1))

    @property
    def id(self) -> str:
        """The finding's stable name."""
        return _hash([self.rule.name, *self.subjects])[:_ID_DIGITS]

    @property
    def facts(self) -> str:
        """Hash of what was found: every column that is not a text for people."""
        return _hash({k: v for k, v in self.row.items() if not k.endswith(("_nb", "_en"))})[:16]


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def checked(rule: Rule, rows: Iterable[Mapping[str, Any]]) -> list[Found]:
    """Check that the rows of a rule are findings.

    Raises
    ------
    StatementError
        A row has no subjects, or another one has the same.
    """
    found: dict[tuple[str, ...], Found] = {}
    for row in rows:
        subjects = row["subjects"]
        if not isinstance(subjects, list) or not subjects or not all(isinstance(s, str) for s in subjects):
            message = f"{rule.name}: a row has the subjects {subjects!r}; they are a list of keys"
            raise StatementError(message)
        if not isinstance(row["clauses"], list):
            message = f"{rule.name}: a row has the clauses {row['clauses']!r}; they are a list of keys"
            raise StatementError(message)
        one = Found(rule, row)
        if one.subjects in found:
            message = f"{rule.name}: two rows have the subjects {subjects!r}; a finding is told by them"
            raise StatementError(message)
        found[one.subjects] = one
    return list(found.values())


def tell(found: Found, k: int, n: int, values: Mapping[str, Any], lang: str) -> Finding:
    """Put a finding into words.

    Parameters
    ----------
    k, n : int
        How many its rule found, and of how many.
    values : mapping
        Thresholds that the rule was asked with.
    """
    row = in_language(found.row, lang)
    places = {name: _in_words(found.rule, name, value, lang) for name, value in {**values, **row}.items()}
    variant = str(row.get("variant", ""))
    return Finding(
        id=found.id,
        rule=found.rule.name,
        title=found.rule.text("title", lang),
        severity=found.rule.severity,
        subjects=found.subjects,
        subject_names=(),
        unit=row.get("unit"),
        unit_name=None,
        clauses=tuple(row["clauses"]),
        why=_sentence(found.rule.text("why", lang, variant), places),
        remedy=_sentence(found.rule.text("remedy", lang, variant), places),
        since=row.get("since"),
        k=k,
        n=n,
        facts=found.facts,
    )


def with_names(finding: Finding, names: Mapping[str, str]) -> Finding:
    """Add the names of subjects and unit; a key without a name keeps the key."""
    unit_name = names.get(finding.unit, finding.unit) if finding.unit else None
    subject_names = tuple(names.get(key, key) for key in finding.subjects)
    return replace(finding, subject_names=subject_names, unit_name=unit_name)


def word(lang: str, name: str, **places: Any) -> str:
    """Give one of the words of this area."""
    return catalogue(_WORDS)[name][lang].format(**places)


def kind_of_unit(label: str, lang: str) -> str:
    """Give a label of the schema as people say it; the label itself when nobody has said how."""
    told = catalogue(_WORDS).get(f"kind_{label}")
    return told[lang] if told else label


def _in_words(rule: Rule, name: str, value: Any, lang: str) -> str:
    if value is None:
        return "?"
    if isinstance(value, list | tuple):
        return listed([str(item) for item in value], lang)
    if rule.types.get(name) == "date":
        return day_in_words(str(value), lang)
    return kind_of_unit(str(value), lang) if name == "label" else str(value)


def listed(names: list[str], lang: str) -> str:
    """Join names as people say them: ``a, b and c``."""
    names = list(dict.fromkeys(names))
    if len(names) < 2:  # noqa: PLR2004  (one name needs no word in between)
        return names[0] if names else "?"
    return f"{', '.join(names[:-1])} {word(lang, 'and')} {names[-1]}"


def _sentence(template: str, places: Mapping[str, str]) -> str:
    """Fill a text in; it begins with a capital letter whatever stands first."""
    text = template.format_map(_Places(places))
    return text[:1].upper() + text[1:]


class _Places(dict[str, str]):
    """Columns that are empty in a row: `in_language` leaves them out."""

    def __missing__(self, name: str) -> str:
        return "?"
