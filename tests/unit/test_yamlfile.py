"""A file becomes data with the line of every value, and no file can hurt who reads it."""

import subprocess
import sys
import textwrap

import pytest

from ansvar.graph.errors import DataError, Problem
from ansvar.graph.load.yamlfile import read_yaml


@pytest.fixture
def file(tmp_path):
    """Write a file and give its path."""

    def write(content):
        path = tmp_path / "file.yaml"
        path.write_bytes(content if isinstance(content, bytes) else textwrap.dedent(content).encode())
        return path

    return write


def problems(path):
    """Give the line and the words of each problem, in order."""
    with pytest.raises(DataError) as caught:
        read_yaml(path)
    assert {problem.file for problem in caught.value.problems} == {str(path)}
    assert caught.value.exit_code == 3
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_every_value_knows_its_line(file):
    source = read_yaml(
        file("""\
        # a comment
        format: f
        units:
          - key: a
            name: {nb: x,
                   en: y}
          - key: b
            list:
            - one

            - two
        """)
    )

    assert source.data == {
        "format": "f",
        "units": [{"key": "a", "name": {"nb": "x", "en": "y"}}, {"key": "b", "list": ["one", "two"]}],
    }
    lines = {place: source.line(*place) for place in source.lines}
    assert lines == {
        (): 2,
        ("format",): 2,
        ("units",): 3,
        ("units", 0): 4,
        ("units", 0, "key"): 4,
        ("units", 0, "name"): 5,
        ("units", 0, "name", "nb"): 5,
        ("units", 0, "name", "en"): 6,
        ("units", 1): 7,
        ("units", 1, "key"): 7,
        ("units", 1, "list"): 8,
        ("units", 1, "list", 0): 9,
        ("units", 1, "list", 1): 11,
    }


def test_what_a_file_lacks_has_the_line_of_what_is_around_it(file):
    source = read_yaml(file("a: 1\nunits:\n  - key: x\n  - key: y\n"))

    assert source.line("units", 1, "name", "nb") == 4
    assert source.line("people", 7) == 1


def test_a_mark_at_the_beginning_of_the_file_is_no_part_of_it(file):
    """Some editors put a byte order mark there."""
    assert read_yaml(file(b"\xef\xbb\xbfa: 1\n")).data == {"a": 1}


def test_lines_end_as_on_any_system(file):
    source = read_yaml(file(b"a: 1\r\nb:\r\n  c: 2\r\n"))

    assert (source.data, source.line("b", "c")) == ({"a": 1, "b": {"c": 2}}, 3)


