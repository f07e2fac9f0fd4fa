"""The best solution that can be put together from routes that were met: set partitioning.

Exact over what is in the pool (SCIP, by OR-Tools). It pays where routes are short and time windows narrow;
with long routes the pool hardly ever holds two halves that fit (measured), so it is left out there.
"""

from __future__ import annotations

from collections.abc import Mapping

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from game.solver.classic.frame import Frame, Route, Routes

SHORT = 14.0
"""Customers on a route, on average, up to which it is tried."""
MOST_ROUTES = 6_000


def worth(frame: Frame, best: Routes) -> bool:
    """Whether routes are short enough."""
    return len(best) > 1 and (frame.size - 1) / len(best) <= SHORT


def recombine(frame: Frame, pool: Mapping[Route, int], best: Routes, seconds: float) -> Routes | None:
    """The cheapest choice from the pool (route -> distance) that visits everybody once; None without one.

    `best` is among the pool's choices, so that the answer is never worse.
    """
    routes = _chosen(pool, best)
    model = pywraplp.Solver.CreateSolver("SCIP")
    if model is None:
        return None
    model.SetTimeLimit(max(1, round(1000 * seconds)))
    rows = [model.RowConstraint(1, 1, "") for _ in range(frame.size - 1)]
    fleet = model.RowConstraint(0, frame.vehicles, "")
    takes = [model.BoolVar("") for _ in routes]
    goal = model.Objective()
    for take, (route, length) in zip(takes, routes, strict=True):
        goal.SetCoefficient(take, length + frame.vehicle_cost)
        fleet.SetCoefficient(take, 1)
        for place in route:
            rows[place - 1].SetCoefficient(take, 1)
    goal.SetMinimization()
    mine = set(best)
    model.SetHint(takes, [float(route in mine) for route, _ in routes])
    if model.Solve() not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return None
    return tuple(route for take, (route, _) in zip(takes, routes, strict=True) if take.solution_value() > 0.5)


def _chosen(pool: Mapping[Route, int], best: Routes) -> list[tuple[Route, int]]:
    """The best's own routes and the newest of the others."""
    newest = list(pool)[-MOST_ROUTES:]
    return [(route, pool[route]) for route in dict.fromkeys([*newest, *(r for r in best if r in pool)])]
