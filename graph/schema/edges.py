"""Every edge type lives here, once: what it means, between what, and which properties it carries.

An edge is read giver -> receiver.  A new edge type is one class in this file: the neomodel
relationships, the loader's statements and the schema page all follow from it.
Nothing here knows a role, a theme or an organisation.
"""

from __future__ import annotations

from typing import ClassVar

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    DateProperty,
    IntegerProperty,
    StringProperty,
    StructuredRel,
)

from ansvar.graph.schema.fields import neomodel_properties


class Edge(StructuredRel):
    """What every edge has: when it holds and where it comes from."""

    TYPE: ClassVar[str] = ""
    SOURCES: ClassVar[tuple[str, ...]] = ()
    TARGETS: ClassVar[tuple[str, ...]] = ()
    LAYER: ClassVar[str] = ""
    """norm (what is written), organisation (who is there) or derived (worked out from both)."""

    valid_from = DateProperty(required=True, help_text="First day on which it holds (ISO 8601 date).")
    valid_to = DateProperty(
        required=True, help_text="First day on which it no longer holds; 9999-12-31 when open."
    )
    stated_by = StringProperty(help_text="Key of the instruction or organisation whose file states it.")
    derived_from = ArrayProperty(
        StringProperty(),
        help_text="The stated edges that it was worked out from, in order; absent when stated.",
    )


# -- what is written ---------------------------------------------------------------------------


class HasClause(Edge):
    """An instruction consists of clauses."""

    TYPE, SOURCES, TARGETS, LAYER = "HAS_CLAUSE", ("Instruction",), ("Clause",), "norm"


class Asks(Edge):
    """An instruction leaves a question open."""

    TYPE, SOURCES, TARGETS, LAYER = "ASKS", ("Instruction",), ("OpenQuestion",), "norm"


class Raises(Edge):
    """An open question concerns a clause."""

    TYPE, SOURCES, TARGETS, LAYER = "RAISES", ("Clause",), ("OpenQuestion",), "norm"


class IssuedAs(Edge):
    """An instruction is what a document says, in the version that holds for as long as the edge does."""

    TYPE, SOURCES, TARGETS, LAYER = "ISSUED_AS", ("Instruction",), ("Document",), "norm"


class Replaces(Edge):
    """An instruction takes the place of a document: in some themes, as a whole, or together with others."""

    TYPE, SOURCES, TARGETS, LAYER = "REPLACES", ("Instruction",), ("Document",), "norm"
    themes = ArrayProperty(
        StringProperty(), help_text="Keys of the themes that it takes over from its first day; absent: all."
    )
    wholly_with = ArrayProperty(
        StringProperty(), help_text="Citations: the whole is replaced once these are in force too."
    )
    clauses = ArrayProperty(StringProperty(), help_text="Keys of the clauses that say so.")
    why_nb = StringProperty(help_text="What is said about it, own words, bokmål.")
    why_en = StringProperty(help_text="What is said about it, own words, English.")


class Regulates(Edge):
    """An instruction regulates a theme or a kind of matter."""

    TYPE, SOURCES, TARGETS, LAYER = "REGULATES", ("Instruction",), ("Theme", "MatterKind"), "norm"
    ends_nb = StringProperty(help_text="Why a route for this kind of matter ends where it does, bokmål.")
    ends_en = StringProperty(help_text="Why a route for this kind of matter ends where it does, English.")
    must_reach = ArrayProperty(
        StringProperty(),
        help_text="Keys of the roles where somebody has to be there for the matter to be in good hands; "
        "absent: all on the ordinary way.",
    )
    not_regulated_nb = ArrayProperty(
        StringProperty(), help_text="What the instruction leaves to others about such a matter, bokmål."
    )
    not_regulated_en = ArrayProperty(StringProperty(), help_text="The same in English, in the same order.")
    not_regulated_source = ArrayProperty(
        StringProperty(), help_text="Where each of these is regulated, in the same order."
    )
    clauses = ArrayProperty(StringProperty(), help_text="Keys of the clauses that say so.")


class Binds(Edge):
    """An instruction binds an organisation: its file says so, or the organisation fills one of its roles."""

    TYPE, SOURCES, TARGETS, LAYER = "BINDS", ("Instruction",), ("Organisation",), "norm"


