"""Page 5: the instruction clause by clause with what each created, and the other way; one's own duties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.clause import clause_panel
from ansvar.dashboard.data_findings import duties
from ansvar.dashboard.made import told
from ansvar.dashboard.marks import clause_chips, plain, print_button
from ansvar.dashboard.tables import csv_button, data_table
from ansvar.dashboard.words import edge_name, kind_name, value_name
from ansvar.graph.characters import composed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ansvar.dashboard.page import Ctx

TITLE = "duties_title"
ICON = ":material/gavel:"
PARAMS = ("view", "section", "status", "of", "clause")

_VIEWS = ("clauses", "duties", "mine")
_ALL = "all"
_SORTS = ("duties", "roles", "steps", "relations", "exclusions")
_LISTED = 2000
_COLUMNS = ("key", "text", "modality", "recurring", "bearer", "bearer_name", "themes", "clauses")


def render(ctx: Ctx) -> None:
    """Draw the page."""
    st.title(ctx.say(TITLE))
    view = choices.segments(
        "view", ctx.say("view"), _VIEWS, lambda name: ctx.say(f"view_{name}"), hide_label=True
    )
    {"clauses": _clauses, "duties": _duties, "mine": _mine}[view](ctx)


# -- clause by clause ------------------------------------------------------------------------------


def _clauses(ctx: Ctx) -> None:
    items = ctx.data.clauses().items
    if not items:
        st.info(ctx.say("no_clauses", day=ctx.day(ctx.on)), icon=":material/event_busy:")
        return
    counts = {status: sum(1 for item in items if item["status"] == status) for status in _statuses(items)}
    told = ", ".join(f"{ctx.say(f'status_{status}')} {count}" for status, count in counts.items())
    st.write(plain(ctx.say("clause_totals", count=len(items), told=told)))
    sections = list(dict.fromkeys(_section(item) for item in items))
    first, second, third = st.columns([2, 2, 3], vertical_alignment="bottom")
    with first:
        section = choices.select(
            "section",
            ctx.say("section"),
            [*sections, _ALL],
            lambda key: ctx.say("all") if key == _ALL else key,
        )
    with second:
        status = choices.select(
            "status", ctx.say("status"), [_ALL, *counts],
            lambda key: ctx.say("all") if key == _ALL else ctx.say(f"status_{key}"),
        )  # fmt: skip
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
                st.subheader(plain(heading))
            _clause(ctx, item, chosen)
    if chosen and right:
        with right:
            clause_panel(ctx, chosen)


def _statuses(items: Sequence[dict[str, Any]]) -> list[str]:
    return sorted({str(item["status"]) for item in items})


def _section(item: dict[str, Any]) -> str:
    document = str(item["key"]).split(" §", 1)[0]
    return f"{document} §{item['section']}"


def _clause(ctx: Ctx, item: dict[str, Any], chosen: str) -> None:
    with st.container(border=True, key=f"step-{item['key']}"):
        clause_chips([item["key"]], f"clause-{item['key']}", chosen)
        st.markdown(plain(item["text"]))
        made = [
            f"- {ctx.say(f'made_{sort}')}: {told(ctx, sort, item['created'][sort])}"
            for sort in _SORTS
            if item["created"][sort]
        ]
        edges = item["created"]["edges"]
        if edges:
            counts = ", ".join(f"{edge_name(ctx.lang, kind)} ({count})" for kind, count in edges.items())
            made.append(f"- {ctx.say('made_edges')}: {plain(counts)}")
        if made:
            st.markdown("\n".join(made))
        elif item["status"] != "modelled":
            status = ctx.say(f"status_{item['status']}")
            why = plain(": ".join(part for part in (status, item["reason"]) if part))
            st.markdown(f"*{why}*")
        for question in item["questions"]:
            node = ctx.data.thing(question).more["node"]
            st.markdown(
                f":material/help: **{ctx.say('open_question')}** {plain(node['text'])} "
                f"**{ctx.say('reading')}** {plain(node['reading'])}"
            )


# -- duty by duty ----------------------------------------------------------------------------------


def _duties(ctx: Ctx) -> None:
    items = duties(ctx.data).items
    if not items:
        st.info(ctx.say("no_duties", day=ctx.day(ctx.on)), icon=":material/event_busy:")
        return
    holders = {item["key"]: item["name"] for item in ctx.data.things("Person").items}
    themes = {item["key"]: item["name"] for item in ctx.data.things("Theme").items}
    borne = sum(1 for item in items if any(b["holders"] for b in item["borne_by"]))
    st.write(plain(ctx.say("duty_totals", count=len(items), borne=borne)))
    rows = [
        {
            ctx.say("duty"): f"{value_name(ctx.lang, 'modality', item['modality'])} {item['text']}",
            ctx.say("recurring"): "↻" if item["recurring"] else "",
            ctx.say("clauses"): ", ".join(item["clauses"]),
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
    clauses = list(dict.fromkeys(clause for item in items for clause in item["clauses"]))
    with st.container(horizontal=True, vertical_alignment="bottom", key="no-print"):
        csv_button(ctx.say("download"), _COLUMNS, items, f"ansvar-duties-{ctx.on.isoformat()}")
    if clauses:
        chosen = choices.select("clause", ctx.say("read_clause"), clauses, str)
        clause_panel(ctx, chosen)


# -- my duties -------------------------------------------------------------------------------------


def _mine(ctx: Ctx) -> None:
    of = _who(ctx)
    if not of:
        return
    answer = duties(ctx.data, of)
    name = answer.more["of"]
    with st.container(horizontal=True, key="no-print"):
        ctx.link("explore", ctx.say("open_in_explore"), ":material/hub:", key=of)
        print_button(ctx.say("print"))
        csv_button(
            ctx.say("download"), (*_COLUMNS, "how"), answer.items, f"ansvar-duties-of-{of.replace(':', '-')}"
        )
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
    names = {theme["key"]: theme["name"] for theme in ctx.data.things("Theme").items}
    again = f" ↻ *{ctx.say('recurring')}*" if item["recurring"] else ""
    themes = f" · {', '.join(names.get(key, key) for key in item['themes'])}" if item["themes"] else ""
    told = f"**{value_name(ctx.lang, 'modality', item['modality'])}** {plain(item['text'])}"
    return f"- {told}{again}  \n  {plain(', '.join(item['clauses']) + themes)}"


def _who(ctx: Ctx) -> str:
    found = {start.key: start for start in ctx.data.starts("", _LISTED + 1)}
    if len(found) > _LISTED:
        text = st.text_input(ctx.say("search"), key=f"{choices.TYPED}duties")
        found = {start.key: start for start in ctx.data.starts(composed(text), 50)}
        asked = choices.get("of")
        found |= {start.key: start for start in ctx.data.starts(asked, 50) if asked and start.key == asked}
    if not found:
        st.info(ctx.say("nothing"), icon=":material/search_off:")
        return ""
    order = {"Person": 0, "Post": 1}
    keys = sorted(found, key=lambda key: (order.get(found[key].kind, 2), found[key].name))
    return choices.select(
        "of", ctx.say("of"), keys, lambda key: _told(ctx, key, found[key].name, found[key].kind)
    )


def _told(ctx: Ctx, _key: str, name: str, kind: str) -> str:
    return f"{name} ({kind_name(ctx.lang, kind)})"
