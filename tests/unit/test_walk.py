"""The rules by which a way is chosen, each on facts that are made by hand.

An arrow is an open step, ``a/place -> b/contact``: a, who is asked as place, may take a matter up with
b, who is asked as contact.  ``~>`` is another lawful way beside the ordinary one, ``@2`` a distance.
``?>`` is a step that no clause says.  What is open is foreseen as well; ``foreseen="place -> contact"`` adds
what nobody can be matched for.
"""

import re

import pytest

from ansvar.queries.trace.facts import AvailableStep, Facts, Occupancy
from ansvar.queries.trace.norm import Foreseen, Named
from ansvar.queries.trace.walk import alternatives, can_start, walk

BASIS = {"-": "explicit", "~": "explicit", "?": "not_said"}


def parts(pattern, arrow):
    """Take an arrow apart."""
    found = re.fullmatch(pattern, arrow)
    assert found is not None, arrow
    return found.groups()


def world(
    *arrows, foreseen=(), vacant=(), absent=(), deputies=None, lines=None, must=(), in_person=(), members=()
):
    """Make facts: occupancies, open steps and foreseen steps."""
    facts = Facts(must_reach={"": frozenset(must)} if must else {})
    keys: dict[str, None] = {}
    for arrow in arrows:
        giver, g, way, receiver, r, at = parts(r"(\w+)/(\w+) ([-~?])> (\w+)/(\w+)(?: @(\d))?", arrow)
        keys |= {giver: None, receiver: None}
        facts.available[giver].append(
            AvailableStep(giver, receiver, g, r, f"{g}-{r}", BASIS[way], way == "~", (f"§{r}",), int(at or 0))
        )
        via = "member_of" if r in members else "guided_by"
        foresee(facts, g, r, basis=BASIS[way], alternative=way == "~", via=via, in_person=r in in_person)
    for arrow in foreseen:
        g, way, r, seat = parts(r"(\w+) ([-~])> (\w+)(?: in (\w+))?", arrow)
        via = "line_above" if seat else "member_of" if r in members else "guided_by"
        foresee(facts, g, r, alternative=way == "~", seat=seat or "", via=via)
    for key in [*keys, *(deputies or {}), *vacant, *absent, *(lines or {})]:
        state = "vacant" if key in vacant else "absent" if key in absent else "filled"
        helpers = tuple(Named(name, name, name) for name in (deputies or {}).get(key, ()))
        line = tuple({"key": unit, "code": unit, "labels": []} for unit in (lines or {}).get(key, ()))
        facts.occupancies[key] = Occupancy(
            Named(key, key, key), "Post", None, state, deputies=helpers, line=line
        )
    for steps in facts.available.values():
        steps.sort(key=lambda s: (s.distance, s.receiver, s.step))
    return facts


def foresee(facts, giver, receiver, *, alternative=False, **said):
    known = {(s.to_role.key, s.alternative) for s in facts.foreseen[giver]}
    if (receiver, alternative) not in known:
        said = {"basis": "explicit", "seat": "", "why_nb": "", "why_en": ""} | said
        facts.foreseen[giver].append(
            Foreseen(
                from_role=giver,
                to_role=Named(receiver, receiver, receiver),
                step=f"{giver}-{receiver}",
                alternative=alternative,
                clauses=(f"§{receiver}",),
                defined_by=(),
                **said,
            )
        )


def told(way):
    """Give a walk in words: its status, the keys with * where it is a fallback, and what was skipped.

    Behind the status stands whom the matter would naturally go to, after `?`.
    """
    links = " ".join(link.key + ("*" if link.fallback else "") for link in way.links)
    skips = [f"{s.key or 'no ' + s.role}: {s.carried_by or 'nobody'}" for s in way.skips]
    natural = f" ? {way.natural.receiver}" if way.natural else ""
    return (way.status + (" circle" if way.circle else "") + natural, links, skips)


# -- rule 1: the ordinary steps, the nearest receiver, then one where somebody is there ---------------


def test_the_way_follows_the_ordinary_steps_to_the_end():
    facts = world("a/place -> b/contact", "b/contact -> c/expert")

    assert told(walk(facts, "a", ["place"])) == ("whole", "b c", [])


