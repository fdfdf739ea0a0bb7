"""An instruction file: its format, and the nodes and edges that it stands for.

Nothing here knows what any instruction says.
"""

from __future__ import annotations

import json
import re
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, model_validator

from ansvar.graph.citation import PLACEHOLDERS, Citations
from ansvar.graph.load.fields import Count, Dated, Day, Key, Number, Part, Text, Words, one_or_more, words
from ansvar.graph.modality import Modality  # noqa: TC001  (pydantic reads it)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.content.origin import Origin
    from ansvar.graph.load.builder import Builder

FORMAT = "ansvar.instruction/1"

# part of the file -> its fields that become properties; an export writes them in this order, by these tables
SAID = {
    "instruction": (
        "citation",
        "title",
        "issued",
        "case",
        "receiver",
        "issuer",
        "source",
        "binds",
        "citation_style",
    ),
    "replaces": ("themes", "wholly_with", "clauses", "why"),
    "themes": (),
    "matters": ("ends", "must_reach", "not_regulated", "clauses"),
    "questions": ("number", "text", "reading", "overlap"),
    "roles": (
        "filled_by",
        "unit_codes",
        "seat",
        "per",
        "at_least",
        "at_most",
        "starts",
        "in_person",
        "clauses",
    ),
    "clauses": ("section", "part", "bullet", "sentence", "themes", "text", "status", "reason"),
    "duties": ("modality", "recurring", "overview_of", "text", "themes"),
    "steps": ("name", "via", "matters", "themes", "basis", "alternative", "clauses", "why"),
    "relations": ("edge", "via", "themes", "clauses"),
    "exclusions": ("clauses", "why"),
}
STORED = {"title": "name", "source": "published", "name": "step"}
"""Field -> its name in the graph, where that is another one."""
BETWEEN = {"steps": "MAY_ESCALATE_TO", "relations": "OWES", "exclusions": "EXCLUDES"}
"""Part with what stands between roles -> the edge that it becomes."""
OF_ALL_THEMES = ("duties", "steps", "relations")
"""Parts that are about all themes of the instruction when they name none."""
_UNORDERED = ("binds", "themes", "matters", "wholly_with", "must_reach", "overview_of")


class SharedWord(Dated):
    """A theme."""

    key: Key
    name: Words


class LeftOutPart(Part):
    """Something that the instruction leaves to another document or body, and where it is regulated."""

    text: Words
    source: Text


class Matter(SharedWord):
    """A kind of matter, why a route for it ends where it does, and who has to be there for it to be good."""

    ends: Words | None = None
    must_reach: list[Key] | None = Field(default=None, min_length=1)
    not_regulated: list[LeftOutPart] = []
    clauses: list[Text] = []


class Question(Dated):
    """Something that the instruction leaves unclear."""

    number: Number
    text: Words
    reading: Words
    overlap: Literal[True] | None = None


class DutyPart(Dated):
    """A duty that a clause sets out."""

    bearers: list[Key] = Field(min_length=1)
    modality: Modality
    recurring: bool = False
    overview_of: list[Key] | None = Field(default=None, min_length=1)
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
    in_person: bool = False
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
    basis: Literal["explicit", "implied", "not_said"]
    alternative: bool = False
    clauses: list[Text] = []
    why: Words

    @model_validator(mode="after")
    def _carried(self) -> StepPart:
        if self.basis != "not_said" and not self.clauses:
            message = "a step needs a clause; where none says so, its basis is not_said"
            raise ValueError(message)
        if self.basis == "not_said" and (self.clauses or self.alternative):
            message = "a step that no clause says has no clauses and is no alternative"
            raise ValueError(message)
        return self


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


