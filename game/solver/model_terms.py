"""What the models of the worker (OR-Tools, PyVRP) have in common: how long, who wants to know, breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Routes = list[list[int]]
"""Node numbers per vehicle."""
Report = Callable[[Routes, int], None]

HORIZON_S = 2 * 86_400
BREAK_EVERY = 1.4
"""Driving periods per break, about: a day of 4.5 to 9 hours of driving has one."""
REPORT_EVERY_S = 0.05


@dataclass(slots=True, kw_only=True)
class Search:
    """How long, how far, and who wants to know."""

    seconds: float = 0.0
    solution_limit: int = 0
    ils: float = 0.7
    """Part for iterated local search, where a model has it and another."""
    report: Report = field(default=lambda _routes, _cost: None)


def breaks_share(problem: dict[str, Any]) -> float:
    """Seconds of break that come with each second of driving, about."""
    rest = problem["break"]
    return float(rest["lasts_s"] / (BREAK_EVERY * rest["after_s"]))


def may_need_break(problem: dict[str, Any], v: int) -> bool:
    """By the driving times: a tour of the farthest customers that takes longer than a driving period."""
    vehicle, after_s = problem["vehicles"][v], problem["break"]["after_s"]
    table = problem["classes"][vehicle["class"]]["drive_s"]
    mine = (n["place"] for n in problem["nodes"] if v in n["allowed"])
    far = max((table[vehicle["depot"]][place] for place in mine), default=0)
    return bool(vehicle["eu"] and vehicle["span_s"] > after_s and 2 * far > after_s)
