"""The routing model in OR-Tools. Loaded by the worker process only.

Measured on the shipped wheel (9.15): iterated local search runs only through its own method, and needs no
start; guided local search then goes on from the best found. Matrices, no Python callbacks. The GIL is
held for the whole search, so that nothing but a solution callback can run: cancelling means killing.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise
from typing import Any

from ortools.constraint_solver import (  # type: ignore[import-untyped]
    pywrapcp,
    routing_enums_pb2,
    routing_ils_pb2,
)

from game.solver.model_loads import Loads
from game.solver.model_terms import (
    HORIZON_S,
    REPORT_EVERY_S,
    Routes,
    Search,
    breaks_share,
    may_need_break,
)

IDLE_RELOAD = 1
"""Price of not using a reload: enough to park it at the end of a trip."""
SAFETY_S = 60.0
"""Latest end of a phase that counts solutions, should they stop coming; it then repeats only nearly."""


def iterated_parameters() -> Any:
    """SISR, random walks and near routes as ruin (Christiaens & Vanden Berghe 2020)."""
    found = pywrapcp.DefaultRoutingSearchParameters()
    strategy = routing_enums_pb2.FirstSolutionStrategy
    found.first_solution_strategy = strategy.PARALLEL_CHEAPEST_INSERTION
    found.use_iterated_local_search = True
    mixture = found.iterated_local_search_parameters.ruin_recreate_parameters
    sequences = mixture.ruin_strategies.add().sisr
    sequences.max_removed_sequence_size = 10
    sequences.avg_num_removed_visits = 10
    sequences.bypass_factor = 0.5
    mixture.ruin_strategies.add().random_walk.num_removed_visits = 8
    mixture.ruin_strategies.add().spatially_close_routes.num_ruined_routes = 2
    mixture.ruin_composition_strategy = routing_ils_pb2.RuinCompositionStrategy.RUN_ONE_RANDOMLY
    return found


class Model(Loads):
    """One problem in OR-Tools' terms."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem = problem
        self.nodes = problem["nodes"]
        self.vehicles = problem["vehicles"]
        self.reloads = problem["reloads"]
        depots = sorted({v["depot"] for v in self.vehicles})
        self.place = [n["place"] for n in self.nodes] + depots
        ends = [len(self.nodes) + depots.index(v["depot"]) for v in self.vehicles]
        self.manager = pywrapcp.RoutingIndexManager(len(self.place), len(self.vehicles), ends, ends)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.index = [self.manager.NodeToIndex(n) for n in range(len(self.nodes))]
        self.fixed = {n for v in self.vehicles for n in v["fixed"]}
        self._costs()
        self._time()
        self._loads()
        self._limits()
        self._orders()

    def _matrix(self, table: list[list[int]], extra: Sequence[int]) -> list[list[int]]:
        """A place matrix spread over nodes, plus something per node that is left.

        A truck that comes home from a reload has not loaded: it costs nothing there.
        """
        rows = [[table[a][b] + extra[i] for b in self.place] for i, a in enumerate(self.place)]
        for n in self.reloads:
            for depot in range(len(self.nodes), len(self.place)):
                rows[n][depot] -= extra[n]
        return rows

    def _costs(self) -> None:
        """Road, energy, toll and CO2e on the arcs; duty and the depot's fixed work per vehicle used."""
        self.by_class = []
        for k, kind in enumerate(self.problem["classes"]):
            extra = [n["cost"] for n in self.nodes] + [0] * (len(self.place) - len(self.nodes))
            for order in self.problem["orders"]:
                for n in order["ends"][0]:
                    extra[n] += order["depot_cost"][k]
            self.by_class.append(self.routing.RegisterTransitMatrix(self._matrix(kind["cost"], extra)))
        for v, vehicle in enumerate(self.vehicles):
            self.routing.SetArcCostEvaluatorOfVehicle(self.by_class[vehicle["class"]], v)
            self.routing.SetFixedCostOfVehicle(vehicle["fixed_cost"], v)

    def _time(self) -> None:
        service = [n["service_s"] for n in self.nodes] + [0] * (len(self.place) - len(self.nodes))
        self.service = service
        known: dict[tuple[int, bool], int] = {}
        moves = []
        for v, vehicle in enumerate(self.vehicles):
            key = vehicle["class"], may_need_break(self.problem, v)
            if key not in known:
                known[key] = self.routing.RegisterTransitMatrix(self._matrix(self._driven(*key), service))
            moves.append(known[key])
        self.routing.AddDimensionWithVehicleTransits(moves, HORIZON_S, HORIZON_S, False, "time")
        self.time = self.routing.GetDimensionOrDie("time")
        for v, vehicle in enumerate(self.vehicles):
            self.time.SetSpanCostCoefficientForVehicle(vehicle["second"], v)
            if vehicle["overtime"]:
                bound = pywrapcp.BoundCost(vehicle["contract_s"], vehicle["overtime"])
                self.time.SetSoftSpanUpperBoundForVehicle(bound, v)
            if vehicle["fixed"]:
                continue
            self.time.CumulVar(self.routing.Start(v)).SetMin(min(vehicle["depart_after_s"], HORIZON_S))
            self.time.CumulVar(self.routing.End(v)).SetMax(vehicle["back_before_s"])
            self.time.SetSpanUpperBoundForVehicle(max(0, vehicle["span_s"]), v)
            self.routing.AddVariableMinimizedByFinalizer(self.time.CumulVar(self.routing.End(v)))
            self.routing.AddVariableMaximizedByFinalizer(self.time.CumulVar(self.routing.Start(v)))
        for node, entry in enumerate(self.nodes):
            if node not in self.fixed:
                self._windows(self.time.CumulVar(self.index[node]), entry["windows"])

    def _windows(self, cumul: Any, windows: list[list[int]]) -> None:
        cumul.SetRange(max(0, windows[0][0]), min(windows[-1][1], HORIZON_S))
        for (_, close), (opens, _) in pairwise(windows):
            if close + 1 < opens:
                cumul.RemoveInterval(close + 1, opens - 1)

    def _limits(self) -> None:
        """Driving per day, and the charge of a battery; what is charged on the way has its price."""
        classes = self.problem["classes"]
        none = [0] * len(self.place)
        if any(v["span_s"] > v["drive_s"] for v in self.vehicles):
            moves = [self.routing.RegisterTransitMatrix(self._matrix(k["drive_s"], none)) for k in classes]
            rooms = [v["drive_s"] for v in self.vehicles]
            self.routing.AddDimensionWithVehicleTransitAndCapacity(
                [moves[v["class"]] for v in self.vehicles], 0, rooms, True, "drive"
            )
        if any(v["use_max"] >= 0 for v in self.vehicles):
            uses = [self.routing.RegisterTransitMatrix(self._matrix(k["use"], none)) for k in classes]
            rooms = [v["use_max"] + v["use_more"] if v["use_max"] >= 0 else 1 << 40 for v in self.vehicles]
            self.routing.AddDimensionWithVehicleTransitAndCapacity(
                [uses[v["class"]] for v in self.vehicles], 0, rooms, True, "use"
            )
            use = self.routing.GetDimensionOrDie("use")
            for v, vehicle in enumerate(self.vehicles):
                if vehicle["use_more"]:
                    end = self.routing.End(v)
                    use.SetCumulVarSoftUpperBound(end, vehicle["use_max"], vehicle["use_price"])

    def _orders(self) -> None:
        """Who may carry an order, by which way, what buying it in costs, collecting before delivering."""
        closed = {v for v, vehicle in enumerate(self.vehicles) if vehicle["closed"]}
        for order in self.problem["orders"]:
            ends = [[self.index[n] for n in end] for end in order["ends"]]
            carried = any(n in self.fixed for end in order["ends"] for n in end)
            for n in (n for end in order["ends"] for n in end):
                able = self.nodes[n]["allowed"]
                allowed = able if carried else [v for v in able if v not in closed]
                self.routing.VehicleVar(self.index[n]).SetValues([-1, *allowed])
            if carried:
                continue
            if len(ends) == 1:
                self.routing.AddDisjunction(ends[0], order["penalty"])
            else:
                self._pair(ends[0], ends[1], order["penalty"])
        for n in self.reloads:
            able = [v for v in self.nodes[n]["allowed"] if v not in closed]
            self.routing.VehicleVar(self.index[n]).SetValues([-1, *able])
            self.routing.AddDisjunction([self.index[n]], IDLE_RELOAD)

    def _pair(self, collects: list[int], delivers: list[int], penalty: int) -> None:
        """One of the collecting nodes before one of the delivering ones in the same vehicle, or none."""
        solver, routing = self.routing.solver(), self.routing
        pair = routing.AddDisjunction(collects, penalty), routing.AddDisjunction(delivers, 0)
        if len(collects) == len(delivers) == 1:
            routing.AddPickupAndDelivery(collects[0], delivers[0])
            solver.Add(routing.VehicleVar(collects[0]) == routing.VehicleVar(delivers[0]))
            solver.Add(routing.ActiveVar(collects[0]) == routing.ActiveVar(delivers[0]))
            solver.Add(self.time.CumulVar(collects[0]) <= self.time.CumulVar(delivers[0]))
            return
        routing.AddPickupAndDeliverySets(*pair)
        sums = [solver.Sum([routing.ActiveVar(i) for i in side]) for side in (collects, delivers)]
        solver.Add(sums[0] == sums[1])
        places = [solver.Max([routing.VehicleVar(i) for i in side]) for side in (collects, delivers)]
        solver.Add(places[0] == places[1])
        for a in collects:
            for b in delivers:
                both = routing.ActiveVar(a) + routing.ActiveVar(b)
                solver.Add(self.time.CumulVar(a) <= self.time.CumulVar(b) + HORIZON_S * (2 - both))

    def _driven(self, kind: int, rests: bool) -> list[list[int]]:
        """Driving time of a class; with `rests` the breaks that come with it, as a share of it. Intervals of
        OR-Tools would be truer, but with them no first plan of long trips is found (measured)."""
        table: list[list[int]] = self.problem["classes"][kind]["drive_s"]
        share = breaks_share(self.problem)
        return [[round(s * (1 + share)) for s in row] for row in table] if rests else table

    # Solving -----------------------------------------------------------------------------

    def solve(self, search: Search) -> None:
        """Search; every better solution goes to `search.report`."""
        self.best: int | None = None
        self.told_s = 0.0
        self.search = search
        self.pending: tuple[Routes, int] | None = None
        began = time.monotonic()
        self.routing.AddAtSolutionCallback(self._at_solution)
        first = self._parameters(search, search.ils)
        self.routing.CloseModelWithParameters(first)
        locks = [[self.index[n] for n in v["fixed"]] for v in self.vehicles]
        locked = any(locks)
        if locked:
            self.routing.ApplyLocksToAllVehicles(locks, False)
        start = self._assignment(self.problem["start"])
        iterated = search.ils > 0 and not locked
        found = self.routing.SolveWithIteratedLocalSearch(first) if iterated else None
        self._flush()
        if search.ils < 1 or found is None:
            spent = (time.monotonic() - began) / search.seconds if search.seconds else search.ils
            left = max(0.02, 1.0 - spent) if found or search.seconds else 1.0
            self._guided(search, left, self._better(found, start))

    def _guided(self, search: Search, share: float, best: Any) -> None:
        """Guided local search from the best so far, or from nothing."""
        then = self._parameters(search, share)
        guided = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        then.local_search_metaheuristic = guided
        if best is None:
            self.routing.SolveWithParameters(then)
        else:
            self.routing.SolveFromAssignmentWithParameters(best, then)
        self._flush()

    def _better(self, found: Any, start: Any) -> Any:
        if found is None or start is None:
            return found or start
        return found if found.ObjectiveValue() <= start.ObjectiveValue() else start

    def _assignment(self, routes: Routes) -> Any:
        """A warm start; None when there is none or the model cannot take it."""
        inside = [[self.index[n] for n in route] for route in routes]
        return self.routing.ReadAssignmentFromRoutes(inside, True) if any(routes) else None

    def _parameters(self, search: Search, share: float) -> Any:
        found = iterated_parameters()
        seconds = search.seconds * share if search.seconds else SAFETY_S
        found.time_limit.FromMilliseconds(max(1, round(1000 * seconds)))
        if search.solution_limit:
            found.solution_limit = max(1, round(search.solution_limit * share))
        return found

    def _at_solution(self) -> None:
        cost = self.routing.CostVar().Min()  # a tail of slack may still be open
        if self.best is not None and cost >= self.best:
            return
        self.best = cost
        self.pending = (self._routes(), cost)
        now = time.monotonic()
        # counting solutions must repeat exactly, so then every one is told
        if self.search.solution_limit or now - self.told_s >= REPORT_EVERY_S:
            self.told_s = now
            self._flush()

    def _flush(self) -> None:
        if self.pending is not None:
            self.search.report(*self.pending)
            self.pending = None

    def _routes(self) -> Routes:
        routes: Routes = []
        for v in range(len(self.vehicles)):
            index, route = self.routing.NextVar(self.routing.Start(v)).Value(), []
            while not self.routing.IsEnd(index):
                route.append(self.manager.IndexToNode(index))
                index = self.routing.NextVar(index).Value()
            routes.append(route)
        return routes


def solve(problem: dict[str, Any], search: Search, _seed: int = 1) -> None:
    """Solve a problem dict (`problem.build`); better solutions go to `search.report`."""
    if problem["nodes"] and problem["vehicles"]:
        Model(problem).solve(search)


def versions() -> dict[str, str]:
    """What a stored reference plan names."""
    return {"ortools": version("ortools")}