class Defines(Edge):
    """An instruction creates a role, and says what fills it and how many there must be."""

    TYPE, SOURCES, TARGETS, LAYER = "DEFINES", ("Instruction",), ("Role",), "norm"
    filled_by = ArrayProperty(
        StringProperty(), help_text="Labels of the units that fill the role as such; empty: posts fill it."
    )
    unit_codes = ArrayProperty(
        StringProperty(), help_text="With filled_by: only units with one of these codes fill the role."
    )
    seat = StringProperty(help_text="Code or label of the unit that a post with this role sits in.")
    per = StringProperty(help_text="Label of the unit that each needs its own holders of the role.")
    at_least = IntegerProperty(help_text="How many the instruction asks for, each `per` or in all.")
    at_most = IntegerProperty(help_text="How many the instruction allows, each `per` or in all.")
    starts = BooleanProperty(help_text="True when a route can begin with this role.")
    in_person = BooleanProperty(help_text="True when nobody may stand in for who fills the role.")
    clauses = ArrayProperty(StringProperty(), help_text="Keys of the clauses that create the role.")


class Bears(Edge):
    """A role bears a duty (RACI: responsible)."""

    TYPE, SOURCES, TARGETS, LAYER = "BEARS", ("Role",), ("Duty",), "norm"


class SetOutIn(Edge):
    """A duty is set out in a clause."""

    TYPE, SOURCES, TARGETS, LAYER = "SET_OUT_IN", ("Duty",), ("Clause",), "norm"


class MayEscalateTo(Edge):
    """A role may take a matter up with another role: one step of a lawful route."""

    TYPE, SOURCES, TARGETS, LAYER = "MAY_ESCALATE_TO", ("Role",), ("Role",), "norm"
    step = StringProperty(required=True, help_text="Name of the step, unique in its instruction.")
    via = StringProperty(required=True, help_text="The connection that matches holders of the two roles.")
    matters = ArrayProperty(StringProperty(), help_text="Keys of the kinds of matter it is open for.")
    themes = ArrayProperty(StringProperty(), help_text="Keys of the themes it is open for.")
    basis = StringProperty(required=True, help_text="explicit, implied, or not_said: no clause says so.")
    alternative = BooleanProperty(help_text="True for another lawful way beside the ordinary one.")
    clauses = ArrayProperty(StringProperty(), help_text="Keys of the clauses that allow the step.")
    why_nb = StringProperty(help_text="What the clauses say about the step, own words, bokmål.")
    why_en = StringProperty(help_text="What the clauses say about the step, own words, English.")


class Owes(Edge):
    """A role owes another role something: follow-up, guidance or information."""

    TYPE, SOURCES, TARGETS, LAYER = "OWES", ("Role",), ("Role",), "norm"
    edge = StringProperty(required=True, help_text="Type of the edge that follows between the holders.")
    via = StringProperty(required=True, help_text="The connection that matches holders of the two roles.")
    themes = ArrayProperty(StringProperty(), help_text="Keys of the themes that it concerns.")
    clauses = ArrayProperty(StringProperty(), help_text="Keys of the clauses that say so.")


class Excludes(Edge):
    """Who holds the first role may not hold the second one as well."""

    TYPE, SOURCES, TARGETS, LAYER = "EXCLUDES", ("Role",), ("Role",), "norm"
    clauses = ArrayProperty(StringProperty(), help_text="Keys of the clauses that say so.")
    why_nb = StringProperty(help_text="What is not allowed, own words, bokmål.")
    why_en = StringProperty(help_text="What is not allowed, own words, English.")


# -- who is there ------------------------------------------------------------------------------


class PartOf(Edge):
    """A unit lies under another unit."""

    TYPE, SOURCES, TARGETS, LAYER = "PART_OF", ("Unit",), ("Unit",), "organisation"


class LocatedIn(Edge):
    """A unit lies in a region."""

    TYPE, SOURCES, TARGETS, LAYER = "LOCATED_IN", ("Unit",), ("Region",), "organisation"


class Serves(Edge):
    """A unit serves a region with all that lies in it, or a single unit."""

    TYPE, SOURCES, TARGETS, LAYER = "SERVES", ("Unit",), ("Unit",), "organisation"


class PostIn(Edge):
    """A post belongs to a unit."""

    TYPE, SOURCES, TARGETS, LAYER = "POST_IN", ("Post",), ("Unit",), "organisation"


class ReportsTo(Edge):
    """A post reports to another post (W3C ORG: reportsTo)."""

    TYPE, SOURCES, TARGETS, LAYER = "REPORTS_TO", ("Post",), ("Post",), "organisation"


