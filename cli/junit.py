"""Results of `ansvar check` as JUnit XML, which schedulers and build servers read; nothing here judges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ansvar.graph.characters import harmless

if TYPE_CHECKING:
    from ansvar.queries.check.result import Checked, Result

_FORBIDDEN = re.compile("[\ufffe\uffff]")  # by XML; it forbids some of what harms too


def document(answer: Checked) -> str:
    """Write one test suite with one test case a line of the file.

    A failing line is a failure, one that was known to fail is skipped, and one that cannot be judged is
    an error.
    """
    totals = answer.totals
    suite = ET.Element(
        "testsuite",
        name=_clean(answer.title),
        tests=str(totals["lines"]),
        failures=str(totals["fails"] - totals["known"]),
        errors=str(totals["unjudged"]),
        skipped=str(totals["known"]),
    )
    for result in answer.results:
        case = ET.SubElement(
            suite,
            "testcase",
            name=_clean(result.name),
            classname=result.kind,
            file=_clean(str(answer.question["file"])),
            line=str(result.line),
        )
        _outcome(case, result)
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _outcome(case: ET.Element, result: Result) -> None:
    if result.result == "unjudged":
        ET.SubElement(case, "error", message=_clean(result.why))
    elif result.counts:
        failure = ET.SubElement(case, "failure", message=_clean(result.why))
        failure.text = _clean(
            "\n".join(f"{f.count} x {f.why} {', '.join(f.subjects)}" for f in result.failing)
        )
    elif result.result == "fails":
        ET.SubElement(case, "skipped", message=_clean(f"{result.known}: {result.why}"))
    elif result.why:
        ET.SubElement(case, "system-out").text = _clean(result.why)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", harmless(text))
