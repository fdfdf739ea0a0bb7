"""Sources are read as people's programs write them: encodings, delimiters, dates and numbers of Excel."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from suite.imports import HEADER, MAPPING, bring, sheet_of

from ansvar.graph.errors import DataError, QuestionError, ValueProblem
from ansvar.graph.imports.filters import day, number, slug

ROWS = ("7,Leder,Bærum – øst,Åse Ærlig,2018-03-01,0.5",)


@pytest.fixture
def extract(put):
    """Import rows below the header, written in an encoding and with a delimiter."""
    mapping = str(put("mapping.yaml", MAPPING))

    def run(*rows, encoding="utf-8", delimiter=",", name="extract.csv", before="", **how):
        text = before + "\n".join([HEADER, *rows]).replace(",", delimiter) + "\n"
        return bring(put(name, text.encode(encoding)), mapping=mapping, **how)

    return run


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter_gives_the_same(extract, encoding, delimiter):
    done = extract(*ROWS, encoding=encoding, delimiter=delimiter)

    assert done.after.nodes["unit:bærum-øst"].props["name_nb"] == "Bærum – øst"
    assert done.edges("HOLDS") == {("person:åse-ærlig", "post:7", "2018-03-01", "")}
    assert done.after.nodes["post:7"].props["fte"] == 0.5


def test_lines_above_the_header_are_passed_over(extract):
    """Lines above the header and a word about the delimiter are passed over."""
    done = extract(*ROWS, before="sep=;\nExtract of 1 March;;\n\n", delimiter=";")

    assert done.nodes("Post") == {"post:7"}


def test_a_problem_names_file_row_column_and_value(extract):
    with pytest.raises(DataError) as refused:
        extract("7,Leder,Øst,Ada,31/12/2018,half", '8,"a\nb",Øst,Bo,,1,', "9,,Øst,Cy,,", ",T,U,Di,,")

    told = [(p.line, p.column, p.message) for p in refused.value.problems]
    assert told[0][:2] == (2, "Share")
    assert '"half" is not a number' in told[0][2]
    assert told[-1] == (6, "Position", 'has no "Position", so it has no key')
    assert "extract.csv:2, column" in str(refused.value)


def test_an_empty_name_is_told_at_its_row(extract):
    with pytest.raises(DataError, match=r"extract\.csv:3.*name"):
        extract(*ROWS, "8,,Øst,Bo,,")


def test_numbers_dates_and_formulas_of_a_workbook(put):
    book = Workbook()
    sheet_of(book).title = "People"
    sheet_of(book).append(HEADER.split(","))
    sheet_of(book).append([7, "Leder", "Øst", "Ada", dt.datetime(2018, 3, 1), 0.5])  # noqa: DTZ001
    sheet_of(book).append(["8", "Nestleder", "Øst", "Bo", "1.4.2018", "0,5"])
    book.create_sheet("Remarks").append(["made up"])
    made = io.BytesIO()
    book.save(made)

    done = bring(put("a.xlsx", made.getvalue()), mapping=str(put("m.yaml", MAPPING)))

    assert done.edges("HOLDS") == {
        ("person:ada", "post:7", "2018-03-01", ""),
        ("person:bo", "post:8", "2018-04-01", ""),
    }
    assert {key: done.after.nodes[key].props["fte"] for key in ("post:7", "post:8")} == {
        "post:7": 0.5,
        "post:8": 0.5,
    }
    assert [str(w) for w in done.warnings] == [
        f'{done.warnings[0].file}, sheet "Remarks": is not a list that the mapping knows, and is not read'
    ]


def test_a_problem_in_a_workbook_names_the_sheet(put):
    book = Workbook()
    sheet_of(book).title = "People"
    sheet_of(book).append(HEADER.split(","))
    sheet_of(book).append([7, "Leder", "Øst", "Ada", "soon", 0.5])
    made = io.BytesIO()
    book.save(made)

    with pytest.raises(
        DataError, match=r'a\.xlsx, sheet "People", row 2, column "Since": "soon" is not a date'
    ):
        bring(put("a.xlsx", made.getvalue()), mapping=str(put("m.yaml", MAPPING)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4.6", 4.6),
        ("4,6", 4.6),
        ("1 234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("12", 12.0),
        ("0,125", 0.125),
    ],
)
def test_numbers_are_read_as_people_write_them(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["1,234", "x", "1e999x", "--1", "", "nan", "inf"])
def test_a_number_that_is_none_or_two_is_refused(text):
    with pytest.raises(ValueProblem):
        number(text)


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("2018-06-01", "", "2018-06-01"), ("1.6.2018", "", "2018-06-01"),
        ("2018-06-01T00:00:00Z", "", "2018-06-01"),
        ("43252", "", "2018-06-01"),
        ("06/01/2018", "%m/%d/%Y", "2018-06-01"), ("2018-06", "partial", "2018-06-01"),
        ("2018", "partial", "2018-01-01"),
    ],
)  # fmt: skip
def test_days_are_read_in_the_forms_that_have_one_meaning(text, form, value):
    assert day(text, form) == value


@pytest.mark.parametrize("text", ["06/01/2018", "2018-02-30", "2018", "soon", "99.99.9999"])
def test_a_day_that_is_none_or_two_is_refused(text):
    with pytest.raises(ValueProblem):
        day(text)


def test_a_long_name_becomes_a_key_of_its_own_however_long_it_is():
    assert slug("Å & B") == "å-b"
    assert slug("!!!") == slug("!!!") != slug("???")
    assert len(slug("a" * 500)) == 80
    assert slug("a" * 500) != slug("a" * 501)


def test_where_no_mapping_fits_all_are_named(put):
    with pytest.raises(QuestionError, match=r"no mapping fits.*\n.*sheets.*uk-organogram"):
        bring(put("a.csv", "x,y\n1,2\n"))


def test_an_unknown_mapping_gets_the_nearest(put):
    """A mapping that is not there is answered with the nearest."""
    with pytest.raises(QuestionError, match='"uk-organogram"'):
        bring(put("a.csv", "x,y\n1,2\n"), mapping="uk-organograms")


def test_a_missing_column_is_told_with_the_nearest_header(put):
    with pytest.raises(DataError, match=r'the column "Position" is missing\n  Nearest: "Positions"'):
        bring(put("a.csv", "Positions,Title,Unit,Name\n1,2,3,4\n"), mapping=str(put("m.yaml", MAPPING)))
