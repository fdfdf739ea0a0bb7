"""Page 1: whom somebody turns to, as a ladder from the asker upwards, with the clause behind every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.clause import clause_panel
from ansvar.dashboard.ladder import (
    Rung,
    as_text,
    heading,
    notes,
    other_ways,
    questions,
    rungs,
    table,
    verdict,
)
from ansvar.dashboard.markdown import clause_chips, plain, print_button
from ansvar.dashboard.search import find_starts
from ansvar.dashboard.tables import data_table
from ansvar.graph.characters import harmless
from ansvar.queries.trace import trace
from ansvar.queries.vocabulary import kind_name, value_name

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx
    from ansvar.queries.explore.query import Start
    from ansvar.queries.trace.result import Route

TITLE = "turn_to_title"
ICON = ":material/stairs:"
PARAMS = ("from", "theme", "matter", "clause")

ICONS = {
    "filled": ":material/person:",
    "body": ":material/groups:",
    "vacant": ":material/person_off:",
    "unknown": ":material/help:",
    "absent": ":material/schedule:",
    "missing": ":material/link_off:",
    "unconnected": ":material/link_off:",
}


def render(ctx: Ctx) -> None:
    """Draw the page."""
    question = _question(ctx)
    if question is None:
        return
    route = ctx.ask(trace, *question, ctx.on, ctx.lang)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        _ladder(ctx, route)
    with right:
        _actions(ctx, route)
        _clause(ctx, route)
    with st.expander(ctx.say("as_table"), icon=":material/table:"):
        data_table(table(route))


# -- the question ----------------------------------------------------------------------------------


def _question(ctx: Ctx) -> tuple[str, str, str] | None:
    themes, matters = ctx.names("Theme"), ctx.names("MatterKind")
    if not themes or not matters:
        st.info(ctx.say("no_words"), icon=":material/event_busy:")
        return None
    start = _start(ctx)
    first, second = st.columns(2)
    with first:
        theme = choices.few_or_many("theme", ctx.say("theme"), themes)
    with second:
        matter = choices.few_or_many("matter", ctx.say("matter"), matters)
    return (start, theme, matter) if start else None


def _start(ctx: Ctx) -> str:
    known = find_starts(ctx, "from", ctx.say("search"), "search_help")
    if not known:
        st.info(ctx.say("nothing_found" if choices.get("from") else "search"))
        return ""
    told = {key: _describe_start(ctx, start) for key, start in known.items()}
    return choices.select("from", ctx.say("from"), told, _first(known))


def _first(found: dict[str, Start]) -> str:
    """Choose who asks at first: of the kinds that routes begin with, the one with most to choose from."""
    kinds = [start.kind for start in found.values() if start.starts]
    common = max(kinds, key=kinds.count, default="")
    return next((key for key, start in found.items() if start.kind == common and start.starts), "")


def _describe_start(ctx: Ctx, start: Start) -> str:
    about = ", ".join(part for part in (kind_name(ctx.lang, start.kind), start.unit) if part)
    return f"{start.name} ({about})"


# -- the ladder ------------------------------------------------------------------------------------


def _ladder(ctx: Ctx, route: Route) -> None:
    st.subheader(plain(heading(route)))
    if route.doubt:
        st.warning(plain(route.doubt), icon=":material/history:")
    _verdict(route)
    with st.container(key="step-0", border=True):
        st.markdown(f"**0 · {plain(route.start['name'])}** — {ctx.say('you_are_here')}")
    for number, rung in enumerate(rungs(route), start=1):
        _step(ctx, rung, number)
    if told := notes(route):
        st.markdown(f"**{ctx.say('notes')}**")
        st.markdown("\n".join(f"- {plain(note)}" for note in told))
    if route.left_out:
        st.markdown(f"**{ctx.say('left_out')}**")
        st.markdown("\n".join(f"- {plain(told)}" for told in route.left_out_lines()))
    if route.questions:
        with st.expander(ctx.say("open_questions"), icon=":material/help:"):
            st.markdown("\n".join(f"- {plain(told)}" for told in questions(route)))
    ways = other_ways(route)
    if ways:
        st.markdown(f"**{ctx.say('other_ways')}**")
        for number, (way, clauses) in enumerate(ways):
            st.markdown(plain(way))
            clause_chips(ctx, clauses, f"way-{number}", choices.get("clause"))


def _verdict(route: Route) -> None:
    text = plain(verdict(route))
    if route.status == "broken":
        st.error(text, icon=":material/link_off:")
    elif route.status != "whole":
        st.warning(text, icon=":material/alt_route:")
    else:
        st.success(text, icon=":material/check_circle:")


def _step(ctx: Ctx, rung: Rung, number: int) -> None:
    troubled = rung.state not in ("filled", "body")
    look = "unknown" if rung.state == "unknown" else "bad" if troubled else rung.basis
    with st.container(key=f"step-{number}-{look}", border=True, gap="xsmall"):
        if rung.how:
            st.markdown(f":material/arrow_upward: {_how(ctx, rung)}")
        place = f" · {plain(rung.unit)}" if rung.unit else ""
        st.markdown(f"**{rung.order or '–'} · {plain(rung.name)}**{place}")
        who = plain(rung.who)
        if troubled:
            who = f"**{value_name(ctx.lang, 'state', rung.state).upper()}** — {who}"
        st.markdown(f"{ICONS[rung.state]} {who}")
        if rung.if_away:
            st.markdown(f":material/alt_route: *{ctx.say('if_away')}* {plain(rung.if_away)}")
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            if rung.clauses:
                st.markdown(ctx.say("clauses_of"), width="content")
                clause_chips(ctx, rung.clauses, str(number), choices.get("clause"))
            if rung.key:
                ctx.link("explore", ctx.say("explore_step"), key=rung.key)


def _how(ctx: Ctx, rung: Rung) -> str:
    told = plain(rung.how)
    if rung.basis in ("implied", "fallback"):
        told += f" *({value_name(ctx.lang, 'basis', rung.basis)})*"
    return told


# -- beside it -------------------------------------------------------------------------------------


def _actions(ctx: Ctx, route: Route) -> None:
    with st.container(horizontal=True, key="no-print", vertical_alignment="center"):
        with st.popover(ctx.say("copy"), icon=":material/content_copy:"):
            st.code(harmless(as_text(route)), language=None, wrap_lines=True)
        print_button(ctx.say("print"))
        question = route.question
        route_of = "~".join((question["from"], question["theme"], question["matter"]))
        ctx.link("explore", ctx.say("open_in_explore"), key=route.start["key"], route=route_of)


def _clause(ctx: Ctx, route: Route) -> None:
    cited = [c for rung in rungs(route) for c in rung.clauses]
    chosen = choices.get("clause") or next(iter(cited), "")
    if chosen:
        clause_panel(ctx, chosen)
    else:
        st.info(ctx.say("clause_pick"))
