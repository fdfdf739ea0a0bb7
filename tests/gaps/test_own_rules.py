"""A user's own rules: asked like those of the house; a broken file is told of and stops nothing."""

from __future__ import annotations

import pytest
from suite.houses import DAY, WHOLE

from ansvar.graph.errors import UnknownNameError
from ansvar.queries.gaps.query import gaps
from ansvar.queries.gaps.rules import SETTING, built_in, read_rule

GOOD = """\
// name: gaps.crowded
// title_en: Units with many posts
// title_nb: Enheter med mange poster
// access: read
// params:
//   on: date -- the day
//   posts: int -- how many are not too many
// returns:
//   subjects: list -- the unit
//   clauses: list -- always empty
//   since: date -- always null
//   unit: str -- the unit
//   many: int -- how many posts
// order: subjects
// example: {on: 2018-06-01, posts: 1}
// severity: low
// of: UNITS
// defaults: {posts: 1}
// why_en: "{unit:name} has {many} posts, more than {posts}."
// why_nb: "{unit:name} har {many} poster, flere enn {posts}."
// remedy_en: "Share them out."
// remedy_nb: "Fordel dem."
//
MATCH (p:Post)-[s:POST_IN]->(u:Unit)
WHERE s.valid_from <= $on AND $on < s.valid_to
WITH u, count(p) AS many
WHERE many > $posts
RETURN [u.key] AS subjects, [] AS clauses, null AS since, u.key AS unit, many AS many
ORDER BY u.key
""".replace("UNITS", "units_and_posts")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a folder with one good rule, named by the setting; more files can be put into it."""
    path = tmp_path / "rules"
    path.mkdir()
    monkeypatch.setenv(SETTING, str(path))
    (path / "crowded.cypher").write_text(GOOD, encoding="utf-8")
    return path


def put(folder, name, *changes, text=GOOD):
    for old, new in (("gaps.crowded", f"gaps.{name}"), *changes):
        assert old in text, old
        text = text.replace(old, new)
    (folder / f"{name}.cypher").write_text(text, encoding="utf-8")


def test_a_rule_of_ones_own_is_asked_with_the_others(folder, world, store):
    world(*WHOLE)

    answer = gaps(store, DAY)

    assert [(f.rule, f.subjects, f.why) for f in answer.findings] == [
        ("crowded", ("dept:head",), "Dept:head has 2 posts, more than 1.")
    ]
    assert answer.problems == ()
    assert [(r.k, r.n) for r in answer.rules if r.rule == "crowded"] == [(1, 10)]


def test_its_threshold_can_be_set(folder, world, store):
    world(*WHOLE)

    assert gaps(store, DAY, rules=["crowded"], settings={"posts": 2}).findings == ()
    assert len(gaps(store, DAY, rules=["crowded"], settings={"crowded.posts": 0}).findings) == 3


def test_it_may_bring_its_own_denominator(folder, world, store):
    (folder / "denominators").mkdir()
    (folder / "denominators" / "mine.cypher").write_text(
        "// name: denominators.mine\n// title_en: units of mine\n// title_nb: mine enheter\n// access: read\n"
        "// params:\n//   on: date -- the day\n// returns:\n//   n: int -- how many\n// order: n\n"
        "// example: {on: 2018-06-01}\n//\n"
        "MATCH (d:Department) WHERE d.valid_from <= $on RETURN count(d) AS n\n",
        encoding="utf-8",
    )
    put(folder, "crowded", ("of: units_and_posts", "of: mine"))
    world(*WHOLE)

    assert [(r.n, r.of) for r in gaps(store, DAY, rules=["crowded"]).rules] == [(2, "units of mine")]


@pytest.mark.parametrize(
    ("name", "changes", "line", "what"),
    [
        ("no_yaml", [("// severity: low", "// severity: [low")], None, "not YAML"),
        ("no_severity", [("// severity: low\n", "")], 1, "lacks severity"),
        ("odd_severity", [("severity: low", "severity: grave")], 16, "grave"),
        ("unknown_of", [("of: units_and_posts", "of: nothing")], 17, "nothing"),
        ("no_subjects", [("//   subjects: list -- the unit\n", "")], 8, "subjects is missing"),
        ("odd_place", [("has {many} posts", "has {lots} posts")], 19, "lots"),
        ("odd_spoken", [("{unit:name} has", "{unit:nave} has")], 19, "nave"),
        ("half_brace", [("has {many} posts", "has {many posts")], 19, "brace"),
        ("no_default", [("defaults: {posts: 1}", "defaults: {}")], 18, "posts has no default"),
        ("odd_default", [("defaults: {posts: 1}", "defaults: {posts: many}")], 18, "whole number"),
        ("writes", [("access: read", "access: write")], 4, "only reads"),
    ],
)  # fmt: skip
def test_a_broken_header_is_told_of_with_file_and_line(name, changes, line, what, folder, world, store):
    put(folder, name, *changes)
    world(*WHOLE)

    answer = gaps(store, DAY)

    (problem,) = answer.problems
    assert problem["file"] == str(folder / f"{name}.cypher")
    assert problem["line"] == line or (line is None and problem["line"] > 0)
    assert what in problem["what"]
    assert {f.rule for f in answer.findings} == {"crowded"}
    assert len(answer.rules) == len(built_in()) + 1


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("no_cypher", [("MATCH (p:Post)", "MATHC (p:Post)")]),
        ("other_columns", [("many AS many\n", "many AS lots\n")]),
        ("no_key", [("[u.key] AS subjects", "[] AS subjects")]),
        ("same_key", [("[u.key] AS subjects", "['x'] AS subjects"), ("many > $posts", "many > $posts - 1")]),
        ("writing", [("WITH u, count(p)", "SET u.name_en = 'x' WITH u, count(p)")]),
    ],
)
def test_an_unusable_statement_is_told_with_its_line(name, changes, folder, world, store, bench):
    """A statement that cannot be used is told of with the line where it begins."""
    put(folder, name, *changes)
    world(*WHOLE)
    before = bench.fingerprint()

    answer = gaps(store, DAY)

    (problem,) = answer.problems
    assert (problem["file"], problem["line"]) == (str(folder / f"{name}.cypher"), 24)
    assert {f.rule for f in answer.findings} == {"crowded"}
    assert bench.fingerprint() == before


def test_all_broken_files_are_told_of_at_once(folder, world, store):
    put(folder, "one", ("severity: low", "severity: grave"))
    put(folder, "two", ("access: read", "access: write"))
    (folder / "three.cypher").write_bytes(b"\xff\xfe not a text")
    world(*WHOLE)

    files = [problem["file"].rsplit("/", 1)[-1] for problem in gaps(store, DAY).problems]

    assert files == ["one.cypher", "three.cypher", "two.cypher"]


def test_a_rule_cannot_take_the_name_of_one_of_the_house(folder, world, store):
    put(folder, "vacant_post")
    world(*WHOLE, "post:chief vacant")

    answer = gaps(store, DAY)

    assert ["built-in" in problem["what"] for problem in answer.problems] == [True]
    assert ("vacant_post", ("post:chief",)) in {(f.rule, f.subjects) for f in answer.findings}


def test_a_file_that_was_corrected_is_read_anew(folder, world, store):
    world(*WHOLE)
    put(folder, "crowded", ("severity: low", "severity: grave"))
    assert len(gaps(store, DAY).problems) == 1

    put(folder, "crowded")

    assert gaps(store, DAY).problems == ()


def test_a_folder_that_is_not_there_is_told_of(world, store, monkeypatch, tmp_path):
    monkeypatch.setenv(SETTING, str(tmp_path / "nowhere"))
    world(*WHOLE)

    answer = gaps(store, DAY)

    assert [problem["line"] for problem in answer.problems] == [0]
    assert len(answer.rules) == len(built_in())


@pytest.mark.parametrize(
    ("asked", "kind", "nearest"),
    [
        ({"rules": ["vacant_posts"]}, "rule", "vacant_post"),
        ({"severity": "hihg"}, "severity", "high"),
        ({"settings": {"dayz": 1}}, "setting", "days"),
        ({"settings": {"vacant_post.days": 1}}, "setting", None),
        ({"unit": "office:wset"}, "unit", "office:west"),
        ({"unit": "post:chief"}, "unit", None),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(asked, kind, nearest, world, store):
    world(*WHOLE)

    with pytest.raises(UnknownNameError) as caught:
        gaps(store, DAY, **asked)

    assert caught.value.kind == kind
    assert caught.value.nearest
    assert nearest is None or caught.value.nearest[0] == nearest


def test_every_variant_of_a_rule_is_explained():
    """Every rule of the house says what each of its variants means.

    Every text of a rule has the same variants, and its prose tells what a row is.
    """
    for rule in built_in():
        variants = {frozenset(texts) for name, texts in rule.texts.items() if name.startswith("why")}
        assert len(variants) == 1, rule.name
        (named,) = variants
        for name, texts in rule.texts.items():
            if name.startswith("remedy") and set(texts) != {""}:
                said = str(rule.statement.header["returns"].get("remedy", ""))
                own = {word.strip(",") for word in said.partition(" -- ")[2].split()} - {"or"}
                assert set(texts) == (own or named), rule.name
        declared = str(rule.statement.header["returns"].get("variant", ""))
        assert named == {""} or all(variant in declared for variant in named), rule.name
        assert rule.statement.prose, rule.name


def test_a_rule_can_be_read_by_itself(folder):
    rule = read_rule(folder / "crowded.cypher", own=True)

    assert (rule.name, rule.severity, rule.defaults, rule.own) == ("crowded", "low", {"posts": 1}, True)
