"""Our day as a VROOM problem, and what VROOM has no word for.

Job and shipment numbers are the order's position in the file, from 1; vehicles likewise. VROOM ignores keys
that it does not know: under `ritregie` stand the names, so that what comes back is called as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from game.content.formats.sketch import Remark, remark
from game.content.formats.vroom_fit import Amounts, Skills, able_for, windows_for
from game.content.formats.vroom_hours import drive_left_s, rested_s
from game.content.formats.vroom_roads import Roads, kind_of, roads_of, time_cent
from game.content.geo import to_wgs84
from game.domain.scenario import Scenario
from game.domain.units import whole
from game.domain.world import Action, Driver, Load, Order, Vehicle, World
from game.rules import energy
from game.rules.load import NOTHING
from game.rules.stops import ALWAYS

MOST_S = 48 * 3600
Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The problem, its roads by profile, and what was approximated or left out."""

    problem: Values
    roads: Mapping[str, Roads]
    profile_of: Mapping[str, str]
    remarks: tuple[Remark, ...]


def vroom_problem(scenario: Scenario) -> Exported:
    """The day as it is known when planning begins: hidden orders stay hidden."""
    return _Export(scenario).exported()


def numbered(scenario: Scenario) -> dict[int, Order]:
    """Order by VROOM's number; orders that are hidden at first have none."""
    hidden = frozenset(scenario.optional_orders)
    return {i: o for i, o in enumerate(scenario.system.orders.values(), 1) if o.id not in hidden}


def is_shipment(world: World, order: Order) -> bool:
    """Neither end is a depot: two stops in the same trip."""
    depots = {v.depot for v in world.vehicles.values()}
    return order.pickup not in depots and order.delivery not in depots


