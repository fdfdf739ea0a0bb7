"""A verb imports what it needs and nothing else, so that no answer waits for another verb's libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from suite.faces import EMBEDDED
from suite.site import environment

if TYPE_CHECKING:
    from suite.engines import Bench

HEAVY = ("numpy", "pandas", "pyarrow", "streamlit", "rdflib", "openpyxl", "jinja2")

_SCRIPT = """
import json, sys
from contextlib import redirect_stdout, suppress
from io import StringIO, TextIOWrapper, BytesIO
from ansvar.cli.main import main

asked, heavy = json.loads(sys.argv[1]), json.loads(sys.argv[2])
loaded = {}
for words in asked:
    sys.argv = ["ansvar", *words]
    with redirect_stdout(TextIOWrapper(BytesIO())), suppress(SystemExit):
        main()
    loaded[" ".join(words)] = [name for name in heavy if name in sys.modules]
print(json.dumps(loaded))
"""


def loaded(bench: Bench | None, *asked: tuple[str, ...], of: tuple[str, ...] = HEAVY) -> dict[str, list[str]]:
    """Run commands one after the other in a process of their own; tell what each had loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, json.dumps(asked), json.dumps(of)],
        env={**os.environ, **(environment(bench) if bench else {})},
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, list[str]] = json.loads(done.stdout)
    return told


def test_help_of_everything_needs_no_driver() -> None:
    """Verbs are there to be listed and completed without what they ask the graph with."""
    assert loaded(None, ("--help",), ("gaps", "--help"), of=("neo4j", *HEAVY)) == {
        "--help": [],
        "gaps --help": [],
    }


def test_a_verb_loads_no_other_verb() -> None:
    verbs = ("ansvar.cli.dashboard", "ansvar.cli.gaps", "ansvar.cli.trace")

    assert loaded(None, ("trace", "--help"), of=verbs) == {"trace --help": ["ansvar.cli.trace"]}


@EMBEDDED
def test_reading_verbs_load_nothing_heavy(bench: Bench, example: object) -> None:
    """The driver would load pandas wherever it is installed, and it is, with the dashboard."""
    day = ("--on", "2018-06-01")
    asked = [
        ("trace", "centre:vest-3", "--theme", "fgm", "--matter", "individual-case", *day),
        ("coverage", *day),
        ("duties", *day),
        ("clauses", *day),
        ("show", "centre:vest-3", *day),
        ("list", "Post", *day),
        ("log",),
        ("doctor",),
        ("engine", "status"),
        ("gaps", *day),
        ("diff", "--from", "2018-01-01", "--to", "2018-06-01"),
        ("export", "--format", "mermaid", "--no-derived"),
    ]

    assert {told: names for told, names in loaded(bench, *asked).items() if names} == {}


@EMBEDDED
def test_what_is_needed_is_loaded(bench: Bench, example: object) -> None:
    """Else the other tests would pass for want of a look."""
    told = loaded(bench, ("gaps", "--format", "xlsx"), ("export", "--format", "turtle"))

    assert "openpyxl" in told["gaps --format xlsx"]
    assert "rdflib" in told["export --format turtle"]
