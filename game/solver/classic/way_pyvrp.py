"""PyVRP's iterated local search on an instance, with what other processes find and with recombination.

PyVRP: N. A. Wouda, L. Lan & W. Kool, PyVRP: a high-performance VRP solver package, INFORMS Journal on
Computing 36 (2024). Absent where it has no wheel: the other ways then search alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyvrp
from pyvrp.IteratedLocalSearch import IteratedLocalSearchCallbacks, IteratedLocalSearchParams
from pyvrp.solve import SolveParams

from game.domain.instance import ENDLESS
from game.solver.classic.frame import Frame, Route, Routes
from game.solver.classic.recombine import recombine, worth
from game.solver.classic.run import Run

TURNS = (0.3, 0.5, 0.7, 0.85, 1.0)
"""Parts of the time after which recombination is tried and what others found is looked at."""
ROUND_ITERATIONS = 200
RECOMBINE_SHARE = 0.06
LEAST_S = 0.3
"""Time that must be left for recombination: it is no use at the very end."""
KEEP_EVERY = 2
"""Every how many iterations the routes that were met go into the pool."""
NEAR = 1.02
"""How much dearer than the best a solution may be for its routes to be kept."""
MOST_POOL = 20_000


def search(frame: Frame, run: Run) -> None:
    """Search until time is up, or `run.rounds` times `ROUND_ITERATIONS`."""
    _Search(frame, run).go()


def plain(frame: Frame, run: Run) -> None:
    """PyVRP as it comes: without what we add, for comparisons."""
    pool = Pool(frame)
    pool.found = lambda s: run.offer(routes_of(s, frame)) if s.is_feasible() else None
    pool.keeps = False
    params = SolveParams(ils=IteratedLocalSearchParams(callbacks=pool))

    def stop(best_cost: int) -> bool:  # noqa: ARG001 - PyVRP names it
        return run.over()

    pyvrp.solve(
        problem_data(frame), stop, seed=run.seed, collect_stats=False, params=params
    )


class _Search:
    """One search: PyVRP's data, the pool of routes, and where it stands."""

    def __init__(self, frame: Frame, run: Run) -> None:
        self.frame, self.run = frame, run
        self.data = problem_data(frame)
        self.pool = Pool(frame)
        self.pool.found = self._found
        self.whole_s = run.left_s()
        self.iterations = 0
        self.turn_ends_s = self.run.until_s

    def go(self) -> None:
        """Turn after turn, each from the best known."""
        shares = TURNS if not self.run.rounds else [1.0] * self.run.rounds
        for number, share in enumerate(shares):
            if self.run.over():
                return
            start = self._solution(self.run.best) if self.run.best else None
            self.turn_ends_s = self.run.until_s - (1 - share) * self.whole_s
            self.iterations = 0
            params = SolveParams(ils=IteratedLocalSearchParams(callbacks=self.pool))
            pyvrp.solve(
                self.data, self._stop, seed=self.run.seed + number, collect_stats=False, params=params,
                initial_solution=start,
            )  # fmt: skip
            self.run.listen()
            self._recombine()

    def _stop(self, best_cost: int) -> bool:  # noqa: ARG002 - PyVRP names it
        self.iterations += 1
        if self.run.rounds:
            return self.iterations > ROUND_ITERATIONS
        return time.monotonic() >= self.turn_ends_s

    def _found(self, solution: pyvrp.Solution) -> None:
        if solution.is_feasible():
            self.run.offer(routes_of(solution, self.frame))

    def _recombine(self) -> None:
        best = self.run.best
        if best is None or self.frame.paired or not worth(self.frame, best):
            return
        if not self.run.rounds and self.run.left_s() < LEAST_S:
            return
        for routes in (best, *self.run.heard):
            self.pool.add(routes)
        self.run.heard.clear()
        seconds = RECOMBINE_SHARE * self.whole_s if not self.run.rounds else 1.0
        found = recombine(self.frame, self.pool.routes, best, min(seconds, max(0.05, self.run.left_s())))
        if found is not None:
            self.run.offer(found)

    def _solution(self, routes: Routes) -> pyvrp.Solution:
        return pyvrp.Solution(self.data, [self._route(route) for route in routes])

    def _route(self, route: Route) -> pyvrp.Route:
        return pyvrp.Route(self.data, [self._activity(place) for place in route], 0)

    def _activity(self, place: int) -> pyvrp.Activity:
        kind = pyvrp.ActivityType
        if not self.frame.paired:
            return pyvrp.Activity(kind.CLIENT, place - 1)
        collects = self.frame.demand[place] > 0
        pair = pairs_of(self.frame).index(place if collects else self.frame.partner[place])
        return pyvrp.Activity(kind.PICKUP if collects else kind.DELIVERY, pair)


