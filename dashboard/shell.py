"""The frame around every page: menu, language, day, and what is said of the graph as a whole.

It says so when the graph cannot answer, and above every page while the graph is shown as it was known at
an earlier moment.
"""

from __future__ import annotations

import datetime as dt
import importlib
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import streamlit as st

from ansvar.dashboard import answers, choices, snapshots
from ansvar.dashboard.errors import message, refused
from ansvar.dashboard.fragment import COMMON
from ansvar.dashboard.markdown import button, plain
from ansvar.dashboard.page import ENTRIES, Ctx, Page
from ansvar.dashboard.views import PAGES
from ansvar.dashboard.views.files import start_page
from ansvar.dashboard.words import DAY_FORMATS, word
from ansvar.graph import errors
from ansvar.graph.clock import local, read_day, today
from ansvar.graph.engine import bring_up_to_date
from ansvar.graph.journal.actor import name_actor, user
from ansvar.graph.texts import LANGUAGES, default_language

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLE = Path(__file__).parent / "style.css"
_ICON = Path(__file__).parent / "icon.svg"
_FIRST_DAY, _LAST_DAY = dt.date(1990, 1, 1), dt.date(2100, 12, 31)


def run(only: str = "") -> None:
    """Draw the dashboard, or one page of it without the menu (for tests of a page)."""
    choices.take_over()
    lang = choices.get("lang", default_language())
    lang = lang if lang in LANGUAGES else "en"
    st.set_page_config(page_title="ansvar", page_icon=str(_ICON), layout="wide")
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}{_said_by_style(lang)}</style>")
    if only:
        _draw(only, lang)
        return
    entries = {name: _entry(name, lang, first=not number) for number, name in enumerate(PAGES)}
    st.session_state[ENTRIES] = entries
    st.navigation(list(entries.values())).run()


def _said_by_style(lang: str) -> str:
    """Give the texts that the style puts in the place of Streamlit's own."""
    texts = {name: word(lang, name).replace('"', "") for name in ("upload_button", "upload_limit")}
    told = "".join(f'--ansvar-{name.replace("_", "-")}: "{text}";' for name, text in texts.items())
    return f":root {{ {told} }}"


def page_module(name: str) -> Page:
    """Give a page by the name of its module."""
    return cast("Page", importlib.import_module(f"ansvar.dashboard.views.{name}"))


def page_path(name: str) -> str:
    """Give the address of a page, without the parameters."""
    return name.replace("_", "-")


def _entry(name: str, lang: str, *, first: bool) -> st.Page:
    module = page_module(name)
    return st.Page(
        partial(_draw, name, lang),
        title=word(lang, module.TITLE, name),
        icon=module.ICON,
        url_path=page_path(name),
        default=first,
    )


def _draw(name: str, lang: str) -> None:
    lang, on = _sidebar(lang)
    module = page_module(name)
    try:
        with st.spinner(word(lang, "opening")):
            bring_up_to_date(answers.present(), user())
            state = answers.graph_state()
        _foot(lang, state)
        if not state["fingerprint"]:
            start_page(Ctx("files", lang, on))
        else:
            _page(name, lang, on)
    except errors.GraphLostError as error:
        _gone(lang, error)
    except errors.EngineError as error:
        _lost(lang, error)
    except errors.AnsvarError as error:
        refused(lang, error)
    choices.publish((*COMMON, *module.PARAMS))


def _page(name: str, lang: str, on: dt.date) -> None:
    """Draw a page, of the present graph or as it was known."""
    try:
        then = snapshots.then_of(choices.get("known"))
    except errors.AnsvarError:
        _back_to_now(lang)
        raise
    st.session_state.pop(answers.WRITTEN, None)  # the page itself shows what was written
    with _as_known(lang, then):
        state = answers.state_text(then.moment if then else "")
        page = page_module(name)
        st.title(word(lang, page.TITLE, name))
        page.render(Ctx(name, lang, on, state, then))


@contextmanager
def _as_known(lang: str, then: snapshots.Moment | None) -> Iterator[None]:
    """Have what is drawn inside ask the graph of a moment; say so, and say what is being opened."""
    place = st.empty()
    if then is None:
        yield
        return
    entry = then.entry
    who = name_actor(lang, entry.by, entry.on_behalf_of)
    told = word(lang, "known_at", at=local(entry.at), number=entry.number, by=who or "–")
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        st.warning(f"**{plain(told)}**", icon=":material/history:")
    with right:
        _back_to_now(lang)

    def tell(text: str) -> None:
        place.caption(f":material/hourglass: {word(lang, 'known_opening')} {plain(text)} …")

    with snapshots.known(then, tell):
        place.empty()
        yield


def _back_to_now(lang: str) -> None:
    """Draw the button that leaves the past."""
    button(word(lang, "known_back"), "update", choices.put, "known", "", key="known.back", type="primary")


def _sidebar(lang: str) -> tuple[str, dt.date]:
    with st.sidebar:
        languages = {value: word(value, "language_name") for value in LANGUAGES}
        lang = choices.segments("lang", word(lang, "language"), languages, lang)
        day = choices.day(
            "on", word(lang, "day"), partial(_day, lang), _FIRST_DAY, _LAST_DAY,
            format=DAY_FORMATS[lang], help=word(lang, "day_help"),
        )  # fmt: skip
    return lang, day


def _foot(lang: str, state: dict[str, str]) -> None:
    if state["fingerprint"]:
        with st.sidebar:
            short = state["fingerprint"].removeprefix("sha256:")[:12]
            st.caption(word(lang, "graph_state", as_of=local(state["as_of"]), fingerprint=short))


def _lost(lang: str, error: errors.EngineError) -> None:
    _let_go()
    kept = st.session_state.pop(answers.WRITTEN, None)
    if kept:
        st.success(word(lang, "written_stands", number=kept), icon=":material/task_alt:")
    away = isinstance(
        error, errors.EngineStartError | errors.EngineUnreachableError
    )  # else waiting is no help
    name = {errors.LostWriteError: "write_lost", errors.UncertainWriteError: "write_uncertain"}.get(
        type(error), "engine_lost" if away else "engine_unfit"
    )
    st.error(word(lang, name), icon=":material/power_off:")
    _retry(lang, error, shown=not away)


def _gone(lang: str, error: errors.GraphLostError) -> None:
    """Say that the engine has less than was there, and offer nothing that would write over it."""
    _let_go()
    st.error(word(lang, "graph_gone"), icon=":material/warning:")
    st.markdown(plain(word(lang, "graph_gone_remembered", **asdict(error.remembered))))
    st.markdown(plain(word(lang, f"graph_gone_{error.how}", **asdict(error.found))))
    st.markdown(plain(word(lang, "graph_gone_then", where=error.where)))
    _retry(lang, error, shown=False)


def _let_go() -> None:
    answers.forget_graph()
    snapshots.let_go()
    choices.hold()


def _retry(lang: str, error: errors.EngineError, *, shown: bool) -> None:
    st.button(word(lang, "retry"), type="primary", icon=":material/refresh:")
    message(lang, error, shown=shown)


def _day(lang: str, text: str) -> dt.date:
    """Give the day of a choice; today when there is none, or when it is no day, which is said."""
    try:
        return read_day(text) if text else today()
    except errors.QuestionError as error:
        refused(lang, error)
        return today()
