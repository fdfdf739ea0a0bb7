"""Small things that several pages draw: plain text in Markdown, clause chips, the print button."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.widgets import component
from ansvar.graph.characters import harmless
from ansvar.graph.citation import document_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ansvar.dashboard.page import Ctx
    from ansvar.graph.cypher import Statement

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-!|<>~$:&])")


def plain(text: str) -> str:
    """Make a text from the graph safe for Markdown: shown as it is written, turning nothing around."""
    return _SPECIAL.sub(r"\\\1", harmless(text))


def button(
    label: str, icon: str, call: Callable[..., None], *args: Any, key: str | None = None, **more: Any
) -> None:
    """Draw a button that calls something when it is pressed, before the page is drawn anew.

    Parameters
    ----------
    icon : str
        Name of one of Google's Material Symbols; empty for none.
    more
        As `streamlit.button` takes it.
    """
    st.button(label, icon=f":material/{icon}:" if icon else None, on_click=call, args=args, key=key, **more)


def clause_chips(ctx: Ctx, clauses: Sequence[str], key: str, chosen: str = "") -> None:
    """Draw a row of clauses; a click puts one into the choice ``clause``."""
    within = document_of(clauses)
    with st.container(horizontal=True, gap="xsmall", key=f"chips-{key}", width="content"):
        for clause in clauses:
            look = "primary" if clause == chosen else "secondary"
            button(
                plain(ctx.cite([clause], within)),
                "",
                choices.put,
                "clause",
                clause,
                key=f"chip-{key}-{clause}",
                type=look,
            )


def show_statement(ctx: Ctx, statement: Statement) -> None:
    """Draw what a statement says of itself, which is in English, and its Cypher."""
    if statement.prose:
        st.write(plain(statement.prose))
    if ctx.lang != "en":
        st.caption(ctx.say("in_english"))
    st.code(statement.text, language="cypher", wrap_lines=True)


def print_button(label: str) -> None:
    """Draw a button that prints the page."""
    component("ansvar_print", "print.js")(key="print", data=label, width="content")
