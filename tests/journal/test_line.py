"""Writers wait in turn: nobody is refused, nobody is passed over, and nothing is lost."""

from __future__ import annotations

import threading
import time

from suite.words import organisation

from ansvar.graph.content.origin import SourceFile
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.interrupts import Held
from ansvar.graph.journal import ticket
from ansvar.graph.journal.book import change_sets
from ansvar.graph.journal.ticket import in_turn
from ansvar.graph.load.loader import load_files

WRITERS, EACH = 6, 4


def line(store):
    """Give who has a ticket, lapsed or not."""
    return [row["who"] for row in store.read("tickets.line", lapse=10**9)]


def test_writers_write_in_the_order_they_came(store):
    """Who came first writes first and all that they wrote is there.

    6 writers load 4 files each at the same time, each about a unit of its own.
    """
    failed: list[BaseException] = []
    waited: list[str] = []

    def work(number: int) -> None:
        try:
            for turn in range(EACH):
                file = organisation(f"dept:u{number}-{turn} code U{number}{turn}", key=f"org:{number}-{turn}")
                load_files(store, [SourceFile("own", file, {})], by=f"w{number}", tell=waited.append)
        except BaseException as error:  # noqa: BLE001  (told below)
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    assert failed == []
    assert not any(thread.is_alive() for thread in threads)
    sets = change_sets(store.read)
    assert sorted(entry.number for entry in sets) == list(range(1, WRITERS * EACH + 1))
    assert sorted(entry.by for entry in sets) == sorted(f"w{n}" for n in range(WRITERS) for _ in range(EACH))
    keys = snapshot(store.read).nodes.keys()
    assert {f"dept:u{n}-{t}" for n in range(WRITERS) for t in range(EACH)} <= keys
    assert any(told.startswith("waiting: w") and told.endswith(" is writing") for told in waited)
    assert line(store) == []


def test_the_ticket_of_a_dead_writer_lapses(store, monkeypatch):
    monkeypatch.setattr(ticket, "_LAPSE", 1500)
    store.write(lambda tx: tx.run("tickets.take", key="dead", who="gone"))
    told: list[str] = []
    begun = time.monotonic()

    with in_turn(store, "alive", Held(), told.append):
        waited = time.monotonic() - begun

    assert told == ["waiting: gone is writing"]
    assert 1 < waited < 10
    assert ticket.LAPSE_SECONDS < 10


def test_who_waits_gives_signs_of_life_and_is_not_passed_over(store, monkeypatch):
    """Somebody writes for longer than a ticket lives: whoever waits for him comes next all the same."""
    monkeypatch.setattr(ticket, "_LAPSE", 1500)
    monkeypatch.setattr(ticket, "_SIGN_SECONDS", 0.3)
    order: list[str] = []

    def write(name: str, seconds: float) -> None:
        with in_turn(store, name, Held(), lambda _: None):
            order.append(name)
            time.sleep(seconds)

    threads = [threading.Thread(target=write, args=each) for each in (("a", 3), ("b", 0), ("c", 0))]
    for thread in threads:
        thread.start()
        time.sleep(0.4)
    for thread in threads:
        thread.join(30)

    assert order == ["a", "b", "c"]
    assert line(store) == []
