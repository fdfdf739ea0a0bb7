"""What the work costs, by the size of the organisation, beside what it is compared with in the same run."""

from __future__ import annotations

import copy
import datetime as dt
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
import rustworkx as rx
import yaml
from suite.engines import SEED, Address
from suite.measures import median_of, p95, timed

from ansvar.graph.content.origin import SourceFile
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import Statement, generated, statement_named
from ansvar.graph.imports.importer import ImportOptions, carry_out_import, known_mappings, read_files
from ansvar.graph.journal.undo import undo
from ansvar.graph.load.loader import load_files
from ansvar.queries.coverage.query import coverage
from ansvar.queries.coverage.survey import units_around
from ansvar.queries.gaps.query import gaps
from ansvar.queries.trace import trace
from ansvar.seed.generate import Dumper, generate

if TYPE_CHECKING:
    from collections.abc import Callable

    from suite.engines import Bench

    from ansvar.graph.store import Store


pytestmark = pytest.mark.benchmark

DAY, ON = dt.date(2019, 1, 1), dt.date(2018, 6, 1)
INSTRUCTION = SEED / "instructions" / "im-2018-001.yaml"
SIZES = {
    "quick": [(1_000, 20), (1_000, 1_000)],
    "whole": [(1_000, 20), (1_000, 1_000), (10_000, 20), (10_000, 2_000), (100_000, 20), (100_000, 2_000)],
}[os.environ.get("BENCH_SIZES", "quick")]
NEO4J_AT_MOST = 1_000  # more at once needs more memory than the server of the tests has
EDITS = 40 if os.environ.get("BENCH_SIZES") == "whole" else 12
KINDS = ("holder", "FILLS", "POST_IN", "MEMBER_OF", "SERVES", "COVERS", "region", "code", "step")
NOTHING = Statement("bench.nothing", "RETURN 1 AS one", {})
QUESTION = ("child-marriage", "individual-case")


class World:
    """A loaded organisation of some size."""

    def __init__(self, bench: Bench, folder: Path, places: int, per_server: int) -> None:
        self.places = places
        self.size = {"engine": bench.name, "places": places, "per_server": per_server}
        self.bench, self.folder = bench, folder
        self.made = generate(INSTRUCTION, places, per_server=per_server)
        self.instruction = yaml.safe_load(INSTRUCTION.read_text(encoding="utf-8"))
        self.path = folder / "organisation.yaml"
        text = yaml.dump(self.made, Dumper=Dumper, sort_keys=False, allow_unicode=True)
        self.path.write_text(text, encoding="utf-8")
        self.sheets = folder / "sheets"
        self.sheets.mkdir()
        self.store = bench.empty()
        self.loaded_ms = timed(lambda: load_files(self.store, [INSTRUCTION, self.path]))[0]
        self.place = next(unit["key"] for unit in self.made["units"] if unit.get("located_in"))
        self.empty_ms = median_of(lambda: self.store.read(NOTHING), 21)

    def prepare(self, kind: str, at: int) -> None:
        """Write the files of an edit."""
        if kind == "step":
            data = copy.deepcopy(self.instruction)
            step = data["steps"][at % len(data["steps"])]
            step["why"] = {"nb": f"Endret {at}.", "en": f"Changed {at}."}
            self.changed = SourceFile(str(INSTRUCTION), data, {})
            return
        for old in self.sheets.iterdir():
            old.unlink()
        for name, text in rows(self.made, self.instruction, kind, at).items():
            (self.sheets / name).write_text(text, encoding="utf-8")

    def edit(self, kind: str) -> int:
        """Carry out the edit that was prepared, as a verb does; gives its number, 0 where nothing changed."""
        if kind == "step":
            return load_files(self.store, [self.changed]).change_set
        way = ImportOptions(DAY, partial=True)
        reading = read_files([self.sheets], "", known_mappings([]), way, key=self.made["key"])
        return carry_out_import(self.store, reading, way)[0].change_set


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    size: tuple[int, int] = request.param
    return size


