"""Which findings follow from which: the rules say what each waits for, and nothing here knows one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.queries.gaps.rules import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ansvar.queries.gaps.render import RuleRow


def causes_of(rows: Iterable[RuleRow], among: Sequence[RuleRow]) -> dict[str, RuleRow]:
    """Find what is at the root of findings.

    Parameters
    ----------
    rows : iterable of RuleRow
        The findings.
    among : sequence of RuleRow
        Those that others may follow from; the ones whose rule has a `root`.

    Returns
    -------
    dict of str to RuleRow
        For each finding, by id, the one that it follows from in the end; itself when there is none.
    """
    return {row.id: _root(row, among) for row in rows}


def _root(row: RuleRow, among: Sequence[RuleRow]) -> RuleRow:
    been = {row.id}
    while found := [(_near(row, one), one) for one in among if one.id not in been and _follows(row, one)]:
        row = min(found, key=lambda each: (each[0], each[1].id))[1]
        been.add(row.id)
    return row


def _follows(row: RuleRow, root: RuleRow) -> bool:
    """Tell whether a finding waits for a role that nobody is in by another one, there and for its themes."""
    waits, lacks = row.link(row.rule.follows), root.link(root.rule.root)
    return (
        waits is not None
        and lacks is not None
        and not waits.roles.isdisjoint(lacks.roles)
        and _meet(row.themes, root.themes)
        and _meet(waits.near, lacks.near)
    )


def _meet(one: Collection[str], other: Collection[str]) -> bool:
    """Tell whether two sets have something in common, where none at all means everything."""
    return not one or not other or not set(one).isdisjoint(other)


def _near(row: RuleRow, root: RuleRow) -> tuple[int, int, int]:
    """Tell how near a root is: the more places and themes in common the nearer, then the graver."""
    waits, lacks = row.link(row.rule.follows), root.link(root.rule.root)
    places = len(waits.near & lacks.near) if waits and lacks else 0
    themes = len(row.themes & (root.themes or row.themes))
    return -places, -themes, SEVERITIES.index(root.rule.severity)
