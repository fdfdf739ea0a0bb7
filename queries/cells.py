"""One value as the text of one cell, for answers; the rule itself is `graph.cells`, which exports share."""

from __future__ import annotations

from graph.cells import cell, csv_text

__all__ = ["cell", "csv_text"]
