"""A row of a rule becomes a finding in words; nothing here asks the graph."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import StatementError
from ansvar.graph.texts import day_in_words, say
from ansvar.queries.gaps.result import Finding, Root
from ansvar.queries.vocabulary import begun, in_sentence, kind_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ansvar.graph.citation import Citations
    from ansvar.queries.gaps.result import Cause, RuleResult
    from ansvar.queries.gaps.rules import Rule

_WORDS = Path(__file__).parent / "words.yaml"
_ID_DIGITS = 12
_FACTS_DIGITS = 16
_UNKNOWN = "?"
_NAMED = ("name", "themes", "matters")
_LAST = 1_000_000


@dataclass(frozen=True)
class Link:
    """Roles that somebody has to be in, and the keys that tell where; no key at all means anywhere."""

    roles: frozenset[str]
    near: frozenset[str]


@dataclass(frozen=True)
class RuleRow:
    """A row of a rule, checked.

    Attributes
    ----------
    values : mapping
        Thresholds that the rule was asked with.
    """

    rule: Rule
    row: Mapping[str, Any]
    values: Mapping[str, int] = field(default_factory=dict)

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
        facts = {
            k: v for k, v in self.row.items() if not k.endswith(("_nb", "_en")) and k not in self.rule.beside
        }
        facts |= {name: sorted(facts[name]) for name in ("clauses", "themes", "matters") if facts.get(name)}
        return _hash(facts)[:_FACTS_DIGITS]

    @property
    def variant(self) -> str:
        """Which of the rule's texts fits; empty where there is one."""
        return self.row.get("variant") or ""

    @property
    def themes(self) -> frozenset[str]:
        """The themes that it is about; empty for all."""
        return frozenset(self.row.get("themes") or ())

    def link(self, columns: Mapping[str, Sequence[str]]) -> Link | None:
        """Tell what it says in the columns of `Rule.root` or `Rule.follows`; None where these say nothing."""
        names = columns.get(self.variant) or columns.get("")
        if not names:
            return None
        roles, *near = (frozenset(_listed(self.row.get(name))) for name in names)
        return Link(roles, frozenset().union(*near)) if roles else None

    def text(self, kind: str, lang: str) -> str:
        """Give the text of a kind, why or remedy, in a language, before it is filled in."""
        return self.rule.text(kind, lang, (kind == "remedy" and self.row.get("remedy")) or self.variant)

    def concerns(self, keys: frozenset[str]) -> bool:
        """Tell whether one of the keys is its unit, a subject, or a unit that it names."""
        named = {self.row["unit"], *self.subjects, *(self.row.get("seats") or ())}
        return not keys.isdisjoint(named)

    def mentioned(self, lang: str) -> Iterator[str]:
        """Give the keys whose names the finding needs in a language."""
        yield from self.subjects
        if self.row["unit"]:
            yield self.row["unit"]
        for kind in ("why", "remedy"):
            for _, column, spoken, _ in Formatter().parse(self.text(kind, lang)):
                if column and spoken in _NAMED:
                    yield from _listed(self.row.get(column))