_WORLDS: dict[tuple[str, int, int], World] = {}


@pytest.fixture
def world(bench: Bench, size: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> World:
    """Give the organisation of a size, loaded once; only one at a time stands in an engine."""
    if bench.name == "neo4j" and size[0] > NEO4J_AT_MOST:
        pytest.skip("more at once needs more memory than the server of the tests has")
    name = (bench.name, *size)
    if name not in _WORLDS:
        _WORLDS.clear()
        _WORLDS[name] = World(bench, tmp_path_factory.mktemp("scale"), *size)
    return _WORLDS[name]


def rows(made: dict[str, Any], instruction: dict[str, Any], kind: str, at: int) -> dict[str, str]:
    """Give the sheets that change one thing of a kind; `at` chooses which."""
    posts = [post for post in made["posts"] if post.get("unit") and post.get("fills")]
    places = [unit for unit in made["units"] if unit.get("located_in")]
    coded = [unit for unit in made["units"] if unit.get("code")]
    servers = [unit for unit in made["units"] if unit.get("serves")]
    regions = [unit["key"] for unit in made["units"] if unit["kind"] == "Region"]
    themes = [theme["key"] for theme in instruction["themes"]]
    post, place, unit = posts[at % len(posts)], places[at % len(places)], coded[at % len(coded)]
    server = servers[at % len(servers)]

    def other(things: list[dict[str, Any]], field: str, own: dict[str, Any]) -> str:
        values = [thing[field] for thing in things if thing[field] != own[field]]
        value = values[at % len(values)] if values else own[field]
        return str(value[0] if isinstance(value, list) else value)

    network = next(unit["key"] for unit in made["units"] if unit["kind"] == "Network")
    return {
        "holder": {"holders.csv": f"post,person,name\n{post['key']},person:new{at},New {at}\n"},
        "FILLS": {"posts.csv": f"key,fills\n{post['key']},{other(posts, 'fills', post)}\n"},
        "POST_IN": {"posts.csv": f"key,unit\n{post['key']},{other(posts, 'unit', post)}\n"},
        "COVERS": {"posts.csv": f"key,covers\n{post['key']},{themes[at % len(themes)]}\n"},
        "SERVES": {
            "units.csv": f"key,kind,serves\n{server['key']},{server['kind']},"
            f"{server['serves'][0]};{regions[(at + 1) % len(regions)]};{place['key']}\n"
        },
        "region": {"centres.csv": f"key,located_in\n{place['key']},{other(places, 'located_in', place)}\n"},
        "code": {"units.csv": f"key,kind,code\n{unit['key']},{unit['kind']},X{at}\n"},
        "MEMBER_OF": {"memberships.csv": f"post,network\n{post['key']},{network}\n"},
    }[kind]


# -- first load ----------------------------------------------------------------------------------------


def test_first_load(world: World, tell: Callable[..., Any]) -> None:
    """Compared with a bare driver that writes the same nodes and edges, with the same index, by UNWIND."""
    bare = written_bare(world.store, snapshot(world.store.read))
    tell(
        **world.size, work="first load", ms=world.loaded_ms, against="bare driver, UNWIND", other_ms=bare,
        bound=2,
    )  # fmt: skip


def written_bare(store: Store, content: Any) -> float:
    """Write the rows of a content as nodes and edges of names of their own, and take them away again."""
    nodes = [node.props for node in content.nodes.values()]
    edges: dict[str, list[dict[str, Any]]] = {}
    for edge in content.edges:
        edges.setdefault(edge.type, []).append({"a": edge.giver, "b": edge.receiver, "props": edge.props})

    def write(tx: Any) -> None:
        tx.run_rows(bare("UNWIND $rows AS row CREATE (n:Bare) SET n = row"), nodes)
        ends = "UNWIND $rows AS row MATCH (a:Bare {key: row.a}) MATCH (b:Bare {key: row.b})"
        for kind, some in edges.items():
            tx.run_rows(bare(f"{ends} CREATE (a)-[e:BARE_{kind}]->(b) SET e = row.props"), some)

    index = generated("bench.index", "CREATE INDEX bare IF NOT EXISTS FOR (n:Bare) ON (n.key)", {})
    store.write(lambda tx: tx.run(index))
    took = timed(lambda: store.write(write))[0]
    store.write(lambda tx: tx.run(generated("bench.clear", "MATCH (n:Bare) DETACH DELETE n", {})))
    return took


def bare(text: str) -> Any:
    return generated("bench.bare", text, {"rows": "rows"})


# -- edits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit(world: World, tell: Callable[..., Any], kind: str) -> None:
    took, back = [], []
    for at in range(EDITS + 2):
        world.prepare(kind, at * 7 + 3)
        ms, number = timed(lambda: world.edit(kind))
        took.append(ms)
        if number:
            back.append(timed(lambda: undo(world.store, number))[0])  # noqa: B023
    if not back and kind == "region":
        pytest.skip("there is one region only")
    assert back, "no edit changed anything"
    bound = {"bound": 150.0} if world.places <= 10_000 else {}
    tell(**world.size, work=f"edit: {kind} (p95)", ms=p95(took[2:]), **bound)
    tell(**world.size, work=f"undo: {kind} (p95)", ms=p95(back[2:] or back), **bound)


# -- questions -----------------------------------------------------------------------------------------


def test_trace(world: World, tell: Callable[..., Any]) -> None:
    ms = median_of(lambda: trace(world.store, world.place, *QUESTION, ON), 21)
    tell(**world.size, work="trace (median)", ms=ms, against="RETURN 1", other_ms=world.empty_ms, bound=10)


def test_a_whole_process(world: World, tell: Callable[..., Any], tmp_path: Path) -> None:
    """`ansvar trace` beside a script that has a driver and the statement only, without pandas and numpy."""
    where, store = world.bench.where, world.store
    env = dict(os.environ)
    if isinstance(where, Address):
        env |= {"NEO4J_URI": where.uri, "NEO4J_USERNAME": where.username, "NEO4J_PASSWORD": where.password}
        env |= {"NEO4J_DATABASE": where.database}
    else:
        env |= {"ANSVAR_HOME": str(where)}
    statement = tmp_path / "route.cypher"
    statement.write_text(statement_named("trace.route").text, encoding="utf-8")
    user, password = store._reading
    asked = {"start": world.place, "theme": QUESTION[0], "matter": QUESTION[1], "on": "2018-06-01"}
    script = (
        "import sys; sys.modules['pandas'] = sys.modules['numpy'] = None\n"
        "from neo4j import GraphDatabase\n"
        f"text = open({str(statement)!r}, encoding='utf-8').read()\n"
        f"with GraphDatabase.driver({store.uri!r}, auth=({user!r}, {password!r})) as driver:\n"
        f"    with driver.session(database={store.database!r}) as session:\n"
        f"        print(len(list(session.run(text, {asked | {'then': {}, 'gone': []}!r}))))\n"
    )
    verb = [str(Path(sys.executable).parent / "ansvar"), "trace", world.place]
    verb += ["-t", QUESTION[0], "-m", QUESTION[1], "--on", "2018-06-01"]
    ours = median_of(lambda: subprocess.run(verb, env=env, check=False, capture_output=True), 5, 1)
    theirs = median_of(
        lambda: subprocess.run([sys.executable, "-c", script], env=env, check=True, capture_output=True), 5, 1
    )
    tell(
        **world.size, work="`ansvar trace`, whole process", ms=ours, against="bare script", other_ms=theirs,
        bound=1.5,
    )  # fmt: skip


def test_peers(world: World, tell: Callable[..., Any]) -> None:
    """Everybody that a matter can come to from one place: what others need for a part of what trace tells."""
    content = snapshot(world.store.read)
    day, (theme, matter) = ON.isoformat(), QUESTION
    served: dict[str, list[str]] = {}
    for edge in content.edges:
        if edge.type == "SERVES" and edge.period.contains(day):
            served.setdefault(edge.giver, []).append(edge.receiver)
    pairs = []
    for edge in content.edges:
        fits = edge.type == "ESCALATES_TO" and edge.period.contains(day)
        if fits and theme in edge.props["themes"] and matter in edge.props["matters"]:
            givers = served.get(edge.giver, []) if edge.props.get("served_end") else [edge.giver]
            pairs += [(giver, edge.receiver) for giver in givers]
    statement = statement_named("trace.route")
    given = {"start": world.place, "theme": theme, "matter": matter, "on": ON}
    net = nx.DiGraph(pairs)
    fast, index = rx.PyDiGraph(), {}
    for key in {key for pair in pairs for key in pair}:
        index[key] = fast.add_node(key)
    fast.add_edges_from_no_data([(index[a], index[b]) for a, b in pairs])
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE step (giver TEXT, receiver TEXT)")
    base.executemany("INSERT INTO step VALUES (?, ?)", pairs)
    base.execute("CREATE INDEX at ON step (giver)")
    recursive = (
        "WITH RECURSIVE far(key) AS (SELECT ? UNION SELECT receiver FROM step JOIN far ON giver = far.key) "
        "SELECT count(*) FROM far"
    )
    expected = len(nx.descendants(net, world.place))
    assert len(rx.descendants(fast, index[world.place])) == expected
    assert base.execute(recursive, (world.place,)).fetchone()[0] == expected + 1
    ways = {
        "the statement of a route, bare": lambda: world.store.read(statement, **given),
        "networkx, in memory": lambda: nx.descendants(net, world.place),
        "rustworkx, in memory": lambda: rx.descendants(fast, index[world.place]),
        "SQLite, recursive CTE": lambda: base.execute(recursive, (world.place,)).fetchone(),
    }
    for work, way in ways.items():
        tell(**world.size, work=f"peer: {work}", ms=median_of(way, 21))


def test_all_rules(world: World, tell: Callable[..., Any]) -> None:
    ms = median_of(lambda: gaps(world.store, ON), 3, 1)
    bound = {"bound": 4_000.0} if world.places == 10_000 else {}
    tell(**world.size, work="all gap rules", ms=ms, **bound)


def test_all_rules_about_one_thing(world: World, tell: Callable[..., Any]) -> None:
    """A place and the post that follows it up: what that costs follows neither places nor offices."""
    server = next(unit for unit in world.made["units"] if unit.get("serves"))
    post = next(post["key"] for post in world.made["posts"] if server["key"] in post.get("unit", ()))
    for what, key in (("a place", world.place), ("a post", post)):
        ms = median_of(lambda: gaps(world.store, ON, about=[key]), 9)  # noqa: B023
        tell(**world.size, work=f"all gap rules about {what} (median)", ms=ms)


def test_coverage(world: World, tell: Callable[..., Any]) -> None:
    """Compared with reading the rows that it is made of."""
    norm = world.store.read("trace.norm", on=ON)
    roles = sorted(row["key"] for row in norm if row["part"] == "begins")

    def read() -> None:
        world.store.read("trace.norm", on=ON)
        places = world.store.read("coverage.places", roles=roles, on=ON, about=[])
        world.store.read("coverage.around", on=ON, **units_around(places))
        world.store.read("coverage.network", on=ON, about=[])

    ms = median_of(lambda: coverage(world.store, ON), 3, 1)
    tell(
        **world.size,
        work="silence map",
        ms=ms,
        against="reading its rows",
        other_ms=median_of(read, 3, 1),
        bound=10,
    )
