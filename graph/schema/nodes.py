"""Every node label lives here: what it stands for and which properties it carries.

All nodes share the label ``Entity`` with a unique, readable key; all units share ``Unit``.
Edges are declared in `ansvar.graph.schema.edges` and attached to the classes below by label; the fields of
units, posts and people stand in the table of `ansvar.graph.schema.fields`.
Nothing here knows a role, a theme or an organisation.
"""

from __future__ import annotations

from typing import Any

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    DateProperty,
    IntegerProperty,
    RelationshipTo,
    StringProperty,
    StructuredNode,
)

from ansvar.graph.modality import MODALITIES
from ansvar.graph.schema.edges import EDGES
from ansvar.graph.schema.fields import neomodel_properties


def _edges_from(label: str) -> dict[str, Any]:
    """Give the neomodel relationships that start at `label`, one attribute for each type and target."""
    return {
        f"{edge.TYPE.lower()}_{target.lower()}": RelationshipTo(target, edge.TYPE, model=edge)
        for edge in EDGES
        if label in edge.SOURCES
        for target in edge.TARGETS
    }


class Entity(StructuredNode):
    """Anything that has a key."""

    key = StringProperty(unique_index=True, required=True, help_text="Stable, readable, unique.")
    vars().update(neomodel_properties("Entity"))
    valid_from = DateProperty(required=True, help_text="First day on which it exists (ISO 8601 date).")
    valid_to = DateProperty(
        required=True, help_text="First day on which it no longer exists; 9999-12-31 when open."
    )
    stated_by = StringProperty(help_text="Key of the instruction or organisation whose file states it.")
    dated = StringProperty(
        help_text="All values of the properties that have had several, each with its first day, as JSON."
    )
    changed_on = DateProperty(index=True, help_text="First day of the newest of these values.")


# -- what is written ---------------------------------------------------------------------------


class Instruction(Entity):
    """A written instruction: who shall do what."""

    citation = StringProperty(required=True, help_text="How its clauses are cited.")
    issued = DateProperty(help_text="Day on which it was signed.")
    case = StringProperty(help_text="Case number.")
    receiver_nb = StringProperty(help_text="Whom it is addressed to, bokmål.")
    receiver_en = StringProperty(help_text="Whom it is addressed to, English.")
    issuer_nb = StringProperty(help_text="Who answers for it, bokmål.")
    issuer_en = StringProperty(help_text="Who answers for it, English.")
    published = StringProperty(help_text="Where it is published.")
    binds = ArrayProperty(
        StringProperty(),
        help_text="Keys of the organisations it binds; absent: those that fill a role of it by name.",
    )
    citation_style = StringProperty(
        help_text="How people cite its clauses: templates in both languages, as JSON; see the file format."
    )
    vars().update(_edges_from("Instruction"))


class Document(Entity):
    """A document that instructions speak of; its key is its citation, whether it is in the graph or not."""


class Clause(Entity):
    """A section, a sentence or a bullet of an instruction; its key is its citation."""

    section = StringProperty(required=True, index=True, help_text="Number of the section.")
    part = StringProperty(help_text="Which list or paragraph, where a section has several.")
    bullet = IntegerProperty(help_text="Number of the bullet in its list, from 1.")
    sentence = IntegerProperty(help_text="Number of the sentence in its section or part, from 1.")
    position = IntegerProperty(required=True, help_text="Place in the instruction, from 1.")
    themes = ArrayProperty(
        StringProperty(), help_text="Keys of the themes that it speaks of; absent when it speaks of all."
    )
    text_nb = StringProperty(required=True, help_text="What it says, in own words, bokmål.")
    text_en = StringProperty(required=True, help_text="What it says, in own words, English.")
    status = StringProperty(required=True, help_text="modelled, not_a_duty or pending.")
    reason_nb = StringProperty(help_text="Why it is not modelled, bokmål.")
    reason_en = StringProperty(help_text="Why it is not modelled, English.")
    vars().update(_edges_from("Clause"))


class OpenQuestion(Entity):
    """Something that the instruction leaves unclear, and how it is read for now."""

    number = IntegerProperty(required=True, help_text="Number in its instruction, from 1.")
    text_nb = StringProperty(required=True, help_text="What is unclear, bokmål.")
    text_en = StringProperty(required=True, help_text="What is unclear, English.")
    reading_nb = StringProperty(required=True, help_text="How it is read for now, bokmål.")
    reading_en = StringProperty(required=True, help_text="How it is read for now, English.")
    overlap = BooleanProperty(
        help_text="True when it is that its clauses give nearly the same task to several."
    )


