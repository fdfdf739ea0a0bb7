"""A post of which nobody has told who holds it is no vacant one, and is not passed over either."""

from __future__ import annotations

from suite.houses import WHOLE

BARE = tuple(line for line in WHOLE if not line.endswith("deputises for post:contact"))


def test_an_unknown_holder_is_not_listed_as_vacant(world, find, told):
    """A post of which nobody has told who holds it is listed as that and not as vacant."""
    world(*BARE, "post:contact unknown")

    assert find("vacant_post", "unknown_holder") == {("unknown_holder", "post:contact")}
    (finding,) = told("unknown_holder")
    assert (finding.unit, finding.clauses, finding.since) == ("office:west", ("T §2",), "2018-01-01")
    assert (finding.k, finding.n, finding.severity) == (1, 4, "medium")
    assert "deputises" not in finding.why


def test_who_steps_in_for_an_unknown_holder_is_named(world, told):
    world(*WHOLE, "post:contact unknown")
    (finding,) = told("unknown_holder")

    assert "person:deputy-contact deputises" in finding.why


def test_a_vacant_post_is_not_called_unknown(world, find):
    world(*BARE, "post:contact vacant")

    assert find("vacant_post", "unknown_holder") == {("vacant_post", "post:contact")}


def test_an_unknown_holder_without_duties_is_not_missed(world, find):
    """An unknown holder of a post that nothing is asked of is not missed."""
    world(*WHOLE, "post:porter in office:west", "post:porter unknown")

    assert find("vacant_post", "unknown_holder") == set()
