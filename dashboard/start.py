"""What an empty graph shows: how it is filled, and here too where that is allowed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from ansvar import seed
from ansvar.dashboard.answers import write
from ansvar.dashboard.rights import WRITE, may_write
from ansvar.dashboard.views.files import upload
from ansvar.graph.journal.account import user
from ansvar.graph.load.loading import load_files

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx

_SEED = Path(seed.__path__[0])
_EXAMPLE = (_SEED / "instructions", _SEED / "organisations")


def start_page(ctx: Ctx) -> None:
    """Offer the ways to get something into an empty graph; `ctx` is that of the page for files."""
    st.title(ctx.say("start_title"))
    if may_write():
        _example(ctx)
    else:
        ways = (ctx.say("start_by_command"), ctx.say("start_by_right", setting=WRITE))
        st.write(ctx.say("start_text_read_only") + "".join(f"\n- {way}" for way in ways))
    st.subheader(ctx.say("start_own" if may_write() else "start_check"))
    upload(ctx, allowed=may_write())


def _example(ctx: Ctx) -> None:
    st.write(ctx.say("start_text"))
    if st.button(ctx.say("start_example"), type="primary", icon=":material/play_arrow:"):
        with st.status(ctx.say("start_loading")) as status:
            write(load_files, list(_EXAMPLE), by=user(), tell=lambda text: status.update(label=text))
        st.rerun()
