"""From stated facts that changed to the posts and units of which derived edges have to be worked out again.

Whatever follows from a fact is an edge at one of the ends that are found here.  A fact that cannot be
narrowed down gives no reach at all, and everything is derived anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Edge, Node
from ansvar.graph.schema.model import node_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ansvar.graph.content.plan import Fact
    from ansvar.graph.store import Transaction

_AT_GIVER = frozenset({"FILLS", "POST_IN", "MEMBER_OF", "COORDINATES", "COVERS", "SERVES"})
"""Edges on which edges at their giver hang."""
_WIDE = frozenset({"BINDS", "DEFINES", "OWES", "EXCLUDES"})
"""Edges of the norm of which everything can hang."""
_NORM = _WIDE | {"MAY_ESCALATE_TO"}
_ORGANISATION = _AT_GIVER | {"PART_OF", "LOCATED_IN"}
_OF_UNITS = ("valid_from", "valid_to", "code", "dated", "stated_by")
"""What the roles that a unit fills for what it is depend on."""


@dataclass
class Reach:
    """What hangs on some facts.

    Attributes
    ----------
    bodies : set of str
        Units that may fill other roles for what they are.
    places : set of str
        Units that may be served through their region by others.
    ends : set of str
        Posts and units at which other edges may start or end.
    steps : list of Edge
        Steps of instructions that changed; those are derived by themselves.
    """

    bodies: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    steps: list[Edge] = field(default_factory=list)

    @property
    def of_organisation(self) -> bool:
        """True when something else than steps changed."""
        return bool(self.bodies or self.places or self.ends)


def reach_of(tx: Transaction, facts: Sequence[Fact], *, served: bool) -> Reach | None:
    """Find what hangs on facts that have been written and that matter.

    Parameters
    ----------
    served : bool
        Whether some units that others serve have edges of their own through these.

    Returns
    -------
    Reach or None
        None when it cannot be narrowed down.
    """
    nodes = [fact.after for fact in facts if isinstance(fact.after, Node)]
    edges = [fact.after for fact in facts if isinstance(fact.after, Edge)]
    if any(edge.type in _WIDE for edge in edges):
        return None
    by_type: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_type[edge.type].append(edge)
    found = Reach(
        bodies={node.key for node in nodes},
        places=_keys(by_type["SERVES"], "receiver") | _keys(by_type["LOCATED_IN"], "giver"),
        ends={edge.giver for edge in edges if edge.type in _AT_GIVER},
        steps=by_type["MAY_ESCALATE_TO"],
    )
    moved = _keys(by_type["PART_OF"], "giver")
    wanted = {
        "moved": moved,  # with all that lies under them
        "regions": moved | _keys(by_type["SERVES"], "receiver"),  # with the places in them
        # with their members
        "bodies": found.bodies | _keys([*by_type["COVERS"], *by_type["FILLS"]], "giver"),
    }
    if any(wanted.values()):
        lists = {name: sorted(keys) for name, keys in wanted.items()}
        for row in tx.run("derive.reach", served=served, **lists):
            getattr(found, row["part"]).add(row["key"])
    return found


def _keys(edges: Iterable[Edge], end: str) -> set[str]:
    return {getattr(edge, end) for edge in edges}


def matters(fact: Fact) -> bool:
    """Tell whether anything can hang on a fact: on who holds a post, or what it is called, nothing does."""
    before: Mapping[str, Any] = fact.before.props if fact.before else {}
    if isinstance(fact.after, Node):
        unit = "Unit" in node_kinds()[fact.after.label].labels
        return unit and any(before.get(name) != fact.after.props.get(name) for name in _OF_UNITS)
    if fact.after.type in _NORM:
        return True
    moved = any(before.get(name) != fact.after.props[name] for name in ("valid_from", "valid_to"))
    return moved and fact.after.type in _ORGANISATION
