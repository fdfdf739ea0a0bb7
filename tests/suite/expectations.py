"""Lines of expectations in few words, and what was said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ansvar.queries.check.result import Checked

PERIOD = {"from": "2018-02-01", "to": "2018-08-01"}


def said(answer: Checked) -> list[tuple[str, str]]:
    return [(result.result, result.why) for result in answer.results]


def route(**fields: Any) -> dict[str, Any]:
    return {"route": {("from" if name == "start" else name): value for name, value in fields.items()}}
