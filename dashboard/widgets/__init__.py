"""Parts of pages that Streamlit does not have: the picture of a graph, and a map of coloured cells.

Each is a thin component around a script, in a folder of its own.  Here stands what they have in common;
nothing here asks the graph or knows a page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

_HERE = Path(__file__).parent


@cache
def component(name: str, script: str) -> Any:
    """Declare a component by its script, a path in this folder, with the style beside it if there is one."""
    path = _HERE / script
    style = path.with_suffix(".css")
    css = style.read_text(encoding="utf-8") if style.exists() else None
    return st.components.v2.component(name, js=path.read_text(encoding="utf-8"), css=css)


def hand_on(key: str, name: str, call: Callable[[Any], None]) -> Callable[[], None]:
    """Make what runs when a component tells something of a name: what it told, if anything, is handed on."""

    def run() -> None:
        told = st.session_state[key].get(name)
        if told:
            call(told)

    return run
