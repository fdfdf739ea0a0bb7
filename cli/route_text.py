"""A route as people read it: a ladder in the terminal, a Mermaid diagram, rows for a spreadsheet.

All three are views of one `Route`; none of them adds or leaves out a step.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table

from ansvar.cli.output import Text
from ansvar.cli.words import word
from ansvar.graph.citation import document_of
from ansvar.queries.trace.result import RoutePerson
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ansvar.queries.trace.result import Route, Skipped, Step

    Cite = Callable[[Sequence[str]], str]

_STYLES = {
    "vacant": "bold red",
    "unknown": "bold red",
    "absent": "yellow",
    "missing": "bold red",
    "unconnected": "bold red",
    "fallback": "yellow",
}


def _document(route: Route) -> str:
    """Give the one document that all steps cite; empty when there are several."""
    cited = [*(step.clauses for step in route.steps), *(item.clauses for item in route.skipped)]
    return document_of(chain.from_iterable(cited))


def ladder(route: Route) -> Group:
    """Draw the route from the asker upwards, with the clause beside every step."""
    lang, within = route.lang, _document(route)
    cite = partial(route.citations.cite, within=within)
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=3, no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", max_width=30, style="dim", overflow="fold")
    here = Text.assemble((route.start["name"], "bold"), f"   {word(lang, 'you_are_here')}")
    grid.add_row(" 0", here, "")
    for step, skipped in route.in_order():
        if step:
            _step(grid, step, skipped, lang, cite)
        elif skipped:
            _missing(grid, skipped, lang, cite)
    doubt = [Text(route.doubt, style="bold yellow")] if route.doubt else []
    return Group(*doubt, _heading(route, within), grid, _closing(route, within))


def _heading(route: Route, within: str) -> Text:
    about = " · ".join([*route.heading(), *([within] if within else [])])
    return Text.assemble((word(route.lang, "trace_title"), "bold"), f"   {about}\n")


def _missing(grid: Table, item: Skipped, lang: str, cite: Cite) -> None:
    grid.add_row(" │", "", "")
    told = Text(f"{item.name}: {value_name(lang, 'state', item.state).upper()}", style=_STYLES[item.state])
    grid.add_row(" ✗", told, cite(item.clauses))


def _step(grid: Table, step: Step, skipped: Skipped | None, lang: str, cite: Cite) -> None:
    fallback = step.basis == "fallback"
    why = Text()
    if fallback:
        why.append(word(lang, "carried_on") + " ", style=_STYLES["fallback"])
    why.append(step.why)
    if step.basis == "implied":
        why.append(f" ({value_name(lang, 'basis', 'implied')})", style="dim")
    grid.add_row(" ┆" if fallback else " │", why, cite(step.clauses))
    about = [_who(step, skipped, lang)]
    if step.kind == "Post" and step.unit_name and step.unit_name.lower() not in step.name.lower():
        about.append(Text(step.unit_name))
    told = Text(" · ").join(part for part in about if part)
    grid.add_row(
        f"{step.order:>2}",
        Text("\n").join(part for part in (Text(step.name, style="bold"), told) if part),
        "",
    )


def _who(step: Step, skipped: Skipped | None, lang: str) -> Text:
    if step.state == "body":
        return Text(word(lang, "members", count=len(step.members)) if step.members else "")
    if step.state == "filled":
        return Text(RoutePerson.named(step.holders, lang))
    told = Text()
    why = skipped.why if skipped else value_name(lang, "state", step.state)
    if step.state == "absent":
        told.append(f"{RoutePerson.named(step.holders, lang)}: ")
    told.append(why.upper() if step.state in ("vacant", "unknown") else why, style=_STYLES[step.state])
    if step.deputies:
        told.append(f"; {word(lang, 'deputy')} {RoutePerson.named(step.deputies, lang)}")
    return told


def _closing(route: Route, within: str) -> Text:
    lang = route.lang
    lines: list[Text] = [Text()]

    def brief(told: str) -> str:
        return told.replace(f"{within}, ", "").replace(f"{within} §", "§") if within else told

    if route.stops:
        style = "bold red" if route.status == "broken" else "bold yellow"
        lines.append(
            Text.assemble((word(lang, f"route_{route.status}"), style), " ", brief(route.stops["why"]))
        )
    elif not route.good:
        lines.append(Text(word(lang, f"route_{route.status}"), style="bold yellow"))
    elif route.status == "fallback":
        lines.append(Text(word(lang, "route_fallback", count=route.fallbacks), style="bold yellow"))
    else:
        key = "route_whole" if route.steps else "route_here"
        lines.append(Text(word(lang, key), style="bold green"))
    lines += [Text(f"· {brief(note)}") for note in route.notes]
    if route.addressed:
        lines.append(Text(f"· {route.addressed}"))
    if route.questions:
        numbers = ", ".join(str(each["number"]) for each in route.questions)
        lines.append(Text(f"· {word(lang, 'rests_on_questions', numbers=numbers)}"))
    if route.left_out:
        lines += [Text(), Text(word(lang, "left_out"), style="bold")]
        lines += [Text(f"  {told}") for told in route.left_out_lines()]
    if route.alternatives:
        lines += [Text(), Text(word(lang, "alternatives"), style="bold")]
        for way in route.alternatives:
            told = "  " + " → ".join(step.name for step in way)
            lines.append(
                Text.assemble(told, (f"   {route.citations.cite(route.leaving(way).clauses, within)}", "dim"))
            )
    return Text("\n").join(lines)


def rows(route: Route) -> Iterator[dict[str, Any]]:
    """Give one row for each step of each way; way 0 is the route itself."""
    for number, way in enumerate((route.steps, *route.alternatives)):
        for step in way:
            people = {who: [p.name for p in getattr(step, who)] for who in ("holders", "deputies")}
            yield {"way": number} | vars(step) | people


def mermaid(route: Route) -> str:
    """Draw the route as a Mermaid flowchart that goes upwards; other lawful ways are dashed."""
    within = _document(route)
    lines = ["flowchart BT", f'  n0(["{_quoted(route.start["name"])}"])']
    names = {route.start["key"]: "n0"}
    edges: list[str] = []

    def place(step: Step) -> str:
        if step.key not in names:
            names[step.key] = f"n{len(names)}"
            who = ", ".join(p.name for p in step.holders)
            state = "" if step.state in ("filled", "body") else value_name(route.lang, "state", step.state)
            label = "<br/>".join(_quoted(part) for part in (step.name, who, state) if part)
            lines.append(f'  {names[step.key]}["{label}"]')
            if step.state not in ("filled", "body"):
                lines.append(f"  style {names[step.key]} stroke-dasharray: 4 3")
        return names[step.key]

    drawn: set[tuple[str, str]] = set()
    for number, way in enumerate((route.steps, *route.alternatives)):
        at = "n0"
        for step in way:
            to = place(step)
            if (at, to) not in drawn:
                drawn.add((at, to))
                arrow = "-->" if number == 0 and step.basis != "fallback" else "-.->"
                edges.append(f'  {at} {arrow}|"{_quoted(route.citations.cite(step.clauses, within))}"| {to}')
            at = to
    return "\n".join(lines + edges) + "\n"


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;").replace("<", "&lt;")
