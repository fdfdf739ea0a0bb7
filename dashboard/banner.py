"""What stands above every page while it shows the graph as it was known at an earlier moment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.marks import button, plain
from ansvar.dashboard.past import known
from ansvar.dashboard.words import word
from ansvar.graph.clock import local
from ansvar.graph.journal.account import name_actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.dashboard.past import Then


@contextmanager
def as_known(lang: str, then: Then | None) -> Iterator[None]:
    """Have what is drawn inside ask the graph of a moment; say so, and say what is being opened."""
    place = st.empty()
    if then is None:
        yield
        return
    entry = then.entry
    who = name_actor(lang, entry.by, entry.on_behalf_of)
    told = word(lang, "known_at", at=local(entry.at), number=entry.number, by=who or "–")
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        st.warning(f"**{plain(told)}**", icon=":material/history:")
    with right:
        back_to_now(lang)

    def tell(text: str) -> None:
        place.caption(f":material/hourglass: {word(lang, 'known_opening')} {plain(text)} …")

    with known(then, tell):
        place.empty()
        yield


def back_to_now(lang: str) -> None:
    """Draw the button that leaves the past."""
    button(word(lang, "known_back"), "update", choices.put, "known", "", key="known.back", type="primary")
