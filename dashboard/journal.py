"""The journal on the page "History": what was written when, by whom, from what, and the way back to then."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard import choices
from ansvar.dashboard.answers import ask, ask_of, present, state_text
from ansvar.dashboard.errors import refused
from ansvar.dashboard.limits import CHANGE_SETS, FACTS, FILES_NAMED
from ansvar.dashboard.markdown import button, plain
from ansvar.dashboard.tables import choice_table, csv_button, data_table
from ansvar.graph.clock import local, stamp, today
from ansvar.graph.errors import UnknownNameError
from ansvar.graph.journal.actor import name_actor
from ansvar.graph.journal.result import journal
from ansvar.graph.schema.fields import field_name
from ansvar.queries.vocabulary import sort_name, value_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ansvar.dashboard.page import Ctx
    from ansvar.graph.journal.result import Journal

_COLUMNS = ("number", "at", "by", "what", "sort", "key", "other", "fields", "on_behalf_of", "origin")


def show_journal(ctx: Ctx) -> None:
    """Draw the change sets, and the facts of what is chosen: one of them, or a thing."""
    st.write(ctx.say("journal_about"))
    known = _journal("", CHANGE_SETS)
    if not known.items:
        st.info(ctx.say("journal_empty"), icon=":material/event_busy:")
        return
    _sets(ctx, known)
    first, second = st.columns(2, gap="large")
    with first:
        _known_at(ctx)
    with second:
        _of_thing(ctx)
    about = choices.get("about")
    if not about:
        return
    try:
        answer = _journal(about, FACTS)
    except UnknownNameError as error:
        refused(ctx.lang, error)
        return
    chosen = next((item for item in known.items if str(item["number"]) == about), None)
    _head(ctx, about, chosen)
    _facts(ctx, answer)


def _journal(about: str, limit: int) -> Journal:
    """Read the journal, which the present graph keeps whatever is shown."""
    with ask_of(present()):
        return ask(state_text(), journal, about, limit)


# -- change sets -----------------------------------------------------------------------------------


def _sets(ctx: Ctx, known: Journal) -> None:
    rows = [_set(ctx, item) for item in known.items]
    numbers = [str(item["number"]) for item in known.items]
    choice_table(
        "journal.sets", rows, numbers, choices.get("about"), ctx.say("view_journal"),
        partial(choices.put, "about"),
    )  # fmt: skip
    if known.total > len(known.items):
        st.caption(ctx.say("journal_cut", shown=len(known.items), count=known.total))


def _set(ctx: Ctx, item: Mapping[str, Any]) -> dict[str, Any]:
    names = [Path(source["path"]).name for source in item["sources"]]
    shown = ctx.known is not None and ctx.known.entry.number == item["number"]
    return {
        ctx.say("head_number"): f"{item['number']}" + (f" ● {ctx.say('shown_now')}" if shown else ""),
        ctx.say("head_when"): local(item["at"]),
        ctx.say("head_by"): _who(ctx, item),
        ctx.say("head_done"): _verb(ctx, item),
        ctx.say("set_created"): item["created"],
        ctx.say("set_changed"): item["changed"],
        ctx.say("set_ended"): item["ended"],
        ctx.say("head_from"): ", ".join([*names[:FILES_NAMED], *(["…"] if len(names) > FILES_NAMED else [])]),
    }


def _who(ctx: Ctx, item: Mapping[str, Any]) -> str:
    return name_actor(ctx.lang, item["by"], item["on_behalf_of"])


def _verb(ctx: Ctx, item: Mapping[str, Any]) -> str:
    told = value_name(ctx.lang, "verb", item["verb"])
    return f"{told} {item['undoes']}" if item["undoes"] else told


# -- what is chosen --------------------------------------------------------------------------------


def _known_at(ctx: Ctx) -> None:
    """Ask for a moment; everything is then shown as it was known."""
    st.markdown(f"**{ctx.say('known_at_moment')}**")
    with st.form("journal-known", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(ctx.say("known_day"), today(), max_value=today(), format=ctx.day_format)
        at = st.time_input(ctx.say("known_time"), dt.time(23, 59), step=60)
        if st.form_submit_button(ctx.say("known_show"), icon=":material/history:"):
            end = dt.datetime.combine(day, at).replace(second=59, microsecond=999_000)
            choices.put("known", stamp(end))
            st.rerun()


def _of_thing(ctx: Ctx) -> None:
    """Ask for the key of a thing, and show all that was ever written of it."""
    st.markdown(f"**{ctx.say('thing_history')}**")
    with st.form("journal-thing", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        key = st.text_input(ctx.say("thing_key"), placeholder="post:…", key=f"{choices.TYPED}journal")
        if st.form_submit_button(ctx.say("thing_show"), icon=":material/manage_search:") and key.strip():
            choices.put("about", key.strip())
            st.rerun()


def _head(ctx: Ctx, about: str, item: Mapping[str, Any] | None) -> None:
    if item is None:
        st.subheader(plain(ctx.say("all_of_thing", key=about)))
        if not about.isdigit():
            ctx.link("explore", ctx.say("open_in_explore"), key=about)
        return
    st.subheader(plain(ctx.say("set_title", number=item["number"])))
    st.markdown(plain(f"{local(item['at'])} · {_who(ctx, item) or '–'} · {_verb(ctx, item)}"))
    shown = ctx.known is not None and ctx.known.entry.number == item["number"]
    button(
        ctx.say("known_after"), "history", choices.put, "known", str(item["number"]),
        key="journal.known", disabled=shown,
    )  # fmt: skip
    st.caption("  \n".join(plain(f"{source['path']} · {source['digest']}") for source in item["sources"]))


def _facts(ctx: Ctx, answer: Journal) -> None:
    if answer.total > len(answer.items):
        shown, about = len(answer.items), answer.question["about"]
        st.caption(plain(ctx.say("facts_cut", shown=shown, count=answer.total, about=about)))
    data_table([_fact(ctx, item) for item in answer.items], key="journal.facts", alt=ctx.say("facts"))
    flat = [item | {"at": local(item["at"]), "fields": _fields(item["fields"])} for item in answer.items]
    name = answer.question["about"].replace(":", "-").replace("/", "-")
    csv_button(ctx.say("download"), _COLUMNS, flat, f"ansvar-log-{name}")


def _fact(ctx: Ctx, item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        ctx.say("head_number"): str(item["number"]),
        ctx.say("head_when"): local(item["at"]),
        ctx.say("head_done"): ctx.say(f"fact_{item['what']}"),
        ctx.say("sort"): sort_name(ctx.lang, item["sort"]),
        ctx.say("key"): f"{item['key']} → {item['other']}" if item["other"] else item["key"],
        ctx.say("head_fields"): _fields(item["fields"], ctx.lang),
        ctx.say("head_origin"): item["origin"],
    }


def _fields(fields: Sequence[Mapping[str, Any]], lang: str = "") -> str:
    """Write changes of fields; by the names of the graph when no language is given."""
    return "; ".join(
        f"{field_name(field['name'], lang) if lang else field['name']}: "
        + ("" if field["before"] is None else f"{field['before']} → ")
        + ("–" if field["after"] is None else str(field["after"]))
        for field in fields
    )
