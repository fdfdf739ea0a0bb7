"""What was chosen in a picture, in full: a thing with all edges at it, or an edge with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.clause import clause_panel
from ansvar.dashboard.markdown import clause_chips, plain
from ansvar.dashboard.picture import link_id
from ansvar.dashboard.tables import data_table
from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.fields import field_name, fields_of, section_of
from ansvar.queries.explore.query import MARKED
from ansvar.queries.vocabulary import edge_name, kind_name, value_name

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx
    from ansvar.dashboard.picture import Sentence
    from ansvar.graph.schema.fields import Field
    from ansvar.queries.explore.query import Picture

_TEXTS = ("text", "reading", "about")
_TOLD = ("name", "occupancy")  # in the heading, and as the state


def thing_details(ctx: Ctx, key: str) -> None:
    """Draw a thing: what it is, what is known of it, and every edge at it on the day."""
    told = ctx.thing(key)
    node = told.more["node"]
    if node["kind"] == "Clause":
        clause_panel(ctx, key)
        return
    st.markdown(f"**{plain(node['name'])}** · {kind_name(ctx.lang, node['kind'])}")
    if (state := told.more["state"]) in MARKED:
        st.markdown(f"**{value_name(ctx.lang, 'state', state).upper()}**")
    for name in _TEXTS:
        if node.get(name):
            st.markdown(plain(str(node[name])))
    for field in fields_of(section_of(node["kind"])).values():
        if field.key not in _TOLD and node.get(field.stored):
            st.markdown(_field(ctx.lang, field, node[field.stored]))
    _tell_earlier(ctx, told.more)
    st.caption(f"{plain(key)} · {_period(ctx, node)}")
    if told.items:
        data_table([_row(ctx, item) for item in told.items], key="details.edges", alt=ctx.say("edges"))
    if told.more["left_out"]:
        st.caption(plain(ctx.say("edges_left_out", count=told.more["left_out"], key=key)))


def _tell_earlier(ctx: Ctx, more: dict[str, Any]) -> None:
    """Draw what a thing said before, and when it was gone in between."""
    for said in more["node"].get("earlier", ()):
        names = {field_name(name, ctx.lang): value for name, value in said.items() if name != "until"}
        fields = "; ".join(f"{name}: {'–' if value is None else value}" for name, value in names.items())
        st.caption(plain(ctx.say("said_until", day=ctx.day(said["until"]), said=fields)))
    for gone in more.get("gone", ()):
        st.caption(f"{field_name('gone', ctx.lang)}: {ctx.day(gone['from'])} – {ctx.day(gone['to'])}")


def _field(lang: str, field: Field, value: Any) -> str:
    if field.key == "status":
        return plain(value_name(lang, field.key, value))
    name = field.name[lang][:1].upper() + field.name[lang][1:]
    if value is True:
        return name
    text = plain(", ".join(map(str, value)) if isinstance(value, list) else str(value))
    return text if field.type == "words" else f"{name}: {text}"


def edge_details(ctx: Ctx, picture: Picture, sentence: Sentence) -> None:
    """Draw a link: what it says, the clauses behind its edges, and what each was worked out from."""
    edges = [edge for edge in picture.edges if link_id(edge) == sentence.id]
    st.markdown(f"**{plain(sentence.text)}**")
    for number, edge in enumerate(edges):
        with st.container(border=len(edges) > 1):
            head = [
                str(edge.props.get("step") or ""),
                value_name(ctx.lang, "basis", str(edge.props.get("basis") or "")),
                _period(ctx, edge.props),
            ]
            st.caption(plain(" · ".join(part for part in head if part)))
            clauses = edge.props.get("clauses") or []
            if clauses:
                clause_chips(ctx, clauses, f"{link_id(edge)}-{number}", choices.get("clause"))
            sources = edge.props.get("derived_from") or []
            if sources:
                st.markdown(
                    f"{ctx.say('rests_on')}:\n" + "\n".join(f"- {plain(source)}" for source in sources)
                )
            elif edge.props.get("stated_by"):
                st.markdown(f"{ctx.say('stands_in')}: {plain(str(edge.props['stated_by']))}")
    cited = {clause for edge in edges for clause in edge.props.get("clauses") or ()}
    if choices.get("clause") in cited:
        clause_panel(ctx, choices.get("clause"))


def _period(ctx: Ctx, props: dict[str, Any]) -> str:
    first, last = props.get("valid_from"), props.get("valid_to")
    until = f" {ctx.day(last)}" if last and last != OPEN_END else ""
    return f"{ctx.day(first)} –{until}" if first else ""


def _row(ctx: Ctx, item: dict[str, Any]) -> dict[str, str]:
    arrow = {"out": "→", "in": "←"}.get(item["direction"], "·")
    other = item["name"] if item["key"] is None or item["direction"] != "cites" else item["key"]
    return {
        ctx.say("head_edge"): f"{arrow} {edge_name(ctx.lang, item['type'])}",
        ctx.say("head_other"): str(other) + (f" ({item['count']})" if item.get("count") else ""),
        ctx.say("head_clauses"): ctx.cite(item.get("clauses") or ()),
        ctx.say("rests_on"): "; ".join(item.get("derived_from") or ()),
    }