def test_only_steps_of_the_roles_that_one_is_asked_in_are_taken():
    """Somebody who fills two roles goes on in the one that the matter came to."""
    facts = world("a/place -> b/contact", "b/contact -> c/expert", "b/chief -> d/board")

    assert told(walk(facts, "a", ["place"])) == ("whole", "b c", [])
    assert told(walk(facts, "b", ["chief"])) == ("whole", "d", [])


def test_an_ordinary_step_goes_before_another_lawful_way():
    facts = world("a/place ~> b/expert", "a/place -> z/contact")

    assert told(walk(facts, "a", ["place"])) == ("whole", "z", [])


def test_without_an_ordinary_way_another_is_taken():
    """Another lawful way is the way when there is no ordinary one."""
    facts = world("a/place ~> b/expert", "b/expert -> c/leader")

    assert told(walk(facts, "a", ["place"])) == ("whole", "b c", [])


def test_of_several_receivers_the_nearest_is_asked():
    facts = world("a/staff -> x/chief @2", "a/staff -> y/chief @1", "a/staff -> z/chief @3")

    assert told(walk(facts, "a", ["staff"])) == ("whole", "y", [])


def test_the_nearest_is_asked_even_when_a_farther_one_is_there():
    """A vacancy is named and not stepped over in silence."""
    facts = world("a/staff -> x/chief @1", "a/staff -> y/chief @2", "x/chief -> z/board", vacant=["x"])

    assert told(walk(facts, "a", ["staff"])) == ("not_said ? z", "x", ["x: nobody"])


def test_of_equally_near_ones_the_filled_one_is_asked():
    """Of equally near ones the one where somebody is there is asked."""
    facts = world("a/staff -> b/chief @1", "a/staff -> c/chief @1", vacant=["b"])

    assert told(walk(facts, "a", ["staff"])) == ("whole", "c", [])


def test_of_equals_the_first_by_key_is_asked():
    facts = world("a/staff -> c/chief", "a/staff -> b/chief")

    assert told(walk(facts, "a", ["staff"])) == ("whole", "b", [])


# -- rule 2: where nobody is there ---------------------------------------------------------------------


def test_a_deputy_carries_on_where_nobody_is_there():
    facts = world("a/place -> b/contact", "b/contact -> c/expert", vacant=["b"], deputies={"b": ["d", "e"]})

    assert told(walk(facts, "a", ["place"])) == ("fallback", "b c", ["b: d"])


def test_a_deputy_carries_on_for_somebody_who_is_away():
    facts = world("a/place -> b/contact", "b/contact -> c/expert", absent=["b"], deputies={"b": ["d"]})

    assert told(walk(facts, "a", ["place"])) == ("fallback", "b c", ["b: d"])


def test_a_deputy_at_the_end_of_the_way_makes_it_complete():
    facts = world("a/place -> b/contact", vacant=["b"], deputies={"b": ["d"]})

    assert told(walk(facts, "a", ["place"])) == ("fallback", "b", ["b: d"])


def test_without_a_deputy_another_way_goes_first():
    """Without a deputy another lawful way from the last one reached goes first."""
    facts = world(
        "a/place -> b/contact",
        "b/contact -> c/expert",
        "a/place ~> d/expert",
        "d/expert -> e/leader",
        vacant=["b"],
    )

    assert told(walk(facts, "a", ["place"])) == ("fallback", "b d* e", ["b: d"])


def test_another_way_is_no_help_where_nobody_is_there():
    """Another lawful way is no help where nobody is there either."""
    facts = world("a/place -> b/contact", "b/contact -> c/expert", "a/place ~> d/expert", vacant=["b", "d"])

    assert told(walk(facts, "a", ["place"])) == ("not_said ? c", "b", ["b: nobody"])


def test_who_comes_after_an_empty_post_makes_no_route_good():
    """Who comes after an empty post is named and makes no route good.

    No clause lets the post be passed over: the one beyond is a natural receiver, and ours.
    """
    facts = world("a/place -> b/contact", "b/contact -> c/expert", "c/expert -> d/leader", vacant=["b"])

    assert told(walk(facts, "a", ["place"])) == ("not_said ? c", "b", ["b: nobody"])


