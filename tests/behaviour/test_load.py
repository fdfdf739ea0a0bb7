"""Loading: twice is once, what is gone has ended, and nobody speaks for another."""

import datetime as dt

import pytest
from suite.engines import EXAMPLE
from suite.routes import ask, keys, told
from suite.words import HOUSE, WEST, instruction, organisation, without, write

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.errors import DataError
from ansvar.graph.load.loader import load_files

DAY = dt.date(2018, 6, 1)
CONTACT = "post:contact in office:west as contact"


def counted(report):
    return (report.created, report.changed, report.ended, report.left)


def node(store, key):
    return snapshot(store.read).nodes[key]


def periods(store, edge_type, giver, receiver):
    """Give the periods of the edges of one type between two nodes, in order."""
    return sorted(
        (edge.props["valid_from"], edge.props["valid_to"])
        for edge in snapshot(store.read).edges
        if (edge.type, edge.giver, edge.receiver) == (edge_type, giver, receiver)
    )


# -- again ---------------------------------------------------------------------------------------------------


def test_loading_the_example_again_changes_nothing(bench):
    store = bench.empty()
    first = load_files(store, EXAMPLE)
    read_back = bench.fingerprint()

    again = load_files(store, EXAMPLE)

    assert counted(first) == (first.created, 0, 0, 0)
    assert counted(again) == (0, 0, 0, first.created)
    assert (again.fingerprint, again.derived) == (first.fingerprint, first.derived)
    assert bench.fingerprint() == read_back == first.fingerprint


def test_the_fingerprint_ignores_order_and_number_of_loads(bench, tmp_path):
    """The order and the number of loads do not show in the fingerprint.

    First the instruction and then the organisation is the same graph as both at once.
    """
    norm = write(tmp_path / "norm.yaml", instruction(*HOUSE))
    west = write(tmp_path / "west.yaml", organisation(*WEST))

    at_once = load_files(bench.empty(), [west, norm]).fingerprint
    store = bench.empty()
    load_files(store, [norm])
    one_by_one = load_files(store, [west]).fingerprint

    assert one_by_one == at_once == bench.fingerprint()


def test_a_change_and_its_opposite_lead_back_to_the_same_graph(bench, org):
    """Derived edges are worked out from what is there, not from what was there before."""
    first = org(*WEST).fingerprint

    changed = org(*without(WEST, CONTACT), "post:contact in office:west as contact from 2018-02-01")
    back = org(*WEST)

    assert changed.fingerprint != first
    assert back.fingerprint == first == bench.fingerprint()


def test_a_small_change_derives_what_a_fresh_load_does(bench, org):
    """What a small change derives is what a fresh load derives.

    Re-derivation sees facts only: the edges that the last load derived must not count as facts.
    """
    org(*WEST)
    step_by_step = org(*WEST, "centre:b in region:r").fingerprint
    bench.empty()

    at_once = org(*WEST, "centre:b in region:r").fingerprint

    assert step_by_step == at_once
    assert bench.fingerprint() == at_once


def test_a_relation_cannot_rest_on_another_relation(store, org):
    """All are worked out at once: it would see those of the load before, and find nothing in the first."""
    norm = (*HOUSE, "§14 place INFORMS contact via follows_up")

    with pytest.raises(DataError) as caught:
        org(*WEST, norm=norm)

    [problem] = caught.value.problems
    assert problem.message == 'a relation cannot go via "follows_up", which rests on other relations'
    assert "Use one of " in problem.hint
    assert '"serves"' in problem.hint
    assert '"guided_by"' not in problem.hint


# -- what is gone --------------------------------------------------------------------------------------------


def test_what_a_file_no_longer_states_ends_on_the_given_day(store, org):
    org(*WEST, "centre:b in region:r")

    report = org(*WEST, ended_on=DAY)

    assert counted(report)[:3] == (0, 0, 2)  # the centre and its place in the region
    assert node(store, "centre:b").props["valid_to"] == "2018-06-01"
    assert periods(store, "LOCATED_IN", "centre:b", "region:r") == [("2018-01-01", "2018-06-01")]
    assert keys(ask(store, "centre:b", "noise", "case", "2018-05-31"))


def test_a_fact_ends_today_unless_another_day_is_given(store, org):
    org(*WEST, "centre:b in region:r")

    org(*WEST)

    assert node(store, "centre:b").props["valid_to"] == dt.datetime.now(tz=dt.UTC).date().isoformat()


def test_facts_of_another_organisation_need_take_over(store, org, tmp_path):
    """What another organisation states is refused until it is taken over."""
    org(*WEST)
    before = snapshot(store.read)
    other = write(tmp_path / "other.yaml", organisation("dept:care code CARE", key="org:b"))

    with pytest.raises(DataError, match=r'"dept:care" is stated by "organisation:t" in the graph.* "org:b"'):
        load_files(store, [other])
    assert snapshot(store.read).nodes == before.nodes

    load_files(store, [other], take_over=True)
    assert node(store, "dept:care").props["stated_by"] == "org:b"


