"""A problem that no legal plan is cheaper than: every number in it is at most what the referee would count.

It has the form of `maker.Problem`, so that `exact_model` can bound it. Legal means without hard findings; a
day's best plan always is, since buying everything in is. What is left out (breaks, driving and working
hours, batteries, driver's hours, needs, zones' rules, nights, cooling) only ever makes a plan dearer or
illegal. Why each part is sound:

- legs: of all roads and all hours the least money with energy when empty, the least seconds, and the least
  of both together; then the least over any way round by other places, so that charging, breaks and reloads
  on the way are allowed for;
- electricity at the lowest price there is, at the depot or at any charger (what is stored is worth no more
  than its mean price, so what is used never costs less);
- carrying: an order from or to the depot is aboard at least over the shortest way between the two, and
  energy is linear in what is aboard;
- duty: check, loading, driving and service follow each other, so it lasts at least as long as these, and as
  from the first to the last visit by their windows; breaks and waiting only add;
- room: what leaves one depot in a trip goes in at least so many loads; each but the first costs loading and
  the least way round by the depot;
- rounding: each part of a trip's cost rounds by half a cent at most, its grams by half a gram;
- outside: an order costs at least the cheapest of buying in and each partner.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from game.domain.plan import Stop
from game.domain.sites import Window
from game.domain.units import HOUR_S
from game.domain.world import Action, Leg, Load, Order, Vehicle, World
from game.rules import co2, energy
from game.rules.load import is_empty
from game.rules.stops import place_of, visit_windows
from game.rules.transfer import refusal, transfer_cent, transfer_g
from game.solver.maker_fleet import floor_of
from game.solver.objective import Objective
from game.solver.proof_bounds import PARTS_CENT
from game.solver.stops import actions_of
from game.solver.ways import alone

UNITS = 10_000
"""Problem units per cent at objective weight 0."""
DAY_S = 86_400
LONG_S = 4 * DAY_S
Table = npt.NDArray[np.float64]


class _Least(NamedTuple):
    """Of one kind of vehicle, between all places."""

    cost: Table
    drive_s: Table
    both: Table
    """Cost, and duty for the driving, by one and the same road."""
    weighted_m: Table


def floor_problem(world: World, orders: Iterable[str], objective: Objective) -> dict[str, Any]:
    """The problem of these orders; a bound of it divided by `UNITS * base_cent` bounds the objective."""
    return _Floor(world, [world.orders[o] for o in sorted(orders)], objective).problem()


class _Floor:
    def __init__(self, world: World, orders: list[Order], objective: Objective) -> None:
        self.world, self.orders, self.objective = world, orders, objective
        self.vehicles = [world.vehicles[v] for v in sorted(world.vehicles)]
        self.places = sorted(world.places)
        self.place = {p: i for i, p in enumerate(self.places)}
        self.kinds: list[Vehicle] = []
        for v in self.vehicles:
            if self._kind(v) < 0:
                self.kinds.append(v)
        self.least = [self._least(k) for k in self.kinds]
        self.nodes: list[dict[str, Any]] = []

    def _kind(self, vehicle: Vehicle) -> int:
        same = (i for i, k in enumerate(self.kinds) if (k.class_, k.rates) == (vehicle.class_, vehicle.rates))
        return next(same, -1)

    def _units(self, cent: float, grams: float) -> int:
        """Rounded down, as everything here."""
        return math.floor(UNITS * self.objective.base_cent * self.objective.value(cent, grams))

    # Legs --------------------------------------------------------------------------------

    def _least(self, kind: Vehicle) -> _Least:
        count = len(self.places)
        cost, drive_s, both, weighted = (np.zeros((count, count)) for _ in range(4))
        second = self._second_units(kind)
        for a, origin in enumerate(self.places):
            for b, destination in enumerate(self.places):
                if a != b:
                    legs = self.world.legs.options(kind.class_.profile, origin, destination)
                    lasts = [min(leg.profile.durations, default=leg.duration_s) for leg in legs]
                    costs = [self._leg(kind, leg) for leg in legs]
                    cost[a, b], drive_s[a, b] = min(costs), min(lasts)
                    both[a, b] = min(c + second * s for c, s in zip(costs, lasts, strict=True))
                    weighted[a, b] = min(energy.weighted_m(leg=leg, class_=kind.class_) for leg in legs)
        return _Least(*(_closed(table) for table in (cost, drive_s, both, weighted)))

    def _leg(self, kind: Vehicle, leg: Leg) -> float:
        """Kilometres, toll and the energy of an empty truck, as units before rounding."""
        rates = kind.rates
        cent = (1 + rates.overhead_share) * leg.distance_m * rates.distance_cent_per_km / 1000
        cent += leg.tolled_m * rates.toll_cent_per_km / 1000
        lightest = 0 if kind.class_.empty_per_100km <= kind.class_.full_per_100km else kind.class_.capacity.kg
        return self._energy(kind, energy.leg_use(leg=leg, class_=kind.class_, kg=lightest), cent)

    def _energy(self, kind: Vehicle, use: float, cent: float = 0.0) -> float:
        class_, rates, price = kind.class_, kind.rates, kind.rates.energy_cent_per_unit
        bought = use
        if class_.drive == "battery":
            use *= min(1.0, self.world.winter_factor)
            bought = energy.grid_wh(battery_wh=use, class_=class_)
            price = min([price, *(c.cent_per_kwh for c in self.world.sites.chargers.values())])
        cent += (1 + rates.overhead_share) * bought * price / 1000
        grams = co2.wtw_g(energy=bought, carrier=class_.carrier)
        return UNITS * self.objective.base_cent * self.objective.value(cent, grams)

    # Orders ------------------------------------------------------------------------------

    def _order(self, order: Order) -> dict[str, Any] | None:
        """Its visits, sizes and prices; None for one that some trucks only bring and others only fetch."""
        shapes = {actions_of(order, v) for v in self.vehicles}
        single = sorted({shape[0] for shape in shapes if len(shape) == 1})
        if len(single) == 2:
            return None
        actions = (single[0],) if single else (Action.COLLECT, Action.DELIVER)
        able = [v for v in self.vehicles if _fits(order.load, v.class_.capacity)]
        ends = [self._visits(order, action, able) for action in actions]
        partners = (None, *self.world.sites.partners)
        alike = len(shapes) == 1 and len(actions) == 1
        return {
            "ends": ends,
            "from_depot": alike and actions == (Action.DELIVER,),
            "size": [order.load.kg, order.load.ldm_cm, 0],
            "floor": [floor_of(order.load, v.class_.capacity) for v in self.vehicles],
            "penalty": min(self._units(*alone(self.world, order, p)) for p in partners),
            "depot_cost": [self._work(order, k, actions[0], ends[0]) if alike else 0 for k in self.kinds],
        }  # fmt: skip

    def _visits(self, order: Order, action: Action, able: list[Vehicle]) -> list[int]:
        """Nodes: its own address, and each transfer that could take this end over."""
        transfers = sorted(self.world.sites.transfers.items())
        names = [n for n, t in transfers if not refusal(transfer=t, order=order, action=action)]
        first = len(self.nodes)
        for via in ("", *names):
            self.nodes.append(self._node(order, Stop(order=order.id, action=action, via=via), able))
        return list(range(first, len(self.nodes)))

    def _node(self, order: Order, stop: Stop, able: list[Vehicle]) -> dict[str, Any]:
        hours = [w for v in able for w in visit_windows(self.world, v, stop)] or [Window(open_s=0, close_s=0)]
        own_s = order.pickup_service_s if stop.action is Action.COLLECT else order.delivery_service_s
        cent = grams = 0.0
        if stop.via:
            transfer, load = self.world.sites.transfers[stop.via], order.load
            units = load.pallets + load.roll_cages
            own_s = transfer.handling_fixed_s + units * transfer.handling_per_unit_s
            cent = transfer_cent(transfer=transfer, units=units)
            grams = transfer_g(transfer=transfer, kg=load.kg)[0]
        return {
            "place": self.place[place_of(self.world, self.vehicles[0], stop)],
            "windows": [[min(w.open_s for w in hours), max(w.close_s for w in hours)]],
            "service_s": own_s,
            "allowed": [self.vehicles.index(v) for v in able],
            "cost": self._units(cent, grams - 1) if stop.via else 0,
            "back": [0, 0, 0],
            "back_floor": [0] * len(self.vehicles),
        }  # fmt: skip

    def _work(self, order: Order, kind: Vehicle, action: Action, visits: list[int]) -> int:
        """Loading or unloading its units at the depot, and what its weight adds to the energy on the way.

        A transfer may be nearer than the address, so the way is the shortest to any of its visits.
        """
        h, load = self.world.handling, order.load
        per = (
            (h.load_per_pallet_s, h.load_per_cage_s)
            if action is Action.DELIVER
            else (h.unload_per_pallet_s, h.unload_per_cage_s)
        )
        units_s = load.pallets * per[0] + load.roll_cages * per[1]
        least, class_ = self.least[self._kind(kind)], kind.class_
        mine = [self.nodes[n]["place"] for n in visits]
        depots = [self.place[v.depot] for v in self.vehicles if self._kind(v) == self._kind(kind)]
        pairs = [(d, p) if action is Action.DELIVER else (p, d) for d in depots for p in mine]
        way_m = min((least.weighted_m[a, b] for a, b in pairs), default=0.0)
        span = max(0.0, class_.full_per_100km - class_.empty_per_100km) * load.kg / max(1, class_.capacity.kg)
        return self._units(self._second(kind) * units_s, 0) + math.floor(
            self._energy(kind, span * float(way_m) / 100)
        )

    # Vehicles ----------------------------------------------------------------------------

    def _second(self, vehicle: Vehicle) -> float:
        rates = vehicle.rates
        return (1 + rates.overhead_share) * (rates.fixed_cent_per_h + rates.driver_cent_per_h) / HOUR_S

    def _second_units(self, vehicle: Vehicle) -> float:
        return UNITS * self.objective.base_cent * self.objective.value(self._second(vehicle), 0)

    def _vehicle(self, vehicle: Vehicle) -> dict[str, Any]:
        rates, room = vehicle.rates, vehicle.class_.capacity
        overtime = (1 + rates.overhead_share) * rates.overtime_share * rates.driver_cent_per_h / HOUR_S
        check_s = self.world.handling.check_s
        before_s = check_s + self._handling_s()
        return {
            "class": self._kind(vehicle),
            "depot": self.place[vehicle.depot],
            "depart_after_s": -DAY_S, "back_before_s": 2 * DAY_S, "span_s": LONG_S, "drive_s": LONG_S,
            "eu": False,
            "second": self._units(self._second(vehicle), 0),
            "overtime": self._units(overtime, 0),
            "contract_s": self.world.hours.contract_day_s - before_s,
            "fixed_cost": self._units(self._second(vehicle) * before_s - PARTS_CENT, -1),
            "room": [room.kg, room.ldm_cm, 1 << 30],
            "floor_room": _floor_room(room),
            "use_max": -1, "use_more": 0, "use_price": 0, "fixed": [], "begun": 0, "closed": False,
            "again_cost": self._again(vehicle),
        }  # fmt: skip

    def _handling_s(self) -> int:
        """Every truck that drives loads or unloads something, when each order begins or ends at its depot."""
        h = self.world.handling
        depot = all(
            len(actions_of(o, v)) == 1 and not is_empty(o.load) for o in self.orders for v in self.vehicles
        )
        return min(h.load_fixed_s, h.unload_fixed_s) if depot else 0

    def _again(self, vehicle: Vehicle) -> int:
        """A second load: its fixed time, and the least way round by the depot."""
        least, depot = self.least[self._kind(vehicle)], self.place[vehicle.depot]
        ends = sorted({n["place"] for n in self.nodes})
        table = least.both
        rounds = [table[a, depot] + table[depot, b] - table[a, b] for a in ends for b in ends]
        work = self._units(self._second(vehicle) * self.world.handling.load_fixed_s, 0)
        return work + max(0, math.floor(min(rounds, default=0.0)))

    # Together ----------------------------------------------------------------------------

    def problem(self) -> dict[str, Any]:
        """Everything, by number."""
        orders = [made for o in self.orders if (made := self._order(o)) is not None]
        return {
            "places": len(self.places),
            "from_s": -DAY_S,
            "classes": [
                {"cost": _whole(t.cost), "drive_s": _whole(t.drive_s), "both": _whole(t.both)}
                for t in self.least
            ],
            "vehicles": [self._vehicle(v) for v in self.vehicles],
            "nodes": self.nodes,
            "orders": orders,
            "reloads": [],
            "break": {"after_s": 1, "lasts_s": 0},
            "start": [[] for _ in self.vehicles],
        }  # fmt: skip


def _closed(table: Table) -> Table:
    """The least over every way round (Floyd and Warshall)."""
    for k in range(len(table)):
        np.minimum(table, table[:, k : k + 1] + table[k], out=table)
    return table


def _whole(table: Table) -> list[list[int]]:
    """Rounded down; a millionth keeps sums of whole seconds whole."""
    return [[math.floor(x + 1e-6) for x in row] for row in table.tolist()]


def _fits(load: Load, room: Load) -> bool:
    """Alone, by weight and length; more than that is a hard finding."""
    return load.kg <= room.kg and load.ldm_cm <= room.ldm_cm


def _floor_room(room: Load) -> int:
    """In the unit of `maker_fleet.floor_of`."""
    return max(1, room.pallets) * max(1, room.roll_cages) if room.pallets or room.roll_cages else 0
