"""An answer as a map: the things that its rows name with their edges, and in full what was clicked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.answers import graph
from ansvar.dashboard.details import edge_details, thing_details
from ansvar.dashboard.listed import sentence_rows
from ansvar.dashboard.maps import draw_map, words_of_maps
from ansvar.dashboard.picture import sentences
from ansvar.dashboard.tables import data_table
from ansvar.dashboard.widgets.graph_view import show_chosen
from ansvar.graph.schema.model import edge_kinds
from ansvar.queries.explore.result import result_picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ansvar.dashboard.page import Ctx

_MAP = "cypher.map"
_MOST = 60
_HEIGHT = 460


def result_map(ctx: Ctx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw it under the table; nothing when the rows name nothing that the graph has."""
    picture = result_picture(graph(), rows, tuple(edge_kinds()), ctx.on, ctx.lang, _MOST)
    if not picture.nodes:
        return
    there = words_of_maps(ctx)
    said = sentences(picture, ctx.lang)
    first = picture.nodes[0].key
    known = {node.key for node in picture.nodes} | {sentence.id for sentence in said}
    selected = choices.get("sel") if choices.get("sel") in known else first
    st.subheader(ctx.say("as_graph"))
    choose = partial(choices.put, "sel")
    draw_map(
        ctx, _MAP, picture, layout="layered", centre=first, fit=" ".join(sorted(known)),
        title=partial(ctx.say, "graph_told"), cut=ctx.say("graph_cut", count=_MOST), height=_HEIGHT,
        picked=choose, opened=choose,
    )  # fmt: skip
    show_chosen(_MAP, selected)
    with st.expander(ctx.say("graph_sentences", count=len(said)), icon=":material/notes:"):
        data_table(sentence_rows(there, said), key="cypher.sentences")
    with st.container(border=True, key="cypher-details"):
        sentence = next((s for s in said if s.id == selected), None)
        if sentence:
            edge_details(there, picture, sentence)
        else:
            thing_details(there, selected)
            ctx.link("explore", ctx.say("open_in_explore"), key=selected)
