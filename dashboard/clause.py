"""One clause beside whatever cites it: what it says, and everything it created, by its name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard.markdown import plain
from ansvar.queries.catalogue.query import CREATED, clauses
from ansvar.queries.vocabulary import edge_name, value_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.dashboard.page import Ctx

_WORDS = "turn_to"
_STEP = "MAY_ESCALATE_TO"


def clause_panel(ctx: Ctx, key: str) -> None:
    """Draw a clause; a key that is no clause in force on the day is said to be none."""
    there = replace(ctx, page=_WORDS)
    known = ctx.ask(clauses, ctx.on, ctx.lang).items
    item = next((item for item in known if item["key"] == key), None)
    with st.container(border=True, key="clause-panel"):
        st.subheader(plain(ctx.cite([key])))
        if item is None:
            st.write(there.say("clause_none"))
            return
        st.markdown(f"> {plain(item['text'])}")
        st.caption(there.say("clause_own_words"))
        if item["reason"]:
            st.markdown(plain(item["reason"]))
        made = created_lines(there, item["created"])
        st.markdown(f"**{there.say('clause_created')}**" if made else there.say("clause_nothing"))
        st.markdown("\n".join(made))
        if item["questions"]:
            st.markdown(f"**{there.say('questions')}**")
            for question in item["questions"]:
                node = ctx.node(question)
                st.markdown(f"- {plain(node['text'])} *{plain(node['reading'])}*")
        ctx.link("explore", ctx.say("open_in_explore"), key=key)


def created_lines(ctx: Ctx, created: dict[str, Any]) -> list[str]:
    """List what a clause created, a line of Markdown for each sort; edges of the organisation are counted."""
    lines = [
        f"- {ctx.say(f'made_{sort}')}: {_describe(ctx, sort, created[sort])}"
        for sort in CREATED
        if created[sort]
    ]
    if created["edges"]:
        counts = ", ".join(f"{edge_name(ctx.lang, kind)} ({n})" for kind, n in created["edges"].items())
        lines.append(f"- {ctx.say('made_edges')}: {plain(counts)}")
    return lines


def _describe(ctx: Ctx, sort: str, keys: Iterable[str]) -> str:
    """Say things of a sort by their names, each once; a relation is two names with the edge between them."""
    if sort == "steps":
        known = _steps(ctx)
        names = [known.get(key, plain(key)) for key in keys]
    else:
        names = [_name(ctx, sort, key) for key in keys]
    return "; ".join(dict.fromkeys(names))


def _name(ctx: Ctx, sort: str, key: str) -> str:
    if sort in ("duties", "roles"):
        node = ctx.node(key)
        if sort == "duties":
            return f"**{value_name(ctx.lang, 'modality', node['modality'])}** {plain(node['text'])}"
        return plain(node["name"])
    parts = key.split(" ")
    if len(parts) == 3:  # noqa: PLR2004  (giver, edge, receiver)
        names = [ctx.node(end)["name"] for end in (parts[0], parts[2])]
        return plain(f"{names[0]} {edge_name(ctx.lang, parts[1])} {names[1]}")
    return plain(key)


def _steps(ctx: Ctx) -> dict[str, str]:
    """Say every step of the day's instructions: who may take matters up with whom."""
    said = {}
    for key, name in ctx.names("Role").items():
        for edge in ctx.thing(key).items:
            if edge["direction"] == "out" and edge["type"] == _STEP and edge.get("step"):
                said[edge["step"]] = plain(f"{name} {edge_name(ctx.lang, _STEP)} {edge['name']}")
    return said
