"""`ansvar gaps --about`: what is found about given keys, and no more."""

from __future__ import annotations

import json

ON = ("--on", "2018-06-01", "--fail-on", "none", "--format", "json")


def test_findings_about_keys_are_all_that_speak_of_them(ansvar):
    """The findings about keys are those of all that speak of them."""
    keys = ["post:contact-vest", "network:vold"]
    every = json.loads(ansvar("gaps", *ON).out)["items"]
    asked = json.loads(ansvar("gaps", *(word for key in keys for word in ("--about", key)), *ON).out)

    wanted = [item["id"] for item in every if set(keys) & set(item["subjects"])]
    assert wanted
    assert [item["id"] for item in asked["items"]] == wanted
    assert asked["question"]["about"] == sorted(keys)
    assert {rule["n"] for rule in asked["rules"]} == {None}


def test_an_unknown_key_is_refused_with_the_nearest(ansvar):
    said = ansvar("gaps", "--about", "post:contact-vst", *ON)

    assert said.code == 2
    assert "post:contact-vest" in said.err


def test_the_text_says_that_the_rest_was_not_counted(ansvar):
    said = ansvar("gaps", "--about", "post:contact-vest", "--on", "2018-06-01", "--lang", "en")

    assert "found" in said.out
    assert "Only what was asked about is counted" in " ".join(said.out.split())
