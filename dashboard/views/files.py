"""Upload: what a new file would change, checked and shown before anything is written."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.data_ask import apply, plan
from dashboard.marks import plain
from dashboard.rights import WRITE, may_write
from dashboard.tables import csv_button
from dashboard.words import edge_name, kind_name
from graph.errors import DataError
from graph.load.content import Edge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from dashboard.page import Ctx
    from graph.load.content import Node
    from graph.load.plan import Plan

TITLE = "files_title"
ICON = ":material/upload_file:"
PARAMS = ()

_SHOWN = 1000
_DONE = "files.done"
_PASSED_OVER = frozenset({"stated_by"})
_COLUMNS = ("what", "sort", "key", "fields")


def render(ctx: Ctx) -> None:
    """Draw the page."""
    st.title(ctx.say(TITLE))
    if ctx.known:
        st.info(ctx.say("known_reads_only"), icon=":material/lock:")
        return
    st.write(ctx.say("about"))
    done = st.session_state.pop(_DONE, "")
    if done:
        st.success(plain(done), icon=":material/task_alt:")
    files = st.file_uploader(
        ctx.say("files"), type=["yaml", "yml"], accept_multiple_files=True, key="files.upload"
    )
    if not files:
        return
    st.caption(ctx.say("ends", day=ctx.day(ctx.on)))
    with tempfile.TemporaryDirectory() as folder:
        paths = _saved(Path(folder), files)
        try:
            with st.spinner(ctx.say("working")):
                planned = plan(paths, ctx.on)
        except DataError as error:
            _problems(ctx, error)
            return
        _plan(ctx, planned)
        _apply(ctx, planned, paths)


def _saved(folder: Path, files: Sequence[UploadedFile]) -> list[Path]:
    """Write the files into a folder of their own; two with one name are told apart by their content."""
    paths: list[Path] = []
    for file in files:
        path = folder / Path(file.name).name
        if path in paths:
            path = folder / f"{hashlib.sha256(file.getvalue()).hexdigest()[:8]}-{path.name}"
        path.write_bytes(file.getvalue())
        paths.append(path)
    return paths


def _problems(ctx: Ctx, error: DataError) -> None:
    st.error(ctx.say("start_refused", count=len(error.problems)), icon=":material/error:")
    st.dataframe(
        [
            {
                ctx.say("head_file"): Path(problem.file).name,
                ctx.say("head_line"): problem.line,
                ctx.say("head_problem"): problem.what,
                ctx.say("head_remedy"): problem.then,
            }
            for problem in error.problems
        ],
        hide_index=True,
    )


def _plan(ctx: Ctx, planned: Plan) -> None:
    counts = {
        "created": len(planned.create_nodes) + len(planned.create_edges),
        "changed": len(planned.change_nodes) + len(planned.change_edges),
        "ended": len(planned.end_nodes) + len(planned.end_edges),
        "left": planned.left,
    }
    st.success(ctx.say("fine"), icon=":material/task_alt:")
    st.markdown(" · ".join(f"**{count}** {ctx.say(name)}" for name, count in counts.items()))
    rows = list(_rows(ctx, planned))
    if not rows:
        return
    if len(rows) > _SHOWN:
        st.caption(ctx.say("cut", shown=_SHOWN, count=len(rows)))
    st.dataframe(
        [{ctx.say(f"head_{name}"): row[name] for name in _COLUMNS} for row in rows[:_SHOWN]], hide_index=True
    )
    csv_button(ctx.say("download"), _COLUMNS, rows, "ansvar-plan")


def _rows(ctx: Ctx, planned: Plan) -> Iterator[dict[str, Any]]:
    """Give every planned change as a row: what ends first, then what changes, then what is new."""
    for before, after in planned.end_nodes:
        yield _row(ctx, "ended", before, _differences(before.props, after.props))
    for change in planned.end_edges:
        yield _row(ctx, "ended", change.before, _differences(change.before.props, change.after.props))
    for before, after in planned.change_nodes:
        yield _row(ctx, "changed", before, _differences(before.props, after.props))
    for change in planned.change_edges:
        yield _row(ctx, "changed", change.before, _differences(change.before.props, change.after.props))
    for node in planned.create_nodes:
        yield _row(ctx, "created", node, "")
    for edge in planned.create_edges:
        yield _row(ctx, "created", edge, "")


def _row(ctx: Ctx, what: str, thing: Node | Edge, fields: str) -> dict[str, Any]:
    sign = {"created": "+", "changed": "~", "ended": "−"}[what]
    head = {"what": f"{sign} {ctx.say(what)}", "fields": fields}
    if isinstance(thing, Edge):
        ends = f"{thing.giver} → {thing.receiver}"
        return head | {"sort": edge_name(ctx.lang, thing.type), "key": ends}
    return head | {"sort": kind_name(ctx.lang, thing.label), "key": thing.key}


def _differences(before: dict[str, Any], after: dict[str, Any]) -> str:
    names = sorted((before.keys() | after.keys()) - _PASSED_OVER)
    return "; ".join(
        f"{name}: {before.get(name, '–')} → {after.get(name, '–')}"
        for name in names
        if before.get(name) != after.get(name)
    )


def _apply(ctx: Ctx, planned: Plan, paths: Sequence[Path]) -> None:
    if planned.empty:
        st.info(ctx.say("nothing"), icon=":material/drag_handle:")
        return
    if not may_write():
        st.info(ctx.say("not_allowed", setting=WRITE), icon=":material/lock:")
        return
    if st.button(ctx.say("apply"), type="primary", icon=":material/upload:"):
        with st.status(ctx.say("applying")) as status:
            report = apply(paths, ctx.on, lambda text: status.update(label=text))
        st.session_state[_DONE] = ctx.say(
            "done", created=report.created, changed=report.changed, ended=report.ended, derived=report.derived
        )
        st.rerun()
