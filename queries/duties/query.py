"""Lists duties: all of them with their bearers, or those of one person, post, unit or role."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import today
from ansvar.queries.doubt import raised
from ansvar.queries.listing import Listing, ask, in_language
from ansvar.queries.names import key_of
from ansvar.queries.trace.norm import norm_of

if TYPE_CHECKING:
    from ansvar.graph.store import Store


def duties(store: Store, of: str | None = None, on: dt.date | None = None, lang: str = "en") -> Listing:
    """List duties.

    Parameters
    ----------
    of : str, optional
        Key of a person, post, unit or role; every duty of the graph when left out.

    Returns
    -------
    Listing
        Items in the order of the instruction: ``key, text, modality, recurring, overview_of, themes,
        clauses, bearer`` (Role.key), ``instruction`` (its key), ``bearer_name`` and ``questions`` (keys of
        what its clauses leave unclear; `more` tells them).  Without `of` also ``borne_by``: the posts and
        units that fill the role, each with the keys of its holders.  With `of` also ``as``: the post or unit
        through which the duty is hers, and ``how``: ``own``, as ``deputy``, ``through`` a network, or of the
        ``unit`` that the post sits in.  Themes are those that the bearer works on.

    Raises
    ------
    UnknownNameError
        The graph has no such key.
    """
    on = on or today()
    question = {"of": of, "on": on.isoformat()}
    if of is None:
        rows, graph = ask(store, "duties.duties", on=on)
        items = [_duty(row, lang) | _borne(row, lang) for row in sorted(rows, key=_order)]
        return _listing(store, question, graph, items, {}, lang)
    rows, graph = ask(store, "duties.of", key=of, on=on)
    start = next((row for row in rows if "labels" in row), None)
    if start is None:
        return duties(store, key_of(store, "key", of, {"Unit", "Post", "Person", "Role"}), on, lang)
    found = sorted((row for row in rows if "role" in row), key=_order)
    items = [_duty(row, lang) | _way(row, lang) for row in found]
    name = in_language(start["props"], lang)["name"]
    return _listing(store, question, graph, items, {"of": name}, lang)


def _listing(
    store: Store,
    question: dict[str, Any],
    graph: dict[str, str],
    items: list[dict[str, Any]],
    more: dict[str, Any],
    lang: str,
) -> Listing:
    """Put the answer together, with the open questions that each duty rests on."""
    norm = norm_of(store, dt.date.fromisoformat(question["on"]), graph["fingerprint"])
    cited = {clause for item in items for clause in item["clauses"]}
    questions = norm.questions(cited, lang)
    told = tuple(item | {"questions": list(raised(questions, item["clauses"]))} for item in items)
    return Listing("ansvar.duties/1", question, graph, told, more | {"questions": questions})


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    """Sort as the instruction does; what stands in no clause comes last."""
    place = row["position"]
    return place is None, place or 0, row["props"]["key"], row["role"], row.get("bearer", "")


def _duty(row: dict[str, Any], lang: str) -> dict[str, Any]:
    props = in_language(row["props"], lang)
    return {
        "key": props["key"],
        "text": props["text"],
        "modality": props["modality"],
        "recurring": props.get("recurring", False),
        "overview_of": props.get("overview_of", []),
        "themes": row["themes"],
        "clauses": row["clauses"],
        "bearer": row["role"],
        "instruction": props["stated_by"],
        "bearer_name": row[f"role_{lang}"],
    }


def _borne(row: dict[str, Any], lang: str) -> dict[str, Any]:
    bearers = row["bearers"]
    return {
        "borne_by": [{"key": b["key"], "name": b[f"name_{lang}"], "holders": b["holders"]} for b in bearers]
    }


def _way(row: dict[str, Any], lang: str) -> dict[str, Any]:
    return {"as": {"key": row["bearer"], "name": row[f"bearer_{lang}"]}, "how": row["how"]}
