"""The whole organisation on the page "Explore": a map of all units, and the same as sentences and a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.details import edge_details, thing_details
from ansvar.dashboard.listed import things_and_sentences
from ansvar.dashboard.marks import plain
from ansvar.dashboard.part import part, redraw
from ansvar.dashboard.picture import cards, link_id, links, lower_upper, sentences
from ansvar.dashboard.widgets.graph_view import Drawing, graph_view, show_chosen
from ansvar.dashboard.widgets.graph_view.layout import place
from ansvar.dashboard.words import kind_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ansvar.dashboard.page import Ctx
    from ansvar.dashboard.picture import Sentence
    from ansvar.queries.explore.asking import Picture
    from ansvar.queries.explore.overview import Fold, Overview

_MAP = "explore.whole"
_WHOLE, _DETAILS, _LIST = "whole", "whole.details", "whole.list"
_CARDS = 100
_NAMED = 12


def whole(ctx: Ctx, params: Sequence[str], words: Mapping[str, str], height: int) -> None:
    """Draw all units; a click on one shows what it is, a click on a folded group names its first ones."""
    part(ctx, _WHOLE, params, partial(_whole, ctx, params, words, height))


def _whole(ctx: Ctx, params: Sequence[str], words: Mapping[str, str], height: int) -> None:
    told = ctx.data.overview(_CARDS)
    picture = told.picture
    if not picture.nodes:
        st.info(ctx.say("whole_nothing"), icon=":material/event_busy:")
        return
    said = sentences(picture, ctx.lang)
    key = picture.nodes[0].key
    st.write(ctx.say("whole_about", units=_units(told), cards=len(picture.nodes)))
    _draw(ctx, picture, words, height)
    part(ctx, _DETAILS, params, partial(_chosen, ctx, told, said, key))
    part(ctx, _LIST, params, partial(things_and_sentences, ctx, picture, said, key, _pick))


def _units(told: Overview) -> int:
    """Count the units that the map stands for; what lies under a folded group is not counted."""
    return len(told.picture.nodes) - len(told.folds) + sum(fold.total for fold in told.folds.values())


def _draw(ctx: Ctx, picture: Picture, words: Mapping[str, str], height: int) -> None:
    shown, drawn = cards(picture, ctx.lang), links(picture, ctx.lang)
    key = picture.nodes[0].key
    graph_view(
        _MAP,
        Drawing(
            shown,
            drawn,
            place("tree", [card.id for card in shown], lower_upper(picture.edges), key),
            key,
            [],
            "whole",
            ctx.say("whole_picture", nodes=len(shown), edges=len(drawn)),
            ctx.say("shown", nodes=len(shown), edges=len(drawn)),
        ),
        words=words,
        height=height,
        picked=_pick,
        opened=_around,
    )
    if picture.cut:
        st.caption(f":material/content_cut: {ctx.say('tree_cut')}")


def _pick(chosen: str, _: str = "") -> None:
    choices.put("sel", chosen)
    redraw(_DETAILS, _LIST)


def _around(key: str) -> None:
    """Leave the whole for what lies near one unit; a folded group is seen from the unit above it."""
    if "~" in key:
        key = key.split("~", maxsplit=1)[0]
    if key:
        choices.put_all(whole="", key=key, sel="", exp="", hid="")
        redraw()


def _chosen(ctx: Ctx, told: Overview, said: list[Sentence], key: str) -> None:
    known = {node.key for node in told.picture.nodes} | {sentence.id for sentence in said}
    selected = choices.get("sel") if choices.get("sel") in known else key
    show_chosen(_MAP, selected)
    with st.container(border=True, key="explore-details"):
        st.subheader(ctx.say("details"))
        sentence = next((s for s in said if s.id == selected), None)
        if sentence:
            edge_details(ctx, [e for e in told.picture.edges if link_id(e) == selected], sentence.text)
        elif selected in told.folds:
            _fold(ctx, told.folds[selected])
        else:
            st.button(
                ctx.say("centre_here"),
                icon=":material/center_focus_strong:",
                on_click=_around,
                args=(selected,),
                key="explore.around",
            )
            thing_details(ctx, selected)


def _fold(ctx: Ctx, fold: Fold) -> None:
    st.markdown(f"**{fold.total} × {kind_name(ctx.lang, fold.kind)}**")
    for key in fold.keys[:_NAMED]:
        name = str(ctx.data.thing(key).more["node"]["name"])
        st.button(plain(name), key=f"fold-{key}", type="tertiary", on_click=_around, args=(key,))
    if fold.total > _NAMED:
        st.caption(ctx.say("whole_more", count=fold.total - _NAMED))
        if fold.above:
            st.button(ctx.say("whole_above"), on_click=_around, args=(fold.above,), icon=":material/hub:")
