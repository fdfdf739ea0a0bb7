"""Synthetic organisations: the same from the same seed, and what the instruction asks for is there."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
import yaml
from suite.engines import ROOT, SEED
from suite.words import HOUSE, instruction, write

from ansvar.graph.load.loader import load_files
from ansvar.queries.coverage.query import coverage
from ansvar.seed.generate import Dumper, generate

ON = dt.date(2018, 6, 1)
SHIPPED = SEED / "instructions" / "im-2018-001.yaml"


def load(store, folder, norm, **how):
    """Load a synthetic organisation for an instruction."""
    path = folder / "organisation.yaml"
    path.write_text(yaml.dump(generate(norm, **how), Dumper=Dumper, allow_unicode=True), encoding="utf-8")
    load_files(store, [norm, path])


@pytest.mark.slow
def test_a_seed_decides_the_organisation():
    """The same seed gives the same organisation and another one another."""
    one, same, other = (generate(SHIPPED, 30, faults=0.5, seed=seed) for seed in (1, 1, 2))

    assert one == same != other


def test_without_faults_every_cell_is_a_route(store, tmp_path):
    """Without faults every cell of the shipped instruction is a route."""
    load(store, tmp_path, SHIPPED, places=45, per_server=20)

    assert coverage(store, ON).totals == {
        "places": 45, "cells": 45 * 24, "whole": 45 * 24, "fallback": 0, "broken": 0, "not_said": 0,
    }  # fmt: skip
    assert len({item["office"] for item in coverage(store, ON, "office").items}) == 3


def test_with_faults_only_there_are_no_ordinary_routes(store, tmp_path):
    load(store, tmp_path, SHIPPED, places=25, faults=1.0, seed=3)

    assert coverage(store, ON).totals["whole"] == 0


def test_another_instruction_gets_an_organisation_of_its_own(store, tmp_path):
    """Units, posts and the line follow from the roles and steps, whatever they are called."""
    norm = write(tmp_path / "norm.yaml", instruction(*HOUSE))
    load(store, tmp_path, norm, places=12, per_server=5)

    assert coverage(store, ON).totals["whole"] == 12 * 4


@pytest.mark.slow
def test_the_command_line_writes_a_file_that_loads(store, tmp_path):
    path = tmp_path / "o.yaml"
    words = [sys.executable, str(ROOT / "seed" / "generate.py"), "--places", "7", "--faults", "0.3"]
    path.write_bytes(subprocess.run(words, capture_output=True, check=True).stdout)

    assert load_files(store, [SHIPPED, path]).created > 50
