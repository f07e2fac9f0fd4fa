"""The vehicles of a problem as whole numbers: hours, room, battery, prices. Part of `maker.Maker`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.domain.plan import Plan, Stop, Trip
from game.domain.units import HOUR_S, whole
from game.domain.world import Load, Order, Vehicle, World
from game.rules import battery, charging
from game.rules.hours.past import past_of
from game.solver.nodes import Node
from game.solver.stops import Begun
from game.solver.tables import Prices

CHARGES = 2
"""Full charges on the way that the model may count on."""
CHARGE_PRICE = 1.3
"""A charge asks a detour and plugging besides its time and price."""


class Fleet:
    """Numbers of the vehicles."""

    world: World
    start: Plan
    begun: Begun
    prices: Prices
    orders: list[Order]
    vehicles: list[Vehicle]
    kinds: list[Vehicle]
    place: dict[str, int]
    nodes: list[Node]
    ends: dict[str, list[list[int]]]

    def _driver(self, vehicle: Vehicle) -> str:
        trip = self.start.trip_of(vehicle.id)
        return trip.driver if trip else vehicle.driver

    def _nodes_of(self, stop: Stop, vehicle: Vehicle) -> list[int]:
        """The node of a stop for this vehicle; none when the model does not let it go there."""
        v = self.vehicles.index(vehicle)
        same = (
            n for end in self.ends[stop.order] for n in end
            if self.nodes[n].stop.action is stop.action and self.nodes[n].stop.via == stop.via
            and v in self.nodes[n].vehicles
        )  # fmt: skip
        return list(same)[:1]

    def _kind(self, vehicle: Vehicle) -> int:
        same = (
            i for i, k in enumerate(self.kinds)
            if k.class_ == vehicle.class_ and k.rates == vehicle.rates and k.cooling == vehicle.cooling
        )  # fmt: skip
        return next(same, -1)

    def _vehicle(self, vehicle: Vehicle) -> Mapping[str, Any]:
        world, class_ = self.world, vehicle.class_
        trip, fixed = self.start.trip_of(vehicle.id), self.begun.get(vehicle.id, 0)
        driver = world.drivers[self._driver(vehicle)]
        h, rules = world.handling, world.hours
        before_s = h.check_s + h.load_fixed_s
        past = past_of(driver, weekday=world.day.weekday(), rules=rules)
        rested_s = past.last.end_s - world.day.weekday() * rules.day_s + rules.rest_s if past.last else 0
        left_s = min(
            rules.drive_day_s,
            rules.drive_week_s - past.week_drive_s,
            rules.drive_fortnight_s - past.fortnight_drive_s,
        )
        stops = trip.stops if trip else ()
        eu = class_.gvm_kg > rules.eu_over_kg
        return {
            "class": self._kind(vehicle),
            "depot": self.place[vehicle.depot],
            "depart_after_s": max(driver.from_s, min(rested_s, driver.to_s))
            + before_s
            + self._loading_s(vehicle),
            "back_before_s": driver.to_s,
            "span_s": rules.duty_day_s - before_s - self._loading_s(vehicle),
            "drive_s": max(0, left_s) if eu else rules.day_s,
            "eu": eu,
            "second": self.prices.seconds(vehicle, 1),
            "overtime": self.prices.units(self._overtime_cent(vehicle), 0),
            "contract_s": max(0, rules.contract_day_s - before_s - self._loading_s(vehicle)),
            "fixed_cost": self.prices.seconds(vehicle, before_s),
            "room": [class_.capacity.kg, class_.capacity.ldm_cm, _adr_room(world, vehicle, driver.skills)],
            "floor_room": _floor_room(class_.capacity),
            "unit_room": [class_.capacity.pallets, class_.capacity.roll_cages],
            **self._battery(vehicle, trip),
            "fixed": [n for s in stops[:fixed] if s.order for n in self._nodes_of(s, vehicle)],
            "begun": fixed,
            "closed": fixed > len(stops) if trip else fixed > 0,
        }

    def _overtime_cent(self, vehicle: Vehicle) -> float:
        """Supplement per second beyond the contract day."""
        rates = vehicle.rates
        return (1 + rates.overhead_share) * rates.overtime_share * rates.driver_cent_per_h / HOUR_S

    def _battery(self, vehicle: Vehicle, trip: Trip | None) -> Mapping[str, int]:
        """Watt-hours until the reserve, what charging may add, and the price of each watt-hour of that."""
        class_ = vehicle.class_
        if class_.drive != "battery":
            return {"use_max": -1, "use_more": 0, "use_price": 0}
        start_wh = battery.start_wh(vehicle, trip or Trip(vehicle=vehicle.id, driver="", stops=()))
        usable = max(0.0, start_wh - self.world.battery_reserve_share * class_.battery_wh)
        chargers = self.world.sites.chargers.values()
        if not chargers:
            return {"use_max": whole(usable), "use_more": 0, "use_price": 0}
        best = max(chargers, key=lambda c: (charging.power_w(class_=class_, charger=c), -c.cent_per_kwh))
        seconds = HOUR_S / max(1.0, charging.power_w(class_=class_, charger=best))
        dearer = (best.cent_per_kwh - vehicle.rates.energy_cent_per_unit) / 1000 / class_.charge_efficiency
        cent = self.prices.time_cent(vehicle) * seconds + max(0.0, dearer) * (
            1 + vehicle.rates.overhead_share
        )
        return {
            "use_max": whole(usable),
            "use_more": whole(CHARGES * battery.usable_wh(vehicle)),
            "use_price": max(1, self.prices.units(CHARGE_PRICE * cent, 0)),
        }

    def _loading_s(self, vehicle: Vehicle) -> int:
        """Estimate of the time for loading units: the fleet's mean share, at most a full truck."""
        h, mine = self.world.handling, vehicle.class_.capacity
        loads = [o.load for o in self.orders if o.pickup == vehicle.depot]
        work_s = sum(x.pallets * h.load_per_pallet_s + x.roll_cages * h.load_per_cage_s for x in loads)
        full_s = max(mine.pallets * h.load_per_pallet_s, mine.roll_cages * h.load_per_cage_s)
        return min(full_s, work_s // max(1, len(self.vehicles)))


def _adr_room(world: World, vehicle: Vehicle, skills: frozenset[str]) -> int:
    """Points that may be aboard: everything for who is fit for ADR, nothing in an LZV."""
    if vehicle.class_.kind == "lzv":
        return 0
    fit = "adr" in vehicle.skills and "adr" in skills
    return 1 << 30 if fit else world.sites.access.adr_points - 1


def _floor_room(room: Load) -> int:
    """The whole floor in units in which pallets and roll cages share it exactly (`load.units_over`)."""
    return max(room.pallets, 1) * max(room.roll_cages, 1) if room.pallets or room.roll_cages else 0


def floor_of(load: Load, room: Load) -> int:
    """What an order takes of `_floor_room`; more than all of it when there is no room for its unit."""
    if (load.pallets and not room.pallets) or (load.roll_cages and not room.roll_cages):
        return _floor_room(room) + 1
    return load.pallets * max(room.roll_cages, 1) + load.roll_cages * max(room.pallets, 1)