@dataclass(frozen=True)
class Glossary:
    """Names of things and what is known about clauses, in one language.

    Attributes
    ----------
    names : mapping of str to str
        Key -> name.
    clauses : mapping of str to (int, list or None)
        Clause.key -> its position, and the themes that it speaks of when not of all.
    every : mapping of str to frozenset of str
        ``themes`` and ``matters`` -> for each instruction, all those that it regulates.
    texts : mapping of str to str
        Clause.key -> what it says, in own words.
    kinds : mapping of str to str
        Key -> the most specific label.
    """

    lang: str
    names: Mapping[str, str]
    clauses: Mapping[str, tuple[int, Sequence[str] | None]]
    every: Mapping[str, Collection[frozenset[str]]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Give the name of a thing; the key of one that has none."""
        return self.names.get(key, key)

    def say(self, value: Any, spoken: str) -> str:
        """Say a value of a row as a text asks for it."""
        if value is None or value == []:
            return _UNKNOWN
        if spoken in self.every and len(value) > 1 and frozenset(value) in self.every[spoken]:
            return word(self.lang, f"every_{spoken}")
        if spoken in _NAMED:
            return joined([in_sentence(self.lang, self.name(key)) for key in _listed(value)], self.lang)
        if spoken in ("day", "last_day"):
            day = dt.date.fromisoformat(str(value)) - dt.timedelta(days=spoken == "last_day")
            return day_in_words(day, self.lang)
        if spoken.endswith("kind"):
            return kind_name(self.lang, str(value), spoken.removesuffix("kind").removesuffix("_"))
        return joined([str(item) for item in _listed(value)], self.lang)

    def cited(self, clauses: Iterable[str], themes: Iterable[str]) -> tuple[str, ...]:
        """Put clauses in the order of the instruction, without those that speak of other themes only."""
        about = set(themes)

        def fits(clause: str) -> bool:
            speaks_of = self.clauses.get(clause, (0, None))[1]
            return not about or not speaks_of or not about.isdisjoint(speaks_of)

        return tuple(sorted(filter(fits, set(clauses)), key=lambda c: (self.clauses.get(c, (_LAST,))[0], c)))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def checked(rule: Rule, rows: Iterable[Mapping[str, Any]], values: Mapping[str, int]) -> list[RuleRow]:
    """Check that the rows of a rule are findings.

    Raises
    ------
    StatementError
        A row has no subjects, its clauses are no list, or another row has the same subjects.
    """
    found: dict[tuple[str, ...], RuleRow] = {}
    for row in rows:
        for column in ("subjects", "clauses"):
            keys = row[column]
            if not (isinstance(keys, list) and all(isinstance(key, str) for key in keys)):
                raise StatementError(f"{rule.name}: a row has the {column} {keys!r}; they are a list of keys")
        one = RuleRow(rule, row, values)
        if not one.subjects:
            raise StatementError(f"{rule.name}: a row has no subjects; a finding is about something")
        if one.subjects in found:
            same = row["subjects"]
            message = f"{rule.name}: two rows have the subjects {same!r}; findings are told apart by them"
            raise StatementError(message)
        found[one.subjects] = one
    return list(found.values())


def tell(
    found: RuleRow,
    root: RuleRow,
    k: int,
    n: int | None,
    words: Glossary,
    accepted: Mapping[tuple[str, str], Mapping[str, Any]],
) -> Finding:
    """Put a finding into words.

    Parameters
    ----------
    root : RuleRow
        The finding that it follows from; itself when there is none.
    k, n : int
        How many its rule found, and of how many; `n` is None where only some keys were asked about.
    accepted : mapping
        (id, facts) -> what was accepted: ``until``, ``by``, ``on_behalf_of``, ``reason``.
    """
    row, rule, lang = found.row, found.rule, words.lang
    answered = accepted.get((found.id, found.facts), {})
    return Finding(
        id=found.id,
        rule=rule.name,
        title=rule.text("title", lang),
        severity=rule.severity,
        subjects=found.subjects,
        subject_names=tuple(words.name(key) for key in found.subjects),
        unit=row["unit"],
        unit_name=words.name(row["unit"]) if row["unit"] else None,
        clauses=words.cited(row["clauses"], found.themes) if rule.required else (),
        why=sentence("why", found, words),
        remedy=sentence("remedy", found, words),
        since=row["since"],
        k=k,
        n=n,
        facts=found.facts,
        cause=Root(root.id, root.subjects[0], words.kinds.get(root.subjects[0], "")),
        accepted_until=answered.get("until"),
        accepted_by=answered.get("by") or None,
        accepted_reason=answered.get("reason"),
        accepted_on_behalf_of=answered.get("on_behalf_of") or None,
    )


def sentence(kind: str, found: RuleRow, words: Glossary) -> str:
    """Fill the text of a kind in."""
    parts = []
    for fixed, column, spoken, _ in Formatter().parse(found.text(kind, words.lang)):
        parts.append(fixed)
        if column:
            own = f"{column}_{words.lang}"
            value = found.row.get(own, found.row.get(column, found.values.get(column)))
            parts.append(words.say(value, spoken or ""))
    return begun("".join(parts).strip())


def word(lang: str, name: str, **places: Any) -> str:
    """Give one of the words of this area."""
    return say(_WORDS, lang, name, **places)


def counted(result: RuleResult, lang: str) -> str:
    """Say how many a rule found, and of how many where that was counted."""
    if result.n is None:
        return word(lang, "k_found", k=result.k)
    return word(lang, "k_of_n", k=result.k, n=result.n, of=result.of)


def told_left(cause: Cause, citations: Citations) -> str:
    """Say what a cause leaves with nobody; empty when that is nothing."""
    lang, parts = citations.lang, []
    if cause.places:
        parts.append(word(lang, "left_places", count=len(cause.places)))
    if cause.duties:
        cited = f" ({citations.cite(cause.clauses)})" if cause.clauses else ""
        parts.append(word(lang, "left_duties", count=len(cause.duties)) + cited)
    return word(lang, "left", what="; ".join(parts)) if parts else ""


def told_follows(cause: Cause, lang: str) -> str:
    """Say how much follows from a cause, rule by rule; empty when that is nothing."""
    parts = [f"{row['count']} {row['of']}" for row in cause.counts]
    return word(lang, "follows", what="; ".join(parts)) if parts else ""


def joined(names: Sequence[str], lang: str) -> str:
    """Join names as people say them: ``a, b and c``."""
    names = list(dict.fromkeys(names))
    if len(names) < 2:  # noqa: PLR2004  (one name needs no word in between)
        return names[0] if names else _UNKNOWN
    return f"{', '.join(names[:-1])} {word(lang, 'and')} {names[-1]}"
