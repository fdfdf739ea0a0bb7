"""Upload: what new files would change, checked and shown before anything is written.

Files of any kind that `ansvar import` reads are uploaded, read, planned, and applied where that is allowed.
While the graph is empty this stands in the place of every page, with other ways to fill it.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar import seed
from ansvar.dashboard import choices
from ansvar.dashboard.answers import graph_state, present, write
from ansvar.dashboard.errors import refused
from ansvar.dashboard.limits import CHANGES
from ansvar.dashboard.markdown import plain
from ansvar.dashboard.rights import WRITE, may_write
from ansvar.dashboard.tables import csv_button, data_table
from ansvar.graph.characters import composed, harmless, refusal
from ansvar.graph.errors import AnsvarError, DataError, Problem, QuestionError
from ansvar.graph.imports.changes import changes_of
from ansvar.graph.imports.importer import (
    ImportOptions,
    carry_out_import,
    known_mappings,
    plan_import,
    read_files,
)
from ansvar.graph.imports.mapping import FORMAT
from ansvar.graph.journal.actor import user
from ansvar.graph.load.loader import load_files
from ansvar.graph.load.yamlfile import read_yaml
from ansvar.graph.messages import translate
from ansvar.graph.periods import OPEN_END
from ansvar.queries.vocabulary import sort_name, value_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from ansvar.dashboard.page import Ctx
    from ansvar.graph.imports.changes import FactChange
    from ansvar.graph.imports.importer import Prepared, Reading
    from ansvar.graph.imports.mapping import MappingFile

TITLE = "files_title"
ICON = ":material/upload_file:"
PARAMS = ()

_SEED = Path(seed.__path__[0])
_EXAMPLE = (_SEED / "instructions", _SEED / "organisations")
_FOLDER = "ansvar-upload-"
_WHERE = re.compile(rf"{re.escape(tempfile.gettempdir())}/{_FOLDER}\w++/")
_DONE, _PLANNED = "files.done", "files.planned"
_MODES = ("usual", "lenient", "strict")
_SIGNS = {"create": "+", "change": "~", "end": "−"}
_COLUMNS = ("change", "kind", "key", "receiver", "name", "valid_from", "valid_to", "fields")


def render(ctx: Ctx) -> None:
    """Draw the page."""
    if ctx.known:
        st.info(ctx.say("known_reads_only"), icon=":material/lock:")
        return
    st.write(ctx.say("about"))
    _upload(ctx, allowed=may_write())


def start_page(ctx: Ctx) -> None:
    """Offer the ways to get something into an empty graph; `ctx` is that of the page for files."""
    st.title(ctx.say("start_title"))
    if may_write():
        _example(ctx)
    else:
        ways = (ctx.say("start_by_command"), ctx.say("start_by_right", setting=WRITE))
        st.write(ctx.say("start_text_read_only") + "".join(f"\n- {way}" for way in ways))
    st.subheader(ctx.say("start_own" if may_write() else "start_check"))
    _upload(ctx, allowed=may_write())


def _example(ctx: Ctx) -> None:
    st.write(ctx.say("start_text"))
    if st.button(ctx.say("start_example"), type="primary", icon=":material/play_arrow:"):
        with st.status(ctx.say("start_loading")) as status:
            write(load_files, list(_EXAMPLE), by=user(), tell=lambda text: status.update(label=text))
        st.rerun()


def _upload(ctx: Ctx, *, allowed: bool) -> None:
    """Draw the whole way of some files.

    Parameters
    ----------
    ctx : Ctx
        Of the page "files".
    allowed : bool
        Whether the plan can be applied.
    """
    _done(ctx)
    # of any ending: what cannot be read is told in the table of problems, and what to do about it
    files = st.file_uploader(ctx.say("files"), accept_multiple_files=True, key="files.upload")
    if not files:
        return
    wrong = [Problem(harmless(f.name), 0, f"has a name that {w}") for f in files if (w := refusal(f.name))]
    if wrong:
        st.error(ctx.say("start_refused", count=len(wrong)), icon=":material/error:")
        _problems(ctx, wrong, "problems")
        return
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as folder:
        paths = _saved(Path(folder), files)
        mapping, key, way = _how(ctx, paths)
        sources = [path for path in paths if str(path) != mapping]
        try:
            reading, prepared = _planned(ctx, sources, mapping, key, way)
            _plan(ctx, reading, prepared)
            _apply(ctx, reading, prepared, way, allowed=allowed)
        except DataError as error:
            st.error(ctx.say("start_refused", count=len(error.problems)), icon=":material/error:")
            _problems(ctx, error.problems, "problems")
        except QuestionError as error:
            st.warning(ctx.say("no_mapping"), icon=":material/help:")
            refused(ctx.lang, error)


@cache
def _mappings() -> tuple[MappingFile, ...]:
    """Give the mappings that come with the program."""
    return tuple(known_mappings([_SEED / "mappings"]))


def _is_mapping(path: Path) -> bool:
    """Tell whether a file is a mapping and no source; what cannot be read is told with the sources."""
    with suppress(AnsvarError):
        return path.suffix.lower() in (".yaml", ".yml") and read_yaml(path).data.get("format") == FORMAT
    return False


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


# -- how they are read -----------------------------------------------------------------------------


def _how(ctx: Ctx, paths: Sequence[Path]) -> tuple[str, str, ImportOptions]:
    """Ask for the mapping, the organisation's key, and the day and manner of the import."""
    own = {str(path): path.name for path in paths if _is_mapping(path)}
    titles = {each.name: f"{each.name} – {getattr(each.title, ctx.lang)}" for each in _mappings()}
    names = {"": ctx.say("mapping_found"), **own, **titles}
    first, second = st.columns(2)
    with first:
        mapping = st.selectbox(
            ctx.say("mapping"), list(names), format_func=names.__getitem__, index=1 if own else 0,
            help=ctx.say("mapping_help"),
        )  # fmt: skip
        day = st.date_input(
            ctx.say("day_of"), ctx.on, help=ctx.say("day_of_help"),
            format=ctx.day_format,
        )  # fmt: skip
    with second:
        mode = st.pills(
            ctx.say("mode"), _MODES, default="usual", required=True, wrap=True,
            format_func=lambda name: ctx.say(f"mode_{name}"), help=ctx.say("mode_help"),
        )  # fmt: skip
        key = st.text_input(ctx.say("org_key"), key=f"{choices.TYPED}key", help=ctx.say("org_key_help"))
        prefix = st.text_input(
            ctx.say("prefix"), key=f"{choices.TYPED}prefix", help=ctx.say("prefix_help")
        )  # fmt: skip
    partial = st.toggle(ctx.say("partial"), help=ctx.say("partial_help"))
    take_over = st.toggle(ctx.say("take_over"), help=ctx.say("take_over_help"))
    if not partial:
        st.caption(ctx.say("ends", day=ctx.day(day)))
    way = ImportOptions(
        day, partial, mode == "lenient", mode == "strict", take_over, composed(prefix.strip())
    )
    return mapping, composed(key.strip()), way


