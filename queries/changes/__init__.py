"""What came and what went between two days: things, and the edges between them."""

from __future__ import annotations

from ansvar.queries.changes.query import changes, days
from ansvar.queries.changes.result import Change, Changes

__all__ = ["Change", "Changes", "changes", "days"]
