"""What the worker is told: a plain dict of whole numbers, made from a world without OR-Tools.

Approximations, all judged and mended by the referee afterwards:
- a vehicle's time starts at departure; check and loading at the depot are priced exactly but
  shift the earliest departure by an estimate (`depart_after_s`);
- energy is priced at an average load (`AVERAGE_LOAD`); durations are those of `duration_s`;
- per pair and vehicle class one road is chosen beforehand, the cheapest in money, time and CO2e;
- an order at a depot is carried by the vehicles of that depot only;
- the vehicle's agreed end of duty and battery reserve are hard here, soft for the referee.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from game.domain import chance
from game.domain.plan import Plan, Stop, Trip
from game.domain.units import HOUR_S, whole
from game.domain.world import Action, Leg, Load, Order, Vehicle, World
from game.rules import co2, energy
from game.rules.stops import end_of, windows_of
from game.solver.objective import Objective
from game.solver.stops import Begun, actions_of

FORMAT = 1
AVERAGE_LOAD = 0.5
"""Share of the payload at which a leg's energy is priced."""
PER_CENT = 100
"""Solver units per cent at objective weight 0."""

Problem = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A problem for the worker, and what is needed to read its routes back."""

    problem: Problem
    stops: tuple[tuple[str, Action], ...]
    vehicles: tuple[str, ...]
    world: World
    start: Plan

    def plan(self, routes: list[list[int]]) -> Plan:
        """Routes (node numbers per vehicle) as a plan; begun stops keep the road that was taken."""
        trips = [self._trip(v, route) for v, route in zip(self.vehicles, routes, strict=True) if route]
        return Plan(trips=tuple(sorted(trips, key=lambda t: t.vehicle)))

    def _trip(self, vehicle_id: str, route: list[int]) -> Trip:
        entry = self.problem["vehicles"][self.vehicles.index(vehicle_id)]
        roads = self.problem["classes"][entry["class"]]["road"]
        fixed = len(entry["fixed"])
        old = self.start.trip_of(vehicle_id)
        here, stops = entry["depot"], []
        for at, node in enumerate(route):
            order, action = self.stops[node]
            there = self.problem["nodes"][node]["place"]
            road = old.stops[at].route if old and at < fixed else roads[here][there]
            stops.append(Stop(order=order, action=action, route=road))
            here = there
        return Trip(
            vehicle=vehicle_id,
            driver=old.driver if old else self.world.vehicles[vehicle_id].driver,
            stops=tuple(stops),
            start_s=old.start_s if old and fixed else None,
            return_route=roads[here][entry["depot"]],
        )


def build(
    world: World,
    orders: Iterable[str],
    objective: Objective,
    start: Plan | None = None,
    begun: Begun | None = None,
    seed: int = 1,
) -> Job:
    """The problem of these orders, and those that the start plan has; begun stops are fixed.

    OR-Tools has no seed: another `seed` numbers the orders otherwise, which leads its search elsewhere.
    """
    start, begun = start or Plan(), begun or {}
    vehicles = tuple(sorted(world.vehicles))
    draw = chance.stream(seed, "solver").random
    ids = [i for _, i in sorted((draw(), i) for i in sorted(frozenset(orders) | start.planned()))]
    maker = _Maker(world, objective, ids, vehicles, start, begun)
    return Job(problem=maker.problem(), stops=tuple(maker.stops), vehicles=vehicles, world=world, start=start)


class _Maker:
    """The numbering of one problem: places, nodes, classes; lives no longer than `build`."""

    def __init__(
        self,
        world: World,
        objective: Objective,
        ids: list[str],
        vehicles: tuple[str, ...],
        start: Plan,
        begun: Begun,
    ) -> None:
        self.world, self.objective, self.start, self.begun = world, objective, start, begun
        self.orders = [world.orders[i] for i in ids]
        self.vehicles = [world.vehicles[v] for v in vehicles]
        self.stops: list[tuple[str, Action]] = []
        self.node: dict[tuple[str, Action], int] = {}
        self.allowed: dict[str, list[int]] = {}
        for order in self.orders:
            self._number(order)
        depots = [v.depot for v in self.vehicles]
        visited = [self._place(stop) for stop in self.stops]
        self.places = list(dict.fromkeys([*depots, *visited]))
        self.place = {place: i for i, place in enumerate(self.places)}
        self.kinds: list[Vehicle] = []
        for vehicle in self.vehicles:
            if self._kind(vehicle) < 0:
                self.kinds.append(vehicle)

    def _number(self, order: Order) -> None:
        """Nodes of the order, and who may carry it; vehicles that need other stops are left out."""
        carrier = self.start.vehicle_of(order.id)
        shapes = [actions_of(order, v) for v in self.vehicles]
        able = [i for i, v in enumerate(self.vehicles) if order.needs <= v.skills]
        mine = [i for i, v in enumerate(self.vehicles) if v.id == carrier]
        best = min((len(shapes[i]), i) for i in mine or able or range(len(shapes)))[1]
        same = [i for i in able if shapes[i] == shapes[best]]
        for action in shapes[best]:
            self.node[(order.id, action)] = len(self.stops)
            self.stops.append((order.id, action))
        self.allowed[order.id] = self._free(order, carrier, mine, same)

    def _free(self, order: Order, carrier: str | None, mine: list[int], same: list[int]) -> list[int]:
        """Goods from a depot stay in the truck that left with them, or at the depot that it left."""
        home = {v.id for v in self.vehicles if v.depot == order.pickup}
        gone = [i for i, v in enumerate(self.vehicles) if v.id in home and self.begun.get(v.id, 0) > 0]
        if carrier is not None and mine and mine[0] in gone:
            return mine
        return [i for i in same if i not in gone]

    def _place(self, stop: tuple[str, Action]) -> str:
        return end_of(order=self.world.orders[stop[0]], action=stop[1])

    def _kind(self, vehicle: Vehicle) -> int:
        same = [
            i for i, k in enumerate(self.kinds) if k.class_ == vehicle.class_ and k.rates == vehicle.rates
        ]
        return same[0] if same else -1

    def problem(self) -> Problem:
        """Everything, by number."""
        return {
            "format": FORMAT,
            "places": len(self.places),
            "classes": [self._class(kind) for kind in self.kinds],
            "vehicles": [self._vehicle(v) for v in self.vehicles],
            "nodes": [self._node(stop) for stop in self.stops],
            "orders": [self._order(o) for o in self.orders],
            "break": {
                "after_s": self.world.hours.drive_before_break_s,
                "lasts_s": self.world.hours.break_s,
            },
            "start": self._routes(),
        }

    def _units(self, cent: float, grams: float) -> int:
        """Objective in solver units; at weight 0 a hundredth of a cent."""
        return whole(PER_CENT * self.objective.base_cent * self.objective.value(cent, grams))

    def _time_cent(self, vehicle: Vehicle) -> float:
        """Cent per second of duty."""
        rates = vehicle.rates
        return (1 + rates.overhead_share) * (rates.fixed_cent_per_h + rates.driver_cent_per_h) / HOUR_S

    def _class(self, vehicle: Vehicle) -> Mapping[str, Any]:
        count = len(self.places)
        road = [[0] * count for _ in range(count)]
        drive = [[0] * count for _ in range(count)]
        cost = [[0] * count for _ in range(count)]
        use = [[0] * count for _ in range(count)]
        for a, origin in enumerate(self.places):
            for b, destination in enumerate(self.places):
                if a != b:
                    legs = self.world.legs.options(vehicle.class_.profile, origin, destination)
                    road[a][b] = min(range(len(legs)), key=lambda r: self._leg_cost(vehicle, legs[r], True))
                    leg = legs[road[a][b]]
                    drive[a][b] = leg.duration_s
                    cost[a][b] = self._leg_cost(vehicle, leg, False)
                    use[a][b] = whole(self._leg_use(vehicle, leg))
        return {"road": road, "drive_s": drive, "cost": cost, "use": use}

    def _leg_use(self, vehicle: Vehicle, leg: Leg) -> float:
        """Millilitres, or watt-hours at the battery."""
        class_ = vehicle.class_
        season = self.world.winter_factor if class_.drive == "battery" else 1.0
        kg = whole(AVERAGE_LOAD * class_.capacity.kg)
        return season * energy.leg_use(leg=leg, class_=class_, kg=kg)

    def _leg_cost(self, vehicle: Vehicle, leg: Leg, with_time: bool) -> int:
        """Kilometres, energy, toll and CO2e; for choosing a road also the time."""
        class_, rates = vehicle.class_, vehicle.rates
        bought = self._leg_use(vehicle, leg)
        if class_.drive == "battery":
            bought = energy.grid_wh(battery_wh=bought, class_=class_)
        cent = leg.distance_m * rates.distance_cent_per_km / 1000 + bought * rates.energy_cent_per_unit / 1000
        cent = cent * (1 + rates.overhead_share) + leg.tolled_m * rates.toll_cent_per_km / 1000
        if with_time:
            cent += self._time_cent(vehicle) * leg.duration_s
        return self._units(cent, co2.wtw_g(energy=bought, carrier=class_.carrier))

    def _vehicle(self, vehicle: Vehicle) -> Mapping[str, Any]:
        world, class_ = self.world, vehicle.class_
        trip, fixed = self.start.trip_of(vehicle.id), self.begun.get(vehicle.id, 0)
        driver = world.drivers[trip.driver if trip else vehicle.driver]
        h = world.handling
        before_s = h.check_s + h.load_fixed_s
        usable = energy.usable_wh(vehicle=vehicle) - world.battery_reserve_share * class_.battery_wh
        stops = trip.stops if trip else ()
        return {
            "class": self._kind(vehicle),
            "depot": self.place[vehicle.depot],
            "depart_after_s": driver.from_s + before_s + self._loading_s(vehicle),
            "back_before_s": driver.to_s,
            "span_s": world.hours.duty_day_s - before_s - self._loading_s(vehicle),
            "drive_s": world.hours.drive_day_s,
            "second": self._units(self._time_cent(vehicle), 0),
            "fixed_cost": self._units(self._time_cent(vehicle) * before_s, 0),
            "room": [class_.capacity.kg, class_.capacity.ldm_cm, _floor_room(class_.capacity)],
            "use_max": whole(usable) if class_.drive == "battery" else -1,
            "fixed": [self.node[(s.order, s.action)] for s in stops[:fixed]],
            "closed": fixed > len(stops) if trip else fixed > 0,
        }

    def _loading_s(self, vehicle: Vehicle) -> int:
        """Estimate of the time for loading units: the fleet's mean share, at most a full truck."""
        h, mine = self.world.handling, vehicle.class_.capacity
        loads = [o.load for o in self.orders if o.pickup == vehicle.depot]
        work_s = sum(x.pallets * h.load_per_pallet_s + x.roll_cages * h.load_per_cage_s for x in loads)
        full_s = max(mine.pallets * h.load_per_pallet_s, mine.roll_cages * h.load_per_cage_s)
        return min(full_s, work_s // max(1, len(self.vehicles)))

    def _node(self, stop: tuple[str, Action]) -> Mapping[str, Any]:
        order, action = self.world.orders[stop[0]], stop[1]
        service = order.pickup_service_s if action is Action.COLLECT else order.delivery_service_s
        return {
            "place": self.place[self._place(stop)],
            "windows": [[w.open_s, w.close_s] for w in windows_of(order=order, action=action)],
            "service_s": service,
        }

    def _order(self, order: Order) -> Mapping[str, Any]:
        """Nodes, size in each unit, per vehicle class the share of its floor, and what it costs."""
        nodes = [self.node[(order.id, a)] for a in Action if (order.id, a) in self.node]
        from_depot = len(nodes) == 1 and self.stops[nodes[0]][1] is Action.DELIVER
        h, load = self.world.handling, order.load
        per = (
            (h.load_per_pallet_s, h.load_per_cage_s)
            if from_depot
            else (h.unload_per_pallet_s, h.unload_per_cage_s)
        )
        depot_s = load.pallets * per[0] + load.roll_cages * per[1] if len(nodes) == 1 else 0
        return {
            "nodes": nodes,
            "from_depot": from_depot,
            "size": [load.kg, load.ldm_cm],
            "floor": [_floor(load, v.class_.capacity) for v in self.vehicles],
            "allowed": self.allowed[order.id],
            "penalty": self._units(order.penalty_cent, order.charter_g),
            "depot_cost": [self._units(self._time_cent(k) * depot_s, 0) for k in self.kinds],
        }

    def _routes(self) -> list[list[int]]:
        """The start plan by number."""
        trips = [self.start.trip_of(v.id) for v in self.vehicles]
        return [[self.node[(s.order, s.action)] for s in t.stops] if t else [] for t in trips]


def _floor_room(room: Load) -> int:
    """The whole floor in units in which pallets and roll cages share it exactly (`load.units_over`)."""
    return max(room.pallets, 1) * max(room.roll_cages, 1) if room.pallets or room.roll_cages else 0


def _floor(load: Load, room: Load) -> int:
    """What an order takes of `_floor_room`; more than all of it when there is no room for its unit."""
    if (load.pallets and not room.pallets) or (load.roll_cages and not room.roll_cages):
        return _floor_room(room) + 1
    return load.pallets * max(room.roll_cages, 1) + load.roll_cages * max(room.pallets, 1)
