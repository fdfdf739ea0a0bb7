"""A problem in JSON, YAML or Turtle names file, line and path; syntax errors name their line."""

from __future__ import annotations

import pytest
from suite.imports import bring

from ansvar.graph.errors import DataError
from ansvar.graph.imports.trees import Tree

TOLD = "Write it as 2018-06-01, or give its format in the mapping: {field|date:%d/%m/%Y}."
NO_DAY = '"soon" is not a date, or can be read in more than one way'
LENIENT = "Nothing was loaded; the graph is unchanged. With --lenient, what is wrong is left out and listed."
NINES = "9" * 20
NOTHING = "Nothing was loaded; the graph is unchanged."
POPOLO = """{
  "organizations": [{"id": "o", "name": "Works"}],
  "persons": [
    {"id": "p1", "name": "Ada"},
    {
      "id": "p1",
      "name": "Bo"
    }
  ],
  "memberships": [
    {"person_id": "p1", "organization_id": "o",
     "role": "head, \\"acting\\": {}[]", "start_date": "soon"}
  ]
}
"""
PREFIXES = "@prefix org: <http://www.w3.org/ns/org#> .\n@prefix time: <http://www.w3.org/2006/time#> .\n"


def refused(path, **how):
    with pytest.raises(DataError) as told:
        bring(path, **how)
    return str(told.value).replace(str(path), path.name)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_problems_in_json_are_told_with_their_lines(put, end):
    assert refused(put("a.json", POPOLO.replace("\n", end).encode())) == (
        'a.json:7, column "persons[1].name": "person:p1" has the name "Bo" here, '
        'but "Ada" in a.json:4, column "persons[0].name"\n'
        "  Make them the same, or give one of them another key.\n"
        f'a.json:12, column "memberships[0].start_date": {NO_DAY}\n'
        f"  {TOLD}\n"
        f"  2 problems. {LENIENT}"
    )


def test_a_dangling_reference_is_told_with_its_line(put):
    """A reference that leads nowhere is told with its line in JSON and YAML."""
    where = "organizations[1].parent_id"
    text = (
        '{"organizations": [{"id": "o", "name": "Works"},\n{"id": "p", "name": "Part",\n"parent_id": "oo"}]}'
    )
    expected = (
        f'a.json:3, column "{where}": unit:p PART_OF unit:oo: '
        'there is no Unit "unit:oo" in these files or in the graph\n'
        '  Nearest: "unit:o", "unit:p". Correct the key or add it.\n'
        f"  1 problem. {LENIENT}"
    )

    assert refused(put("a.json", text)) == expected
    # the same text is YAML too
    assert refused(put("a.yaml", text)) == expected.replace("a.json", "a.yaml")


def test_a_list_at_the_top_of_json_is_told_with_its_lines(put):
    mapping = {
        "format": "ansvar.mapping/1", "name": "list", "title": {"nb": "Liste", "en": "List"},
        "organisation": {"key": "works"},
        "sources": {"units": {"path": "items[]", "units": [
            {"key": "unit:{id}", "kind": "Section", "name": "{name}", "from": "{since|date}"}]}},
    }  # fmt: skip
    source = put("a.json", '[\n  {"id": 1, "name": "A"},\n  {"id": 2, "name": "B",\n   "since": "soon"}]')

    assert refused(source, mapping=str(put("m.yaml", mapping))) == (
        f'a.json:4, column "items[1].since": {NO_DAY}\n  {TOLD}\n  1 problem. {LENIENT}'
    )


