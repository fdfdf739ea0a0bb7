"""Page 2: what lies near a thing, as a map, as a tree, as sentences and as a table, wired to each other."""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.data import edge_layers
from ansvar.dashboard.details import edge_details, thing_details
from ansvar.dashboard.listed import things_and_sentences
from ansvar.dashboard.marks import plain
from ansvar.dashboard.overview import whole
from ansvar.dashboard.part import part, redraw
from ansvar.dashboard.picture import Sentence, cards, ends, link_id, links, lower_upper, sentences
from ansvar.dashboard.trail import back_and_forward, visit
from ansvar.dashboard.tree import tree
from ansvar.dashboard.widgets.graph_view import Drawing, graph_view, show_chosen
from ansvar.dashboard.widgets.graph_view.layout import LAYOUTS, place
from ansvar.dashboard.words import edge_name, kind_name
from ansvar.graph.characters import composed

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx
    from ansvar.queries.explore.asking import Picture
    from ansvar.queries.trace.answer import Route

TITLE = "explore_title"
ICON = ":material/hub:"
PARAMS = (
    "key", "sel", "clause", "themes", "edges", "depth", "limit", "layout", "aside", "exp", "hid", "route",
    "whole", "list",
)  # fmt: skip

_DEPTHS = ("1", "2", "3", "4")
_LIMITS = ("20", "40", "80", "150", "300")
_LISTED = 2000
_MAP = "explore.map"
_NEAR, _DETAILS, _LIST = "explore.near", "explore.details", "explore.list"
_HEIGHT = 600
_WHOLE_HEIGHT = 760
# Edges that tie who is there to what is written; they are shown for things that are written.
_TIES = frozenset({"FILLS", "COVERS"})
_BAR = ("bar", "zoom_in", "zoom_out", "fit", "fit_long", "png", "svg")


def render(ctx: Ctx) -> None:
    """Draw the page."""
    st.title(ctx.say(TITLE))
    if choices.get("whole") == "1":
        _button(ctx, "whole_off", "", ":material/hub:")
        whole(ctx, PARAMS, {word: ctx.say(word) for word in _BAR}, _WHOLE_HEIGHT)
        return
    left, right = st.columns([7, 2], vertical_alignment="bottom")
    with left:
        key = _centre(ctx)
    with right:
        _button(ctx, "whole_on", "1", ":material/account_tree:")
    if not key:
        return
    visit(key)
    _filters(ctx)
    route = _route(ctx)
    left, right = st.columns([2, 5], gap="medium")
    with left:
        tree(ctx, key)
    with right:
        part(ctx, _NEAR, PARAMS, partial(_near, ctx, key, route))


def _near(ctx: Ctx, key: str, route: Route | None) -> None:
    """Draw the map, what is chosen in it and the same in words; a click redraws the last two only."""
    picture = _picture(ctx, key, route)
    said = sentences(picture, ctx.lang)
    _map(ctx, key, picture, route)
    part(ctx, _DETAILS, PARAMS, partial(_chosen, ctx, key, picture, said))
    part(ctx, _LIST, PARAMS, partial(things_and_sentences, ctx, picture, said, key, _pick))


# -- what is chosen --------------------------------------------------------------------------------


def _centre(ctx: Ctx) -> str:
    """Give the key in the middle: what the address says, else the top of the largest organisation."""
    many = ctx.data.size() > _LISTED
    found = {} if many else {start.key: start for start in ctx.data.starts("", _LISTED)}
    key = choices.get("key")
    if not key:
        tops = ctx.data.branches("")
        if not tops:
            return next(iter(found), "")
        key = max(tops, key=lambda top: top.units).key
        choices.keep("key", key)
    if many:
        text = st.text_input(ctx.say("key"), key=f"{choices.TYPED}explore")
        found = {start.key: start for start in ctx.data.starts(composed(text), 50)} if text else {}
    if key not in found:
        node = ctx.data.thing(key).more["node"]
        names = {key: f"{node['name']} ({kind_name(ctx.lang, node['kind'])})"}
    else:
        names = {}
    names |= {k: f"{s.name} ({kind_name(ctx.lang, s.kind)})" for k, s in found.items()}
    return choices.select("key", ctx.say("key"), list(names), names.__getitem__, otherwise=key)


def _button(ctx: Ctx, name: str, whole_now: str, icon: str) -> None:
    st.button(
        ctx.say(name),
        icon=icon,
        key="explore.whole_or_near",
        on_click=choices.put_all,
        kwargs={"whole": whole_now, "sel": "", "route": ""},
    )


def _filters(ctx: Ctx) -> None:
    themes = {item["key"]: item["name"] for item in ctx.data.things("Theme").items}
    layers = edge_layers()
    with st.expander(ctx.say("filters"), icon=":material/tune:"), st.container(horizontal=True):
        choices.several(
            "themes", ctx.say("themes"), list(themes), themes.__getitem__, nothing=ctx.say("all_of_them")
        )
        choices.several(
            "edges",
            ctx.say("edges"),
            list(layers),
            lambda name: edge_name(ctx.lang, name),
            nothing=ctx.say("edges_default"),
        )
        choices.select("depth", ctx.say("depth"), _DEPTHS, str, otherwise="1")
        choices.select("limit", ctx.say("limit"), _LIMITS, str, otherwise="40")
        choices.toggle("aside", ctx.say("aside"))


