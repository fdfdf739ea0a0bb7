"""A picture in words, as sentences or as a table of its things; a chosen row is like a click on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.picture import Sentence, cards
from ansvar.dashboard.tables import data_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from ansvar.dashboard.page import Ctx
    from ansvar.queries.explore.asking import Picture

_LISTS = ("sentences", "table")


def things_and_sentences(
    ctx: Ctx, picture: Picture, said: list[Sentence], key: str, pick: Callable[[str], None]
) -> None:
    """Draw one of the two lists.

    Parameters
    ----------
    key : str
        What counts as chosen when nothing is.
    pick : callable
        Told the id of the card or link whose row was chosen.
    """
    which = choices.segments("list", ctx.say("list"), _LISTS, ctx.say, hide_label=True)
    if which == "sentences":
        rows = [
            {ctx.say("head_sentence"): s.text, ctx.say("head_clauses"): ", ".join(s.clauses)} for s in said
        ]
        ids = [s.id for s in said]
    else:
        rows = [
            {
                ctx.say("head_name"): card.name,
                ctx.say("head_kind"): card.kind,
                ctx.say("head_state"): card.state,
                ctx.say("head_more"): str(card.more or ""),
            }
            for card in cards(picture, ctx.lang)
        ]
        ids = [node.key for node in picture.nodes]
    if rows:
        _rows(f"explore.{which}", rows, ids, choices.get("sel") or key, ctx.say(which), pick)


def _rows(
    key: str, rows: list[dict[str, str]], ids: list[str], chosen: str, alt: str, pick: Callable[[str], None]
) -> None:
    def picked() -> None:
        at = st.session_state[key]["selection"]["rows"]
        if at and at[0] < len(ids):
            pick(ids[at[0]])

    # the row of what is chosen, wherever that was done
    st.session_state[key] = {"selection": {"rows": [ids.index(chosen)] if chosen in ids else []}}
    data_table(rows, key=key, on_select=picked, selection_mode="single-row", alt=alt)
