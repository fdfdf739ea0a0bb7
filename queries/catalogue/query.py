"""Lists by kind, one thing with all that belongs to it, and the clauses with what they created."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import today
from ansvar.graph.letters import fold
from ansvar.graph.names import key_named
from ansvar.graph.values import earlier, gone_in
from ansvar.graph.ways import properties_for
from ansvar.queries.listing import Listing, ask, graph_of, in_language
from ansvar.queries.names import key_of
from ansvar.queries.vocabulary import kind_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from ansvar.graph.store import Store

CREATED = ("duties", "roles", "steps", "relations", "exclusions")
"""What a clause can create, beside edges of the organisation."""

_HIDDEN = frozenset({"Entity", "Unit"})
_CLAUSE = ("section", "part", "bullet", "sentence", "text", "status", "reason", "themes")
_ALL = 2**31 - 1
_WAY = ("distance", "derived_from")  # by what way an edge follows, and not what it says


def most_specific(labels: list[str]) -> str:
    """Give the label that says most about a node."""
    rest = sorted(set(labels) - _HIDDEN)
    return rest[0] if rest else max(labels)


def things(store: Store, kind: str, on: dt.date | None = None, lang: str = "en") -> Listing:
    """List the things of a kind that are there on a day.

    Parameters
    ----------
    kind : str
        A label of the schema in any case, or what people call it in either language:
        ``ReceptionCentre``, ``post``, ``mottak``, ...

    Raises
    ------
    UnknownNameError
        There is no such kind.
    """
    # the schema is asked late: importing it takes half a second that most questions do not need
    from ansvar.graph.schema.model import node_kinds  # noqa: PLC0415

    kinds = [name for name in node_kinds() if name != "GraphState"]
    by_word = {fold(name): name for name in kinds}
    label = by_word.get(fold(kind).replace("-", "").replace("_", "")) or key_named(
        "kind", kind, map(_kind_names, kinds), f"Kinds: {', '.join(kinds)}."
    )
    on = on or today()
    rows, graph = ask(store, "catalogue.things", label=label, on=on)
    items = tuple(_thing(row, lang) for row in rows)
    return Listing("ansvar.list/1", {"kind": label, "on": on.isoformat()}, graph, items)


def _kind_names(label: str) -> dict[str, str]:
    return {"key": label, "name_nb": kind_name("nb", label), "name_en": kind_name("en", label)}


def kinds(store: Store, on: dt.date | None = None) -> Listing:
    """List the kinds of things with how many there are on a day, in the order of the schema."""
    from ansvar.graph.schema.model import node_kinds  # noqa: PLC0415  (as in `things`)

    on = on or today()
    rows, graph = ask(store, "catalogue.kinds", on=on)
    count = {label: sum(row["count"] for row in rows if label in row["labels"]) for label in node_kinds()}
    items = tuple(
        {"kind": label, "count": count[label], "description": kind.description}
        for label, kind in node_kinds().items()
        if label != "GraphState"
    )
    return Listing("ansvar.kinds/1", {"on": on.isoformat()}, graph, items)


def _thing(row: dict[str, Any], lang: str) -> dict[str, Any]:
    props = in_language(row["props"], lang)
    for name in ("dated", "changed_on"):  # how earlier values are kept
        props.pop(name, None)
    first = {"key": props.pop("key"), "name": props.pop("name"), "kind": most_specific(row["labels"])}
    return first | dict(sorted(props.items()))


def _earlier(props: Mapping[str, Any], lang: str) -> list[dict[str, Any]]:
    """Give what fields said before, by the day until which they did."""
    said: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, value, until in earlier(props):
        if name == "gone":
            continue
        plain = name.removesuffix(f"_{lang}")
        if not plain.endswith(("_nb", "_en")):
            said[until][plain] = value
    return [{"until": until} | fields for until, fields in sorted(said.items())]


def thing(
    store: Store, key: str, on: dt.date | None = None, lang: str = "en", most: int | None = None
) -> Listing:
    """Show one thing with the edges at it on a day.

    Parameters
    ----------
    most : int, optional
        How many edges of one type and direction at the most; all when left out.

    Returns
    -------
    Listing
        ``node`` beside the items, with ``earlier``: what it said before, each ``until`` a day; and ``state``:
        gone when it does not exist on the day, and of a post filled, absent, vacant or unknown; else null.
        With ``gone``, periods, where it ended and came back.
        An item is an edge: ``direction`` (out, in or cites), ``type``, ``key``, ``name`` and ``kind`` of the
        other end, ``modality`` of a duty, and the edge's own properties.
        With `most` also ``left_out``: how many edges there are beyond the items.

    Raises
    ------
    UnknownNameError
        The graph has no such key.
    """
    on = on or today()
    rows = store.read("catalogue.thing", key=key, on=on, most=_ALL if most is None else most)
    node = next((row["data"] for row in rows if row["part"] == "node"), None)
    if node is None:
        return thing(store, key_of(store, "key", key, {"Entity"}), on, lang, most)
    items = _distinct(
        _edge(row["part"], row["data"], lang) for row in rows if row["part"] in ("out", "in", "cites")
    )
    items.sort(
        key=lambda item: (
            item["direction"] != "out", item["direction"], item["type"], str(item["key"]), json.dumps(item),
        )
    )  # fmt: skip
    told = _earlier(node["props"], lang)
    whole = _thing(node, lang) | ({"earlier": told} if told else {})
    gone = [{"from": period.start, "to": period.end} for period in gone_in(node["props"])]
    more = {"node": whole, "state": node["state"]} | ({"gone": gone} if gone else {})
    more |= {} if most is None else {"left_out": _left_out(rows)}
    return Listing("ansvar.show/1", {"key": key, "on": on.isoformat()}, graph_of(rows), tuple(items), more)


def _distinct(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep one of several edges that say the same, as where two units share one step with a place."""
    best: dict[str, dict[str, Any]] = {}
    for item in items:
        same = json.dumps({name: value for name, value in item.items() if name not in _WAY})
        best[same] = min(best.get(same, item), item, key=lambda each: [str(each.get(name)) for name in _WAY])
    return list(best.values())


