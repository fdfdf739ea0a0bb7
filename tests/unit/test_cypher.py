"""A .cypher file becomes a checked statement, or is refused with the place and what to do."""

import datetime as dt

import pytest

from ansvar.graph.cypher import generated, load_statement
from ansvar.graph.errors import StatementError

GOOD = """\
// name: area.question
// title_en: A title
// title_nb: En tittel
// access: read
// params:
//   on: date -- the day
//   start: str -- a key
// returns:
//   key: str -- a key
//   count: int -- how many
// order: key
// example: {on: 2018-06-01, start: x}
//
// What a row means,
// in two lines.
MATCH (n) // a comment inside
RETURN n.key AS key, 1 AS count
"""


@pytest.fixture
def cypher(tmp_path):
    """Write a file called question.cypher, with some of its text exchanged."""

    def write(*changes, name="question.cypher", text=GOOD):
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refusal(path, **keywords):
    """Give the words of the refusal."""
    with pytest.raises(StatementError) as caught:
        load_statement(path, **keywords)
    assert caught.value.exit_code == 3
    assert caught.value.message.startswith(f"{path}:")
    return str(caught.value).removeprefix(f"{path}:")


def test_header_prose_and_statement_are_told_apart(cypher):
    path = cypher()

    statement = load_statement(path)

    assert statement.name == "area.question"
    assert statement.text == "MATCH (n) // a comment inside\nRETURN n.key AS key, 1 AS count"
    assert statement.params == {"on": "date", "start": "str"}
    assert statement.returns == ("key", "count")
    assert statement.access == "read"
    assert statement.prose == "What a row means,\nin two lines."
    assert statement.header["title_nb"] == "En tittel"
    assert statement.header["example"] == {"on": dt.date(2018, 6, 1), "start": "x"}
    assert statement.file == str(path)


def test_a_statement_needs_no_parameters_or_prose(cypher):
    """A statement without parameters columns or prose is one too."""
    path = cypher(
        ("params:\n//   on: date -- the day\n//   start: str -- a key", "params: {}"),
        ("//\n// What a row means,\n// in two lines.\n", ""),
    )

    statement = load_statement(path)

    assert (statement.params, statement.prose) == ({}, "")


@pytest.mark.parametrize(
    "key", ["name", "title_en", "title_nb", "access", "params", "returns", "order", "example"]
)
def test_a_header_that_lacks_a_key_is_refused(cypher, key):
    path = cypher((f"// {key}:", f"// x{key}:"))

    assert f"the header lacks {key}" in refusal(path)


def test_an_unknown_key_is_refused_with_the_nearest_one(cypher):
    words = refusal(cypher(("// order: key", "// order: key\n// orders: x")))

    assert "the header has the unknown key 'orders'" in words
    assert 'Nearest: "order"' in words


def test_keys_of_a_kind_of_statement_are_asked_for(cypher):
    """A key that this kind of statement has beside the usual ones is asked for."""
    path = cypher(("// order: key", "// order: key\n// severity: high"))

    assert load_statement(path, extra=frozenset({"severity"})).header["severity"] == "high"
    assert "the header lacks remedy" in refusal(path, extra=frozenset({"severity", "remedy"}))


def test_a_name_that_is_not_the_files_is_refused(cypher):
    assert "1: name 'area.question' does not end in the file's name 'other'" in refusal(
        cypher(name="other.cypher")
    )


@pytest.mark.parametrize("access", ["", "readwrite", "READ", "delete"])
def test_an_unknown_access_is_refused(cypher, access):
    """An access that is neither reading nor writing is refused."""
    assert "is neither read nor write" in refusal(cypher(("access: read", f"access: {access}")))


def test_an_unknown_type_of_parameter_is_refused(cypher):
    """A parameter of an unknown type is refused with the types there are."""
    words = refusal(cypher(("on: date", "on: day")))

    assert "parameter on has the unknown type 'day'" in words
    assert "Types: str, int, bool, date, list, rows, map." in words


def test_a_column_of_an_unknown_type_is_refused(cypher):
    assert "column count has the unknown type 'number'" in refusal(cypher(("count: int", "count: number")))


def test_parameters_that_are_no_mapping_are_refused(cypher):
    written = "params:\n//   on: date -- the day\n//   start: str -- a key"

    assert "params is not a mapping" in refusal(cypher((written, "params: [on, start]")))


def test_columns_that_are_no_mapping_are_refused(cypher):
    written = "returns:\n//   key: str -- a key\n//   count: int -- how many"

    assert "returns is not a mapping" in refusal(cypher((written, "returns: [key, count]")))


def test_a_header_that_is_not_yaml_is_refused_at_its_line(cypher):
    words = refusal(cypher(("title_nb: En tittel", "title_nb: En: tittel")))

    assert words.startswith("3: the header is not YAML")


@pytest.mark.parametrize("text", ["MATCH (n) RETURN n\n", "", "// only words\n", "//\nRETURN 1\n"])
def test_a_file_without_a_header_is_refused(cypher, text):
    assert refusal(cypher(text=text)).startswith("1: the file does not begin with a header")


def test_a_file_without_a_statement_is_refused(cypher):
    text = GOOD.split("MATCH", 1)[0]

    assert "the file holds no statement" in refusal(cypher(text=text))


# -- parameters ------------------------------------------------------------------------------------


def test_values_are_given_as_the_driver_takes_them(cypher):
    statement = load_statement(cypher())

    assert statement.bind({"on": dt.date(2018, 6, 1), "start": "x"}) == {"on": "2018-06-01", "start": "x"}
    assert statement.bind({"on": "2018-06-01", "start": "x"}) == {"on": "2018-06-01", "start": "x"}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"on": "2018-06-01"}, "area.question: parameter start is missing"),
        ({}, "area.question: parameter on, start is missing"),
        ({"on": "2018-06-01", "start": "x", "end": 1}, "area.question: parameter end is not declared"),
        ({"onn": 1, "start": "x"}, "parameter on is missing; parameter onn is not declared"),
        ({"on": 20180601, "start": "x"}, "parameter on = 20180601 is not a date"),
        ({"on": "2018-06-01", "start": None}, "parameter start = None is not a str"),
        ({"on": "2018-06-01", "start": ["x"]}, "parameter start = ['x'] is not a str"),
    ],
)
def test_parameters_are_checked_both_ways_and_by_type(cypher, values, words):
    """A misspelt parameter never becomes a silent null in the engine."""
    with pytest.raises(StatementError) as caught:
        load_statement(cypher()).bind(values)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("word", "good", "bad"),
    [
        ("str", "x", 1),
        ("int", 3, "3"),
        ("bool", True, 1),
        ("date", dt.date(2018, 1, 1), 1),
        ("list", [1], "x"),
        ("rows", [{}], {}),
        ("map", {}, []),
    ],
)
def test_every_type_takes_its_own_values_only(word, good, bad):
    statement = generated("suite.type", "RETURN $x", {"x": word})

    assert list(statement.bind({"x": good})) == ["x"]
    with pytest.raises(StatementError):
        statement.bind({"x": bad})


def test_a_generated_statement_writes():
    assert generated("suite.write", "CREATE (n)", {}).access == "write"
