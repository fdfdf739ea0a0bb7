"""A drawing of the structure for Graphviz: `dot -Tsvg graph.dot -o graph.svg`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.graph.characters import harmless
from ansvar.graph.export.picture import Box, picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.content import Content
    from ansvar.graph.export.options import ExportOptions, Files

_QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": " ", "\r": " "})


def as_dot(content: Content, asked: ExportOptions) -> Files:
    """Draw units as boxes, posts with their holders inside; a vacant post has a dashed frame."""
    made = picture(content, asked)
    lines = [
        "digraph organisation {",
        "  compound=true; rankdir=LR;",
        '  graph [fontname="sans-serif"];',
        '  node [fontname="sans-serif", shape=box];',
        '  edge [fontname="sans-serif"];',
    ]
    clusters: dict[str, str] = {}
    for box in made.boxes:
        lines += _drawn(box, 1, clusters)
    for line in made.lines:
        ends = (("ltail", line.giver), ("lhead", line.receiver))
        more = [f"{name}={clusters[key]}" for name, key in ends if key in clusters]
        attributes = ", ".join([f'label="{_quoted(line.word)}"', *more])
        lines.append(f'  "{_quoted(line.giver)}" -> "{_quoted(line.receiver)}" [{attributes}];')
    return {"graph.dot": ("\n".join([*lines, "}"]) + "\n").encode()}


def _drawn(box: Box, depth: int, clusters: dict[str, str]) -> Iterator[str]:
    space = "  " * depth
    me, label = _quoted(box.key), "\\n".join(map(_quoted, box.lines))
    if not box.inside:
        style = "rounded,dashed" if box.vacant else "rounded" if box.post else "solid"
        yield f'{space}"{me}" [label="{label}", style="{style}"];'
        return
    clusters[box.key] = name = f"cluster_{len(clusters)}"
    yield f'{space}subgraph {name} {{ label="{label}";'
    # a line cannot lead to a cluster, only to something in it that nobody sees
    yield f'{space}  "{me}" [shape=point, style=invis];'
    for each in box.inside:
        yield from _drawn(each, depth + 1, clusters)
    yield f"{space}}}"


def _quoted(text: str) -> str:
    return harmless(text.translate(_QUOTED))
