"""The picture of a graph: a thin Streamlit component of our own around cytoscape.js.

Python decides what is shown, where it stands and what it says; the script beside this file draws it and
tells what was clicked.  A canvas says nothing to a screen reader, so a page that uses it shows the same
facts as a list or table beside it, wired both ways.  A picture has a fixed key: a rerun then changes only
what is different, and zoom and place are kept.
"""

from __future__ import annotations

import textwrap
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from ansvar.dashboard.widgets import component, hand_on
from ansvar.graph.limits import PICTURE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_HERE = Path(__file__).parent
_WIDTH, _LINE, _LETTERS = 168, 15, 22


@dataclass(frozen=True)
class Card:
    """A node as it is drawn.

    Attributes
    ----------
    kind, name : str
        What it is and what it is called, in words.
    state : str
        What is wrong with it, in words; empty when nothing is.
    more : int
        How many neighbours are not shown.
    shape : str
        A shape of cytoscape.js.
    frame : str
        ``solid``; ``dashed`` where nobody is; ``dotted`` where nobody has told.
    """

    id: str
    kind: str
    name: str
    state: str = ""
    more: int = 0
    shape: str = "rectangle"
    frame: str = "solid"

    def lines(self) -> list[str]:
        """Give what stands on it, line by line."""
        head = " · ".join(part for part in (self.kind, self.state.upper()) if part)
        tail = [f"(+{self.more})"] if self.more else []
        return [*_wrapped(head), *_wrapped(self.name), *tail]


def _wrapped(text: str) -> list[str]:
    """Break a text into lines; a long compound is broken after the last s that fits into a line, if any."""
    words = []
    for long in text.split():
        rest = long
        while len(rest) > _LETTERS:
            at = rest.rfind("s", _LETTERS // 3, _LETTERS - 1) + 1 or _LETTERS - 1
            words.append(f"{rest[:at]}-")
            rest = rest[at:]
        words.append(rest)
    return textwrap.wrap(" ".join(words), _LETTERS, break_on_hyphens=False)


@dataclass(frozen=True)
class Arrow:
    """An edge as it is drawn, with the arrow at the receiver.

    Attributes
    ----------
    line : str
        ``solid``, ``dashed`` or ``dotted``.
    upward : bool
        True for the way a matter goes; drawn bolder.
    """

    id: str
    giver: str
    receiver: str
    label: str
    line: str = "solid"
    upward: bool = False


@dataclass(frozen=True)
class Drawing:
    """A whole picture.

    Attributes
    ----------
    spots : mapping of str to tuple of float
        Where the middle of each card stands; y grows downwards.
    centre : str
        What the picture is about.
    route : sequence of str
        Cards and links of a route; when there are any, the rest is dimmed.
    fit : str
        When this changes, the picture is opened anew, else zoom and place are kept.
    title, told : str
        What the picture shows, for those who do not see it; a short word at the end of the bar.
    """

    cards: Sequence[Card]
    links: Sequence[Arrow]
    spots: Mapping[str, tuple[float, float]]
    centre: str
    route: Sequence[str]
    fit: str
    title: str
    told: str


def size(card: Card) -> tuple[int, int]:
    """Give width and height of a card."""
    return _WIDTH, len(card.lines()) * _LINE + 14


def graph_view(
    key: str,
    drawing: Drawing,
    *,
    words: Mapping[str, str],
    height: int,
    picked: Callable[[str], None],
    opened: Callable[[str], None],
) -> None:
    """Draw a picture.

    Parameters
    ----------
    words : mapping of str to str
        Texts of the buttons: ``bar, zoom_in, zoom_out, fit, fit_long, png, svg``.
    picked : callable
        Told the id of the node or edge that was clicked.
    opened : callable
        Told the id of a node that was double-clicked.

    Raises
    ------
    ValueError
        There are more cards than can be read.
    """
    if len(drawing.cards) > PICTURE:
        raise ValueError(f"{len(drawing.cards)} cards are more than the {PICTURE} that can be read")

    _library()(key=f"{key}.library")
    component("ansvar_graph_view", "graph_view/view.js")(
        key=key,
        data=_data(key, drawing) | {"words": dict(words), "height": height},
        on_picked_change=hand_on(key, "picked", lambda told: picked(str(told["id"]))),
        on_opened_change=hand_on(key, "opened", lambda told: opened(str(told["id"]))),
    )


def show_chosen(key: str, chosen: str) -> None:
    """Mark a card or a link of a picture as the chosen one.

    It is told beside the picture, so that a choice sends a few letters and not the picture again.
    """
    marker = component("ansvar_chosen", "graph_view/chosen.js")
    marker(key=f"{key}.chosen", data={"key": key, "chosen": chosen})


def _data(key: str, drawing: Drawing) -> dict[str, Any]:
    return {
        "key": key,
        "nodes": [_node(card, drawing) for card in drawing.cards],
        "edges": [asdict(link) | {"source": link.giver, "target": link.receiver} for link in drawing.links],
        "centre": drawing.centre,
        "route": list(drawing.route),
        "fit": drawing.fit,
        "title": drawing.title,
        "told": drawing.told,
        "file": f"ansvar-{drawing.centre}".replace(":", "-").replace(" ", "-"),
    }


def _node(card: Card, drawing: Drawing) -> dict[str, Any]:
    width, height = size(card)
    x, y = drawing.spots[card.id]
    return {
        "id": card.id,
        "label": "\n".join(card.lines()),
        "shape": card.shape,
        "frame": card.frame,
        "centre": card.id == drawing.centre,
        "width": width,
        "height": height,
        "x": round(x, 1),
        "y": round(y, 1),
    }


@cache
def _library() -> Any:
    """Give cytoscape.js as a component that shows nothing.

    A component is sent to the browser with its script each time its data changes.  The library is forty
    times as large as our script, so it travels alone: it never changes, and is sent once.
    """
    text = (_HERE / "vendor" / "cytoscape.min.js").read_text(encoding="utf-8")
    script = (
        "const cytoscape = (() => { const exports = {}, module = { exports };"
        f"\n{text}\nreturn module.exports; }})();\n"
        "export default () => { window.__ansvarCytoscape = cytoscape;"
        " window.dispatchEvent(new Event('ansvar-cytoscape')); };"
    )
    return st.components.v2.component("ansvar_cytoscape", js=script)
