"""The part of a problem that PyVRP can express, in its terms. Loaded by the worker only, and only where
PyVRP is installed: it has no wheel for every machine, and no stored reference depends on it.

It knows windows, the mixed fleet with its own costs, four units of load in both directions, second loads,
overtime, orders from customer to customer, who may come where, and what buying an order in costs; no begun
trips, no locks. What it estimates is said in `pyvrp_data`. After Wouda, Lan and Kool (2024), PyVRP: a
high-performance VRP solver package.
"""

from __future__ import annotations

import time
import warnings
from importlib.metadata import version
from typing import Any

import pyvrp
from pyvrp import IteratedLocalSearchParams, Solution, SolveParams
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.IteratedLocalSearch import IteratedLocalSearchCallbacks
from pyvrp.stop import MaxIterations, MaxRuntime

from game.solver.model_terms import REPORT_EVERY_S, Search
from game.solver.pyvrp_data import Part

ITERATIONS_PER_SOLUTION = 5
"""Iterations for each counted solution, where time does not count."""
MOST_PAIRS, MOST_BATTERIES = 0.1, 0.6


class _Told(IteratedLocalSearchCallbacks):
    """Tells better solutions that are feasible, not too often while time counts."""

    def __init__(self, part: Part, search: Search) -> None:
        self.part, self.search = part, search
        self.told_s = 0.0
        self.waiting: Solution | None = None

    def on_best(self, best: Solution) -> None:
        """A new best one."""
        if not best.is_feasible():
            return
        self.waiting = best
        now = time.monotonic()
        if self.search.solution_limit or now - self.told_s >= REPORT_EVERY_S:
            self.told_s = now
            self.flush()

    def flush(self) -> None:
        """Tell what waits."""
        if self.waiting is not None:
            best, self.waiting = self.waiting, None
            self.search.report(self.part.routes(best), 0)


def _solved(part: Part, search: Search, seed: int, told: _Told) -> Solution:
    stop = (
        MaxIterations(ITERATIONS_PER_SOLUTION * search.solution_limit)
        if search.solution_limit
        else MaxRuntime(search.seconds)
    )
    params = SolveParams(ils=IteratedLocalSearchParams(callbacks=told))
    start = part.solution(part.problem["start"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PenaltyBoundWarning)  # the referee says what is feasible
        return pyvrp.solve(
            part.data, stop, seed=seed, collect_stats=False, params=params, initial_solution=start
        ).best


def solve(problem: dict[str, Any], search: Search, seed: int) -> None:
    """Solve a problem dict (`problem.build`) without begun trips; better solutions go to `search.report`."""
    if not problem["orders"] or not problem["vehicles"]:
        return
    part = Part(problem)
    told = _Told(part, search)
    best = _solved(part, search, seed, told)
    if best.is_feasible():
        told.waiting = best
    told.flush()


def suits(problem: dict[str, Any]) -> bool:
    """Whether what PyVRP leaves out is small: orders between customers with a choice of ways, days that are
    mostly driven on batteries (elsewhere OR-Tools found better plans in the same time, measured)."""
    orders, vehicles = problem["orders"], problem["vehicles"]
    pairs = [o for o in orders if len(o["ends"]) == 2 and any(len(end) > 1 for end in o["ends"])]
    batteries = [v for v in vehicles if v["use_max"] >= 0]
    return len(pairs) <= MOST_PAIRS * len(orders) and len(batteries) <= MOST_BATTERIES * len(vehicles)


def versions() -> dict[str, str]:
    """What took part."""
    return {"pyvrp": version("pyvrp")}
