"""The engines and the graphs that tests run on.

``store``    an empty graph, once on each engine
``org``      loads an organisation that the test itself spells out; see `suite.words`
``example``  a graph with everything in seed/, to read only, once on each engine
``both``     the example on both engines at once

The embedded engine always runs, in a folder that lives as long as the session.  Neo4j runs too when
``ANSVAR_TEST_NEO4J_URI`` names a database that may be emptied.

With ``pytest -n 2`` (as `make test` does) two processes share the tests.  All that touch Neo4j run in one
of them, so that nobody empties the database under another one's feet; embedded engines each has its own.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

# What the developer's shell says about engines and folders is no business of the tests. This must stand
# before anything of ours is imported or started.  The program does not know the names ANSVAR_TEST_*, and
# the worker processes of `pytest -n` learn the address from them too: those stay.
for _name in list(os.environ):
    if _name.startswith(("NEO4J_", "ANSVAR_")) and not _name.startswith("ANSVAR_TEST_"):
        del os.environ[_name]

# Whoever runs the tests in the background, or so that they outlive a terminal, has these signals ignored, and
# the programs that tests start would inherit that.
for _number, _handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _handler)

from suite.engines import ENGINES, EXAMPLE, Bench, Embedded, Neo4j, NotOursError, Started, address_from  # noqa: E402
from suite.words import Org  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ansvar.graph.store import Store

ADDRESS = address_from(os.environ)
ENGINES[:] = ["embedded", *(["neo4j"] if ADDRESS else [])]
SLOW_SECONDS = 10
LATER = ("cli", "dashboard", "check", "coverage", "diff", "gaps")
"""Folders of tests whose turn on Neo4j is slow."""
_RAN = pytest.StashKey[dict[str, str]]()
# The same examples on every machine and in every run: a red test is red for everybody.
settings.register_profile(
    "ansvar", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ansvar")


class _Engines:
    """Starts each engine when the first test asks for it, and ends all of them."""

    def __init__(self, home: Path, session: pytest.Session) -> None:
        self._home = home
        self._session = session
        self._ran = session.config.stash[_RAN]
        self._started: dict[str, Started] = {}
        self._failed: dict[str, Exception] = {}

    def bench(self, name: str) -> Bench:
        if name in self._failed:
            raise self._failed[name]
        if name not in self._started:
            try:
                self._started[name] = self._start(name)
            except Exception as error:
                self._failed[name] = error  # tried once only, not again for every test
                raise
            self._ran[name] = self._started[name].bench.version
        return self._started[name].bench

    def _start(self, name: str) -> Started:
        if name == "embedded":
            return Embedded(self._home)
        assert ADDRESS is not None
        try:
            return Neo4j(ADDRESS)
        except NotOursError as error:
            if hasattr(self._session.config, "workeroutput"):
                self._session.shouldstop = str(error)  # the only end that a worker can hand over
                raise
            pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)

    def close(self) -> None:
        for started in self._started.values():
            started.close()


@pytest.fixture(scope="session")
def _engines(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[_Engines]:
    engines = _Engines(tmp_path_factory.mktemp("home"), request.session)
    yield engines
    engines.close()


@pytest.fixture(
    params=[pytest.param(name, marks=[getattr(pytest.mark, name)]) for name in ENGINES],
)
def bench(request: pytest.FixtureRequest, _engines: _Engines) -> Bench:
    """Give one engine after the other."""
    return _engines.bench(request.param)


@pytest.fixture
def store(bench: Bench) -> Store:
    """Give an empty graph."""
    return bench.empty()


@pytest.fixture
def example(bench: Bench) -> Store:
    """Give a graph with everything in seed/; whoever writes to it breaks the tests that come after."""
    return bench.filled("seed", EXAMPLE)


@pytest.fixture(params=["both"])
def both(_engines: _Engines) -> tuple[Store, Store]:
    """Give the example on the embedded engine and on Neo4j; the name of such a test says `both`."""
    if ADDRESS is None:
        pytest.skip("compares two engines; ANSVAR_TEST_NEO4J_URI names no second one")
    embedded, neo4j = (_engines.bench(name).filled("seed", EXAMPLE) for name in ENGINES)
    return embedded, neo4j


@pytest.fixture
def org(store: Store, tmp_path: Path) -> Org:
    """Give what loads an organisation from the lines in a test."""
    return Org(store, tmp_path)


@pytest.fixture(autouse=True, scope="session")
def _home_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test can reach the developer's own installation, not even by forgetting to say which one."""
    os.environ["ANSVAR_HOME"] = str(tmp_path_factory.mktemp("nobody"))


