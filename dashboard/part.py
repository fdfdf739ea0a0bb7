"""A part of a page that is drawn anew by itself: what is chosen in it costs that part and not the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import choices
from dashboard.data import graph_state
from dashboard.trouble import refused
from graph.errors import AnsvarError, EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.page import Ctx

COMMON = ("lang", "on")
"""The choices that stand in the address of every page."""
_WHOLE = "part.whole"


def whole_page(**values: str) -> None:
    """Set choices that more than the part hangs on; the callback of a button or component in a part."""
    choices.put_all(**values)
    st.session_state[_WHOLE] = True


def part(ctx: Ctx, params: Sequence[str], draw: Callable[[], None]) -> None:
    """Draw a part of a page.

    Parameters
    ----------
    params : sequence of str
        The choices in the address of the page.
    draw : callable
        Draws the part; asks for choices itself, since they change between two times.
    """
    st.session_state.pop(_WHOLE, None)
    first = True

    def again() -> None:
        nonlocal first
        try:
            # the shell has asked already when the whole page is drawn
            changed = not first and graph_state()["fingerprint"] != ctx.data.fingerprint
            first = False
            if changed or st.session_state.pop(_WHOLE, False):
                st.rerun()
            draw()
        except EngineError:
            st.rerun()  # the shell asks too, and says what is wrong
        except AnsvarError as error:
            refused(ctx.lang, error)
        choices.publish((*COMMON, *params))

    st.fragment(again)()