def test_loading_without_it_again_ends_nothing_again(store, org):
    org(*WEST, "centre:b in region:r")
    org(*WEST, ended_on=DAY)

    again = org(*WEST, ended_on=dt.date(2019, 1, 1))

    assert counted(again)[:3] == (0, 0, 0)
    assert node(store, "centre:b").props["valid_to"] == "2018-06-01"


def test_what_comes_back_is_changed_and_not_there_twice(bench, org):
    first = org(*WEST, "centre:b in region:r")
    org(*WEST, ended_on=DAY)

    back = org(*WEST, "centre:b in region:r")

    assert counted(back)[:3] == (0, 2, 0)
    assert back.fingerprint == first.fingerprint == bench.fingerprint()


def test_who_comes_back_later_keeps_the_time_before(store, org):
    """She left in June and holds the post again since September: in May it was hers, in July nobody's."""
    org(*WEST, "person:x holds post:contact")
    org(*WEST, "post:contact vacant", ended_on=DAY)

    org(*WEST, "person:x holds post:contact from 2018-09-01")

    assert periods(store, "HOLDS", "person:x", "post:contact") == [
        ("2018-01-01", "2018-06-01"),
        ("2018-09-01", "9999-12-31"),
    ]
    days = ("2018-05-01", "2018-07-01", "2018-10-01")
    states = {day: ask(store, "centre:a", "noise", "case", day).steps[0].state for day in days}
    assert states == {"2018-05-01": "filled", "2018-07-01": "vacant", "2018-10-01": "filled"}


def test_a_corrected_beginning_leaves_no_wrong_one_behind(store, org):
    org(*WEST, "person:x holds post:contact")

    report = org(*WEST, "person:x holds post:contact from 2018-02-01")

    assert counted(report)[:3] == (0, 1, 0)
    assert periods(store, "HOLDS", "person:x", "post:contact") == [("2018-02-01", "9999-12-31")]


def test_a_property_that_is_no_longer_stated_is_gone(store, org):
    org(*WEST, "office:west code WEST")

    org(*WEST)

    assert "code" not in node(store, "office:west").props


def test_an_ended_post_is_on_no_route_from_that_day_on(store, org):
    org(*WEST)

    org(*without(WEST, CONTACT), ended_on=DAY)

    assert told(ask(store, "centre:a", "noise", "case", "2018-05-31"))[1].startswith("post:contact ")
    assert told(ask(store, "centre:a", "noise", "case", "2018-06-01")) == (
        "fallback",
        "post:expert* network:n post:leader",
        ["contact missing: post:expert"],
    )


# -- several files, several sources --------------------------------------------------------------------------


def test_several_files_with_one_key_are_one_organisation(store, tmp_path):
    """People stand in one file and posts in another; loading one without the other ends the other's facts."""
    norm = write(tmp_path / "norm.yaml", instruction(*HOUSE))
    whole = organisation(*WEST)
    people = {key: whole[key] for key in ("format", "key", "from", "people")}
    rest = {key: value for key, value in whole.items() if key != "people"}
    files = [write(tmp_path / "people.yaml", people), write(tmp_path / "rest.yaml", rest)]

    report = load_files(store, [norm, *files])
    again = load_files(store, files[::-1])

    assert report.files == 3
    assert counted(again)[:3] == (0, 0, 0)
    assert told(ask(store, "centre:a", "noise", "case"))[0] == "whole"


def test_a_folder_stands_for_all_its_files(store, tmp_path):
    (tmp_path / "below").mkdir()
    write(tmp_path / "norm.yml", instruction(*HOUSE))
    write(tmp_path / "below" / "west.yaml", organisation(*WEST))
    (tmp_path / "README.md").write_text("not a data file", encoding="utf-8")

    assert load_files(store, [tmp_path]).files == 2


def test_loading_one_organisation_leaves_another_one_alone(store, org, tmp_path):
    org(*WEST)
    other = organisation("centre:z in region:z", key="organisation:z")

    report = load_files(store, [write(tmp_path / "z.yaml", other)])

    assert (report.changed, report.ended) == (0, 0)
    assert told(ask(store, "centre:a", "noise", "case"))[0] == "whole"


def test_two_organisations_can_state_one_fact(store, org, tmp_path):
    """Two organisations can state the same fact and one can let go of it.

    Both say that somebody holds a post; the fact stays as long as one of them says so.
    """
    org(*WEST, "person:x holds post:contact")
    other = organisation(key="organisation:z")
    other["posts"] = [{"key": "post:z", "name": {"nb": "z", "en": "z"}, "deputies": [{"person": "person:x"}]}]
    path = write(tmp_path / "z.yaml", other)
    load_files(store, [path])
    other["posts"] = []
    write(path, other)

    report = load_files(store, [path], ended_on=DAY)

    assert report.ended == 2
    assert periods(store, "HOLDS", "person:x", "post:contact") == [("2018-01-01", "9999-12-31")]


