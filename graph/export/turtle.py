"""Turtle in the W3C's Organization Ontology (ORG), with FOAF, Dublin Core and OWL-Time beside it.

What ORG has no word for stands in a vocabulary of our own.  A holding is told as `org:heldBy`; one that does
not last as long as its post becomes a membership with a time, so that a past one is never told as of now.
Instructions are left out, but for the names of roles and themes.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote

from ansvar.graph.characters import escaped
from ansvar.graph.content import Content
from ansvar.graph.export.options import (
    ExportOptions,
    Files,
    Ties,
    end_of,
    is_a,
    lasting,
    shared,
    sorted_edges,
    without_place,
)
from ansvar.graph.imports.turtle import PREFIXES
from ansvar.graph.schema.fields import fields_of, section_of

if TYPE_CHECKING:
    from rdflib.term import BNode, URIRef

    from ansvar.graph.content import Edge, Node
    from ansvar.graph.schema.fields import Field

OURS = "urn:ansvar:schema:"
THINGS = "urn:ansvar:"
_PREFIXES = {name: PREFIXES[name] for name in ("org", "foaf", "dct", "skos", "time")} | {"ansvar": OURS}
ORG, FOAF, DCT, SKOS, TIME, _ = _PREFIXES.values()

_EVER = "0001-01-01"
_BLANK = re.compile(r"b-[0-9a-f]{16}(-\d+)?")  # what an import of Turtle calls a thing that had no name
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"{}|\\^`]+|urn:[A-Za-z0-9][^\s<>\"{}|\\^`]+")
_FORMAL, _WITHIN, _PLACE = f"{ORG}FormalOrganization", f"{ORG}OrganizationalUnit", f"{DCT}Location"
# A network is no org:OrganizationalCollaboration: the members of those are organizations, ours are posts.
_TYPES = {
    **dict.fromkeys(("Ministry", "Directorate"), _FORMAL),
    **dict.fromkeys(("Section", "Department", "RegionalOffice", "ReceptionCentre"), _WITHIN),
    "Region": _PLACE,
}
_KINDS = {
    "Post": f"{ORG}Post", "Person": f"{FOAF}Person", "Role": f"{ORG}Role", "Theme": f"{SKOS}Concept",
}  # fmt: skip
_PLAIN = {
    "POST_IN": f"{ORG}postIn", "REPORTS_TO": f"{ORG}reportsTo", "LOCATED_IN": f"{DCT}spatial",
    "SERVES": f"{OURS}serves", "COVERS": f"{OURS}covers", "COORDINATES": f"{OURS}coordinates",
    "MEMBER_OF": f"{OURS}memberOf", "DEPUTISES_FOR": f"{OURS}deputisesFor", "FILLS": f"{ORG}role",
}  # fmt: skip
_TIES = {*_PLAIN, "PART_OF"}


def as_turtle(content: Content, asked: ExportOptions) -> Files:
    """Write units, posts, people, roles and themes, and what ties them together."""
    graph = _Turtle(content, asked).graph
    return {"graph.ttl": escaped(graph.serialize(format="turtle")).encode()}


def not_in_turtle(content: Content, asked: ExportOptions) -> list[str]:
    """Tell by type how many facts have no place here: absences, and ties of the past that are no holdings."""

    def gone(edge: Edge) -> bool:
        if edge.type not in _TIES:
            return edge.type == "ABSENT_FROM"
        return not edge.period or not _lasting(edge, content, asked)

    return without_place(content, gone, ())


class _Turtle:
    """One graph on its way into RDF."""

    def __init__(self, content: Content, asked: ExportOptions) -> None:
        import rdflib  # noqa: PLC0415  (takes a while; only for this)

        self.rdf = rdflib
        there = lasting(content)
        self.content = Content(there.nodes, [edge for edge in there.edges if not edge.derived])
        self.ties = Ties(self.content)
        self.asked = asked
        self.graph = rdflib.Graph()
        self.blank = count(1)
        for prefix, beginning in _PREFIXES.items():
            self.graph.bind(prefix, beginning)
        for _, node in sorted(self.content.nodes.items()):
            self._node(node)
        for edge in sorted_edges(self.content.edges):
            self._edge(edge)

    # -- things ----------------------------------------------------------------------------------

    def _node(self, node: Node) -> None:
        unit = is_a(node, "Unit")
        if not unit and node.label not in _KINDS:
            return
        me = self._name(node.key)
        self._typed(me, *((_type_of(node), OURS + node.label) if unit else (_KINDS[node.label],)))
        for field in fields_of(section_of(node.label)).values():
            if field.rdf and not (field.key == "name" and node.props.get("undisclosed")):
                self._field(me, field, node)
        if node.props["valid_from"] > _EVER:
            self._during(me, f"{DCT}temporal", node)

    def _edge(self, edge: Edge) -> None:
        if edge.type == "HOLDS":
            self._holding(edge)
        if edge.type == "MEMBER_OF":
            self._member(edge)
        if not _lasting(edge, self.content, self.asked):
            return
        giver, receiver = self._name(edge.giver), self._name(edge.receiver)
        if edge.type == "PART_OF":
            ends = [_type_of(self.content.nodes[key]) for key in (edge.giver, edge.receiver)]
            self._tie(giver, _part_of(*ends), receiver)
        elif edge.type == "HOLDS":
            self._tie(receiver, f"{ORG}heldBy", giver)
        elif edge.type in _PLAIN:
            self._tie(giver, _PLAIN[edge.type], receiver)

    # -- memberships -----------------------------------------------------------------------------

    def _holding(self, edge: Edge) -> None:
        """Tell when somebody held a post, where that is not as long as the post is there."""
        post = self.content.nodes[edge.receiver]
        if all(edge.props[name] == post.props[name] for name in ("valid_from", "valid_to")):
            return
        for home in self.ties.of(post.key, "POST_IN"):
            if period := shared(edge, home):
                self._membership(edge.giver, home.receiver, post.key, period)

    def _member(self, edge: Edge) -> None:
        """Tell who sits in a network by virtue of a post, and for whom."""
        for holding in self.ties.to(edge.giver, "HOLDS"):
            if period := shared(edge, holding):
                me = self._membership(holding.giver, edge.receiver, edge.giver, period)
                behalf = edge.props.get("on_behalf_of")
                if behalf in self.content.nodes:
                    self._tie(me, f"{OURS}onBehalfOf", self._name(str(behalf)))

    def _membership(self, person: str, unit: str, post: str, period: Edge) -> URIRef | BNode:
        me = self._new()
        self._typed(me, f"{ORG}Membership")
        self._tie(me, f"{ORG}member", self._name(person))
        self._tie(me, f"{ORG}organization", self._name(unit))
        self._tie(me, f"{OURS}byPost", self._name(post))
        for role in self.ties.of(post, "FILLS"):
            if shared(role, period):
                self._tie(me, f"{ORG}role", self._name(role.receiver))
        self._during(me, f"{ORG}memberDuring", period)
        return me

    # -- small parts -----------------------------------------------------------------------------

    def _new(self) -> BNode:
        """Make a thing without a name; numbered, so that the same graph gives the same text."""
        return self.rdf.BNode(f"n{next(self.blank):06}")

    def _name(self, key: str) -> URIRef | BNode:
        if _BLANK.fullmatch(key):
            return self.rdf.BNode(key.replace("-", ""))
        return self.rdf.URIRef(key if _IRI.fullmatch(key) else THINGS + quote(key, safe=":.-_~@/"))

    def _typed(self, me: URIRef | BNode, *types: str) -> None:
        for name in types:
            self._tie(me, str(self.rdf.RDF.type), self.rdf.URIRef(name))

    def _field(self, me: URIRef | BNode, field: Field, node: Node) -> None:
        prefix, _, term = field.rdf.partition(":")
        said = {lang: node.props[name] for name, lang in field.properties.items() if name in node.props}
        alike = len(set(map(str, said.values()))) == 1
        for lang, value in list(said.items())[:1] if alike else said.items():
            for each in value if isinstance(value, list) else [value]:
                kind = self.rdf.XSD.date if field.type == "day" else None
                literal = self.rdf.Literal(each, lang=None if alike else lang, datatype=kind)
                self.graph.add((me, self.rdf.URIRef(_PREFIXES[prefix] + term), literal))

    def _tie(self, me: URIRef | BNode, predicate: str, other: URIRef | BNode) -> None:
        self.graph.add((me, self.rdf.URIRef(predicate), other))

    def _during(self, me: URIRef | BNode, predicate: str, thing: Node | Edge) -> None:
        """Tell a period; its end is the first day on which it no longer holds."""
        span = self._new()
        self._tie(me, predicate, span)
        self._typed(span, f"{TIME}Interval" if predicate.startswith(ORG) else f"{DCT}PeriodOfTime")
        for name, text in (("hasBeginning", str(thing.props["valid_from"])), ("hasEnd", end_of(thing))):
            if text:
                instant = self._new()
                self._tie(span, TIME + name, instant)
                self._typed(instant, f"{TIME}Instant")
                date = self.rdf.Literal(text, datatype=self.rdf.XSD.date)
                self.graph.add((instant, self.rdf.URIRef(f"{TIME}inXSDDate"), date))


def _lasting(edge: Edge, content: Content, asked: ExportOptions) -> bool:
    """Tell whether an edge can be told without a time: it holds on the day, or lasts as long as its owner."""
    owner = content.nodes[edge.receiver if edge.type == "HOLDS" else edge.giver]
    return asked.holds(edge) or bool(edge.props["valid_to"] == owner.props["valid_to"])


def _type_of(node: Node) -> str:
    return _TYPES.get(node.label, f"{ORG}Organization")


def _part_of(giver: str, receiver: str) -> str:
    """Choose the word for belonging: ORG has one for units of formal organizations, one for all others."""
    if _PLACE in (giver, receiver):
        return f"{DCT}isPartOf"
    return f"{ORG}unitOf" if (giver, receiver) == (_WITHIN, _FORMAL) else f"{ORG}subOrganizationOf"
