"""Clause coverage, both ways: what each clause created and what checks it, and what no clause is behind.

A rule checks a clause when its findings can cite it: when its statement takes the clauses off an edge of a
type that the clause created, follows a duty to its clause, or is handed the routes, which cite the clauses
of their steps and of the roles that are missing.  That tells which rules speak up in the clause's name; it
does not tell that they look at every word of it.  Rules about clauses as such (are they modelled, are they
replaced) are left out, for they would stand at every clause.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import today
from ansvar.queries.catalogue.query import clauses
from ansvar.queries.gaps.rules import all_rules, user_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ansvar.graph.cypher import Statement
    from ansvar.graph.store import Store
    from ansvar.queries.listing import Listing


_MADE_OF: dict[str, frozenset[str]] = {
    "duties": frozenset({"SET_OUT_IN"}),
    "roles": frozenset({"DEFINES"}),
    "steps": frozenset({"MAY_ESCALATE_TO"}),
    "relations": frozenset({"OWES"}),
    "exclusions": frozenset({"EXCLUDES"}),
}
"""What a clause created -> the types of the edges that tie it to the clause."""

_WALKED: dict[str, frozenset[str]] = {
    "routes": frozenset({"MAY_ESCALATE_TO", "DEFINES"}),
    "circles": frozenset({"MAY_ESCALATE_TO"}),
}
"""A parameter that hands a rule what walking finds -> the types of the edges whose clauses come with it."""

_OF_CLAUSES = "HAS_CLAUSE"
_DUTIES = "SET_OUT_IN"
_EDGE = re.compile(r"\[\s*+(\w*+)\s*+:\s*+([A-Z_]++(?:\s*+\|\s*+:?[A-Z_]++)*+)")


def clause_coverage(store: Store, on: dt.date | None = None, lang: str = "en") -> Listing:
    """List every clause in force with what it created and which rules check that.

    Returns
    -------
    Listing
        As `clauses`; each item also has ``rules`` (names of the rules whose findings can cite it) and
        ``empty`` (true for a modelled clause that created nothing).  Beside the items ``coverage``:
        ``clauses`` and ``modelled`` (counts), ``empty`` and ``unchecked`` (keys of modelled clauses that
        created nothing, or nothing that a rule cites), ``totals`` (how many duties, roles and edges there
        are) and ``uncited`` (those of them without a clause).
    """
    on = on or today()
    answer = clauses(store, on, lang)
    cites = {rule.name: _cites(rule.statement) for rule in all_rules(user_folder())[0]}
    items = tuple(_checked(item, cites) for item in answer.items)
    modelled = [item for item in items if item["status"] == "modelled"]
    rows = store.read("catalogue.uncited", on=on)
    found = {
        "clauses": len(items),
        "modelled": len(modelled),
        "empty": [item["key"] for item in modelled if item["empty"]],
        "unchecked": [item["key"] for item in modelled if not item["empty"] and not item["rules"]],
        "totals": {row["sort"]: row["total"] for row in sorted(rows, key=_sort)},
        "uncited": {row["sort"]: row["uncited"] for row in sorted(rows, key=_sort) if row["uncited"]},
    }
    return replace(answer, items=items, more={"coverage": found})


def _sort(row: Mapping[str, Any]) -> tuple[bool, str]:
    """Put duties and roles before edges."""
    return (str(row["sort"]).isupper(), str(row["sort"]))


def _checked(item: dict[str, Any], cites: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    created = item["created"]
    types = {t for sort, kinds in _MADE_OF.items() if created[sort] for t in kinds} | set(created["edges"])
    rules = sorted(name for name, cited in cites.items() if cited & types)
    return item | {"rules": rules, "empty": item["status"] == "modelled" and not types}


def _cites(statement: Statement) -> frozenset[str]:
    """Find the types of edges whose clauses the findings of a rule can cite."""
    found: set[str] = set()
    for name, types in _EDGE.findall(statement.text):
        named = {word.strip().lstrip(":").strip() for word in types.split("|")}
        if _OF_CLAUSES in named:
            return frozenset()
        found |= named & {_DUTIES}
        if name and re.search(rf"\b{name}\.clauses\b", statement.text):
            found |= named
    for parameter, types_of in _WALKED.items():
        found |= types_of if parameter in statement.params else set()
    return frozenset(found)
