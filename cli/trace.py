"""`ansvar trace`: whom somebody turns to."""

from __future__ import annotations

import typer

from ansvar.cli import options, route_text
from ansvar.cli.output import console, write_csv, write_json
from ansvar.cli.session import opened
from ansvar.graph.clock import read_day

_STOP = ("way", "order", "key", "kind", "role", "name", "unit", "state", "holders", "deputies")
_REASON = ("basis", "clauses", "why")


def command(
    start: options.StartArgument,
    theme: options.ThemeOption,
    matter: options.MatterOption,
    on: options.OnOption = "today",
    known_at: options.KnownAtOption = None,
    lang: options.LangOption = options.LANG,
    output: options.RouteFormatOption = options.RouteFormat.text,
) -> None:
    """Ask for a route and write it; exit code 1 when it does not bring the matter into good hands."""
    from ansvar.queries.trace import trace

    day = read_day(on)
    with opened(known_at) as store:
        route = trace(store, start, theme, matter, on=day, lang=lang.value)
    if output is options.RouteFormat.json:
        write_json(route.to_json())
    elif output is options.RouteFormat.mermaid:
        console().out(route_text.mermaid(route))
    elif output is options.RouteFormat.csv:
        write_csv((*_STOP, *_REASON), route_text.rows(route))
    else:
        console().print(route_text.ladder(route))
    if not route.good:
        raise typer.Exit(1)
