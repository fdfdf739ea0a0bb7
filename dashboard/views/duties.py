"""Page 5: the instruction clause by clause with what each created, and the other way; one's own duties."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.clause import clause_panel, created_lines
from ansvar.dashboard.markdown import clause_chips, plain, print_button
from ansvar.dashboard.search import find_starts
from ansvar.dashboard.tables import csv_button, data_table
from ansvar.queries.catalogue.query import clauses
from ansvar.queries.duties.query import duties
from ansvar.queries.vocabulary import kind_name, value_name

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx

TITLE = "duties_title"
ICON = ":material/gavel:"
PARAMS = ("view", "section", "status", "of", "clause")

_ALL = "all"
_COLUMNS = ("key", "text", "modality", "recurring", "bearer", "bearer_name", "themes", "clauses")


def render(ctx: Ctx) -> None:
    """Draw the page."""
    views = {"clauses": _clauses, "duties": _duties, "mine": _mine}
    view = choices.segments("view", ctx.say("view"), ctx.options("view", views), hide_label=True)
    views[view](ctx)


# -- clause by clause ------------------------------------------------------------------------------


def _clauses(ctx: Ctx) -> None:
    items = ctx.ask(clauses, ctx.on, ctx.lang).items
    if not items:
        st.info(ctx.say("no_clauses", day=ctx.day(ctx.on)), icon=":material/event_busy:")
        return
    counts = dict(sorted(Counter(str(item["status"]) for item in items).items()))
    told = ", ".join(f"{value_name(ctx.lang, 'status', status)} {count}" for status, count in counts.items())
    st.write(plain(ctx.say("clause_totals", count=len(items), told=told)))
    sections = {_section(item): ctx.cite([_section(item)]) for item in items}
    first, second, third = st.columns([2, 2, 3], vertical_alignment="bottom")
    with first:
        section = choices.select("section", ctx.say("section"), sections | {_ALL: ctx.say("all")})
    with second:
        states = {_ALL: ctx.say("all")} | {
            status: value_name(ctx.lang, "status", status) for status in counts
        }
        status = choices.select("status", ctx.say("status"), states)
    with third, st.container(horizontal=True, key="no-print"):
        print_button(ctx.say("print"))
    shown = [
        item
        for item in items
        if (section in (_ALL, _section(item)) or choices.get("clause") == item["key"])
        and status in (_ALL, item["status"])
    ]
    chosen = choices.get("clause")
    left, right = st.columns([5, 3], gap="medium") if chosen else (st.container(), None)
    with left:
        if not shown:
            st.info(ctx.say("nothing"), icon=":material/filter_alt_off:")
        heading = ""
        for item in shown:
            if _section(item) != heading:
                heading = _section(item)
                st.subheader(plain(ctx.cite([heading])))
            _clause(ctx, item, chosen)
    if chosen and right:
        with right:
            clause_panel(ctx, chosen)


def _section(item: dict[str, Any]) -> str:
    """Give the key that the section itself has, or would have."""
    document = str(item["key"]).split(" §", 1)[0]
    return f"{document} §{item['section']}"


def _clause(ctx: Ctx, item: dict[str, Any], chosen: str) -> None:
    with st.container(border=True, key=f"step-{item['key']}"):
        clause_chips(ctx, [item["key"]], f"clause-{item['key']}", chosen)
        st.markdown(plain(item["text"]))
        made = created_lines(ctx, item["created"])
        if made:
            st.markdown("\n".join(made))
        elif item["status"] != "modelled":
            status = value_name(ctx.lang, "status", item["status"])
            why = plain(": ".join(part for part in (status, item["reason"]) if part))
            st.markdown(f"*{why}*")
        for question in item["questions"]:
            node = ctx.node(question)
            st.markdown(
                f":material/help: **{ctx.say('open_question')}** {plain(node['text'])} "
                f"**{ctx.say('reading')}** {plain(node['reading'])}"
            )


# -- duty by duty ----------------------------------------------------------------------------------


def _duties(ctx: Ctx) -> None:
    items = ctx.ask(duties, None, ctx.on, ctx.lang).items
    if not items:
        st.info(ctx.say("no_duties", day=ctx.day(ctx.on)), icon=":material/event_busy:")
        return
    holders, themes = ctx.names("Person"), ctx.names("Theme")
    borne = sum(1 for item in items if any(b["holders"] for b in item["borne_by"]))
    st.write(plain(ctx.say("duty_totals", count=len(items), borne=borne)))
    rows = [
        {
            ctx.say("duty"): f"{value_name(ctx.lang, 'modality', item['modality'])} {item['text']}",
            ctx.say("recurring"): "↻" if item["recurring"] else "",
            ctx.say("clauses"): ctx.cite(item["clauses"]),
            ctx.say("role"): item["bearer_name"],
            ctx.say("posts"): "; ".join(b["name"] for b in item["borne_by"]) or ctx.say("nobody"),
            ctx.say("holders"): "; ".join(
                dict.fromkeys(holders.get(key, key) for b in item["borne_by"] for key in b["holders"])
            )
            or ctx.say("nobody"),
            ctx.say("theme"): ", ".join(themes.get(key, key) for key in item["themes"]) or ctx.say("all"),
        }
        for item in items
    ]
    data_table(rows, height=520, row_height=38)
    cited = {clause: ctx.cite([clause]) for item in items for clause in item["clauses"]}
    with st.container(horizontal=True, vertical_alignment="bottom", key="no-print"):
        csv_button(ctx.say("download"), _COLUMNS, items, f"ansvar-duties-{ctx.on.isoformat()}")
    if cited:
        clause_panel(ctx, choices.select("clause", ctx.say("read_clause"), cited))


# -- my duties -------------------------------------------------------------------------------------


def _mine(ctx: Ctx) -> None:
    of = _who(ctx)
    if not of:
        return
    answer = ctx.ask(duties, of, ctx.on, ctx.lang)
    name = answer.more["of"]
    with st.container(horizontal=True, key="no-print"):
        ctx.link("explore", ctx.say("open_in_explore"), key=of)
        print_button(ctx.say("print"))
        file = f"ansvar-duties-of-{of.replace(':', '-')}"
        csv_button(ctx.say("download"), (*_COLUMNS, "how"), answer.items, file)
    st.subheader(plain(ctx.say("mine_of", who=name, day=ctx.day(ctx.on))))
    if not answer.items:
        st.info(plain(ctx.say("mine_none", who=name)), icon=":material/task_alt:")
        return
    recurring = sum(1 for item in answer.items if item["recurring"])
    st.write(ctx.say("mine_totals", count=len(answer.items), recurring=recurring))
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for item in answer.items:
        groups.setdefault((item["how"], item["as"]["name"], item["bearer_name"]), []).append(item)
    for (how, through, role), items in sorted(groups.items(), key=lambda pair: pair[0][0] != "own"):
        st.markdown(f"**{plain(ctx.say(f'mine_{how}', through=through, role=role))}**")
        st.markdown("\n".join(_line(ctx, item) for item in items))


def _line(ctx: Ctx, item: dict[str, Any]) -> str:
    names = ctx.names("Theme")
    again = f" ↻ *{ctx.say('recurring')}*" if item["recurring"] else ""
    themes = f" · {', '.join(names.get(key, key) for key in item['themes'])}" if item["themes"] else ""
    told = f"**{value_name(ctx.lang, 'modality', item['modality'])}** {plain(item['text'])}"
    return f"- {told}{again}  \n  {plain(ctx.cite(item['clauses']) + themes)}"


def _who(ctx: Ctx) -> str:
    found = find_starts(ctx, "of", ctx.say("search"), first=True)
    if not found:
        st.info(ctx.say("nothing"), icon=":material/search_off:")
        return ""
    order = {"Person": 0, "Post": 1}
    keys = sorted(found, key=lambda key: (order.get(found[key].kind, 2), found[key].name))
    told = {key: f"{found[key].name} ({kind_name(ctx.lang, found[key].kind)})" for key in keys}
    return choices.select("of", ctx.say("of"), told)
