"""Explore what is near a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from dashboard.page import Ctx

TITLE = "explore_title"
ICON = ":material/hub:"
PARAMS = ("key",)


def render(ctx: Ctx) -> None:
    """Draw the page."""
    st.title(ctx.say(TITLE))
