"""What a page says when the graph did not answer: plain words in the reader's language first."""

from __future__ import annotations

import streamlit as st

from ansvar.dashboard.markdown import plain
from ansvar.dashboard.words import word
from ansvar.graph.errors import AnsvarError, UnknownNameError
from ansvar.graph.messages import tell_error


def refused(lang: str, error: AnsvarError) -> None:
    """Say that a question cannot be answered as it was asked, and what is nearest to it."""
    if isinstance(error, UnknownNameError):
        st.warning(plain(word(lang, "unknown_name", value=error.value)), icon=":material/help:")
        if error.nearest:
            st.markdown(word(lang, "unknown_nearest") + " " + ", ".join(f"`{n}`" for n in error.nearest))
        return
    st.warning(word(lang, "not_answered"), icon=":material/help:")
    message(lang, error)


def message(lang: str, error: AnsvarError, *, shown: bool = False) -> None:
    """Show the program's own words, at once or when they are asked for."""
    with st.expander(word(lang, "what_happened"), expanded=shown):
        st.text(tell_error(error, lang))
