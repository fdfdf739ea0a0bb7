"""What follows from what changed between two days: routes, duties, gaps, and who should be told.

The words and rows are those of `ansvar diff`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.answers import graph
from ansvar.dashboard.marks import button, plain
from ansvar.dashboard.tables import file_button, text_table
from ansvar.graph.characters import json_text
from ansvar.queries.diff import telling
from ansvar.queries.diff.comparing import compare
from ansvar.queries.diff.picture import take

if TYPE_CHECKING:
    import datetime as dt

    from ansvar.dashboard.page import Ctx
    from ansvar.queries.diff.answer import Difference

_KEPT = "history.follows"
_SHOWN = 1000


def what_follows(ctx: Ctx, since: dt.date, until: dt.date) -> None:
    """Draw it where it was asked for, else a button that asks: it traces every place on both days."""
    st.subheader(ctx.say("follows"))
    asked = f"{since.isoformat()}~{until.isoformat()}"
    if choices.get("follows") != asked:
        st.write(ctx.say("follows_about"))
        button(ctx.say("follows_ask"), "fork_right", choices.put, "follows", asked)
        return
    answer = _answer(ctx, since, until)
    st.markdown(plain(telling.summary(answer)))
    for section in telling.sections(answer):
        st.markdown(f"**{plain(section.title)}** ({len(section.rows)})")
        if len(section.rows) > _SHOWN:
            st.caption(ctx.say("follows_cut", shown=_SHOWN, count=len(section.rows)))
        text_table(section.headings, section.rows[:_SHOWN], section.title)
    _downloads(ctx, answer)


def _answer(ctx: Ctx, since: dt.date, until: dt.date) -> Difference:
    """Give the comparison, from this session where it is the one that was made last."""
    known = choices.get("known")
    asked = (ctx.state, since, until, known, ctx.lang)
    kept = st.session_state.get(_KEPT)
    if kept and kept[0] == asked:
        answer: Difference = kept[1]
        return answer
    place = st.empty()

    def tell(text: str) -> None:
        place.caption(f":material/hourglass: {ctx.say('follows_working')} {plain(text)} …")

    before, after = (take(graph(), day, ctx.lang, tell) for day in (since, until))
    question = {
        "from": since.isoformat(), "to": until.isoformat(), "known_from": known, "known_to": known,
        "with": [], "instruction": [],
    }  # fmt: skip
    answer = compare(before, after, question, ctx.lang)
    place.empty()
    st.session_state[_KEPT] = (asked, answer)
    return answer


def _downloads(ctx: Ctx, answer: Difference) -> None:
    name = f"ansvar-diff-{answer.question['from']}-{answer.question['to']}"
    files = {
        "html": ("text/html", lambda: telling.page(answer)),
        "json": ("application/json", lambda: json_text(answer.to_json()) + "\n"),
    }
    with st.container(horizontal=True, key="no-print-follows"):
        for ending, (mime, make) in files.items():
            key = f"follows.download.{ending}"
            file_button(ctx.say(f"follows_{ending}"), make, f"{name}.{ending}", mime, key)
