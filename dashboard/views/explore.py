"""Page 2: what lies near a thing, as a map, as a tree, as sentences and as a table, wired to each other."""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.details import edge_details, thing_details
from ansvar.dashboard.fragment import draw_fragment, redraw
from ansvar.dashboard.maps import draw_map, things_and_sentences
from ansvar.dashboard.markdown import button, plain
from ansvar.dashboard.overview import whole
from ansvar.dashboard.picture import Sentence, link_id, sentences
from ansvar.dashboard.search import find_starts
from ansvar.dashboard.tree import tree
from ansvar.dashboard.widgets.graph_view import show_chosen
from ansvar.dashboard.widgets.graph_view.layout import LAYOUTS
from ansvar.graph.schema.model import edge_kinds
from ansvar.queries.explore.query import branches, ego
from ansvar.queries.trace import trace
from ansvar.queries.vocabulary import edge_name, kind_name

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx
    from ansvar.queries.explore.query import Picture
    from ansvar.queries.trace.result import Route

TITLE = "explore_title"
ICON = ":material/hub:"
PARAMS = (
    "key", "sel", "clause", "themes", "edges", "depth", "limit", "layout", "aside", "exp", "hid", "route",
    "whole", "list",
)  # fmt: skip

_DEPTHS = {number: number for number in ("1", "2", "3", "4")}
_LIMITS = {number: number for number in ("20", "40", "80", "150", "300")}
_MAP = "explore.map"
_NEAR, _DETAILS, _LIST = "explore.near", "explore.details", "explore.list"
_HEIGHT = 600
_TRAIL, _AT = "trail.keys", "trail.at"
_STOPS = 50
# Edges that tie who is there to what is written; they are shown for things that are written.
_TIES = frozenset({"FILLS", "COVERS"})
_WRITTEN = ("Instruction", "Clause", "OpenQuestion", "Role", "Duty", "Theme", "MatterKind")


def render(ctx: Ctx) -> None:
    """Draw the page."""
    if choices.get("whole") == "1":
        _button(ctx, "whole_off", "", "hub")
        whole(ctx, PARAMS)
        return
    left, right = st.columns([7, 2], vertical_alignment="bottom")
    with left:
        key = _centre(ctx)
    with right:
        _button(ctx, "whole_on", "1", "account_tree")
    if not key:
        return
    _visit(key)
    _filters(ctx)
    route = _route(ctx)
    left, right = st.columns([2, 5], gap="medium")
    with left:
        tree(ctx, key)
    with right:
        draw_fragment(ctx, _NEAR, PARAMS, partial(_near, ctx, key, route))


def _near(ctx: Ctx, key: str, route: Route | None) -> None:
    """Draw the map, what is chosen in it and the same in words; a click redraws the last two only."""
    picture = _picture(ctx, key, route)
    said = sentences(picture, ctx.lang)
    _map(ctx, key, picture, route)
    draw_fragment(ctx, _DETAILS, PARAMS, partial(_chosen, ctx, key, picture, said))
    draw_fragment(ctx, _LIST, PARAMS, partial(things_and_sentences, ctx, picture, said, key, _pick))


# -- what is chosen --------------------------------------------------------------------------------


def _centre(ctx: Ctx) -> str:
    """Give the key in the middle: what the address says, else the top of the largest organisation."""
    if not choices.get("key"):
        tops = ctx.ask(branches, "", ctx.on, ctx.lang)
        if tops:
            choices.keep("key", max(tops, key=lambda top: top.units).key)
    found = find_starts(ctx, "key", ctx.say("key"))
    key = choices.get("key")
    names = {k: f"{s.name} ({kind_name(ctx.lang, s.kind)})" for k, s in found.items()}
    if not key:
        return next(iter(names), "")
    if key not in names:
        node = ctx.node(key)
        names = {key: f"{node['name']} ({kind_name(ctx.lang, node['kind'])})"} | names
    return choices.select("key", ctx.say("key"), names, key)


def _button(ctx: Ctx, name: str, whole_now: str, icon: str) -> None:
    switch = partial(choices.put_all, whole=whole_now, sel="", route="")
    button(ctx.say(name), icon, switch, key="explore.whole_or_near")


def _filters(ctx: Ctx) -> None:
    with st.expander(ctx.say("filters"), icon=":material/tune:"), st.container(horizontal=True):
        choices.several("themes", ctx.say("themes"), ctx.names("Theme"), ctx.say("all_of_them"))
        kinds = {name: edge_name(ctx.lang, name) for name in edge_kinds()}
        choices.several("edges", ctx.say("edges"), kinds, ctx.say("edges_default"))
        choices.select("depth", ctx.say("depth"), _DEPTHS, "1")
        choices.select("limit", ctx.say("limit"), _LIMITS, "40")
        choices.toggle("aside", ctx.say("aside"))


