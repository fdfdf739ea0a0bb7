"""Measures, and the page that tells them."""

from __future__ import annotations

import math
import os
import platform
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import today

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Measure:
    """One figure.

    Attributes
    ----------
    engine : str
        ``embedded`` or ``neo4j``.
    places, per_server : int
        Size of the organisation: how many places, and how many of them one office serves.
    work : str
        What was done.
    ms : float
        How long it took, in milliseconds; see `work` for whether that is a median or a p95.
    against : str
        What it is compared with; empty where `bound` is in milliseconds, or where there is no bound.
    other_ms : float
        How long that took.
    bound : float
        The most that is allowed: as a ratio to `other_ms`, or in milliseconds; infinite for none.
    """

    engine: str
    places: int
    per_server: int
    work: str
    ms: float
    against: str = ""
    other_ms: float = 0.0
    bound: float = math.inf

    @property
    def figure(self) -> float:
        """The ratio, or the time where it is compared with nothing."""
        return self.ms / self.other_ms if self.against else self.ms

    @property
    def held(self) -> str:
        """Whether the bound is kept."""
        if math.isinf(self.bound):
            return "–"
        return "yes" if self.figure <= self.bound else "**no**"

    def __str__(self) -> str:
        told = f" = {self.figure:.1f} x {self.against} ({_time(self.other_ms)})" if self.against else ""
        size = f"{self.engine}, {self.places:,} places, {self.per_server:,} each"
        return f"{size}: {self.work} {_time(self.ms)}{told}; kept: {self.held}"


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Do something, and give the milliseconds that it took, and what it gave."""
    start = time.perf_counter()
    done = work()
    return (time.perf_counter() - start) * 1000, done


def median_of(work: Callable[[], Any], times: int = 9, warm: int = 2) -> float:
    """Give the median of some runs, after some that do not count."""
    took = [timed(work)[0] for _ in range(warm + times)][warm:]
    return sorted(took)[len(took) // 2]


def p95(took: Sequence[float]) -> float:
    """Give the time that nineteen of twenty runs keep."""
    return sorted(took)[max(0, math.ceil(len(took) * 0.95) - 1)]


def page(told: Sequence[Measure], command: str) -> str:
    """Write the page: where and how, a table of all figures, and the times by size."""
    rows = [
        f"| {m.engine} | {m.places:,} | {m.per_server:,} | {m.work} | {_time(m.ms)} | "
        + (f"{m.figure:.1f} × {m.against} ({_time(m.other_ms)})" if m.against else "")
        + f" | {_bound(m)} | {m.held} |"
        for m in told
    ]
    parts = [
        "# Speed",
        "",
        f"Measured on {today().isoformat()} with `{command}`; this page is written by that command.",
        f"Machine: {_machine()}.",
        "The figures of one machine say little, so most are ratios to something else in the same run.",
        "What is not measured here is not known.",
        "",
        "| engine | places | per office | work | took | compared | at most | kept |",
        "| --- | ---: | ---: | --- | ---: | --- | ---: | --- |",
        *rows,
        *_plots(told),
        "",
    ]
    return "\n".join(parts)


def _plots(told: Sequence[Measure]) -> list[str]:
    """Draw, for work measured at several sizes, its time by the number of places."""
    lines: list[str] = []
    works = dict.fromkeys((m.engine, m.work) for m in told)
    for engine, work in works:
        by_size: dict[int, float] = {}
        for m in told:
            if (m.engine, m.work) == (engine, work):
                by_size[m.places] = max(m.ms, by_size.get(m.places, 0.0))
        if len(by_size) > 1:
            sizes = ", ".join(f'"{size:,}"' for size in sorted(by_size))
            times = ", ".join(f"{by_size[size]:.1f}" for size in sorted(by_size))
            lines += [
                "", "```mermaid", "xychart-beta", f'  title "{engine}: {work}"', f"  x-axis [{sizes}]",
                '  y-axis "ms"', f"  line [{times}]", "```",
            ]  # fmt: skip
    return lines


def _bound(m: Measure) -> str:
    if math.isinf(m.bound):
        return ""
    return f"{m.bound:g} ×" if m.against else _time(m.bound)


def _time(ms: float) -> str:
    if ms >= 10_000:
        return f"{ms / 1000:.1f} s"
    return f"{ms:.0f} ms" if ms >= 10 else f"{ms:.2f} ms"


def _machine() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        named = (line for line in told.splitlines() if line.startswith("model name"))
        name = next(named).split(":", 1)[1].strip()
    except (OSError, StopIteration):
        name = platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{os.cpu_count()} × {name}, {memory:.0f} GiB, Python {platform.python_version()}"
