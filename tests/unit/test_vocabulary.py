"""Names and values as people are told them."""

from __future__ import annotations

import pytest

from ansvar.queries.vocabulary import begun, in_sentence

TOLD = {
    "Asylum Department": "the Asylum Department",
    "Norwegian Directorate of Immigration": "the Norwegian Directorate of Immigration",
    "Network against Violence": "the Network against Violence",
    "The Example Agency": "The Example Agency",
    "Regional office Nord": "Regional office Nord",
    "Finance": "Finance",
    "Unit 5": "Unit 5",
    "X's representative in the Network": "X's representative in the Network",
    "department with overall responsibility": "department with overall responsibility",
    "report to the Department": "report to the Department",
}


@pytest.mark.parametrize(("name", "told"), TOLD.items())
def test_a_unit_has_its_article_in_an_english_sentence(name: str, told: str) -> None:
    assert in_sentence("en", name) == told
    assert in_sentence("nb", name) == name


def test_a_sentence_begins_with_a_capital_letter() -> None:
    assert [begun(told) for told in ("the Unit lacks it", "ærlig", "", "1 of 2")] == [
        "The Unit lacks it",
        "Ærlig",
        "",
        "1 of 2",
    ]
