"""Somebody answers for a finding: accepted for a time with a reason, or taken back.

An acceptance holds while the facts of the finding stay the same and its time lasts.  It is a record in
the graph, outside what the graph says about the organisation; it is ended, never deleted.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.characters import refuse_signs
from graph.cypher import load_statement
from graph.errors import QuestionError, UnknownNameError, nearest
from graph.journal.book import stamp
from queries.gaps.asking import gaps
from queries.listing import today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.store import Store, Transaction
    from queries.gaps.answer import Finding

_STATEMENTS = Path(__file__).parent / "statements"


def accept(
    store: Store,
    finding: str,
    reason: str,
    until: dt.date,
    *,
    by: str = "",
    on: dt.date | None = None,
    lang: str = "en",
    settings: Mapping[str, int] | None = None,
) -> Finding:
    """Leave a finding as it is, for a time.

    Parameters
    ----------
    finding : str
        Its id.
    reason : str
        Why; somebody will read it.
    until : date
        First day on which it counts as open again.
    by : str
        Who answers for it.
    on : date, optional
        First day of the acceptance, on which the finding must be there; today when left out.
    settings : mapping of str to int, optional
        Thresholds, when the finding was found with others than the usual ones.

    Returns
    -------
    Finding
        The finding as it counts now.

    Raises
    ------
    QuestionError
        There is no reason, or the time is over before it begins.
    UnknownNameError
        There is no such finding on that day, with the nearest ids.
    """
    on = on or today()
    refuse_signs("the reason", reason)
    refuse_signs("the name of who answers for it", by)
    reason = " ".join(reason.split())
    if not reason:
        message = "an acceptance needs a reason"
        raise QuestionError(message, "Say in a sentence why the finding can stay as it is.")
    if until <= on:
        message = f"the acceptance would end on {until.isoformat()}, before it begins on {on.isoformat()}"
        raise QuestionError(message, "Name a later day with --until.")
    found = _find(store, finding, on, lang, settings)
    # the unique key of records must be there before the first one is written
    from graph.schema.statements import constraints  # noqa: PLC0415

    store.define(constraints())
    values = {
        "finding": found.id, "rule": found.rule, "subjects": list(found.subjects), "facts": found.facts,
        "reason": reason, "by": by.strip(), "on": on, "until": until, "at": now(),
    }  # fmt: skip

    def work(tx: Transaction) -> None:
        tx.run(load_statement(_STATEMENTS / "withdraw.cypher"), finding=found.id, on=on, by=by, at=now())
        tx.run(load_statement(_STATEMENTS / "accept.cypher"), **values)

    store.write(work)
    return _find(store, finding, on, lang, settings)


def withdraw(store: Store, finding: str, *, by: str = "", on: dt.date | None = None) -> int:
    """Take back what was accepted; the finding counts as open again from `on`.

    Returns
    -------
    int
        How many acceptances were ended; later ones are ended before they begin.

    Raises
    ------
    UnknownNameError
        Nothing is accepted for that finding, with the nearest ids for which something is.
    """
    on = on or today()
    refuse_signs("the name of who answers for it", by)

    def work(tx: Transaction) -> list[dict[str, Any]]:
        statement = load_statement(_STATEMENTS / "withdraw.cypher")
        return tx.run(statement, finding=finding, on=on, by=by.strip(), at=now())

    ended = store.write(work)
    if not ended:
        rows = store.read(load_statement(_STATEMENTS / "accepted.cypher"), on=on)
        known = [row["finding"] for row in rows]
        hint = "" if known else f"Nothing is accepted on {on.isoformat()}."
        raise UnknownNameError("acceptance of", finding, nearest(finding, known), hint)
    return len(ended)


def now() -> str:
    """Give this moment as records write it."""
    return stamp(dt.datetime.now(tz=dt.UTC))


def _find(store: Store, finding: str, on: dt.date, lang: str, settings: Mapping[str, int] | None) -> Finding:
    findings = gaps(store, on, lang=lang, settings=settings).findings
    for one in findings:
        if one.id == finding:
            return one
    hint = f"`ansvar gaps --on {on.isoformat()}` shows the ids of that day."
    raise UnknownNameError("finding", finding, nearest(finding, [one.id for one in findings]), hint)
