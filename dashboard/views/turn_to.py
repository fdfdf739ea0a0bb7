"""Page 1: whom somebody turns to, as a ladder from the asker upwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from dashboard.page import Ctx

TITLE = "turn_to_title"
ICON = ":material/stairs:"
PARAMS = ("from", "theme", "matter")


def render(ctx: Ctx) -> None:
    """Draw the page."""
    st.title(ctx.say(TITLE))