class Pool(IteratedLocalSearchCallbacks):
    """Routes that were met, each with its distance; and who wants to know of a new best."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.routes: dict[Route, int] = {}
        self.seen: set[tuple[int, int, int]] = set()
        """Distance, duration and length of routes looked at: cheaper than who is on them."""
        self.count = 0
        self.keeps = not frame.paired
        self.found: Callable[[pyvrp.Solution], object] = lambda _: None

    def add(self, routes: Routes) -> None:
        """Routes known from elsewhere."""
        self.routes |= {route: self.frame.length(route) for route in routes}

    def on_start(self, ils: pyvrp.IteratedLocalSearch) -> None:
        """The first solution is told as well, when it is allowed."""
        self.found(ils.initial_solution)

    def on_best(self, best: pyvrp.Solution) -> None:
        """Told at once."""
        self.found(best)
        if self.keeps:
            self._keep(best)

    def on_iteration(
        self, current: pyvrp.Solution, candidate: pyvrp.Solution, best: pyvrp.Solution,  # noqa: ARG002
        cost_evaluator: pyvrp.CostEvaluator,
    ) -> None:  # fmt: skip
        """Routes of solutions near the best are kept."""
        self.count += 1
        if not self.keeps or self.count % KEEP_EVERY or len(self.routes) > MOST_POOL:
            return
        if cost_evaluator.penalised_cost(candidate) < NEAR * cost_evaluator.cost(best):
            self._keep(candidate)

    def _keep(self, solution: pyvrp.Solution) -> None:
        for route in solution.routes():
            mark = route.distance(), route.duration(), len(route)
            if mark not in self.seen:
                self.seen.add(mark)
                if route.is_feasible():
                    self.routes[_visits(route, self.frame)] = mark[0]


def pairs_of(frame: Frame) -> list[int]:
    """Positions of the collecting ends, in the sequence of PyVRP's shipments."""
    return [n for n in range(1, frame.size) if frame.demand[n] > 0]


def routes_of(solution: pyvrp.Solution, frame: Frame) -> Routes:
    """Positions on each route."""
    return tuple(_visits(route, frame) for route in solution.routes())


def _visits(route: pyvrp.Route, frame: Frame) -> Route:
    if not frame.paired:
        return tuple(a.idx + 1 for a in route if a.is_client())
    collects = pairs_of(frame)
    found = [(a.is_pickup(), collects[a.idx]) for a in route if a.is_shipment()]
    return tuple(n if collected else frame.partner[n] for collected, n in found)


def problem_data(frame: Frame) -> pyvrp.ProblemData:
    """The instance in PyVRP's terms."""
    latest = [min(due, ENDLESS) for due in frame.due]
    clients = [] if frame.paired else [
        pyvrp.Client(
            n, [frame.demand[n]], tw_early=frame.ready[n], tw_late=latest[n],
            service_duration=frame.service[n],
        )
        for n in range(1, frame.size)
    ]  # fmt: skip
    shipments = [_shipment(frame, n, latest) for n in pairs_of(frame)] if frame.paired else []
    limit: dict[str, Any] = {"shift_duration": frame.route_limit} if frame.route_limit else {}
    tables: Any = [np.array(t, dtype=np.int64) for t in (frame.distance, frame.duration)]
    fleet = pyvrp.VehicleType(
        frame.vehicles, [frame.capacity], fixed_cost=frame.vehicle_cost, tw_early=frame.ready[0],
        tw_late=latest[0], **limit,
    )  # fmt: skip
    return pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in range(frame.size)],
        clients,
        [pyvrp.Depot(0, tw_early=frame.ready[0], tw_late=latest[0])],
        [fleet],
        tables[:1],
        tables[1:],
        [],
        shipments,
    )


def _shipment(frame: Frame, n: int, latest: Sequence[int]) -> pyvrp.Shipment:
    m = frame.partner[n]
    return pyvrp.Shipment(
        n, m, frame.ready[n], latest[n], frame.service[n], frame.ready[m], latest[m], frame.service[m],
        [frame.demand[n]],
    )  # fmt: skip
