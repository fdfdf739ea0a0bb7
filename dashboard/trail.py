"""Where somebody has been on the map: back and forward, kept for the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.marks import button
from ansvar.dashboard.part import redraw

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx

_TRAIL, _AT = "trail.keys", "trail.at"
_MOST = 50


def visit(key: str) -> None:
    """Note what is in the middle now; what lay ahead is forgotten when the way turns."""
    trail: list[str] = st.session_state.setdefault(_TRAIL, [])
    at: int = st.session_state.get(_AT, -1)
    if trail and trail[at] == key:
        return
    trail[at + 1 :] = [key]
    del trail[:-_MOST]
    st.session_state[_AT] = len(trail) - 1


def back_and_forward(ctx: Ctx) -> None:
    """Draw the two buttons."""
    trail, at = st.session_state[_TRAIL], st.session_state[_AT]
    for name, icon, to in (("back", "arrow_back", at - 1), ("forward", "arrow_forward", at + 1)):
        there = 0 <= to < len(trail)
        button(ctx.say(name), icon, _go, to, key=f"trail.{name}", disabled=not there)


def _go(to: int) -> None:
    st.session_state[_AT] = to
    choices.centre(st.session_state[_TRAIL][to])
    redraw()
