"""What the user has chosen, kept for all pages and shown in the address, so that a link restores it.

A choice is a short text under a name (``lang``, ``on``, ``from``, ``theme``, ...).  The address is the
outside of it: what somebody opens, types or goes back to is taken over before a page is drawn
(`take_over`), and what is chosen on a page is written there after it (`publish`).  The same name
means the same thing on every page, so that a theme chosen on one is still chosen on the next.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard.limits import CHOICES_SEEN
from ansvar.graph.characters import composed, harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_CHOICE = "choice."
_WIDGET = "widget."
_WRITTEN = "choices.written"
TYPED = "typed."
"""Begins the key of a field that is no choice and is given no first value; what is typed there is kept."""


def get(name: str, otherwise: str = "") -> str:
    """Give a choice, or `otherwise` when nothing is chosen."""
    return str(st.session_state.get(_CHOICE + name) or otherwise)


def put(name: str, value: str) -> None:
    """Set a choice from code; belongs in a callback, before the widget of that name is drawn."""
    st.session_state[_CHOICE + name] = composed(value)
    st.session_state.pop(_WIDGET + name, None)


def keep(name: str, value: str) -> None:
    """Note what a widget shows, after it was drawn."""
    st.session_state[_CHOICE + name] = value


def put_all(**values: str) -> None:
    """Set several choices from code; as `put`."""
    for name, value in values.items():
        put(name, value)


def centre(key: str) -> None:
    """Put a thing in the middle of the map; what was opened, hidden or chosen around another is let go."""
    put_all(key=key, sel="", exp="", hid="")


def listed(name: str) -> tuple[str, ...]:
    """Give a choice that is a list."""
    return tuple(part for part in get(name).split(",") if part)


def take_over() -> None:
    """Take over what the address says where it says something new."""
    written = st.session_state.get(_WRITTEN, {})
    for name, value in st.query_params.items():
        if written.get(name) != value:
            put(name, value)


def hold() -> None:
    """Keep what the widgets show in a run that draws none of them: Streamlit forgets it otherwise."""
    for key, value in dict(st.session_state).items():
        if str(key).startswith(_WIDGET):
            keep(str(key).removeprefix(_WIDGET), _text(value))
        elif str(key).startswith(TYPED):
            st.session_state[key] = value  # set by us it is no widget's any more, and stays


def _text(value: Any) -> str:
    """Write what a widget shows as a choice is written."""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, list):
        return ",".join(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")


def publish(names: Iterable[str]) -> None:
    """Write these choices, and no others, into the address."""
    shown = {name: get(name) for name in names if get(name)}
    if dict(st.query_params) != shown:
        st.query_params.from_dict(shown)
    st.session_state[_WRITTEN] = shown


def select(
    name: str, label: str, options: Mapping[str, str], otherwise: str = "", help_text: str | None = None
) -> str:
    """Draw a searchable list for a choice and give what is chosen.

    Parameters
    ----------
    options : mapping of str to str
        Value -> text, in the order of the list; must not be empty.
    otherwise : str
        What is chosen at first; the first option when it is left out or not there.
    """
    return _chosen(st.selectbox, name, label, options, otherwise, help=help_text)


def few_or_many(name: str, label: str, options: Mapping[str, str]) -> str:
    """Draw a choice so that few values are all seen and one click away, and many can be searched."""
    if len(options) > CHOICES_SEEN:
        return select(name, label, options)
    return _chosen(st.pills, name, label, options, "", required=True, wrap=True)


def segments(
    name: str, label: str, options: Mapping[str, str], otherwise: str = "", *, hide_label: bool = False
) -> str:
    """Draw a row of buttons for a choice of few and give what is chosen."""
    seen = "collapsed" if hide_label else "visible"
    draw = st.segmented_control
    return _chosen(draw, name, label, options, otherwise, required=True, label_visibility=seen)


def _chosen(
    draw: Callable[..., Any],
    name: str,
    label: str,
    options: Mapping[str, str],
    otherwise: str,
    **more: Any,
) -> str:
    """Draw a widget for a choice, set to what it shows now, or to the choice when it shows no option.

    It is set each time: a widget that stood on another page before forgets what is not said again.
    """
    key = _WIDGET + name
    first = next((v for v in (get(name, otherwise), otherwise) if v in options), next(iter(options)))
    shown = st.session_state.get(key)
    st.session_state[key] = shown if shown in options else first
    value = str(draw(label, list(options), format_func=_shown(options), key=key, **more))
    keep(name, value)
    return value


def _shown(options: Mapping[str, str]) -> Callable[[str], str]:
    """Give the text for a value so that it turns nothing around."""
    return lambda value: harmless(options[value])


def toggle(name: str, label: str) -> bool:
    """Draw a switch for a choice that is ``1`` or empty."""
    key = _WIDGET + name
    st.session_state[key] = st.session_state.get(key, get(name) == "1")
    value = st.toggle(label, key=key)
    keep(name, "1" if value else "")
    return value


def day(
    name: str, label: str, read: Callable[[str], dt.date], first: dt.date, last: dt.date, **more: Any
) -> dt.date:
    """Draw a field for a day.

    Parameters
    ----------
    read : callable
        Reads the choice where the field does not show it yet; of a day that is too early or too late the
        first or last is taken.
    more
        As `streamlit.date_input` takes it.
    """
    key = _WIDGET + name
    st.session_state[key] = st.session_state.get(key) or min(max(read(get(name)), first), last)
    value: dt.date = st.date_input(label, key=key, min_value=first, max_value=last, **more)
    keep(name, value.isoformat())
    return value


def several(name: str, label: str, options: Mapping[str, str], nothing: str) -> list[str]:
    """Draw a list of which several may be chosen; `nothing` says what it means when none is."""
    key = _WIDGET + name
    st.session_state[key] = [v for v in st.session_state.get(key, listed(name)) if v in options]
    values: list[str] = st.multiselect(
        label, list(options), format_func=_shown(options), key=key, placeholder=nothing
    )
    keep(name, ",".join(values))
    return values
