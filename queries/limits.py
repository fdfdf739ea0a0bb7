"""How much an answer tells before it says how much more there is; see `ansvar.graph.limits` too."""

SUBJECTS = 20
"""Keys that a check gives with a reason."""
TOLD = 3
"""Reasons, and keys of one reason, that a check names in words."""
FINDINGS = 300
"""Findings of one rule that a report as HTML writes out; the workbook has all."""
COMPARED = 5
"""Things of a sort that a comparison names in a sentence."""
