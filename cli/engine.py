"""`ansvar engine`: start, stop and look at the embedded engine."""

from __future__ import annotations

import datetime as dt

import typer

from cli.options import LANG, Format, FormatOption, LangOption
from cli.output import console, note, progress, write_json
from cli.words import help_text, word
from graph.engine import settings_from
from graph.engine.embedded import EmbeddedEngine

app = typer.Typer(no_args_is_help=True)


def _engine() -> EmbeddedEngine:
    settings = settings_from()
    return EmbeddedEngine(settings.home, memory=settings.memory, tell=note)


@app.command("start", help=help_text("help_engine_start"))
def start(lang: LangOption = LANG) -> None:
    """Start the embedded engine, or find the running one."""
    with progress() as tell:
        tell("starting the engine")
        running = _engine().ensure()
    console().print(word(lang, "engine_runs", uri=running.uri, pid=running.pid))


@app.command("stop", help=help_text("help_engine_stop"))
def stop(lang: LangOption = LANG) -> None:
    """Stop the embedded engine."""
    console().print(word(lang, "engine_stopped" if _engine().stop() else "engine_not_running"))


@app.command("status", help=help_text("help_engine_status"))
def status(
    lang: LangOption = LANG,
    output: FormatOption = Format.text,
) -> None:
    """Tell whether the embedded engine runs."""
    told = _engine().status()
    if output is Format.json:
        write_json({"format": "ansvar.engine/1"} | told)
        return
    if not told["running"]:
        console().print(word(lang, "engine_not_running"))
        return
    since = dt.datetime.fromtimestamp(told["since"], tz=dt.UTC).isoformat(timespec="seconds")
    console().print(word(lang, "engine_runs", uri=told["uri"], pid=told["pid"]))
    console().print(
        word(lang, "engine_detail", memory=told["memory"] // 1024**2, since=since, folder=told["folder"])
    )
