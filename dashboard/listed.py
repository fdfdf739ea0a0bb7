"""A picture as two tables, its sentences and its things; a chosen row is what a click on the map is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.picture import Sentence, cards

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.page import Ctx
    from queries.explore.asking import Picture


def things_and_sentences(
    ctx: Ctx, picture: Picture, said: list[Sentence], selected: str, pick: Callable[[str], None]
) -> None:
    """Draw both; `pick` is told the id of the card or link whose row was chosen."""
    first, second = st.tabs([ctx.say("sentences"), ctx.say("table")])
    with first:
        rows = [
            {
                " ": "●" if s.id == selected else "",
                ctx.say("head_sentence"): s.text,
                ctx.say("head_clauses"): ", ".join(s.clauses),
            }
            for s in said
        ]
        _rows("explore.sentences", rows, [s.id for s in said], ctx.say("sentences"), pick)
    with second:
        rows = [
            {
                " ": "●" if card.id == selected else "",
                ctx.say("head_name"): card.name,
                ctx.say("head_kind"): card.kind,
                ctx.say("head_state"): card.state,
                ctx.say("head_more"): str(card.more or ""),
            }
            for card in cards(picture, ctx.lang)
        ]
        _rows("explore.things", rows, [n.key for n in picture.nodes], ctx.say("table"), pick)


def _rows(
    key: str, rows: list[dict[str, str]], ids: list[str], alt: str, pick: Callable[[str], None]
) -> None:
    if not rows:
        return
    st.session_state[f"{key}.ids"] = ids

    def chosen() -> None:
        picked = st.session_state[key]["selection"]["rows"]
        known = st.session_state[f"{key}.ids"]
        if picked and picked[0] < len(known):
            pick(known[picked[0]])

    st.dataframe(rows, hide_index=True, key=key, on_select=chosen, selection_mode="single-row", alt=alt)
