"""What came and what went between two days: things, and the edges between them."""

from __future__ import annotations

from ansvar.queries.changes.answer import Change, Changes
from ansvar.queries.changes.asking import changes, days

__all__ = ["Change", "Changes", "changes", "days"]
