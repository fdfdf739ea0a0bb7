"""Names are taken wherever keys are, in both languages; a key goes before a name, and nothing is chosen."""

import datetime as dt

import pytest
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.characters import composed
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.errors import AmbiguousNameError, QuestionError, UnknownNameError
from ansvar.graph.export.excerpt import of_unit
from ansvar.graph.journal.result import journal
from ansvar.graph.letters import fold
from ansvar.graph.load.loader import load_files
from ansvar.graph.names import key_named
from ansvar.queries.catalogue.query import thing, things
from ansvar.queries.check.query import check
from ansvar.queries.coverage.query import coverage
from ansvar.queries.diff.instructions import compare_instructions
from ansvar.queries.duties.query import duties
from ansvar.queries.gaps.query import gaps
from ansvar.queries.trace import trace

ON = dt.date(2018, 6, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mønstervika  Mottak", "monstervika mottak"),
        ("Ærfuglveien", "aerfuglveien"),
        ("Åsgård", "asgard"),
        (composed("A\u030asga\u030ard"), "Åsgård"),
        ("Čáhcesuolu", "cahcesuolu"),
        ("Straße", "STRASSE"),
        ("ﬁnn", "finn"),
    ],
)
def test_names_are_folded_before_they_are_compared(one, other):
    """Names are compared without case accents and Norwegian letters."""
    assert fold(one) == fold(other)


def test_names_of_other_letters_stay_apart():
    assert len({fold(name) for name in ("Bø", "Be", "Bår", "Bær", "Bar2", "Иван", "Иванна")}) == 7


ROWS = (
    {"key": "a", "name_nb": "Vest", "name_en": "West"},
    {"key": "b", "name_nb": "Øst", "name_en": "East"},
    {"key": "c", "name_nb": "Vest", "name_en": "Far west"},
    {"key": "east", "name_nb": "Nord", "name_en": "North"},
    {"key": "d", "name_nb": None, "name_en": None, "citation": "IM 2018-001"},
)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("west", "a"),
        ("ost", "b"),
        ("FAR WEST", "c"),
        ("East", "east"),
        ("nord", "east"),
        ("im 2018-001", "d"),
    ],
)
def test_a_name_stands_for_what_is_called_so(value, key):
    assert key_named("unit", value, ROWS) == key


def test_a_name_of_several_is_refused_with_all_of_them():
    with pytest.raises(AmbiguousNameError) as refused:
        key_named("unit", "vest", ROWS)

    assert refused.value.keys == ("a", "c")
    assert refused.value.exit_code == 2
    assert str(refused.value) == '2 are called "vest" (unit): a, c\n  Give the key of the one you mean.'


def test_a_name_of_nothing_is_refused_with_the_nearest_keys():
    with pytest.raises(UnknownNameError) as refused:
        key_named("unit", "Wst", ROWS)

    assert refused.value.nearest[0] == "a"


# -- every question --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_every_question_takes_names(example, lang):
    """As people write them: without care for case and letters."""
    store = example

    def name(key):
        return fold(thing(store, key, ON, lang).more["node"]["name"])

    centre, office, post, theme, matter = (
        "centre:nord-3", "office:vest", "post:coordinator-fgm", "fgm", "individual-case",
    )  # fmt: skip

    asked = trace(store, name(centre), name(theme), name(matter), ON)
    assert asked.to_json() == trace(store, centre, theme, matter, ON).to_json()
    assert duties(store, name(post), ON).to_json() == duties(store, post, ON).to_json()
    assert thing(store, name(office), ON).to_json() == thing(store, office, ON).to_json()
    assert (
        coverage(store, ON, theme=name(theme), matter=name(matter)).to_json()
        == coverage(store, ON, theme=theme, matter=matter).to_json()
    )
    told = gaps(store, ON, unit=name(office)).to_json()
    assert told == gaps(store, ON, unit=office).to_json()
    assert told["question"]["unit"] == office
    assert journal(store, name(office)).to_json() == journal(store, office).to_json()
    content = snapshot(store.read)
    assert of_unit(content, name(office)).fingerprint() == of_unit(content, office).fingerprint()


@pytest.mark.parametrize("word", ["mottak", "Reception Centre", "receptioncentre", "reception-centre"])
def test_kinds_are_taken_by_what_people_call_them(example, word):
    assert things(example, word, ON).question["kind"] == "ReceptionCentre"


@pytest.mark.slow
def test_an_instruction_is_taken_by_citation_key_or_title(example):
    key = things(example, "instruction", ON).items[0]["key"]
    told = compare_instructions(example, key, key)

    for word in ("im 2018-001", key.upper(), thing(example, key, ON, "nb").more["node"]["name"]):
        assert compare_instructions(example, word, key) == told


def test_a_name_of_several_is_refused_in_every_question(store, tmp_path):
    made = organisation(*WEST, "centre:b in region:r")
    for unit in made["units"]:
        if unit["key"] in ("centre:a", "centre:b"):
            unit["name"] = {"nb": "Vestlia mottak", "en": "Vestlia centre"}
    norm, path = write(tmp_path / "n.yaml", instruction(*HOUSE)), write(tmp_path / "o.yaml", made)
    load_files(store, [norm, path])
    expectations = {
        "format": "ansvar.expectations/1",
        "expect": [
            {"route": {"from": "Vestlia mottak", "theme": "noise", "matter": "case", "reaches": "contact"}}
        ],
    }
    written = write(tmp_path / "e.yaml", expectations)
    questions = (
        lambda: trace(store, "vestlia mottak", "noise", "case", ON),
        lambda: duties(store, "vestlia centre", ON),
        lambda: thing(store, "VESTLIA MOTTAK", ON),
        lambda: gaps(store, ON, unit="Vestlia mottak"),
        lambda: journal(store, "Vestlia mottak"),
        lambda: of_unit(snapshot(store.read), "Vestlia mottak"),
    )

    for question in questions:
        with pytest.raises(AmbiguousNameError) as refused:
            question()
        assert refused.value.keys == ("centre:a", "centre:b")
    (result,) = check(store, written, ON, "nb").results
    several = "Flere heter «Vestlia mottak» (Person / Post / Unit): centre:a, centre:b."
    assert result.result == "unjudged"
    assert result.why == f"{several} Bruk nøkkelen til den som menes."


def test_an_empty_graph_says_so_before_any_name(store):
    with pytest.raises(QuestionError, match="the graph is empty"):
        trace(store, "Vestlia", "noise", "case", ON)
