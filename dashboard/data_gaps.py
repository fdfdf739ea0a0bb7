"""What the page about gaps asks: findings and their rules; the other half of `ansvar.dashboard.data`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from ansvar.dashboard.data import graph, note_written, present
from ansvar.graph.characters import json_text
from ansvar.graph.journal.account import user
from ansvar.queries.gaps.accepting import accept as accept_finding
from ansvar.queries.gaps.accepting import withdraw as withdraw_acceptance
from ansvar.queries.gaps.asking import gaps as find_gaps
from ansvar.queries.gaps.report.sarif import sarif
from ansvar.queries.gaps.rules import all_rules, user_folder

if TYPE_CHECKING:
    import datetime as dt

    from ansvar.dashboard.data import Data
    from ansvar.queries.gaps.answer import Gaps

_KEEP = 50  # answers; these are large


@dataclass(frozen=True)
class RuleText:
    """A rule as a reader sees it: what a row means, and the Cypher that finds it."""

    prose: str
    cypher: str


def gaps(data: Data, unit: str | None = None) -> Gaps:
    """Ask all rules; see `ansvar.queries.gaps.asking.gaps`."""
    return _gaps(f"{data.fingerprint} {data.moment}", unit, data.on, data.lang)


def rule_text(name: str) -> RuleText | None:
    """Give what a rule says of itself; None when its file has gone meanwhile."""
    rules, _ = all_rules(user_folder())
    found = next((rule for rule in rules if rule.name == name), None)
    return RuleText(found.statement.prose, found.statement.text) if found else None


def sarif_text(answer: Gaps) -> str:
    """Give findings as a SARIF log; see `ansvar.queries.gaps.report.sarif`."""
    return json_text(sarif(answer))


def accept(data: Data, finding: str, reason: str, until: dt.date, on_behalf_of: str) -> None:
    """Leave a finding as it is for a time; see `ansvar.queries.gaps.accepting.accept`."""
    accept_finding(
        present(), finding, reason, until,
        by=user(), on_behalf_of=on_behalf_of, on=data.on, lang=data.lang,
    )  # fmt: skip
    note_written()
    _gaps.clear()


def withdraw(data: Data, finding: str, on_behalf_of: str) -> None:
    """Take an acceptance back; see `ansvar.queries.gaps.accepting.withdraw`."""
    withdraw_acceptance(present(), finding, by=user(), on_behalf_of=on_behalf_of, on=data.on)
    note_written()
    _gaps.clear()


# What somebody accepts, or a rule file of the user's, changes without the graph's fingerprint: kept shortly.
@st.cache_data(max_entries=_KEEP, ttl=60, show_spinner=False)
def _gaps(state: str, unit: str | None, on: dt.date, lang: str) -> Gaps:  # noqa: ARG001
    return find_gaps(graph(), on, unit=unit, lang=lang)
