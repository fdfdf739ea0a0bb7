"""Graphs in memory: files, loaded one after the other without an engine."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Content
from ansvar.graph.content.origin import SourceFile
from ansvar.graph.export.options import ExportOptions
from ansvar.graph.export.yamlfiles import as_yaml
from ansvar.graph.load.loader import load_files, plan_parsed
from ansvar.graph.load.reader import find_files, parse_files
from suite.engines import EXAMPLE

if TYPE_CHECKING:
    from ansvar.graph.content import Edge, Node
    from ansvar.graph.store import Store


def loaded(
    *files: dict[str, Any] | Path,
    before: Content | None = None,
    on: str = "2020-01-01",
    take_over: bool = False,
) -> Content:
    """Load files or their data into a graph in memory; what they no longer state ends on a day."""
    current = before or Content()
    paths = find_files([file for file in files if isinstance(file, Path)])
    data = [SourceFile(f"{number}", f, {}) for number, f in enumerate(files) if not isinstance(f, Path)]
    parsed = parse_files([*paths, *data])
    return plan_parsed(current, parsed, dt.date.fromisoformat(on), take_over=take_over).applied_to(current)


def example() -> Content:
    """Give what everything in seed/ states."""
    return loaded(*EXAMPLE)


def without_void(content: Content) -> Content:
    """Leave out what holds on no day."""

    def holds(thing: Node | Edge) -> bool:
        return bool(thing.props["valid_from"] < thing.props["valid_to"])

    nodes = {key: node for key, node in content.nodes.items() if holds(node)}
    return Content(nodes, [edge for edge in content.edges if holds(edge)])


def void(content: Content, *keys: str) -> Content:
    """Take nodes back, with every edge on them, as an undo does."""
    nodes = {k: _void(node) if k in keys else node for k, node in content.nodes.items()}
    edges = [_void(e) if {e.giver, e.receiver} & set(keys) else e for e in content.edges]
    return Content(nodes, edges)


def _void(thing: Any) -> Any:
    return replace(thing, props=thing.props | {"valid_to": thing.props["valid_from"]})


def facts(content: Content) -> list[str]:
    """Give all that a content says, in an order that does not depend on where it comes from."""
    nodes = [repr((node.label, sorted(node.props.items()))) for node in content.nodes.values()]
    edges = [repr((e.type, e.giver, e.receiver, sorted(e.props.items()))) for e in content.edges]
    return sorted(nodes) + sorted(edges)


def load(store: Store, content: Content, folder: Path) -> None:
    """Write a graph as files, and load these."""
    for name, text in as_yaml(content, ExportOptions()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    load_files(store, [folder])