def _planned(
    ctx: Ctx, paths: Sequence[Path], mapping: str, key: str, way: ImportOptions
) -> tuple[Reading, Prepared]:
    """Read and plan; what was planned last is kept, for a click beside it is no new question."""
    digests = tuple((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths)
    rule = Path(mapping).read_bytes() if Path(mapping).is_absolute() else mapping
    question = (digests, rule, key, way, graph_state()["fingerprint"])
    with st.spinner(ctx.say("working")):
        reading = read_files(paths, mapping, _mappings(), way, key=key)
        kept = st.session_state.get(_PLANNED)
        prepared = kept[1] if kept and kept[0] == question else plan_import(present(), reading, way)
    st.session_state[_PLANNED] = (question, prepared)
    return reading, prepared


# -- what they would do ----------------------------------------------------------------------------


def _plan(ctx: Ctx, reading: Reading, prepared: Prepared) -> None:
    st.success(ctx.say("fine"), icon=":material/task_alt:")
    changes = list(changes_of(prepared.plan))
    counts = Counter(change.change for change in changes)
    parts = [f"**{counts[verb]:,}** {ctx.say(verb)}" for verb in _SIGNS]
    st.markdown(" · ".join([*parts, f"**{prepared.plan.left:,}** {ctx.say('left')}"]))
    if reading.mapping:
        st.markdown(plain(ctx.say("read_by", mapping=reading.mapping)))
    if reading.states:
        told = ", ".join(f"{n:,} {value_name(ctx.lang, 'record', s)}" for s, n in reading.states.items())
        st.markdown(plain(ctx.say("records", told=told)))
    _problems(ctx, prepared.warnings, "warnings")
    _problems(ctx, prepared.left_out, "left_out")
    if not changes:
        return
    if len(changes) > CHANGES:
        st.caption(ctx.say("cut", shown=CHANGES, count=len(changes)))
    data_table([_row(ctx, change) for change in changes[:CHANGES]], alt=ctx.say("plan"))
    rows = [asdict(change) | {"fields": _fields(change)} for change in changes]
    csv_button(ctx.say("download"), _COLUMNS, rows, "ansvar-plan")


def _problems(ctx: Ctx, problems: Sequence[Problem], title: str) -> None:
    """Draw problems as a table; a column that says nothing is left out, and so is where the files lie."""
    if not problems:
        return
    told = ctx.say(title)
    if title != "problems":
        st.markdown(f"**{told}** ({len(problems):,})")
    rows = [
        {
            "head_file": Path(problem.file).name,
            "head_sheet": problem.sheet,
            "head_row": problem.line or None,
            "head_column": problem.column,
            "head_problem": translate(_WHERE.sub("", problem.message), ctx.lang),
            "head_remedy": translate(_WHERE.sub("", problem.hint), ctx.lang),
        }
        for problem in problems
    ]
    names = [name for name in rows[0] if any(row[name] for row in rows)]
    data_table([{ctx.say(name): row[name] for name in names} for row in rows], alt=told)


def _row(ctx: Ctx, change: FactChange) -> dict[str, Any]:
    edge = bool(change.receiver)
    return {
        ctx.say("head_what"): f"{_SIGNS[change.change]} {ctx.say('one_' + change.change)}",
        ctx.say("head_sort"): sort_name(ctx.lang, change.kind),
        ctx.say("head_key"): f"{change.key} → {change.receiver}" if edge else change.key,
        ctx.say("head_name"): change.name,
        ctx.say("head_from"): change.valid_from,
        ctx.say("head_to"): "" if change.valid_to == OPEN_END else change.valid_to,
        ctx.say("head_fields"): _fields(change),
    }


def _fields(change: FactChange) -> str:
    return "; ".join(
        f"{name}: {'–' if old is None else old} → {'–' if new is None else new}"
        for name, (old, new) in change.fields.items()
        if name not in ("valid_to", "stated_by") or change.change == "change"
    )


# -- applied ---------------------------------------------------------------------------------------


def _apply(ctx: Ctx, reading: Reading, prepared: Prepared, way: ImportOptions, *, allowed: bool) -> None:
    if prepared.plan.empty:
        st.info(ctx.say("nothing"), icon=":material/drag_handle:")
        return
    if not allowed:
        st.info(ctx.say("not_allowed", setting=WRITE), icon=":material/lock:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        whom = st.text_input(
            ctx.say("by"), key=f"{choices.TYPED}by", width=280, help=ctx.say("by_help", account=user())
        )
        asked = st.button(ctx.say("apply"), type="primary", icon=":material/upload:")
    if asked:
        with st.status(ctx.say("applying")) as status:
            report, _ = write(
                carry_out_import, reading, way, by=user(), on_behalf_of=composed(whom.strip()),
                tell=lambda text: status.update(label=text),
            )  # fmt: skip
        st.session_state[_DONE] = report
        st.rerun()


def _done(ctx: Ctx) -> None:
    """Say what was applied right before, with the way to it in the journal."""
    report = st.session_state.pop(_DONE, None)
    if report is None:
        return
    st.success(plain(ctx.say("done", **asdict(report))), icon=":material/task_alt:")
    ctx.link("history", ctx.say("in_journal"), view="journal", about=str(report.change_set))
