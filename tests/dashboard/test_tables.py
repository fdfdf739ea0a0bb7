"""What a table of the dashboard shows of the graph turns no text around, whichever page draws it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from suite.engines import ROOT


def test_a_table_shows_where_a_sign_was():
    def page() -> None:
        from ansvar.dashboard.tables import data_table

        data_table([{"a\u202eb": "Kari \u202e\x07Nordmann", "fte": 0.5, "none": None}])

    at = AppTest.from_function(page).run()

    assert not at.exception
    (table,) = at.dataframe
    assert table.value.to_dict("records") == [
        {"a\ufffdb": "Kari \ufffd\ufffdNordmann", "fte": 0.5, "none": None}
    ]


def test_a_choice_shows_where_a_sign_was():
    def page() -> None:
        from ansvar.dashboard import choices

        choices.select("x", "X", {"1": "Kari\u202e"})
        choices.few_or_many("y", "Y", {"1": "Kari\u202e"})

    at = AppTest.from_function(page).run()

    assert not at.exception
    assert at.selectbox[0].options == ["Kari\ufffd"]
    assert at.button_group[0].proto.options[0].content == "Kari\ufffd"


def test_no_page_draws_a_table_beside_this_one():
    drawing = [
        path.relative_to(ROOT).as_posix()
        for path in Path(ROOT, "dashboard").rglob("*.py")
        if "st.dataframe(" in path.read_text(encoding="utf-8")
    ]
    assert drawing == ["dashboard/tables.py"]
