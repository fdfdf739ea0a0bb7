"""An organisation file: its format, and the nodes and edges that it stands for.

Nothing here knows what any organisation looks like.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, create_model, model_validator

from ansvar.graph.load.fields import (
    Dated,
    Day,
    Key,
    Part,
    Text,
    Words,
    dated_with,
    earlier_in,
    in_graph,
    one_or_more,
    sparse,
    with_earlier,
)
from ansvar.graph.schema.fields import fields_of
from ansvar.graph.texts import catalogue

if TYPE_CHECKING:
    from ansvar.graph.content.origin import Origin
    from ansvar.graph.load.builder import Builder

FORMAT = "ansvar.organisation/1"
_WORDS = Path(__file__).parent / "words.yaml"

# field of the file -> edge, and the name of the other end in the file; an export writes by the same tables
UNIT_LINKS = (
    ("part_of", "PART_OF", "unit"),
    ("located_in", "LOCATED_IN", "unit"),
    ("serves", "SERVES", "unit"),
    ("covers", "COVERS", "theme"),
)
POST_LINKS = (
    ("unit", "POST_IN", "unit"),
    ("reports_to", "REPORTS_TO", "post"),
    ("fills", "FILLS", "role"),
    ("covers", "COVERS", "theme"),
    ("coordinates", "COORDINATES", "network"),
)


@cache
def _to(end: str, edge: str = "") -> Any:
    """Give the type of dated links to something; one that says no more may be written as the bare key.

    Parameters
    ----------
    edge : str
        Edge type of which the links have the fields that the table gives it; empty for those that have none.
    """
    base = dated_with(edge, **{end: Key})
    name = edge.title().replace("_", "") if edge else end.title()
    made: Any = create_model(f"{name}Link", __base__=base, __doc__=f"A dated link to a {end}.")

    def wrap(value: Any) -> Any:
        return {end: value} if isinstance(value, str) else value

    return one_or_more(Annotated[made, BeforeValidator(wrap, json_schema_input_type=made | Key)])


def _links(links: tuple[tuple[str, str, str], ...]) -> dict[str, Any]:
    return {field: (_to(end), []) for field, _, end in links}


class Holder(dated_with("HOLDS")):  # type: ignore[misc]
    """A person who holds a post for a period."""

    person: Key


class Absence(dated_with("ABSENT_FROM")):  # type: ignore[misc]
    """A period in which a holder is away."""

    person: Key


class Deputy(Dated):
    """Who steps in: a person, or the holder of another post."""

    person: Key | None = None
    post: Key | None = None


class UnitPart(dated_with("units", **_links(UNIT_LINKS))):  # type: ignore[misc]
    """A unit of any kind."""

    key: Key
    kind: Key
    earlier: earlier_in("units") = []  # type: ignore[valid-type]


class PostPart(dated_with("posts", **_links(POST_LINKS))):  # type: ignore[misc]
    """A post."""

    key: Key
    member_of: _to("network", "MEMBER_OF") = []  # type: ignore[valid-type]
    holders: list[Holder] = []
    absences: list[Absence] = []
    deputies: list[Deputy] = []
    earlier: earlier_in("posts") = []  # type: ignore[valid-type]


class PersonPart(dated_with("people")):  # type: ignore[misc]
    """A person; nothing but the name is kept, and not that when it is withheld."""

    key: Key
    name: Text | None = None
    earlier: earlier_in("people") = []  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _named_or_withheld(self) -> PersonPart:
        told = bool(self.name) != self.undisclosed
        if not (told or (self.sparse and not self.name)):
            what = "has a name and is undisclosed" if self.name else "has no name"
            message = f'"{self.key}" {what}; give the name, or `undisclosed: true` when it is withheld'
            raise ValueError(message)
        return self


class OrganisationFile(dated_with("organisation", name=(Words | None, None))):  # type: ignore[misc]
    """A whole organisation file; several files with the same key are one organisation."""

    format: Literal["ansvar.organisation/1"]
    key: Key
    valid_from: Day = Field(alias="from")
    units: list[UnitPart] = []
    posts: list[PostPart] = []
    people: list[PersonPart] = []
    earlier: earlier_in("organisation") = []  # type: ignore[valid-type]


@cache
def sparse_file() -> type[OrganisationFile]:
    """Give the format for a source that need not say everything; what it leaves out is not spoken of."""
    parts: dict[str, Any] = {
        section: (list[sparse(part)], [])  # type: ignore[misc]
        for section, part in (("units", UnitPart), ("posts", PostPart), ("people", PersonPart))
    }
    return sparse(OrganisationFile, **parts)  # type: ignore[return-value]


def add_organisation(file: OrganisationFile, origin: Origin, build: Builder) -> None:
    """Add what an organisation file stands for to `build`; what does not fit becomes a problem there."""
    if file.name or origin.file.sparse:
        build.node("Organisation", file.key, origin, **_said(file, "organisation", origin))
    for index, unit in enumerate(file.units):
        _add_unit(unit, origin.at("units", index), build)
    for index, post in enumerate(file.posts):
        _add_post(post, origin.at("posts", index), build)
    for index, person in enumerate(file.people):
        _add_person(person, origin.at("people", index), build)


def _said(part: Part, section: str, at: Origin) -> dict[str, Any]:
    """Give the properties that a part speaks of: all of them, unless its source need not say everything."""
    told = [e for e in fields_of(section).values() if not at.file.sparse or e.key in part.model_fields_set]
    said = in_graph(part, told)
    return with_earlier(part, section, said) if hasattr(part, "earlier") else said


def _around(part: Dated, at: Origin) -> Origin:
    """Give the place of what a part holds: its period is theirs, unless that is left to the import."""
    return at if at.file.sparse else at.during(part)


def _add_unit(unit: UnitPart, at: Origin, build: Builder) -> None:
    kind = unit.kind or ""  # none in a source that need not say it
    if not kind or build.check_label(kind, "Unit", at.at("kind")):
        build.node(kind, unit.key, at.during(unit), **_said(unit, "units", at))
    _add_links(unit, UNIT_LINKS, _around(unit, at), build)


def _add_links(
    item: UnitPart | PostPart, links: tuple[tuple[str, str, str], ...], at: Origin, build: Builder
) -> None:
    """Add the edges that need nothing but another end and a period."""
    for field, edge, end in links:
        build.speak(edge, item, field)
        for number, link in enumerate(getattr(item, field)):
            build.edge(edge, item.key, getattr(link, end), at.at(field, number).during(link))


def _add_post(post: PostPart, at: Origin, build: Builder) -> None:
    build.node("Post", post.key, at.during(post), **_said(post, "posts", at))
    at = _around(post, at)
    _add_links(post, POST_LINKS, at, build)
    build.speak("MEMBER_OF", post, "member_of")
    for number, link in enumerate(post.member_of):
        place = at.at("member_of", number).during(link)
        build.edge("MEMBER_OF", post.key, link.network, place, **_said(link, "MEMBER_OF", place))
        if link.on_behalf_of:
            build.refer(link.on_behalf_of, "Unit", place.at("on_behalf_of"), "on behalf of")
    _add_people(post, at, build)


def _add_person(person: PersonPart, at: Origin, build: Builder) -> None:
    made = _said(person, "people", at)
    if person.undisclosed:
        made |= {f"name_{lang}": text for lang, text in catalogue(_WORDS)["undisclosed"].items()}
    elif person.name:
        made["undisclosed"] = None
    build.node("Person", person.key, at.during(person), **made)


def _add_people(post: PostPart, at: Origin, build: Builder) -> None:
    for edge, field in (("HOLDS", "holders"), ("ABSENT_FROM", "absences"), ("DEPUTISES_FOR", "deputies")):
        build.speak(edge, post, field)
    for number, holder in enumerate(post.holders):
        place = at.at("holders", number).during(holder)
        build.edge("HOLDS", holder.person, post.key, place, **_said(holder, "HOLDS", place))
    for number, absence in enumerate(post.absences):
        place = at.at("absences", number).during(absence)
        build.edge("ABSENT_FROM", absence.person, post.key, place, **_said(absence, "ABSENT_FROM", place))
    for number, deputy in enumerate(post.deputies):
        place = at.at("deputies", number).during(deputy)
        given = [key for key in (deputy.person, deputy.post) if key]
        if len(given) != 1:
            build.problem(place, f'a deputy of "{post.key}" is a person or a post', "Name one of the two.")
        for key in given:
            build.edge("DEPUTISES_FOR", key, post.key, place)
