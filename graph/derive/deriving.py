"""Works the derived edges out and brings the graph's own in line with them.

The engine matches holders set-wise, one statement for each connection; here the period and the
themes of each match are cut out.  Nothing here knows a role, a theme or an organisation.

What a place has through the unit that serves it is derived once, with that unit in its place (`served_end`);
see `ansvar.graph.ways`.

Stages, each standing on the one before: bodies that fill roles (FILLS) and places of regions
(SERVES); what roles owe each other (FOLLOWS_UP, GUIDES, INFORMS); the routes (ESCALATES_TO).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansvar.graph.cypher import load_statement
from ansvar.graph.derive import CONNECTION_KEYS, CONNECTIONS
from ansvar.graph.load.content import Edge
from ansvar.graph.periods import Period, intersect, subtract
from ansvar.graph.schema.statements import create_edges, delete_derived
from ansvar.graph.values import periods_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ansvar.graph.store import Transaction

_HERE = Path(__file__).parent
_ROUTES = "ESCALATES_TO"
_ENDS = ("giver", "receiver")

Scopes = dict[str, list[tuple[str, Period]]]


def derive(tx: Transaction, standing: Mapping[str, str]) -> dict[str, list[Edge]]:
    """Derive all edges anew inside a writing transaction.

    Parameters
    ----------
    tx : Transaction
        The transaction that wrote the facts; derivation reads what it has written.
    standing : mapping of str to str
        Edge type -> hash of the derived edges that the graph has; those that come out the same are
        not written again.

    Returns
    -------
    dict of str to list of Edge
        Edge type -> the derived edges that the graph has now, in order of giver and receiver.
    """
    left = dict(standing)
    derived: dict[str, list[Edge]] = {}

    def put(edge_type: str, edges: list[Edge]) -> None:
        _replace(tx, edge_type, left.pop(edge_type, ""), edges)
        derived[edge_type] = edges

    put("FILLS", _facts(tx, "FILLS", "bodies"))
    put("SERVES", _facts(tx, "SERVES", "places_of_regions"))
    scopes = _scopes(tx)
    steps = _steps(tx)
    owed = _matched(tx, [s for s in steps if s["edge"] != _ROUTES], scopes)
    for edge_type in sorted({edge.type for edge in owed} | (set(left) - {_ROUTES})):
        put(edge_type, [edge for edge in owed if edge.type == edge_type])
    put(_ROUTES, _matched(tx, [s for s in steps if s["edge"] == _ROUTES], scopes))
    return derived


def hash_of(edges: Iterable[Edge]) -> str:
    """Hash derived edges, so that the next load can tell whether they came out the same."""
    digest = hashlib.sha256()
    for line in sorted(repr(_row(edge)) for edge in edges):
        digest.update(line.encode())
    return digest.hexdigest()


def _replace(tx: Transaction, edge_type: str, standing: str, new: Sequence[Edge]) -> None:
    if standing == hash_of(new):
        return
    tx.run(delete_derived(edge_type))
    tx.run_rows(create_edges(edge_type), [_row(edge) for edge in new])


def _row(edge: Edge) -> dict[str, Any]:
    return {"giver": edge.giver, "receiver": edge.receiver, "props": dict(sorted(edge.props.items()))}


def _facts(tx: Transaction, edge_type: str, name: str) -> list[Edge]:
    """Derive edges that carry no theme: their period is what all they rest on have in common."""
    edges = []
    for row in tx.run(load_statement(_HERE / f"{name}.cypher")):
        period = _common(map(Period.of, row["over"]))
        told = row.get("codes")
        parts = intersect([period], periods_with(row["unit"], "code", told)) if told else [period]
        for start, end in subtract(parts, map(Period.of, row.get("apart", ()))):
            props = {"valid_from": start, "valid_to": end, "derived_from": _told(row["over"])}
            edges.append(Edge(edge_type, row["giver"], row["receiver"], props))
    return _distinct(edges)


def _matched(tx: Transaction, steps: Sequence[Mapping[str, Any]], scopes: Scopes) -> list[Edge]:
    """Match the holders of the roles of each step, one statement for each connection."""
    by_via: dict[str, dict[tuple[str, str], list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for step in steps:
        by_via[step["props"]["via"]][step["giver_role"], step["receiver_role"]].append(step)
    roles = sorted({step[f"{end}_role"] for step in steps for end in _ENDS})
    rows = tx.run(load_statement(_HERE / "fillers.cypher"), roles=roles)
    fillers = {row["role"]: row["keys"] for row in rows}
    edges: list[Edge] = []
    for via, pairs in sorted(by_via.items()):
        statement = load_statement(CONNECTIONS / f"{via}.cypher", CONNECTION_KEYS)
        starts, served = statement.header["starts"], statement.header["served"]
        wanted = [
            _pair(giver, receiver, found[0].get(f"{served}_shares", "none"))
            | {f"{starts}s": fillers.get({"giver": giver, "receiver": receiver}[starts], [])}
            for (giver, receiver), found in sorted(pairs.items())
        ]
        for row in tx.run(statement, pairs=wanted):
            for step in pairs[row["giver_role"], row["receiver_role"]]:
                edges += _edges(step, row, scopes)
    return _distinct(edges)


def _pair(giver: str, receiver: str, served: str) -> dict[str, Any]:
    """Give a pair of roles as the connections take it, with nobody to start from."""
    lists: dict[str, list[str]] = {"givers": [], "receivers": [], "servers": []}
    return {"giver": giver, "receiver": receiver, "served": served} | lists


def _edges(step: Mapping[str, Any], row: Mapping[str, Any], scopes: Scopes) -> list[Edge]:
    """Turn one match into edges: one for each period in which the same themes hold."""
    norm = step["props"]
    over = row["over"]
    period = _common(map(Period.of, (norm, *over)))
    if not period:
        return []
    allowed = set(norm.get("themes", []))
    for part in over:
        if part["themes"]:
            allowed &= set(part["themes"])
    themes_in: dict[Period, set[str]] = defaultdict(set)
    ends = [row[end] for end in _ENDS if end != row["served_end"]]
    for theme in allowed:
        for cut in _periods_of(theme, period, ends, scopes):
            themes_in[cut].add(theme)
    return [_edge(step, row, cut, sorted(themes)) for cut, themes in sorted(themes_in.items())]


def _edge(step: Mapping[str, Any], row: Mapping[str, Any], period: Period, themes: list[str]) -> Edge:
    norm = step["props"]
    props: dict[str, Any] = {
        "valid_from": period.start,
        "valid_to": period.end,
        "themes": themes,
        "clauses": norm["clauses"],
        "via": norm["via"],
        "derived_from": _told(row["over"]),
    }
    if row["served_end"]:
        roles = {step[f"{row['served_end']}_role"], *row["served_roles"]}
        props |= {"served_end": row["served_end"], "served_roles": sorted(roles)}
    if step["edge"] == _ROUTES:
        props |= {
            "step": norm["step"],
            "instruction": step["instruction"],
            "from_role": step["giver_role"],
            "to_role": step["receiver_role"],
            "matters": norm["matters"],
            "basis": norm["basis"],
            "alternative": norm["alternative"],
            "distance": row["distance"],
        }
    return Edge(step["edge"], row["giver"], row["receiver"], props)


def _periods_of(theme: str, period: Period, ends: Sequence[str], scopes: Scopes) -> list[Period]:
    """Give the parts of a period in which both ends work on a theme."""
    found = [period]
    for end in ends:
        if end in scopes:
            found = intersect(found, (span for t, span in scopes[end] if t == theme))
    return found


def _steps(tx: Transaction) -> list[dict[str, Any]]:
    """Read what goes from role to role, and how units with these roles have it that another one serves.

    Returns
    -------
    list of dict
        The rows of derive.steps with ``giver_shares`` and ``receiver_shares``: ``none`` where no unit can fill
        the role, ``shared`` where those that one unit serves share their ways, ``own`` where each has its own.
        Places to which a step leads have their own, for a walk comes to each of them by itself.
    """
    steps = tx.run(load_statement(_HERE / "steps.cypher"))
    reached = {step["receiver_role"] for step in steps if step["edge"] == _ROUTES}
    for step in steps:
        for end in _ENDS:
            own = "own" if step[f"{end}_role"] in reached else "shared"
            step[f"{end}_shares"] = own if step[f"{end}_units"] else "none"
    return steps


def _common(periods: Iterable[Period]) -> Period:
    """Give the days that lie in all periods."""
    return reduce(Period.intersect, periods)


def _scopes(tx: Transaction) -> Scopes:
    scopes: Scopes = {}
    for row in tx.run(load_statement(_HERE / "scopes.cypher")):
        covers = row["own"] or row["through"]
        if covers:
            scopes[row["key"]] = [(c["theme"], Period.of(c)) for c in covers]
    return scopes


def _told(over: Iterable[Mapping[str, Any]]) -> list[str]:
    """Write down what an edge was derived from: one line for each edge, in order."""
    return [f"{part['giver']} {part['type']} {part['receiver']}" for part in over]


def _distinct(edges: Iterable[Edge]) -> list[Edge]:
    """Keep one of several equal edges: the one with the shortest way behind it, then the first by name.

    Two ways that lead to the same receiver for the same step and period are the same step.  What is shared by
    all places with a role need not be shared once more by those that have another role too.
    """
    best: dict[str, dict[frozenset[str], Edge]] = defaultdict(dict)
    for edge in edges:
        same = {k: v for k, v in edge.props.items() if k not in ("derived_from", "distance", "served_roles")}
        alike = best[repr((edge.type, edge.giver, edge.receiver, sorted(same.items())))]
        roles = frozenset(edge.props.get("served_roles", ()))
        if roles not in alike or _rank(edge) < _rank(alike[roles]):
            alike[roles] = edge
    kept = [
        edge
        for alike in best.values()
        for roles, edge in alike.items()
        if not any(fewer < roles and _rank(other)[0] <= _rank(edge)[0] for fewer, other in alike.items())
    ]
    return sorted(kept, key=lambda e: (e.type, e.giver, e.receiver, repr(sorted(e.props.items()))))


def _rank(edge: Edge) -> tuple[int, list[str]]:
    return edge.props.get("distance", 0), edge.props["derived_from"]
