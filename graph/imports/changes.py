"""What an import changes, told one fact at a time; how it is shown is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Edge, Node
from ansvar.graph.values import corrections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.content.plan import Fact, Plan

_QUIET = {"key", "dated", "changed_on"}
_VERB = {"created": "create", "changed": "change", "confirmed": "change", "ended": "end"}
_VERBS = ("create", "change", "end")
_order = attrgetter("kind", "key", "receiver", "valid_from")


@dataclass(frozen=True)
class FactChange:
    """One fact that is created, changed or ended.

    Attributes
    ----------
    change : str
        ``create``, ``change`` or ``end``.
    kind : str
        Label of the node, or type of the edge.
    key : str
        Of the node, or of the giver of the edge.
    receiver : str
        Key of the receiver; empty for a node.
    name : str
        Of the node, in the language asked for; empty for an edge.
    valid_from, valid_to : str
        The period afterwards, ISO text.
    fields : dict
        Property -> its value before and after, for what is changed; None where there is none.
    """

    change: str
    kind: str
    key: str
    receiver: str
    name: str
    valid_from: str
    valid_to: str
    fields: dict[str, tuple[Any, Any]]


def changes_of(plan: Plan, lang: str = "en") -> Iterator[FactChange]:
    """Give all changes: nodes before edges, what is created before what is changed and what ends.

    What is created stands in the order of the source, the rest by kind and key: engines give what they
    hold in any order.
    """
    made: list[list[FactChange]] = [[] for _ in range(2 * len(_VERBS))]
    for fact in plan.facts:
        at = _VERBS.index(_VERB[fact.what]) + len(_VERBS) * isinstance(fact.after, Edge)
        made[at].append(_change(fact, lang))
    for at, some in enumerate(made):
        yield from sorted(some, key=_order) if at % len(_VERBS) else some


def _change(fact: Fact, lang: str) -> FactChange:
    thing, props = fact.after, fact.after.props
    kind, key, receiver = (*thing.head, thing.key, "")[:3] if isinstance(thing, Node) else thing.head
    name = str(props[f"name_{lang}"]) if isinstance(thing, Node) else ""
    fields = _fields(fact.before.props, props) if fact.before else {}
    return FactChange(
        _VERB[fact.what], kind, key, receiver, name, props["valid_from"], props["valid_to"], fields
    )


def _fields(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = dict.fromkeys([*after, *before])
    return {
        name: (before.get(name), after.get(name))
        for name in names
        if name not in _QUIET and before.get(name) != after.get(name)
    } | corrections(before, after)
