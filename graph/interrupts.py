"""Ctrl-C while something is being written: looked at between statements, and never during a commit.

Without this Python would raise `KeyboardInterrupt` anywhere, also between the engine's yes to a commit and
the line that notes it, or in the middle of a message.  Nothing here knows what is written.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Held:
    """What was asked for while a write runs.

    Attributes
    ----------
    asked : int
        How often Ctrl-C came.
    committing : bool
        True from the last statement on until it is known what the engine kept.
    """

    def __init__(self) -> None:
        self.asked = 0
        self.committing = False

    def look(self) -> None:
        """End the work when Ctrl-C came; called where nothing has been kept yet."""
        if self.asked:
            raise _AskedToEndError


class _AskedToEndError(Exception):
    """An ordinary exception, for which every ``with`` block on the way cleans up."""


_held: list[Held] = []


@contextmanager
def held() -> Iterator[Held]:
    """Keep Ctrl-C until the work says that it looks, or has ended; a second one interrupts at once.

    Blocks may lie in each other: the outermost one counts.  Only the main thread gets signals; elsewhere,
    and where somebody has switched Ctrl-C off, nothing is changed.

    Raises
    ------
    KeyboardInterrupt
        At the end, when Ctrl-C came meanwhile.
    """
    main = threading.current_thread() is threading.main_thread()
    if _held and main:
        yield _held[0]
        return
    mine = Held()
    before = signal.getsignal(signal.SIGINT) if main else None
    if not callable(before):
        yield mine
        return

    def on_signal(_number: int, _frame: Any) -> None:
        mine.asked += 1
        if mine.asked > 1:
            raise KeyboardInterrupt

    _held.append(mine)
    signal.signal(signal.SIGINT, on_signal)
    try:
        yield mine
    except _AskedToEndError:
        raise KeyboardInterrupt from None
    except Exception:
        # what breaks because of an interruption is one
        if mine.asked > 1:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, before)
        _held.clear()
    if mine.asked:
        raise KeyboardInterrupt


def follows_from_interrupt(error: BaseException | None) -> bool:
    """Tell whether an exception came up while `KeyboardInterrupt` was on its way."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, KeyboardInterrupt):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
