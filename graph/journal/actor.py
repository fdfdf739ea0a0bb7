"""Who acts: the account that the operating system runs this program under."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from ansvar.graph.texts import say

_WORDS = Path(__file__).parent / "words.yaml"


def user() -> str:
    """Name the account.

    The system's list of accounts is asked for the real user id.  What the environment says (``LOGNAME``,
    ``USER``) is not believed, because anybody can set it; only Windows, which has no such list, is asked
    through it.
    """
    try:
        import pwd  # noqa: PLC0415  (Windows does not have it)
    except ImportError:
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return ""
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid {number}"


def name_actor(lang: str, by: str, on_behalf_of: str) -> str:
    """Say who did something, and for whom; empty when neither is known."""
    if by and on_behalf_of:
        return say(_WORDS, lang, "on_behalf_of", by=by, whom=on_behalf_of)
    return by or on_behalf_of
