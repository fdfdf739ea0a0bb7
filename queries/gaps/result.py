"""The answer to "where does it break": frozen, the same for every face; JSON is its stable form."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ansvar.graph.citation import Citations
from ansvar.queries.doubt import numbers
from ansvar.queries.listing import json_of

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = "ansvar.gaps/1"


@dataclass(frozen=True)
class Root:
    """What a finding follows from in the end.

    Attributes
    ----------
    id : str
        The finding that it follows from; its own when there is none.
    key, kind : str
        What that one is about, and its label.
    """

    id: str
    key: str
    kind: str


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found.

    Attributes
    ----------
    id : str
        Twelve hexadecimal digits that follow from the rule and the subjects alone.
    subjects : tuple of str
        Keys of what it is about, in the order of the rule.
    subject_names : tuple of str
        Their names, in the same order.
    unit : str or None
        Key of the unit that it concerns.
    clauses : tuple of str
        The clauses that it breaks or that ask for what is missing, as the norm layer cites them.
    since : str or None
        First day of it, ISO text, where the graph tells.
    k, n : int
        How many the rule found, and of how many; both for the whole organisation.  Where only some keys were
        asked about, `k` is what was found about these, and `n` is None.
    facts : str
        Hash of what was found; an acceptance holds as long as it stays the same.
    cause : Root
        What is at the root of it.
    questions : tuple of str
        Keys of what its clauses leave unclear, so that it rests on how they are read.
    accepted_until : str or None
        First day on which the acceptance no longer holds; None when it is not accepted.
    accepted_by, accepted_on_behalf_of : str or None
        The account that wrote it down, and who answers for it, where that is said.
    """

    id: str
    rule: str
    title: str
    severity: str
    subjects: tuple[str, ...]
    subject_names: tuple[str, ...]
    unit: str | None
    unit_name: str | None
    clauses: tuple[str, ...]
    why: str
    remedy: str
    since: str | None
    k: int
    n: int | None
    facts: str
    cause: Root
    questions: tuple[str, ...] = ()
    accepted_until: str | None = None
    accepted_by: str | None = None
    accepted_reason: str | None = None
    accepted_on_behalf_of: str | None = None

    @property
    def accepted(self) -> bool:
        """True when somebody answers for leaving it as it is."""
        return self.accepted_until is not None


@dataclass(frozen=True)
class RuleResult:
    """A rule that was asked.

    Attributes
    ----------
    k, n : int
        How many it found, and of how many `of`; as for a finding.
    shown : int
        How many of its findings the answer holds, where it holds only those of a unit.
    accepted : int
        How many of those shown are accepted.
    required : bool
        False for what no clause asks for.
    """

    rule: str
    title: str
    severity: str
    k: int
    n: int | None
    of: str
    shown: int = 0
    accepted: int = 0
    required: bool = True


@dataclass(frozen=True)
class Cause:
    """What is at the root of findings, with all that follows from it.

    Attributes
    ----------
    id, key, kind : str
        As the root of its findings has them.
    why, remedy : str
        What is wrong at the root, and what helps.
    severity : str
        That of the gravest of its findings.
    findings : tuple of str
        Ids of its findings in the answer, the one at the root first.
    places, duties : tuple of str
        Keys of the places that nobody follows up because of it, and of the duties that nobody has there.
    clauses : tuple of str
        The clauses that set these duties out.
    counts : tuple of dict
        How much follows, rule by rule: ``rule``, ``count`` and ``of`` (what is counted).
    """

    id: str
    key: str
    kind: str
    name: str
    why: str
    remedy: str
    severity: str
    findings: tuple[str, ...]
    places: tuple[str, ...]
    duties: tuple[str, ...]
    clauses: tuple[str, ...]
    counts: tuple[dict[str, Any], ...]

    @property
    def alone(self) -> bool:
        """True when nothing follows from it, and it leaves nothing with nobody."""
        return self.findings == (self.id,) and not self.places and not self.duties


