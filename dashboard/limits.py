"""How much a page shows before it says how much more there is; see `ansvar.graph.limits` too."""

COVERAGE_ROWS = 60
"""Rows of the coverage map on one of its pages."""
FINDINGS = 15
"""Findings of a group before the rest is asked for."""
TABLE_ROWS = 60
"""Rows of a table that is written out; more of them scroll."""
CHANGES = 1_000
"""Changes in a table."""
CHANGE_SETS = 200
"""Change sets in the journal."""
FACTS = 1_000
"""Facts of a change set, or about a thing, in the journal."""
FILES_NAMED = 2
"""Files named beside a change set."""
STARTS = 50
"""Places, posts and people that a search finds."""
EDGES = 100
"""Links of one type at a thing."""
CARDS = 100
"""Cards in the picture of the whole."""
CARD_NAMES = 12
"""Names of what one card stands for."""
RESULT_LINKS = 12
"""Links below the answer to a question of one's own."""
RESULT_NODES = 60
"""Things in the picture of such an answer."""
CHOICES_SEEN = 8
"""Values that can be chosen from without opening a list."""
