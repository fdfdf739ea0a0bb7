"""One state of a graph on one day, as far as a comparison needs it; `query` compares."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ansvar.graph.content.snapshot import stated
from ansvar.graph.schema.model import node_kinds
from ansvar.queries.coverage.query import coverage
from ansvar.queries.duties.query import duties
from ansvar.queries.gaps.query import gaps

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from ansvar.graph.content import Content, Edge, Node
    from ansvar.graph.store import Store
    from ansvar.queries.coverage.result import Verdict
    from ansvar.queries.gaps.result import Finding

COMPARED = ("Unit", "Post", "Person", "Instruction", "Clause")
"""Labels of the things that are compared."""

PLACED = ("PART_OF", "LOCATED_IN", "POST_IN", "REPORTS_TO")
"""Edges that say where a thing belongs: another one is a move."""

SAID_OF = ("HOLDS", "ABSENT_FROM", "DEPUTISES_FOR", "BEARS", "SET_OUT_IN")
"""Edges that say something of their receiver; they show there, and not at their giver."""

_SILENT = frozenset({"key", "valid_from", "valid_to", "stated_by", "confirmed", "position"})

Cell = tuple[str, str, str]
"""Key of the place, theme, kind of matter."""


@dataclass(frozen=True)
class Thing:
    """A thing that is there on the day.

    Attributes
    ----------
    kind : str
        Its most specific label.
    fields : mapping of str to Any
        What it says of itself, without dates and without who states it.
    links : mapping of str to tuple of str
        Edge type, with an arrow for the direction -> keys at the other end, in order.
    """

    kind: str
    key: str
    fields: Mapping[str, Any]
    links: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Overview:
    """An overview that a clause makes a post or unit keep.

    Attributes
    ----------
    keeper : str
        The post or unit.
    of : tuple of str
        Keys of roles and kinds of matter.
    themes : frozenset of str
        The themes that the duty is about, as far as the keeper works on them.
    """

    keeper: str
    of: tuple[str, ...]
    themes: frozenset[str]


@dataclass(frozen=True)
class State:
    """A graph as it is on one day, as far as it is compared.

    Attributes
    ----------
    on : str
        The day, ISO text.
    graph : mapping of str to str
        Which graph it was read from: fingerprint and when it was written.
    things : mapping of str to Thing
        By key.
    cells : mapping of Cell to Verdict
        The route of every place, theme and kind of matter.
    findings : mapping of str to Finding
        Every finding of every rule, by id.
    overviews : tuple of Overview
        Who has to keep an overview of what.
    names : mapping of str to str
        Key -> name for people, of everything that the graph has on any day.
    """

    on: str
    graph: Mapping[str, str]
    things: Mapping[str, Thing]
    cells: Mapping[Cell, Verdict]
    findings: Mapping[str, Finding]
    overviews: tuple[Overview, ...]
    names: Mapping[str, str]


def read_state(
    store: Store, on: dt.date, lang: str = "en", tell: Callable[[str], None] = lambda _: None
) -> State:
    """Read a graph as it is on a day.

    Parameters
    ----------
    store : Store
        The graph; it is only read.
    on : date
        The day.
    lang : str
        ``nb`` or ``en``, for names and the words of findings.
    """
    tell("reading the graph")
    content = stated(store.read)
    tell("tracing every place")
    covered = coverage(store, on, "unit", lang=lang)
    cells = {(c.key, c.theme, c.matter): c.verdict for c in covered.cells if c.key is not None}
    tell("looking for findings")
    found = gaps(store, on, lang=lang)
    return State(
        on=on.isoformat(),
        graph=covered.graph,
        things=things_on(content, on.isoformat()),
        cells=cells,
        findings={finding.id: finding for finding in found.findings},
        overviews=tuple(_overviews(store, on)),
        names={key: str(node.props[f"name_{lang}"]) for key, node in content.nodes.items()},
    )


def _overviews(store: Store, on: dt.date) -> Iterator[Overview]:
    """Find who has to keep an overview, and of what: those whose own duty it is, for their own themes."""
    asked = [item for item in duties(store, on=on).items if item["overview_of"]]
    for keeper in sorted({bearer["key"] for item in asked for bearer in item["borne_by"]}):
        for item in duties(store, keeper, on).items:
            if item["overview_of"] and item["how"] == "own":
                yield Overview(keeper, tuple(item["overview_of"]), frozenset(item["themes"]))


def things_on(content: Content, day: str) -> dict[str, Thing]:
    """Give the things of a content that are there on a day, each with its links on that day."""
    kinds = node_kinds()
    there = {
        key: node.on(day)
        for key, node in content.nodes.items()
        if node.exists_on(day) and set(COMPARED) & set(kinds[node.label].labels)
    }
    links: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edge in content.edges:
        if not edge.derived and edge.exists_on(day):
            key, name, other = _end(edge)
            if key in there:
                links[key][name].add(other)
    return {key: _thing(node, links[key]) for key, node in there.items()}


def _end(edge: Edge) -> tuple[str, str, str]:
    """Give where an edge shows, under which name, and what is at its other end."""
    if edge.type in SAID_OF:
        return (edge.receiver, f"<-{edge.type}", edge.giver)
    return (edge.giver, edge.type, edge.receiver)


def _thing(node: Node, links: Mapping[str, set[str]]) -> Thing:
    fields = {name: value for name, value in node.props.items() if name not in _SILENT}
    return Thing(node.label, node.key, fields, {k: tuple(sorted(v)) for k, v in sorted(links.items())})
