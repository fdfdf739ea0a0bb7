"""`ansvar show`: one thing and everything at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ansvar.cli import options
from ansvar.cli.complete import keys
from ansvar.cli.options import name_argument
from ansvar.cli.output import Text, console, table, write_answer
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.clock import read_day
from ansvar.graph.periods import OPEN_END
from ansvar.graph.texts import day_in_words
from ansvar.queries.vocabulary import (
    FIRST_DAY,
    edge_name,
    kind_name,
    period_in_words,
    property_name,
    property_value,
    value_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKED = ("gone", "vacant", "unknown", "absent")
_TOLD = ("key", "name", "kind", "earlier", "valid_from", "valid_to", "citation_style")
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
    about = f"  ({kind_name(lang, node['kind'])}, {node['key']})"
    board.print(Text.assemble((node["name"], "bold"), about, marked))
    rest = [
        (property_name(lang, name), property_value(lang, name, value))
        for name, value in node.items()
        if name not in _TOLD
    ]
    if "valid_from" in node:
        rest.append((word(lang, "show_period"), period_in_words(lang, node["valid_from"], node["valid_to"])))
    rest += [
        (word(lang, "show_until", day=day_in_words(said["until"], lang)), _said(said, lang))
        for said in node.get("earlier", ())
    ]
    gone = answer.more.get("gone", ())
    rest += [
        (property_name(lang, "gone"), period_in_words(lang, period["from"], period["to"])) for period in gone
    ]
    board.print(table(("", ""), rest) if rest else "")
    for direction in ("out", "in", "cites"):
        edges = [item for item in answer.items if item["direction"] == direction]
        if edges:
            board.print()
            board.print(Text(word(lang, f"edges_{direction}"), style="bold"))
            board.print(table(("", "", "", ""), [_row(item, lang, cite) for item in edges]))


def _said(said: dict[str, Any], lang: str) -> str:
    """Tell what fields said until a day."""
    return "; ".join(
        f"{property_name(lang, name)}: {'–' if value is None else property_value(lang, name, value)}"
        for name, value in said.items()
        if name != "until"
    )


def _row(item: dict[str, Any], lang: str, cite: Callable[[list[str]], str]) -> tuple[str, str, str, str]:
    detail = [str(item["step"])] if item.get("step") else []
    detail += [edge_name(lang, item["edge"])] if item.get("edge") else []
    detail += [cite(item["clauses"])] if item.get("clauses") else []
    if item.get("count"):
        detail.append(f"x {item['count']}")
    if item.get("valid_to", OPEN_END) != OPEN_END:
        detail.append(period_in_words(lang, FIRST_DAY, item["valid_to"]))
    modality = f"{value_name(lang, 'modality', item['modality'])} " if item.get("modality") else ""
    verb, other = edge_name(lang, item["type"]), (item["key"] or "", modality + item["name"])
    # who acts comes first: what leads here is said of the other one
    return (
        (*other, verb, "  ".join(detail)) if item["direction"] == "in" else (verb, *other, "  ".join(detail))
    )
