"""What every page is given, and what a page has to offer.

A page is one module in `ansvar.dashboard.views`, named in ``PAGES`` there, with

``TITLE``       name of its title among the words (words.yaml, or ``<page>.yaml`` beside the module)
``ICON``        ``:material/...:``
``PARAMS``      the choices that stand in its address beside ``lang``, ``on`` and ``known``
``render(ctx)`` draws it, under its title; reads choices through `ansvar.dashboard.choices`, facts through
                ``ctx.ask``

Its address is the module's name with hyphens.  A page catches no errors of the graph: the shell shows
an engine that is lost, a question that cannot be asked, and an empty graph the same way everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

import streamlit as st

from ansvar.dashboard import answers, choices
from ansvar.dashboard.limits import EDGES
from ansvar.dashboard.words import DAY_FORMATS, word
from ansvar.graph.texts import day_in_words
from ansvar.queries.catalogue.query import thing, things
from ansvar.queries.citation import citations

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from ansvar.dashboard.snapshots import Moment
    from ansvar.graph.citation import Citations
    from ansvar.graph.store import Store
    from ansvar.queries.listing import Listing

P = ParamSpec("P")
R = TypeVar("R")


ENTRIES = "page.entries"
"""Where the session keeps the entries of the menu, for links from one page to another."""


@dataclass(frozen=True)
class Ctx:
    """What a page is given.

    Attributes
    ----------
    page : str
        Name of its module.
    lang : str
        ``nb`` or ``en``.
    on : date
        The day that the whole dashboard speaks of.
    state : str
        The state of the graph that the answers belong to; empty for an empty graph.
    known : Moment, optional
        The moment at which the graph is shown as it was known; None for the present.
    """

    page: str
    lang: str
    on: dt.date
    state: str = ""
    known: Moment | None = None

    def ask(self, query: Callable[Concatenate[Store, P], R], *args: P.args, **more: P.kwargs) -> R:
        """Ask a query of the graph, or give the answer that is kept."""
        return answers.ask(self.state, query, *args, **more)

    def thing(self, key: str) -> Listing:
        """Show a thing and the first edges of each type; see `ansvar.queries.catalogue.query.thing`."""
        return self.ask(thing, key, self.on, self.lang, EDGES)

    def node(self, key: str) -> dict[str, Any]:
        """Give what a thing says of itself."""
        node: dict[str, Any] = self.thing(key).more["node"]
        return node

    @cached_property
    def _citations(self) -> Citations:
        """Fetched once for a page, because a table cites in every row."""
        return self.ask(citations, self.lang)

    def cite(self, clauses: Iterable[str], within: str = "") -> str:
        """Write clauses as people cite them."""
        return self._citations.cite(clauses, within)

    def names(self, kind: str) -> dict[str, str]:
        """Name the things of a kind: key -> name."""
        return {item["key"]: item["name"] for item in self.ask(things, kind, self.on, self.lang).items}

    @property
    def day_format(self) -> str:
        """How a field for a day writes it."""
        return DAY_FORMATS[self.lang]

    def say(self, name: str, **places: Any) -> str:
        """Give a text of the page, or a common one, in the user's language; no place is called `name`."""
        return word(self.lang, name, self.page, **places)

    def options(self, name: str, values: Iterable[str]) -> dict[str, str]:
        """Give the values of a choice with the texts ``<name>_<value>``."""
        return {value: self.say(f"{name}_{value}") for value in values}

    def link(self, page: str, label: str, **params: str) -> None:
        """Draw a link to another page that keeps language, day and what was known, and sets these choices."""
        told = {"lang": self.lang, "on": self.on.isoformat(), **params}
        if self.known:
            told["known"] = choices.get("known")
        entry = st.session_state.get(ENTRIES, {}).get(page)
        if entry is not None:
            st.page_link(entry, label=label, query_params=told)

    def day(self, day: str | dt.date) -> str:
        """Write a date out."""
        return day_in_words(day, self.lang)


class Page(Protocol):
    """A module in `ansvar.dashboard.views`."""

    TITLE: str
    ICON: str
    PARAMS: tuple[str, ...]

    def render(self, ctx: Ctx) -> None:
        """Draw the page."""
