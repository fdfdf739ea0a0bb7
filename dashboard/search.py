"""Who can ask, to choose from: all of them, or in a large graph those that are searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.limits import STARTS
from ansvar.graph.characters import composed
from ansvar.graph.limits import NAMES
from ansvar.queries.explore.query import size, starts

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx
    from ansvar.queries.explore.query import Start


def find_starts(
    ctx: Ctx, choice: str, label: str, help_name: str = "", *, first: bool = False
) -> dict[str, Start]:
    """Find them; in a large graph a field for a search is drawn.

    Parameters
    ----------
    choice : str
        The choice that they are for; what is chosen already is among them, if it can ask.
    label : str
        Of the field.
    help_name : str
        Name of the text that helps with it, given how many there are.
    first : bool
        Whether some are given before anything is searched for.

    Returns
    -------
    dict of str to Start
        By key, those first that a route can begin with.
    """
    count = ctx.ask(size)
    if count <= NAMES:
        found = ctx.ask(starts, ctx.on, ctx.lang)
    else:
        told = ctx.say(help_name, count=count) if help_name else None
        text = st.text_input(label, key=f"{choices.TYPED}{ctx.page}", help=told)
        found = ctx.ask(starts, ctx.on, ctx.lang, composed(text), STARTS) if text or first else ()
    known = {start.key: start for start in found}
    asked = choices.get(choice)
    if asked and asked not in known:
        chosen = ctx.ask(starts, ctx.on, ctx.lang, asked, STARTS)
        known |= {start.key: start for start in chosen if start.key == asked}
    return known
