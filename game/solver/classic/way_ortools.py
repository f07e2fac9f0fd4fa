"""OR-Tools' routing model on an instance: iterated or guided local search, whole or by neighbouring routes.

Decomposition: a seed route and those nearest to it are solved again as an instance of their own, which
the compiled search does in a fraction of a second (ROUTING findings: ILS 2.9 % after 10 s, with it 2.3 %).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from ortools.constraint_solver import (  # type: ignore[import-untyped]
    pywrapcp,
    routing_enums_pb2,
)

from game.domain import chance
from game.solver.classic.frame import Frame, Routes
from game.solver.classic.run import Run
from game.solver.model import iterated_parameters

WHOLE_SHARE = 0.35
"""Part of the time for the whole instance before it is taken apart."""
PART_S = 0.35
PART_CUSTOMERS = (30, 70)
"""Customers of a part, least and most wanted."""
PART_SOLUTIONS = 30
"""Per part, when rounds count instead of time."""

Found = Callable[[Routes], object]


def iterated(frame: Frame, run: Run) -> None:
    """Iterated local search on the whole instance, to the end: what OR-Tools does best alone."""
    _whole(frame, run, guided_search=False)


def guided(frame: Frame, run: Run) -> None:
    """Parallel cheapest insertion and guided local search, to the end: OR-Tools as most people use it."""
    _whole(frame, run, guided_search=True)


def _whole(frame: Frame, run: Run, guided_search: bool) -> None:
    """OR-Tools has no seed: another numbering of the customers leads its search elsewhere."""
    draw = chance.stream(run.seed, "classic/numbering")
    order = sorted(range(1, frame.size), key=lambda _: draw.random())
    shuffled, places = part_of(frame, [order], 0)
    shuffled = replace(shuffled, vehicles=frame.vehicles)
    at = {place: position for position, place in enumerate(places)}
    start = tuple(tuple(at[p] for p in route) for route in run.best) if run.best else None

    def better(routes: Routes) -> None:
        run.offer(tuple(tuple(places[p] for p in route) for route in routes))

    solve(
        shuffled, better, seconds=run.left_s(), start=start, rounds=run.rounds, guided_search=guided_search
    )


def decomposed(frame: Frame, run: Run) -> None:
    """The whole instance for a while, then parts of it again and again."""
    solve(frame, run.offer, seconds=WHOLE_SHARE * run.left_s(), start=run.best, rounds=run.rounds)
    draw = chance.stream(run.seed, "classic/parts")
    turns = 0
    while run.best is not None and not run.over() and not (run.rounds and turns >= run.rounds):
        turns += 1
        run.listen()
        improve_part(frame, run, draw)


def improve_part(frame: Frame, run: Run, draw: chance.Random) -> None:
    """One seed route with its neighbours, solved again."""
    assert run.best is not None
    chosen = _neighbours(frame, run.best, draw)
    if len(chosen) < 2:
        return
    rest = tuple(route for n, route in enumerate(run.best) if n not in chosen)
    part, places = part_of(frame, [run.best[n] for n in chosen], len(rest))
    at = {place: position for position, place in enumerate(places)}
    start = tuple(tuple(at[p] for p in run.best[n]) for n in chosen)

    def better(routes: Routes) -> None:
        run.offer((*rest, *(tuple(places[p] for p in route) for route in routes)))

    seconds = min(PART_S, max(0.02, run.left_s()))
    solve(part, better, seconds=seconds, start=start, rounds=PART_SOLUTIONS if run.rounds else 0)


def part_of(frame: Frame, routes: Sequence[Sequence[int]], others: int) -> tuple[Frame, list[int]]:
    """These routes as an instance of their own, and the place of each of its positions."""
    places = [0, *(place for route in routes for place in route)]
    at = {place: position for position, place in enumerate(places)}

    def pick(values: Sequence[int]) -> tuple[int, ...]:
        return tuple(values[p] for p in places)

    part = replace(
        frame,
        distance=[[frame.distance[a][b] for b in places] for a in places],
        duration=[[frame.duration[a][b] for b in places] for a in places],
        demand=pick(frame.demand), ready=pick(frame.ready), due=pick(frame.due), service=pick(frame.service),
        partner=tuple(at[frame.partner[p]] if frame.partner[p] else 0 for p in places),
        vehicles=min(len(places) - 1, max(len(routes), frame.vehicles - others)),
    )  # fmt: skip
    return part, places


def _neighbours(frame: Frame, routes: Routes, draw: chance.Random) -> list[int]:
    """A route and those whose customers are nearest to one of its own, until the part is large enough."""
    order = sorted(range(len(routes)), key=lambda _: draw.random())
    seed, least, most = order[0], *PART_CUSTOMERS
    wanted = least + int(draw.random() * (most - least))
    middle = routes[seed][int(draw.random() * len(routes[seed]))]
    near = sorted(order[1:], key=lambda n: (min(frame.distance[middle][p] for p in routes[n]), n))
    chosen, size = [seed], len(routes[seed])
    for n in near:
        if size >= wanted:
            break
        chosen.append(n)
        size += len(routes[n])
    return chosen


def solve(
    frame: Frame, found: Found, *, seconds: float, start: Routes | None = None, rounds: int = 0,
    guided_search: bool = False,
) -> None:  # fmt: skip
    """Solve one instance in OR-Tools; each better solution goes to `found`. Holds the GIL throughout."""
    if seconds <= 0 and not rounds:
        return
    model = _Model(frame, found)
    model.solve(seconds, start, rounds, guided_search)


class _Model:
    """One instance as a routing model."""

    def __init__(self, frame: Frame, found: Found) -> None:
        self.frame, self.found, self.best = frame, found, 1 << 62
        self.manager = pywrapcp.RoutingIndexManager(frame.size, frame.vehicles, 0)
        self.routing = pywrapcp.RoutingModel(self.manager)
        arcs = self.routing.RegisterTransitMatrix(frame.distance)
        self.routing.SetArcCostEvaluatorOfAllVehicles(arcs)
        if frame.vehicle_cost:
            self.routing.SetFixedCostOfAllVehicles(frame.vehicle_cost)
        demand = self.routing.RegisterUnaryTransitVector(list(frame.demand))
        self.routing.AddDimension(demand, 0, frame.capacity, True, "load")
        if frame.timed:
            self._time()
        if frame.paired:
            self._pairs()

    def _time(self) -> None:
        frame = self.frame
        moves = [[d + s for d in row] for row, s in zip(frame.duration, frame.service, strict=True)]
        horizon = min(frame.due[0], 1 << 40)
        transit = self.routing.RegisterTransitMatrix(moves)
        self.routing.AddDimension(transit, horizon, horizon, False, "time")
        self.time = self.routing.GetDimensionOrDie("time")
        for n in range(1, frame.size):
            index = self.manager.NodeToIndex(n)
            self.time.CumulVar(index).SetRange(frame.ready[n], min(frame.due[n], horizon))
        if frame.route_limit:
            for v in range(frame.vehicles):
                self.time.SetSpanUpperBoundForVehicle(frame.route_limit, v)

    def _pairs(self) -> None:
        solver = self.routing.solver()
        for n in range(1, self.frame.size):
            if self.frame.demand[n] <= 0:
                continue
            a, b = (self.manager.NodeToIndex(p) for p in (n, self.frame.partner[n]))
            self.routing.AddPickupAndDelivery(a, b)
            solver.Add(self.routing.VehicleVar(a) == self.routing.VehicleVar(b))
            solver.Add(self.time.CumulVar(a) <= self.time.CumulVar(b))

    def solve(self, seconds: float, start: Routes | None, rounds: int, guided_search: bool) -> None:
        """Until time or solutions are up."""
        self.routing.AddAtSolutionCallback(self._at_solution)
        parameters = _guided() if guided_search else iterated_parameters()
        parameters.time_limit.FromMilliseconds(60_000 if rounds else max(1, round(1000 * seconds)))
        if rounds:
            parameters.solution_limit = rounds
        self.routing.CloseModelWithParameters(parameters)
        first = self.routing.ReadAssignmentFromRoutes([list(r) for r in start], True) if start else None
        if guided_search:
            self._plain(first, parameters)
        else:
            self.routing.SolveWithIteratedLocalSearch(parameters)

    def _plain(self, first: Any, parameters: Any) -> None:
        if first is None:
            self.routing.SolveWithParameters(parameters)
        else:
            self.routing.SolveFromAssignmentWithParameters(first, parameters)

    def _at_solution(self) -> None:
        cost = self.routing.CostVar().Min()
        if cost < self.best:
            self.best = cost
            self.found(self._routes())

    def _routes(self) -> Routes:
        routes = []
        for v in range(self.frame.vehicles):
            index, route = self.routing.NextVar(self.routing.Start(v)).Value(), []
            while not self.routing.IsEnd(index):
                route.append(self.manager.IndexToNode(index))
                index = self.routing.NextVar(index).Value()
            routes.append(tuple(route))
        return tuple(routes)


def _guided() -> Any:
    found = pywrapcp.DefaultRoutingSearchParameters()
    strategy = routing_enums_pb2.FirstSolutionStrategy
    found.first_solution_strategy = strategy.PARALLEL_CHEAPEST_INSERTION
    found.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    return found
