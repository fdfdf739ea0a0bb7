"""Where the parts of the picture of a route stand; the template draws them.

From the one who asks at the top to the place where the route stops, each box as wide as the page and as
high as its lines need.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ansvar.queries.gaps.render import word
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from ansvar.graph.citation import Citations
    from ansvar.queries.gaps.result import Stop

WIDTH = 460
_LETTERS = 58  # that fit on a line of the width
_LINE = 18
_PAD = 10
_GAP = 30


@dataclass(frozen=True)
class StepBox:
    """One box of a picture.

    Attributes
    ----------
    kind : str
        ``start``, ``there``, ``gone`` (nobody takes the matter up) or ``stop``.
    lines : tuple of (str, float)
        What stands in it, each with the height at which it stands.
    arrow : str
        The clauses of the step that leads here; empty for the first box.
    """

    kind: str
    top: float
    height: float
    lines: tuple[tuple[str, float], ...]
    arrow: str = ""


@dataclass(frozen=True)
class RouteDrawing:
    """A whole picture: its height, its boxes from top to bottom, and all of it in words."""

    height: float
    boxes: tuple[StepBox, ...]
    words: str


def picture(stop: Stop, citations: Citations) -> RouteDrawing:
    """Lay the picture of one route out, in the language in which clauses are cited."""
    lang = citations.lang
    start = (
        stop.start if stop.places == 1 else word(lang, "and_others", first=stop.start, count=stop.places - 1)
    )
    parts: list[tuple[str, list[str], str]] = [("start", [start, word(lang, "asks")], "")]
    for step in stop.steps:
        gone = step["state"] not in ("filled", "body") and not step["who"]
        who = ", ".join(step["who"]) or value_name(lang, "state", step["state"])
        under = " · ".join(part for part in (who, step["unit"]) if part)
        parts.append(
            ("gone" if gone else "there", [step["name"], under], _brief(citations.cite(step["clauses"])))
        )
    missing = [m for m in stop.missing if m["state"] in ("missing", "unconnected")]
    parts += [("gone", [m["name"], m["why"]], _brief(citations.cite(m["clauses"]))) for m in missing]
    parts.append(("stop", [stop.why], ""))
    boxes: list[StepBox] = []
    top = 1.0
    for kind, texts, arrow in parts:
        lines = [line for text in texts for line in textwrap.wrap(text, _LETTERS) or [""]]
        height = 2 * _PAD + _LINE * len(lines)
        told = tuple((line, top + _PAD + _LINE * (n + 0.75)) for n, line in enumerate(lines))
        boxes.append(StepBox(kind, top, height, told, arrow))
        top += height + _GAP
    words = " → ".join(" ".join(texts) for _, texts, _ in parts)
    return RouteDrawing(top - _GAP + 1, tuple(boxes), words)


def _brief(told: str) -> str:
    return told if len(told) <= _LETTERS else f"{told[: _LETTERS - 1]}…"
