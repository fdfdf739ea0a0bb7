"""The organisation as a tree that is opened branch by branch, so that it holds for any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.markdown import plain
from ansvar.graph.limits import BRANCHES, LEVELS
from ansvar.queries.explore.query import branches
from ansvar.queries.vocabulary import kind_name

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from ansvar.dashboard.page import Ctx

_INSETS = 4
_UP = (("out", "PART_OF"), ("in", "SERVES"), ("out", "POST_IN"), ("out", "HOLDS"))


def tree(ctx: Ctx, key: str) -> None:
    """Draw the line above a thing and what lies right under it; a click puts something in the middle."""
    line = _line(ctx, key)
    found = ctx.ask(branches, key, ctx.on, ctx.lang)
    with st.container(key="tree", gap="xxsmall"):
        st.subheader(ctx.say("tree"))
        for depth, (unit, name) in enumerate(line):
            _branch(f"up-{depth}", f"▾ {name}", unit, depth)
        with _inset("here", len(line)):
            st.markdown(f"**● {plain(ctx.node(key)['name'])}**")
        for branch in found:
            told = f" · {ctx.say('tree_under', count=branch.units)}" if branch.units else ""
            mark = "▸" if branch.units else "–"
            label = f"{mark} {branch.name} ({kind_name(ctx.lang, branch.kind)}){told}"
            _branch(branch.key, label, branch.key, len(line) + 1)
        if len(found) >= BRANCHES:
            st.caption(ctx.say("tree_cut"))
        known = {key, *(unit for unit, _ in line)}
        others = [top for top in ctx.ask(branches, "", ctx.on, ctx.lang) if top.key not in known]
        if others:
            with st.expander(ctx.say("tree_top")):
                for top in others:
                    label = f"{top.name} ({kind_name(ctx.lang, top.kind)})"
                    _branch(f"top-{top.key}", label, top.key, 0)


def _branch(name: str, label: str, key: str, depth: int) -> None:
    with _inset(name, depth):
        st.button(plain(label), key=f"tree-{name}", type="tertiary", on_click=choices.centre, args=(key,))


def _inset(name: str, depth: int) -> DeltaGenerator:
    """Make room for a branch, further in the deeper it lies; style.css knows the classes."""
    return st.container(key=f"tree-at-{min(depth, _INSETS)}-{name}")


def _line(ctx: Ctx, key: str) -> list[tuple[str, str]]:
    """Give key and name of what stands above, the top first."""
    line: list[tuple[str, str]] = []
    seen = {key}
    while len(line) < LEVELS:
        edges = ctx.thing(key).items
        above = next(
            (
                edge
                for direction, kind in _UP
                for edge in edges
                if edge["direction"] == direction and edge["type"] == kind and edge["key"] not in seen
            ),
            None,
        )
        if above is None:
            break
        key = str(above["key"])
        seen.add(key)
        line.insert(0, (key, str(above["name"])))
    return line
