"""`ansvar doctor`: whether everything is in order here."""

from __future__ import annotations

import platform
from typing import Any

import typer

from cli.options import LANG, Format, FormatOption, LangOption
from cli.output import console, table, write_json
from cli.words import word
from graph.engine import open_store, settings_from
from graph.errors import AnsvarError


def command(lang: LangOption = LANG, output: FormatOption = Format.text) -> None:
    """Check the installation, the engine and the graph; exit code 4 when the engine cannot be used."""
    checks: list[dict[str, Any]] = []

    def check(name: str, *, ok: bool, detail: str) -> None:
        checks.append({"check": name, "ok": ok, "detail": detail})

    check(
        "python", ok=True, detail=f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    failed: AnsvarError | None = None
    try:
        settings = settings_from()
        check("settings", ok=True, detail=settings.uri or f"embedded engine in {settings.home}")
        with open_store(settings) as store:
            from graph.load.loading import snapshot
            from queries.catalogue.asking import things

            check("engine", ok=True, detail=store.verify())
            content = snapshot(store.read)
            stated = things(store, "Instruction").graph["fingerprint"]
            derived = sum(edge.derived for edge in content.edges)
            amount = f"{len(content.nodes)} nodes, {len(content.edges)} edges, {derived} of them derived"
            check(
                "graph", ok=bool(content.nodes), detail=amount if content.nodes else word(lang, "graph_empty")
            )
            if content.nodes:
                same = content.fingerprint() == stated
                check("fingerprint", ok=same, detail=stated if same else word(lang, "fingerprint_differs"))
    except AnsvarError as error:
        failed = error
        check("engine", ok=False, detail=str(error))
    if output is Format.json:
        write_json({"format": "ansvar.doctor/1", "ok": all(c["ok"] for c in checks), "items": checks})
    else:
        marks = [("ok" if c["ok"] else "!!", c["check"], c["detail"]) for c in checks]
        console().print(table(("", "", ""), marks))
    if failed:
        raise typer.Exit(failed.exit_code)
    if not all(c["ok"] for c in checks):
        raise typer.Exit(1)
