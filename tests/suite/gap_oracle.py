"""What the structural rules have to find, worked out from an export of the graph with networkx.

It reads the plain nodes and edges of a snapshot and shares no statement and no function with the rules.
Roles, themes and places are those of `suite.words.HOUSE`, which is all that the random worlds speak of.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import networkx as nx

from suite.places import edges_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.content import Content, Edge

Found = set[tuple[str, ...]]

POST_ROLES = ("contact", "expert", "leader", "chief")
THEMES = {"noise", "light"}
MATTERS = {"case", "principle"}
UNITS = ("dept", "section", "office", "centre", "network", "region", "directorate")


class Day:
    """One day of one graph."""

    def __init__(self, content: Content, on: dt.date) -> None:
        self.on = on.isoformat()
        self.soon = (on + dt.timedelta(days=60)).isoformat()
        self.nodes = content.nodes
        self.all = content.edges
        self.now: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges_on(content, self.on):
            self.now[edge.type].append(edge)

    def holds(self, props: dict[str, Any]) -> bool:
        return bool(props["valid_from"] <= self.on < props["valid_to"])

    def label(self, key: str) -> str:
        return self.nodes[key].label

    def there(self, label: str) -> set[str]:
        return {k for k, n in self.nodes.items() if n.label == label and self.holds(n.props)}

    def to(self, edge_type: str, receiver: str) -> set[str]:
        return {e.giver for e in self.now[edge_type] if e.receiver == receiver}

    def of(self, edge_type: str, giver: str) -> set[str]:
        return {e.receiver for e in self.now[edge_type] if e.giver == giver}

    def posts_with(self, role: str) -> set[str]:
        return self.to("FILLS", role) & self.there("Post")

    def covered(self, key: str) -> set[str]:
        """The themes that a post works on."""
        own = self.of("COVERS", key)
        bodies = self.of("MEMBER_OF", key) | self.of("COORDINATES", key)
        return own or set().union(*(self.of("COVERS", body) for body in bodies)) or set(THEMES)

    # -- the rules -------------------------------------------------------------------------------------

    def vacant_post(self) -> Found:
        found: Found = set()
        for role in POST_ROLES:
            posts = self.posts_with(role)
            if not posts and role in ("contact", "expert", "leader", "chief") and self.asked_for(role):
                found.add((role,))
            found |= {(post,) for post in posts if not self.to("HOLDS", post)}
        return found

    def asked_for(self, role: str) -> bool:
        return any((e.props.get("at_least") or 0) > 0 for e in self.now["DEFINES"] if e.receiver == role)

    def absent_without_deputy(self) -> Found:
        found: Found = set()
        for post in set().union(*map(self.posts_with, POST_ROLES)):
            holders, away = self.to("HOLDS", post), self.to("ABSENT_FROM", post)
            steps_in: set[str] = set()
            for deputy in self.to("DEPUTISES_FOR", post):
                steps_in |= {deputy} if self.label(deputy) == "Person" else self.to("HOLDS", deputy)
            if holders and holders <= away and steps_in <= away:
                found.add((post,))
        return found

    def term_ending(self) -> Found:
        found: Found = set()
        for post in set().union(*map(self.posts_with, POST_ROLES)):
            holdings = [e for e in self.all if e.type == "HOLDS" and e.receiver == post]
            for edge in holdings:
                end = edge.props["valid_to"]
                if not self.holds(edge.props) or end > self.soon or self.nodes[post].props["valid_to"] <= end:
                    continue
                if not any(e.props["valid_from"] <= end < e.props["valid_to"] for e in holdings):
                    found.add((post, edge.giver))
        return found

    def served_by(self, place: str) -> set[str]:
        """The units that serve a place: those that say so, or else those of its region on that day."""
        stated = [e for e in self.all if e.type == "SERVES" and e.receiver == place and not e.derived]
        if stated:
            return {e.giver for e in stated if self.holds(e.props)}
        regions = self.of("LOCATED_IN", place)
        return set().union(*(self.to("SERVES", region) for region in regions)) if regions else set()

    def unfollowed(self) -> Found:
        places = self.there("ReceptionCentre")
        found: Found = set()
        for place in places:
            posts = {p for unit in self.served_by(place) for p in self.to("POST_IN", unit)}
            posts &= self.posts_with("contact")
            if not set(THEMES) <= set().union(*map(self.covered, posts)):
                found.add((place,))
        return found if places else {("place",)}

    def unit_without_post(self) -> Found:
        offices = self.there("RegionalOffice")
        found: Found = {
            (office, "contact")
            for office in offices
            if not set(THEMES)
            <= set().union(*map(self.covered, self.to("POST_IN", office) & self.posts_with("contact")))
        }
        return found if offices else {("contact",)}

    def _bodies(self, edge_type: str, role: str) -> Found:
        networks = self.there("Network")
        found: Found = {(n, role) for n in networks if not self.to(edge_type, n) & self.posts_with(role)}
        return found if networks else {(role,)}

    def body_without_member(self) -> Found:
        return self._bodies("MEMBER_OF", "expert")

    def body_without_coordinator(self) -> Found:
        return self._bodies("COORDINATES", "leader")

    def theme_uncovered(self) -> Found:
        fields = [self.of("COVERS", network) or set(THEMES) for network in self.there("Network")]
        return {(theme,) for theme in THEMES - set().union(*fields)}

    def required_number(self) -> Found:
        found: Found = set()
        for edge in self.now["DEFINES"]:
            role, least, most = edge.receiver, edge.props.get("at_least"), edge.props.get("at_most")
            per = edge.props.get("per")
            if per is None and (least is not None or most is not None):
                kind = "Network" if edge.props.get("filled_by") else "Post"
                number = len(self.to("FILLS", role) & self.there(kind))
                if number < (least or 0) or (most is not None and number > most):
                    found.add((role,))
            elif per is not None and (most is not None or (least or 0) > 1):
                for unit in self.there(per):
                    tied = (
                        self.to("POST_IN", unit) | self.to("MEMBER_OF", unit) | self.to("COORDINATES", unit)
                    )
                    number = len(tied & self.posts_with(role))
                    if number and (number < (least or 0) or (most is not None and number > most)):
                        found.add((unit, role))
        return found

    def hanging_loose(self) -> Found:
        net: nx.Graph[str] = nx.Graph()
        units = {
            k for k, n in self.nodes.items()
            if ":" in k and k.partition(":")[0] in UNITS and self.holds(n.props)
        }  # fmt: skip
        net.add_nodes_from(units)
        for edge_type in ("PART_OF", "LOCATED_IN"):
            net.add_edges_from(
                (e.giver, e.receiver) for e in self.now[edge_type] if {e.giver, e.receiver} <= units
            )
        loose = {
            u for u in units
            if net.degree(u) == 0
            and not (self.to("SERVES", u) | self.to("MEMBER_OF", u) | self.to("COORDINATES", u))
        }  # fmt: skip
        posts = {p for p in self.there("Post") if not self.of("POST_IN", p) & units}
        return {(key,) for key in loose | posts}

    def both_sides(self) -> Found:
        return {
            (person, step.giver, step.receiver)
            for step in self.now["ESCALATES_TO"]
            if step.giver != step.receiver and self.label(step.giver) == self.label(step.receiver) == "Post"
            for person in self.to("HOLDS", step.giver) & self.to("HOLDS", step.receiver)
        }

    def no_deputy(self) -> Found:
        found = {
            (p,) for role in POST_ROLES for p in self.posts_with(role) if not self.to("DEPUTISES_FOR", p)
        }
        return found | {(r,) for r in POST_ROLES if self.asked_for(r) and not self.posts_with(r)}

    # -- circles ---------------------------------------------------------------------------------------

    def rounds(self) -> Iterator[nx.DiGraph[str]]:
        """Give, for each theme and kind of matter, the network of ordinary steps to the nearest receivers."""
        for theme in sorted(THEMES):
            for matter in sorted(MATTERS):
                steps = [
                    e for e in self.now["ESCALATES_TO"]
                    if not e.props["alternative"]
                    and theme in e.props["themes"] and matter in e.props["matters"]
                ]  # fmt: skip
                least: dict[tuple[str, str], int] = {}
                for e in steps:
                    at = (e.giver, e.props["step"])
                    least[at] = min(e.props.get("distance", 0), least.get(at, 99))
                net: nx.DiGraph[str] = nx.DiGraph()
                net.add_edges_from(
                    (e.giver, e.receiver) for e in steps
                    if e.props.get("distance", 0) == least[e.giver, e.props["step"]]
                )  # fmt: skip
                yield net

    def knots(self) -> set[frozenset[str]]:
        """Those who reach each other, for some theme and kind of matter."""
        return {
            frozenset(part)
            for net in self.rounds()
            for part in nx.strongly_connected_components(net)
            if len(part) > 1 or any(net.has_edge(n, n) for n in part)
        }

    def closes(self, keys: tuple[str, ...]) -> bool:
        """Tell whether each of the keys takes matters up with the next, the last with the first."""
        pairs = list(zip(keys, (*keys[1:], keys[0]), strict=True))
        return any(all(net.has_edge(*pair) for pair in pairs) for net in self.rounds())
