"""`ansvar log` and `ansvar undo`: what was written when, by whom and from what, and how it is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from ansvar.cli import limits, options
from ansvar.cli.complete import keys
from ansvar.cli.options import argument, name_argument, option
from ansvar.cli.output import console, headed_table, progress, write_answer, write_report
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.clock import local
from ansvar.graph.journal.actor import name_actor, user
from ansvar.graph.periods import OPEN_END
from ansvar.queries.texts import text
from ansvar.queries.vocabulary import edge_name, property_name, value_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.journal.result import Journal

_SETS = (
    "number",
    "at",
    "by",
    "verb",
    "created",
    "changed",
    "ended",
    "undoes",
    "sources",
    "on_behalf_of",
    "seal",
)
_FACTS = ("number", "at", "by", "what", "sort", "key", "other", "fields", "on_behalf_of", "origin")

_SET_HEADS = ("number", "when", "by", "done", "facts", "from_what")
_FACT_HEADS = ("number", "when", "done", "facts", "log_fields")


def log(
    about: Annotated[str | None, name_argument("log", metavar="[KEY|NUMBER]", autocompletion=keys)] = None,
    limit: Annotated[int, option("log_limit", "--limit", min=1)] = 100,
    lang: options.LangOption = options.LANG,
    output: options.FormatOption = options.Format.text,
) -> None:
    """List change sets, or the facts of one, or everything that was written of a thing."""
    from ansvar.graph.journal.result import journal

    with opened() as store:
        answer = journal(store, about or "", limit)
    if not write_answer(output, answer, _FACTS if about else _SETS, map(_flat, answer.items)):
        rows, heads = (_facts(answer, lang), _FACT_HEADS) if about else (_sets(answer, lang), _SET_HEADS)
        console().print(headed_table(lang, heads, rows))
        if answer.total > len(answer.items):
            console().print(word(lang, "log_more", shown=len(answer.items), total=answer.total))


def undo(
    number: Annotated[int, argument("undo", metavar="NUMBER", min=1)],
    by: options.BehalfOption = "",
    lang: options.LangOption = options.LANG,
    output: options.DeedFormatOption = options.DeedFormat.text,
) -> None:
    """Take a change set back, as a new change set."""
    from ansvar.graph.journal.undo import undo as take_back

    with opened() as store, progress() as tell:
        report = take_back(store, number, by=user(), on_behalf_of=by.strip(), tell=tell)
    write_report(output, report, lang, "undone", undo=number)


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    flat = item | {"at": local(item["at"])}
    if "sources" in flat:
        flat["sources"] = [f"{source['path']} {source['digest']}" for source in flat["sources"]]
    if "fields" in flat:
        flat["fields"] = [_field(field) for field in flat["fields"]]
    return flat


def _field(field: dict[str, Any]) -> str:
    if field["before"] is None:
        return f"{field['name']}: {field['after']}"
    return f"{field['name']}: {field['before']} -> {'' if field['after'] is None else field['after']}"


def _describe_fields(fields: list[dict[str, Any]], lang: str) -> list[str]:
    """Write fields for people: a name that is one in both languages once, an end that is open as that."""
    by_name = {field["name"]: (field["before"], field["after"]) for field in fields}
    if by_name.get("name_nb") == by_name.get("name_en"):
        by_name.pop("name_en" if lang == "nb" else "name_nb", None)
    told = []
    for name, (before, after) in by_name.items():
        values = [_value(value, lang) for value in (before, after)]
        words = property_name(lang, name)
        told.append(f"{words}: {values[1]}" if before is None else f"{words}: {' -> '.join(values)}")
    return told


def _value(value: Any, lang: str) -> str:
    if value is None or value == OPEN_END:
        return word(lang, "field_none" if value is None else "field_open")
    if isinstance(value, bool):
        return text(lang, "yes" if value else "no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _sets(answer: Journal, lang: str) -> Iterator[tuple[Any, ...]]:
    for item in answer.items:
        what = value_name(lang, "verb", item["verb"])
        if item["undoes"]:
            what += f" {item['undoes']}"
        counts = word(lang, "log_counts", **{name: item[name] for name in ("created", "changed", "ended")})
        names = [Path(source["path"]).name for source in item["sources"]]
        files = ", ".join([*names[: limits.FILES_NAMED], *(["…"] if len(names) > limits.FILES_NAMED else [])])
        who = name_actor(lang, item["by"], item["on_behalf_of"])
        yield item["number"], local(item["at"]), who, what, counts, files


def _facts(answer: Journal, lang: str) -> Iterator[tuple[Any, ...]]:
    for item in answer.items:
        name = item["key"]
        if item["other"]:
            name += f" {edge_name(lang, item['sort'])} {item['other']}"
        fields = _describe_fields(item["fields"], lang)
        if item["origin"]:
            fields.append(word(lang, "log_origin", origin=item["origin"]))
        yield item["number"], local(item["at"]), word(lang, f"log_{item['what']}"), name, "; ".join(fields)
