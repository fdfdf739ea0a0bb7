"""The project's own YAML files, one for each organisation and instruction, and what they cannot say.

A file that is loaded again says the same, because it is read back here and compared; what does not come
back is told.  Nothing here knows what stands in a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from ansvar.graph.characters import escaped, has_signs, refusal, texts_in
from ansvar.graph.content.origin import SourceFile
from ansvar.graph.derive import connection_names
from ansvar.graph.errors import DataError
from ansvar.graph.export.instruction_file import instruction_file
from ansvar.graph.export.options import ExportOptions, Files, Ties, lasting, within
from ansvar.graph.export.organisation_file import organisation_file
from ansvar.graph.load.reader import parse_files, read_content

if TYPE_CHECKING:
    from ansvar.graph.content import Content, Edge

_SHARED = ("Theme", "MatterKind", "Role", "Document")
_LISTS = ("REGULATES", "DEFINES", "REPLACES", "ISSUED_AS")
_WIDE = 1_000_000


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes every value out: the files are read without aliases."""

    def ignore_aliases(self, _: object) -> bool:
        """Never let two values share one place."""
        return True


def _written(dumper: _Dumper, text: str) -> yaml.Node:
    """Put a text into double quotes where only these let its signs be written as escapes."""
    node: yaml.Node = dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if has_signs(text) else None
    )
    return node


_Dumper.add_representer(str, _written)


def as_yaml(content: Content, _: ExportOptions) -> Files:
    """Write one file for each organisation and instruction."""
    return {name: _text(data).encode() for name, data in _files(content).items()}


def not_in_yaml(content: Content, _: ExportOptions) -> list[str]:
    """Tell which facts the files cannot hold, by reading them back.

    Returns
    -------
    list of str
        One line for each stated node or edge that does not come back as it is, in order; a line for
        each problem when the files cannot be loaded as they are.
    """
    sources = [SourceFile(name, data, {}) for name, data in _files(content).items()]
    steering = [
        f"{source.path}: {what}; it is written as an escape, and no file with it is loaded"
        for source in sources
        for what in dict.fromkeys(map(refusal, texts_in(source.data)))
        if what
    ]
    try:
        back, _by = read_content(parse_files(sources), {}, connection_names())
    except DataError as error:
        return [*steering, *(f"{problem.file}: {problem.message}" for problem in error.problems)]
    told = [
        f"{node.label} {key} {_span(node.props)}"
        for key, node in sorted(content.nodes.items())
        if back.nodes.get(key) != node
    ]
    there = {_line(edge) for edge in back.edges}
    gone = [edge for edge in content.edges if not edge.derived and _line(edge) not in there]
    return steering + told + sorted(f"{e.giver} {e.type} {e.receiver} {_span(e.props)}" for e in gone)


def _files(content: Content) -> dict[str, dict[str, Any]]:
    kept = _expressible(content)
    ties = Ties(kept)
    instructions = sorted(key for key, node in kept.nodes.items() if node.label == "Instruction")
    by = {str(node.props["stated_by"]) for node in kept.nodes.values() if "stated_by" in node.props}
    files: dict[str, dict[str, Any]] = {}
    for key in instructions:
        files[_name(key, files)] = instruction_file(kept, ties, key)
    for key in sorted(by - set(instructions)):
        files[_name(key, files)] = organisation_file(kept, ties, key)
    return files


def _expressible(content: Content) -> Content:
    """Leave out what no file can hold, and then what hangs on it."""
    there = lasting(content)
    listed = {edge.receiver for edge in there.edges if edge.type in _LISTS}
    nodes = {key: node for key, node in there.nodes.items() if node.label not in _SHARED or key in listed}
    return within(nodes, (edge for edge in there.edges if not edge.derived))


def _name(key: str, taken: dict[str, Any]) -> str:
    stem = re.sub(r"[^\w.-]+", "-", key).strip("-.")[:80] or "file"
    name, number = f"{stem}.yaml", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.yaml"
    return name


def _text(data: dict[str, Any]) -> str:
    """Write data as a person would: in the order given, small things on one line."""
    text = yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=None, width=_WIDE
    )
    return escaped(str(text))


def _line(edge: Edge) -> str:
    return repr((edge.type, edge.giver, edge.receiver, sorted(edge.props.items())))


def _span(props: dict[str, Any]) -> str:
    return f"[{props['valid_from']}, {props['valid_to']})"
