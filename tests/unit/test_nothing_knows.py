"""The program knows no instruction and no organisation: their words stand in data only.

Everything that seed/ names is looked for in the program.  A word that no other text would have (a code,
a name, a key with a hyphen) must not stand anywhere, not even in a comment.  A word of plain English
must not be a value that the program compares with or asks for.
"""

import ast
import re

import pytest
import yaml
from suite.engines import EXAMPLE, ROOT

PROGRAM = sorted(
    path
    for folder in ("graph", "queries", "cli", "dashboard")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".cypher")
)

ORDINARY = {
    *("violence", "guidance", "trend", "principle", "competence", "reporting"),  # words of any organisation
    *("network", "coordinator", "director", "ministry"),  # these too; Network and Ministry are labels
    "Oslo",  # a city; looked for as a value only, because a comment may well name it
}

ALLOWED = {
    ("cli/gaps.py", "trend"): "a command: `ansvar gaps trend` compares two days",
    ("graph/load/organisation.py", "network"): "a field of the format: `member_of: [{network: …}]`",
    ("graph/imports/documents.py", "network"): "the same field, written by an import",
    ("graph/export/organisation_file.py", "network"): "the same field, written by an export",
    ("graph/export/sheets.py", "network"): "a column of the sheet of memberships",
}


def seeds():
    """Read every data file of seed/."""
    paths = [path for part in EXAMPLE for path in sorted(part.rglob("*.yaml"))]
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


def words_of_seed():
    """Give all keys, codes, names and citations that seed/ makes up."""
    found = set()
    for file in seeds():
        found |= {file["key"], file["key"].partition(":")[2], file.get("citation")}
        for part in ("themes", "matters", "roles", "units", "posts", "people"):
            for item in file.get(part, []):
                name = item["name"]
                found |= {item["key"], item.get("code")}
                found |= set(name.values()) if isinstance(name, dict) else {name}
        found |= {clause.get("part") for clause in file.get("clauses", [])}
        found |= {step["name"] for step in file.get("steps", [])}
    found |= {"UDI", "RKN", "RKV", "Utlendingsdirektoratet", "IM 2018", "IM 2012-010", "IM 2014-008"}
    return {word for word in found if word}


WORDS = words_of_seed()
# names that are labels of the schema or plain words in one of the languages, in any case of letters
PLAIN = {w for w in WORDS if w in ORDINARY or re.fullmatch(r"[a-zæøå]+( [a-zæøå]+)*", w)} - {"fgm"}
DISTINCTIVE = WORDS - PLAIN


def stands_in(word, text):
    """Tell whether a word stands in a text by itself, not as a part of a longer one."""
    # looked for as it is first: an expression for each word and file would be most of the time
    return word in text and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def values(path, text):
    """Give the texts that a file compares with or asks for; what it explains is left out."""
    if path.suffix == ".cypher":
        code = "\n".join(line.split("//", 1)[0] for line in text.splitlines())
        return set(re.findall(r"'([^']*)'", code)) | set(re.findall(r'"([^"]*)"', code))
    tree = ast.parse(text)
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained
    }


def test_the_words_that_are_looked_for_are_the_ones_that_matter():
    """Were they read wrongly, everything below would hold for the wrong reason."""
    assert {"fgm", "child-marriage", "forced-marriage", "individual-case"} <= DISTINCTIVE
    assert {"regional-contact", "representative-rma", "centre-staff", "department-staff"} <= DISTINCTIVE
    assert {"UDI", "RMA", "ASA", "OPA", "AUA", "RVE", "IM 2018-001", "Voldsnettverket"} <= DISTINCTIVE
    assert {"Vestlia mottak", "Regional office Vest", "office:vest", "Kari Eksempel"} <= DISTINCTIVE
    assert {"violence", "trend", "network", "director", "enkeltsak"} <= PLAIN
    assert len(PROGRAM) > 50


def test_no_file_of_the_program_knows_words_of_seed(subtests):
    """No file of the program knows the words of an instruction or organisation.

    Another instruction is other files, and nothing else.
    """
    for path in PROGRAM:
        place = path.relative_to(ROOT).as_posix()
        with subtests.test(place):
            text = path.read_text(encoding="utf-8")
            known = {word for word in DISTINCTIVE if stands_in(word, text)}
            known |= {word for word in PLAIN & values(path, text) if (place, word) not in ALLOWED}

            assert known == set()


def test_every_exception_is_still_needed(subtests):
    for place, word in ALLOWED:
        with subtests.test(f"{place}: {word}"):
            path = ROOT / place

            assert word in values(path, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "if theme == 'fgm': pass",
        "ROLE = 'regional-contact'  # of the instruction",
        "x = 1  # as in IM 2018-001",
        "names = ['violence']",
        "'''Works for UDI only.'''",
    ],
)
def test_a_file_that_knew_something_would_be_found(line, tmp_path):
    path = tmp_path / "file.py"
    path.write_text(line + "\n", encoding="utf-8")

    assert any(stands_in(w, line) for w in DISTINCTIVE) or PLAIN & values(path, line)
