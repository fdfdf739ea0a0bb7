"""Loads files: checked first, then written in one transaction, or nothing at all.

Nothing here knows a file format (that is `reader`), what becomes of what was there (`merge`) or how that is
written (`ansvar.graph.journal.writer`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ansvar.graph.clock import today
from ansvar.graph.content import overlay, stated_of
from ansvar.graph.content.snapshot import stated_of_norm
from ansvar.graph.derive import connection_names
from ansvar.graph.errors import DataError
from ansvar.graph.journal.entry import ChangeMeta, Source
from ansvar.graph.journal.writer import LoadReport, carry_out
from ansvar.graph.load.merge import make_plan
from ansvar.graph.load.reader import (
    Parsed,
    find_files,
    keys_in,
    parse_files,
    read_content,
    states_norm,
)
from ansvar.graph.load.replacement import cut, ends_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from ansvar.graph.content import Content
    from ansvar.graph.content.origin import SourceFile
    from ansvar.graph.content.plan import Plan
    from ansvar.graph.store import Store

_SPEAKS_OF = ("REGULATES", "DEFINES")
"""Edges from an instruction to the words that it shares with others."""


def load_files(
    store: Store,
    paths: Sequence[Path | SourceFile],
    *,
    ended_on: dt.date | None = None,
    take_over: bool = False,
    rederive: bool = False,
    by: str = "",
    on_behalf_of: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> LoadReport:
    """Load instruction and organisation files: all of them, or nothing.

    Parameters
    ----------
    store : Store
        The graph.
    paths : sequence of Path or SourceFile
        Files, folders with files, or what was made of other files.
    ended_on : date, optional
        Day on which facts end that the files no longer state; today when left out.
    take_over : bool
        What another instruction or organisation has stated so far may be stated by these from now on.
    rederive : bool
        Derive every edge anew, also when the files change nothing.
    by, on_behalf_of : str
        Who does it, and for whom, for the journal.
    tell : callable
        Told what is being done, for a progress line.

    Returns
    -------
    LoadReport
        Loading the same files again reports nothing created, changed or ended.

    Raises
    ------
    DataError
        Every problem of every file; the graph is unchanged.
    EngineError
        The engine refused; the graph is unchanged.
    """
    tell("reading files")
    parsed = _parse(paths)
    sources = tuple(Source(p.source.path, p.source.digest) for p in parsed)
    meta = ChangeMeta("load", by, sources, on_behalf_of=on_behalf_of)

    def make(current: Content) -> Plan:
        return plan_parsed(current, parsed, ended_on, take_over=take_over)

    if rederive or not states_norm(parsed):
        return carry_out(store, make, meta, rederive=rederive, planned=parsed.clear, tell=tell)
    keys = keys_in(parsed, connection_names())
    return carry_out(store, make, meta, look=lambda read: stated_of_norm(read, keys), tell=tell)


def _parse(paths: Sequence[Path | SourceFile]) -> list[Parsed]:
    files = find_files([path for path in paths if isinstance(path, Path)])
    return parse_files([*files, *(path for path in paths if not isinstance(path, Path))])


def plan_parsed(
    current: Content,
    parsed: Sequence[Parsed],
    ended_on: dt.date | None = None,
    *,
    take_over: bool = False,
) -> Plan:
    """Find out what files would do to a content; no engine is asked.

    Parameters
    ----------
    current : Content
        What is stated already.
    parsed : sequence of Parsed
        Files that fit their formats.
    ended_on, take_over
        As for `load_files`.

    Raises
    ------
    DataError
        Every problem of every file.
    """
    day = (ended_on or today()).isoformat()
    wanted, stated_by = read_content(
        parsed, current.nodes, connection_names(), take_over=take_over, standing=current.edges
    )
    _check_names(current, wanted, stated_by)
    wanted, stated_by = _settled(current, wanted, stated_by, parsed)
    return make_plan(current, wanted, stated_by, day)


def _check_names(current: Content, wanted: Content, stated_by: frozenset[str]) -> None:
    """Refuse another name for a theme, matter or role that an instruction outside the files speaks of."""
    users = {
        edge.receiver: edge.giver
        for edge in sorted(current.edges, key=lambda edge: edge.giver)
        if edge.type in _SPEAKS_OF and edge.period and edge.giver not in stated_by
    }
    problems = []
    for key in sorted(users.keys() & wanted.nodes.keys()):
        told = wanted.nodes[key]
        for name in ("name_nb", "name_en"):
            new, old = told.props[name], current.nodes[key].props[name]
            if new != old and told.origin is not None:
                what = f'"{key}" is called "{old}" by "{users[key]}" in the graph, not "{new}"'
                hint = "Use that name where the same is meant; otherwise use another key."
                problems.append(told.origin.at("name").problem(what, hint))
    if problems:
        raise DataError(problems)


def _settled(
    current: Content, wanted: Content, stated_by: frozenset[str], parsed: Sequence[Parsed]
) -> tuple[Content, frozenset[str]]:
    """End what is replaced: in the files, and in the graph where an instruction is not among the files."""
    ends = ends_in(overlay(current, wanted, stated_by))
    if not ends:
        return wanted, stated_by
    absent = frozenset(ends) - stated_by
    before = ends_in(current)
    problems = [
        parsed[0].source.problem(
            (),
            f'according to these files, "{key}" ends later than in the graph',
            "Load the file of that instruction together with these, so that it is clear what applies again.",
        )
        for key in sorted(absent & frozenset(before))
        if ends[key].outlasts(before[key])
    ]
    if problems:
        raise DataError(problems)
    return cut(overlay(stated_of(current, absent), wanted, frozenset()), ends), stated_by | absent
