"""An engine that cannot be used: what happened, what to do, exit code 4, and never a password."""

import copy
import importlib.util
import os
import shutil
import socket
import threading
import time
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from ansvar.graph.cypher import Statement
from ansvar.graph.engine import Settings, embedded, open_store
from ansvar.graph.engine.embedded import EmbeddedEngine
from ansvar.graph.errors import EngineAuthError, EngineError, EngineStartError, EngineUnreachableError
from ansvar.graph.store import Store

ONE = Statement(name="suite.one", text="RETURN 1 AS one", params={}, returns=("one",))
SECRET = "a-password-that-nobody-may-see"


def refusal(kind, work, *words):
    """Give the error, after looking at all that every one of them must have."""
    with pytest.raises(kind) as caught:
        work()
    error = caught.value
    assert isinstance(error, EngineError)
    assert error.exit_code == 4
    assert error.message
    assert error.hint, "an error says what then"
    for word in words:
        assert word in str(error)
    assert SECRET not in str(error)
    return error


@pytest.fixture
def engine(tmp_path):
    engine = EmbeddedEngine(tmp_path / "home")
    yield engine
    engine.stop()


# -- it does not start -------------------------------------------------------------------------------------


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "home").write_text("not a folder", encoding="utf-8")

    refusal(EngineStartError, EmbeddedEngine(tmp_path / "home").ensure, str(tmp_path / "home"), "ANSVAR_HOME")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_to_write_is_told(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o500)

    refusal(EngineStartError, EmbeddedEngine(home).ensure, "no permission to write", "ANSVAR_HOME")


def test_a_refused_permission_is_told_whoever_asks(tmp_path, monkeypatch):
    """As above, also where the tests run as root."""

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(embedded, "write_configuration", refuse)

    refusal(EngineStartError, EmbeddedEngine(tmp_path).ensure, "no permission to write", "ANSVAR_HOME")