class Role(Entity):
    """A function that an instruction gives to posts or bodies."""

    vars().update(_edges_from("Role"))


class Duty(Entity):
    """Something that a role shall, may or must not do."""

    modality = StringProperty(required=True, index=True, help_text=f"One of {', '.join(MODALITIES)}.")
    themes = ArrayProperty(StringProperty(), help_text="Keys of the themes that it concerns.")
    recurring = BooleanProperty(help_text="True when it has to be met again and again.")
    overview_of = ArrayProperty(
        StringProperty(),
        help_text="Keys of the roles and kinds of matter that it asks to keep an overview of.",
    )
    text_nb = StringProperty(required=True, help_text="The duty in own words, bokmål.")
    text_en = StringProperty(required=True, help_text="The duty in own words, English.")
    vars().update(_edges_from("Duty"))


# -- shared words ------------------------------------------------------------------------------


class Theme(Entity):
    """A field of work."""


class MatterKind(Entity):
    """A kind of matter that somebody takes up."""


# -- who is there ------------------------------------------------------------------------------


class Stated:
    """What every fact about the organisation has: how sure it is, and where it stands (a mixin, no label)."""

    vars().update(neomodel_properties("Stated"))


class Organisation(Entity):
    """What one set of organisation files states as a whole."""

    vars().update(neomodel_properties("Organisation"))


class Unit(Entity, Stated):
    """A part of an organisation: a line unit, a body, a place or a partner."""

    vars().update(neomodel_properties("Unit") | _edges_from("Unit"))


class Ministry(Unit):
    """A ministry above the organisation."""


class Directorate(Unit):
    """An organisation as a whole."""


class Department(Unit):
    """A department."""


class Section(Unit):
    """A section, area or team in a department."""


class RegionalOffice(Unit):
    """A regional office."""


class ReceptionCentre(Unit):
    """A reception centre: a place that a route can start from."""

    vars().update(neomodel_properties("ReceptionCentre"))


class Network(Unit):
    """A network across departments, whose members are posts."""


class ExternalPartner(Unit):
    """A body outside the organisation."""


class Region(Unit):
    """A geographic region."""


class Post(Entity, Stated):
    """A post, whether somebody holds it or not (W3C ORG: Post)."""

    vars().update(neomodel_properties("Post") | _edges_from("Post"))


class Person(Entity, Stated):
    """A person; only the name is kept."""

    vars().update(neomodel_properties("Person") | _edges_from("Person"))


# -- the graph about itself --------------------------------------------------------------------


class GraphState(Entity):
    """What the graph holds as a whole; there is one, and it is not part of the content."""

    fingerprint = StringProperty(required=True, help_text="sha256 of the content, independent of engine.")
    sum = StringProperty(help_text="Sum of the hashes of all facts, from which the fingerprint follows.")
    loaded_at = StringProperty(required=True, help_text="When it was last written (ISO 8601, UTC).")
    derived = StringProperty(help_text="Derived edge types with number and hash of their edges, as JSON.")
    node_count = IntegerProperty(help_text="How many nodes of content there are.")
    edge_count = IntegerProperty(help_text="How many edges there are, derived ones too.")
    form = IntegerProperty(help_text="Number of the way in which facts are kept.")
    schema = StringProperty(help_text="Names the constraints and indexes that were defined.")
    change_set = IntegerProperty(help_text="Number of the newest change set.")
    changed_at = StringProperty(help_text="When that was written (ISO 8601, UTC).")
    seal = StringProperty(help_text="Its seal: a hash over it and all before it.")
    sealed_from = IntegerProperty(
        help_text="Number of the first change set that was sealed when it was written; earlier ones later."
    )


# -- what people do with answers ---------------------------------------------------------------


class Record(StructuredNode):
    """Something that was written down about an answer.

    It stands outside `Entity` and has no edges: it is no part of what the graph says about instructions and
    organisations, so loading, snapshots and fingerprints pass it over.
    """

    key = StringProperty(unique_index=True, required=True, help_text="Stable, unique among records.")
    recorded_at = StringProperty(required=True, help_text="When it was written down (ISO 8601, UTC).")