def test_other_ways_start_from_the_last_one_reached():
    """The last one reached is asked for other ways and not the empty post."""
    facts = world(
        "a/place -> b/contact",
        "b/contact -> c/expert",
        "c/expert -> d/leader",
        "c/expert ~> x/other",
        "b/contact ~> y/other",
        vacant=["c"],
    )

    assert told(walk(facts, "a", ["place"])) == ("fallback", "b c y*", ["c: y"])


def test_an_empty_post_behind_an_empty_post_breaks_the_way():
    """An empty post carries nothing on, and is no receiver."""
    facts = world("a/place -> b/contact", "b/contact -> c/expert", "c/expert -> d/leader", vacant=["b", "c"])

    assert told(walk(facts, "a", ["place"])) == ("broken", "b", ["b: nobody"])


def test_an_empty_post_at_the_end_leaves_the_way_broken():
    facts = world("a/place -> b/contact", "b/contact -> c/expert", vacant=["c"])

    assert told(walk(facts, "a", ["place"])) == ("broken", "b c", ["c: nobody"])


def test_an_empty_post_before_an_empty_end_breaks_the_way():
    facts = world("a/place -> b/contact", "b/contact -> c/expert", vacant=["b", "c"])

    assert told(walk(facts, "a", ["place"])) == ("broken", "b", ["b: nobody"])


def test_the_one_who_asks_is_there_whatever_her_post_looks_like():
    facts = world("a/place -> b/contact", vacant=["a"])

    assert told(walk(facts, "a", ["place"])) == ("whole", "b", [])


# -- who has to be there, who may stand in, and what only those who are there can do --------------------


def test_nobody_is_needed_beyond_those_who_must_be_reached():
    arrows = ("a/place -> b/contact", "b/contact -> c/leader")

    assert told(walk(world(*arrows, vacant=["c"]), "a", ["place"])) == ("broken", "b c", ["c: nobody"])
    facts = world(*arrows, vacant=["c"], must=["contact"])
    assert told(walk(facts, "a", ["place"])) == ("whole", "b c", ["c: nobody"])


def test_a_missing_link_is_not_needed_beyond_them():
    """A link that does not exist is not needed beyond them either."""
    facts = world("a/place -> b/contact", foreseen=["contact -> leader"], must=["contact"])

    assert told(walk(facts, "a", ["place"])) == ("whole", "b", ["no leader: nobody"])


def test_an_empty_post_before_one_who_must_be_reached_is_needed():
    facts = world("a/place -> b/contact", "b/contact -> c/leader", vacant=["b"], must=["leader"])

    assert told(walk(facts, "a", ["place"])) == ("not_said ? c", "b", ["b: nobody"])


def test_a_deputy_is_no_help_where_it_has_to_be_done_in_person():
    arrows = ("a/place -> b/contact", "b/contact -> c/leader")
    facts = world(*arrows, vacant=["b"], deputies={"b": ["d"]}, in_person=["contact"])

    assert told(walk(facts, "a", ["place"])) == ("not_said ? c", "b", ["b: nobody"])


def test_an_empty_seat_brings_nothing_into_its_network():
    """Only members bring matters in: who comes after the empty seat is not even a natural receiver."""
    arrows = ("a/place -> b/member", "b/member -> c/network")

    assert told(walk(world(*arrows, vacant=["b"]), "a", ["place"]))[0] == "not_said ? c"
    facts = world(*arrows, vacant=["b"], members=["network"])
    assert told(walk(facts, "a", ["place"])) == ("broken", "b", ["b: nobody"])


def test_a_step_that_no_clause_says_is_not_taken_but_named():
    facts = world("a/place -> b/contact", "b/contact ?> c/director")

    assert told(walk(facts, "a", ["place"])) == ("whole ? c", "b", [])
    assert told(walk(facts, "b", ["contact"])) == ("whole ? c", "", [])