@pytest.fixture(autouse=True)
def _fresh_environment() -> Iterator[None]:
    """What a test sets in the environment ends with it."""
    before = dict(os.environ)
    yield
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)


# -- who runs what, in which order, and the report -------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the names of the engines that ran."""
    config.stash[_RAN] = {}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Share the tests out among processes: all that touch the one Neo4j go to the same process."""
    from xdist.scheduler import LoadScopeScheduling

    class ByEngine(LoadScopeScheduling):  # type: ignore[misc]  # xdist comes without types
        """The scope of a test, which stays in one process, follows from its name alone."""

        def _split_scope(self, nodeid: str) -> str:
            return scope_of(nodeid)

    return ByEngine(config, log)


def scope_of(nodeid: str) -> str:
    """Give the group of a test: Neo4j's, or else the tests of a folder or a module."""
    path, _, test = nodeid.partition("::")
    words = test.partition("[")[2].removesuffix("]").split("-")
    if "neo4j" in words or "both" in words:
        return "neo4j"
    return path.rpartition("/")[0] if "embedded" in words else path


@pytest.hookimpl(tryfirst=True)  # before anything is chosen by its marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests that read the example next to each other, so that it is loaded once on each engine.

    The faces and the larger answers ask both engines the same statements, and tests/contract holds these to
    the same rows; what they make of Neo4j's can wait for the slow tests.
    """
    for item in items:
        if item.path.parent.name in LATER and item.get_closest_marker("neo4j"):
            item.add_marker("slow")
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[int, bool]:
    names = getattr(item, "fixturenames", ())
    if "both" in names:
        return (1, False)
    if "bench" not in names:
        return (len(ENGINES) + 1 if "tests/engine" in item.path.as_posix() else 0, False)
    assert isinstance(item, pytest.Function)
    engine = str(item.callspec.params["bench"])
    return (1 + ENGINES.index(engine), "store" in names)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a worker tell which engines it ran on."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["engines"] = session.config.stash[_RAN]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take in what a worker told; one that crashed told nothing."""
    node.config.stash[_RAN].update(getattr(node, "workeroutput", {}).get("engines", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say plainly which engines the tests ran on, and which tests are slower than they say."""
    ran = config.stash[_RAN]
    names = ", ".join(f"{name} ({ran[name]})" for name in ENGINES if name in ran) or "none was needed"
    terminalreporter.write_line(f"engines: {names}")
    if ADDRESS is None:
        terminalreporter.write_line(
            "  Neo4j did not run. To have it run too, name a database that may be emptied:\n"
            "  ANSVAR_TEST_NEO4J_URI=bolt://… ANSVAR_TEST_NEO4J_USERNAME=… ANSVAR_TEST_NEO4J_PASSWORD=…\n"
            "  `.ci/neo4j/serve start DIR` makes one and writes these into DIR/env.sh."
        )
    elif "neo4j" not in ran:
        terminalreporter.write_line(
            f"  Neo4j at {ADDRESS.uri} was named, but none of these tests asked for it."
        )
    long = [
        report
        for report in terminalreporter.getreports("passed")
        if report.when == "call" and report.duration > SLOW_SECONDS and "slow" not in report.keywords
    ]
    for report in long:
        terminalreporter.write_line(f"{report.duration:5.1f} s without the mark `slow`: {report.nodeid}")
