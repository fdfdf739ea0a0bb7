"""What an instruction states, as the data of a file in the project's own format `ansvar.instruction/1`.

The graph does not keep in which order a file lists its themes, matters, roles and steps, so they come by
name.  A part says when it holds where that is not as long as what it stands in.
Nothing here knows how a file is written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ansvar.graph.export.options import full
from ansvar.graph.export.organisation_file import apart, day
from ansvar.graph.load.fields import texts
from ansvar.graph.load.instruction import BETWEEN, FORMAT, OF_ALL_THEMES, SAID, STORED
from ansvar.graph.periods import OPEN_END

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.content import Content, Edge, Node
    from ansvar.graph.export.options import Ties

# what is the same of edges that one entry stands for, in the order by which entries are sorted
_ALIKE = (
    "step", "edge", "via", "basis", "alternative", "matters", "themes", "clauses", "why_nb", "why_en",
    "valid_from", "valid_to",
)  # fmt: skip


def instruction_file(content: Content, ties: Ties, key: str) -> dict[str, Any]:
    """Give the data of one instruction's file.

    Parameters
    ----------
    content : Content
        Stated nodes and edges that a file can hold.
    ties : Ties
        Its edges.
    key : str
        Key of the instruction.

    Returns
    -------
    dict
        In the order of the format's description.
    """
    return _Instruction(content, ties, content.nodes[key]).data()


class _Instruction:
    """One instruction on its way into a file."""

    def __init__(self, content: Content, ties: Ties, node: Node) -> None:
        self.content = content
        self.ties = ties
        self.node = node
        self.themes = sorted({edge.receiver for edge in self._tied("REGULATES", "Theme")})

    def data(self) -> dict[str, Any]:
        said = self._said("instruction", self.node)
        known_by = {name: said.pop(name, None) for name in ("citation", "title", "issued")}
        begin, end = self.node.period
        return full(
            {"format": FORMAT, "key": self.node.key}
            | known_by
            | {"from": day(begin), "to": None if end == OPEN_END else day(end)}
            | said
            | {"replaces": [self._part("replaces", e, document=e.receiver) for e in self._tied("REPLACES")]}
            | {"themes": self._shared("themes", "Theme", "REGULATES")}
            | {"matters": self._shared("matters", "MatterKind", "REGULATES")}
            | {"questions": self._questions(), "roles": self._shared("roles", "Role", "DEFINES")}
            | {"clauses": self._clauses()}
            | {section: self._between(section, edge_type) for section, edge_type in BETWEEN.items()}
        )

    def _said(self, section: str, thing: Node | Edge) -> dict[str, Any]:
        """Give what properties say of a part, by the table that reads it; nothing that is empty."""
        made: dict[str, Any] = {}
        for name in SAID[section]:
            stored = STORED.get(name, name)
            value: Any = texts(thing.props, stored) or thing.props.get(stored)
            if name == "not_regulated":
                parts = (thing.props.get(f"{name}_{part}") or () for part in ("nb", "en", "source"))
                value = [
                    {"text": {"nb": nb, "en": en}, "source": source}
                    for nb, en, source in zip(*parts, strict=True)
                ]
            if name == "clauses":
                before = f"{self.node.props['citation']} §"
                value = [str(clause).removeprefix(before) for clause in value or ()]
            if name == "citation_style" and value:
                value = json.loads(value)
            if name == "issued" and value:
                value = day(value)
            if name == "themes" and section in OF_ALL_THEMES:
                made |= {} if (value or []) == self.themes else {name: value or []}
            elif value is not False:
                made |= full({name: value})
        return made

    def _part(self, section: str, thing: Node | Edge, **first: Any) -> dict[str, Any]:
        """Give a part with the days on which it holds, where these are not the instruction's."""
        return full(first | self._said(section, thing) | apart(thing.period, self.node.period))

    # -- parts -----------------------------------------------------------------------------------

    def _shared(self, section: str, label: str, edge_type: str) -> list[dict[str, Any]]:
        """Give words that several instructions share, and what this one says of each."""
        return [
            self._part(section, edge, key=edge.receiver, name=texts(self._node(edge.receiver).props, "name"))
            for edge in self._tied(edge_type, label)
        ]

    def _questions(self) -> list[dict[str, Any]]:
        asked = [self._node(edge.receiver) for edge in self._tied("ASKS")]
        return [self._part("questions", node) for node in sorted(asked, key=_number)]

    def _clauses(self) -> list[dict[str, Any]]:
        nodes = [self._node(edge.receiver) for edge in self._tied("HAS_CLAUSE")]
        return [self._clause(node) for node in sorted(nodes, key=lambda n: (int(n.props["position"]), n.key))]

    def _clause(self, node: Node) -> dict[str, Any]:
        raised = [self._node(edge.receiver) for edge in self._mine(self.ties.of(node.key, "RAISES"))]
        duties = [self._node(edge.giver) for edge in self._mine(self.ties.to(node.key, "SET_OUT_IN"))]
        return full(
            self._said("clauses", node)
            | {"questions": sorted(map(_number, raised))}
            | {"duties": [self._duty(duty, node) for duty in sorted(duties, key=lambda duty: duty.key)]}
            | apart(node.period, self.node.period)
        )

    def _duty(self, node: Node, clause: Node) -> dict[str, Any]:
        borne = self._mine(self.ties.to(node.key, "BEARS"))
        bearers = [edge.giver for edge in borne if edge.period == node.period]
        said = self._said("duties", node)
        themes = {"themes": said.pop("themes")} if "themes" in said else {}
        if said.get("text") == texts(clause.props, "text"):
            said.pop("text", None)
        return full({"bearers": bearers} | said | apart(node.period, clause.period)) | themes

    def _between(self, section: str, edge_type: str) -> list[dict[str, Any]]:
        """Give what stands between roles; since `from` and `to` name these, the period has its own name."""
        made = []
        for givers, receivers, edge in self._entries(edge_type):
            said = self._said(section, edge)
            first = {name: said.pop(name) for name in ("name", "edge") if name in said}
            period = apart(edge.period, self.node.period)
            made.append(
                first | {"from": givers, "to": receivers} | said | ({"period": period} if period else {})
            )
        return made

    def _entries(self, edge_type: str) -> list[tuple[Any, Any, Edge]]:
        """Gather edges that are alike but for their ends: an entry leads from each giver to each receiver."""
        alike: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
        for edge in self._mine(edge for edge in self.content.edges if edge.type == edge_type):
            alike[_sameness(edge)][edge.giver].append(edge)
        made = []
        for by_giver in alike.values():
            by_receivers: dict[tuple[str, ...], list[str]] = defaultdict(list)
            for giver, found in by_giver.items():
                by_receivers[tuple(sorted(edge.receiver for edge in found))].append(giver)
            first = next(iter(by_giver.values()))[0]
            made += [(_one(sorted(givers)), _one(list(ends)), first) for ends, givers in by_receivers.items()]
        return sorted(made, key=lambda entry: (_sameness(entry[2]), repr(entry[:2])))

    # -- small parts -----------------------------------------------------------------------------

    def _mine(self, edges: Iterable[Edge]) -> list[Edge]:
        """Keep what the instruction states between things that are written down."""
        there = self.content.nodes
        return [
            edge
            for edge in edges
            if edge.props.get("stated_by") == self.node.key and edge.giver in there and edge.receiver in there
        ]

    def _tied(self, edge_type: str, label: str = "") -> list[Edge]:
        """Give the instruction's own edges of a type, to things with a label where one is given."""
        edges = self._mine(self.ties.of(self.node.key, edge_type))
        return [edge for edge in edges if not label or self._node(edge.receiver).label == label]

    def _node(self, key: str) -> Node:
        return self.content.nodes[key]


def _number(question: Node) -> int:
    return int(question.props["number"])


def _sameness(edge: Edge) -> str:
    return repr([edge.props.get(name) for name in _ALIKE])


def _one(keys: list[str]) -> Any:
    """Write a list of one as the bare key."""
    return keys[0] if len(keys) == 1 else keys
