"""A picture of the graph on a page: as a map, and in words, as sentences or as a table of its things.

A chosen row is like a click on the map.  Its words are those of the page "Explore", whatever page it
stands on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.picture import Sentence, cards, ends, links, lower_upper
from ansvar.dashboard.tables import choice_table
from ansvar.dashboard.widgets.graph_view import Drawing, graph_view
from ansvar.dashboard.widgets.graph_view.layout import UPWARD, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ansvar.dashboard.page import Ctx
    from ansvar.queries.explore.query import Picture

_BAR = ("bar", "zoom_in", "zoom_out", "fit", "fit_long", "png", "svg")
_LISTS = ("sentences", "table")


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


def things_and_sentences(
    ctx: Ctx, picture: Picture, said: list[Sentence], key: str, pick: Callable[[str], None]
) -> None:
    """Draw one of the two lists.

    Parameters
    ----------
    key : str
        What counts as chosen when nothing is.
    pick : callable
        Told the id of the card or link whose row was chosen.
    """

    def picked(chosen: str) -> None:
        if chosen:  # something stays chosen
            pick(chosen)

    lists = {name: ctx.say(name) for name in _LISTS}
    which = choices.segments("list", ctx.say("list"), lists, hide_label=True)
    if which == "sentences":
        rows = sentence_rows(ctx, said)
        ids = [s.id for s in said]
    else:
        rows = [
            {
                ctx.say("head_name"): card.name,
                ctx.say("head_kind"): card.kind,
                ctx.say("head_state"): card.state,
                ctx.say("head_more"): str(card.more or ""),
            }
            for card in cards(picture, ctx.lang)
        ]
        ids = [node.key for node in picture.nodes]
    if rows:
        selected = choices.get("sel") or key
        choice_table(f"explore.{which}", rows, ids, selected, ctx.say(which), picked)


def sentence_rows(ctx: Ctx, said: Iterable[Sentence]) -> list[dict[str, str]]:
    """Give sentences as rows, with the clauses behind each."""
    sentence, clauses = ctx.say("head_sentence"), ctx.say("head_clauses")
    return [{sentence: s.text, clauses: ctx.cite(s.clauses)} for s in said]
