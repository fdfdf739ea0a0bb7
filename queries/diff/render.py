"""A difference in words: sections with rows, which every face writes in its own way; Markdown and HTML."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import harmless
from ansvar.graph.schema.fields import field_name
from ansvar.graph.texts import day_in_words, say
from ansvar.queries.limits import COMPARED
from ansvar.queries.page import render
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ansvar.queries.diff.result import Change, Difference, RouteChange

_HERE = Path(__file__).parent
_NOTHING = "\N{EN DASH}"
_EDGES = (
    "PART_OF", "LOCATED_IN", "POST_IN", "REPORTS_TO", "FILLS", "MEMBER_OF", "COORDINATES", "SERVES", "COVERS",
)  # fmt: skip
_FIELDS = {name: name.lower() for name in _EDGES} | {name: name for name in ("text_nb", "text_en")}
_FIELDS |= {"<-HOLDS": "holder", "<-ABSENT_FROM": "away", "<-DEPUTISES_FOR": "deputy"}
"""Edges, and texts of instructions, that have a word here; the table of fields names the rest."""

TIED = frozenset(name for name in _FIELDS if name.isupper())
"""Fields whose values are keys of other things."""


@dataclass(frozen=True)
class Section:
    """A part of what is told: a title, headings and rows of plain text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def word(lang: str, name: str, **places: Any) -> str:
    """Give one text with its places filled in."""
    return say(_HERE / "words.yaml", lang, name, **places)


def title(answer: Difference) -> str:
    """Give the heading: what is compared."""
    lang, asked = answer.lang, answer.question
    days = {side: day_in_words(asked[side], lang) for side in ("from", "to")}
    states = {side: _state(asked, side, lang) for side in ("from", "to")}
    if asked.get("instruction"):
        was, now = (answer.names.get(key, key) for key in asked["instruction"])
        return word(lang, "title_instructions", before=was, after=now, day=days["to"])
    if asked["from"] == asked["to"]:
        now = word(lang, "now")
        before, after = states["from"] or now, states["to"] or now
        return word(lang, "title_one_day", day=days["to"], before=before, after=after)
    before, after = (f"{days[side]} ({told})" if (told := states[side]) else days[side] for side in days)
    return word(lang, "title", before=before, after=after)


def _state(asked: dict[str, Any], side: str, lang: str) -> str:
    """Say of which state of the graph a side of the comparison speaks; empty for the graph as it is."""
    if side == "to" and asked.get("with"):
        return word(lang, "with", files=_some((Path(path).name for path in asked["with"]), lang))
    at = asked.get(f"known_{side}", "")
    return word(lang, "known_set" if at.isdigit() else "known", at=at) if at else ""


def summary(answer: Difference) -> str:
    """Give the counts in one line."""
    count = len(answer.clauses)
    told = [word(answer.lang, "clause_totals", count=count)] if count else []
    told += [] if answer.empty else [word(answer.lang, "totals", **answer.totals)]
    return " ".join(told) or word(answer.lang, "same")


def sections(answer: Difference) -> list[Section]:
    """Give all that differs; what is empty is left out."""
    lang, clauses = answer.lang, answer.clauses
    # clauses that were compared one by one are not told a second time as things that came and went
    others = [change for change in answer.changes if not clauses or change.kind != "Clause"]
    made = [
        _section(lang, "clauses", ("what", "clause", "before", "after"), _clauses(answer)),
        _section(lang, "changes", ("what", "thing", "field", "before", "after"), _changes(answer, others)),
        _section(lang, "routes", ("from", "for", "before", "after"), _routes(answer)),
        _section(lang, "duties", ("duty",), ((_called(answer, duty),) for duty in answer.duties)),
        *(
            _section(lang, what, ("severity", "why", "clauses"), _gaps(answer, what))
            for what in ("opened", "closed")
        ),
        _section(lang, "tell", ("thing", "why", "what"), _tell(answer)),
    ]
    return [section for section in made if section.rows]


