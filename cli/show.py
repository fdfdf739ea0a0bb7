"""`ansvar show`: one thing and everything at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ansvar.cli import options
from ansvar.cli.complete import keys
from ansvar.cli.options import name_argument
from ansvar.cli.output import Text, console, table, write_answer
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.cells import cell
from ansvar.graph.clock import read_day
from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.fields import field_name
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKED = ("gone", "vacant", "unknown", "absent")
_COLUMNS = ("direction", "type", "key", "name", "kind", "valid_from", "valid_to", "clauses", "derived_from")


def command(
    key: Annotated[str, name_argument("key", metavar="KEY", autocompletion=keys)],
    on: options.OnOption = "today",
    known_at: options.KnownAtOption = None,
    lang: options.LangOption = options.LANG,
    output: options.FormatOption = options.Format.text,
) -> None:
    """Show one thing."""
    from ansvar.queries.catalogue.query import thing
    from ansvar.queries.citation import citations

    with opened(known_at) as store:
        answer = thing(store, key, read_day(on), lang.value)
        cite = citations(store, lang.value).cite
    if write_answer(output, answer, _COLUMNS):
        return
    board = console()
    node = answer.more["node"]
    state = answer.more["state"]
    marked = (f"  {value_name(lang, 'state', state).upper()}", "bold") if state in _MARKED else ""
    board.print(Text.assemble((node["name"], "bold"), f"  ({node['kind']}, {node['key']})", marked))
    rest = [
        (field_name(name, lang), cell(value))
        for name, value in node.items()
        if name not in ("key", "name", "kind", "earlier")
    ]
    rest += [
        (word(lang, "show_until", day=said["until"]), _said(said, lang)) for said in node.get("earlier", ())
    ]
    gone = answer.more.get("gone", ())
    rest += [(field_name("gone", lang), f"{period['from']} – {period['to']}") for period in gone]
    board.print(table(("", ""), rest) if rest else "")
    for direction in ("out", "in", "cites"):
        edges = [item for item in answer.items if item["direction"] == direction]
        if edges:
            board.print()
            board.print(Text(word(lang, f"edges_{direction}"), style="bold"))
            board.print(table(("", "", "", ""), [_row(item, cite) for item in edges]))


def _said(said: dict[str, Any], lang: str) -> str:
    """Tell what fields said until a day."""
    told = {field_name(name, lang): cell(value) for name, value in said.items() if name != "until"}
    return "; ".join(f"{name}: {value or '–'}" for name, value in told.items())


def _row(item: dict[str, Any], cite: Callable[[list[str]], str]) -> tuple[str, str, str, str]:
    detail = [str(item[name]) for name in ("step", "edge") if item.get(name)]
    detail += [cite(item["clauses"])] if item.get("clauses") else []
    if item.get("count"):
        detail.append(f"x {item['count']}")
    if item.get("valid_to", OPEN_END) != OPEN_END:
        detail.append(f"-> {item['valid_to']}")
    return (item["type"], item["key"] or "", item["name"], "  ".join(detail))
