"""An answer as a map: the things that its rows name with their edges, and in full what was clicked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.data import edge_layers
from ansvar.dashboard.data_ask import ask_picture
from ansvar.dashboard.details import edge_details, thing_details
from ansvar.dashboard.picture import cards, link_id, links, lower_upper, sentences
from ansvar.dashboard.tables import data_table
from ansvar.dashboard.widgets.graph_view import Drawing, graph_view, show_chosen
from ansvar.dashboard.widgets.graph_view.layout import place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ansvar.dashboard.page import Ctx

_MAP = "cypher.map"
_MOST = 60
_HEIGHT = 460
_BAR = ("bar", "zoom_in", "zoom_out", "fit", "fit_long", "png", "svg")


def result_map(ctx: Ctx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw it under the table; nothing when the rows name nothing that the graph has."""
    picture = ask_picture(rows, tuple(edge_layers()), ctx.on, ctx.lang, _MOST)
    if not picture.nodes:
        return
    there = replace(ctx, page="explore")  # the words of maps stand there
    said = sentences(picture, ctx.lang)
    shown, drawn = cards(picture, ctx.lang), links(picture, ctx.lang)
    first = picture.nodes[0].key
    known = {card.id for card in shown} | {link.id for link in drawn}
    selected = choices.get("sel") if choices.get("sel") in known else first
    st.subheader(ctx.say("as_graph"))
    graph_view(
        _MAP,
        Drawing(
            shown,
            drawn,
            place("layered", [card.id for card in shown], lower_upper(picture.edges), first),
            first,
            [],
            " ".join(sorted(known)),
            ctx.say("graph_told", nodes=len(shown), edges=len(drawn)),
            there.say("shown", nodes=len(shown), edges=len(drawn)),
        ),
        words={word: there.say(word) for word in _BAR},
        height=_HEIGHT,
        picked=lambda chosen, _: choices.put("sel", chosen),
        opened=lambda key: choices.put("sel", key),
    )
    show_chosen(_MAP, selected)
    if picture.cut:
        st.caption(f":material/content_cut: {ctx.say('graph_cut', count=_MOST)}")
    with st.expander(ctx.say("graph_sentences", count=len(said)), icon=":material/notes:"):
        lines = [
            {there.say("head_sentence"): s.text, there.say("head_clauses"): ", ".join(s.clauses)}
            for s in said
        ]
        data_table(lines, key="cypher.sentences")
    with st.container(border=True, key="cypher-details"):
        sentence = next((s for s in said if s.id == selected), None)
        if sentence:
            edge_details(there, [e for e in picture.edges if link_id(e) == selected], sentence.text)
        else:
            thing_details(there, selected)
            ctx.link("explore", ctx.say("open_in_explore"), ":material/hub:", key=selected)
