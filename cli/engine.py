"""`ansvar engine`: start, stop and look at the embedded engine."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Annotated

import typer

from ansvar.cli import options
from ansvar.cli.options import option
from ansvar.cli.output import console, note, progress, write_json
from ansvar.cli.words import help_text, word
from ansvar.graph.clock import local
from ansvar.graph.engine import settings_from
from ansvar.graph.engine.embedded import EmbeddedEngine
from ansvar.graph.errors import EngineError, QuestionError
from ansvar.graph.messages import tell_error

app = typer.Typer(no_args_is_help=True)


def _engine() -> EmbeddedEngine:
    settings = settings_from()
    return EmbeddedEngine(settings.home, memory=settings.memory, tell=note)


@app.command("start", help=help_text("help_engine_start"))
def start(lang: options.LangOption = options.LANG) -> None:
    """Start the embedded engine, or find the running one."""
    with progress() as tell:
        tell("starting the engine")
        running = _engine().ensure()
    console().print(word(lang, "engine_runs", uri=running.uri, pid=running.pid))


@app.command("stop", help=help_text("help_engine_stop"))
def stop(lang: options.LangOption = options.LANG) -> None:
    """Stop the embedded engine."""
    console().print(word(lang, "engine_stopped" if _engine().stop() else "engine_not_running"))


@app.command("status", help=help_text("help_engine_status"))
def status(
    lang: options.LangOption = options.LANG,
    output: options.DeedFormatOption = options.DeedFormat.text,
) -> None:
    """Tell whether the embedded engine runs."""
    told = _engine().status()
    if output is options.DeedFormat.json:
        write_json({"format": "ansvar.engine/1"} | told)
        return
    if not told["running"]:
        console().print(word(lang, "engine_not_running"))
        return
    since = local(dt.datetime.fromtimestamp(told["since"], tz=dt.UTC).isoformat())
    console().print(word(lang, "engine_runs", uri=told["uri"], pid=told["pid"]))
    console().print(
        word(lang, "engine_detail", memory=told["memory"] // 1024**2, since=since, folder=told["folder"])
    )


@app.command("forget", help=help_text("help_engine_forget"))
def forget(
    yes: Annotated[bool, option("yes", "--yes")] = False,
    lang: options.LangOption = options.LANG,
) -> None:
    """Set aside what is remembered of the graph, after telling it."""
    from ansvar.graph.engine.manifest import manifest_of

    manifest = manifest_of(settings_from())
    try:
        known = manifest.read()
        if known is None:
            console().print(word(lang, "engine_remembers_nothing"))
            return
        told = {"number": known.number, "at": local(known.at), "nodes": known.nodes, "edges": known.edges}
        console().print(word(lang, "engine_remembers", where=manifest.where, **told), soft_wrap=True)
    except EngineError as error:
        console().print(tell_error(error, lang), soft_wrap=True)
    if not yes:
        if not sys.stdin.isatty():
            raise QuestionError("there is nobody here to confirm this", "Confirm with --yes.")
        if not typer.confirm(word(lang, "engine_forget_ask")):
            console().print(word(lang, "engine_kept"))
            return
    console().print(word(lang, "engine_forgot", file=manifest.forget()), soft_wrap=True)