class Ticket(StructuredNode):
    """A place in the line of those who want to write; see `ansvar.graph.journal.ticket`.

    It tells nothing of the graph and is gone when its writer is.
    """

    key = StringProperty(required=True, help_text="Random.")
    who = StringProperty(help_text="Who waits or writes, for people.")
    taken = IntegerProperty(required=True, help_text="When it was taken, milliseconds by the engine's clock.")
    seen = IntegerProperty(required=True, help_text="When its writer last gave a sign of life, likewise.")
    writing = BooleanProperty(required=True, help_text="True when it is its turn.")


class FirstLoad(StructuredNode):
    """The mark of a first load that is not done; see `ansvar.graph.journal.firstload`.

    As long as it stands the graph counts as empty.
    """

    key = StringProperty(required=True, help_text="Always the same: there is one at most.")
    token = StringProperty(required=True, help_text="Who loads, or clears away what was left behind.")
    batches = IntegerProperty(required=True, help_text="How many transactions there have been.")


class Acceptance(Record):
    """Somebody answers for leaving a finding as it is, for a time."""

    finding = StringProperty(required=True, index=True, help_text="Id of the finding.")
    rule = StringProperty(required=True, help_text="Name of the rule that found it.")
    subjects = ArrayProperty(StringProperty(), help_text="Keys of what the finding is about.")
    facts = StringProperty(
        required=True, help_text="Hash of what was found; it holds while that is the same."
    )
    reason = StringProperty(required=True, help_text="Why it is left as it is.")
    by = StringProperty(help_text="Who wrote it down: the account of the system.")
    on_behalf_of = StringProperty(help_text="Who answers for it, as that account said.")
    until = DateProperty(required=True, help_text="First day on which it was meant to hold no longer.")
    valid_from = DateProperty(required=True, help_text="First day on which it holds (ISO 8601 date).")
    valid_to = DateProperty(
        required=True, help_text="First day on which it holds no longer; earlier when withdrawn."
    )
    ended_by = StringProperty(help_text="Who withdrew or replaced it.")
    ended_at = StringProperty(help_text="When it was withdrawn or replaced (ISO 8601, UTC).")


class ChangeSet(Record):
    """One write into the graph: what was done, by whom and from what."""

    number = IntegerProperty(required=True, index=True, help_text="Its number, from 1 without holes.")
    verb = StringProperty(
        required=True, help_text="What was done: load, import, undo, accept, withdraw, migrate."
    )
    by = StringProperty(help_text="Who did it: the account of the system.")
    on_behalf_of = StringProperty(help_text="For whom, as that account said.")
    sources = ArrayProperty(
        StringProperty(), help_text="One JSON list each: path of a file, hash of its bytes."
    )
    fingerprint_before = StringProperty(help_text="Of the graph before; empty for the first one.")
    fingerprint = StringProperty(required=True, help_text="Of the graph afterwards.")
    created = IntegerProperty(required=True, help_text="Number of facts that were new.")
    changed = IntegerProperty(required=True, help_text="Number of facts that were changed.")
    ended = IntegerProperty(required=True, help_text="Number of facts that ended.")
    undoes = IntegerProperty(required=True, help_text="Number of the change set that it takes back, or 0.")
    token = StringProperty(help_text="A mark by which the writer finds it again when the engine was lost.")
    seal = StringProperty(help_text="sha256 over it, its facts, and the seal of the one before.")


class ChangePart(Record):
    """Some of the facts of a change set."""

    number = IntegerProperty(required=True, index=True, help_text="Number of the change set.")
    part = IntegerProperty(required=True, help_text="Number of the part, from 1.")
    keys = ArrayProperty(StringProperty(), help_text="Keys that the facts are about.")
    facts = ArrayProperty(
        StringProperty(), help_text="One JSON list each: the node or edge before and after."
    )


RECORDS: tuple[type[Record], ...] = (Acceptance, ChangeSet, ChangePart)

NODES: tuple[type[Entity], ...] = (
    Instruction, Document, Clause, OpenQuestion, Role, Duty, Theme, MatterKind,
    Organisation, Unit, Ministry, Directorate, Department, Section, RegionalOffice, ReceptionCentre, Network,
    ExternalPartner, Region, Post, Person, GraphState,
)  # fmt: skip
