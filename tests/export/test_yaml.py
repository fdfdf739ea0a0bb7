"""What is exported as YAML and loaded into an empty graph is the same graph, and gives the same export."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from suite import dice as throw
from suite.contents import example, facts, loaded, void, without_void
from suite.houses import norm
from suite.words import HOUSE, WEST, instruction, organisation

from ansvar.graph.characters import composed, has_signs
from ansvar.graph.export.excerpt import of_unit
from ansvar.graph.export.options import ExportOptions
from ansvar.graph.export.yamlfiles import as_yaml, not_in_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from ansvar.graph.content import Content

# what steers its reader is refused by every load, and so is told as lost
LOADED = st.characters(exclude_categories=["Cs"]).filter(lambda sign: not has_signs(sign))
UNHURRIED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)


def through(content: Content, folder: Path) -> tuple[Content, bool]:
    """Write the files, load them into an empty graph, and tell whether they are written the same again."""
    files = as_yaml(content, ExportOptions())
    for old in folder.glob("*.yaml"):
        old.unlink()
    for name, text in files.items():
        (folder / name).write_bytes(text)
    again = loaded(folder)
    return again, as_yaml(again, ExportOptions()) == files


def test_the_example_comes_back_as_it_was(tmp_path):
    content = example()

    again, same = through(content, tmp_path)

    assert again.fingerprint() == content.fingerprint()
    assert same
    assert not_in_yaml(content, ExportOptions()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "instruction-im-2018-001.yaml",
        "organisation-udi-2018.yaml",
    ]


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
@settings(max_examples=60, phases=[Phase.generate], suppress_health_check=UNHURRIED)
def test_any_organisation_comes_back_with_all_its_past(seed, tmp_path):
    """Loaded three times, each time a little different: what ended keeps its periods through an export."""
    dice = random.Random(seed)
    lines, written = throw.organisation(dice), instruction(*throw.norm(dice))
    content = loaded(written, organisation(*lines))
    for day in ("2018-05-01", "2018-08-01"):
        lines = tuple(dict.fromkeys(throw.changed(dice, lines)))
        content = loaded(written, organisation(*lines), before=content, on=day)
    note("\n".join(lines))

    again, same = through(content, tmp_path)

    left = without_void(content)
    assert again.fingerprint() == left.fingerprint()
    assert same
    gone = len(content.nodes) + len(content.edges) - len(left.nodes) - len(left.edges)
    assert len(not_in_yaml(content, ExportOptions())) == gone


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
@settings(max_examples=30, phases=[Phase.generate], suppress_health_check=UNHURRIED)
def test_any_instruction_comes_back_whole(seed, tmp_path):
    """Any instruction comes back with duties numbers and exclusions."""
    dice = random.Random(seed)
    file = norm(
        *throw.norm(dice), exclusions=[("contact", "network"), ("leader", "contact"), ("chief", "contact")]
    )
    for clause in file["clauses"]:
        clause["status"] = dice.choice(["modelled", "pending"])
        clause["reason"] = {"nb": "fordi", "en": "because"}
        clause.update(dice.choice([{}, {"themes": ["light"]}, {"part": "B"}, {"sentence": 2}]))
        if dice.random() < 0.3:
            clause["questions"] = [2, 1]
        duty: dict[str, object] = {
            "bearers": ["contact", "chief"],
            "modality": dice.choice(["may", "must_not"]),
        }
        duties = [duty | dice.choice([{}, {"recurring": True}, {"themes": []}, {"themes": ["light"]}])]
        clause["duties"] = clause.get("duties", []) + duties * dice.randint(0, 2)
    file["questions"] = [
        {"number": n, "text": {"nb": f"s{n}", "en": f"q{n}"}, "reading": {"nb": "slik", "en": "so"}}
        for n in (1, 2)
    ]
    file["matters"][0] |= {"ends": {"nb": "her", "en": "here"}}
    references(file)
    periods(dice, file)
    file["replaces"] = [
        {"document": "Old", "themes": ["light"], "wholly_with": ["Third"], "why": {"nb": "d", "en": "t"}},
        {"document": "Older", "from": "2018-05-01", "clauses": [file["roles"][0]["clauses"][0]]},
    ]
    older = norm(*throw.norm(dice), key="instruction:old", citation="Old")
    content = loaded(file, older)

    again, same = through(content, tmp_path)

    left = without_void(content)
    assert again.fingerprint() == left.fingerprint()
    assert same
    gone = len(content.nodes) + len(content.edges) - len(left.nodes) - len(left.edges)
    assert len(not_in_yaml(content, ExportOptions())) == gone


def periods(dice: random.Random, file: dict[str, Any]) -> None:
    """Let some parts of an instruction hold for a shorter time than the whole."""
    choices: list[dict[str, str]] = [{}, {}, {"to": "2019-01-01"}, {"from": "2018-03-01"}]
    for field in ("themes", "matters", "roles", "questions", "clauses"):
        for part in file[field]:
            part.update(dice.choice(choices))
            for duty in part.get("duties", ()):
                duty.update(dice.choice(choices))
    for field in ("steps", "relations", "exclusions"):
        for part in file[field]:
            part["period"] = dice.choice(choices)


def references(file: dict[str, Any]) -> None:
    """Let what cites a section cite the clause that now has another reference."""
    names = {}
    for clause in file["clauses"]:
        part = f" {clause['part']}" if "part" in clause else ""
        sentence = f" s.{clause['sentence']}" if "sentence" in clause else ""
        names[clause["section"]] = f"{clause['section']}{part}{sentence}"
    for field in ("roles", "steps", "relations", "exclusions"):
        for item in file[field]:
            item["clauses"] = [names[section] for section in item["clauses"]]


@pytest.mark.slow
@given(
    words=st.lists(st.text(LOADED, min_size=1), min_size=8, max_size=8),
    numbers=st.tuples(st.integers(0, 10**9), st.floats(0, 10**6)),
)
@settings(max_examples=150, suppress_health_check=UNHURRIED)
def test_no_text_and_no_number_is_changed_on_the_way(words, numbers, tmp_path):
    said = [composed(word).strip() or "no" for word in words]
    file = organisation("centre:a exists", "post:p in centre:a", "person:x away from post:p to 2018-05-01")
    both = {"nb": said[0], "en": said[1]}
    file["about"] = both
    file["units"][0] |= {
        "name": both,
        "note": both,
        "source": said[2],
        "status": "verified",
        "places": numbers[0],
    }
    file["posts"][0] |= {"email": said[3], "phone": said[4], "fte": numbers[1], "confirmed": "2018-02-01"}
    file["posts"][0]["absences"][0]["reason"] = {"nb": said[5], "en": said[6]}
    file["posts"][0]["holders"][0]["confirmed"] = "2018-02-01"
    file["people"][0]["name"] = said[7]
    content = loaded(file)

    again, same = through(content, tmp_path)

    assert facts(again) == facts(content)
    assert same


@pytest.mark.parametrize(
    "word", ["no", "2018", "2018-01-05", "null", "~", "1e3", "0x1f", "true", "=x", "- a", "a: b", "#"]
)
def test_a_text_that_looks_like_something_else_stays_a_text(word, tmp_path):
    file = organisation("post:p in centre:a")
    file["people"][0]["name"] = word
    content = loaded(file)

    again, same = through(content, tmp_path)

    assert (facts(again), same) == (facts(content), True)


def test_what_was_taken_back_is_left_out_and_told(tmp_path):
    content = loaded(instruction(*HOUSE), organisation(*WEST, "person:new holds post:contact"))
    undone = void(content, "person:new")

    again, _ = through(undone, tmp_path)

    assert not_in_yaml(undone, ExportOptions()) == [
        "Person person:new [2018-01-01, 2018-01-01)",
        "person:new HOLDS post:contact [2018-01-01, 2018-01-01)",
    ]
    assert again.fingerprint() == without_void(undone).fingerprint()


def test_what_an_instruction_dropped_comes_back_with_its_end(tmp_path):
    """What an instruction no longer says comes back with its end.

    A part of a file has a period of its own where it is not that of what it stands in.
    """
    duty = {"duties": [{"bearers": ["chief"], "modality": "shall"}]}
    written = instruction("§1 place is ReceptionCentre", "§2 chief", "§3 place asks chief via line_above")
    written["clauses"][1] |= duty
    written["exclusions"] = [
        {"from": "chief", "to": "place", "clauses": ["2"], "why": {"nb": "n", "en": "e"}}
    ]
    shorter = instruction("§1 place is ReceptionCentre", themes=("noise",))
    content = loaded(shorter, before=loaded(written), on="2019-01-01")

    again, same = through(content, tmp_path)

    assert same
    assert facts(again) == facts(content)
    assert not_in_yaml(content, ExportOptions()) == []


def test_a_bearer_of_before_is_left_out_and_told(tmp_path):
    """The bearers of a duty are a list of roles, so they have no period of their own."""

    def borne(role):
        file = instruction("§1 chief", "§2 leader")
        file["clauses"][0] |= {"duties": [{"bearers": [role], "modality": "shall"}]}
        return file

    content = loaded(borne("leader"), before=loaded(borne("chief")), on="2019-01-01")

    _, same = through(content, tmp_path)

    assert same
    assert not_in_yaml(content, ExportOptions()) == ["chief BEARS duty:t:1 [2018-01-01, 2019-01-01)"]


def test_a_post_of_unknown_holder_keeps_earlier_ones(tmp_path):
    """A post whose holder is unknown keeps those it had before."""
    known = loaded(organisation("person:x holds post:p"))
    content = loaded(organisation("post:p unknown"), before=known, on="2018-06-01")

    again, _ = through(content, tmp_path)

    assert facts(again) == facts(content)
    assert not_in_yaml(content, ExportOptions()) == []


def test_two_organisations_become_two_files_that_name_each_other(tmp_path):
    elsewhere = organisation("post:p in office:west", key="org:a:b") | {"units": []}
    content = loaded(organisation("office:west exists", key="org:a/b"), elsewhere)

    again, same = through(content, tmp_path)

    assert same
    assert facts(again) == facts(content)
    assert sorted(as_yaml(content, ExportOptions())) == ["org-a-b-2.yaml", "org-a-b.yaml"]


def test_facts_about_foreign_things_are_left_out_and_told(tmp_path):
    """What one organisation says of a thing of another is left out and told.

    A file says everything of its own things and nothing of others': a tie stands beside its thing.
    """
    lines = ("office:west under dept:d", "post:p in office:west")
    taken = organisation("office:west exists", key="org:b")
    content = loaded(taken, before=loaded(organisation(*lines)), take_over=True)

    again, same = through(content, tmp_path)

    assert same
    assert not_in_yaml(content, ExportOptions()) == ["office:west PART_OF dept:d [2018-01-01, 9999-12-31)"]
    assert len(again.edges) == len(content.edges) - 1


def test_a_part_of_a_graph_loads_alone(tmp_path):
    """Whom a member stands for may lie outside of the part; the file does not name what it does not have."""
    own = ("post:own in network:n", "post:own member of network:n on behalf of dept:care")
    whole = loaded(instruction(*HOUSE), organisation(*WEST, *own))
    content = of_unit(whole, "network:n")

    again, same = through(content, tmp_path)

    assert same
    assert sorted(again.nodes) == ["network:n", "person:own", "post:own"]
    assert not_in_yaml(content, ExportOptions()) == ["post:own MEMBER_OF network:n [2018-01-01, 9999-12-31)"]


def test_the_files_are_as_short_as_a_person_would_write_them():
    """A link that says nothing more is a bare key, a period is told where it differs."""
    content = loaded(
        instruction(*HOUSE),
        organisation(
            "post:p in office:west as contact", "person:x holds post:p from 2018-03-01 to 2019-01-01"
        ),
    )

    file = yaml.safe_load(as_yaml(content, ExportOptions())["organisation-t.yaml"])

    assert file["posts"] == [
        {
            "key": "post:p",
            "name": {"nb": "post:p (nb)", "en": "post:p"},
            "unit": ["office:west"],
            "fills": ["contact"],
            "holders": [{"person": "person:x", "from": dt.date(2018, 3, 1), "to": dt.date(2019, 1, 1)}],
        }
    ]
