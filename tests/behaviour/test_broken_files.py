"""Files that cannot be loaded: every problem with its place and what to do, and a graph that is unchanged.

The cases stand in `broken_files`.
"""

import re

import pytest
from suite.broken_files import CASES, HEAD, POST
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.errors import DataError
from ansvar.graph.load.loader import load_files


def undented(text):
    """Take the indentation away that the cases have for the reader's sake."""
    return re.sub(r"^ {8}", "", text, flags=re.MULTILINE)


@pytest.fixture
def loaded(bench, tmp_path):
    """Give a graph with a small organisation in it."""
    norm = write(tmp_path / "norm.yaml", instruction(*HOUSE))
    west = write(tmp_path / "west.yaml", organisation(*WEST))
    return bench.filled("west", [norm, west])


@pytest.mark.parametrize("case", CASES)
def test_a_broken_file_is_refused_at_its_lines(case, bench, loaded, tmp_path):
    """A broken file is refused at its lines and the graph is unchanged.

    The reader is led to the line, told the value, and what would be right.
    """
    content = undented(CASES[case])
    path = tmp_path / "broken.yaml"
    path.write_text(content, encoding="utf-8")
    before = bench.fingerprint()
    wanted = [
        (number, line.split("# <- ", 1)[1])
        for number, line in enumerate(content.splitlines(), 1)
        if "# <- " in line
    ]

    with pytest.raises(DataError) as caught:
        load_files(loaded, [path])

    found = [(problem.line, problem.message) for problem in caught.value.problems]
    assert {line for line, _ in found} == {line for line, _ in wanted}, found
    for line, word in wanted:
        assert any(at == line and word in what for at, what in found), found
    assert {problem.file for problem in caught.value.problems} == {str(path)}
    assert caught.value.exit_code == 3
    assert str(caught.value).startswith(f"{path}:{wanted[0][0]}: ")
    assert "Nothing was loaded; the graph is unchanged." in str(caught.value)
    assert bench.fingerprint() == before


def refused(store, *paths):
    """Give the problems of a load that is refused, with the names of the files."""
    with pytest.raises(DataError) as caught:
        load_files(store, list(paths))
    return [(p.file.rsplit("/", 1)[-1], p.line, p.message, p.hint) for p in caught.value.problems]


def test_the_nearest_right_names_are_told(loaded, tmp_path):
    path = tmp_path / "b.yaml"
    post = f"key: post:b, {POST}, unit: office:wst, fills: contakt"
    path.write_text(HEAD + f"posts:\n  - {{{post}, holder: x}}\n")
    [(_, line, what, then)] = refused(loaded, path)
    assert (line, what) == (5, 'unknown field "holder"')
    assert then.startswith('Nearest: "holders"')

    path.write_text(HEAD + f"posts:\n  - {{{post}}}\n")

    assert [then for *_, then in refused(loaded, path)] == [
        'Nearest: "contact". Correct the key or add it.',
        'Nearest: "office:west". Correct the key or add it.',
    ]


def test_all_problems_of_all_files_are_told_at_once(loaded, tmp_path):
    """Nobody has to load ten times to find ten slips."""
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text(HEAD + "people:\n  - {key: person:a}\n  - {key: person:b, name: B, age: 7}\n")
    other.write_text(HEAD + "posts: [\n")

    found = refused(loaded, other, one)

    assert [(file, line) for file, line, *_ in found] == [("one.yaml", 5), ("one.yaml", 6), ("other.yaml", 5)]


def test_a_key_that_two_files_use_is_told_with_both_places(loaded, tmp_path):
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text(HEAD + "people:\n  - {key: person:a, name: A}\n")
    other.write_text(HEAD + "\npeople:\n  - {key: person:c, name: C}\n  - name: A\n    key: person:a\n")

    found = refused(loaded, one, other)

    assert [(file, line, what) for file, line, what, _ in found] == [
        ("other.yaml", 8, 'the key "person:a" is used twice')
    ]
    assert f"First in {one}:5" in found[0][3]


def test_a_key_of_another_kind_in_the_graph_is_refused(loaded, tmp_path):
    path = tmp_path / "b.yaml"
    path.write_text(HEAD + "people:\n  - {key: post:contact, name: Kari}\n")

    [(_, line, what, _)] = refused(loaded, path)

    assert (line, what) == (5, '"post:contact" is a Post in the graph, not a Person')


def test_a_circle_that_never_stands_whole_is_none(loaded, tmp_path):
    """Two departments change places on a day: on no day does one lie under the other both ways."""
    path = tmp_path / "b.yaml"
    names = "kind: Department, name: {nb: x, en: x}"
    path.write_text(
        HEAD
        + "units:\n"
        + f"  - {{key: dept:b, {names}, part_of: [{{unit: dept:c, to: 2019-01-01}}]}}\n"
        + f"  - {{key: dept:c, {names}, part_of: [{{unit: dept:b, from: 2019-01-01}}]}}\n"
    )

    report = load_files(loaded, [path], ended_on=None)

    assert report.created


@pytest.mark.parametrize(
    ("name", "what"),
    [("nowhere.yaml", "is not there"), ("empty", "holds no .yaml file")],
)
def test_a_path_that_leads_nowhere_is_refused(loaded, tmp_path, name, what):
    (tmp_path / "empty").mkdir()

    assert [(file, words) for file, _, words, _ in refused(loaded, tmp_path / name)] == [(name, what)]


def test_a_path_with_a_slip_in_it_is_told_the_nearest_file(loaded, tmp_path):
    [(_, _, _, then)] = refused(loaded, tmp_path / "nrom.yaml")

    assert '"norm.yaml"' in then
