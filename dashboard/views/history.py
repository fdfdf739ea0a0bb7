"""Page 7: the two clocks: what changed between two days and what follows from it, and the journal."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.answers import graph
from ansvar.dashboard.journal import show_journal
from ansvar.dashboard.limits import CHANGES
from ansvar.dashboard.markdown import button, plain, print_button
from ansvar.dashboard.tables import csv_button, data_table, file_button, text_table
from ansvar.graph.characters import json_text
from ansvar.graph.clock import read_day
from ansvar.graph.errors import QuestionError
from ansvar.queries.changes import changes, days
from ansvar.queries.diff import render as words
from ansvar.queries.diff.query import compare
from ansvar.queries.diff.state import read_state
from ansvar.queries.vocabulary import edge_name, sort_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ansvar.dashboard.page import Ctx
    from ansvar.queries.changes import Change
    from ansvar.queries.diff.result import Difference

TITLE = "history_title"
ICON = ":material/history:"
PARAMS = ("view", "since", "sorts", "follows", "about")

_VIEWS = ("days", "journal")

_SLIDER = "history.slider"
_FOLLOWS = "history.follows"
_COLUMNS = ("day", "what", "sort", "key", "name", "other", "other_name", "for_key")
_COLOURS = {"came": "#17527a", "went": "#b8860b"}


def render(ctx: Ctx) -> None:
    """Draw the page."""
    view = choices.segments("view", ctx.say("view"), ctx.options("view", _VIEWS))
    if view == "journal":
        show_journal(ctx)
    else:
        _days(ctx)


def _days(ctx: Ctx) -> None:
    known = ctx.ask(days)
    if not known:
        st.info(ctx.say("no_days"), icon=":material/event_busy:")
        return
    told = [dt.date.fromisoformat(day) for day, _, _ in known]
    room = dt.timedelta(days=30)  # around the days of change and the chosen one
    first, last = min(*told, ctx.on) - room, max(*told, ctx.on) + room
    _slider(ctx, first, last, told)
    _chart(ctx, known)
    since = _since(ctx, first, last)
    if since > ctx.on:
        st.info(ctx.say("turned", since=ctx.day(since), until=ctx.day(ctx.on)), icon=":material/swap_horiz:")
    earlier, later = sorted((since, ctx.on))
    _changes(ctx, ctx.ask(changes, earlier, later, ctx.lang).items)
    if since != ctx.on:
        _follows(ctx, earlier, later)


# -- the day ---------------------------------------------------------------------------------------


def _slider(ctx: Ctx, first: dt.date, last: dt.date, known: Sequence[dt.date]) -> None:
    before = max((day for day in known if day < ctx.on), default=None)
    after = min((day for day in known if day > ctx.on), default=None)
    st.session_state[_SLIDER] = ctx.on  # the day of the sidebar is the one that counts
    about = ctx.say("slider_help")
    st.slider(
        ctx.say("slider"), first, last, key=_SLIDER, format=ctx.day_format, on_change=_moved, help=about
    )
    with st.container(horizontal=True, key="no-print"):
        for day, label, icon in ((before, "before", "chevron_left"), (after, "after", "chevron_right")):
            told = ctx.say(label, day=ctx.day(day)) if day else ctx.say(f"none_{label}")
            to = day.isoformat() if day else ""
            button(told, icon, choices.put, "on", to, key=f"history.{label}", disabled=not day)


def _moved() -> None:
    choices.put("on", st.session_state[_SLIDER].isoformat())


def _since(ctx: Ctx, first: dt.date, last: dt.date) -> dt.date:
    def read(asked: str) -> dt.date:
        try:
            return read_day(asked)
        except QuestionError:
            return first

    return choices.day("since", ctx.say("since"), read, first, last, format=ctx.day_format, width=260)


def _chart(ctx: Ctx, known: Sequence[tuple[str, int, int]]) -> None:
    """Draw how much began and ended in each month; the table beside it says the same."""
    months: Counter[tuple[str, str]] = Counter()
    for day, came, went in known:
        months[day[:7], "came"] += came
        months[day[:7], "went"] += went
    rows = [
        {"month": month, "what": ctx.say(what), "count": count}
        for (month, what), count in sorted(months.items())
        if count
    ]
    chart = (
        alt.Chart({"values": rows})
        .mark_bar()
        .encode(
            x=alt.X("month:O", title=ctx.say("month")),
            y=alt.Y("count:Q", title=ctx.say("count"), scale=alt.Scale(type="symlog")),
            xOffset="what:N",
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(domain=[ctx.say(w) for w in _COLOURS], range=list(_COLOURS.values())),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=["month:O", "what:N", "count:Q"],
        )
        .properties(height=160)
    )
    with st.expander(ctx.say("over_time"), icon=":material/bar_chart:"):
        st.altair_chart(chart)
        st.caption(ctx.say("symlog"))
        heads = [ctx.say(name) for name in ("day", "came", "went")]
        data_table([dict(zip(heads, row, strict=True)) for row in known])


# -- what changed ----------------------------------------------------------------------------------


def _changes(ctx: Ctx, items: Sequence[Change]) -> None:
    since, until = sorted((choices.get("since"), ctx.on.isoformat()))
    st.subheader(plain(ctx.say("between", since=ctx.day(since), until=ctx.day(until))))
    if not items:
        st.info(ctx.say("nothing"), icon=":material/drag_handle:")
        return
    counts = Counter((item.sort, item.what) for item in items)
    sorts = {sort: sort_name(ctx.lang, sort) for sort in sorted({item.sort for item in items})}
    some = choices.several("sorts", ctx.say("sorts"), sorts, ctx.say("all_of_them"))
    came, went = ctx.say("came"), ctx.say("went")
    rows = [
        {ctx.say("sort"): name, came: counts[sort, "came"], went: counts[sort, "went"]}
        for sort, name in sorts.items()
    ]
    data_table(rows)
    shown = [item for item in items if not some or item.sort in some]
    if len(shown) > CHANGES:
        st.caption(ctx.say("cut", shown=CHANGES, count=len(shown)))
    data_table([_line(ctx, item) for item in shown[:CHANGES]])
    with st.container(horizontal=True, key="no-print-2"):
        file = f"ansvar-changes-{since}-{until}"
        csv_button(ctx.say("download"), _COLUMNS, map(asdict, shown), file)
        print_button(ctx.say("print"))


def _line(ctx: Ctx, item: Change) -> dict[str, Any]:
    sign = "+" if item.what == "came" else "−"
    told = f"{item.name} {edge_name(ctx.lang, item.sort)} {item.other_name}" if item.edge else item.name
    return {
        ctx.say("day"): item.day,
        ctx.say("what"): f"{sign} {ctx.say(item.what)}",
        ctx.say("sort"): sort_name(ctx.lang, item.sort),
        ctx.say("told"): told,
        ctx.say("key"): f"{item.key} → {item.other}" if item.edge else item.key,
    }


# -- what follows from it; the words and rows are those of `ansvar diff` ------------------------------


def _follows(ctx: Ctx, since: dt.date, until: dt.date) -> None:
    """Draw it where it was asked for, else a button that asks: it traces every place on both days."""
    st.subheader(ctx.say("follows"))
    asked = f"{since.isoformat()}~{until.isoformat()}"
    if choices.get("follows") != asked:
        st.write(ctx.say("follows_about"))
        button(ctx.say("follows_ask"), "fork_right", choices.put, "follows", asked)
        return
    answer = _answer(ctx, since, until)
    st.markdown(plain(words.summary(answer)))
    for section in words.sections(answer):
        st.markdown(f"**{plain(section.title)}** ({len(section.rows)})")
        if len(section.rows) > CHANGES:
            st.caption(ctx.say("follows_cut", shown=CHANGES, count=len(section.rows)))
        text_table(section.headings, section.rows[:CHANGES], section.title)
    _downloads(ctx, answer)


def _answer(ctx: Ctx, since: dt.date, until: dt.date) -> Difference:
    """Give the comparison, from this session where it is the one that was made last."""
    known = choices.get("known")
    asked = (ctx.state, since, until, known, ctx.lang)
    kept = st.session_state.get(_FOLLOWS)
    if kept and kept[0] == asked:
        answer: Difference = kept[1]
        return answer
    place = st.empty()

    def tell(text: str) -> None:
        place.caption(f":material/hourglass: {ctx.say('follows_working')} {plain(text)} …")

    before, after = (read_state(graph(), day, ctx.lang, tell) for day in (since, until))
    question = {
        "from": since.isoformat(), "to": until.isoformat(), "known_from": known, "known_to": known,
        "with": [], "instruction": [],
    }  # fmt: skip
    answer = compare(before, after, question, ctx.lang)
    place.empty()
    st.session_state[_FOLLOWS] = (asked, answer)
    return answer


def _downloads(ctx: Ctx, answer: Difference) -> None:
    name = f"ansvar-diff-{answer.question['from']}-{answer.question['to']}"
    files = {
        "html": ("text/html", lambda: words.page(answer)),
        "json": ("application/json", lambda: json_text(answer.to_json()) + "\n"),
    }
    with st.container(horizontal=True, key="no-print-follows"):
        for ending, (mime, make) in files.items():
            key = f"follows.download.{ending}"
            file_button(ctx.say(f"follows_{ending}"), make, f"{name}.{ending}", mime, key)