def _left_out(rows: Sequence[dict[str, Any]]) -> int:
    """Count the edges that were not given: of each type and direction all but those that were."""
    edges = [(row["part"], row["data"]) for row in rows if row["part"] in ("out", "in")]
    totals = {(direction, data["type"]): int(data["total"]) for direction, data in edges}
    return sum(totals.values()) - len(edges)


def _edge(direction: str, data: dict[str, Any], lang: str) -> dict[str, Any]:
    if direction == "cites":
        ends = f"{data['giver']} -> {data['receiver']}" if data["giver"] else None
        edge = {"direction": direction, "type": data["type"], "key": ends, "name": data["name"]}
        return edge | {"count": data["count"]}
    row = in_language(data, lang)
    props = properties_for(data["props"], data["shared"])
    edge = {"direction": direction, "type": row["type"], "key": row["key"], "name": row["name"]}
    edge |= {"modality": row["modality"]} if row.get("modality") else {}  # a duty is no duty without it
    return edge | {"kind": most_specific(row["labels"])} | dict(sorted(in_language(props, lang).items()))


def clauses(store: Store, on: dt.date | None = None, lang: str = "en") -> Listing:
    """List every clause in force on a day with what it created.

    Returns
    -------
    Listing
        Items in the order of the instruction: ``key, instruction, section, part, bullet, sentence, text,
        status, reason, questions, created``; ``created`` has the keys of the duties, roles, steps, relations
        and exclusions that cite the clause, and ``edges``: how many edges between posts and units do.
    """
    on = on or today()
    rows, graph = ask(store, "catalogue.clauses", on=on)
    made: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    edges: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if "sort" not in row:
            continue
        if row["sort"] == "edges":
            edges[row["clause"]][row["key"]] = row["count"]
        else:
            made[row["clause"]][row["sort"]].add(row["key"])
    items = [
        _clause(row, made[row["props"]["key"]], edges[row["props"]["key"]], lang)
        for row in sorted(
            (row for row in rows if "props" in row), key=lambda r: (r["instruction"], r["props"]["position"])
        )
    ]
    return Listing("ansvar.clauses/1", {"on": on.isoformat()}, graph, tuple(items))


def _clause(
    row: dict[str, Any], made: dict[str, set[str]], edges: dict[str, int], lang: str
) -> dict[str, Any]:
    props = in_language(row["props"], lang)
    created = {sort: sorted(made.get(sort, ())) for sort in CREATED}
    return {
        "key": props["key"],
        "instruction": row["instruction"],
        **{name: props.get(name) for name in _CLAUSE},
        "questions": row["questions"],
        "created": created | {"edges": dict(sorted(edges.items()))},
    }
