"""Rows put together in batches that one message or transaction can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")


def batches(
    rows: Iterable[T], size: Callable[[T], int], most: int, number: int | None = None
) -> Iterator[list[T]]:
    """Give rows in order, as many at once as fit; one that is too large by itself comes alone.

    Parameters
    ----------
    size : callable
        How large a row is.
    most : int
        How large a batch can be.
    number : int, optional
        How many rows it can have.
    """
    batch: list[T] = []
    total = 0
    for row in rows:
        more = size(row)
        if batch and (len(batch) == number or total + more > most):
            yield batch
            batch, total = [], 0
        batch.append(row)
        total += more
    if batch:
        yield batch