class _Export:
    """One export; lives no longer than `vroom_problem`."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.world = scenario, scenario.system
        self.fleet = tuple(self.world.vehicles.values())
        self.depots = list(dict.fromkeys(v.depot for v in self.fleet))
        self.orders = numbered(scenario)
        ends = [place for o in self.orders.values() for place in (o.pickup, o.delivery)]
        self.places = list(dict.fromkeys([*self.depots, *ends]))
        self.index = {place: i for i, place in enumerate(self.places)}
        self.amounts = Amounts(tuple(self.orders.values()), self.fleet)
        self.skills = Skills(self.world, self.fleet)
        self.remarks: list[Remark] = []
        self.most_cent = max((o.penalty_cent for o in self.orders.values()), default=1) or 1

    def exported(self) -> Exported:
        roads: dict[str, Roads] = {}
        names: dict[tuple[object, ...], str] = {}
        for vehicle in self.fleet:
            name = names.setdefault(kind_of(vehicle), f"type-{len(names) + 1}")
            if name not in roads:
                roads[name] = roads_of(self.world, vehicle, self.places)
        profile_of = {v.id: names[kind_of(v)] for v in self.fleet}
        jobs, shipments = self._work()
        vehicles = [self._vehicle(i, v, profile_of[v.id]) for i, v in enumerate(self.fleet, 1)]
        problem = {
            "vehicles": vehicles, "jobs": jobs, "shipments": shipments,
            "matrices": {
                name: {"durations": r.seconds, "distances": r.metres, "costs": r.cents}
                for name, r in roads.items()
            },
            "ritregie": self._hints(),
        }  # fmt: skip
        said = tuple(dict.fromkeys([*self.remarks, *self.amounts.remarks(), *self._lost()]))
        return Exported(problem=problem, roads=roads, profile_of=profile_of, remarks=said)

    # --- work ---------------------------------------------------------------------------------

    def _work(self) -> tuple[list[Values], list[Values]]:
        jobs, shipments = [], []
        for number, order in self.orders.items():
            able = able_for(self.world, order, self.fleet)
            if is_shipment(self.world, order):
                shipments.append(self._shipment(number, order, able))
            else:
                jobs.append(self._job(number, order, able))
        return jobs, shipments

    def _job(self, number: int, order: Order, able: frozenset[str]) -> Values:
        """One stop: the other end is a depot. Where there are several depots only its vehicles may come."""
        brings = order.pickup in self.depots
        depot = order.pickup if brings else order.delivery
        action = Action.DELIVER if brings else Action.COLLECT
        step, able = self._step(number, order, action, able)
        skills = self._skills(order, able)
        if len(self.depots) > 1:
            skills = sorted([*skills, self.skills.depot(depot)])
            self.remarks.append(remark("out_depots"))
        load = {"delivery" if brings else "pickup": self.amounts.load(order.load)}
        if order.returns != NOTHING and brings:
            load["pickup"] = self.amounts.load(order.returns)
        self._returns(order, told=brings)
        return {**step, **load, "skills": skills, "priority": self._priority(order)}

    def _shipment(self, number: int, order: Order, able: frozenset[str]) -> Values:
        pickup, able = self._step(number, order, Action.COLLECT, able)
        delivery, able = self._step(number, order, Action.DELIVER, able)
        self._returns(order, told=False)
        return {
            "amount": self.amounts.load(order.load), "pickup": pickup, "delivery": delivery,
            "skills": self._skills(order, able), "priority": self._priority(order),
        }  # fmt: skip

    def _step(
        self, number: int, order: Order, action: Action, able: frozenset[str]
    ) -> tuple[Values, frozenset[str]]:
        """One end of an order, and the vehicles for which its windows hold."""
        collect = action is Action.COLLECT
        place = order.pickup if collect else order.delivery
        service_s = order.pickup_service_s if collect else order.delivery_service_s
        mine = [v for v in self.fleet if v.id in able]
        windows, held = windows_for(self.world, order, action, mine, service_s)
        if held != able or self.world.places[place].zones:
            self.remarks.append(remark("out_zones"))
        step: Values = {
            "id": number, "description": order.id, "location": self._location(place),
            "location_index": self.index[place], "service": service_s,
        }  # fmt: skip
        if windows and windows != ALWAYS:
            step["time_windows"] = [[w.open_s, min(w.close_s, MOST_S)] for w in windows]
        return step, held

    def _skills(self, order: Order, able: frozenset[str]) -> list[int]:
        found = [self.skills.need(word) for word in sorted(order.needs)]
        if len(able) < len(self.fleet):
            found.append(self.skills.way(able))
        return sorted(found)

    def _priority(self, order: Order) -> int:
        """1 to 100 by the price of not driving it: VROOM knows no such price."""
        return 1 + 99 * min(order.penalty_cent, self.most_cent) // self.most_cent

    def _returns(self, order: Order, *, told: bool) -> None:
        if order.returns != NOTHING and not told:
            self.remarks.append(remark("out_returns"))

    def _location(self, place: str) -> list[float]:
        spot = self.world.places[place]
        lat, lon = to_wgs84(x_m=spot.x_m, y_m=spot.y_m)
        return [round(lon, 6), round(lat, 6)]

    # --- vehicles -----------------------------------------------------------------------------

    def _vehicle(self, number: int, vehicle: Vehicle, profile: str) -> Values:
        driver, law, class_ = self.world.drivers[vehicle.driver], self.world.hours, vehicle.class_
        before_s, after_s = self._handling(vehicle, driver)
        from_s, to_s = driver.from_s + before_s, driver.to_s - after_s
        depot = {"start": self._location(vehicle.depot), "start_index": self.index[vehicle.depot]}
        eu = class_.gvm_kg > law.eu_over_kg
        limits: Values = {"max_travel_time": drive_left_s(self.world, driver)} if eu else {}
        if class_.drive == "battery":
            limits["max_distance"] = self._range_m(vehicle)
        if eu and to_s - from_s > law.drive_before_break_s:
            first_s = from_s + law.drive_before_break_s // 2
            rest = {
                "id": 1,
                "time_windows": [[first_s, to_s]],
                "service": law.break_s,
                "description": "pauze",
            }
            limits["breaks"] = [rest]
            self.remarks.append(remark("out_breaks", minutes=law.break_s // 60))
        return {
            "id": number, "description": vehicle.id, "profile": profile, **depot,
            "end": depot["start"], "end_index": depot["start_index"],
            "capacity": self.amounts.room(class_.capacity), "skills": self.skills.of(vehicle),
            "time_window": [from_s, to_s], "costs": {"fixed": whole(time_cent(vehicle) * before_s)}, **limits,
        }  # fmt: skip

    def _handling(self, vehicle: Vehicle, driver: Driver) -> tuple[int, int]:
        """Seconds at the depot before and after driving: loading by the fleet's mean share of the work."""
        h = self.world.handling
        out = [o.load for o in self.orders.values() if o.pickup == vehicle.depot]
        back = [o.load for o in self.orders.values() if o.pickup != vehicle.depot == o.delivery]
        back += [o.returns for o in self.orders.values() if o.returns != NOTHING]
        before_s = h.check_s + (h.load_fixed_s if out else 0)
        before_s += self._share_s(vehicle, out, h.load_per_pallet_s, h.load_per_cage_s)
        after_s = h.unload_fixed_s if back else 0
        after_s += self._share_s(vehicle, back, h.unload_per_pallet_s, h.unload_per_cage_s)
        if before_s or after_s:
            self.remarks.append(remark("out_loading"))
        before_s += max(0, rested_s(self.world, driver) - driver.from_s)
        half_s = (driver.to_s - driver.from_s) // 2
        return min(before_s, half_s), min(after_s, half_s)

    def _share_s(self, vehicle: Vehicle, loads: list[Load], pallet_s: int, cage_s: int) -> int:
        room = vehicle.class_.capacity
        work_s = sum(x.pallets * pallet_s + x.roll_cages * cage_s for x in loads)
        return min(max(room.pallets * pallet_s, room.roll_cages * cage_s), work_s // len(self.fleet))

    def _range_m(self, vehicle: Vehicle) -> int:
        """How far the charge reaches with half the payload, down to the reserve."""
        class_ = vehicle.class_
        start_wh = energy.usable_wh(vehicle) * vehicle.start_soc_permille / 1000
        left_wh = max(0.0, start_wh - self.world.battery_reserve_share * class_.battery_wh)
        per_km = (class_.empty_per_100km + class_.full_per_100km) / 200 * 1000 * self.world.winter_factor
        self.remarks.append(remark("out_battery"))
        return int(left_wh / per_km * 1000)

    # --- names and what is lost ---------------------------------------------------------------

    def _hints(self) -> Values:
        world, h = self.world, self.world.handling
        vehicles = {}
        for number, v in enumerate(self.fleet, 1):
            driver = world.drivers[v.driver]
            before_s, after_s = self._handling(v, driver)
            vehicles[str(number)] = {
                "id": v.id, "name": v.name, "driver": driver.id, "driver_name": driver.name,
                "base": v.class_.base or v.class_.id, "gvm_kg": v.class_.gvm_kg, "before_s": before_s,
                "after_s": after_s,
            }  # fmt: skip
        seconds = {
            "check_min": h.check_s, "load_fixed_min": h.load_fixed_s, "unload_fixed_min": h.unload_fixed_s,
            "load_per_pallet_min": h.load_per_pallet_s, "load_per_cage_min": h.load_per_cage_s,
            "unload_per_pallet_min": h.unload_per_pallet_s, "unload_per_cage_min": h.unload_per_cage_s,
        }  # fmt: skip
        return {
            "scenario": self.scenario.id, "units": self.amounts.units,
            "places": [{"id": p, "name": world.places[p].name} for p in self.places],
            "orders": {
                str(n): {
                    "id": o.id, "name": o.customer, "revenue_eur": o.revenue_cent / 100,
                    "penalty_eur": o.penalty_cent / 100,
                }
                for n, o in self.orders.items()
            },
            "vehicles": vehicles, "skills": self.skills.hints(),
            "handling": {name: s / 60 for name, s in seconds.items()},
        }  # fmt: skip

    def _lost(self) -> Iterator[Remark]:
        """Features of this very day that VROOM does not know."""
        world, sites = self.world, self.world.sites
        orders = tuple(self.orders.values())
        yield remark("out_costs")
        yield remark("out_unplanned")
        yield remark("out_reload")
        found = {
            "out_hours": any(v.class_.gvm_kg > world.hours.eu_over_kg for v in self.fleet),
            "out_partners": bool(sites.partners),
            "out_transfers": bool(sites.transfers),
            "out_chargers": bool(sites.chargers),
            "out_cooling": any(v.cooling for v in self.fleet),
            "out_adr": any(o.adr_points for o in orders),
            "out_noise": any(p.dwellings for p in world.places.values()),
            "out_peaks": self._has_peaks(),
            "out_roads": self._has_roads(),
        }
        yield from (remark(name) for name, here in found.items() if here)

    def _has_peaks(self) -> bool:
        first, vehicle = self.places[0], self.fleet[0]
        return any(self.world.leg(vehicle, first, p).profile for p in self.places[1:])

    def _has_roads(self) -> bool:
        profile, first = self.fleet[0].class_.profile, self.places[0]
        return any(len(self.world.legs.options(profile, first, p)) > 1 for p in self.places[1:])
