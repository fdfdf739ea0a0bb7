"""Page 8: every question of the program as a form, and questions of one's own where that is allowed."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st
import yaml

from ansvar.dashboard import choices
from ansvar.dashboard.answers import graph
from ansvar.dashboard.details import edge_details, thing_details
from ansvar.dashboard.errors import message, refused
from ansvar.dashboard.limits import RESULT_LINKS, RESULT_NODES
from ansvar.dashboard.maps import draw_map, sentence_rows, words_of_maps
from ansvar.dashboard.markdown import plain, show_statement
from ansvar.dashboard.picture import sentences
from ansvar.dashboard.rights import CYPHER, may_ask_freely
from ansvar.dashboard.tables import csv_button, data_table
from ansvar.dashboard.widgets.graph_view import show_chosen
from ansvar.graph.characters import composed
from ansvar.graph.errors import AnsvarError, EngineError, UnknownNameError
from ansvar.graph.safeyaml import parse
from ansvar.graph.schema.model import edge_kinds
from ansvar.queries.catalogue.statements import Limits, ask_freely, run, statements
from ansvar.queries.explore.row_picture import named, result_picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ansvar.dashboard.page import Ctx
    from ansvar.graph.cypher import Statement
    from ansvar.queries.catalogue.statements import Rows

TITLE = "cypher_title"
ICON = ":material/terminal:"
PARAMS = ("query",)

_LIMITS = Limits()
_ANSWER = "cypher.answer"
_MAP = "cypher.map"
_HEIGHT = 460


def render(ctx: Ctx) -> None:
    """Draw the page."""
    st.write(ctx.say("about", rows=_LIMITS.rows, seconds=f"{_LIMITS.seconds:g}"))
    known = statements()
    titles = {key: f"{known[key].header[f'title_{ctx.lang}']} ({key})" for key in known}
    name = choices.select("query", ctx.say("query"), titles)
    _form(ctx, known[name])
    _answer(ctx, name)
    st.subheader(ctx.say("free"))
    if may_ask_freely():
        _free(ctx)
        _answer(ctx, "free")
    else:
        st.caption(ctx.say("free_not", setting=CYPHER))


# -- the catalogue ---------------------------------------------------------------------------------


def _form(ctx: Ctx, statement: Statement) -> None:
    with st.form(f"cypher-{statement.name}"):
        told = {name: _field(ctx, statement, name, kind) for name, kind in statement.params.items()}
        asked = st.form_submit_button(ctx.say("ask"), type="primary", icon=":material/play_arrow:")
    with st.expander(ctx.say("statement"), icon=":material/code:"):
        show_statement(ctx, statement)
        column, meaning = ctx.say("column"), ctx.say("meaning")
        columns = (statement.header["returns"] or {}).items()
        data_table([{column: name, meaning: str(about)} for name, about in columns])
    if asked:
        _ask(ctx, statement, told)


def _field(ctx: Ctx, statement: Statement, name: str, kind: str) -> Any:
    """Draw the field of a parameter; what stands in it at first is the statement's own example."""
    example = (statement.header["example"] or {}).get(name)
    label, key = f"${name}", f"{choices.TYPED}{statement.name}.{name}"
    meaning = str(statement.header["params"][name]).partition("--")[2].strip()
    if kind == "date":
        key = f"{key}.{ctx.on}"
        st.session_state.setdefault(key, ctx.on)
        return st.date_input(label, key=key, format=ctx.day_format, help=meaning)
    if kind == "int":
        st.session_state.setdefault(key, int(example or 0))
        return st.number_input(label, step=1, key=key, help=meaning)
    if kind == "bool":
        st.session_state.setdefault(key, bool(example))
        return st.checkbox(label, key=key, help=meaning)
    if kind == "str":
        st.session_state.setdefault(key, str(example or ""))
        return st.text_input(label, key=key, help=meaning)
    st.session_state.setdefault(key, json.dumps(example, ensure_ascii=False, default=str))
    return st.text_input(label, key=key, help=f"{meaning} {ctx.say('as_json')}")


def _ask(ctx: Ctx, statement: Statement, told: dict[str, Any]) -> None:
    values: dict[str, Any] = {}
    for name, kind in statement.params.items():
        value = composed(told[name]) if isinstance(told[name], str) else told[name]
        if kind in ("list", "rows", "map"):
            try:
                value = parse(str(value))
            except yaml.YAMLError:
                st.warning(plain(ctx.say("not_json", what=f"${name}")), icon=":material/error:")
                return
        values[name] = value
    _keep(ctx, statement.name, lambda: run(graph(), statement.name, values, _LIMITS))