def markdown(answer: Difference) -> str:
    """Write it as Markdown."""
    lines = [f"# {title(answer)}", "", summary(answer)]
    for section in sections(answer):
        lines += ["", f"## {section.title}", ""]
        lines += [_row(section.headings), _row("---" for _ in section.headings)]
        lines += [_row(row) for row in section.rows]
    return harmless("\n".join(lines)) + "\n"


def page(answer: Difference) -> str:
    """Write it as one self-contained HTML page."""
    return render(
        _HERE / "page.html", answer.lang,
        title=title(answer), summary=summary(answer), sections=sections(answer),
    )  # fmt: skip


def _section(lang: str, name: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Section:
    return Section(word(lang, name), tuple(word(lang, f"head_{head}") for head in heads), tuple(rows))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _some(names: Iterable[str], lang: str) -> str:
    found = list(names)
    rest = [word(lang, "more", count=len(found) - COMPARED)] if len(found) > COMPARED else []
    return ", ".join([*found[:COMPARED], *rest])


def _called(answer: Difference, key: str) -> str:
    """Give the name of a thing, with its key where the two are not the same."""
    name = answer.names.get(key, key)
    return key if name == key else f"{name} ({key})"


def _names(answer: Difference, keys: Iterable[str]) -> list[str]:
    return [answer.names.get(key, key) for key in keys]


def _changes(answer: Difference, changes: Iterable[Change]) -> Iterator[tuple[str, ...]]:
    for c in changes:
        own = _FIELDS.get(c.field)
        field = word(answer.lang, own) if own else field_name(c.field, answer.lang)
        sides = [_side(answer, c.field, side) for side in (c.before, c.after)]
        yield word(answer.lang, c.what), _called(answer, c.key), field, *sides


def _side(answer: Difference, field: str, value: str) -> str:
    """Write a value of a field; names for what is a key of another thing."""
    if field in TIED and value:
        return ", ".join(_names(answer, value.split(", ")))
    return value or (_NOTHING if field else "")


def _routes(answer: Difference) -> Iterator[tuple[str, ...]]:
    """Tell routes that changed in the same way, for the same themes and kinds of matter, in one row."""
    alike: dict[tuple[Any, ...], list[RouteChange]] = defaultdict(list)
    for route in answer.routes:
        same = route.chain_before == route.chain_after
        ways = ((), ()) if same else (route.chain_before, route.chain_after)
        alike[route.before, ways[0], route.after, ways[1]].append(route)
    for (was, chain, now, chain_now), routes in alike.items():
        of_place: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for route in routes:
            of_place[route.name].append((route.theme, route.matter))
        rows: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
        for place, cells in of_place.items():
            rows[tuple(sorted(set(cells)))].append(place)
        before, after = _way(answer, was, chain), _way(answer, now, chain_now)
        for some, places in rows.items():
            yield _some(places, answer.lang), _cells(answer, some), before, after


def _cells(answer: Difference, cells: Sequence[tuple[str, str]]) -> str:
    """Name one theme and kind of matter; count several."""
    if len(cells) == 1:
        return ", ".join(_names(answer, cells[0]))
    return word(answer.lang, "cells", count=len(cells))


def _way(answer: Difference, state: str, chain: tuple[str, ...]) -> str:
    told = value_name(answer.lang, "verdict", state) if state else word(answer.lang, "none")
    return f"{told}: {' -> '.join(_names(answer, chain))}" if chain else told


def _gaps(answer: Difference, what: str) -> Iterator[tuple[str, ...]]:
    for gap in answer.gaps:
        if gap.what == what:
            yield (
                value_name(answer.lang, "severity", gap.severity),
                gap.why,
                "; ".join(_names(answer, gap.clauses)),
            )


def _tell(answer: Difference) -> Iterator[tuple[str, ...]]:
    """Tell those who hear of the same for the same reason in one row, and all of them by name."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for notice in answer.tell:
        alike[notice.why, notice.what].append(notice.name)
    for (why, what), names in alike.items():
        yield ", ".join(names), word(answer.lang, why), _some(_names(answer, what), answer.lang)


def _clauses(answer: Difference) -> Iterator[tuple[str, ...]]:
    for clause in answer.clauses:
        yield (
            word(answer.lang, clause.what),
            answer.names.get(clause.key, clause.key),
            clause.before,
            clause.after,
        )
