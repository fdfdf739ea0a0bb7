"""A picture of the graph as a map on a page, with the words that stand around it.

Its words are those of the page "Explore", whatever page it stands on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard.picture import cards, ends, links, lower_upper
from ansvar.dashboard.widgets.graph_view import Drawing, graph_view
from ansvar.dashboard.widgets.graph_view.layout import UPWARD, place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ansvar.dashboard.page import Ctx
    from ansvar.queries.explore.asking import Picture

_BAR = ("bar", "zoom_in", "zoom_out", "fit", "fit_long", "png", "svg")


def words_of_maps(ctx: Ctx) -> Ctx:
    """Give what a page is given so that it says the words of maps."""
    return replace(ctx, page="explore")


def draw_map(
    ctx: Ctx,
    key: str,
    picture: Picture,
    *,
    layout: str,
    centre: str,
    fit: str,
    title: Callable[..., str],
    cut: str,
    height: int,
    picked: Callable[[str], None],
    opened: Callable[[str], None],
    route: Sequence[str] = (),
) -> None:
    """Draw a picture that has nodes.

    Parameters
    ----------
    key : str
        Stays the same, so that zoom and place are kept.
    layout, centre, fit, route
        See `ansvar.dashboard.widgets.graph_view`.
    title : callable
        Says what the picture shows, given how many ``nodes`` and ``edges`` it has.
    cut : str
        What is said when the picture does not show all.
    picked, opened : callable
        Told the id of what was clicked, or double-clicked.
    """
    say = words_of_maps(ctx).say
    shown, drawn = cards(picture, ctx.lang), links(picture, ctx.lang)
    counts = {"nodes": len(shown), "edges": len(drawn)}
    pairs = lower_upper(picture.edges) if layout in UPWARD else ends(picture.edges)
    spots = place(layout, [card.id for card in shown], pairs, centre)
    graph_view(
        key,
        Drawing(shown, drawn, spots, centre, route, fit, title(**counts), say("shown", **counts)),
        words={word: say(word) for word in _BAR},
        height=height,
        picked=picked,
        opened=opened,
    )
    if picture.cut:
        st.caption(f":material/content_cut: {cut}")
