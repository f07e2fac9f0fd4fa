"""A lower bound for larger days: the fleet as one truck that is each time the cheapest of all.

One graph over all visits, in which every leg has the least price that any vehicle pays for it, work and
waiting for the next window included. Routes begin and end at the depot, goods of one depot need so many
loads. CP-SAT bounds it (its linear relaxation and cuts); it need not be solved for the bound to hold.
Each plan of the `proof_floor` problem is a plan here that costs no more. Loaded by the exact worker only.
"""

from __future__ import annotations

from typing import Any

from ortools.sat.python import cp_model

from game.solver.exact_model import floor_of

LOADS = (0, 1)
"""Kilograms and loading metres: the same unit in every truck."""


class Wide:
    """One floor problem (`proof_floor`) for the whole fleet at once."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem = problem
        self.nodes, self.vehicles = problem["nodes"], problem["vehicles"]
        self.cp = cp_model.CpModel()
        self.costs: list[Any] = []
        self.visit = [self.cp.new_bool_var("") for _ in self.nodes]
        self.routes = self._circuit()
        self._orders()
        self._loads()

    def _table(self, v: int, name: str, a: int, b: int) -> int:
        vehicle = self.vehicles[v]
        places = [vehicle["depot"] if n < 0 else self.nodes[n]["place"] for n in (a, b)]
        found: int = self.problem["classes"][vehicle["class"]][name][places[0]][places[1]]
        return found

    def _leg(self, v: int, a: int, b: int) -> int:
        """The least price from one visit to the next: work and driving, or until the next one opens."""
        second, one = int(self.vehicles[v]["second"]), self.nodes[a]
        driven: int = self._table(v, "both", a, b) + second * (0 if a < 0 else one["service_s"])
        if a < 0 or b < 0:
            return driven
        gap_s: int = self.nodes[b]["windows"][0][0] - one["windows"][-1][1]
        return max(driven, self._table(v, "cost", a, b) + second * gap_s)

    def _price(self, a: int, b: int) -> int | None:
        """The cheapest truck for this leg; None when no truck can drive it in time."""
        able = [set(self.nodes[n]["allowed"]) for n in (a, b) if n >= 0]
        prices = [
            self._leg(v, a, b) + (self.vehicles[v]["fixed_cost"] if a < 0 else 0)
            for v in sorted(set.intersection(*able))
            if a < 0 or b < 0 or self._in_time(v, a, b)
        ]
        return min(prices, default=None)

    def _in_time(self, v: int, a: int, b: int) -> bool:
        one, other = self.nodes[a], self.nodes[b]
        soonest_s = one["windows"][0][0] + one["service_s"] + self._table(v, "drive_s", a, b)
        return bool(soonest_s <= other["windows"][-1][1])

    def _circuit(self) -> Any:
        """All arcs; the number of routes."""
        ends = [-1, *range(len(self.nodes))]
        arcs, starts = [], []
        for a in ends:
            for b in ends:
                price = self._price(a, b) if a != b else None
                if price is not None:
                    x = self.cp.new_bool_var("")
                    arcs.append((a + 1, b + 1, x))
                    self.costs.append(price * x)
                    starts += [x] if a < 0 else []
        loops = [(n + 1, n + 1, ~y) for n, y in enumerate(self.visit)]
        self.cp.add_multiple_circuit([*arcs, *loops])
        self.cp.add(sum(starts) <= len(self.vehicles))
        return sum(starts)

    def _orders(self) -> None:
        for order in self.problem["orders"]:
            served = self.cp.new_bool_var("")
            self.costs.append(order["penalty"] * ~served)
            for end in order["ends"]:
                self.cp.add(sum(self.visit[n] for n in end) == served)
            self.costs.append(min(order["depot_cost"], default=0) * served)
        self.costs += [n["cost"] * y for n, y in zip(self.nodes, self.visit, strict=True)]

    def _loads(self) -> None:
        """So many loads of the largest truck, each a route or a second load."""
        again = self.cp.new_int_var(0, len(self.nodes), "")
        self.costs.append(min((v["again_cost"] for v in self.vehicles), default=0) * again)
        for unit in LOADS:
            room = max((v["room"][unit] for v in self.vehicles), default=0)
            sizes = [
                o["size"][unit] * self.visit[n]
                for o in self.problem["orders"] if o["from_depot"] for n in o["ends"][0]
            ]  # fmt: skip
            if sizes:
                self.cp.add(sum(sizes) <= room * (self.routes + again))

    def bound(self, seconds: float, workers: int = 1) -> int:
        """No plan costs less, in the problem's units."""
        self.cp.minimize(sum(self.costs))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        solver.parameters.linearization_level = 2
        solver.solve(self.cp)
        return floor_of(solver.best_objective_bound)
