"""A value as a cell's text, for answers; the rule itself is `ansvar.graph.cells`, which exports share."""

from __future__ import annotations

from ansvar.graph.cells import cell, csv_text

__all__ = ["cell", "csv_text"]