def _route(ctx: Ctx) -> Route | None:
    parts = choices.get("route").split("~")
    if len(parts) != 3:  # noqa: PLR2004  (from, theme, matter)
        return None
    route = ctx.data.route(*parts)
    told = " → ".join([route.start["name"], *(step.name for step in route.steps)])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(ctx.say("route_on", route=told)), width="stretch")
        st.button(ctx.say("route_off"), on_click=choices.put, args=("route", ""), icon=":material/close:")
    return route


def _types(ctx: Ctx, key: str) -> tuple[str, ...]:
    chosen = choices.listed("edges")
    if chosen:
        return chosen
    layers = edge_layers()
    kind = ctx.data.thing(key).more["node"]["kind"]
    written = kind in ("Instruction", "Clause", "OpenQuestion", "Role", "Duty", "Theme", "MatterKind")
    return tuple(name for name, layer in layers.items() if written or (layer != "norm" and name not in _TIES))


def _picture(ctx: Ctx, key: str, route: Route | None) -> Picture:
    return ctx.data.ego(
        (key, *choices.listed("exp")),
        _types(ctx, key),
        choices.listed("themes"),
        int(choices.get("depth", "1")),
        tuple(_on_route(route)),
        choices.listed("hid"),
        int(choices.get("limit", "40")),
        aside=choices.get("aside") == "1",
    )


def _on_route(route: Route | None) -> list[str]:
    return [route.start["key"], *(step.key for step in route.steps)] if route else []


# -- the map ---------------------------------------------------------------------------------------


def _map(ctx: Ctx, key: str, picture: Picture, route: Route | None) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        back_and_forward(ctx)
        layout = choices.segments(
            "layout", ctx.say("layout"), LAYOUTS, lambda name: ctx.say(f"layout_{name}"), hide_label=True
        )
    shown = cards(picture, ctx.lang)
    drawn = links(picture, ctx.lang)
    order = [node.key for node in picture.nodes]
    pairs = lower_upper(picture.edges) if layout == "layered" else ends(picture.edges)
    name = next(node.name for node in picture.nodes if node.key == key)
    graph_view(
        _MAP,
        Drawing(
            shown,
            drawn,
            place(layout, order, pairs, key),
            key,
            _marked(picture, route),
            f"{key} {layout} {choices.get('route')}",
            ctx.say("picture", of=name, nodes=len(shown), edges=len(drawn)),
            ctx.say("shown", nodes=len(shown), edges=len(drawn)),
        ),
        words={word: ctx.say(word) for word in _BAR},
        height=_HEIGHT,
        picked=_pick,
        opened=_open,
    )
    if picture.cut:
        st.caption(f":material/content_cut: {ctx.say('cut')}")


def _marked(picture: Picture, route: Route | None) -> list[str]:
    """Give the cards and links of a route: its stops, and the edges from each to the next."""
    stops = _on_route(route)
    steps = set(itertools.pairwise(stops))
    marked = [
        link_id(e) for e in picture.edges if e.type == "ESCALATES_TO" and (e.giver, e.receiver) in steps
    ]
    return [*stops, *dict.fromkeys(marked)]


def _pick(chosen: str, _: str = "") -> None:
    choices.put("sel", chosen)
    redraw(_DETAILS, _LIST)


def _open(key: str) -> None:
    opened = choices.listed("exp")
    left = tuple(other for other in opened if other != key) if key in opened else (*opened, key)
    choices.put_all(exp=",".join(left), sel=key)
    redraw(_NEAR)


def _hide(key: str) -> None:
    choices.put_all(hid=",".join((*choices.listed("hid"), key)), sel="")
    redraw(_NEAR)


def _unhide() -> None:
    choices.put("hid", "")
    redraw(_NEAR)


def _put_in_the_middle(key: str) -> None:
    choices.put_all(key=key, sel="", exp="", hid="")
    redraw()


# -- what was chosen -------------------------------------------------------------------------------


def _chosen(ctx: Ctx, key: str, picture: Picture, said: list[Sentence]) -> None:
    selected = choices.get("sel") or key
    show_chosen(_MAP, selected)
    sentence = next((s for s in said if s.id == selected), None)
    with st.container(border=True, key="explore-details"):
        st.subheader(ctx.say("details"))
        if sentence:
            edge_details(ctx, [e for e in picture.edges if link_id(e) == selected], sentence.text)
            return
        node = selected if any(n.key == selected for n in picture.nodes) else key
        _actions(ctx, key, node)
        thing_details(ctx, node)


def _actions(ctx: Ctx, key: str, node: str) -> None:
    opened = node in choices.listed("exp")
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if node != key:
            st.button(
                ctx.say("collapse" if opened else "expand"),
                icon=":material/close_fullscreen:" if opened else ":material/open_in_full:",
                on_click=_open,
                args=(node,),
                key="explore.expand",
            )
            st.button(
                ctx.say("hide"),
                icon=":material/visibility_off:",
                on_click=_hide,
                args=(node,),
                key="explore.hide",
            )
            st.button(
                ctx.say("centre_here"),
                icon=":material/center_focus_strong:",
                on_click=_put_in_the_middle,
                args=(node,),
                key="explore.centre",
            )
        hidden = choices.listed("hid")
        if hidden:
            st.button(
                ctx.say("show_hidden", count=len(hidden)),
                icon=":material/visibility:",
                on_click=_unhide,
                key="explore.unhide",
            )
        ctx.link("turn_to", ctx.say("turn_to_from"), ":material/stairs:", **{"from": node})
        ctx.link("history", ctx.say("history_of"), ":material/history:", view="journal", about=node)