def test_lines_of_json_are_not_looked_for_where_nothing_is_wrong(put, monkeypatch):
    monkeypatch.setattr(Tree, "lines", property(lambda _: pytest.fail("looked for lines")))

    assert bring(
        put("a.json", POPOLO.replace("soon", "2018-01-01").replace('"p1",\n', '"p2",\n'))
    ).after.nodes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"persons": [\n{"id": 1},\n{"id" 2}]}', "a.json:3: is not JSON: Expecting ':' delimiter"),
        ('{"persons": [\n{"id": "1}]}', "a.json:2: is not JSON: Unterminated string starting at"),
        (
            '{"persons": [{\n"id": 1,\n"id": {"a": 1,\n"a": 2}}]}',
            'a.json:3, column "persons[0].id": occurs twice, first on line 2\n  Keep one of them.',
        ),
        (
            '{"persons": [\n{"id": NaN}]}',
            'a.json:2, column "persons[0].id": "NaN" is no number that can be written down\n  Correct it.',
        ),
        (
            '{"persons": [\n{"id":\n-1e999}]}',
            'a.json:2, column "persons[0].id": "-1e999" is no number that can be written down\n  Correct it.',
        ),
        (
            '{"persons": [\n' + NINES * 250 + "]}",
            f'a.json:2, column "persons[0]": "{NINES}" is no number that can be written down\n  Correct it.',
        ),
        ('{"a": "[",\n"b":\n' + "[" * 50 + "]" * 50 + "}", "a.json:3: is nested more than 40 levels deep"),
    ],
)
def test_what_is_no_json_is_told_with_its_line(put, text, told):
    assert refused(put("a.json", text)) == f"{told}\n  1 problem. {NOTHING}"


def test_problems_in_turtle_are_told_with_subject_and_line(put):
    text = PREFIXES + (
        "<http://e.org/u> a org:OrganizationalUnit . # made up\n"
        "<http://e.org/post> a org:Post ;\r\n"
        '    org:postIn <http://e.org/u> ; <http://e.org/note> """two\n'
        'lines""" ;\n'
        "    org:reportsTo\n"
        "        <http://e.org/u> .\n"
    )

    assert refused(put("a.ttl", text)) == (
        'a.ttl:8, column "<http://e.org/post> org:reportsTo": '
        'http://e.org/post REPORTS_TO http://e.org/u: "http://e.org/u" is a Section, not a Post\n'
        "  Correct the key.\n"
        f"  1 problem. {LENIENT}"
    )


def test_problems_in_turtle_are_told_at_their_term(put):
    """Problems in Turtle inside brackets are told where the term stands."""
    text = PREFIXES + (
        "[] a org:Membership ;\n"
        "    org:member <http://e.org/ada> ; org:organization <http://e.org/u> ;\n"
        '    org:role [ <http://www.w3.org/2004/02/skos/core#prefLabel> "Head"@en ] ;\n'
        "    org:memberDuring [ a time:Interval ;\n"
        '        time:hasBeginning [ time:inXSDDate "2018-01-01" ] ;\n'
        "        time:hasEnd [\n"
        '            time:inXSDDate "soon" ] ] .\n'
    )

    assert refused(put("a.ttl", text)) == (
        f'a.ttl:9, column "time:inXSDDate": {NO_DAY}\n  {TOLD}\n  1 problem. {LENIENT}'
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<a:a> a org:Post\n<a:b> a org:Post .", "a.ttl:3: is not Turtle: expected '.' or '}' or ']' at end"),
        ("\n\n<a:a> foaf:name 'A' .", 'a.ttl:5: is not Turtle: Prefix "foaf:" not bound'),
        ("<a:a> a org:Post ;\n <a:b> 'A\n' .", "a.ttl:4: is not Turtle: newline found in string literal"),
        ("<a:a> a org:Post ;\n <a:b> 'A", "a.ttl:4: is not Turtle: what begins here cannot be read"),
        ("<a:a> a\n", "a.ttl:3: is not Turtle: objectList expected"),
        ("\n{ <a:a> a org:Post }", "a.ttl:4: is not Turtle: expected directive or statement"),
        ("\n<a:a> <a:b> " + "[ <a:b> " * 50 + "]" * 50, "a.ttl:4: is nested more than 40 levels deep"),
        (
            f"<a:a> a org:Post ;\n <a:b> '{'x' * 100_001}' .",
            'a.ttl:4, column "a:b": has a value with more than',
        ),
    ],
)
def test_what_is_no_turtle_is_told_with_its_line(put, text, told):
    assert refused(put("a.ttl", PREFIXES + text)).startswith(told)
