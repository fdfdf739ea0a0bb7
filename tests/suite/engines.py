"""The engines that the suite runs on: one it starts itself, and a Neo4j that it was given for the purpose.

A database is emptied for every test, so it is one that the suite made, or one that
``ANSVAR_TEST_NEO4J_URI`` names and that is empty or carries the suite's mark.  ``NEO4J_URI`` is
never looked at: what a developer works with is not a test database.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import filelock

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import Statement, generated
from ansvar.graph.engine import Settings
from ansvar.graph.engine.embedded import DATABASE, EmbeddedEngine
from ansvar.graph.engine.manifest import Manifest, manifest_of
from ansvar.graph.load.loader import load_files
from ansvar.graph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seed"
EXAMPLE = (SEED / "instructions", SEED / "organisations")
"""The instruction and the organisation that the program comes with."""
DATA = ROOT / "tests" / "data"

ENGINES: list[str] = []
"""The engines of this session, the embedded one first; conftest.py fills it in from the environment."""

MARK = "AnsvarTestDatabase"
"""Label of the one node that stays: it tells that the suite may empty the database.

It stands outside `Entity`, so no statement of the program ever sees it.
"""

_COUNT = Statement(
    name="suite.count",
    text=f"MATCH (n) OPTIONAL MATCH (m:{MARK}) WHERE m = n RETURN count(n) AS nodes, count(m) AS marks",
    params={},
    returns=("nodes", "marks"),
)
_EMPTY = generated("suite.empty", f"MATCH (n) WHERE NOT n:{MARK} DETACH DELETE n", {})
_SET_MARK = generated("suite.mark", f"MERGE (:{MARK} {{name: 'the tests of ansvar may empty this'}})", {})


class NotOursError(Exception):
    """The named database holds something that the suite did not put there."""


class Bench:
    """One engine with a graph that tests may do anything to.

    Attributes
    ----------
    name : str
        ``embedded`` or ``neo4j``.
    store : Store
        The graph.
    where : Path or Address
        Folder of the embedded engine, or address of the Neo4j.
    version : str
        What the engine says it is.
    """

    def __init__(self, name: str, store: Store, where: Path | Address) -> None:
        self.name = name
        self.store = store
        self.where = where
        self.version = store.verify()
        self._holds = ""

    def empty(self) -> Store:
        """Give the store with nothing in it."""
        self._holds = ""
        self.store.write(lambda tx: tx.run(_EMPTY))
        self.store.whole = False  # what no write of the program can do
        self.manifest().file.unlink(missing_ok=True)  # it is emptied on purpose, so nobody remembers it
        return self.store

    def filled(self, name: str, paths: Iterable[Path]) -> Store:
        """Give the store with these files loaded; loaded anew only when something else was in it."""
        if self._holds != name:
            load_files(self.empty(), list(paths))
            self._holds = name
        return self.store

    def manifest(self) -> Manifest:
        """Give what the installation that the faces use remembers of this graph."""
        if isinstance(self.where, Path):
            return manifest_of(Settings(home=self.where))
        home = Path(os.environ["ANSVAR_HOME"])
        return manifest_of(Settings(home=home, uri=self.where.uri, database=self.where.database))

    def fingerprint(self) -> str:
        """Hash what the graph holds, read back from the engine."""
        return snapshot(self.store.read).fingerprint()


class Started(Protocol):
    """An engine that was started or reached for this session."""

    bench: Bench

    def close(self) -> None:
        """Let go of it."""


class Embedded:
    """The embedded engine in a folder of its own, stopped at the end."""

    def __init__(self, home: Path, memory: str = "512m") -> None:
        self._engine = EmbeddedEngine(home, memory)
        running = self._engine.ensure()
        self.bench = Bench(
            "embedded", Store("embedded", running.uri, DATABASE, running.writer, running.reader), home
        )

    def close(self) -> None:
        """Stop the process."""
        self.bench.store.close()
        self._engine.stop()


@dataclass(frozen=True)
class Address:
    """Where the Neo4j for the tests is."""

    uri: str
    username: str
    password: str
    database: str


def address_from(env: Mapping[str, str]) -> Address | None:
    """Read the ``ANSVAR_TEST_NEO4J_*`` variables; None when no Neo4j is named."""
    uri = env.get("ANSVAR_TEST_NEO4J_URI", "").strip()
    if not uri:
        return None
    return Address(
        uri,
        env.get("ANSVAR_TEST_NEO4J_USERNAME") or "neo4j",
        env.get("ANSVAR_TEST_NEO4J_PASSWORD", ""),
        env.get("ANSVAR_TEST_NEO4J_DATABASE") or "neo4j",
    )


class Neo4j:
    """A Neo4j that was named for the tests; two sessions on one machine take turns with it."""

    def __init__(self, address: Address) -> None:
        digest = hashlib.sha256(address.uri.encode()).hexdigest()[:12]
        self._lock = filelock.FileLock(
            Path(tempfile.gettempdir()) / f"ansvar-tests-{digest}.lock", timeout=900
        )
        self._lock.acquire()
        login = (address.username, address.password)
        store = Store("neo4j", address.uri, address.database, login, login)
        try:
            claim(store)
            self.bench = Bench("neo4j", store, address)
        except BaseException:
            store.close()
            self._lock.release()
            raise

    def close(self) -> None:
        """Leave the database empty but marked."""
        self.bench.empty()
        self.bench.store.close()
        self._lock.release()


def claim(store: Store) -> None:
    """Mark an empty database as the suite's own.

    Raises
    ------
    NotOursError
        It holds something and carries no mark; nothing was touched.
    """
    # not by `read`: a load that a test broke off hides what is there
    row = store.write(lambda tx: tx.run(_COUNT))[0]
    if row["nodes"] and not row["marks"]:
        message = (
            f"The database at {store.uri} holds {row['nodes']} nodes that these tests did not put there, and "
            "they would delete them. Nothing was touched. Name an empty database in ANSVAR_TEST_NEO4J_URI."
        )
        raise NotOursError(message)
    store.write(lambda tx: tx.run(_SET_MARK))