def test_a_start_for_which_only_such_a_step_is_named_is_not_said():
    facts = world("a/place ?> c/director")

    assert told(walk(facts, "a", ["place"])) == ("not_said ? c", "", [])


def test_nobody_is_a_natural_receiver_who_is_not_there():
    facts = world("a/place -> b/contact", "b/contact ?> c/director", vacant=["c"])

    assert told(walk(facts, "a", ["place"])) == ("whole", "b", [])


# -- rule 3: a step is foreseen, and nobody can be matched -----------------------------------------------


def test_a_missing_link_is_named_and_stops_the_way():
    """A link that does not exist at all is named and the way stops there."""
    facts = world("a/place -> b/contact", foreseen=["contact -> expert"])

    assert told(walk(facts, "a", ["place"])) == ("broken", "b", ["no expert: nobody"])


def test_a_missing_link_at_the_very_beginning_is_named():
    facts = world(foreseen=["place -> contact"], lines={"a": []})

    assert told(walk(facts, "a", ["place"])) == ("broken", "", ["no contact: nobody"])


def test_another_lawful_way_carries_on_for_a_missing_link():
    facts = world("a/place ~> d/expert", "d/expert -> e/leader", foreseen=["place -> contact"])

    assert told(walk(facts, "a", ["place"])) == ("fallback", "d* e", ["no contact: d"])


def test_an_empty_post_before_a_missing_link_breaks_the_way():
    facts = world("a/place -> b/contact", foreseen=["contact -> expert"], vacant=["b"])

    assert told(walk(facts, "a", ["place"])) == ("broken", "b", ["b: nobody"])


def test_a_link_along_the_line_needs_a_seat_in_it():
    """A link along the line is foreseen only where its seat is in the line.

    Staff of a department that has no representative by the instruction are not missing one.
    """
    facts = world(foreseen=["staff -> expert in CARE"], lines={"a": ["WEST", "CARE"], "b": ["HEAD"]})

    assert told(walk(facts, "a", ["staff"])) == ("broken", "", ["no expert: nobody"])
    assert told(walk(facts, "b", ["staff"])) == ("not_said", "", [])


# -- rule 4: the end -------------------------------------------------------------------------------------


def test_a_way_is_complete_where_nothing_further_is_foreseen():
    facts = world("a/place -> b/contact", foreseen=["other -> thing"])

    assert told(walk(facts, "a", ["place"])) == ("whole", "b", [])


def test_a_start_without_instruction_is_silent():
    """Where the instruction says nothing for the start there is silence."""
    facts = world("a/place -> b/contact", lines={"x": []})

    assert told(walk(facts, "x", ["stranger"])) == ("not_said", "", [])
    assert told(walk(facts, "x", [])) == ("not_said", "", [])
    assert not can_start(facts, "x", ["stranger"])


def test_who_stands_at_the_end_of_all_ways_has_nobody_to_ask():
    """That is no silence: the matter has come to where it belongs."""
    facts = world("a/place -> b/contact")

    assert told(walk(facts, "b", ["contact"])) == ("whole", "", [])


def test_another_lawful_way_is_not_foreseen_as_a_link():
    """Nobody is missing where only the other way cannot be gone."""
    facts = world("a/place -> b/contact", foreseen=["contact ~> expert"])

    assert told(walk(facts, "a", ["place"])) == ("whole", "b", [])


# -- one role above itself, and circles --------------------------------------------------------------------


def test_a_step_from_a_role_to_itself_climbs_to_the_top():
    """A step from a role to itself climbs level by level to the top."""
    facts = world(
        "a/staff -> b/chief @0",
        "a/staff -> c/chief @1",
        "b/chief -> c/chief @1",
        "b/chief -> d/chief @2",
        "c/chief -> d/chief @1",
    )

    assert told(walk(facts, "a", ["staff"])) == ("whole", "b c d", [])


def test_an_empty_level_is_not_passed_over_without_a_word():
    facts = world("a/staff -> b/chief @0", "b/chief -> c/chief @1", "c/chief -> d/chief @1", vacant=["c"])

    assert told(walk(facts, "a", ["staff"])) == ("not_said ? d", "b c", ["c: nobody"])


