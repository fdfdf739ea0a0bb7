"""One clause beside whatever cites it: what it says, and everything it created."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard.made import created_lines
from ansvar.dashboard.marks import plain
from ansvar.dashboard.words import word
from ansvar.queries.catalogue.asking import clauses

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx

_WORDS = "turn_to"


def clause_panel(ctx: Ctx, key: str) -> None:
    """Draw a clause; a key that is no clause in force on the day is said to be none."""
    say = partial(word, ctx.lang, page=_WORDS)
    known = ctx.ask(clauses, ctx.on, ctx.lang).items
    item = next((item for item in known if item["key"] == key), None)
    with st.container(border=True, key="clause-panel"):
        st.subheader(plain(key))
        if item is None:
            st.write(say("clause_none"))
            return
        st.markdown(f"> {plain(item['text'])}")
        st.caption(say("clause_own_words"))
        if item["reason"]:
            st.markdown(plain(item["reason"]))
        made = created_lines(ctx, item["created"], say)
        st.markdown(f"**{say('clause_created')}**" if made else say("clause_nothing"))
        st.markdown("\n".join(made))
        if item["questions"]:
            st.markdown(f"**{say('questions')}**")
            for question in item["questions"]:
                node = ctx.node(question)
                st.markdown(f"- {plain(node['text'])} *{plain(node['reading'])}*")
        ctx.link("explore", ctx.say("open_in_explore"), key=key)
