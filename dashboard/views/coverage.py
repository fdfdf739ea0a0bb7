"""Page 4: the coverage map: every place, theme and kind of matter, and the reason behind each cell."""

from __future__ import annotations

import html
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.limits import COVERAGE_ROWS
from ansvar.dashboard.markdown import button, clause_chips, plain, print_button
from ansvar.dashboard.tables import csv_button, data_table
from ansvar.dashboard.widgets.heat_map import HeatCell, HeatGroup, HeatRow, heat_map
from ansvar.queries.coverage.query import coverage
from ansvar.queries.coverage.result import WORST_FIRST
from ansvar.queries.doubt import numbers
from ansvar.queries.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.dashboard.page import Ctx
    from ansvar.queries.coverage.result import Cell, Coverage

TITLE = "coverage_title"
ICON = ":material/grid_on:"
PARAMS = ("by", "themes", "matters", "states", "cell", "clause")

_BY = ("office", "region", "centre", "unit")
_SIGNS = {"whole": "●", "fallback": "◐", "not_said": "○", "broken": "✕"}
_COLUMNS = ("key", "name", "theme", "matter", "state", "reason", "clauses", "chain", "questions")


def render(ctx: Ctx) -> None:
    """Draw the page."""
    st.write(ctx.say("about"))
    by = choices.segments("by", ctx.say("by"), ctx.options("by", _BY), "office")
    with st.spinner(ctx.say("working")):
        answer = ctx.ask(coverage, ctx.on, by, lang=ctx.lang)  # type: ignore[arg-type]
    _legend(ctx, answer)
    for note in answer.notes:
        st.info(plain(note), icon=":material/info:")
    cells = _filtered(ctx, answer)
    if not cells:
        st.info(ctx.say("nothing"), icon=":material/filter_alt_off:")
        return
    chosen = next((cell for cell in cells if _id(cell) == choices.get("cell")), None)
    names = _names(answer.themes) | _names(answer.matters)
    _map(ctx, answer, cells, names)
    if chosen:
        _panel(ctx, answer, chosen, names)
    _table(ctx, answer, cells, names)


def _filtered(ctx: Ctx, answer: Coverage) -> list[Cell]:
    """Give the cells of the themes and matters chosen, in rows that have one of the states chosen."""
    asked: list[list[str]] = []
    filters = (
        ("themes", "theme", _names(answer.themes)),
        ("matters", "matter", _names(answer.matters)),
        ("states", "rows_with", ctx.options("state", WORST_FIRST)),
    )
    for column, (name, label, options) in zip(st.columns(3), filters, strict=True):
        with column:
            asked.append(choices.several(name, ctx.say(label), options, ctx.say("all_of_them")))
    some_themes, some_matters, states = asked
    cells = [
        cell
        for cell in answer.cells
        if (not some_themes or cell.theme in some_themes)
        and (not some_matters or cell.matter in some_matters)
    ]
    if not states:
        return cells
    rows = {
        cell.key
        for cell in cells
        if any(cell.verdict.state == state or cell.count(state) for state in states)
    }
    return [cell for cell in cells if cell.key in rows]


def _legend(ctx: Ctx, answer: Coverage) -> None:
    """Say what the signs mean and how often each stands in the whole map, whatever is filtered."""
    totals = answer.totals
    rows = "".join(
        f'<tr><td><span class="ansvar-sign ansvar-{state}">'
        f"{_SIGNS[state]} {ctx.say(f'letter_{state}')}</span></td>"
        f'<th scope="row">{html.escape(ctx.say(f"state_{state}"))}</th>'
        f"<td>{ctx.say('k_of_n', k=totals[state], n=totals['cells'])}</td>"
        f"<td>{100 * totals[state] / max(totals['cells'], 1):.0f} %</td>"
        f"<td>{html.escape(ctx.say(f'means_{state}'))}</td></tr>"
        for state in WORST_FIRST
    )
    name = "totals_unit" if answer.question["by"] == "unit" else "totals"
    caption = html.escape(ctx.say(name, places=totals["places"], cells=totals["cells"], of=answer.of))
    st.html(f'<table class="ansvar-legend"><caption>{caption}</caption><tbody>{rows}</tbody></table>')