def test_an_empty_top_leaves_the_way_broken():
    facts = world("a/staff -> b/chief @0", "b/chief -> c/chief @1", vacant=["c"])

    assert told(walk(facts, "a", ["staff"])) == ("broken", "b c", ["c: nobody"])


def test_a_way_that_would_lead_back_stops_and_says_so():
    facts = world("a/place -> b/contact", "b/contact -> c/expert", "c/expert -> b/contact")

    assert told(walk(facts, "a", ["place"])) == ("broken circle", "b c", [])


def test_a_way_back_to_the_start_stops():
    """A way that would lead back to the start stops and says so."""
    facts = world("a/place -> b/contact", "b/contact -> a/place")

    assert told(walk(facts, "a", ["place"])) == ("broken circle", "b", [])


def test_where_one_receiver_would_lead_back_another_one_is_asked():
    facts = world("a/place -> b/contact", "b/contact -> a/expert", "b/contact -> c/expert")

    assert told(walk(facts, "a", ["place"])) == ("whole", "b c", [])


def test_a_very_long_way_ends():
    facts = world(*[f"n{n}/r{n} -> n{n + 1}/r{n + 1}" for n in range(70)])

    way = walk(facts, "n0", ["r0"])

    assert (way.status, len(way.links)) == ("broken", 50)


# -- other lawful ways ---------------------------------------------------------------------------------------


def others(facts, start, roles):
    main = walk(facts, start, roles)
    return [told(way)[1] for way in alternatives(facts, main, roles)]


def test_other_ways_go_on_to_their_own_end():
    """Other ways leave the main one and go on to their own end."""
    facts = world(
        "a/place -> b/contact",
        "b/contact -> c/expert",
        "c/expert -> d/leader",
        "a/place ~> c/expert",
        "c/expert ~> e/board",
    )

    assert others(facts, "a", ["place"]) == ["c d", "b c e"]


def test_a_second_receiver_of_the_same_step_is_another_way():
    facts = world(
        "a/place -> b/contact", "a/place -> c/contact", "b/contact -> d/expert", "c/contact -> e/expert"
    )

    assert others(facts, "a", ["place"]) == ["c e"]


def test_a_way_that_was_gone_as_a_fallback_is_no_other_way_too():
    facts = world("a/place -> b/contact", "a/place ~> c/expert", vacant=["b"])

    assert told(walk(facts, "a", ["place"])) == ("fallback", "b c*", ["b: c"])
    assert others(facts, "a", ["place"]) == []


def test_a_way_that_begins_with_nobody_is_no_other_way():
    facts = world("a/place -> b/contact", "a/place ~> c/expert", vacant=["c"])

    assert others(facts, "a", ["place"]) == []


def test_no_way_leaves_from_an_empty_post():
    facts = world("a/place -> b/contact", "b/contact -> c/expert", "b/contact ~> d/board", vacant=["b"])

    assert others(facts, "a", ["place"]) == []


@pytest.mark.parametrize("start", ["a", "b", "c"])
def test_without_choice_there_are_no_other_ways(start):
    facts = world("a/place -> b/contact", "b/contact -> c/expert")

    assert others(facts, start, [{"a": "place", "b": "contact", "c": "expert"}[start]]) == []


def test_the_nearest_receiver_of_several_steps_is_asked():
    """Of the receivers of several steps the nearest is asked too.

    Each level is asked before the top of the line, whatever they are called.
    """
    facts = world(
        "a/lead -> b/board @4",
        "a/lead -> c/lead @1",
        "c/lead -> b/board @3",
        "c/lead -> d/lead @2",
        "d/lead -> b/board @1",
    )

    assert told(walk(facts, "a", ["lead"])) == ("whole", "c d b", [])


def test_who_is_farther_off_is_no_other_way():
    """Of the receivers of one step the nearest is asked; the others are not there to be chosen from."""
    facts = world(
        "a/staff -> x/chief @2", "a/staff -> y/chief @1", "a/staff ~> w/helper @4", "a/staff ~> z/helper @3"
    )

    assert others(facts, "a", ["staff"]) == ["z"]
