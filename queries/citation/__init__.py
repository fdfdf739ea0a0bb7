"""The citation styles of the instructions in the graph; `ansvar.graph.citation` writes the citations.

No clause is looked up here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ansvar.graph.citation import Citations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ansvar.graph.store import Store


def citations(store: Store, lang: str) -> Citations:
    """Read the styles, to cite clauses in a language."""
    return Citations(lang, read_styles(store.read("citation.styles")))


def read_styles(rows: Iterable[Mapping[str, str]]) -> dict[str, dict[str, Any]]:
    """Read rows with ``document`` and ``style``, whichever statement they come from."""
    return {row["document"]: json.loads(row["style"]) for row in rows}