# -- questions of one's own ------------------------------------------------------------------------


def _free(ctx: Ctx) -> None:
    st.write(ctx.say("free_about", rows=_LIMITS.rows, seconds=f"{_LIMITS.seconds:g}"))
    with st.form("cypher-free"):
        text = st.text_area(ctx.say("free_text"), height=140, key=f"{choices.TYPED}cypher")
        asked = st.form_submit_button(ctx.say("ask_free"), icon=":material/play_arrow:")
    if asked:
        _keep(ctx, "free", lambda: ask_freely(graph(), composed(text), ctx.on, _LIMITS))


# -- answers ---------------------------------------------------------------------------------------


def _keep(ctx: Ctx, name: str, ask: Any) -> None:
    """Ask, and keep the answer until something else is asked; what went wrong is said in plain words."""
    try:
        with st.spinner(ctx.say("working")):
            st.session_state[_ANSWER] = (name, ask())
    except EngineError as error:
        st.session_state.pop(_ANSWER, None)
        st.warning(ctx.say("refused"), icon=":material/block:")
        message(ctx.lang, error)
    except AnsvarError as error:
        st.session_state.pop(_ANSWER, None)
        refused(ctx.lang, error)


def _answer(ctx: Ctx, name: str) -> None:
    asked, answer = st.session_state.get(_ANSWER, ("", None))
    if asked != name or answer is None:
        return
    rows: Rows = answer
    if not rows.rows:
        st.info(ctx.say("no_rows"), icon=":material/inbox:")
        return
    st.write(ctx.say("cut" if rows.cut else "count", count=len(rows.rows)))
    columns = list(dict.fromkeys(column for row in rows.rows for column in row))
    data_table([{column: _shown(row.get(column)) for column in columns} for row in rows.rows])
    csv_button(ctx.say("download"), columns, rows.rows, f"ansvar-{name.replace('.', '-')}")
    _map(ctx, rows.rows)
    _places(ctx, rows)


def _shown(value: Any) -> Any:
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return value if isinstance(value, int | float | bool) or value is None else str(value)


def _map(ctx: Ctx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw it under the table; nothing when the rows name nothing that the graph has."""
    picture = result_picture(graph(), rows, tuple(edge_kinds()), ctx.on, ctx.lang, RESULT_NODES)
    if not picture.nodes:
        return
    there = words_of_maps(ctx)
    said = sentences(picture, ctx.lang)
    first = picture.nodes[0].key
    known = {node.key for node in picture.nodes} | {sentence.id for sentence in said}
    selected = choices.get("sel") if choices.get("sel") in known else first
    st.subheader(ctx.say("as_graph"))
    choose = partial(choices.put, "sel")
    draw_map(
        ctx, _MAP, picture, layout="layered", centre=first, fit=" ".join(sorted(known)),
        title=partial(ctx.say, "graph_told"), cut=ctx.say("graph_cut", count=RESULT_NODES), height=_HEIGHT,
        picked=choose, opened=choose,
    )  # fmt: skip
    show_chosen(_MAP, selected)
    with st.expander(ctx.say("graph_sentences", count=len(said)), icon=":material/notes:"):
        data_table(sentence_rows(there, said), key="cypher.sentences")
    with st.container(border=True, key="cypher-details"):
        sentence = next((s for s in said if s.id == selected), None)
        if sentence:
            edge_details(there, picture, sentence)
        else:
            thing_details(there, selected)
            ctx.link("explore", ctx.say("open_in_explore"), key=selected)


def _places(ctx: Ctx, rows: Rows) -> None:
    """Link the things that the rows name to their picture; what the graph does not have is left out."""
    found = []
    for key in [key for key in named(rows.rows)[0] if " " not in key][: 3 * RESULT_LINKS]:
        try:
            found.append((key, ctx.node(key)["name"]))
        except UnknownNameError:
            continue
        if len(found) == RESULT_LINKS:
            break
    if not found:
        return
    with st.expander(ctx.say("in_graph", count=len(found)), icon=":material/hub:"):
        for key, name in found:
            ctx.link("explore", f"{plain(name)} ({plain(key)})", key=key)
