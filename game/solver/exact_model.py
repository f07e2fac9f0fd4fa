"""The simplified problem of the routing model, once more, for CP-SAT: which plan of it is the very best.

One circuit per vehicle over the nodes that it may visit, each node at most once over all vehicles; times,
hours of duty, overtime, driving, energy and prices as in `model`, loads in `exact_loads`. What a search only
finds is proven here, for days of some fifteen orders. Loaded by the exact worker's process only.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from game.solver.exact_loads import ExactLoads
from game.solver.model_terms import HORIZON_S, Routes, breaks_share, may_need_break

FIRST_S = -86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What CP-SAT says of one problem, in the problem's units."""

    optimal: bool
    """`routes` is an optimum of this problem, to the last unit."""
    cost: int | None
    """Of `routes`; None when nothing was found."""
    bound: int
    """No plan of this problem costs less; valid at any time."""
    routes: Routes


class Exact(ExactLoads):
    """One problem in CP-SAT's terms."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem = problem
        self.nodes, self.vehicles = problem["nodes"], problem["vehicles"]
        self.reloads = frozenset(problem["reloads"])
        self.rest_share = breaks_share(problem)
        self.rests = [may_need_break(problem, v) for v in range(len(self.vehicles))]
        self.cp = cp_model.CpModel()
        self.costs: list[Any] = []
        self.mine = [self._mine(v) for v in range(len(self.vehicles))]
        self.at = [self._time_of(n) for n in self.nodes]
        self.first = [self.cp.new_int_var(FIRST_S, HORIZON_S, "") for _ in self.vehicles]
        self.last = [self.cp.new_int_var(FIRST_S, HORIZON_S, "") for _ in self.vehicles]
        self.visit = [{n: self.cp.new_bool_var("") for n in mine} for mine in self.mine]
        self.used = [self.cp.new_bool_var("") for _ in self.vehicles]
        self.arcs: list[dict[tuple[int, int], Any]] = [self._circuit(v) for v in range(len(self.vehicles))]
        for v in range(len(self.vehicles)):
            self._times(v)
            self._prices(v)
        self._orders()
        self._loads()
        self._alike()

    # The graph ---------------------------------------------------------------------------

    def _mine(self, v: int) -> list[int]:
        return [n for n, node in enumerate(self.nodes) if v in node["allowed"]]

    def _time_of(self, node: dict[str, Any]) -> Any:
        from_s = self.problem.get("from_s", 0)
        windows = [[max(from_s, a), min(b, HORIZON_S)] for a, b in node["windows"]]
        return self.cp.new_int_var_from_domain(cp_model.Domain.from_intervals(windows), "")

    def _circuit(self, v: int) -> dict[tuple[int, int], Any]:
        """Arcs of one vehicle by node numbers; -1 is its depot, where a loop means that it stays at home."""
        spot = {n: i + 1 for i, n in enumerate(self.mine[v])} | {-1: 0}
        arcs = {
            (a, b): self.cp.new_bool_var("")
            for a in spot for b in spot
            if a != b and self._goes(v, a, b)
        }  # fmt: skip
        loops = [(i, i, ~self.visit[v][n]) for n, i in spot.items() if n >= 0]
        self.cp.add_circuit([
            (0, 0, ~self.used[v]), *loops, *((spot[a], spot[b], x) for (a, b), x in arcs.items())
        ])  # fmt: skip
        for n in self.mine[v]:
            self.cp.add_implication(self.visit[v][n], self.used[v])
        return arcs

    def _goes(self, v: int, a: int, b: int) -> bool:
        """Whether `b` can follow `a` by the hours; nobody loads again to go home."""
        if a < 0 or b < 0:
            return not (b < 0 and a in self.reloads)
        windows = self.nodes[b]["windows"]
        soonest_s = self.nodes[a]["windows"][0][0] + self.nodes[a]["service_s"] + self.drive_s(v, a, b)
        return bool(soonest_s <= windows[-1][1])

    def place(self, v: int, n: int) -> int:
        """Number of the place of a node; -1 is the vehicle's depot."""
        found: int = self.vehicles[v]["depot"] if n < 0 else self.nodes[n]["place"]
        return found

    def table(self, v: int, name: str, a: int, b: int) -> int:
        """A figure of the leg between two nodes for a vehicle."""
        found: int = self.problem["classes"][self.vehicles[v]["class"]][name][self.place(v, a)][
            self.place(v, b)
        ]
        return found

    def drive_s(self, v: int, a: int, b: int) -> int:
        """Driving time, with the breaks that come with it where the vehicle may need one."""
        seconds = self.table(v, "drive_s", a, b)
        return round(seconds * (1 + self.rest_share)) if self.rests[v] else seconds

    # Time and money ----------------------------------------------------------------------

    def _times(self, v: int) -> None:
        """Who is where when; a leg that is driven says so."""
        vehicle, cp = self.vehicles[v], self.cp
        cp.add(self.first[v] >= vehicle["depart_after_s"])
        cp.add(self.last[v] <= vehicle["back_before_s"]).only_enforce_if(self.used[v])
        for (a, b), x in self.arcs[v].items():
            leaves = self.first[v] if a < 0 else self.at[a] + self.nodes[a]["service_s"]
            comes = self.last[v] if b < 0 else self.at[b]
            cp.add(comes >= leaves + self.drive_s(v, a, b)).only_enforce_if(x)

    def _lasts(self, v: int, a: int, b: int) -> int:
        """Least seconds from one visit to the next: work and driving, or until the other opens."""
        service_s = 0 if a < 0 else self.nodes[a]["service_s"]
        lasts_s: int = service_s + self.drive_s(v, a, b)
        if a >= 0 and b >= 0:
            lasts_s = max(lasts_s, self.nodes[b]["windows"][0][0] - self.nodes[a]["windows"][-1][1])
        return lasts_s

    def _prices(self, v: int) -> None:
        """Legs, visits, duty with overtime, and what is charged on the way."""
        vehicle, cp, arcs = self.vehicles[v], self.cp, self.arcs[v]
        duty = cp.new_int_var(0, HORIZON_S - FIRST_S, "")
        cp.add(duty >= self.last[v] - self.first[v])
        # follows from the times, but says it to the linear relaxation as well
        cp.add(duty >= sum(self._lasts(v, a, b) * x for (a, b), x in arcs.items()))
        cp.add(duty <= max(0, vehicle["span_s"]))
        self._driven(v, duty)
        self.costs.append(vehicle["fixed_cost"] * self.used[v])
        self.costs += [self.nodes[n]["cost"] * y for n, y in self.visit[v].items()]
        if vehicle["overtime"]:
            self._above(duty, vehicle["contract_s"], vehicle["overtime"])
        if vehicle["span_s"] > vehicle["drive_s"]:
            driven = sum(self.table(v, "drive_s", a, b) * x for (a, b), x in arcs.items())
            cp.add(driven <= vehicle["drive_s"])
        if vehicle["use_max"] >= 0:
            used = sum(self.table(v, "use", a, b) * x for (a, b), x in arcs.items())
            cp.add(used <= vehicle["use_max"] + vehicle["use_more"])
            self._above(used, vehicle["use_max"], vehicle["use_price"])

    def _driven(self, v: int, duty: Any) -> None:
        """Legs and duty. Where a leg stands for several roads (`proof_floor`) the least of money and of hours
        may be of two of them: what one road asks of both is a bound as well."""
        second, arcs = self.vehicles[v]["second"], self.arcs[v]
        legs = sum(self.table(v, "cost", a, b) * x for (a, b), x in arcs.items())
        if "both" not in self.problem["classes"][self.vehicles[v]["class"]]:
            self.costs += [second * duty, legs]
            return
        paid = self.cp.new_int_var(0, 1 << 50, "")
        self.cp.add(paid >= second * duty + legs)
        self.cp.add(paid >= sum(self._both(v, a, b) * x for (a, b), x in arcs.items()))
        self.costs.append(paid)

    def _both(self, v: int, a: int, b: int) -> int:
        second = self.vehicles[v]["second"]
        driven = self.table(v, "both", a, b) + second * (0 if a < 0 else self.nodes[a]["service_s"])
        apart = self.table(v, "cost", a, b) + second * self._lasts(v, a, b)
        return max(int(driven), int(apart))

    def _above(self, amount: Any, limit: int, price: int) -> None:
        """So much per unit of what is above the limit."""
        more = self.cp.new_int_var(0, 1 << 40, "")
        self.cp.add(more >= amount - limit)
        self.costs.append(price * more)

    # Orders ------------------------------------------------------------------------------

    def _orders(self) -> None:
        """Each order by one of its ways in one vehicle, collected before it is delivered, or bought in."""
        cp = self.cp
        for order in self.problem["orders"]:
            ends = order["ends"]
            served = cp.new_bool_var("")
            self.costs.append(order["penalty"] * ~served)
            cp.add(sum(self._visits(ends[0])) == served)
            for v, vehicle in enumerate(self.vehicles):
                first, last = (sum(self.visit[v][n] for n in end if n in self.visit[v]) for end in
                               (ends[0], ends[-1]))  # fmt: skip
                self.costs.append(order["depot_cost"][vehicle["class"]] * first)
                if len(ends) == 2:
                    cp.add(first == last)
            if len(ends) == 2:
                self._collect_first(*ends)

    def _visits(self, end: list[int]) -> list[Any]:
        return [mine[n] for mine in self.visit for n in end if n in mine]

    def _collect_first(self, collects: list[int], delivers: list[int]) -> None:
        for a in collects:
            for b in delivers:
                both = [sum(mine[n] for mine in self.visit if n in mine) for n in (a, b)]
                gap = self.nodes[a]["service_s"] - 2 * HORIZON_S * (2 - both[0] - both[1])
                self.cp.add(self.at[b] >= self.at[a] + gap)

    def _alike(self) -> None:
        """Of vehicles that do not differ the one with the lower number goes first."""
        if self.reloads:
            return
        for v, (one, other) in enumerate(pairwise(self.vehicles)):
            if one == other and self.mine[v] == self.mine[v + 1] and self._same_floor(v):
                self.cp.add(self.used[v] >= self.used[v + 1])

    def _same_floor(self, v: int) -> bool:
        orders = self.problem["orders"]
        return all(o["floor"][v] == o["floor"][v + 1] for o in orders) and all(
            n["back_floor"][v] == n["back_floor"][v + 1] for n in self.nodes
        )

    # Solving -----------------------------------------------------------------------------

    def solve(self, seconds: float, workers: int = 1) -> Answer:
        """Search for so many seconds; the bound holds whenever it stops."""
        self.cp.minimize(sum(self.costs))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        solver.parameters.linearization_level = 2
        status = solver.solve(self.cp)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return Answer(
            optimal=status == cp_model.OPTIMAL,
            cost=round(solver.objective_value) if found else None,
            bound=floor_of(solver.best_objective_bound),
            routes=self._routes(solver) if found else [],
        )

    def _routes(self, solver: Any) -> Routes:
        return [self._route({a: b for (a, b), x in arcs.items() if solver.value(x)}) for arcs in self.arcs]

    def _route(self, follows: dict[int, int]) -> list[int]:
        route: list[int] = []
        here = follows.get(-1, -1)
        while here >= 0:
            route.append(here)
            here = follows[here]
        return route

    def hint(self, routes: Routes) -> None:
        """Begin with these routes; a second load at the end of one is left out."""
        for arcs, route in zip(self.arcs, routes, strict=False):
            last = max((i for i, n in enumerate(route) if n not in self.reloads), default=-1)
            driven = set(pairwise([-1, *route[: last + 1], -1])) if last >= 0 else set()
            for pair, x in arcs.items():
                self.cp.add_hint(x, pair in driven)

    def fix(self, routes: Routes) -> None:
        """Only these routes: then `solve` gives what they cost here."""
        for arcs, route in zip(self.arcs, routes, strict=True):
            driven = set(pairwise([-1, *route, -1])) if route else set()
            for pair, x in arcs.items():
                self.cp.add(x == (pair in driven))
            if not driven <= arcs.keys():
                self.cp.add_bool_or([])


def floor_of(bound: float) -> int:
    """CP-SAT's bound as a whole number, never above it: costs here are whole, so what rounding adds in the
    float is far less than half."""
    return round(bound - 0.4)