@dataclass(frozen=True)
class Stop:
    """One of the routes that stop at the same point, told from its start.

    Attributes
    ----------
    start : str
        Name of the first of the places that the route goes from.
    places : int
        How many places share it.
    steps : tuple of dict
        ``key, name, unit, state, who, clauses`` for each post or body on the way, in order.
    missing : tuple of dict
        ``name, state, why, clauses`` for each link where nobody takes the matter up.
    why : str
        Where it stops, and who would have to be there.
    """

    finding: str
    start: str
    places: int
    theme: str
    matter: str
    steps: tuple[dict[str, Any], ...]
    missing: tuple[dict[str, Any], ...]
    why: str


@dataclass(frozen=True)
class Gaps:
    """A whole answer.

    Attributes
    ----------
    findings : tuple of Finding
        The gravest first, then by rule and subjects.
    rules : tuple of RuleResult
        Every rule that was asked, those that found nothing too.
    problems : tuple of dict
        What is wrong with rule files: ``file, line, what, then``.
    notes : tuple of str
        What else a reader should know, in the language of the answer.
    causes : tuple of Cause
        What is at the root of the findings: the gravest first, of equals the one that brings most down.
    stops : tuple of Stop
        One route for each finding of a route that stops.
    questions : tuple of dict
        What the cited clauses leave unclear, as in a route: ``key, number, text, reading, clauses``.
    clauses : dict of str to str
        What the cited clauses say, in own words.
    citations : Citations
        What cites them for people; no part of the stable form.
    """

    question: dict[str, Any]
    graph: dict[str, str]
    findings: tuple[Finding, ...]
    rules: tuple[RuleResult, ...]
    problems: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]
    causes: tuple[Cause, ...]
    stops: tuple[Stop, ...]
    questions: tuple[dict[str, Any], ...]
    clauses: dict[str, str]
    lang: str
    citations: Citations = field(default_factory=Citations)

    @property
    def items(self) -> tuple[dict[str, Any], ...]:
        """The findings as plain rows."""
        return tuple(asdict(finding) for finding in self.findings)

    @property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """The findings as rows of a table: of a cause its id, of open questions their numbers."""
        return tuple(
            item | {"cause": item["cause"]["id"], "questions": numbers(self.questions, item["questions"])}
            for item in self.items
        )

    def numbers(self, finding: Finding) -> str:
        """Give the numbers of the open questions that a finding rests on, as text."""
        return ", ".join(map(str, numbers(self.questions, finding.questions)))

    def of_cause(self, cause: Cause) -> list[Finding]:
        """Give the findings of a cause, the one at the root first."""
        return [self._by_id[id_] for id_ in cause.findings]

    @cached_property
    def _by_id(self) -> dict[str, Finding]:
        return {finding.id: finding for finding in self.findings}

    def apart(
        self, causes: Iterable[Cause]
    ) -> tuple[list[tuple[Cause, list[Finding]]], dict[str, list[Finding]]]:
        """Give causes that bring something down, with their findings, and what stands alone by its rule."""
        joint: list[tuple[Cause, list[Finding]]] = []
        alone: dict[str, list[Finding]] = defaultdict(list)
        for cause in causes:
            findings = self.of_cause(cause)
            if cause.alone:
                alone[findings[0].rule].append(findings[0])
            else:
                joint.append((cause, findings))
        return joint, alone

    def open_at(self, severity: str) -> int:
        """Count the findings at or above a severity that nobody has accepted."""
        from ansvar.queries.gaps.rules import SEVERITIES  # noqa: PLC0415

        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return sum(1 for finding in self.findings if not finding.accepted and finding.severity in grave)

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        return json_of(
            FORMAT,
            self,
            "question",
            "graph",
            "rules",
            "problems",
            "notes",
            "causes",
            "stops",
            "questions",
            "clauses",
            "items",
        )
