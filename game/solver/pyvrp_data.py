"""A problem as PyVRP's data, and its routes back as node numbers. Part of `pyvrp_part`; the worker loads it.

Approximations: a battery is a limit on the cost of its kilometres, without charging on the way; breaks are a
share of driving; of an order between two customers the first way and one window at each end count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from pyvrp import (
    Activity,
    ActivityType,
    Client,
    ClientGroup,
    Depot,
    Location,
    ProblemData,
    Route,
    Shipment,
    Solution,
    VehicleType,
)

from game.solver.model_terms import HORIZON_S, Routes, breaks_share, may_need_break

MORE_CHARGE = 0.0
"""Part of what may be charged on the way that a route counts on: it knows no time for a charge."""
NO_LIMIT = 1 << 44
SHUT = 16
"""Times the dearest penalty: the price of a road that is none."""

_Place = tuple[int, int]
"""A node and one of its windows, by number."""


class Part:
    """One problem as PyVRP's data, and its routes back as node numbers."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem = problem
        self.nodes: list[dict[str, Any]] = problem["nodes"]
        self.vehicles: list[dict[str, Any]] = problem["vehicles"]
        self.home: list[int] = sorted({v["depot"] for v in self.vehicles})
        """Places of the depots. Each is there twice: to begin and end at, and to load again."""
        self.clients: list[Client] = []
        self.client_nodes: list[int] = []
        self.client_of: dict[int, int] = {}
        self.groups: list[ClientGroup] = []
        self.shipments: list[Shipment] = []
        self.pairs: list[tuple[int, int]] = []
        self.shut: set[int] = set()
        """Nodes that are no part of it: the second way of an order between two customers."""
        self.with_cages = any(o["units"][1] for o in problem["orders"])
        self.ratio = max((v["unit_room"][1] / max(1, v["unit_room"][0]) for v in self.vehicles), default=1.0)
        for order in problem["orders"]:
            self._order(order)
        self._fleet()
        self.data = self._data()

    # Orders ------------------------------------------------------------------------------

    def _order(self, order: dict[str, Any]) -> None:
        if len(order["ends"]) == 2:
            self._between(order)
            return
        ways = [(n, w) for n in order["ends"][0] for w in range(len(self.nodes[n]["windows"]))]
        group = len(self.groups) if len(ways) > 1 else None
        if group is not None:
            first = len(self.clients)
            self.groups.append(ClientGroup(list(range(first, first + len(ways))), required=False))
        for way in ways:
            self._client(order, way, group)

    def _client(self, order: dict[str, Any], way: _Place, group: int | None) -> None:
        node = self.nodes[way[0]]
        opens, closes = node["windows"][way[1]]
        size, back = self._size(order), [*node["back"], self._floor(node["back_units"])]
        brought = size if order["from_depot"] else [0] * len(size)
        fetched = back if order["from_depot"] else [a + b for a, b in zip(size, back, strict=True)]
        self.client_of.setdefault(way[0], len(self.clients))
        self.client_nodes.append(way[0])
        self.clients.append(
            Client(
                way[0], delivery=brought, pickup=fetched, service_duration=node["service_s"],
                tw_early=max(0, opens), tw_late=max(0, min(closes, HORIZON_S)), prize=order["penalty"],
                required=False, group=group,
            )
        )  # fmt: skip

    def _between(self, order: dict[str, Any]) -> None:
        one, two = (end[0] for end in order["ends"])
        self.shut |= {n for end in order["ends"] for n in end[1:]}
        self.pairs.append((one, two))
        spans = [(self.nodes[n]["windows"][0][0], self.nodes[n]["windows"][-1][1]) for n in (one, two)]
        self.shipments.append(
            Shipment(
                one, two, pickup_service_duration=self.nodes[one]["service_s"],
                delivery_service_duration=self.nodes[two]["service_s"],
                pickup_tw_early=max(0, spans[0][0]), pickup_tw_late=min(spans[0][1], HORIZON_S),
                delivery_tw_early=max(0, spans[1][0]), delivery_tw_late=min(spans[1][1], HORIZON_S),
                amount=self._size(order), prize=order["penalty"], required=False,
            )
        )  # fmt: skip

    def _size(self, order: dict[str, Any]) -> list[int]:
        return [*order["size"], self._floor(order["units"])]

    def _floor(self, units: Sequence[int]) -> int:
        """Pallets and roll cages in one count: exact while there is one of the two, else never too little."""
        pallets, cages = units
        return int(np.ceil(pallets * self.ratio)) + cages if self.with_cages else pallets

    # Vehicles ----------------------------------------------------------------------------

    def _fleet(self) -> None:
        """Vehicles that are alike in everything are one type."""
        count = len(self.vehicles)
        nodes = list(enumerate(self.nodes))
        mine = [frozenset(n for n, node in nodes if v in node["allowed"]) for v in range(count)]
        again = [sum(n in self.problem["reloads"] for n in mine[v]) for v in range(count)]
        self.reloads = [[n for n in self.problem["reloads"] if n in mine[v]] for v in range(count)]
        self.profiles: dict[tuple[int, bool, frozenset[int]], int] = {}
        self.types: list[VehicleType] = []
        self.members: list[list[int]] = []
        known: dict[Any, int] = {}
        for v, vehicle in enumerate(self.vehicles):
            visits = mine[v] - set(self.problem["reloads"]) - self.shut
            rests = may_need_break(self.problem, v)
            profile = self.profiles.setdefault((vehicle["class"], rests, visits), len(self.profiles))
            same = {k: x for k, x in vehicle.items() if k not in ("fixed", "begun", "closed")}
            key = repr((profile, again[v], same))
            if key not in known:
                known[key] = len(self.members)
                self.members.append([])
            self.members[known[key]].append(v)
        for members in self.members:
            self.types.append(self._type(members, mine[members[0]], again[members[0]]))

    def _type(self, members: list[int], mine: frozenset[int], again: int) -> VehicleType:
        vehicle = self.vehicles[members[0]]
        depot = self.home.index(vehicle["depot"])
        visits = mine - set(self.problem["reloads"]) - self.shut
        rests = may_need_break(self.problem, members[0])
        pallets, cages = vehicle["unit_room"]
        room = (cages or int(pallets * self.ratio)) if self.with_cages else pallets
        duty_s = max(1, vehicle["span_s"])
        nominal_s = min(duty_s, max(1, vehicle["contract_s"])) if vehicle["overtime"] else duty_s
        farthest = NO_LIMIT
        if vehicle["use_max"] >= 0:
            use = vehicle["use_max"] + MORE_CHARGE * vehicle["use_more"]
            farthest = int(use * self._cost_per_use(vehicle["class"]))
        return VehicleType(
            num_available=len(members), capacity=[*vehicle["room"], room], start_depot=depot,
            end_depot=depot, fixed_cost=vehicle["fixed_cost"],
            tw_early=min(vehicle["depart_after_s"], vehicle["back_before_s"]),
            tw_late=vehicle["back_before_s"], shift_duration=nominal_s, max_overtime=duty_s - nominal_s,
            unit_distance_cost=1, unit_duration_cost=vehicle["second"],
            unit_overtime_cost=vehicle["overtime"], profile=self.profiles[vehicle["class"], rests, visits],
            reload_depots=[len(self.home) + depot] if again else [], max_reloads=again, max_distance=farthest,
        )  # fmt: skip

    def _cost_per_use(self, kind: int) -> float:
        table = self.problem["classes"][kind]
        return float(np.sum(table["cost"]) / max(1, np.sum(table["use"])))

    # Together ----------------------------------------------------------------------------

    def _data(self) -> ProblemData:
        count = len(self.nodes)
        again_s = max((self.nodes[n]["service_s"] for n in self.problem["reloads"]), default=0)
        depots = [Depot(count + i) for i in range(len(self.home))]
        depots += [Depot(count + len(self.home) + i, service_duration=again_s) for i in range(len(self.home))]
        tables = [self._tables(*key) for key in self.profiles]
        return ProblemData(
            locations=[Location(0, 0) for _ in range(count + len(depots))], clients=self.clients,
            depots=depots, vehicle_types=self.types, distance_matrices=[cost for cost, _ in tables],
            duration_matrices=[lasts for _, lasts in tables], groups=self.groups, shipments=self.shipments,
        )  # fmt: skip

    def _tables(self, kind: int, rests: bool, visits: frozenset[int]) -> tuple[Any, Any]:
        """Cost and seconds between all locations for one class and those nodes that it may visit."""
        table = self.problem["classes"][kind]
        places = [n["place"] for n in self.nodes] + self.home * 2
        at = np.ix_(places, places)
        cost = np.asarray(table["cost"], dtype=np.int64)[at]
        share = 1 + breaks_share(self.problem) if rests else 1.0
        lasts = np.rint(share * np.asarray(table["drive_s"])).astype(np.int64)[at]
        extra = np.asarray([n["cost"] for n in self.nodes] + [0] * 2 * len(self.home), dtype=np.int64)
        for order in self.problem["orders"]:
            for n in order["ends"][0]:
                extra[n] += order["depot_cost"][kind]
        cost += extra[:, None]
        closed = [n for n in range(len(self.nodes)) if n not in visits]
        dear = SHUT * max((o["penalty"] for o in self.problem["orders"]), default=1)
        for each, value in ((cost, dear), (lasts, 2 * HORIZON_S)):
            each[closed, :] = value
            each[:, closed] = value
            np.fill_diagonal(each, 0)
        return cost, lasts

    # Routes ------------------------------------------------------------------------------

    def routes(self, solution: Solution) -> Routes:
        """A solution as node numbers per vehicle."""
        found: Routes = [[] for _ in self.vehicles]
        free = [list(members) for members in self.members]
        for route in solution.routes():
            v = free[route.vehicle_type()].pop(0)
            again = list(self.reloads[v])
            activities = list(route)
            for at, activity in enumerate(activities):
                if activity.is_client():
                    found[v].append(self.client_nodes[activity.idx])
                elif activity.is_shipment():
                    found[v].append(self.pairs[activity.idx][0 if activity.is_pickup() else 1])
                elif 0 < at < len(activities) - 1 and again:
                    found[v].append(again.pop(0))
        return found

    def solution(self, routes: Routes) -> Solution | None:
        """Routes as a start, whatever they break; None without any."""
        ends = {n: (ActivityType.PICKUP, i) for i, (n, _) in enumerate(self.pairs)}
        ends |= {n: (ActivityType.DELIVERY, i) for i, (_, n) in enumerate(self.pairs)}
        made: list[Route] = []
        for kind, members in enumerate(self.members):
            for v in members:
                visits = []
                for n in routes[v]:
                    if n in ends:
                        visits.append(Activity(*ends[n]))
                    elif n in self.client_of:
                        visits.append(Activity(ActivityType.CLIENT, self.client_of[n]))
                    elif n in self.reloads[v] and visits:
                        visits.append(Activity(ActivityType.DEPOT, len(self.home) + self._depot(v)))
                while visits and visits[-1].is_depot():
                    visits.pop()
                if visits and _within_loads(visits):
                    made.append(Route(self.data, visits, kind))
        return Solution(self.data, made) if made else None

    def _depot(self, v: int) -> int:
        return self.home.index(self.vehicles[v]["depot"])


def _within_loads(visits: Sequence[Activity]) -> bool:
    """Whether nothing stays aboard over a second load: for the referee it may, for PyVRP it may not."""
    aboard: set[int] = set()
    for activity in visits:
        if activity.is_depot() and aboard:
            return False
        if activity.is_shipment():
            aboard ^= {activity.idx}
    return not aboard
