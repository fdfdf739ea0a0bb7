"""Templates can be imported as they are written, and the schemas say yes to what the program reads."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
import yaml
from suite.engines import ROOT, SEED
from suite.imports import MAPPINGS, bring

from ansvar.graph.errors import QuestionError
from ansvar.graph.imports.filters import FILTERS, REFERS
from ansvar.graph.imports.importer import known_mappings
from ansvar.graph.imports.mapping import read_mapping
from ansvar.graph.imports.sheets import own_sheets
from ansvar.graph.imports.starter import schemas, write_templates


def test_sheets_and_workbook_are_read_back_and_mean_the_same(tmp_path):
    write_templates(tmp_path)

    sheets = bring(tmp_path / "sheets")
    workbook = bring(tmp_path / "organisation.xlsx")

    assert sheets.after.fingerprint() == workbook.after.fingerprint()
    assert sheets.warnings == workbook.warnings == ()
    assert sheets.nodes("Post") == {"post:director", "post:adviser", "post:clerk"}
    assert sheets.nodes("Post", occupancy="unknown") == {"post:clerk"}
    assert sheets.nodes("Person", undisclosed=True) == {"undisclosed:post:adviser"}


def test_a_folder_with_all_templates_reads_each_list_once(tmp_path):
    write_templates(tmp_path)

    done = bring(tmp_path)

    assert all("is read once" in warning.message for warning in done.warnings)
    assert done.nodes("Person", undisclosed=True) == {"undisclosed:post:adviser"}
    assert {"my-agency", "my-agency-yaml"} == done.nodes("Organisation")


def test_nothing_is_written_over_unless_that_is_asked_for(tmp_path):
    write_templates(tmp_path)

    with pytest.raises(QuestionError, match="--force"):
        write_templates(tmp_path)
    assert len(write_templates(tmp_path, force=True)) == 16


def test_the_mapping_to_start_from_reads_an_extract(tmp_path, put):
    write_templates(tmp_path)
    path = put(
        "extract.csv",
        "Position number;Job title;Department;Name;Manager position\n"
        "1;Leder;Øst;Ada;xx\n2;Rådgiver;Øst;vacant;1\n",
    )

    done = bring(path, mapping=str(tmp_path / "mapping.yaml"))

    assert done.edges("REPORTS_TO") == {("post:2", "post:1", "2018-01-01", "")}
    assert len(done.edges("HOLDS")) == 1


def test_the_mapping_that_the_page_shows_is_sound(put):
    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    shown = page.partition("```yaml\n")[2].partition("```")[0]

    mapping = read_mapping(put("mine.yaml", shown))

    assert (mapping.name, list(mapping.sources)) == ("my-extract", ["employees"])


def test_the_page_names_every_mapping_that_is_shipped():
    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")

    assert [m.name for m in known_mappings([MAPPINGS]) if f"| `{m.name}` |" not in page] == []


def test_the_page_names_every_filter(subtests):
    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    for name in (*FILTERS, *REFERS):
        with subtests.test(name):
            assert re.search(rf"`{name}[`:]", page)


def json_like(path):
    """Read YAML as an editor does: dates are texts."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


FILES = [
    *(("organisation", path) for path in sorted((SEED / "organisations").rglob("*.yaml"))),
    *(("instruction", path) for path in sorted((SEED / "instructions").glob("*.yaml"))),
    *(("mapping", path) for path in sorted(MAPPINGS.glob("*.yaml"))),
]


def test_the_schema_of_a_format_accepts_what_the_program_reads(subtests):
    for kind, path in FILES:
        with subtests.test(path.name):
            jsonschema.validate(json_like(path), schemas()[kind])


def test_the_schema_accepts_the_mapping_of_our_sheets():
    """The schema of mappings accepts the one that the program makes for its own sheets."""
    made = own_sheets().model_dump(mode="json", by_alias=True, exclude_none=True)

    jsonschema.validate(made, schemas()["mapping"])


def test_the_schema_refuses_what_the_program_refuses():
    file = {
        "format": "ansvar.organisation/1",
        "key": "k",
        "from": "2018-01-01",
        "posts": [{"key": "p", "nme": "x"}],
    }

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(file, schemas()["organisation"])


def test_every_shipped_mapping_is_sound():
    """Every mapping that is shipped is sound and is called as its file."""
    names = [mapping.name for mapping in known_mappings([MAPPINGS])]

    assert names == ["sheets", *sorted(path.stem for path in MAPPINGS.glob("*.yaml"))]
