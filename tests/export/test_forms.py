"""Every form of export: what it says of a small organisation, read back by a reader of that form."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import networkx as nx
import pytest
from openpyxl import load_workbook
from suite.contents import example, facts, loaded
from suite.imports import bring
from suite.words import HOUSE, WEST, instruction, organisation

from ansvar.graph.content import Content
from ansvar.graph.errors import UnknownNameError
from ansvar.graph.export.cypher import literal
from ansvar.graph.export.dot import as_dot
from ansvar.graph.export.excerpt import of_day, of_unit
from ansvar.graph.export.formats import FORMATS, form
from ansvar.graph.export.graphml import as_graphml
from ansvar.graph.export.jsonfile import as_json
from ansvar.graph.export.mermaid import as_mermaid
from ansvar.graph.export.options import ExportOptions
from ansvar.graph.export.popolo import as_popolo, not_in_popolo
from ansvar.graph.export.sheets import as_csv, as_xlsx, not_in_sheets

DAY = ExportOptions(dt.date(2018, 6, 1), "en")


def small(*lines):
    return loaded(instruction(*HOUSE), organisation(*WEST, *lines))


def organisation_of(content):
    """Keep what an organisation states."""
    nodes = {k: n for k, n in content.nodes.items() if n.props.get("stated_by") == "organisation:t"}
    return Content(nodes, [e for e in content.edges if e.props.get("stated_by") == "organisation:t"])


# -- parts -----------------------------------------------------------------------------------------


def test_a_part_is_a_unit_with_all_under_it():
    """A part is the unit with all under it its posts their holders and what ties them."""
    content = small("section:s under office:west", "centre:b exists", "post:boss in section:s")

    kept = of_unit(content, "office:west")

    assert set(kept.nodes) == {
        "office:west", "section:s", "region:r", "centre:a",
        "post:contact", "post:boss", "person:contact", "person:boss",
    }  # fmt: skip
    assert {(e.type, e.giver, e.receiver) for e in kept.edges} == {
        ("PART_OF", "section:s", "office:west"),
        ("SERVES", "office:west", "region:r"),
        ("LOCATED_IN", "centre:a", "region:r"),
        ("POST_IN", "post:contact", "office:west"),
        ("POST_IN", "post:boss", "section:s"),
        ("HOLDS", "person:contact", "post:contact"),
        ("HOLDS", "person:boss", "post:boss"),
    }


@pytest.mark.parametrize("key", ["office:wst", "post:contact"])
def test_a_part_needs_a_unit(key):
    """A part of what is no unit is refused with the nearest units."""
    with pytest.raises(UnknownNameError) as refused:
        of_unit(small(), key)

    assert refused.value.kind == "unit"
    assert refused.value.exit_code == 2
    assert set(refused.value.nearest) <= {
        "office:west",
        "network:n",
        "dept:care",
        "dept:head",
        "centre:a",
        "region:r",
    }
    assert refused.value.nearest[0] == "office:west" or key == "post:contact"


def test_a_day_keeps_what_holds_then():
    """A day keeps what holds then and no edge without its ends."""
    content = small("person:x holds post:contact to 2018-06-01",
                    "person:y holds post:contact from 2018-06-01",
                    "centre:b exists to 2018-03-01", "centre:b in region:r to 2019-01-01")  # fmt: skip

    left = of_day(content, DAY.on)
    held = {e.giver for e in left.edges if (e.type, e.receiver) == ("HOLDS", "post:contact")}
    gone = set(content.nodes) - set(left.nodes)

    assert held == {"person:y"}
    assert gone == {"centre:b"}
    assert all("centre:b" not in (e.giver, e.receiver) for e in left.edges)


def test_an_unknown_form_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match='unknown format "graphlm"\n  Nearest: "graphml"'):
        form("graphlm")


def test_every_form_writes_an_empty_graph():
    """Every form that the help names is there and writes an empty graph."""
    assert set(FORMATS) == {
        "json", "graphml", "csv", "xlsx", "mermaid", "dot", "cypher", "turtle", "popolo", "yaml",
    }  # fmt: skip
    for each in FORMATS.values():
        assert each.lost(Content(), DAY) == []
        each.write(Content(), DAY)


# -- whole graphs ----------------------------------------------------------------------------------


def test_json_says_everything_and_does_not_depend_on_the_order():
    content = example()
    turned = Content(dict(reversed(content.nodes.items())), content.edges[::-1])

    told = json.loads(as_json(content, DAY)["graph.json"])

    assert as_json(turned, DAY) == as_json(content, DAY)
    assert told["format"] == "ansvar.export/1"
    assert told["graph"] == {"fingerprint": content.fingerprint()}
    assert {n["key"]: n["properties"] for n in told["nodes"]} == {
        k: n.props for k, n in content.nodes.items()
    }
    assert sorted(
        repr((e["type"], e["from"], e["to"], sorted(e["properties"].items()))) for e in told["edges"]
    ) == (facts(Content({}, content.edges)))


def test_graphml_is_read_back_with_types_labels_and_every_edge():
    content = small("person:x holds post:contact")
    content.nodes["centre:a"].props["places"] = 40
    content.nodes["centre:a"].props["centre_kinds"] = ["one", "two"]
    content.nodes["centre:a"].props["note_nb"] = "et \x0b tegn"

    graph = nx.parse_graphml(as_graphml(content, DAY)["graph.graphml"].decode().split("\n", 1)[1])

    centre = graph.nodes["centre:a"]
    assert (centre["label"], centre["kind"], centre["places"]) == ("centre:a", "ReceptionCentre", 40)
    assert (centre["centre_kinds"], centre["note_nb"]) == ("one; two", "et \ufffd tegn")
    assert graph.nodes["person:x"]["synthetic"] is True
    assert sorted((d["type"], a, b) for a, b, d in graph.edges(data=True)) == sorted(
        (e.type, e.giver, e.receiver) for e in content.edges
    )
    assert {d["label"] == d["type"] for _, _, d in graph.edges(data=True)} == {True}


def test_a_cypher_literal_keeps_every_sign_on_one_line():
    value = {
        "b": ["it's", 'a "q"', "back\\slash", "two\nlines\r\t", "\x01\u2028;"],
        "a": True,
        "c": 0.5,
        "d": -3,
    }

    assert literal(value) == (
        r"{a: true, b: ['it\'s', 'a "
        '"q"'
        r"', 'back\\slash', 'two\nlines\r\t', '\u0001\u2028;'], c: 0.5, d: -3}"
    )
    with pytest.raises(TypeError, match="cannot be written"):
        literal(float("nan"))


# -- sheets ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_sheets_are_imported_again_as_the_same_organisation(write, tmp_path):
    content = small("person:x holds post:contact from 2018-02-01 to 2018-03-01",
                    "person:y holds post:contact from 2018-03-01",
                    "person:y away from post:contact from 2018-05-01", "post:expert deputises for post:chief",
                    "network:n covers noise", "post:unsaid unknown", "post:empty vacant")  # fmt: skip
    norm = loaded(instruction(*HOUSE))
    for name, data in write(content, DAY).items():
        (tmp_path / name).write_bytes(data)

    done = bring(*sorted(tmp_path.iterdir()), before=norm, mapping="sheets", day="2018-01-01")

    assert without_header(done.after) == without_header(content)
    assert not_in_sheets(organisation_of(content), DAY) == []


def without_header(content):
    """Leave out what is said of the organisation as a whole: a sheet has one name for it."""
    return facts(
        Content({k: n for k, n in content.nodes.items() if n.label != "Organisation"}, content.edges)
    )


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
@pytest.mark.parametrize("phone", ["+47 22 00 00 00", "=1+1", "'-'", "'yes"])
def test_what_was_made_harmless_in_a_sheet_is_read_as_it_was(write, phone, tmp_path):
    content = small()
    content.nodes["post:contact"].props["phone"] = phone
    for name, data in write(content, DAY).items():
        (tmp_path / name).write_bytes(data)

    done = bring(*sorted(tmp_path.iterdir()), before=loaded(instruction(*HOUSE)), mapping="sheets")

    assert done.after.nodes["post:contact"].props["phone"] == phone


EVIL = ("=1+1", "+47 1", "-2", "@SUM(A1)", "\t=1")


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_of_a_sheet_is_a_formula(evil):
    content = small()
    content.nodes["post:contact"].props.update({"phone": evil, "name_en": evil})

    rows = list(csv.reader(io.StringIO(as_csv(content, DAY)["posts.csv"].decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(as_xlsx(content, DAY)["organisation.xlsx"]))

    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert f"'{evil}" in {cell for row in rows for cell in row}
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert evil in {cell.value for cell in cells}


def test_sheets_show_the_ties_of_the_day_and_count_the_others():
    content = organisation_of(
        loaded(
            organisation("section:s under dept:old to 2018-05-01", "section:s under dept:new from 2018-05-01")
        )
    )

    rows = list(csv.DictReader(io.StringIO(as_csv(content, DAY)["units.csv"].decode("utf-8-sig"))))

    assert {row["key"]: row["part_of"] for row in rows} == {
        "section:s": "dept:new",
        "dept:old": "",
        "dept:new": "",
    }
    assert not_in_sheets(content, DAY) == ["1 PART_OF"]


# -- Popolo ----------------------------------------------------------------------------------------


def test_popolo_has_dated_memberships():
    """Popolo has organizations posts persons and dated memberships."""
    content = organisation_of(
        loaded(
            instruction(*HOUSE),
            organisation("post:p in office:west", "office:west under dept:d", "dept:d code D",
                         "post:q vacant",
                         "person:x holds post:p from 2018-02-01 to 2018-04-01", "network:n exists",
                         "post:p member of network:n on behalf of dept:d from 2018-03-01"),
        )
    )  # fmt: skip

    told = json.loads(as_popolo(content, DAY)["popolo.json"])

    since = {"founding_date": "2018-01-01"}
    assert told["organizations"] == [
        {"id": "dept:d", "name": "dept:d", "classification": "department"} | since
        | {"identifiers": [{"scheme": "code", "identifier": "D"}]},
        {"id": "network:n", "name": "network:n", "classification": "network"} | since,
        {"id": "office:west", "name": "office:west", "classification": "regionaloffice",
         "parent_id": "dept:d"} | since,
    ]  # fmt: skip
    assert told["posts"] == [
        {"id": "post:p", "label": "post:p", "organization_id": "office:west", "start_date": "2018-01-01"},
        {"id": "post:q", "label": "post:q", "start_date": "2018-01-01"},
    ]
    assert told["persons"] == [{"id": "person:x", "name": "person:x"}]
    assert told["memberships"] == [
        {
            "id": "person:x as post:p from 2018-02-01", "person_id": "person:x", "post_id": "post:p",
            "organization_id": "office:west", "role": "post:p",
            "start_date": "2018-02-01", "end_date": "2018-04-01",
        },
        {
            "id": "person:x in network:n from 2018-03-01", "person_id": "person:x",
            "organization_id": "network:n",
            "role": "post:p", "on_behalf_of_id": "dept:d",
            "start_date": "2018-03-01", "end_date": "2018-04-01",
        },
    ]  # fmt: skip
    assert not_in_popolo(content, DAY) == []
    assert not_in_popolo(small(), DAY) == [
        "1 COORDINATES", "13 Clause", "4 FILLS", "1 Instruction", "1 LOCATED_IN", "2 MatterKind", "6 Role",
        "1 SERVES", "2 Theme",
    ]  # fmt: skip


def test_popolo_tells_the_unit_above_on_the_day():
    """Popolo tells the unit above on the day and counts the other."""
    content = loaded(
        organisation("section:s under dept:old to 2018-07-01", "section:s under dept:new from 2018-07-01")
    )

    told = json.loads(as_popolo(content, DAY)["popolo.json"])

    assert {unit["id"]: unit.get("parent_id") for unit in told["organizations"]} == {
        "section:s": "dept:old",
        "dept:old": None,
        "dept:new": None,
    }
    assert not_in_popolo(content, DAY) == ["1 PART_OF"]


def test_popolo_is_imported_again_without_loss(tmp_path):
    """Popolo is imported again with the same posts holders and days."""
    content = loaded(
        organisation("post:p in office:west", "person:x holds post:p from 2018-02-01 to 2018-04-01")
    )
    path = tmp_path / "popolo.json"
    path.write_bytes(as_popolo(content, DAY)["popolo.json"])

    done = bring(path, mapping="popolo", day="2018-01-01")

    assert done.edges("HOLDS") == {("person:person:x", "post:post:p", "2018-02-01", "2018-04-01")}
    assert done.edges("POST_IN") == {("post:post:p", "unit:office:west", "2018-01-01", "")}


# -- drawings --------------------------------------------------------------------------------------


def drawn():
    return organisation_of(
        loaded(
            instruction(*HOUSE),
            organisation("office:west under dept:d", "office:west serves region:r", "centre:a in region:r",
                         "post:p in office:west", "post:v in office:west", "post:v vacant",
                         "post:p member of network:n",
                         "post:u in dept:d", "post:u unknown", "person:away holds post:w", "post:w in dept:d",
                         "person:away away from post:w", "person:dep deputises for post:w",
                         "centre:gone exists to 2018-02-01"),
        )
    )  # fmt: skip


def test_mermaid_shows_units_posts_holders_and_vacancies():
    """A drawing in Mermaid shows boxes in boxes posts with holders and what is vacant."""
    content = drawn()
    content.nodes["dept:d"].props["name_en"] = 'A "quoted" <b> #1'

    assert as_mermaid(content, DAY)["graph.mmd"].decode() == (
        'flowchart LR\n'
        '  subgraph n0 ["A #quot;quoted#quot; #lt;b#gt; #35;1"]\n'
        '    subgraph n1 ["office:west"]\n'
        '      n2("post:p<br/>person:p")\n'
        '      n3("post:v<br/>vacant")\n'
        '      style n3 stroke-dasharray: 4 3\n'
        '    end\n'
        '    n4("post:u<br/>holder unknown")\n'
        '    n5("post:w<br/>person:away (away)<br/>deputy: person:dep")\n'
        '  end\n'
        '  n6["network:n"]\n'
        '  subgraph n7 ["region:r"]\n'
        '    n8["centre:a"]\n'
        '  end\n'
        '  n2 -->|"member of"| n6\n'
        '  n1 -->|"serves"| n7\n'
    )  # fmt: skip


def test_a_drawing_in_dot_shows_the_same():
    content = drawn()
    content.nodes["dept:d"].props["name_nb"] = 'D "sitat" \\ strek'

    who = "post:w (nb)\\nperson:away (fraværende)\\nstedfortreder: person:dep"
    told = as_dot(content, ExportOptions(DAY.on, "nb"))["graph.dot"].decode().split("\n")

    assert told[5:] == [
        '  subgraph cluster_0 { label="D \\"sitat\\" \\\\ strek";',
        '    "dept:d" [shape=point, style=invis];',
        '    subgraph cluster_1 { label="office:west (nb)";',
        '      "office:west" [shape=point, style=invis];',
        '      "post:p" [label="post:p (nb)\\nperson:p", style="rounded"];',
        '      "post:v" [label="post:v (nb)\\nubesatt", style="rounded,dashed"];',
        "    }",
        '    "post:u" [label="post:u (nb)\\ninnehaver ukjent", style="rounded"];',
        f'    "post:w" [label="{who}", style="rounded"];',
        "  }",
        '  "network:n" [label="network:n (nb)", style="solid"];',
        '  subgraph cluster_2 { label="region:r (nb)";',
        '    "region:r" [shape=point, style=invis];',
        '    "centre:a" [label="centre:a (nb)", style="solid"];',
        "  }",
        '  "post:p" -> "network:n" [label="medlem av"];',
        '  "office:west" -> "region:r" [label="betjener", ltail=cluster_1, lhead=cluster_2];',
        "}",
        "",
    ]


def test_a_line_of_a_thousand_units_is_drawn_too():
    """Boxes lie no deeper in each other than anybody can see; what is deeper is tied by a line."""
    lines = [f"section:{number} under section:{number + 1}" for number in range(1000)]
    content = organisation_of(loaded(organisation(*lines)))

    told = as_mermaid(content, DAY)["graph.mmd"].decode()

    assert told.count("subgraph") + told.count("part of") + 1 >= 1000
    assert told.count('-->|"part of"|') == 1000 // 41
    assert max(len(line) - len(line.lstrip()) for line in told.split("\n")) == 2 * 41
    assert as_dot(content, DAY)
