"""How much the terminal shows before it says how much more there is; see `ansvar.graph.limits` too."""

COVERAGE_ROWS = 60
"""Rows of the coverage map; of more, those where something is wrong."""
COVERAGE_REASONS = 15
"""Reasons below the coverage map."""
KEYS = 8
"""Keys that are listed beside a reason."""
FINDINGS = 10
"""Findings of one rule; `--rule` shows all."""
FILES_NAMED = 2
"""Files named beside a change set."""
DEMO_FINDINGS = 5
"""Findings in the demonstration."""
FAULTS = 3
"""Faults of one kind that `doctor` names."""
EXPORT_NOTES = 20
"""Remarks about what an export leaves out."""
IMPORT_WARNINGS = 20
"""Warnings of an import; `--details` shows all."""
