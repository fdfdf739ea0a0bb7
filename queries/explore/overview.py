"""The whole organisation in one picture: every unit under its own, large groups folded into one card.

What does not fit is not left out silently: units of one kind under one unit become a `Fold` that says how
many they are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ansvar.graph.limits import PICTURE
from ansvar.queries.catalogue.query import most_specific
from ansvar.queries.explore.query import Picture, PictureEdge, PictureNode, branches, picture_nodes

if TYPE_CHECKING:
    import datetime as dt

    from ansvar.graph.store import Store
    from ansvar.queries.explore.query import Branch


@dataclass(frozen=True)
class Fold:
    """Units of one kind under one unit that stand as one card.

    Attributes
    ----------
    above : str
        Key of the unit above; empty for units that have none.
    via : str
        ``PART_OF`` or ``SERVES``.
    total : int
        How many they are, without what lies under them.
    keys : tuple of str
        The first of them.
    """

    above: str
    via: str
    kind: str
    total: int
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """Key of the card; no key of the graph."""
        return f"{self.above}~{self.via}~{self.kind}"

    def edge(self, key: str) -> tuple[str, str, str]:
        """Give the edge between something of the group, or its card, and the unit above."""
        ends = (key, self.above) if self.via == "PART_OF" else (self.above, key)
        return ends[0], self.via, ends[1]


@dataclass(frozen=True)
class Overview:
    """The picture, the top of which comes first, and what is folded in it, by key of the card."""

    picture: Picture
    folds: dict[str, Fold]


def overview(store: Store, on: dt.date, lang: str = "en", limit: int = 100) -> Overview:
    """Draw all units of the graph on a day.

    Parameters
    ----------
    limit : int
        How many cards at the most.  Groups are unfolded from the top downwards, small ones first, as
        long as there is room.
    """
    under: dict[str, list[Fold]] = defaultdict(list)
    for row in store.read("explore.outline", on=on, most=PICTURE):
        kind = most_specific(row["labels"])
        under[row["above"]].append(Fold(row["above"], row["via"], kind, row["total"], tuple(row["keys"])))
    tops = branches(store, "", on, lang, PICTURE)
    shown, between, folded = _unfold(under, _top_groups(tops), limit)
    rows = store.read("explore.nodes", keys=shown, types=["POST_IN"], themes=[], on=on)
    ends = [*between, *(group.edge(group.key) for group in folded if group.above)]
    edges = tuple(PictureEdge(giver, kind, receiver, {}) for giver, kind, receiver in sorted(ends))
    nodes = [*picture_nodes(rows, [], shown, lang)]
    nodes += [PictureNode(group.key, group.kind, f"{group.total} ×") for group in folded]
    picture = Picture(tuple(nodes), edges, cut=len(tops) >= PICTURE)
    return Overview(picture, {group.key: group for group in folded})


def _top_groups(tops: tuple[Branch, ...]) -> list[Fold]:
    """Give the units above which there is none: what has most under it first, the rest by kind."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for top in sorted(tops, key=lambda top: (-top.units, top.name, top.key)):
        kinds[top.kind].append(top.key)
    return [Fold("", "PART_OF", kind, len(keys), tuple(keys)) for kind, keys in kinds.items()]


def _unfold(
    under: dict[str, list[Fold]], first: list[Fold], limit: int
) -> tuple[list[str], dict[tuple[str, str, str], None], list[Fold]]:
    """Choose what is shown, level by level, each group unfolded when all of its cards still fit.

    Returns
    -------
    shown : list of str
        Keys of units with a card of their own.
    edges : dict of (str, str, str)
        Giver, type and receiver between them.
    folded : list of Fold
        Groups that stand as one card.
    """
    level, cards = first, len(first)
    shown: dict[str, None] = {}
    edges: dict[tuple[str, str, str], None] = {}
    folded: list[Fold] = []
    while level:
        below: list[Fold] = []
        for group in sorted(level, key=lambda g: (g.total, g.above, g.via, g.kind)):
            new = [key for key in group.keys if key not in shown]
            more = len(new) - 1 + sum(len(under.get(key, ())) for key in new)
            if len(group.keys) < group.total or cards + more > limit:
                folded.append(group)
                continue
            cards += more
            shown |= dict.fromkeys(new)
            if group.above:
                edges |= dict.fromkeys(group.edge(key) for key in group.keys)
            below += [child for key in new for child in under.get(key, ())]
        level = below
    return list(shown), edges, folded
