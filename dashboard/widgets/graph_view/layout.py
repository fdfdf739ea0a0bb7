"""Where the cards of a picture stand, worked out in plain Python; nothing here draws.

``layered``     what is above stands above: matters go upwards, parts stand under wholes
``concentric``  the thing asked about in the middle, the rest in rings by distance
``free``        neighbours close together, by springs
``tree``        everything under what it belongs to, ends of branches stacked; for whole organisations

Cards never cover each other in any of them, and equal pictures get equal places.  y grows downwards.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Spots = dict[str, tuple[float, float]]

LAYOUTS = ("layered", "concentric", "free")
UPWARD = ("layered", "tree")
"""Layouts in which each edge leads from lower to upper."""
_STEP_X, _STEP_Y = 192.0, 118.0
_SWEEPS = 4
_ACROSS = 1.4  # width of a picture divided by its height that is aimed at
_STACK = 8  # ends of branches stand under each other up to here, then in a new column


def place(layout: str, nodes: Sequence[str], edges: Iterable[tuple[str, str]], centre: str) -> Spots:
    """Give each node a place.

    Parameters
    ----------
    layout : str
        One of `LAYOUTS`, or ``tree``.
    edges : iterable of pair of str
        For `UPWARD` layouts lower -> upper; the others do not look at the direction.
    """
    pairs = [(a, b) for a, b in edges if a != b]
    if layout == "tree":
        return _Tree(nodes, pairs).draw()
    beside = nx.Graph(pairs)
    beside.add_nodes_from(nodes)
    if layout == "concentric":
        return _concentric(nodes, beside, centre)
    if layout == "free":
        return _free(nodes, beside, centre)
    return _layered(nodes, pairs, beside)


def levels(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Give each node its level: 0 at the bottom, and every edge lower -> upper leads at least one level up.

    Nodes in a circle share a level.  Nodes without edges stand at the bottom.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    folded = nx.condensation(graph)
    level: dict[int, int] = {}
    for part in nx.topological_sort(folded):
        below = [level[other] + 1 for other in folded.predecessors(part)]
        level[part] = max(below, default=0)
    # what hangs above nothing but has something above it moves up to right below that
    for part in reversed(list(nx.topological_sort(folded))):
        above = [level[other] - 1 for other in folded.successors(part)]
        if above and not folded.in_degree(part):
            level[part] = min(above)
    return {node: level[part] for part in folded for node in folded.nodes[part]["members"]}


def _layered(nodes: Sequence[str], edges: Sequence[tuple[str, str]], beside: nx.Graph[str]) -> Spots:
    level = levels(nodes, edges)
    # a level that is too wide is folded into rows, or the picture becomes a ribbon nobody can read
    widest = max(3, math.ceil(math.sqrt(len(nodes) * _ACROSS * _STEP_Y / _STEP_X)))
    rows: list[list[str]] = []
    for number in range(max(level.values(), default=0) + 1):
        members = [node for node in nodes if level[node] == number]
        count = math.ceil(len(members) / widest)
        size = math.ceil(len(members) / count) if count else 0
        rows += [members[at : at + size] for at in range(0, len(members), size)] if size else []
    spots = _spread(rows)
    for _ in range(_SWEEPS):
        for row in rows:
            row.sort(key=lambda node: _mean([spots[other][0] for other in beside[node]], spots[node][0]))
        spots = _spread(rows)
    return spots


def _spread(rows: Sequence[Sequence[str]]) -> Spots:
    return {
        node: ((at - (len(row) - 1) / 2) * _STEP_X, -number * _STEP_Y)
        for number, row in enumerate(rows)
        for at, node in enumerate(row)
    }


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


class _Tree:
    """Blocks beside each other, the top in the middle; of several things above one, the first counts."""

    def __init__(self, nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> None:
        self.nodes = nodes
        self.above: dict[str, str] = {}
        for lower, upper in edges:
            self.above.setdefault(lower, upper)
        self.under: dict[str, list[str]] = defaultdict(list)
        for node in nodes:
            if node in self.above:
                self.under[self.above[node]].append(node)
        self.spots: Spots = {}

    def draw(self) -> Spots:
        """Place everything: what has something under it, then what stands alone, then circles."""
        tops = [node for node in self.nodes if node not in self.above]
        free = 0
        for node in tops:
            if self.under[node]:
                free = self._block(node, 0, free)
        free = self._stacked(self._left(tops), 0, free)
        for node in self.nodes:
            if node not in self.spots:
                free = self._block(node, 0, free)
        return self.spots

    def _left(self, nodes: Iterable[str]) -> list[str]:
        return [node for node in nodes if node not in self.spots]

    def _block(self, node: str, row: int, column: int) -> int:
        """Place a thing with all under it from a column on, and give the first column that is free."""
        self.spots[node] = (0.0, 0.0)  # taken, so that a circle ends here
        free = column
        for child in self._left(self.under[node]):
            if self._left(self.under[child]):
                free = self._block(child, row + 1, free)
        free = max(self._stacked(self._left(self.under[node]), row + 1, free), column + 1)
        self.spots[node] = ((column + free - 1) / 2 * _STEP_X, row * _STEP_Y)
        return free

    def _stacked(self, ends: Sequence[str], row: int, column: int) -> int:
        columns = math.ceil(len(ends) / _STACK)
        deep = math.ceil(len(ends) / max(columns, 1))
        for at, node in enumerate(ends):
            self.spots[node] = ((column + at // deep) * _STEP_X, (row + at % deep) * _STEP_Y)
        return column + columns


def _concentric(nodes: Sequence[str], graph: nx.Graph[str], centre: str) -> Spots:
    far = nx.single_source_shortest_path_length(graph, centre)
    order = sorted((node for node in nodes if node != centre), key=lambda node: far.get(node, len(nodes)))
    spots = {centre: (0.0, 0.0)}
    radius = 0.0
    while order:
        radius += 1.0
        room = max(4, int(2 * math.pi * radius * 0.8))
        ring, order = order[:room], order[room:]
        for at, node in enumerate(ring):
            turn = 2 * math.pi * at / len(ring) - math.pi / 2
            spots[node] = (radius * 1.15 * _STEP_X * math.cos(turn), radius * 1.15 * _STEP_Y * math.sin(turn))
    return _apart(spots, centre)


def _free(nodes: Sequence[str], graph: nx.Graph[str], centre: str) -> Spots:
    scale = math.sqrt(len(nodes)) * 0.75
    found = nx.spring_layout(graph, seed=1, iterations=60)
    middle = found[centre]
    spots = {
        node: (
            (float(found[node][0]) - float(middle[0])) * scale * _STEP_X,
            (float(found[node][1]) - float(middle[1])) * scale * _STEP_Y,
        )
        for node in nodes
    }
    return _apart(spots, centre)


def _apart(spots: Spots, centre: str) -> Spots:
    """Move cards to the nearest free field of a grid, those close to the middle first."""
    taken: set[tuple[int, int]] = set()
    moved: Spots = {}

    def far(node: str) -> tuple[float, str]:
        return (-1.0, node) if node == centre else (math.dist(spots[node], spots[centre]), node)

    for node in sorted(spots, key=far):
        x, y = spots[node][0] / _STEP_X, spots[node][1] / _STEP_Y
        field = _free_field(x, y, taken)
        taken.add(field)
        moved[node] = (field[0] * _STEP_X, field[1] * _STEP_Y)
    return moved


def _free_field(x: float, y: float, taken: set[tuple[int, int]]) -> tuple[int, int]:
    column, row = round(x), round(y)
    for reach in range(len(taken) + 1):
        ring = [
            (column + i, row + j)
            for i in range(-reach, reach + 1)
            for j in range(-reach, reach + 1)
            if max(abs(i), abs(j)) == reach and (column + i, row + j) not in taken
        ]
        if ring:
            return min(ring, key=lambda field: (math.dist(field, (x, y)), field))
    raise AssertionError
