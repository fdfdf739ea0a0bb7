"""Popolo JSON: organizations, posts, persons and memberships, as open data on public bodies has them.

Popolo's `end_date` is the day on which something ended; here it is the first day on which it no longer holds,
which is also how an import of Popolo reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import json_text
from ansvar.graph.export.options import (
    ExportOptions,
    Files,
    Ties,
    end_of,
    full,
    lasting,
    shared,
    sorted_edges,
    sorted_nodes,
    without_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.content import Content, Edge, Node

_TOLD = ("PART_OF", "POST_IN", "HOLDS", "MEMBER_OF")
_SINGLE = ("PART_OF", "POST_IN")


def as_popolo(content: Content, asked: ExportOptions) -> Files:
    """Write the four lists; names are in one language."""
    lists = _Popolo(lasting(content), asked).lists()
    return {"popolo.json": (json_text(lists, indent=1) + "\n").encode()}


def not_in_popolo(content: Content, asked: ExportOptions) -> list[str]:
    """Tell by type how many facts have no place in Popolo."""
    ties = Ties(content)

    def gone(edge: Edge) -> bool:
        other = edge.type in _SINGLE and edge is not _chosen(ties.of(edge.giver, edge.type), asked)
        return other or edge.type not in _TOLD or not edge.period

    return without_place(content, gone)


class _Popolo:
    """One graph on its way into the four lists."""

    def __init__(self, content: Content, asked: ExportOptions) -> None:
        self.content = content
        self.asked = asked
        self.ties = Ties(content)

    def lists(self) -> dict[str, list[dict[str, Any]]]:
        of = self.content
        return {
            "organizations": [self._organization(node) for node in sorted_nodes(of, "Unit")],
            "posts": [self._post(node) for node in sorted_nodes(of, "Post")],
            "persons": [full({"id": n.key, "name": self.asked.name(n)}) for n in sorted_nodes(of, "Person")],
            "memberships": sorted(self._memberships(), key=lambda made: str(made["id"])),
        }

    def _organization(self, node: Node) -> dict[str, Any]:
        above = _chosen(self.ties.of(node.key, "PART_OF"), self.asked)
        code = node.props.get("code")
        return full({
            "id": node.key, "name": self.asked.name(node), "classification": node.label.lower(),
            "parent_id": above.receiver if above else None,
            "founding_date": node.props["valid_from"], "dissolution_date": end_of(node),
            "identifiers": [{"scheme": "code", "identifier": code}] if code else [],
        })  # fmt: skip

    def _post(self, node: Node) -> dict[str, Any]:
        home = _chosen(self.ties.of(node.key, "POST_IN"), self.asked)
        ways = (("email", node.props.get("email")), ("voice", node.props.get("phone")))
        return full({
            "id": node.key, "label": self.asked.name(node),
            "organization_id": home.receiver if home else None,
            "contact_details": [{"type": way, "value": value} for way, value in ways if value],
        } | _dates(node))  # fmt: skip

    def _memberships(self) -> Iterator[dict[str, Any]]:
        for edge in sorted_edges(self.content.edges):
            if edge.type == "HOLDS":
                home = _chosen(self.ties.of(edge.receiver, "POST_IN"), self.asked)
                yield self._membership(edge, edge.receiver, home.receiver if home else None) | _dates(edge)
            elif edge.type == "MEMBER_OF":
                yield from self._members(edge)

    def _members(self, edge: Edge) -> Iterator[dict[str, Any]]:
        """Tell who sits in a network by virtue of a post, and for whom."""
        for holding in self.ties.to(edge.giver, "HOLDS"):
            if both := shared(edge, holding):
                made = self._membership(holding, None, edge.receiver, edge.giver)
                made["id"] = f"{holding.giver} in {edge.receiver} from {both.period.start}"
                yield made | full({"on_behalf_of_id": edge.props.get("on_behalf_of")}) | _dates(both)

    def _membership(
        self, holding: Edge, post: str | None, unit: str | None, by: str | None = None
    ) -> dict[str, Any]:
        return full({
            "id": f"{holding.giver} as {holding.receiver} from {holding.props['valid_from']}",
            "person_id": holding.giver, "post_id": post, "organization_id": unit,
            "role": self.asked.name(self.content.nodes[by or holding.receiver]),
        })  # fmt: skip


def _chosen(edges: list[Edge], asked: ExportOptions) -> Edge | None:
    """Choose the one that holds on the day, or else the last one: Popolo has room for one without dates."""
    of_day = (edge for edge in edges if edge.period and asked.holds(edge))
    last = sorted((e for e in edges if e.period), key=lambda e: (str(e.props["valid_to"]), e.receiver))
    return next(of_day, last[-1] if last else None)


def _dates(thing: Node | Edge) -> dict[str, str]:
    return full({"start_date": thing.props["valid_from"], "end_date": end_of(thing)})
