"""Rules about the shape of an organisation, its routes and what is written: each finds its own fault only."""

from __future__ import annotations

import datetime as dt

from suite.houses import WHOLE, changed, norm
from suite.words import HOUSE, without

# -- the shape of it -----------------------------------------------------------------------------------


def test_what_belongs_nowhere_hangs_loose(world, told):
    world(*WHOLE, "section:lost exists from 2018-02-02", "post:lost fills chief", "section:left exists",
          "section:left under dept:head to 2018-05-05", "partner:p exists")  # fmt: skip

    assert {f.subjects: (f.since, f.clauses) for f in told("hanging_loose")} == {
        ("post:lost",): ("2018-01-01", ("T §6",)),
        ("section:left",): ("2018-05-05", ()),
        ("section:lost",): ("2018-02-02", ()),
    }


def test_a_post_in_a_unit_that_is_no_more_hangs_loose(world, told):
    world(*WHOLE, "section:s under dept:head", "section:s exists to 2018-05-05", "post:p in section:s")

    assert [(f.subjects, f.since) for f in told("hanging_loose")] == [(("post:p",), "2018-05-05")]


def test_tops_places_and_networks_do_not_hang_loose(world, find):
    """A top a served place and a network with members do not hang loose."""
    world(
        *without(WHOLE, "network:n under dept:head"), "centre:b -> office:west", "section:s under dept:head"
    )

    assert find("hanging_loose") == set()


def test_a_post_that_sits_elsewhere_than_the_instruction_says(world, told):
    world(
        *changed(("post:chief in dept:head as chief", "post:chief in office:west as chief from 2018-03-03"))
    )

    assert [(f.subjects, f.since, f.unit, f.clauses) for f in told("misplaced_post")] == [
        (("post:chief", "chief"), "2018-03-03", "office:west", ("T §6",))
    ]


def test_a_post_deep_under_the_unit_sits_in_it(world, find):
    world(*changed(("post:chief in dept:head as chief", "post:chief in section:s as chief")),
          "section:s under section:t", "section:t under dept:head")  # fmt: skip

    assert find("misplaced_post") == set()


def test_matters_that_go_round_are_a_circle(world, told):
    world(*WHOLE, written=norm(*HOUSE, "§14 leader asks expert via same_network for case about light"))
    (finding,) = told("circle")

    assert finding.subjects == ("network:n", "post:leader", "post:expert")
    assert finding.clauses == ("T §11", "T §12", "T §14")
    assert (finding.unit, finding.since, finding.severity) == ("network:n", "2018-01-01", "high")
    assert "light" in finding.why


def test_a_step_that_is_only_another_lawful_way_closes_no_circle(world, find):
    world(*WHOLE, written=norm(*HOUSE, "§14 leader may ask expert via same_network"))

    assert find("circle") == set()


# -- routes --------------------------------------------------------------------------------------------


def test_stopped_routes_are_one_finding_for_each_place(world, told):
    """Routes that stop are one finding for each place where they stop."""
    lines = without(WHOLE, "person:deputy-leader deputises for post:leader")
    world(*lines, "centre:b in region:r", "post:leader vacant since 2018-04-04")
    (finding,) = told("route_stops")

    assert (finding.subjects, finding.since) == (("network:n", "leader"), "2018-04-04")
    assert (finding.clauses, finding.unit) == (("T §5",), "network:n")
    assert "places: 3" in finding.why  # two centres, and the network itself


def test_a_route_that_a_deputy_carries_on_does_not_stop(world, told):
    world(*WHOLE, "post:leader vacant since 2018-04-04")

    assert told("route_stops") == ()


def test_from_places_that_nobody_serves_no_route_begins(world, find):
    written = norm(*(line for line in HOUSE if "may ask" not in line))
    world(*WHOLE, "centre:lost exists", written=written)

    assert find("route_stops") == {("route_stops", "centre:lost", "contact")}


def test_a_long_route_is_found_when_it_is_longer_than_asked_for(world, told):
    world(*WHOLE)

    assert told("long_route") == ()
    findings = told("long_route", settings={"steps": 4})
    assert [f.subjects for f in findings] == [
        ("post:contact", "post:expert", "network:n", "post:leader", "post:chief")
    ]
    assert (findings[0].k, findings[0].n) == (2, 8)


# -- what is written -----------------------------------------------------------------------------------


