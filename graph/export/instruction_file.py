"""What an instruction states, as the data of a file in the project's own format `ansvar.instruction/1`.

The graph does not keep in which order a file lists its themes, matters, roles and steps, so they come by
name.  A part says when it holds where that is not as long as what it stands in.
Nothing here knows how a file is written.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ansvar.graph.export.organisation_file import day, full
from ansvar.graph.load.fields import texts
from ansvar.graph.load.instruction import FORMAT
from ansvar.graph.periods import OPEN_END

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.export.asked import Ties
    from ansvar.graph.load.content import Content, Edge, Node

_ENDS = ("valid_from", "valid_to")


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
        self.regulated = self._mine(ties.of(node.key, "REGULATES"))
        self.themes = sorted({e.receiver for e in self.regulated if self._label(e.receiver) == "Theme"})
        self.between: dict[str, list[Edge]] = defaultdict(list)
        for edge in content.edges:
            if edge.type in ("MAY_ESCALATE_TO", "OWES", "EXCLUDES") and edge in self:
                self.between[edge.type].append(edge)

    def data(self) -> dict[str, Any]:
        props = self.node.props
        made: dict[str, Any] = {
            "format": FORMAT, "key": self.node.key, "citation": props["citation"],
            "title": texts(props, "name"),
            "issued": day(props["issued"]) if "issued" in props else None, "from": day(props["valid_from"]),
            "to": None if props["valid_to"] == OPEN_END else day(props["valid_to"]),
            "case": props.get("case"), "receiver": texts(props, "receiver"), "issuer": texts(props, "issuer"),
            "source": props.get("published"), "replaces": self._replaces(),
            "themes": [
                full({"key": e.receiver, "name": self._name(e.receiver)} | self._period(e))
                for e in self.regulated
                if self._label(e.receiver) == "Theme"
            ],
            "matters": self._matters(), "questions": self._questions(), "roles": self._roles(),
            "clauses": self._clauses(),
            "steps": self._steps(), "relations": self._relations(), "exclusions": self._exclusions(),
        }  # fmt: skip
        return full(made)

    # -- words and roles -------------------------------------------------------------------------

    def _replaces(self) -> list[dict[str, Any]]:
        return [
            full({
                "document": edge.receiver, "themes": edge.props.get("themes"),
                "wholly_with": edge.props.get("wholly_with"), "clauses": self._references(edge),
                "why": texts(edge.props, "why"),
            } | self._period(edge))
            for edge in self._mine(self.ties.of(self.node.key, "REPLACES"))
        ]  # fmt: skip

    def _matters(self) -> list[dict[str, Any]]:
        return [
            full({
                "key": edge.receiver, "name": self._name(edge.receiver), "ends": texts(edge.props, "ends"),
                "clauses": self._references(edge),
            } | self._period(edge))
            for edge in self.regulated
            if self._label(edge.receiver) == "MatterKind"
        ]  # fmt: skip

    def _questions(self) -> list[dict[str, Any]]:
        asked = [self.content.nodes[e.receiver] for e in self._mine(self.ties.of(self.node.key, "ASKS"))]
        return [
            full(
                {"number": node.props["number"], "text": texts(node.props, "text")}
                | {"reading": texts(node.props, "reading")}
                | self._period(node)
            )
            for node in sorted(asked, key=lambda node: int(node.props["number"]))
        ]

    def _roles(self) -> list[dict[str, Any]]:
        names = ("filled_by", "unit_codes", "seat", "per", "at_least", "at_most")
        return [
            full(
                {"key": edge.receiver, "name": self._name(edge.receiver)}
                | {name: edge.props.get(name) for name in names}
                | {"starts": edge.props.get("starts") or None, "clauses": self._references(edge)}
                | self._period(edge)
            )
            for edge in self._mine(self.ties.of(self.node.key, "DEFINES"))
        ]

    # -- clauses and duties ----------------------------------------------------------------------

    def _clauses(self) -> list[dict[str, Any]]:
        keys = [edge.receiver for edge in self._mine(self.ties.of(self.node.key, "HAS_CLAUSE"))]
        nodes = sorted((self.content.nodes[k] for k in keys), key=lambda n: (int(n.props["position"]), n.key))
        return [self._clause(node) for node in nodes]

    def _clause(self, node: Node) -> dict[str, Any]:
        props = node.props
        raised = [self.content.nodes[e.receiver] for e in self._mine(self.ties.of(node.key, "RAISES"))]
        duties = [self.content.nodes[e.giver] for e in self._mine(self.ties.to(node.key, "SET_OUT_IN"))]
        return full(
            {name: props.get(name) for name in ("section", "part", "bullet", "sentence", "themes")}
            | {"text": texts(props, "text"), "status": props["status"], "reason": texts(props, "reason")}
            | {"questions": sorted(int(question.props["number"]) for question in raised)}
            | {"duties": [self._duty(duty, node) for duty in sorted(duties, key=lambda duty: duty.key)]}
            | self._period(node)
        )

    def _duty(self, node: Node, clause: Node) -> dict[str, Any]:
        text = texts(node.props, "text")
        borne = self._mine(self.ties.to(node.key, "BEARS"))
        bearers = [edge.giver for edge in borne if _span(edge) == _span(node)]
        return full({
            "bearers": bearers, "modality": node.props["modality"],
            "recurring": node.props.get("recurring") or None,
            "text": None if text == texts(clause.props, "text") else text,
        } | self._period(node, clause)) | self._themes_of(node)  # fmt: skip

    # -- between roles ---------------------------------------------------------------------------

    def _steps(self) -> list[dict[str, Any]]:
        names = (
            "step", "via", "basis", "alternative", "matters", "themes", "clauses", "why_nb", "why_en", *_ENDS
        )  # fmt: skip
        return [
            full({"name": e.props["step"], "from": givers, "to": receivers, "via": e.props["via"]})
            | {"matters": e.props.get("matters", [])}
            | self._themes_of(e)
            | full({"basis": e.props["basis"], "alternative": e.props.get("alternative") or None})
            | {"clauses": self._references(e), "why": texts(e.props, "why")}
            | self._own_period(e)
            for givers, receivers, e in _entries(self.between["MAY_ESCALATE_TO"], names)
        ]

    def _relations(self) -> list[dict[str, Any]]:
        names = ("edge", "via", "themes", "clauses", *_ENDS)
        return [
            {"edge": e.props["edge"], "from": givers, "to": receivers, "via": e.props["via"]}
            | self._themes_of(e)
            | {"clauses": self._references(e)}
            | self._own_period(e)
            for givers, receivers, e in _entries(self.between["OWES"], names)
        ]

    def _exclusions(self) -> list[dict[str, Any]]:
        names = ("clauses", "why_nb", "why_en", *_ENDS)
        return [
            {"from": givers, "to": receivers, "clauses": self._references(e), "why": texts(e.props, "why")}
            | self._own_period(e)
            for givers, receivers, e in _entries(self.between["EXCLUDES"], names)
        ]

    # -- small parts -----------------------------------------------------------------------------

    def __contains__(self, edge: Edge) -> bool:
        """Tell whether the instruction states an edge between things that are written down."""
        return (
            edge.props.get("stated_by") == self.node.key
            and edge.giver in self.content.nodes
            and edge.receiver in self.content.nodes
        )

    def _mine(self, edges: Iterable[Edge]) -> list[Edge]:
        return [edge for edge in edges if edge in self]

    def _period(self, thing: Node | Edge, around: Node | None = None) -> dict[str, Any]:
        """Give the two days of a part, each where it is not that of what it stands in."""
        own, other = _span(thing), _span(around or self.node)
        names = zip(("from", "to"), own, other, strict=True)
        return {name: day(mine) for name, mine, theirs in names if mine != theirs}

    def _own_period(self, edge: Edge) -> dict[str, Any]:
        """Give the same for what stands between roles, where `from` and `to` are these."""
        period = self._period(edge)
        return {"period": period} if period else {}

    def _label(self, key: str) -> str:
        return self.content.nodes[key].label

    def _name(self, key: str) -> dict[str, str] | None:
        return texts(self.content.nodes[key].props, "name")

    def _references(self, edge: Edge) -> list[str]:
        before = f"{self.node.props['citation']} §"
        return [str(clause).removeprefix(before) for clause in edge.props.get("clauses", [])]

    def _themes_of(self, thing: Node | Edge) -> dict[str, list[str]]:
        """Leave out all of the instruction's themes, which is what a file means that names none."""
        themes = list(thing.props.get("themes", []))
        return {} if themes == self.themes else {"themes": themes}


def _entries(edges: list[Edge], names: tuple[str, ...]) -> list[tuple[Any, Any, Edge]]:
    """Gather edges that are alike but for their ends: each entry leads from every giver to every receiver."""
    alike: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in edges:
        alike[repr([edge.props.get(name) for name in names])][edge.giver].append(edge)
    made = []
    for by_giver in alike.values():
        by_receivers: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for giver, found in by_giver.items():
            by_receivers[tuple(sorted(edge.receiver for edge in found))].append(giver)
        first = next(iter(by_giver.values()))[0]
        made += [(_one(sorted(givers)), _one(list(ends)), first) for ends, givers in by_receivers.items()]
    return sorted(made, key=lambda entry: repr([entry[2].props.get(n) for n in names] + [*entry[:2]]))


def _span(thing: Node | Edge) -> tuple[str, str]:
    return thing.props["valid_from"], thing.props["valid_to"]


def _one(keys: list[str]) -> Any:
    """Write a list of one as the bare key."""
    return keys[0] if len(keys) == 1 else keys
