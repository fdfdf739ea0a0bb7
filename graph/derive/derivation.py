"""Works derived edges out and brings the graph's own in line: all of them, or those that hang on facts.

The engine matches holders, one statement for each connection; `edges` cuts out the period and the themes of
each match.  Nothing here knows a role, a theme or an organisation.

Stages, each standing on the one before: bodies that fill roles (FILLS) and places of regions (SERVES); what
roles owe each other (FOLLOWS_UP, GUIDES, INFORMS); the routes (ESCALATES_TO).  A whole derivation and one of
what hangs on some facts run the same statements; they differ in where these start.

What a place has through the unit that serves it is derived once, with that unit in its place (`served_end`);
see `ansvar.graph.ways`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ansvar.graph.batches import batches
from ansvar.graph.content import Edge
from ansvar.graph.cypher import load_statement
from ansvar.graph.derive import CONNECTION_KEYS, CONNECTIONS
from ansvar.graph.derive.edges import ENDS, ROUTES, Scopes, common, distinct, edges_of, field_of, told_by
from ansvar.graph.derive.reach import matters, reach_of
from ansvar.graph.derive.totals import Derivation, are_known, changed, name_of, row_of
from ansvar.graph.periods import Period, intersect, subtract
from ansvar.graph.schema.statements import create_edges, delete_edges
from ansvar.graph.values import gone_in, periods_with

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ansvar.graph.content.plan import Fact
    from ansvar.graph.cypher import Statement
    from ansvar.graph.derive.reach import Reach
    from ansvar.graph.derive.totals import Totals
    from ansvar.graph.store import Transaction

_BATCH = 5000  # keys that one statement starts from
_MANY = 100  # edges that a thing is taken to have of which that is not known
_UNITS = ""  # stands for a role in what _fillers gives

Steps = list[dict[str, Any]]
Match = tuple[dict[str, Any], dict[str, Any]]


def derive(tx: Transaction) -> Derivation:
    """Derive all edges anew inside a writing transaction; those that come out the same are left.

    Parameters
    ----------
    tx : Transaction
        The transaction that wrote the facts; derivation reads what it has written.
    """
    standing = standing_edges(tx)
    by_type: dict[str, list[Edge]] = defaultdict(list)
    for edge in standing:
        by_type[edge.type].append(edge)
    # where nothing stands, as in a first load, what is made is written part by part and not kept
    work = _Work(tx, keep=bool(standing))
    totals: Totals = {}

    def put(before: list[Edge], parts: Iterable[list[Edge]]) -> None:
        nonlocal totals
        for new in parts if not before else [[edge for part in parts for edge in part]]:
            totals = changed(totals, (), work.replace(before, new))

    put(by_type.pop("FILLS", []), [work.facts("FILLS", "bodies", None)])
    places = [row["key"] for row in tx.run("derive.places")]
    put(
        by_type.pop("SERVES", []),
        (work.facts("SERVES", "places_of_regions", some) for some in _parts(places)),
    )
    steps = _steps(tx)
    routes = by_type.pop(ROUTES, [])
    owed = [edge for edges in by_type.values() for edge in edges]
    put(owed, [work.matched([s for s in steps if s["edge"] != ROUTES])])
    put(routes, work.in_parts([s for s in steps if s["edge"] == ROUTES]))
    return work.done(totals)


def update(tx: Transaction, facts: Sequence[Fact], totals: Mapping[str, Any]) -> Derivation:
    """Derive anew what hangs on facts that the transaction has written.

    Parameters
    ----------
    facts : sequence of Fact
        Every stated fact that was written since the last derivation.
    totals : Totals
        Of the derived edges that the graph has.

    Returns
    -------
    Derivation
        As `derive` would give it.  What hangs on the facts is found by key and by what lies next to it; where
        that is not enough, everything is derived anew.
    """
    if not are_known(totals):
        return derive(tx)
    if not (told := [fact for fact in facts if matters(fact)]):
        return Derivation([], [], dict(totals))
    steps = _steps(tx)
    own = _own_roles(steps)
    reach = reach_of(tx, told, served=bool(own))
    if reach is None or (reach.steps and (reach.of_organisation or not _known_ends(steps, told))):
        return derive(tx)
    work = _Work(tx)
    if reach.steps:
        _update_steps(work, steps, reach.steps)
    else:
        _update_ends(work, steps, reach, own)
    return work.done(changed(totals, work.removed, work.added))


def standing_edges(tx: Transaction) -> list[Edge]:
    """Read every derived edge that the graph has."""
    return _standing(tx, whole=True)


def _update_steps(work: _Work, steps: Steps, told: Iterable[Edge]) -> None:
    """Derive what follows from some steps of the instructions, and from nothing else."""
    names = {(e.giver, e.receiver, e.props["step"], e.props["stated_by"]) for e in told}
    rows = [
        dict(zip(("giver", "receiver", "step", "instruction"), name, strict=True)) for name in sorted(names)
    ]
    work.replace(_standing(work.tx, steps=rows), work.matched([s for s in steps if _name(s) in names]))


def _own_roles(steps: Steps) -> set[str]:
    """Give the roles with which units have ways of their own through the units that serve them."""
    served = ((step, _connection(step["props"]["via"]).header["served"]) for step in steps)
    return {step[f"{end}_role"] for step, end in served if step.get(f"{end}_shares") == "own"}


def _update_ends(work: _Work, steps: Steps, reach: Reach, own: set[str]) -> None:
    """Derive what has one of its ends in reach, stage by stage."""
    ends = set(reach.ends)
    if reach.bodies or reach.places:
        bodies, places = sorted(reach.bodies), sorted(reach.places)
        work.replace(
            _standing(work.tx, bodies=bodies, places=places),
            work.facts("FILLS", "bodies", bodies) + work.facts("SERVES", "places_of_regions", places),
        )
        ends |= {edge.giver for edge in (*work.removed, *work.added) if edge.type == "FILLS"}
        if own and places:
            ends |= {key for role, key in _fillers(work.tx, keys=places) if role in own}
    if ends:
        standing = _standing(work.tx, keys=sorted(ends))
        fillers = _fillers(work.tx, keys=sorted(ends))
        for routes in (False, True):
            work.replace(
                [edge for edge in standing if (edge.type == ROUTES) == routes],
                work.matched([step for step in steps if (step["edge"] == ROUTES) == routes], ends, fillers),
                ends,
            )


def _name(step: Mapping[str, Any]) -> tuple[str, ...]:
    """Give what tells a step of an instruction from others, whatever its periods."""
    return (step["giver_role"], step["receiver_role"], step["props"].get("step", ""), step["instruction"])


def _known_ends(steps: Steps, facts: Iterable[Fact]) -> bool:
    """Tell whether new steps lead to roles that others led to before, so that what is shared stays so."""
    new = {
        (e.giver, e.receiver, e.props["step"], e.props["stated_by"])
        for fact in facts
        if fact.before is None and isinstance(e := fact.after, Edge) and e.type == "MAY_ESCALATE_TO"
    }
    before = {step["receiver_role"] for step in steps if step["edge"] == ROUTES and _name(step) not in new}
    return {name[1] for name in new} <= before


class _Work:
    """One derivation on its way: what it has taken away and made."""

    def __init__(self, tx: Transaction, *, keep: bool = True) -> None:
        self.tx = tx
        self._keep = keep
        self.removed: list[Edge] = []
        self.added: list[Edge] = []
        self._known: Scopes = {}
        self._asked: set[str] = set()

    def done(self, totals: Totals) -> Derivation:
        """Give what was changed, in order."""
        return Derivation(sorted(self.removed, key=name_of), sorted(self.added, key=name_of), totals)

    def replace(
        self, standing: Iterable[Edge], new: Sequence[Edge], ends: Collection[str] = ()
    ) -> Sequence[Edge]:
        """Put edges in the place of those that stand there, leave what is the same, and give the new ones.

        Parameters
        ----------
        ends : collection of str
            Keys of which `standing` has all edges; when left out, it has all edges of everything.
        """
        old = {name_of(edge): edge for edge in standing}
        fresh = {name_of(edge): edge for edge in new}
        gone = [edge for name, edge in old.items() if name not in fresh]
        come = [edge for name, edge in fresh.items() if name not in old]
        for start, edges in _by_end(gone, old.values(), ends).items():
            rows = [row_of(edge) | {"type": edge.type} for edge in edges]
            self.tx.run_rows(delete_edges({edge.type for edge in edges}, start), rows)
        by_type: dict[str, list[Edge]] = defaultdict(list)
        for edge in come:
            by_type[edge.type].append(edge)
        for edge_type, edges in sorted(by_type.items()):
            self.tx.run_rows(create_edges(edge_type), map(row_of, edges))
        if self._keep:
            self.removed += gone
            self.added += come
        return new

    def facts(self, edge_type: str, name: str, keys: Sequence[str] | None) -> list[Edge]:
        """Derive edges without themes, for some units or (None) all: what all they rest on have in common."""
        edges = []
        for row in self.tx.run(f"derive.{name}", keys=keys or [], whole=keys is None):
            parts = [common(map(Period.of, row["over"]))]
            if told := row.get("codes"):
                parts = intersect(parts, periods_with(row["unit"], "code", told))
            if "instruction" in row:
                parts = intersect(parts, self.binding(row["instruction"], row["by"]))
            apart = [*map(Period.of, row.get("apart", ())), *gone_in(row.get("unit", {}))]
            for start, end in subtract(parts, apart):
                props = {"valid_from": start, "valid_to": end, "derived_from": told_by(row["over"])}
                edges.append(Edge(edge_type, row["giver"], row["receiver"], props))
        return distinct(edges)

    def matched(
        self, steps: Steps, ends: Collection[str] | None = None, fillers: Iterable[tuple[str, str]] = ()
    ) -> list[Edge]:
        """Match the holders of the roles of each step: all, or those of whom one is among `ends`.

        Parameters
        ----------
        fillers : iterable of (str, str)
            With `ends`: what these fill; see `_fillers`.
        """
        if ends is None:
            fillers = self._starting(steps)
        parts = self._matches(steps, fillers, whole=ends is None)
        return distinct(
            edge
            for part in parts
            for edge in self._edges(
                [
                    (step, row)
                    for step, row in part
                    if ends is None or row["giver"] in ends or row["receiver"] in ends
                ]
            )
        )

    def in_parts(self, steps: Steps) -> Iterator[list[Edge]]:
        """Match all holders of the roles of steps of routes, and give the edges part by part.

        A part has all edges that start at some things, or all that end there, with the roles of both ends, so
        that no edge comes in two of them.
        """
        for part in self._matches(steps, self._starting(steps), whole=True):
            yield distinct(self._edges(part))

    def binding(self, instruction: str, organisation: str | None) -> list[Period]:
        """Give the periods in which an instruction binds an organisation."""
        return self._bindings.get((instruction, organisation or ""), [])

    @cached_property
    def _bindings(self) -> dict[tuple[str, str], list[Period]]:
        found: dict[tuple[str, str], list[Period]] = defaultdict(list)
        for row in self.tx.run("derive.bindings"):
            found[row["instruction"], row["organisation"]].append(Period.of(row))
        return found

    def _starting(self, steps: Steps) -> list[tuple[str, str]]:
        roles = sorted({step[f"{_connection(step['props']['via']).header['starts']}_role"] for step in steps})
        return _fillers(self.tx, roles=roles)

    def _edges(self, matches: Sequence[Match]) -> Iterator[Edge]:
        scopes = self._scopes({row[end] for _, row in matches for end in ENDS})
        return (edge for step, row in matches for edge in edges_of(step, row, scopes, self._bound(step, row)))

    def _bound(self, step: Mapping[str, Any], row: Mapping[str, Any]) -> list[Period]:
        """Give the periods in which the instruction of a step binds those who state its two ends."""
        one, other = (self.binding(step["instruction"], by) for by in row["by"])
        return one if one == other else intersect(one, other)

    def _matches(
        self, steps: Steps, filling: Iterable[tuple[str, str]], *, whole: bool
    ) -> Iterator[list[Match]]:
        """Give a step and a row of its connection for each match, so many together as one statement gives."""
        fillers: dict[str, list[str]] = defaultdict(list)
        for role, key in sorted(set(filling)):
            fillers[role].append(key)
        by_via: dict[str, dict[tuple[str, str], Steps]] = defaultdict(lambda: defaultdict(list))
        for step in steps:
            by_via[step["props"]["via"]][step["giver_role"], step["receiver_role"]].append(step)
        for via, pairs in sorted(by_via.items()):
            statement = _connection(via)
            starts, served = statement.header["starts"], statement.header["served"]
            rows = []
            for (giver, receiver), some in sorted(pairs.items()):
                shares = some[0].get(f"{served}_shares", "none")
                lists = {"givers": fillers[giver], "receivers": fillers[receiver]}
                lists["servers"] = fillers[_UNITS] if shares == "shared" else []
                if whole:
                    lists = {name: keys if name == f"{starts}s" else [] for name, keys in lists.items()}
                rows += [
                    {"giver": giver, "receiver": receiver, "served": shares} | some for some in _cut(lists)
                ]
            for batch in batches(rows, _length, _BATCH):
                found = self.tx.run(statement, pairs=batch)
                yield [
                    (step, row) for row in found for step in pairs[row["giver_role"], row["receiver_role"]]
                ]

    def _scopes(self, keys: set[str]) -> Scopes:
        """Give the fields of posts and units, each asked for once: units fill their roles already."""
        if new := keys - self._asked:
            self._asked |= new
            for row in self.tx.run("derive.scopes", keys=sorted(new)):
                if field := field_of(row):
                    self._known[row["key"]] = field
        return self._known


def _connection(via: str) -> Statement:
    return load_statement(CONNECTIONS / f"{via}.cypher", CONNECTION_KEYS)


def _by_end(gone: Iterable[Edge], standing: Iterable[Edge], ends: Collection[str]) -> dict[str, list[Edge]]:
    """Sort edges by the end from which they are found sooner: the one known to have fewer edges.

    Of things that are not among `ends` it is not known how many they have; there may be very many.
    """
    number = Counter(key for edge in standing for key in (edge.giver, edge.receiver))
    many = {key: number[key] if not ends or key in ends else _MANY for key in number}
    sorted_by: dict[str, list[Edge]] = defaultdict(list)
    for edge in gone:
        sorted_by["giver" if many[edge.giver] <= many[edge.receiver] else "receiver"].append(edge)
    return sorted_by


def _cut(lists: Mapping[str, list[str]]) -> Iterator[dict[str, list[str]]]:
    """Give keys to start from in lists that are not too long; nothing where there are none."""
    if sum(map(len, lists.values())) <= _BATCH:
        if any(lists.values()):
            yield dict(lists)
        return
    for name, keys in lists.items():
        for at in range(0, len(keys), _BATCH):
            yield {each: [] for each in lists} | {name: keys[at : at + _BATCH]}


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[at : at + _BATCH] for at in range(0, len(keys), _BATCH))


def _length(row: Mapping[str, Any]) -> int:
    """Count the keys that a pair of roles is matched from."""
    return sum(len(row[name]) for name in ("givers", "receivers", "servers"))


def _standing(tx: Transaction, *, whole: bool = False, **at: Sequence[Any]) -> list[Edge]:
    wanted: dict[str, Any] = {"keys": [], "bodies": [], "places": [], "steps": []} | at
    rows = tx.run("derive.standing", whole=whole, **wanted)
    return [Edge(row["type"], row["giver"], row["receiver"], row["props"]) for row in rows]


def _fillers(
    tx: Transaction, *, roles: Sequence[str] = (), keys: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Give pairs of a role and who fills it; with `keys`, units stand with `_UNITS` too."""
    rows = tx.run("derive.fillers", roles=list(roles), keys=list(keys))
    return [(row["role"], row["key"]) for row in rows]


def _steps(tx: Transaction) -> list[dict[str, Any]]:
    """Read what goes from role to role, and how units with these roles have it that another one serves.

    Returns
    -------
    list of dict
        The rows of derive.steps with ``giver_shares`` and ``receiver_shares``: ``none`` where no unit can
        fill the role, ``shared`` where those that one unit serves share their ways, ``own`` where each has
        its own.  Places to which a step leads have their own, for a walk comes to each of them by itself.
    """
    steps = tx.run("derive.steps")
    reached = {step["receiver_role"] for step in steps if step["edge"] == ROUTES}
    for step in steps:
        for end in ENDS:
            own = "own" if step[f"{end}_role"] in reached else "shared"
            step[f"{end}_shares"] = own if step[f"{end}_units"] else "none"
    return steps
