"""A graph beside the real one, in an engine of its own: of what was known earlier, or of what might be.

Every question can be asked of it, because it is a whole graph, with all that follows from what it states.
It can be thrown away at any time.

One such graph is kept on disk for each home, in `KEPT_FOLDER`; the next one that is asked for takes its
place.  The terminal has one, and the dashboard one of its own that it also holds open
(`ansvar.dashboard.snapshots`).
What goes into it is put together by `ansvar.graph.journal.past`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import filelock

from ansvar.graph.content.plan import Plan
from ansvar.graph.engine import open_embedded
from ansvar.graph.engine.embedded import EmbeddedEngine
from ansvar.graph.journal.writer import carry_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ansvar.graph.content import Content
    from ansvar.graph.store import Store

_WAIT_SECONDS = 600.0
KEPT_FOLDER = "other"
"""Where the graph of the past that was asked for last is kept, below the home."""


@contextmanager
def scratch_graph(
    home: Path,
    content: Content,
    *,
    fingerprint: str = "",
    at: str = "",
    accepted: Sequence[dict[str, Any]] = (),
    memory: str = "512m",
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Store]:
    """Open a graph that holds a content and what follows from it, beside the real one.

    Parameters
    ----------
    home : Path
        Folder of this installation; the other graph lies in a folder in it and is ended at the end.
    content : Content
        Stated nodes and edges.
    fingerprint : str
        Of the whole graph, when it is known: an other graph that still has it is taken as it is.
    at : str
        When it counts as written, ISO 8601 in UTC; now when left out.
    accepted : sequence of dict
        Acceptances of findings, see `ansvar.graph.journal.past.accepted_at`.
    """
    folder = home / KEPT_FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = EmbeddedEngine(folder, memory=memory)
    told = hashlib.sha256(json.dumps(list(accepted), sort_keys=True).encode()).hexdigest()
    with filelock.FileLock(folder / "other.lock", timeout=_WAIT_SECONDS, mode=0o600):
        holds = folder / "holds"
        if (
            not fingerprint
            or not holds.exists()
            or holds.read_text(encoding="utf-8") != f"{fingerprint} {at} {told}"
        ):
            engine.stop()
            shutil.rmtree(engine.folder, ignore_errors=True)
            holds.unlink(missing_ok=True)
        try:
            tell("starting an engine for the other graph")
            with open_embedded(engine) as store:
                if not holds.exists():
                    report = carry_out(store, lambda _: _all_of(content), None, at=at, tell=tell)
                    records = "journal.accept"
                    store.write(lambda tx: tx.run_rows(records, accepted))
                    holds.write_text(f"{fingerprint or report.fingerprint} {at} {told}", encoding="utf-8")
                yield store
        finally:
            engine.stop()


def _all_of(content: Content) -> Plan:
    plan = Plan()
    for thing in content.things:
        plan.add(None, thing)
    return plan
