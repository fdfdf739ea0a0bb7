"""Upload: what new files would change, checked and shown before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard.rights import may_write
from ansvar.dashboard.upload import upload

if TYPE_CHECKING:
    from ansvar.dashboard.page import Ctx

TITLE = "files_title"
ICON = ":material/upload_file:"
PARAMS = ()


def render(ctx: Ctx) -> None:
    """Draw the page."""
    if ctx.known:
        st.info(ctx.say("known_reads_only"), icon=":material/lock:")
        return
    st.write(ctx.say("about"))
    upload(ctx, allowed=may_write())
