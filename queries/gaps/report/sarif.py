"""An answer as a SARIF log, for tools that gather findings of many checkers.

References
----------
.. [1] OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 2020.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ansvar.queries.doubt import numbers
from ansvar.queries.gaps.render import counted

if TYPE_CHECKING:
    from ansvar.queries.gaps.result import Finding, Gaps, RuleResult

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"high": "error", "medium": "warning", "low": "note"}


def sarif(answer: Gaps) -> dict[str, Any]:
    """Give the answer as a SARIF log, ready for `json.dumps`.

    A finding has no place in a file: its subjects are logical locations.  One that is accepted is
    suppressed, with the reason.
    """
    places = {rule.rule: place for place, rule in enumerate(answer.rules)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "ansvar",
                        "version": version("ansvar"),
                        "rules": [_rule(rule, answer) for rule in answer.rules],
                    }
                },
                "language": "nb-NO" if answer.lang == "nb" else "en",
                "invocations": [
                    {
                        "executionSuccessful": not answer.problems,
                        "toolConfigurationNotifications": [
                            {"level": "error", "message": {"text": _problem(p)}} for p in answer.problems
                        ],
                    }
                ],
                "results": [_result(finding, places[finding.rule], answer) for finding in answer.findings],
                "properties": {
                    "on": answer.question["on"],
                    "fingerprint": answer.graph["fingerprint"],
                    "questions": list(answer.questions),
                },
            }
        ],
    }


def _problem(problem: dict[str, Any]) -> str:
    """Tell a problem without saying where on this machine the file lies."""
    name = str(problem["file"]).replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}:{problem['line']}: {problem['what']}".replace(str(problem["file"]), name)


def _rule(rule: RuleResult, answer: Gaps) -> dict[str, Any]:
    return {
        "id": rule.rule,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title}. {counted(rule, answer.lang)}."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"k": rule.k, "n": rule.n, "of": rule.of, "severity": rule.severity},
    }


def _result(finding: Finding, place: int, answer: Gaps) -> dict[str, Any]:
    cited = f" ({answer.citations.cite(finding.clauses)})" if finding.clauses else ""
    told: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.why}{cited} {finding.remedy}"},
        "locations": [
            {
                "logicalLocations": [
                    {"name": name, "fullyQualifiedName": key}
                    for key, name in zip(finding.subjects, finding.subject_names, strict=True)
                ]
            }
        ],
        "partialFingerprints": {"finding/v1": finding.id, "facts/v1": finding.facts},
        "properties": {
            "clauses": list(finding.clauses), "unit": finding.unit, "since": finding.since,
            "remedy": finding.remedy, "k": finding.k, "n": finding.n, "cause": vars(finding.cause),
            "questions": numbers(answer.questions, finding.questions),
        },
    }  # fmt: skip
    if finding.accepted:
        told["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": finding.accepted_reason or "",
                "properties": {
                    "until": finding.accepted_until,
                    "by": finding.accepted_by,
                    "on_behalf_of": finding.accepted_on_behalf_of,
                },
            }
        ]
    return told
