"""A picture in words, as sentences or as a table of its things; a chosen row is like a click on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.dashboard import choices
from ansvar.dashboard.picture import Sentence, cards
from ansvar.dashboard.tables import choice_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ansvar.dashboard.page import Ctx
    from ansvar.queries.explore.asking import Picture

_LISTS = ("sentences", "table")


def things_and_sentences(
    ctx: Ctx, picture: Picture, said: list[Sentence], key: str, pick: Callable[[str], None]
) -> None:
    """Draw one of the two lists.

    Parameters
    ----------
    key : str
        What counts as chosen when nothing is.
    pick : callable
        Told the id of the card or link whose row was chosen.
    """

    def picked(chosen: str) -> None:
        if chosen:  # something stays chosen
            pick(chosen)

    lists = {name: ctx.say(name) for name in _LISTS}
    which = choices.segments("list", ctx.say("list"), lists, hide_label=True)
    if which == "sentences":
        rows = sentence_rows(ctx, said)
        ids = [s.id for s in said]
    else:
        rows = [
            {
                ctx.say("head_name"): card.name,
                ctx.say("head_kind"): card.kind,
                ctx.say("head_state"): card.state,
                ctx.say("head_more"): str(card.more or ""),
            }
            for card in cards(picture, ctx.lang)
        ]
        ids = [node.key for node in picture.nodes]
    if rows:
        selected = choices.get("sel") or key
        choice_table(f"explore.{which}", rows, ids, selected, ctx.say(which), picked)


def sentence_rows(ctx: Ctx, said: Iterable[Sentence]) -> list[dict[str, str]]:
    """Give sentences as rows, with the clauses behind each."""
    sentence, clauses = ctx.say("head_sentence"), ctx.say("head_clauses")
    return [{sentence: s.text, clauses: ", ".join(s.clauses)} for s in said]
