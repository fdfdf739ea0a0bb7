"""The whole organisation on the page "Explore": a map of all units, and the same as sentences and a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.details import edge_details, thing_details
from ansvar.dashboard.fragment import draw_fragment, redraw
from ansvar.dashboard.limits import CARD_NAMES, CARDS
from ansvar.dashboard.maps import draw_map, things_and_sentences
from ansvar.dashboard.markdown import button, plain
from ansvar.dashboard.picture import sentences
from ansvar.dashboard.widgets.graph_view import show_chosen
from ansvar.queries.explore.overview import overview
from ansvar.queries.vocabulary import kind_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ansvar.dashboard.page import Ctx
    from ansvar.dashboard.picture import Sentence
    from ansvar.queries.explore.overview import Fold, Overview

_MAP = "explore.whole"
_WHOLE, _DETAILS, _LIST = "whole", "whole.details", "whole.list"
_HEIGHT = 760


def whole(ctx: Ctx, params: Sequence[str]) -> None:
    """Draw all units; a click on one shows what it is, a click on a folded group names its first ones."""
    draw_fragment(ctx, _WHOLE, params, partial(_whole, ctx, params))


def _whole(ctx: Ctx, params: Sequence[str]) -> None:
    told = ctx.ask(overview, ctx.on, ctx.lang, CARDS)
    picture = told.picture
    if not picture.nodes:
        st.info(ctx.say("whole_nothing"), icon=":material/event_busy:")
        return
    said = sentences(picture, ctx.lang)
    key = picture.nodes[0].key
    st.write(ctx.say("whole_about", units=_units(told), cards=len(picture.nodes)))
    draw_map(
        ctx, _MAP, picture, layout="tree", centre=key, fit="whole", title=partial(ctx.say, "whole_picture"),
        cut=ctx.say("tree_cut"), height=_HEIGHT, picked=_pick, opened=_around,
    )  # fmt: skip
    draw_fragment(ctx, _DETAILS, params, partial(_chosen, ctx, told, said, key))
    draw_fragment(ctx, _LIST, params, partial(things_and_sentences, ctx, picture, said, key, _pick))


def _units(told: Overview) -> int:
    """Count the units that the map stands for; what lies under a folded group is not counted."""
    return len(told.picture.nodes) - len(told.folds) + sum(fold.total for fold in told.folds.values())


def _pick(chosen: str) -> None:
    choices.put("sel", chosen)
    redraw(_DETAILS, _LIST)


def _around(key: str) -> None:
    """Leave the whole for what lies near one unit; a folded group is seen from the unit above it."""
    if "~" in key:
        key = key.split("~", maxsplit=1)[0]
    if key:
        choices.put("whole", "")
        choices.centre(key)
        redraw()


def _chosen(ctx: Ctx, told: Overview, said: list[Sentence], key: str) -> None:
    known = {node.key for node in told.picture.nodes} | {sentence.id for sentence in said}
    selected = choices.get("sel") if choices.get("sel") in known else key
    show_chosen(_MAP, selected)
    with st.container(border=True, key="explore-details"):
        st.subheader(ctx.say("details"))
        sentence = next((s for s in said if s.id == selected), None)
        if sentence:
            edge_details(ctx, told.picture, sentence)
        elif selected in told.folds:
            _fold(ctx, told.folds[selected])
        else:
            icon = "center_focus_strong"
            button(ctx.say("centre_here"), icon, _around, selected, key="explore.around")
            thing_details(ctx, selected)


def _fold(ctx: Ctx, fold: Fold) -> None:
    st.markdown(f"**{fold.total} × {kind_name(ctx.lang, fold.kind)}**")
    for key in fold.keys[:CARD_NAMES]:
        name = plain(ctx.node(key)["name"])
        st.button(name, key=f"fold-{key}", type="tertiary", on_click=_around, args=(key,))
    if fold.total > CARD_NAMES:
        st.caption(ctx.say("whole_more", count=fold.total - CARD_NAMES))
        if fold.above:
            button(ctx.say("whole_above"), "hub", _around, fold.above)
