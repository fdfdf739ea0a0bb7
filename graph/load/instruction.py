"""An instruction file: its format, and the nodes and edges that it stands for.

Nothing here knows what any instruction says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from ansvar.graph.load.fields import Count, Dated, Day, Key, Number, Part, Text, Words, one_or_more, words

if TYPE_CHECKING:
    from ansvar.graph.load.builder import Builder
    from ansvar.graph.load.content import Origin

FORMAT = "ansvar.instruction/1"


class SharedWord(Dated):
    """A theme."""

    key: Key
    name: Words


class Matter(SharedWord):
    """A kind of matter, and why a route for it ends where it does."""

    ends: Words | None = None
    clauses: list[Text] = []


class Question(Dated):
    """Something that the instruction leaves unclear."""

    number: Number
    text: Words
    reading: Words


class DutyPart(Dated):
    """A duty that a clause sets out."""

    bearers: list[Key] = Field(min_length=1)
    modality: Literal["shall", "may", "must_not"]
    recurring: bool = False
    themes: list[Key] | None = None
    text: Words | None = None


class ClausePart(Dated):
    """A section, sentence or bullet."""

    section: Text
    part: Text | None = None
    bullet: Number | None = None
    sentence: Number | None = None
    themes: list[Key] | None = None
    text: Words
    status: Literal["modelled", "not_a_duty", "pending"]
    reason: Words | None = None
    questions: list[int] = []
    duties: list[DutyPart] = []

    @model_validator(mode="after")
    def _reasoned(self) -> ClausePart:
        if self.status != "modelled" and self.reason is None:
            message = f"a clause that is {self.status} needs a reason"
            raise ValueError(message)
        if self.bullet and self.sentence:
            message = "a clause is a bullet or a sentence, not both"
            raise ValueError(message)
        return self

    @property
    def reference(self) -> str:
        """How the file refers to it: ``6.1 (1)``, ``5 B (2)``, ``2 s.2``, ``3``."""
        part = f" {self.part}" if self.part else ""
        place = f" ({self.bullet})" if self.bullet else f" s.{self.sentence}" if self.sentence else ""
        return f"{self.section}{part}{place}"


class RolePart(SharedWord):
    """A role: what fills it and how many there must be."""

    filled_by: list[Key] = []
    unit_codes: list[Key] = []
    seat: Key | None = None
    per: Key | None = None
    at_least: Count | None = None
    at_most: Count | None = None
    starts: bool = False
    clauses: list[Text] = []


class Between(Part):
    """What stands between roles; since `from` and `to` name these, the period has a name of its own."""

    giver: one_or_more(Key) = Field(alias="from")  # type: ignore[valid-type]
    receiver: one_or_more(Key) = Field(alias="to")  # type: ignore[valid-type]
    period: Dated = Dated()


class StepPart(Between):
    """One step of a lawful route, between roles."""

    name: Key
    via: Key
    matters: list[Key] = Field(min_length=1)
    themes: list[Key] | None = None
    basis: Literal["explicit", "implied"]
    alternative: bool = False
    clauses: list[Text] = Field(min_length=1)
    why: Words


class RelationPart(Between):
    """What one role owes another."""

    edge: Key
    via: Key
    themes: list[Key] | None = None
    clauses: list[Text] = Field(min_length=1)


class ExclusionPart(Between):
    """Two roles that one person may not hold together."""

    clauses: list[Text] = Field(min_length=1)
    why: Words


class ReplacesPart(Dated):
    """Another document that this one takes the place of: at once, in part, or together with others."""

    document: Text
    themes: list[Key] | None = Field(default=None, min_length=1)
    wholly_with: list[Text] = []
    clauses: list[Text] = []
    why: Words | None = None


class InstructionFile(Dated):
    """A whole instruction file; a part of it that names no period holds as long as the file says."""

    format: Literal["ansvar.instruction/1"]
    key: Key
    citation: Text
    title: Words
    valid_from: Day = Field(alias="from")
    issued: Day | None = None
    case: Text | None = None
    receiver: Words | None = None
    issuer: Words | None = None
    source: Text | None = None
    replaces: list[ReplacesPart] = []
    themes: list[SharedWord] = Field(min_length=1)
    matters: list[Matter] = []
    questions: list[Question] = []
    roles: list[RolePart] = []
    steps: list[StepPart] = []
    relations: list[RelationPart] = []
    exclusions: list[ExclusionPart] = []
    clauses: list[ClausePart] = Field(min_length=1)


def add_instruction(file: InstructionFile, origin: Origin, build: Builder) -> None:
    """Add what an instruction file stands for to `build`; what does not fit becomes a problem there."""
    _Instruction(file, origin, build).add()


class _Instruction:
    """One instruction on its way into a builder."""

    def __init__(self, file: InstructionFile, origin: Origin, build: Builder) -> None:
        self.file = file
        self.origin = origin
        self.build = build
        self.themes = list(dict.fromkeys(theme.key for theme in file.themes))
        self.matters = {matter.key for matter in file.matters}
        self.clauses = {clause.reference for clause in file.clauses}

    def add(self) -> None:
        file = self.file
        self.build.node(
            "Instruction", file.key, self.origin,
            **words("name", file.title), citation=file.citation, issued=file.issued, case=file.case,
            published=file.source, **words("receiver", file.receiver), **words("issuer", file.issuer),
        )  # fmt: skip
        self._document(file.citation, self.origin.at("citation"))
        self.build.edge("ISSUED_AS", file.key, file.citation, self.origin)
        self._replaces()
        for number, theme in enumerate(file.themes):
            at = self.origin.at("themes", number).during(theme)
            self.build.shared("Theme", theme.key, theme.name, at)
            self.build.edge("REGULATES", file.key, theme.key, at)
        for number, matter in enumerate(file.matters):
            at = self.origin.at("matters", number).during(matter)
            self.build.shared("MatterKind", matter.key, matter.name, at)
            cited = self._cited(matter.clauses, at.at("clauses"))
            self.build.edge(
                "REGULATES", file.key, matter.key, at, clauses=cited, **words("ends", matter.ends)
            )
        self._questions()
        self._roles()
        self._clauses()
        self._steps()

    # -- parts -----------------------------------------------------------------------------------

    def _document(self, citation: str, at: Origin) -> None:
        self.build.shared("Document", citation, Words(nb=citation, en=citation), at)

    def _replaces(self) -> None:
        for index, part in enumerate(self.file.replaces):
            at = self.origin.at("replaces", index).during(part)
            if self.file.citation in (part.document, *part.wholly_with):
                self.build.problem(at, "a document cannot replace itself", "Name the other document.")
                continue
            for citation in (part.document, *part.wholly_with):
                self._document(citation, at)
            for theme in part.themes or ():
                self.build.refer(theme, "Theme", at.at("themes"), "takes over")
            self.build.edge(
                "REPLACES", self.file.key, part.document, at,
                themes=None if part.themes is None else sorted(part.themes),
                wholly_with=sorted(part.wholly_with),
                clauses=self._cited(part.clauses, at.at("clauses")), **words("why", part.why),
            )  # fmt: skip

    def _questions(self) -> None:
        for index, question in enumerate(self.file.questions):
            at = self.origin.at("questions", index).during(question)
            key = self._question_key(question.number)
            name = Words(nb=f"Spørsmål {question.number}", en=f"Question {question.number}")
            self.build.node(
                "OpenQuestion", key, at, **words("name", name), number=question.number,
                **words("text", question.text), **words("reading", question.reading),
            )  # fmt: skip
            self.build.edge("ASKS", self.file.key, key, at)

    def _roles(self) -> None:
        for index, role in enumerate(self.file.roles):
            at = self.origin.at("roles", index).during(role)
            self.build.shared("Role", role.key, role.name, at)
            for label in [*role.filled_by, *([role.per] if role.per else [])]:
                self.build.check_label(label, "Unit", at)
            self.build.edge(
                "DEFINES", self.file.key, role.key, at,
                filled_by=role.filled_by, unit_codes=role.unit_codes, seat=role.seat, per=role.per,
                at_least=role.at_least, at_most=role.at_most, starts=role.starts,
                clauses=self._cited(role.clauses, at.at("clauses")),
            )  # fmt: skip

    def _clauses(self) -> None:
        for index, clause in enumerate(self.file.clauses):
            at = self.origin.at("clauses", index).during(clause)
            key = self._clause_key(clause.reference)
            self.build.node(
                "Clause", key, at, name_nb=key, name_en=key, section=clause.section, part=clause.part,
                bullet=clause.bullet, sentence=clause.sentence, position=index + 1, status=clause.status,
                themes=self._themes(clause.themes, at) if clause.themes else None,
                **words("text", clause.text), **words("reason", clause.reason),
            )  # fmt: skip
            self.build.edge("HAS_CLAUSE", self.file.key, key, at)
            for number in clause.questions:
                self.build.edge("RAISES", key, self._question_key(number), at.at("questions"))
            for number, duty in enumerate(clause.duties):
                self._duty(clause, duty, number, at.at("duties", number).during(duty))

    def _duty(self, clause: ClausePart, duty: DutyPart, number: int, at: Origin) -> None:
        text = duty.text or clause.text
        letter = "" if len(clause.duties) == 1 else f"-{chr(ord('a') + number)}"
        key = f"duty:{_slug(self.file.citation)}:{_slug(clause.reference)}{letter}"
        self.build.node(
            "Duty", key, at, **words("name", text), modality=duty.modality, recurring=duty.recurring,
            themes=self._themes(duty.themes, at), **words("text", text),
        )  # fmt: skip
        self.build.edge("SET_OUT_IN", key, self._clause_key(clause.reference), at)
        for bearer in duty.bearers:
            self.build.edge("BEARS", bearer, key, at.at("bearers"))

    def _steps(self) -> None:
        for index, step in enumerate(self.file.steps):
            at = self.origin.at("steps", index).during(step.period)
            self.build.check_connection(step.via, at.at("via"))
            self._known(step.matters, self.matters, "kind of matter", at.at("matters"))
            for giver in step.giver:
                for receiver in step.receiver:
                    self.build.edge(
                        "MAY_ESCALATE_TO", giver, receiver, at, step=step.name, via=step.via,
                        matters=sorted(step.matters), themes=self._themes(step.themes, at),
                        basis=step.basis, alternative=step.alternative,
                        clauses=self._cited(step.clauses, at.at("clauses")), **words("why", step.why),
                    )  # fmt: skip
        for index, relation in enumerate(self.file.relations):
            at = self.origin.at("relations", index).during(relation.period)
            self.build.check_connection(relation.via, at.at("via"))
            self.build.check_relation(relation.edge, relation.via, at)
            for giver in relation.giver:
                for receiver in relation.receiver:
                    self.build.edge(
                        "OWES", giver, receiver, at, edge=relation.edge, via=relation.via,
                        themes=self._themes(relation.themes, at),
                        clauses=self._cited(relation.clauses, at.at("clauses")),
                    )  # fmt: skip
        for index, exclusion in enumerate(self.file.exclusions):
            at = self.origin.at("exclusions", index).during(exclusion.period)
            for giver in exclusion.giver:
                for receiver in exclusion.receiver:
                    self.build.edge(
                        "EXCLUDES", giver, receiver, at, **words("why", exclusion.why),
                        clauses=self._cited(exclusion.clauses, at.at("clauses")),
                    )  # fmt: skip

    # -- references ------------------------------------------------------------------------------

    def _clause_key(self, reference: str) -> str:
        return f"{self.file.citation} §{reference}"

    def _question_key(self, number: int) -> str:
        return f"question:{_slug(self.file.citation)}:{number}"

    def _cited(self, references: list[str], at: Origin) -> list[str]:
        self._known(references, self.clauses, "clause", at)
        return [self._clause_key(reference) for reference in references]

    def _themes(self, themes: list[str] | None, at: Origin) -> list[str]:
        if themes is None:
            return sorted(self.themes)
        self._known(themes, set(self.themes), "theme", at.at("themes"))
        return sorted(themes)

    def _known(self, given: list[str], valid: set[str], kind: str, at: Origin) -> None:
        for name in given:
            if name not in valid:
                self.build.unknown(kind, name, valid, at)


def _slug(text: str) -> str:
    return re.sub(r"[^\w.]+", "-", text.lower()).strip("-")
