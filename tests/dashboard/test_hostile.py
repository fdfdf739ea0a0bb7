"""One reader never stops another: whatever somebody asks or uploads, the next page and command answer.

Twenty questions and files, each the worst of its kind, are given to a dashboard that runs as it does for
people.  While each is being worked on, another reader opens a page, and somebody runs a command.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from itertools import pairwise

import pytest
from suite.browsing import opened, settled
from suite.engines import EXAMPLE, ROOT
from suite.site import environment, served, streamlit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_SECONDS = 2.0
_END_SECONDS = 5.0

MAPPING = """format: ansvar.mapping/1
name: hostile
title: {nb: Skadelig, en: Hostile}
match: {columns: [Id, Name]}
organisation: {key: "organisation:x", name: X, valid_from: 2018-01-01}
values: {name: {find: '%s', replace: x}}
"""
QUESTIONS = {
    "text doubled forty times": "RETURN reduce(s = 'x', i IN range(1, 40) | s + s) AS x",
    "every path": "MATCH p = (a)-[*1..30]-(b) RETURN count(p) AS n",
    "every path, collected": "MATCH p = (a)-[*1..30]-(b) RETURN collect(p) AS p",
    "rows times rows": "UNWIND range(1, 900000) AS a UNWIND range(1, 900000) AS b RETURN sum(a * b) AS n",
    "rows times rows, sorted": "MATCH (a), (b), (c) RETURN a.key + b.key AS x ORDER BY x",
    "a waiting function": "RETURN apoc.util.sleep(60000) AS x",
    "quotes without end": "RETURN " + "\\'" * 4_900,
    "a slow pattern": "RETURN reduce(s = 'a', i IN range(1, 20) | s + s) + '!' =~ '(a+)+$' AS x",
}


def book(sheet: bytes, *more: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (("xl/worksheets/sheet1.xml", sheet), *more):
            package.writestr(name, content)
    return made.getvalue()


def said_too_small(content: bytes) -> bytes:
    """Let an archive say that its part is a thousand bytes long."""
    size, told = len(content), BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", content)
    return told.getvalue().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def rows(pattern: str) -> dict[str, bytes]:
    return {"m.yaml": (MAPPING % pattern).encode(), "a.csv": b"Id,Name\n1," + b"a" * 40 + b"!\n"}


ALIASES = [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghi")]
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(ALIASES)
FILES = {
    "a pattern that tries for ever": rows("(a+)+$"),
    "a pattern of a billion states": rows("((a{1000}){1000}){1000}"),
    "aliases of aliases": {"a.yaml": BOMB.encode()},
    "YAML in YAML in YAML": {"a.yaml": b"[" * 100_000},
    "JSON in JSON in JSON": {"a.json": b"[" * 1_000_000},
    "a number of two million digits": {"a.json": b'{"persons": ' + b"9" * 2_000_000 + b"}"},
    "a workbook of 300 MB": {"a.xlsx": book(b"<x>" + bytes(300_000_000) + b"</x>")},
    "a workbook with a false size": {"a.xlsx": said_too_small(bytes(90_000_000))},
    "entities of entities": {"a.xlsx": book(b"<x/>", ("xl/styles.xml", b" " * 9_000 + b'<!ENTITY a "b">'))},
    "one line of quotes": {"a.csv": b'"' * 15_000_000},
    "commas without end": {"a.csv": b"," * 15_000_000},
    "Turtle in Turtle": {"a.ttl": b"<a:a> <a:b> " + b"[ <a:b> " * 100_000},
}


def test_twenty_are_tried():
    assert len(QUESTIONS) + len(FILES) == 20


@pytest.fixture(scope="module")
def site(_engines):
    """Give a dashboard of the example on the embedded engine, with free Cypher."""
    bench = _engines.bench("embedded")
    bench.filled("seed", EXAMPLE)
    with served(environment(bench) | {"ANSVAR_DASHBOARD_CYPHER": "1"}, *streamlit()) as server:
        yield server.address, environment(bench), server.process


@pytest.fixture(scope="module")
def readers(site, _browser):
    """Give a hostile reader's tab, another reader's tab, and how long calm pages and commands take."""
    address, settings, _ = site
    hostile, other = (_browser.new_context().new_page() for _ in range(2))
    opened(other, address, "duties?lang=en")
    calm = [(page_seconds(other, address), command_seconds(settings)) for _ in range(3)]
    yield hostile, other, max(page for page, _ in calm), max(command for _, command in calm)
    for tab in (hostile, other):
        tab.context.close()


def page_seconds(tab, address) -> float:
    began = time.monotonic()
    opened(tab, address, "duties?lang=en&on=2018-06-01")
    return time.monotonic() - began


def command_seconds(settings) -> float:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "ansvar.cli.main", "list", "Theme", "--on", "2018-06-01"],
        cwd=ROOT, env={**os.environ, **settings}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


def judge(readers, site):
    """Another reader opens a page, and somebody runs a command, while the hostile one is being served."""
    _, other, page, command = readers
    address, settings, _ = site
    time.sleep(0.3)
    assert soon(lambda: page_seconds(other, address), page + _SECONDS)
    assert soon(lambda: command_seconds(settings), command + _SECONDS)


def soon(measure, most) -> bool:
    """Tell whether it is done in time; tried three times, for other tests make the machine busy too."""
    return any(measure() < most for _ in range(3))


@pytest.mark.parametrize("text", QUESTIONS.values(), ids=QUESTIONS)
def test_hostile_question_keeps_nobody_waiting(site, readers, text):
    tab = readers[0]
    opened(tab, site[0], "cypher?lang=en")
    tab.get_by_label("Cypher", exact=False).last.fill(text)

    tab.get_by_role("button", name="Ask the graph").click()

    judge(readers, site)
    settled(tab)


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_hostile_file_keeps_nobody_waiting(site, readers, files):
    tab = readers[0]
    opened(tab, site[0], "files?lang=en")
    given = [{"name": n, "mimeType": "application/octet-stream", "buffer": b} for n, b in files.items()]

    tab.locator("input[type=file]").set_input_files(given)

    judge(readers, site)
    settled(tab)
    told = tab.locator("[data-testid=stMainBlockContainer]").inner_text()
    assert "Traceback" not in told


def test_server_ends_after_all_of_that(site):
    """None of them left anything behind that holds the process."""
    process = site[2]
    began = time.monotonic()

    process.terminate()

    process.wait(30)
    assert time.monotonic() - began < _END_SECONDS
