"""What an empty graph shows: load the example, or files of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

import seed
from dashboard.data import present
from dashboard.upload import upload
from graph.journal.account import user
from graph.load.loading import load_files

if TYPE_CHECKING:
    from dashboard.page import Ctx

_SEED = Path(seed.__path__[0])
_EXAMPLE = (_SEED / "instructions", _SEED / "organisations")


def start_page(ctx: Ctx) -> None:
    """Offer the two ways to get something into an empty graph; `ctx` is that of the page for files."""
    st.title(ctx.say("start_title"))
    st.write(ctx.say("start_text"))
    if st.button(ctx.say("start_example"), type="primary", icon=":material/play_arrow:"):
        with st.status(ctx.say("start_loading")) as status:
            load_files(present(), list(_EXAMPLE), by=user(), tell=lambda text: status.update(label=text))
        st.rerun()
    st.subheader(ctx.say("start_own"))
    upload(ctx, allowed=True)
