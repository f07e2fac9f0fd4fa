"""What every measurement says about itself: the machine, and how a row of timings is summed up."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game import RULES_VERSION, __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the longer measurements can be told; 0 or nothing means: as the measurement thinks best."""

    seconds: float = 0.0
    seeds: int = 0
    folder: Path | None = None
    """Files of others to measure on, such as benchmark instances with their `references.json`."""
    only: str = ""
    """Names of solvers, with commas between, where a measurement compares some."""
    keep: Path | None = None
    """Where results are kept, so that a run that was stopped goes on."""


def machine() -> dict[str, Any]:
    """Where it was measured: cores, Python, system. No name of the machine or its user."""
    return {
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "game": __version__,
        "rules": RULES_VERSION,
    }


def timed_ms(work: Callable[[], object], times: int, *, warm: int = 1) -> list[float]:
    """Milliseconds of each repetition, after `warm` runs that do not count."""
    for _ in range(warm):
        work()
    rows: list[float] = []
    for _ in range(times):
        start = time.perf_counter_ns()
        work()
        rows.append((time.perf_counter_ns() - start) / 1e6)
    return rows


def summary(rows_ms: Sequence[float]) -> dict[str, Any]:
    """Number, median, 95th and 99th percentile (nearest rank) and maximum, in ms."""
    ranked = sorted(rows_ms)
    return {
        "n": len(ranked),
        "median_ms": round(_rank(ranked, 0.5), 3),
        "p95_ms": round(_rank(ranked, 0.95), 3),
        "p99_ms": round(_rank(ranked, 0.99), 3),
        "max_ms": round(ranked[-1], 3) if ranked else 0.0,
    }


def _rank(ranked: Sequence[float], share: float) -> float:
    if not ranked:
        return 0.0
    return ranked[min(len(ranked) - 1, max(0, -(-len(ranked) * round(share * 100) // 100) - 1))]
