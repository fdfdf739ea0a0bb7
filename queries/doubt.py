"""The open questions of instructions that an answer rests on: which ones a clause raises, and their numbers.

What they say is read by `ansvar.queries.trace.norm`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    Questions = Iterable[Mapping[str, Any]]


def raised(questions: Questions, clauses: Iterable[str]) -> tuple[str, ...]:
    """Give the keys of the questions that some clauses raise, in their order.

    Parameters
    ----------
    questions : iterable of mapping
        ``key``, ``number`` and ``clauses`` of each, as `Norm.questions` gives them.
    """
    cited = set(clauses)
    return tuple(each["key"] for each in questions if not cited.isdisjoint(each["clauses"]))


def numbers(questions: Questions, keys: Collection[str]) -> list[int]:
    """Give the numbers of the questions with some keys, in their order."""
    return [each["number"] for each in questions if each["key"] in keys]
