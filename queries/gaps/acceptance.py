"""Somebody answers for a finding: accepted for a time with a reason, or taken back.

An acceptance holds while the facts of the finding stay the same and its time lasts.  It is a record in
the graph, outside what the graph says about the organisation; it is ended, never deleted.  Accepting and
withdrawing are change sets: they stand in the journal and can be taken back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ansvar.graph.characters import refuse_signs
from ansvar.graph.clock import today
from ansvar.graph.content.plan import Fact
from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.graph.journal.acceptance import acceptance, rewrite
from ansvar.graph.journal.entry import ChangeMeta
from ansvar.graph.names import nearest
from ansvar.queries.gaps.query import gaps

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from ansvar.graph.content import Node
    from ansvar.graph.journal.commit import Turn
    from ansvar.graph.store import Store
    from ansvar.queries.gaps.result import Finding, Gaps


def accept(
    store: Store,
    finding: str,
    reason: str,
    until: dt.date,
    *,
    by: str = "",
    on_behalf_of: str = "",
    on: dt.date | None = None,
    lang: str = "en",
    settings: Mapping[str, int] | None = None,
    rule: str | None = None,
    about: Sequence[str] | None = None,
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
    by, on_behalf_of : str
        The account that writes it down, and who answers for it.
    on : date, optional
        First day of the acceptance, on which the finding must be there; today when left out.
    settings : mapping of str to int, optional
        Thresholds, when the finding was found with others than the usual ones.
    rule, about : str and sequence of str, optional
        Its rule and subjects, where they are known: then only these are looked at; an id tells neither.

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
    meta = ChangeMeta("accept", by, on_behalf_of=on_behalf_of.strip())
    reason = " ".join(reason.split())
    if not reason:
        message = "an acceptance needs a reason"
        raise QuestionError(message, "Say in a sentence why the finding can stay as it is.")
    if until <= on:
        message = f"the acceptance would end on {until.isoformat()}, before it begins on {on.isoformat()}"
        raise QuestionError(message, "Give a later date with --until.")
    asked = gaps(store, on, [rule] if rule else None, lang=lang, settings=settings, about=about)
    found = _find(asked, finding, on)

    def make(current: dict[str, Node], turn: Turn) -> list[Fact]:
        props = {
            "key": f"acceptance:{found.id}:{len(current) + 1}", "finding": found.id, "rule": found.rule,
            "subjects": list(found.subjects), "facts": found.facts, "reason": reason, "by": by,
            "on_behalf_of": on_behalf_of.strip(), "until": until.isoformat(), "valid_from": on.isoformat(),
            "valid_to": until.isoformat(), "recorded_at": turn.at,
        }  # fmt: skip
        return [*_ended(current, on, by, turn), Fact(None, acceptance(props))]

    rewrite(store, [found.id], make, meta)
    # not asked again: an engine that is lost now must not hide that it was kept
    return replace(
        found, accepted_until=until.isoformat(), accepted_by=by or None,
        accepted_on_behalf_of=on_behalf_of.strip() or None, accepted_reason=reason,
    )  # fmt: skip


def withdraw(
    store: Store, finding: str, *, by: str = "", on_behalf_of: str = "", on: dt.date | None = None
) -> int:
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
    ended: list[Fact] = []

    def make(current: dict[str, Node], turn: Turn) -> list[Fact]:
        ended[:] = _ended(current, on, by, turn)
        return ended

    rewrite(store, [finding], make, ChangeMeta("withdraw", by, on_behalf_of=on_behalf_of.strip()))
    if not ended:
        rows = store.read("findings.accepted", on=on)
        known = [row["finding"] for row in rows]
        hint = "" if known else f"Nothing is accepted on {on.isoformat()}."
        raise UnknownNameError("acceptance of", finding, nearest(finding, known), hint)
    return len(ended)


def _ended(current: Mapping[str, Node], on: dt.date, by: str, turn: Turn) -> list[Fact]:
    """End acceptances on a day; one that begins later is ended before it begins."""
    day = on.isoformat()
    return [
        Fact(one, acceptance(one.props | {"valid_to": end, "ended_by": by, "ended_at": turn.at}))
        for one in current.values()
        if day < one.props["valid_to"]
        for end in [max(day, one.props["valid_from"])]
    ]


def _find(asked: Gaps, finding: str, on: dt.date) -> Finding:
    for one in asked.findings:
        if one.id == finding:
            return one
    hint = f"`ansvar gaps --on {on.isoformat()}` shows the ids of that day."
    raise UnknownNameError("finding", finding, nearest(finding, [one.id for one in asked.findings]), hint)