class CitationStyle(Part):
    """How the instruction's own house cites its clauses; what is left out is cited by its key."""

    section: Words | None = None
    sentence: Words | None = None
    bullet: Words | None = None
    bullets: Words | None = None
    names: dict[Text, Words] = {}

    @model_validator(mode="after")
    def _complete(self) -> CitationStyle:
        for name, places in PLACEHOLDERS.items():
            template = getattr(self, name)
            for text in (template.nb, template.en) if template else ():
                if sorted(re.findall(r"\{.*?\}", text)) != sorted(places):
                    message = f'{name}: "{text}" needs {" and ".join(places)}, each once, and no other'
                    raise ValueError(message)
        return self


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
    binds: list[Key] | None = Field(default=None, min_length=1)
    citation_style: CitationStyle | None = None
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
        self.roles = {role.key for role in file.roles}
        self.clauses = {clause.reference for clause in file.clauses}

    def add(self) -> None:
        file = self.file
        self.build.node("Instruction", file.key, self.origin, **self._said("instruction", file, self.origin))
        self._document(file.citation, self.origin.at("citation"))
        self.build.edge("ISSUED_AS", file.key, file.citation, self.origin)
        self._replaces()
        self._shared("themes", "Theme", "REGULATES")
        self._shared("matters", "MatterKind", "REGULATES")
        self._questions()
        self._roles()
        self._clauses()
        self._between()

    def _parts(self, section: str) -> Iterator[tuple[Any, Origin]]:
        """Give the parts of a section, each with where it stands and when it holds."""
        for index, part in enumerate(getattr(self.file, section)):
            yield part, self.origin.at(section, index).during(getattr(part, "period", part))

    def _said(self, section: str, part: Any, at: Origin) -> dict[str, Any]:
        """Give the properties that a part becomes, by the table."""
        made: dict[str, Any] = {}
        for name in SAID[section]:
            stored, value = STORED.get(name, name), getattr(part, name)
            if name == "clauses":
                value = self._cited(value, at.at("clauses"))
            if name == "themes" and section != "replaces":  # what is replaced can have been about others
                self._known(value or [], set(self.themes), "theme", at.at("themes"))
                value = self.themes if value is None and section in OF_ALL_THEMES else value
            if name == "must_reach":
                self._known(value or [], self.roles, "role", at.at("must_reach"))
            if name == "overview_of":
                known = self.roles | self.matters
                self._known(value or [], known, "role or kind of matter", at.at("overview_of"))
            if name == "not_regulated":
                made |= {
                    f"{name}_{lang}": [getattr(each.text, lang) for each in value] for lang in ("nb", "en")
                }
                stored, value = f"{name}_source", [each.source for each in value]
            if name in _UNORDERED and value is not None:
                value = sorted(value)
            if isinstance(value, CitationStyle):
                value = json.dumps(
                    value.model_dump(exclude_defaults=True), ensure_ascii=False, sort_keys=True
                )
            made |= words(stored, value) if isinstance(value, Words) else {stored: value}
        return made

    # -- parts -----------------------------------------------------------------------------------

    def _document(self, citation: str, at: Origin) -> None:
        self.build.shared("Document", citation, Words(nb=citation, en=citation), at)

    def _replaces(self) -> None:
        for part, at in self._parts("replaces"):
            if self.file.citation in (part.document, *part.wholly_with):
                self.build.problem(at, "a document cannot replace itself", "Name the other document.")
                continue
            for citation in (part.document, *part.wholly_with):
                self._document(citation, at)
            for theme in part.themes or ():
                self.build.refer(theme, "Theme", at.at("themes"), "takes over")
            said = self._said("replaces", part, at)
            self.build.edge("REPLACES", self.file.key, part.document, at, **said)

    def _shared(self, section: str, label: str, edge: str) -> None:
        """Add words that several instructions share, and what this one says of each."""
        for part, at in self._parts(section):
            self.build.shared(label, part.key, part.name, at)
            self.build.edge(edge, self.file.key, part.key, at, **self._said(section, part, at))

    def _questions(self) -> None:
        for question, at in self._parts("questions"):
            key = self._question_key(question.number)
            name = Words(nb=f"Spørsmål {question.number}", en=f"Question {question.number}")
            said = words("name", name) | self._said("questions", question, at)
            self.build.node("OpenQuestion", key, at, **said)
            self.build.edge("ASKS", self.file.key, key, at)

    def _roles(self) -> None:
        for role, at in self._parts("roles"):
            for label in filter(None, (*role.filled_by, role.per)):
                self.build.check_label(label, "Unit", at)
        self._shared("roles", "Role", "DEFINES")

    def _clauses(self) -> None:
        style = self.file.citation_style
        styles = {self.file.citation: style.model_dump(exclude_defaults=True)} if style else {}
        for position, (clause, at) in enumerate(self._parts("clauses"), 1):
            key = self._clause_key(clause.reference)
            name = Words(nb=Citations("nb", styles).cite([key]), en=Citations("en", styles).cite([key]))
            said = self._said("clauses", clause, at) | words("name", name)
            self.build.node("Clause", key, at, position=position, **said)
            self.build.edge("HAS_CLAUSE", self.file.key, key, at)
            for number in clause.questions:
                self.build.edge("RAISES", key, self._question_key(number), at.at("questions"))
            for number, duty in enumerate(clause.duties):
                self._duty(clause, duty, number, at.at("duties", number).during(duty))

    def _duty(self, clause: ClausePart, duty: DutyPart, number: int, at: Origin) -> None:
        text = duty.text or clause.text
        letter = "" if len(clause.duties) == 1 else f"-{chr(ord('a') + number)}"
        key = f"duty:{_slug(self.file.citation)}:{_slug(clause.reference)}{letter}"
        said = self._said("duties", duty, at) | words("name", text) | words("text", text)
        self.build.node("Duty", key, at, **said)
        self.build.edge("SET_OUT_IN", key, self._clause_key(clause.reference), at)
        for bearer in duty.bearers:
            self.build.edge("BEARS", bearer, key, at.at("bearers"))

    def _between(self) -> None:
        for section, edge in BETWEEN.items():
            for part, at in self._parts(section):
                if section != "exclusions":
                    self.build.check_connection(part.via, at.at("via"))
                if section == "steps":
                    self._known(part.matters, self.matters, "kind of matter", at.at("matters"))
                if section == "relations":
                    self.build.check_relation(part.edge, part.via, at)
                for giver, receiver in product(part.giver, part.receiver):
                    self.build.edge(edge, giver, receiver, at, **self._said(section, part, at))

    # -- references ------------------------------------------------------------------------------

    def _clause_key(self, reference: str) -> str:
        return f"{self.file.citation} §{reference}"

    def _question_key(self, number: int) -> str:
        return f"question:{_slug(self.file.citation)}:{number}"

    def _cited(self, references: list[str], at: Origin) -> list[str]:
        self._known(references, self.clauses, "clause", at)
        return [self._clause_key(reference) for reference in references]

    def _known(self, given: list[str], valid: set[str], kind: str, at: Origin) -> None:
        for name in given:
            if name not in valid:
                self.build.unknown(kind, name, valid, at)


def _slug(text: str) -> str:
    return re.sub(r"[^\w.]+", "-", text.lower()).strip("-")
