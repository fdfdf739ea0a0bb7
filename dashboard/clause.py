"""One clause beside whatever cites it: what it says, and everything it created."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard.made import told
from ansvar.dashboard.marks import plain
from ansvar.dashboard.words import edge_name, word

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx

_SORTS = ("duties", "roles", "steps", "relations", "exclusions")
_WORDS = "turn_to"


def clause_panel(ctx: Ctx, key: str) -> None:
    """Draw a clause; a key that is no clause in force on the day is said to be none."""
    item = next((item for item in ctx.data.clauses().items if item["key"] == key), None)
    with st.container(border=True, key="clause-panel"):
        st.subheader(plain(key))
        if item is None:
            st.write(_say(ctx, "clause_none"))
            return
        st.markdown(f"> {plain(item['text'])}")
        st.caption(_say(ctx, "clause_own_words"))
        if item["reason"]:
            st.markdown(plain(item["reason"]))
        made = _made(ctx, item["created"])
        st.markdown(f"**{_say(ctx, 'clause_created')}**" if made else _say(ctx, "clause_nothing"))
        st.markdown("\n".join(made))
        if item["questions"]:
            st.markdown(f"**{_say(ctx, 'questions')}**")
            for question in item["questions"]:
                node = ctx.data.thing(question).more["node"]
                st.markdown(f"- {plain(node['text'])} *{plain(node['reading'])}*")
        ctx.link("explore", ctx.say("open_in_explore"), ":material/hub:", key=key)


def _made(ctx: Ctx, created: dict[str, Any]) -> list[str]:
    lines = [
        f"- {_say(ctx, f'made_{sort}')}: {told(ctx, sort, created[sort])}" for sort in _SORTS if created[sort]
    ]
    if created["edges"]:
        counts = ", ".join(f"{edge_name(ctx.lang, kind)} ({n})" for kind, n in created["edges"].items())
        lines.append(f"- {_say(ctx, 'made_edges')}: {plain(counts)}")
    return lines


def _say(ctx: Ctx, name: str) -> str:
    return word(ctx.lang, name, _WORDS)
