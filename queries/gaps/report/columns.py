"""The columns of a finding in tables, in order; shared by everything that writes one."""

from __future__ import annotations

COLUMNS = (
    "id", "cause", "severity", "rule", "title", "why", "clauses", "subjects", "subject_names", "unit",
    "unit_name", "since", "remedy", "k", "n", "accepted_until", "accepted_by", "accepted_reason",
    "accepted_on_behalf_of", "questions",
)  # fmt: skip
