"""A drawing of the structure as a Mermaid flowchart; GitHub, GitLab and many wikis show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.graph.characters import harmless
from ansvar.graph.export.picture import Box, picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.content import Content
    from ansvar.graph.export.options import ExportOptions, Files

_QUOTED = str.maketrans(
    {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;", "\n": " ", "\r": " "}
)


def as_mermaid(content: Content, asked: ExportOptions) -> Files:
    """Draw units as boxes, posts with their holders inside; a vacant post has a dashed frame."""
    made = picture(content, asked)
    names: dict[str, str] = {}
    lines = ["flowchart LR"]
    for box in made.boxes:
        lines += _drawn(box, 1, names)
    for line in made.lines:
        lines.append(f'  {names[line.giver]} -->|"{_quoted(line.word)}"| {names[line.receiver]}')
    return {"graph.mmd": ("\n".join(lines) + "\n").encode()}


def _drawn(box: Box, depth: int, names: dict[str, str]) -> Iterator[str]:
    names[box.key] = me = f"n{len(names)}"
    space = "  " * depth
    label = "<br/>".join(map(_quoted, box.lines))
    if not box.inside:
        yield f'{space}{me}("{label}")' if box.post else f'{space}{me}["{label}"]'
        if box.vacant:
            yield f"{space}style {me} stroke-dasharray: 4 3"
        return
    yield f'{space}subgraph {me} ["{label}"]'
    for each in box.inside:
        yield from _drawn(each, depth + 1, names)
    yield f"{space}end"


def _quoted(text: str) -> str:
    return harmless(text.translate(_QUOTED))
