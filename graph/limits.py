"""How far answers look: limits that several statements and modules agree on.

How many rows and names are shown stands beside who shows them: `queries/limits.py`, `cli/limits.py` and
`dashboard/limits.py`.
"""

from __future__ import annotations

LEVELS = 12
"""Units above one another, and regions within one another; a statement writes ``[:PART_OF*0..LEVELS]``."""
FIRST_LOAD = 10_000
"""Facts of a first load that are written in one transaction; more than these go in batches, behind a mark."""
STEPS = 12
"""Steps of a route that are looked at; what lies further off is seen by no answer."""
PICTURE = 300
"""Things in one picture; more can be drawn but not read."""
NAMES = 2_000
"""Units, posts and people that a browser is given to search in; among more the graph is searched."""
BRANCHES = 200
"""Units that are listed under one."""

CONFIRMED_MONTHS = 12
"""How old the last confirmation of who holds a post can be before an answer says so in its first line."""