def _map(ctx: Ctx, answer: Coverage, cells: list[Cell], names: dict[str, str]) -> None:
    rows: dict[str | None, list[Cell]] = defaultdict(list)
    for cell in cells:
        rows[cell.key].append(cell)
    keys = list(rows)
    pages = -(-len(keys) // COVERAGE_ROWS)
    page = 1
    if pages > 1:
        page = int(st.number_input(ctx.say("page_of", pages=pages), 1, pages, key="coverage.page"))
    shown = keys[(page - 1) * COVERAGE_ROWS : page * COVERAGE_ROWS]
    there = {(cell.theme, cell.matter) for cell in cells}
    columns = [
        (t["key"], m["key"]) for t in answer.themes for m in answer.matters if (t["key"], m["key"]) in there
    ]
    groups = [
        HeatGroup(names[theme], tuple(names[m] for t, m in columns if t == theme))
        for theme in dict.fromkeys(theme for theme, _ in columns)
    ]
    made = []
    for key in shown:
        by_column = {(cell.theme, cell.matter): cell for cell in rows[key]}
        told = tuple(_cell(ctx, by_column.get(column), names) for column in columns)
        made.append(HeatRow(rows[key][0].name, told))
    heat_map(
        "silence-map",
        ctx.say("caption", day=ctx.day(ctx.on)),
        ctx.say(f"one_{answer.question['by']}"),
        groups,
        made,
        choices.get("cell"),
        lambda cell: choices.put("cell", cell),
    )
    st.caption(ctx.say("keys"))


def _cell(ctx: Ctx, cell: Cell | None, names: dict[str, str]) -> HeatCell:
    if cell is None:  # a question that does not fit who would ask it
        return HeatCell("", "none", "–", ctx.say("not_asked"))
    state = cell.verdict.state
    mark = f"{_SIGNS[state]} {ctx.say(f'letter_{state}')}"
    told = ctx.say(f"state_{state}")
    if cell.counts:
        total = sum(number for _, number in cell.counts)
        mark += f" {cell.count(state)}/{total}"
        told += f", {ctx.say('k_of_n', k=cell.count(state), n=total)}"
    words = f"{cell.name}, {names[cell.theme]}, {names[cell.matter]}: {told}"
    return HeatCell(_id(cell), state, mark, words)


def _panel(ctx: Ctx, answer: Coverage, cell: Cell, names: dict[str, str]) -> None:
    with st.container(border=True, key="cell-panel"):
        st.subheader(plain(cell.name))
        st.write(plain(f"{names[cell.theme]} · {names[cell.matter]}"))
        counts = cell.counts or ((cell.verdict, 0),)
        for number, (verdict, places) in enumerate(counts[:8]):
            many = f" · {ctx.say('count_places', count=places)}" if cell.counts else ""
            st.markdown(f"**{_SIGNS[verdict.state]} {ctx.say(f'state_{verdict.state}')}**{many}")
            st.write(plain(cell.told(verdict) or ctx.say("ordinary")))
            if verdict.clauses:
                clause_chips(ctx, verdict.clauses, f"cell-{number}")
            doubts = numbers(answer.questions, verdict.questions)
            if doubts:
                st.caption(plain(text(ctx.lang, "rests_on", numbers=", ".join(map(str, doubts)))))
            way = [ctx.node(key)["name"] for key in verdict.chain[:12]]
            if way:
                st.caption(f"{ctx.say('way')}: {plain(' → '.join(way))}")
        if cell.counts:
            below = {"themes": cell.theme, "matters": cell.matter, "states": cell.verdict.state}
            button(ctx.say("down"), "zoom_in", partial(choices.put_all, by="centre", cell="", **below))
        elif cell.key:
            route = {"from": cell.key, "theme": cell.theme, "matter": cell.matter}
            ctx.link("turn_to", ctx.say("to_route"), **route)
        if cell.key:
            ctx.link("explore", ctx.say("open_in_explore"), key=cell.key)
        clause = choices.get("clause")
        if clause:
            ctx.link("duties", ctx.say("to_clause", clause=ctx.cite([clause])), clause=clause)


def _table(ctx: Ctx, answer: Coverage, cells: Iterable[Cell], names: dict[str, str]) -> None:
    """Give the same as a table and as a file."""
    shown = {_id(cell) for cell in cells}
    by = answer.question["by"]
    rows = [
        {**item, "key": item[by]}
        for item, cell in zip(answer.rows, answer.cells, strict=True)
        if _id(cell) in shown
    ]
    with st.expander(ctx.say("as_table"), icon=":material/table:"):
        data_table([_line(ctx, row, names) for row in rows])
    with st.container(horizontal=True, key="no-print"):
        csv_button(ctx.say("download"), _COLUMNS, rows, f"ansvar-coverage-{ctx.on.isoformat()}")
        print_button(ctx.say("print"))


def _line(ctx: Ctx, row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    counted = "counts" in row
    of_places = {ctx.say("of_places"): f"{row['counts'][row['state']]}/{row['places']}"} if counted else {}
    return {
        ctx.say("place"): row["name"],
        ctx.say("theme"): names[row["theme"]],
        ctx.say("matter"): names[row["matter"]],
        ctx.say("state"): ctx.say(f"state_{row['state']}"),
        **of_places,
        ctx.say("why"): row["reason"],
        ctx.say("clauses"): ctx.cite(row["clauses"]),
    }


def _names(columns: Iterable[dict[str, str]]) -> dict[str, str]:
    return {column["key"]: column["name"] for column in columns}


def _id(cell: Cell) -> str:
    return f"{cell.key or ''}|{cell.theme}|{cell.matter}"
