"""A difference in words: sections with rows, which every face writes in its own way; Markdown and HTML."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.texts import day_in_words, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from queries.diff.answer import Difference, RouteChange
    from queries.diff.instructions import ClauseChange

_HERE = Path(__file__).parent
_NAMED = 5
_FIELDS = {
    "<-HOLDS": "holder",
    "<-ABSENT_FROM": "away",
    "<-DEPUTISES_FOR": "deputy",
    "PART_OF": "part_of",
    "LOCATED_IN": "located_in",
    "POST_IN": "post_in",
    "REPORTS_TO": "reports_to",
    "FILLS": "fills",
    "MEMBER_OF": "member_of",
    "COORDINATES": "coordinates",
    "SERVES": "serves",
    "COVERS": "covers",
}
"""Edges that have a word; the others go by the names of the schema."""


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
    lang = answer.lang
    ends = {}
    for side, day, known in (("before", "from", "known_from"), ("after", "to", "known_to")):
        text = day_in_words(answer.question[day], lang)
        if answer.question.get(known):
            text += f" ({word(lang, 'known', at=answer.question[known])})"
        ends[side] = text
    return word(lang, "title", **ends)


def totals(answer: Difference) -> str:
    """Give the counts in one line."""
    return word(answer.lang, "totals", **answer.totals)


def sections(answer: Difference, clauses: Iterable[ClauseChange] = ()) -> list[Section]:
    """Give all that differs; what is empty is left out."""
    lang = answer.lang
    made = [
        _section(lang, "clauses", ("what", "clause", "before", "after"), _clauses(clauses, lang)),
        _section(lang, "changes", ("what", "thing", "field", "before", "after"), _changes(answer)),
        _section(lang, "routes", ("from", "for", "before", "after"), _routes(answer)),
        _section(lang, "duties", ("duty",), ((duty,) for duty in answer.duties)),
        *(
            _section(lang, what, ("severity", "why", "clauses"), _gaps(answer, what))
            for what in ("opened", "closed")
        ),
        _section(lang, "tell", ("thing", "why", "what"), _tell(answer)),
    ]
    return [section for section in made if section.rows]


def markdown(answer: Difference, clauses: Iterable[ClauseChange] = ()) -> str:
    """Write it as Markdown."""
    lines = [f"# {title(answer)}", ""]
    lines += [word(answer.lang, "same") if answer.empty else totals(answer)]
    for section in sections(answer, clauses):
        lines += ["", f"## {section.title}", ""]
        lines += [_row(section.headings), _row("---" for _ in section.headings)]
        lines += [_row(row) for row in section.rows]
    return "\n".join(lines) + "\n"


def page(answer: Difference, clauses: Iterable[ClauseChange] = ()) -> str:
    """Write it as one self-contained HTML page."""
    # the template engine takes its time to import, and most answers are not pages
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("page.html").render(
        lang=answer.lang, title=title(answer), sections=sections(answer, clauses),
        summary=word(answer.lang, "same") if answer.empty else totals(answer),
    )  # fmt: skip


def _section(lang: str, name: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Section:
    return Section(word(lang, name), tuple(word(lang, f"head_{head}") for head in heads), tuple(rows))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _some(names: Iterable[str], lang: str) -> str:
    found = list(names)
    rest = [word(lang, "more", count=len(found) - _NAMED)] if len(found) > _NAMED else []
    return ", ".join([*found[:_NAMED], *rest])


def _changes(answer: Difference) -> Iterator[tuple[str, ...]]:
    for c in answer.changes:
        field = word(answer.lang, _FIELDS[c.field]) if c.field in _FIELDS else c.field
        yield word(answer.lang, c.what), f"{c.name} ({c.key})", field, c.before, c.after


def _routes(answer: Difference) -> Iterator[tuple[str, ...]]:
    """Tell routes that changed in the same way in one row."""
    lang = answer.lang
    alike: dict[tuple[Any, ...], list[RouteChange]] = defaultdict(list)
    for route in answer.routes:
        same = route.chain_before == route.chain_after
        ways = ((), ()) if same else (route.chain_before, route.chain_after)
        alike[route.before, ways[0], route.after, ways[1]].append(route)
    for (was, chain, now, chain_now), routes in alike.items():
        cells = word(
            lang, "cells", themes=len({r.theme for r in routes}), matters=len({r.matter for r in routes})
        )
        places = _some(dict.fromkeys(route.name for route in routes), lang)
        yield places, cells, _way(was, chain, lang), _way(now, chain_now, lang)


def _way(state: str, chain: tuple[str, ...], lang: str) -> str:
    told = word(lang, state or "none")
    return f"{told}: {' -> '.join(chain)}" if chain else told


def _gaps(answer: Difference, what: str) -> Iterator[tuple[str, ...]]:
    for gap in answer.gaps:
        if gap.what == what:
            yield word(answer.lang, gap.severity), gap.why, ", ".join(gap.clauses)


def _tell(answer: Difference) -> Iterator[tuple[str, ...]]:
    for notice in answer.tell:
        yield f"{notice.name} ({notice.key})", word(answer.lang, notice.why), _some(notice.what, answer.lang)


def _clauses(clauses: Iterable[ClauseChange], lang: str) -> Iterator[tuple[str, ...]]:
    for clause in clauses:
        yield word(lang, clause.what), clause.key, clause.before, clause.after
