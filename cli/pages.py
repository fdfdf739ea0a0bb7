"""The commands as a page: docs/cli.md is written from here, and a test checks that it is current."""

from __future__ import annotations

import typer.main


def commands_page() -> str:
    """Write every command with its help as Markdown, in the order of `ansvar --help`."""
    from ansvar.cli.main import app

    return "\n\n".join(_section(typer.main.get_command(app), "ansvar"))


def _section(command: object, path: str) -> list[str]:
    context = typer.Context(command, info_name=path)  # type: ignore[arg-type]
    parts = [f"## `{path}`", (getattr(command, "help", "") or "").strip()]
    rows = []
    for parameter in command.get_params(context):  # type: ignore[attr-defined]
        names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
        if parameter.param_type_name == "argument":
            names = f"`{parameter.metavar or parameter.name}`"
        rows.append(f"| {names} | {(getattr(parameter, 'help', '') or '').replace('|', '/')} |")
    if rows:
        parts.append("\n".join(["| | |", "| --- | --- |", *rows]))
    for name, child in getattr(command, "commands", {}).items():
        parts += _section(child, f"{path} {name}")
    return parts