class Fills(Edge):
    """A post, or a unit as a body, fills a role of an instruction."""

    TYPE, SOURCES, TARGETS, LAYER = "FILLS", ("Post", "Unit"), ("Role",), "organisation"


class Holds(Edge):
    """A person holds a post."""

    TYPE, SOURCES, TARGETS, LAYER = "HOLDS", ("Person",), ("Post",), "organisation"
    vars().update(neomodel_properties(TYPE))


class AbsentFrom(Edge):
    """A holder is away from a post that she still holds."""

    TYPE, SOURCES, TARGETS, LAYER = "ABSENT_FROM", ("Person",), ("Post",), "organisation"
    vars().update(neomodel_properties(TYPE))


class DeputisesFor(Edge):
    """A person, or the holder of another post, steps in for a post while nobody is there."""

    TYPE, SOURCES, TARGETS, LAYER = "DEPUTISES_FOR", ("Person", "Post"), ("Post",), "organisation"


class MemberOf(Edge):
    """A post is a member of a network."""

    TYPE, SOURCES, TARGETS, LAYER = "MEMBER_OF", ("Post",), ("Unit",), "organisation"
    vars().update(neomodel_properties(TYPE))


class Coordinates(Edge):
    """A post leads and coordinates a network."""

    TYPE, SOURCES, TARGETS, LAYER = "COORDINATES", ("Post",), ("Unit",), "organisation"


class Covers(Edge):
    """A unit or post works on a theme; with none at all it works on every theme of its role."""

    TYPE, SOURCES, TARGETS, LAYER = "COVERS", ("Post", "Unit"), ("Theme",), "organisation"


# -- worked out from both ----------------------------------------------------------------------


class Derived(Edge):
    """What every edge that follows from the instruction has: its themes, its clauses and how it was found."""

    themes = ArrayProperty(StringProperty(), help_text="Keys of the themes that it holds for.")
    clauses = ArrayProperty(StringProperty(), help_text="Keys of the clauses behind it.")
    via = StringProperty(help_text="The connection that matched the two ends.")
    served_end = StringProperty(
        help_text="giver or receiver: that end stands for the units that it serves; absent: for itself."
    )
    served_roles = ArrayProperty(
        StringProperty(), help_text="With served_end: keys of the roles that such a unit has to fill."
    )


class FollowsUp(Derived):
    """A post follows up a unit."""

    TYPE, SOURCES, TARGETS, LAYER = "FOLLOWS_UP", ("Post", "Unit"), ("Post", "Unit"), "derived"


class Guides(Derived):
    """A post or unit guides those who hold another role."""

    TYPE, SOURCES, TARGETS, LAYER = "GUIDES", ("Post", "Unit"), ("Post", "Unit"), "derived"


class Informs(Derived):
    """A post or unit keeps another one informed."""

    TYPE, SOURCES, TARGETS, LAYER = "INFORMS", ("Post", "Unit"), ("Post", "Unit"), "derived"


class EscalatesTo(Derived):
    """Matters go from here to there: one concrete step of a lawful route."""

    TYPE, SOURCES, TARGETS, LAYER = "ESCALATES_TO", ("Post", "Unit"), ("Post", "Unit"), "derived"
    step = StringProperty(required=True, help_text="Name of the step in the instruction.")
    instruction = StringProperty(required=True, help_text="Key of the instruction that the step stands in.")
    from_role = StringProperty(required=True, help_text="Key of the role that the giver fills.")
    to_role = StringProperty(required=True, help_text="Key of the role that the receiver fills.")
    matters = ArrayProperty(StringProperty(), help_text="Keys of the kinds of matter it is open for.")
    basis = StringProperty(required=True, help_text="explicit, implied, or not_said: no clause says so.")
    alternative = BooleanProperty(help_text="True for another lawful way beside the ordinary one.")
    distance = IntegerProperty(help_text="Levels between the two ends; the nearest receiver is asked.")


EDGES: tuple[type[Edge], ...] = (
    HasClause, Asks, Raises, IssuedAs, Replaces, Binds, Regulates, Defines, Bears, SetOutIn, MayEscalateTo,
    Owes, Excludes, PartOf, LocatedIn, Serves, PostIn, ReportsTo, Fills, Holds, AbsentFrom, DeputisesFor,
    MemberOf, Coordinates, Covers, FollowsUp, Guides, Informs, EscalatesTo,
)  # fmt: skip
