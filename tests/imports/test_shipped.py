"""The mappings that come with the program read real files, and find in them what was counted there."""

from __future__ import annotations

import pytest
from suite.engines import ROOT
from suite.imports import bring

from ansvar.graph.content import Edge

REAL = ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not on this machine")

UK = {
    # body: live posts at both dates, in common, gone, new, moved, in another unit
    "home_office": (110, 117, 78, 32, 39, 7, 16),
    "environment_agency": (163, 153, 120, 43, 33, 18, 1),
}
DAYS = ("2011-03-31", "2011-09-30")


def organogram(body, day, before=None, **how):
    files = [REAL / "uk-organograms" / f"{body}-{day}-{kind}.csv" for kind in ("senior", "junior")]
    return bring(*files, day=day, before=before, **how)


def live(content, day):
    """Give the senior posts (those with a reference) of a day: where each sits, whom it reports to."""
    posts: dict[str, dict[str, set[str]]] = {
        key: {"POST_IN": set(), "REPORTS_TO": set()}
        for key, node in content.nodes.items()
        if node.label == "Post"
        and "code" in node.props
        and node.props["valid_from"] <= day < node.props["valid_to"]
    }
    for edge in content.edges:
        there = edge.props["valid_from"] <= day < edge.props["valid_to"]
        if there and edge.type in ("POST_IN", "REPORTS_TO") and edge.giver in posts:
            posts[edge.giver][edge.type].add(edge.receiver)
    return posts


@pytest.mark.slow
@pytest.mark.parametrize("body", UK)
def test_uk_organograms_of_two_dates_differ_by_what_was_counted(body):
    first = organogram(body, DAYS[0])
    second = organogram(body, DAYS[1], first.after)

    one, two = live(second.after, DAYS[0]), live(second.after, DAYS[1])
    both = one.keys() & two.keys()
    moved = {key for key in both if one[key]["REPORTS_TO"] != two[key]["REPORTS_TO"]}
    elsewhere = {key for key in both if one[key]["POST_IN"] != two[key]["POST_IN"]}
    assert (
        len(one), len(two), len(both), len(one.keys() - two), len(two.keys() - one),
        len(moved), len(elsewhere),
    ) == UK[body]  # fmt: skip
    assert one == live(first.after, DAYS[0])
    assert organogram(body, DAYS[1], second.after).plan.empty


def test_lines_to_dead_posts_are_told_and_posts_kept():
    """Rows that report to a post that no longer exists are told and their posts are kept."""
    done = organogram("home_office", DAYS[1])

    told = [w for w in done.warnings if "no longer exists" in w.message]
    assert len(told) == 8
    assert {w.column for w in told} == {"Reporting Senior Post"}
    assert done.states == {"eliminated": 32, "named": 32, "undisclosed": 84, "vacant": 3}


@pytest.mark.slow
def test_no_full_time_equivalent_is_lost():
    import csv

    path = REAL / "uk-organograms" / f"environment_agency-{DAYS[0]}-junior.csv"
    with path.open(encoding="utf-8") as file:
        total = sum(float(row["Number of Posts in FTE"]) for row in csv.DictReader(file))

    done = organogram("environment_agency", DAYS[0])

    juniors = [n for n in done.after.nodes.values() if n.label == "Post" and "code" not in n.props]
    assert sum(node.props["fte"] for node in juniors) == pytest.approx(total)
    assert {node.props.get("occupancy") for node in juniors} == {"unknown"}


def test_kubernetes_groups_differ_by_what_was_counted():
    """Kubernetes groups of two dates differ by what was counted."""
    first, second = "2024-11-21", "2026-08-18"
    before = bring(REAL / "k8s-sigs" / f"sigs-{first}.yaml", day=first)
    after = bring(REAL / "k8s-sigs" / f"sigs-{second}.yaml", day=second, before=before.after)

    def roles(edges):
        return len([e for e in edges if e.type == "HOLDS" and e.receiver.endswith((":chair", ":tech-lead"))])

    gone, come = ([fact.after for fact in after.plan.some(what)] for what in ("ended", "created"))
    dissolved, new = ([t for t in some if t.head == ["Network"]] for some in (gone, come))
    assert [roles(t for t in some if isinstance(t, Edge)) for some in (gone, come)] == [46, 57]
    assert (len(dissolved), len(new)) == (4, 4)
    assert after.warnings == ()


def test_the_published_turtle_of_test_034_is_read():
    done = bring(REAL / "w3c-csvw-test034" / "result.ttl")

    base = "http://example.org/organization/hefce.ac.uk"
    assert done.mapping == "w3c-org"
    assert {(giver, receiver) for giver, receiver, *_ in done.edges("HOLDS")} == {
        (f"{base}/person/1", f"{base}/post/90115"),
        (f"{base}/person/2", f"{base}/post/90334"),
    }
    assert sorted(receiver for _, receiver, *_ in done.edges("REPORTS_TO")) == [
        f"{base}/post/90115", f"{base}/post/90115", f"{base}/post/90334",
    ]  # fmt: skip
    assert {receiver for _, receiver, *_ in done.edges("POST_IN")} == {base}
    assert len(done.nodes("Post")) == 4


def test_the_tables_of_test_034_give_its_turtle():
    """The tables of test 034 give the same as the published Turtle.

    A mapping of one's own makes the names that the published file has.
    """
    folder = REAL / "w3c-csvw-test034"
    tables = bring(
        *(folder / f"{name}.csv" for name in ("senior-roles", "junior-roles", "organizations")),
        mapping=str(ROOT / "tests" / "imports" / "mappings" / "roles-mapping.yaml"),
    )
    turtle = bring(folder / "result.ttl")

    def shape(done, edge_type):
        named = [
            (giver if giver.startswith("http") else "", receiver)
            for giver, receiver, *_ in done.edges(edge_type)
        ]
        return sorted(named)

    for edge_type in ("HOLDS", "REPORTS_TO", "POST_IN"):
        assert shape(tables, edge_type) == shape(turtle, edge_type)
    assert {n.props["fte"] for n in tables.after.nodes.values() if "fte" in n.props} == {8.67, 0.5}


def test_the_tables_of_test_034_are_recognised():
    done = bring(*sorted((REAL / "w3c-csvw-test034").glob("*.csv")))

    assert done.mapping == "organization-roles"