def test_a_clause_that_is_pending_is_not_modelled(world, told):
    written = norm()
    written["clauses"].append(
        {
            "section": "99",
            "text": {"nb": "a", "en": "b"},
            "status": "pending",
            "reason": {"nb": "c", "en": "d"},
        }
    )
    world(*WHOLE, written=written)

    assert [(f.subjects, f.clauses, f.k) for f in told("clause_not_modelled")] == [
        (("T §99",), ("T §99",), 1)
    ]


def test_posts_that_keep_a_role_of_an_instruction_that_has_ended(world, told, find):
    written = norm() | {"to": dt.date(2018, 5, 5)}
    world(*WHOLE, written=written)

    assert {f.subjects for f in told("replaced_but_cited")} == {
        ("instruction:t", "post:chief", "chief"),
        ("instruction:t", "post:contact", "contact"),
        ("instruction:t", "post:expert", "expert"),
        ("instruction:t", "post:leader", "leader"),
    }
    assert {f.since for f in told("replaced_but_cited")} == {"2018-05-05"}
    assert find("replaced_but_cited", on=dt.date(2018, 5, 4)) == set()


def test_what_still_cites_a_clause_of_an_ended_instruction(store, world, told):
    from ansvar.graph.cypher import generated

    world(*WHOLE, written=norm() | {"to": dt.date(2018, 5, 5)})
    text = "MATCH (:Role {key: 'place'})-[e:MAY_ESCALATE_TO]->(:Role) SET e.valid_to = '9999-12-31'"
    store.write(lambda tx: tx.run(generated("test.keep", text, {})))

    cited = {f.subjects: f.clauses for f in told("replaced_but_cited")}
    assert cited["instruction:t", "place"] == ("T §8", "T §9")


def test_entries_that_nobody_has_confirmed_for_longer_than_asked(world, told):
    world(*WHOLE)

    assert told("unconfirmed", on=dt.date(2018, 12, 31)) == ()
    assert told("unconfirmed", on=dt.date(2019, 1, 1)) == ()
    old = told("unconfirmed", on=dt.date(2019, 1, 2))
    assert ("post:contact", "person:contact") in {f.subjects for f in old}
    assert ("centre:a",) in {f.subjects for f in old}
    assert {f.since for f in old} == {"2018-01-01"}
    assert told("unconfirmed", on=dt.date(2019, 1, 2), settings={"months": 13}) == ()


def test_what_was_confirmed_counts_from_that_day(store, tmp_path, told):
    from suite.words import organisation, write

    from ansvar.graph.load.loader import load_files

    file = organisation(*WHOLE)
    post = next(p for p in file["posts"] if p["key"] == "post:contact")
    post["holders"][0]["confirmed"] = dt.date(2018, 11, 1)
    load_files(store, [write(tmp_path / "norm.yaml", norm()), write(tmp_path / "o.yaml", file)])

    assert ("post:contact", "person:contact") not in {
        f.subjects for f in told("unconfirmed", on=dt.date(2019, 6, 1))
    }
    assert [
        f.since for f in told("unconfirmed", on=dt.date(2019, 12, 1)) if f.subjects[0] == "post:contact"
    ] == ["2018-11-01"]


def test_a_restated_fact_is_fresh_from_that_day(store, tmp_path, told):
    """What its source restated counts from that day and not before."""
    from suite.words import organisation, write

    from ansvar.graph.load.loader import load_files

    file = organisation(*WHOLE) | {
        "confirmed": dt.date(2019, 9, 1),
        "earlier": [{"until": dt.date(2019, 9, 1), "confirmed": dt.date(2018, 10, 1)}],
    }
    load_files(store, [write(tmp_path / "norm.yaml", norm()), write(tmp_path / "o.yaml", file)])

    assert told("unconfirmed", on=dt.date(2019, 8, 31), settings={"months": 11}) == ()
    assert {f.since for f in told("unconfirmed", on=dt.date(2019, 8, 31), settings={"months": 10})} == {
        "2018-10-01"
    }
    assert told("unconfirmed", on=dt.date(2019, 9, 1), settings={"months": 10}) == ()
    assert told("unconfirmed", on=dt.date(2020, 9, 1)) == ()
    assert {f.since for f in told("unconfirmed", on=dt.date(2020, 9, 2))} == {"2019-09-01"}
