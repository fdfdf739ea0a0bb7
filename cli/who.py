"""Who acts: as the system knows the user."""

from __future__ import annotations

import getpass


def user() -> str:
    """Name the user; empty when the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
