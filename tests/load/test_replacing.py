"""An instruction that others replace ends by itself: theme by theme, then whole when all are there."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from suite.engines import SEED
from suite.routes import ask
from suite.words import HOUSE, WEST, instruction, organisation, text, write

from ansvar.graph.content import Content
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.errors import DataError
from ansvar.graph.journal.undo import undo
from ansvar.graph.load.loader import load_files, plan_parsed
from ansvar.graph.load.reader import find_files, parse_files

THEMES = ("light", "noise", "smell")
SOON, LATER, LAST = "2018-03-01", "2018-06-01", "2019-01-01"


def old(**of_norm):
    """Give the instruction that is to be replaced, for three themes."""
    return instruction(*HOUSE, key="instruction:old", citation="Old", themes=THEMES, **of_norm)


def new(name, since, *replaces, themes=THEMES):
    """Give a later instruction that only says what it replaces."""
    file = instruction(
        "§1 other is Ministry", key=f"instruction:{name.lower()}", citation=name, themes=themes, since=since
    )
    return file | {"replaces": list(replaces)}


ONE = new("One", SOON, {"document": "Old", "themes": ["noise"], "wholly_with": ["Two", "Three"]})
TWO = new("Two", LATER, {"document": "Old", "themes": ["light"], "wholly_with": ["One", "Three"]})
THREE = new("Three", LAST)


def loaded(current, folder, *files, day="2018-01-01"):
    """Give the content after a load into a graph that is held in memory."""
    return planned(current, folder, *files, day=day).applied_to(current)


def planned(current, folder, *files, day="2018-01-01"):
    """Give what a load into such a graph would do."""
    paths = [write(folder / f"{number}.yaml", file) for number, file in enumerate(files)]
    return plan_parsed(current, parse_files(paths), date.fromisoformat(day))


def ends(content, key="instruction:old"):
    """Give the last day plus one of an instruction, and of each of its themes."""
    themes = {
        e.receiver: e.props["valid_to"]
        for e in content.edges
        if e.type == "REGULATES" and e.giver == key and content.nodes[e.receiver].label == "Theme"
    }
    return content.nodes[key].props["valid_to"], themes


def step_themes(content, day, key="instruction:old"):
    """Give for each step of an instruction the themes that it is for on a day."""
    return {
        (e.giver, e.receiver, e.props["step"]): set(e.props["themes"])
        for e in content.edges
        if e.type == "MAY_ESCALATE_TO"
        and e.props["stated_by"] == key
        and e.props["valid_from"] <= day < e.props["valid_to"]
    }


# -- what ends, and when -----------------------------------------------------------------------------


def test_the_whole_ends_with_its_last_successor(tmp_path):
    """A part ends at once and the whole only when the last one is there.

    A condition may name documents that are still to come.
    """
    content = Content()
    seen = []
    for file in (old(), ONE, TWO, THREE):
        content = loaded(content, tmp_path, file)
        seen.append(ends(content))

    open_end = "9999-12-31"
    assert seen == [
        (open_end, {"light": open_end, "noise": open_end, "smell": open_end}),
        (open_end, {"light": open_end, "noise": SOON, "smell": open_end}),
        (open_end, {"light": LATER, "noise": SOON, "smell": open_end}),
        (LAST, {"light": LATER, "noise": SOON, "smell": LAST}),
    ]


def test_a_step_goes_on_for_the_themes_that_are_left(tmp_path):
    content = loaded(Content(), tmp_path, old(), ONE, TWO, THREE)

    on_each_day = [
        {frozenset(themes) for themes in step_themes(content, day).values()}
        for day in ("2018-02-28", "2018-03-01", "2018-05-31", "2018-06-01", "2018-12-31", "2019-01-01")
    ]

    assert on_each_day == [
        {frozenset(THEMES)}, {frozenset({"light", "smell"})}, {frozenset({"light", "smell"})},
        {frozenset({"smell"})}, {frozenset({"smell"})}, set(),
    ]  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_the_order_of_loading_does_not_matter(tmp_path, order):
    files = [old(), ONE, TWO, THREE]
    at_once = loaded(Content(), tmp_path, *files)

    content = Content()
    for number in order:
        content = loaded(content, tmp_path, files[number])

    assert content.fingerprint() == at_once.fingerprint()


def test_duties_clauses_and_roles_end_with_what_they_rest_on(tmp_path):
    file = old()
    file["clauses"] += [
        {
            "section": section, "text": text(section), "status": "modelled", "themes": [*themes],
            "duties": [{"bearers": ["chief"], "modality": "shall", "themes": [*themes]}],
        }
        for section, themes in (("20", ["noise"]), ("21", ["light", "noise"]))
    ]  # fmt: skip
    file["roles"].append({"key": "noise-warden", "name": text("warden"), "clauses": ["20"]})
    file["exclusions"] = [{"from": "chief", "to": "leader", "clauses": ["20"], "why": text("no")}]

    content = loaded(Content(), tmp_path, file, ONE, TWO)

    until = {
        key: node.props["valid_to"]
        for key, node in content.nodes.items()
        if key in ("Old §1", "Old §20", "Old §21", "duty:old:20", "duty:old:21")
    }
    assert until == {
        "Old §1": "9999-12-31", "Old §20": SOON, "Old §21": LATER, "duty:old:20": SOON, "duty:old:21": LATER
    }  # fmt: skip
    told = {
        (e.type, e.giver, e.receiver): e.props["valid_to"]
        for e in content.edges
        if e.type in ("HAS_CLAUSE", "SET_OUT_IN", "BEARS", "DEFINES", "EXCLUDES")
        and e.props["valid_to"] != "9999-12-31"
    }
    assert told == {
        ("HAS_CLAUSE", "instruction:old", "Old §20"): SOON,
        ("HAS_CLAUSE", "instruction:old", "Old §21"): LATER,
        ("SET_OUT_IN", "duty:old:20", "Old §20"): SOON,
        ("SET_OUT_IN", "duty:old:21", "Old §21"): LATER,
        ("BEARS", "chief", "duty:old:20"): SOON,
        ("BEARS", "chief", "duty:old:21"): LATER,
        ("DEFINES", "instruction:old", "noise-warden"): SOON,
        ("EXCLUDES", "chief", "leader"): SOON,
    }


def test_a_single_successor_replaces_the_whole_at_once(tmp_path):
    """Without themes and without others the whole is replaced at once."""
    content = loaded(Content(), tmp_path, old(), new("One", SOON, {"document": "Old"}))

    assert ends(content) == (SOON, dict.fromkeys(THEMES, SOON))
    assert step_themes(content, SOON) == {}


def test_a_part_alone_never_replaces_the_whole(tmp_path):
    content = loaded(Content(), tmp_path, old(), new("One", SOON, {"document": "Old", "themes": ["noise"]}))

    assert ends(content) == ("9999-12-31", {"light": "9999-12-31", "noise": SOON, "smell": "9999-12-31"})


def test_what_the_file_itself_ends_before_stays_so(tmp_path):
    content = loaded(Content(), tmp_path, old() | {"to": "2018-02-01"}, ONE, TWO, THREE)

    assert ends(content) == ("2018-02-01", dict.fromkeys(THEMES, "2018-02-01"))


def test_a_document_that_nobody_has_loaded_is_named_all_the_same(tmp_path):
    content = loaded(Content(), tmp_path, ONE)

    named = {key for key, node in content.nodes.items() if node.label == "Document"}
    assert named == {"One", "Old", "Two", "Three"}
    told = [(e.type, e.giver, e.receiver) for e in content.edges if e.receiver in named]
    assert told == [("ISSUED_AS", "instruction:one", "One"), ("REPLACES", "instruction:one", "Old")]


# -- loading again -----------------------------------------------------------------------------------


def test_loading_again_changes_nothing(tmp_path):
    files = [old(), ONE, TWO, THREE]
    content = loaded(Content(), tmp_path, *files)

    for some in ([files[0]], [files[1]], files[1:], files):
        assert planned(content, tmp_path, *some).empty, some


def test_a_later_replacement_asks_for_the_old_file(tmp_path):
    """A replacement that comes later after all asks for the old file.

    What had ended would come back, and only its own file can say what that is.
    """
    content = loaded(Content(), tmp_path, old(), ONE, TWO, THREE)
    moved = THREE | {"from": "2019-05-01"}

    with pytest.raises(DataError) as refused:
        loaded(content, tmp_path, moved)
    together = loaded(content, tmp_path, moved, old())

    assert [(p.message, p.hint) for p in refused.value.problems] == [
        (
            'according to these files, "instruction:old" ends later than in the graph',
            "Load the file of that instruction together with these, so that it is clear what applies again.",
        )
    ]
    assert ends(together) == ("2019-05-01", {"light": LATER, "noise": SOON, "smell": "2019-05-01"})


# -- what is refused ---------------------------------------------------------------------------------


def test_a_document_cannot_replace_itself(tmp_path):
    """A document cannot replace itself and unknown themes are named."""
    files = [
        old(),
        new("One", SOON, {"document": "One"}, {"document": "Old", "themes": ["noize"]}),
        new("Two", SOON, {"document": "Old", "wholly_with": ["Two"]}),
    ]

    with pytest.raises(DataError) as refused:
        loaded(Content(), tmp_path, *files)

    assert [(p.file.rsplit("/", 1)[-1], p.message, p.hint) for p in refused.value.problems] == [
        ("1.yaml", "a document cannot replace itself", "Name the other document."),
        (
            "1.yaml",
            'takes over: there is no Theme "noize" in these files or in the graph',
            'Nearest: "noise". Correct the key or add it.',
        ),
        ("2.yaml", "a document cannot replace itself", "Name the other document."),
    ]


# -- any world ---------------------------------------------------------------------------------------

DAYS = ("2018-02-01", "2018-03-01", "2018-04-01", "2018-05-01")
SETS = st.lists(st.sampled_from(THEMES), unique=True, min_size=1)


@st.composite
def worlds(draw):
    """Draw up to three later instructions with what each replaces; some named ones never come."""
    names = draw(st.lists(st.sampled_from(("One", "Two", "Three")), unique=True, min_size=1))
    files = []
    for name in names:
        part = {"document": "Old"}
        if draw(st.booleans()):
            part["themes"] = draw(SETS)
        others = draw(st.lists(st.sampled_from(sorted({"One", "Two", "Three"} - {name})), unique=True))
        if others:
            part["wholly_with"] = others
        files.append(new(name, draw(st.sampled_from(DAYS)), *([part] if draw(st.booleans()) else [])))
    return files


def in_force(files, theme, day):
    """Say by the definition, without any period, whether the old instruction counts for a theme on a day."""
    here = {file["citation"]: file for file in files if file["from"] <= day}
    for file in here.values():
        for part in file["replaces"]:
            others = part.get("wholly_with", [])
            if theme in part.get("themes", []):
                return False
            if all(name in here for name in others) and ("themes" not in part or others):
                return False
    return True


@pytest.mark.slow
@given(worlds(), st.randoms(use_true_random=False))
def test_the_old_instruction_counts_for_themes_left_to_it(tmp_path_factory, files, dice):
    """On every day the old instruction counts for the themes that nobody has taken over."""
    folder = tmp_path_factory.mktemp("world")
    order = [old(), *files]
    dice.shuffle(order)
    content = Content()
    for file in order:
        content = loaded(content, folder, file)

    for day in ("2018-01-01", *DAYS):
        expected = {theme for theme in THEMES if in_force(files, theme, day)}
        _, until = ends(content)
        assert {theme for theme, end in until.items() if day < end} == expected
        assert {frozenset(themes) for themes in step_themes(content, day).values()} == (
            {frozenset(expected)} if expected else set()
        )


# -- in a graph --------------------------------------------------------------------------------------


def test_routes_follow_the_instruction_that_counts_on_the_day(store, tmp_path):
    """Asked for every day and theme, with the instructions coming one after the other."""
    load_files(store, [write(tmp_path / "o.yaml", organisation(*WEST)), write(tmp_path / "old.yaml", old())])
    for number, file in enumerate((ONE, TWO, THREE)):
        load_files(store, [write(tmp_path / f"{number}.yaml", file)])

    seen = {
        theme: [
            ask(store, "centre:a", theme, "case", day).status for day in ("2018-02-28", SOON, LATER, LAST)
        ]
        for theme in THEMES
    }

    assert seen == {
        "noise": ["whole", "not_said", "not_said", "not_applicable"],
        "light": ["whole", "whole", "not_said", "not_applicable"],
        "smell": ["whole", "whole", "whole", "not_applicable"],
    }


def test_undoing_the_last_one_brings_the_rest_back(store, tmp_path):
    load_files(store, [write(tmp_path / "o.yaml", organisation(*WEST)), write(tmp_path / "old.yaml", old())])
    load_files(store, [write(tmp_path / "1.yaml", ONE), write(tmp_path / "2.yaml", TWO)])
    before = ends(snapshot(store.read))
    number = load_files(store, [write(tmp_path / "3.yaml", THREE)]).change_set

    undo(store, number)

    assert ends(snapshot(store.read)) == before
    assert ask(store, "centre:a", "smell", "case", LAST).status == "whole"


def test_the_shipped_old_instruction_ends_with_the_third():
    """The shipped earlier instruction is in force in part until the third successor.

    IM 2014-008: its amendment note names three successors; the last of them is of 23 August 2019.
    """
    files = parse_files(find_files([SEED / "instructions", SEED / "organisations", SEED / "earlier"]))
    content = plan_parsed(Content(), files).applied_to(Content())

    whole, themes = ends(content, "instruction:im-2014-008")

    assert whole == "2019-08-23"
    assert themes == {
        "forced-marriage": "2018-01-05", "violence": "2018-01-05", "fgm": "2018-01-05",
        "human-trafficking": "2018-02-20", "international-case-law": "2019-08-23",
    }  # fmt: skip
