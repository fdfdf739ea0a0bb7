"""What this dashboard lets its users do: whoever starts it decides, and otherwise it only reads."""

from __future__ import annotations

import os

from ansvar.dashboard import choices

WRITE = "ANSVAR_DASHBOARD_WRITE"
"""Set to 1: findings can be accepted, and files applied, by everybody who reaches the dashboard."""

CYPHER = "ANSVAR_DASHBOARD_CYPHER"
"""Set to 1: everybody who reaches the dashboard can ask in their own Cypher, with read-only rights."""


def may_write() -> bool:
    """Tell whether anything can be changed; nothing can while the past is shown."""
    return os.environ.get(WRITE, "").strip() == "1" and not choices.get("known")


def may_ask_freely() -> bool:
    """Tell whether questions of the user's own can be asked."""
    return os.environ.get(CYPHER, "").strip() == "1"