def _route(ctx: Ctx) -> Route | None:
    parts = choices.get("route").split("~")
    if len(parts) != 3:  # noqa: PLR2004  (from, theme, matter)
        return None
    start, theme, matter = parts
    route = ctx.ask(trace, start, theme, matter, ctx.on, ctx.lang)
    told = " → ".join([route.start["name"], *(step.name for step in route.steps)])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(ctx.say("route_on", route=told)), width="stretch")
        button(ctx.say("route_off"), "close", choices.put, "route", "")
    return route


def _types(ctx: Ctx, key: str) -> tuple[str, ...]:
    chosen = choices.listed("edges")
    if chosen:
        return chosen
    written = ctx.node(key)["kind"] in _WRITTEN
    kinds = edge_kinds().items()
    return tuple(n for n, kind in kinds if written or (kind.layer != "norm" and n not in _TIES))


def _picture(ctx: Ctx, key: str, route: Route | None) -> Picture:
    return ctx.ask(
        ego, (key, *choices.listed("exp")), _types(ctx, key), ctx.on,
        lang=ctx.lang, themes=choices.listed("themes"), depth=int(choices.get("depth", "1")),
        also=tuple(_on_route(route)), hidden=choices.listed("hid"), limit=int(choices.get("limit", "40")),
        aside=choices.get("aside") == "1",
    )  # fmt: skip


def _on_route(route: Route | None) -> list[str]:
    return [route.start["key"], *(step.key for step in route.steps)] if route else []


# -- the map ---------------------------------------------------------------------------------------


def _map(ctx: Ctx, key: str, picture: Picture, route: Route | None) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _back_and_forward(ctx)
        layouts = ctx.options("layout", LAYOUTS)
        layout = choices.segments("layout", ctx.say("layout"), layouts, hide_label=True)
    name = next(node.name for node in picture.nodes if node.key == key)
    draw_map(
        ctx, _MAP, picture, layout=layout, centre=key, fit=f"{key} {layout} {choices.get('route')}",
        title=partial(ctx.say, "picture", of=name), cut=ctx.say("cut"), height=_HEIGHT,
        picked=_pick, opened=_open, route=_marked(picture, route),
    )  # fmt: skip


def _marked(picture: Picture, route: Route | None) -> list[str]:
    """Give the cards and links of a route: its stops, and the edges from each to the next."""
    stops = _on_route(route)
    steps = set(itertools.pairwise(stops))
    marked = [
        link_id(e) for e in picture.edges if e.type == "ESCALATES_TO" and (e.giver, e.receiver) in steps
    ]
    return [*stops, *dict.fromkeys(marked)]


def _pick(chosen: str) -> None:
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
    choices.centre(key)
    redraw()


# -- where somebody has been, kept for the session -------------------------------------------------


def _visit(key: str) -> None:
    """Note what is in the middle now; what lay ahead is forgotten when the way turns."""
    trail: list[str] = st.session_state.setdefault(_TRAIL, [])
    at: int = st.session_state.get(_AT, -1)
    if trail and trail[at] == key:
        return
    trail[at + 1 :] = [key]
    del trail[:-_STOPS]
    st.session_state[_AT] = len(trail) - 1


def _back_and_forward(ctx: Ctx) -> None:
    """Draw the two buttons."""
    trail, at = st.session_state[_TRAIL], st.session_state[_AT]
    for name, icon, to in (("back", "arrow_back", at - 1), ("forward", "arrow_forward", at + 1)):
        there = 0 <= to < len(trail)
        button(ctx.say(name), icon, _go, to, key=f"trail.{name}", disabled=not there)


def _go(to: int) -> None:
    st.session_state[_AT] = to
    choices.centre(st.session_state[_TRAIL][to])
    redraw()


# -- what was chosen -------------------------------------------------------------------------------


def _chosen(ctx: Ctx, key: str, picture: Picture, said: list[Sentence]) -> None:
    selected = choices.get("sel") or key
    show_chosen(_MAP, selected)
    sentence = next((s for s in said if s.id == selected), None)
    with st.container(border=True, key="explore-details"):
        st.subheader(ctx.say("details"))
        if sentence:
            edge_details(ctx, picture, sentence)
            return
        node = selected if any(n.key == selected for n in picture.nodes) else key
        _actions(ctx, key, node)
        thing_details(ctx, node)


def _actions(ctx: Ctx, key: str, node: str) -> None:
    opened = node in choices.listed("exp")
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if node != key:
            name, icon = ("collapse", "close_fullscreen") if opened else ("expand", "open_in_full")
            button(ctx.say(name), icon, _open, node, key="explore.expand")
            button(ctx.say("hide"), "visibility_off", _hide, node, key="explore.hide")
            centre = _put_in_the_middle
            button(ctx.say("centre_here"), "center_focus_strong", centre, node, key="explore.centre")
        hidden = choices.listed("hid")
        if hidden:
            told = ctx.say("show_hidden", count=len(hidden))
            button(told, "visibility", _unhide, key="explore.unhide")
        ctx.link("turn_to", ctx.say("turn_to_from"), **{"from": node})
        ctx.link("history", ctx.say("history_of"), view="journal", about=node)
