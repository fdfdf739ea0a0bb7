"""Parts of a page that are drawn anew by themselves: a choice in one costs that part and not the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.answers import state_text
from ansvar.dashboard.errors import refused
from ansvar.dashboard.snapshots import known
from ansvar.graph.errors import AnsvarError, EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ansvar.dashboard.page import Ctx

COMMON = ("lang", "on", "known")
"""The choices that stand in the address of every page."""


def redraw(*names: str) -> None:
    """Draw these parts anew and nothing else, or the whole page when none is named.

    The last word of a callback; the parts are drawn in this order.
    """
    st.rerun(list(names) if names else "app")


def draw_fragment(ctx: Ctx, name: str, params: Sequence[str], draw: Callable[[], None]) -> None:
    """Draw a part of a page; parts may hold parts.

    Parameters
    ----------
    name : str
        For `redraw`; what is chosen in a part redraws that part where its callback says nothing else.
    params : sequence of str
        The choices in the address of the page.
    draw : callable
        Draws the part; asks for choices itself, since they change between two times.
    """
    first = True

    def again() -> None:
        nonlocal first
        try:
            with known(ctx.known):
                # the shell has asked already when the whole page is drawn
                changed = not first and state_text(ctx.known.moment if ctx.known else "") != ctx.state
                first = False
                if changed:
                    st.rerun()
                draw()
        except EngineError:
            st.rerun()  # the shell asks too, and says what is wrong
        except AnsvarError as error:
            refused(ctx.lang, error)
        choices.publish((*COMMON, *params))

    st.fragment(again, key=name)()