def test_on_and_no_stay_words_in_a_file(file):
    assert read_yaml(file("on: no\n")).data == {"on": "no"}


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "is not YAML"),
        ("a: 1\n\tb: 2\n", 2, "is not YAML"),
        ("a: b: c\n", 1, "is not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "is not YAML"),
        (b"a: 1\nb: \x07\n", 2, "control character U+0007"),
        (b"a: 1\nname: \xc3\x98y\nb: Troms\xf8\n", 3, "is not UTF-8 text"),
        (b"a: 1\n\xff\xfe", 2, "is not UTF-8 text"),
        ("- 1\n- 2\n", 1, "does not hold `name: value` pairs at its top"),
        ("just words\n", 1, "does not hold `name: value` pairs at its top"),
        ("", 1, "does not hold `name: value` pairs at its top"),
        ("# only a comment\n", 1, "does not hold `name: value` pairs at its top"),
        ("a: 1\n? [1, 2]\n: 3\n", 2, "has a key that is not a word"),
        ("a: !!python/name:os.system x\n", 1, "that cannot be read"),
        ("a: 1\nfrom: 2018-02-30\n", 2, 'has the value "2018-02-30" that cannot be read'),
        ("a: 1\nb: =\n", 2, 'has the value "=" that cannot be read'),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(file, content, line, word):
    [(at, what)] = problems(file(content))

    assert (at, word in what) == (line, True), what


def test_a_repeated_key_is_refused_at_its_second_line(file):
    """A key that stands twice in one place is refused at its second line.

    YAML itself would silently keep the last one, and a duty or a holder would be lost.
    """
    path = file("""\
        units:
          - key: a
            name: x
            key: b
          - key: a
        units: []
        """)

    assert problems(path) == [
        (4, 'has the key "key" twice in one place'),
        (6, 'has the key "units" twice in one place'),
    ]


def test_a_second_document_is_refused_where_it_begins(file):
    assert problems(file("a: 1\n---\nb: 2\n")) == [(2, "is not YAML: but found another document")]


def test_what_stands_behind_a_key_that_is_no_word_is_passed_over(file):
    found = problems(file("[a, *b]: {c: 1, c: 2}\nd: [&e 1, *e]\n"))

    alias, no_word = "uses an alias (*name)", "has a key that is not a word"
    assert sorted(found) == [(1, no_word), (1, alias), (2, alias)]


def test_an_alias_is_refused_where_it_is_used(file):
    path = file("""\
        a: &name {x: 1}
        b: *name
        c: *name
        """)

    assert problems(path) == [(2, "uses an alias (*name)"), (3, "uses an alias (*name)")]


def test_a_short_file_cannot_stand_for_a_very_long_one(file):
    """Nine lists of nine of the one before would be a billion values; it is refused at once."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    path = file("\n".join(lines) + "\n")

    found = problems(path)

    assert {what for _, what in found} == {"uses an alias (*name)"}
    assert {line for line, _ in found} == set(range(2, 10))


def test_a_value_that_contains_itself_is_refused(file):
    assert problems(file("a: &a [*a]\n")) == [(1, "uses an alias (*name)")]


@pytest.mark.parametrize("brackets", ["[]", "{}"])
@pytest.mark.parametrize("depth", [60, 5_000, 300_000])
def test_a_deeply_nested_file_is_refused(file, depth, brackets):
    """A deeply nested file is refused and never ends the program.

    Read in a process of its own: nesting can overflow the stack of the C library, past every `except`.
    """
    opening, closing = ("[", "]") if brackets == "[]" else ("{a: ", "}")
    path = file("a: 1\nb: " + opening * depth + closing * depth + "\n")
    code = (
        "import sys, pathlib\n"
        "from ansvar.graph.errors import DataError\n"
        "from ansvar.graph.load.yamlfile import read_yaml\n"
        "try: read_yaml(pathlib.Path(sys.argv[1]))\n"
        "except DataError as error: print([(p.line, p.message) for p in error.problems])\n"
    )

    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "[(2, 'is nested too deeply')]\n"), done.stderr


def test_forty_levels_are_not_too_deep(file):
    assert read_yaml(file("a: " + "[" * 39 + "]" * 39 + "\n")).data["a"]


def test_all_problems_of_a_file_are_told_at_once_and_in_order(file):
    path = file("""\
        a: 2018-13-01
        b: &x [1]
        c: *x
        a: again
        """)

    assert problems(path) == [
        (1, 'has the value "2018-13-01" that cannot be read: month must be in 1..12'),
        (3, "uses an alias (*name)"),
        (4, 'has the key "a" twice in one place'),
    ]


def test_a_file_that_cannot_be_opened_is_a_problem_of_the_file(tmp_path):
    with pytest.raises(DataError) as caught:
        read_yaml(tmp_path / "nowhere.yaml")

    assert caught.value.problems == (
        Problem(str(tmp_path / "nowhere.yaml"), 0, "cannot be read: No such file or directory"),
    )


def test_a_file_that_is_far_too_large_is_not_even_opened(file, monkeypatch):
    path = file("a: 1\n")
    monkeypatch.setattr("ansvar.graph.load.yamlfile._LARGEST_BYTES", 3)

    assert problems(path) == [(0, "is larger than 0 MB")]
