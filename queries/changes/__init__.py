"""What came and what went between two days: things, and the edges between them.

Days are those on which things hold.  What was written when is the journal's; what two states differ in, and
what follows from it, is `ansvar.queries.diff`.
"""

from __future__ import annotations

from ansvar.queries.changes.query import changes, days
from ansvar.queries.changes.result import Change, Changes

__all__ = ["Change", "Changes", "changes", "days"]