def test_a_full_disk_is_told_before_anything_is_started(engine, monkeypatch):
    usage = SimpleNamespace(total=10**9, used=10**9, free=50 * 1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    error = refusal(EngineStartError, engine.ensure, "is full: 50 MB free", "needs 200 MB")

    assert str(engine.folder) in error.message
    assert not engine.log_file.exists()


def test_a_machine_without_a_server_is_led_to_neo4j(engine, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    refusal(EngineStartError, engine.ensure, "there is no embedded engine for", "NEO4J_URI")


@contextmanager
def taken_port():
    """Hold a port that answers connections with silence."""
    with socket.socket() as occupier:
        occupier.bind(("127.0.0.1", 0))
        occupier.listen()
        yield occupier.getsockname()[1]


@pytest.mark.slow
@pytest.mark.embedded
@pytest.mark.parametrize("which", [0, 1], ids=["bolt", "http"])
def test_a_port_taken_in_between_is_replaced(engine, monkeypatch, which):
    """A port that was taken in between is replaced by another one."""
    real = embedded._free_ports
    given: list[list[int]] = []

    with taken_port() as taken:

        def first_is_taken(count):
            ports = real(count)
            if not given:
                ports[which] = taken
            given.append(ports)
            return ports

        monkeypatch.setattr(embedded, "_free_ports", first_is_taken)
        begun = time.monotonic()

        running = engine.ensure()

    assert taken not in (running.bolt_port, running.http_port)
    assert len(given) == 2
    assert time.monotonic() - begun < 45


@pytest.mark.slow
@pytest.mark.embedded
def test_without_any_free_port_it_gives_up_and_says_so(engine, monkeypatch):
    monkeypatch.setattr(embedded, "_TRIES", 1)
    with taken_port() as taken:
        monkeypatch.setattr(embedded, "_free_ports", lambda _: [taken, taken])

        refusal(EngineStartError, engine.ensure, "no free port was found on 127.0.0.1", "Stop whatever")

    assert engine.running() is None
    assert not engine.state_file.exists()


@pytest.mark.slow
@pytest.mark.embedded
def test_a_server_that_ends_at_once_is_quoted(engine, monkeypatch):
    """A server that ends at once is told with its own last words."""
    engine._memory = "nonsense"

    error = refusal(EngineStartError, engine.ensure, "ended at once with code", "NEO4J_URI")

    assert str(engine.log_file) in error.hint
    assert engine.running() is None


@pytest.mark.slow
@pytest.mark.embedded
def test_a_server_that_never_answers_is_ended_and_told(engine, monkeypatch):
    monkeypatch.setattr(embedded, "_START_SECONDS", 0.2)
    monkeypatch.setattr(embedded, "_listens", lambda *_: False)

    error = refusal(EngineStartError, engine.ensure, "did not answer within")

    assert str(engine.log_file) in error.hint
    assert engine.running() is None


# -- nobody answers -----------------------------------------------------------------------------------------


def closed_port():
    with taken_port() as port:
        return port


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_an_address_where_nobody_answers_is_told_quickly(tmp_path, scheme):
    settings = Settings(home=tmp_path, uri=f"{scheme}://127.0.0.1:{closed_port()}", password=SECRET)
    begun = time.monotonic()

    error = refusal(EngineUnreachableError, lambda: open_store(settings), settings.uri, "NEO4J_URI")

    assert error.__cause__ is not None, "the driver's own words are kept for whoever needs them"
    assert SECRET not in repr(error.__cause__)
    assert time.monotonic() - begun < 15


def test_a_name_that_no_machine_has_is_told(tmp_path):
    settings = Settings(home=tmp_path, uri="bolt://nowhere.invalid:7687", password=SECRET)

    refusal(EngineUnreachableError, lambda: open_store(settings), "nowhere.invalid")


def test_something_else_that_answers_is_told(tmp_path):
    """A web server, for instance, at the port that was meant for Bolt."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        settings = Settings(home=tmp_path, uri=f"bolt://127.0.0.1:{server.getsockname()[1]}", password=SECRET)
        refusal(EngineError, lambda: open_store(settings))
        thread.join()


def test_an_address_that_the_driver_cannot_use_is_told(tmp_path):
    settings = Settings(home=tmp_path, uri="bolt://127.0.0.1:99999", password=SECRET)

    refusal(EngineUnreachableError, lambda: open_store(settings), "NEO4J_URI")


# -- a wrong password ---------------------------------------------------------------------------------------


class Door:
    """Hands connections on to an engine and counts them: each one is one attempt to log in."""

    def __init__(self, host, port):
        self.target = (host, port)
        self.opened = 0
        self.server = socket.socket()
        self.server.bind(("127.0.0.1", 0))
        self.server.listen()
        self.port = self.server.getsockname()[1]
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            self.opened += 1
            beyond = socket.create_connection(self.target)
            for one, other in ((connection, beyond), (beyond, connection)):
                thread = threading.Thread(target=self._hand_on, args=(one, other), daemon=True)
                thread.start()
                self.threads.append(thread)

    @staticmethod
    def _hand_on(one, other):
        try:
            while data := one.recv(65536):
                other.sendall(data)
        except OSError:
            pass
        finally:
            for end in (one, other):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def close(self):
        with suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        for thread in self.threads:
            thread.join(5)


@pytest.fixture
def door(bench):
    address = urlsplit(bench.store.uri)
    door = Door(address.hostname, address.port)
    yield door
    door.close()
    _wait_until_unlocked(bench)


def _wait_until_unlocked(bench):
    """Three wrong passwords lock an account of Neo4j for seconds, for whoever opens a new connection next."""
    if bench.name != "neo4j":
        return
    login, end = (bench.where.username, bench.where.password), time.monotonic() + 15
    while True:
        try:
            with Store(bench.name, bench.store.uri, bench.store.database, login, login) as fresh:
                fresh.read(ONE)
        except EngineError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
        else:
            return


def test_a_wrong_password_is_tried_once_only(bench, door):
    """A dozen wrong ones lock the account, for everybody."""
    uri = f"bolt://127.0.0.1:{door.port}"
    user = "neo4j" if bench.name == "neo4j" else "root"
    with Store(bench.name, uri, bench.store.database, (user, SECRET), (user, SECRET)) as store:
        error = refusal(EngineAuthError, lambda: store.read(ONE), "user name or password", "NEO4J_PASSWORD")
        assert door.opened == 1

        refusal(EngineAuthError, lambda: store.write(lambda tx: tx.run(ONE)))
        assert door.opened == 2

    assert SECRET not in repr(error.__cause__)
    bench.store.verify()


def test_opening_with_a_wrong_password_is_tried_once_only(bench, door, tmp_path):
    settings = Settings(
        home=tmp_path,
        uri=f"bolt://127.0.0.1:{door.port}",
        username="neo4j" if bench.name == "neo4j" else "root",
        password=SECRET,
        database=bench.store.database,
    )

    refusal(EngineAuthError, lambda: open_store(settings), "NEO4J_USERNAME")

    assert door.opened == 1


def test_a_user_that_is_not_there_is_told_like_a_wrong_password(bench):
    """Nobody learns which names there are."""
    login = ("nobody-of-that-name", SECRET)
    with Store(bench.name, bench.store.uri, bench.store.database, login, login) as store:
        error = refusal(EngineAuthError, lambda: store.read(ONE))

    assert "nobody-of-that-name" not in str(error)


def test_a_database_that_is_not_there_is_told(bench):
    store = copy.copy(bench.store)
    store.database = "nosuchdatabase"

    refusal(EngineError, lambda: store.read(ONE))


@pytest.mark.parametrize(
    ("free", "told"),
    [
        (3, "The disk that holds {folder} is full: 3 MB are free. Free some of it."),
        (900, "Mostly it lacks memory"),
    ],
)
def test_lost_transaction_names_the_disk_when_it_is_full(tmp_path, monkeypatch, free, told):
    lost = type("Lost", (Exception,), {"code": "Neo.ClientError.Transaction.TransactionNotFound"})
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free * 1024**2))
    login = ("nobody", "nothing")
    with Store("embedded", "bolt://127.0.0.1:1", "org", login, login) as store:
        store.folder = tmp_path

        made = store._translate(lost())

    assert made.hint.startswith(told.format(folder=tmp_path))
