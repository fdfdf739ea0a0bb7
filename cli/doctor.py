"""`ansvar doctor`: whether everything is in order here."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

import typer

from ansvar.cli import limits, options
from ansvar.cli.output import console, table, write_json
from ansvar.cli.words import word
from ansvar.graph.clock import zone
from ansvar.graph.engine import open_store, settings_from
from ansvar.graph.errors import AnsvarError, GraphLostError
from ansvar.graph.messages import tell_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ansvar.graph.journal.audit import Audit, Fault
    from ansvar.graph.store import Store


class _Report:
    """The lines of the answer, and how it ends."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.items: list[dict[str, Any]] = []
        self.failed: AnsvarError | None = None

    def add(self, name: str, detail: str, faults: Sequence[Fault] = (), *, ok: bool = True) -> None:
        told = [{"kind": fault.kind, "key": fault.key} for fault in faults]
        self.items.append({"check": name, "ok": ok and not faults, "detail": detail, "faults": told})

    def fail(self, name: str, error: AnsvarError) -> None:
        self.failed = error
        self.add(name, tell_error(error, self.lang), ok=False)


def command(
    lang: options.LangOption = options.LANG,
    output: options.DeedFormatOption = options.DeedFormat.text,
) -> None:
    """Check the installation, the engine and the graph.

    The exit code is 1 when something is wrong, and 4 when the engine cannot be used or the graph was lost.
    """
    report = _Report(lang)
    report.add("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    try:
        zone()  # a wrong one is told
        settings = settings_from()
        report.add("settings", settings.uri or word(lang, "doctor_embedded", folder=settings.home))
        with open_store(settings) as store:
            report.add("engine", store.verify())
            _check_graph(report, store)
    except AnsvarError as error:
        report.fail("engine", error)
    whole = all(item["ok"] for item in report.items)
    if output is options.DeedFormat.json:
        write_json({"format": "ansvar.doctor/1", "ok": whole, "items": report.items})
    else:
        marks = ("ok" if item["ok"] else "!!" for item in report.items)
        told = ((word(lang, f"check_{item['check']}"), item["detail"]) for item in report.items)
        rows = [(mark, *line) for mark, line in zip(marks, told, strict=True)]
        console().print(table(("", "", ""), rows))
    if report.failed:
        raise typer.Exit(report.failed.exit_code)
    if not whole:
        raise typer.Exit(1)


def _check_graph(report: _Report, store: Store) -> None:
    from ansvar.graph.journal.audit import audit

    remembered = False
    if store.manifest is not None:
        try:
            remembered = store.manifest.read() is not None
            store.manifest.check(store.read)
        except AnsvarError as error:
            remembered = isinstance(error, GraphLostError)
            report.fail("memory", error)
    found = audit(store.read)
    if found.empty:
        report.add("graph", word(report.lang, "graph_gone" if remembered else "graph_empty"), ok=False)
        return
    if store.manifest is not None and not report.failed:
        report.add("memory", word(report.lang, "doctor_memory", number=found.head.number))
    amount = word(report.lang, "doctor_amount", nodes=found.nodes, edges=found.edges, derived=found.derived)
    report.add("graph", amount, ok=bool(found.nodes))
    for name, faults in found.faults.items():
        told = _wrong(report.lang, name, faults) if faults else _fine(report.lang, name, found)
        report.add(name, told, faults)


def _fine(lang: str, name: str, found: Audit) -> str:
    if name == "fingerprint":
        return found.head.fingerprint
    told = word(
        lang, f"doctor_{name}", change_sets=found.change_sets, acceptances=found.acceptances,
        derived=found.derived,
    )  # fmt: skip
    if name == "journal" and found.unsealed:
        sealed = "doctor_sealed_later" if found.head.sealed_from else "doctor_unsealed"
        told += " " + word(lang, sealed, number=found.unsealed)
    return told


def _wrong(lang: str, name: str, faults: Sequence[Fault]) -> str:
    """Say what is wrong, the first few only, and what then."""
    told = "; ".join(word(lang, f"fault_{fault.kind}", key=fault.key) for fault in faults[: limits.FAULTS])
    more = (
        "; " + word(lang, "fault_more", count=len(faults) - limits.FAULTS)
        if len(faults) > limits.FAULTS
        else ""
    )
    then = name if name in ("derived", "indexes") else "damage"
    return f"{told}{more}. {word(lang, f'doctor_then_{then}')}"
