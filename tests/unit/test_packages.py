"""Our packages are ours: PyPI has others of the same names."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from suite.engines import ROOT


@pytest.mark.parametrize("name", ["graph", "queries", "cli", "dashboard", "seed"])
def test_each_package_comes_from_this_repository(name):
    """An unrelated `queries` is on PyPI; an installation that brought it in would answer other questions."""
    if not (ROOT / name).is_dir():
        pytest.skip(f"{name}/ is not there yet")

    package = importlib.import_module(name)

    places = {Path(place).resolve() for place in package.__path__}
    assert places == {ROOT / name}


def test_help_does_not_wait_for_the_driver():
    """The driver and neomodel take half a second each to import; asking for names needs neither."""
    code = (
        "import sys, graph.errors, graph.texts, graph.engine, graph.cypher, graph.safeyaml\n"
        "print([name for name in ('neo4j', 'neomodel', 'networkx', 'pydantic') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_importing_a_question_reaches_for_no_engine_and_no_file_of_the_user(tmp_path, monkeypatch):
    """Whoever imports us to read a docstring starts nothing."""
    monkeypatch.setenv("ANSVAR_HOME", str(tmp_path))  # what other tests left in theirs is no sign of it
    code = "import os, queries.trace, graph.load.loading; print(os.listdir(os.environ['ANSVAR_HOME']))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