def test_an_instruction_can_be_loaded_alone(store, tmp_path):
    norm = write(tmp_path / "norm.yaml", instruction(*HOUSE))

    report = load_files(store, [norm])

    assert report.derived == 0
    assert {node.label for node in snapshot(store.read).nodes.values()} == {
        "Instruction", "Document", "Clause", "Role", "Theme", "MatterKind",
    }  # fmt: skip


def test_roles_that_no_instruction_defines_are_refused(store, tmp_path):
    """An organisation whose roles no instruction defines is refused.

    The instruction comes first, or with it: a post cannot fill a role that is not there.
    """
    west = write(tmp_path / "west.yaml", organisation(*WEST))

    with pytest.raises(DataError) as caught:
        load_files(store, [west])

    assert {problem.message for problem in caught.value.problems} == {
        f'post:{name} FILLS {name}: there is no Role "{name}" in these files or in the graph'
        for name in ("contact", "expert", "leader", "chief")
    }
    assert snapshot(store.read).nodes == {}


def test_an_instruction_that_changes_changes_the_routes(store, org):
    org(*WEST)
    norm = tuple(line for line in HOUSE if not line.startswith("§13"))

    org(*WEST, norm=norm, ended_on=DAY)

    assert keys(ask(store, "centre:a", "noise", "principle", "2018-05-31"))[-1] == "post:chief"
    assert keys(ask(store, "centre:a", "noise", "principle", "2018-06-01"))[-1] == "post:leader"


def test_two_instructions_can_share_themes_and_roles(store, tmp_path):
    """Words belong to nobody: a route goes on from one instruction into the other."""
    further = ("§1 chief", "§2 watch", "§3 chief asks watch via line_above")
    files = [
        write(tmp_path / "one.yaml", instruction(*HOUSE)),
        write(tmp_path / "other.yaml", instruction(*further, key="instruction:u", citation="U")),
        write(tmp_path / "west.yaml", organisation(*WEST, "post:watch in dept:head as watch")),
    ]

    load_files(store, files)

    route = ask(store, "centre:a", "noise", "principle")
    assert keys(route)[-2:] == ["post:chief", "post:watch"]
    assert route.steps[-1].clauses == ("U §3",)


def test_two_names_for_one_theme_are_refused(store, tmp_path):
    """Two instructions that name a theme differently are refused."""
    other = instruction("§1 watch", key="instruction:u", citation="U")
    other["themes"][0]["name"]["en"] = "din"
    files = [write(tmp_path / "a.yaml", instruction(*HOUSE)), write(tmp_path / "b.yaml", other)]

    with pytest.raises(DataError) as caught:
        load_files(store, files)

    assert [p.message for p in caught.value.problems] == ['"noise" is stated twice, and differently']


@pytest.mark.parametrize("part", ["themes", "matters", "roles"])
def test_a_later_file_cannot_rename_a_word_of_another(store, org, tmp_path, part):
    """An instruction that is loaded keeps its names, whatever a file that comes later calls the same key."""
    org(*WEST)
    other = instruction("§1 expert", key="instruction:u", citation="U")
    word = other[part][0]
    word["name"] = {"nb": "noe annet", "en": word["name"]["en"]}
    before = snapshot(store.read).fingerprint()

    with pytest.raises(DataError) as caught:
        load_files(store, [write(tmp_path / "other.yaml", other)])

    (problem,) = caught.value.problems
    key = word["key"]
    assert problem.message == (
        f'"{key}" is called "{key} (nb)" by "instruction:t" in the graph, not "noe annet"'
    )
    assert snapshot(store.read).fingerprint() == before


def test_an_instruction_can_correct_a_name_of_its_own(store, org, tmp_path):
    org(*WEST)
    mine = instruction(*HOUSE)
    mine["themes"][0]["name"]["en"] = "din"

    load_files(store, [write(tmp_path / "norm.yaml", mine)])

    assert snapshot(store.read).nodes["noise"].props["name_en"] == "din"


def test_a_word_known_as_something_else_is_refused(store, org, tmp_path):
    """A word that the graph knows as something else is refused.

    A theme cannot have the key of a unit: the graph would hold one thing with two meanings.
    """
    org(*WEST)
    other = instruction("§1 watch", key="instruction:u", citation="U", themes=("office:west",))

    with pytest.raises(DataError) as caught:
        load_files(store, [write(tmp_path / "other.yaml", other)])

    assert '"office:west" is a RegionalOffice in the graph, not a Theme' in str(caught.value)


def test_progress_is_told_while_loading(store, tmp_path):
    said: list[str] = []

    load_files(store, [write(tmp_path / "norm.yaml", instruction(*HOUSE))], tell=said.append)

    assert said[0] == "reading files"
    assert "writing" in said
