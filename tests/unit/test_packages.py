"""The packages lie in folders of the repository and are imported as `ansvar.…` only."""

import ast
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from itertools import chain

import pytest
from suite.engines import ROOT

FOLDERS = ("graph", "queries", "cli", "dashboard", "seed")
_BARE = re.compile(rf"(?:{'|'.join(FOLDERS)})(?:\.|$)")
# code within a text: what a test hands to another Python, what a page shows, what `python -m` is given
_SAID = re.compile(
    rf"(?:\bfrom |\bimport |-m[\"', ]+)(?:{'|'.join(FOLDERS)})(?:\.\w|[ ;]+(?:import|as)\b|[\"',;])"
)


def _sources():
    """Give the repository's own Python files."""
    for folder in (*FOLDERS, "tests"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def test_nothing_imports_by_the_bare_name():
    bare = []
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                names = ["graph"] if _SAID.search(node.value) else []
            else:
                continue
            bare += [f"{path.relative_to(ROOT)}:{node.lineno}" for name in names if _BARE.match(name)]
    pages = chain(ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), [ROOT / "Makefile"])
    bare += [str(page.relative_to(ROOT)) for page in pages if _SAID.search(page.read_text(encoding="utf-8"))]
    assert bare == []


def test_the_bare_names_are_not_ours():
    """An unrelated `queries` is on PyPI: both can be installed beside one another."""
    code = f"import importlib.util as u; print([n for n in {FOLDERS} if u.find_spec(n)])"

    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_every_folder_with_code_is_a_package_that_is_shipped():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"][
        "packages"
    ]
    there = {
        "ansvar." + ".".join(path.parent.relative_to(ROOT).parts)
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
    }
    assert sorted(told) == sorted(there)


@pytest.mark.slow
@pytest.mark.embedded
def test_the_wheel_holds_everything_and_runs_the_demo(tmp_path):
    """In an environment of its own, to which the libraries of this one are lent, and no more."""
    copied = tmp_path / "source"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in tracked.stdout.split("\0") if name and (ROOT / name).is_file()]
    for name in names:
        (copied / name).parent.mkdir(parents=True, exist_ok=True)
        (copied / name).write_bytes((ROOT / name).read_bytes())
    built = [sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*built, "-q", "-w", tmp_path, copied], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("ansvar-*.whl")

    held = zipfile.ZipFile(wheel).namelist()
    ours = {name for name in names if name.partition("/")[0] in FOLDERS}
    assert {name.removeprefix("ansvar/") for name in held if ".dist-info/" not in name} == ours

    bare = tmp_path / "bare"
    venv.create(bare, symlinks=True)
    (site,) = bare.glob("lib/python*/site-packages")
    zipfile.ZipFile(wheel).extractall(site)
    # path files of a folder that a path file names are not read: the editable installation stays outside
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")

    def run(*words: str) -> str:
        done = subprocess.run(
            [bare / "bin" / "python", "-I", *words],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={"ANSVAR_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    try:
        demo = run("-m", "ansvar.cli.main", "demo")
    finally:
        run("-m", "ansvar.cli.main", "engine", "stop")

    assert run("-c", "import ansvar.cli, ansvar.seed; print(ansvar.cli.__file__)").startswith(str(site))
    assert "36 places that it covers" in demo
    assert "ansvar trace" in demo


def test_help_does_not_wait_for_the_driver():
    """The driver and neomodel take half a second each to import; asking for names needs neither."""
    code = (
        "import sys, ansvar.graph.errors, ansvar.graph.texts, ansvar.graph.engine\n"
        "import ansvar.graph.cypher, ansvar.graph.safeyaml\n"
        "print([name for name in ('neo4j', 'neomodel', 'networkx', 'pydantic') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_importing_a_question_has_no_side_effects(tmp_path, monkeypatch):
    """Importing a question reaches for no engine and no file of the user.

    Whoever imports us to read a docstring starts nothing.
    """
    monkeypatch.setenv("ANSVAR_HOME", str(tmp_path))  # what other tests left in theirs is no sign of it
    code = "import os, ansvar.queries.trace, ansvar.graph.load.loader\n"
    code += "print(os.listdir(os.environ['ANSVAR_HOME']))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
