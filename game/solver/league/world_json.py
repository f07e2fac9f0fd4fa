"""What a rule gets to see: the software's world as plain JSON values. Every key stands in RULES.md.

Only what the *system* believes, and only the orders that are visible when planning begins: what people
know, what goes wrong and how long things really take is not in here, so no rule can look it up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from game.domain.scenario import Scenario
from game.domain.sites import Window
from game.domain.travel import DAY_S
from game.domain.units import whole
from game.domain.world import Driver, Load, Order, Place, Vehicle, World
from game.rules.access import may_enter, zone_windows
from game.rules.energy import usable_wh

HOURS = range(24)
NO_LIMIT = 1_000_000
SAMPLE = 200
"""Legs of which the busy hours are taken."""


def visible_world(scenario: Scenario) -> World:
    """The system world without the orders that only enter the list later."""
    hidden = frozenset(scenario.optional_orders)
    world = scenario.system
    return replace(world, orders={i: o for i, o in world.orders.items() if i not in hidden})


def world_json(scenario_id: str, world: World) -> dict[str, Any]:
    """The whole of it. Seconds count from midnight of the day, money is in cent, CO2e in grams."""
    places = sorted(_touched(world))
    profiles = sorted({v.class_.profile for v in world.vehicles.values()})
    return {
        "scenario": scenario_id,
        "day": world.day.isoformat(),
        "orders": [_order(world.orders[i]) for i in sorted(world.orders)],
        "vehicles": [_vehicle(world, world.vehicles[i], places) for i in sorted(world.vehicles)],
        "places": [_place(world.places[i]) for i in places],
        "legs": {p: _legs(world, p, places) for p in profiles},
        "hour_factor": {p: _hour_factor(world, p, places) for p in profiles},
        "partners": [
            {"id": p.id, "cent_fixed": p.cent_fixed, "cent_per_km": p.cent_per_km,
             "most_orders": p.most_orders, "serves": sorted(p.serves), "refuses": sorted(p.refuses)}
            for _, p in sorted(world.sites.partners.items())
        ],
        "hours": _hours(world),
        "handling": _handling(world),
    }  # fmt: skip


def _touched(world: World) -> set[str]:
    found = {v.depot for v in world.vehicles.values()}
    found |= {place for o in world.orders.values() for place in (o.pickup, o.delivery)}
    return found | set(world.sites.chargers) | {t.place for t in world.sites.transfers.values()}


def _windows(windows: Iterable[Window]) -> list[list[int]]:
    return [[w.open_s, w.close_s] for w in windows]


def _load(load: Load) -> dict[str, int]:
    return {
        "kg": load.kg,
        "pallets": load.pallets,
        "roll_cages": load.roll_cages,
        "ldm_cm": load.ldm_cm,
    }


def _order(order: Order) -> dict[str, Any]:
    return {
        "id": order.id, "customer": order.customer, "pickup": order.pickup, "delivery": order.delivery,
        "load": _load(order.load), "returns": _load(order.returns),
        "pickup_windows": _windows(order.pickup_windows),
        "delivery_windows": _windows(order.delivery_windows),
        "pickup_service_s": order.pickup_service_s, "delivery_service_s": order.delivery_service_s,
        "needs": sorted(order.needs), "adr_points": order.adr_points,
        "revenue_cent": order.revenue_cent, "penalty_cent": order.penalty_cent,
    }  # fmt: skip


def _vehicle(world: World, vehicle: Vehicle, places: list[str]) -> dict[str, Any]:
    """Cost and CO2e per kilometre are those of a half loaded vehicle: a guide, the referee is exact."""
    class_, rates = vehicle.class_, vehicle.rates
    driver: Driver = world.drivers[vehicle.driver]
    # per 100 km and thousandths of a unit: thousandths (ml or Wh at the battery) per km are 10 times that
    per_km = (class_.empty_per_100km + class_.full_per_100km) / 2 * 10
    bought = per_km / class_.charge_efficiency if class_.drive == "battery" else per_km
    share = 1 + rates.overhead_share
    cent_km = rates.distance_cent_per_km + bought * rates.energy_cent_per_unit / 1000
    zones = {p: zone_windows(world=world, vehicle=vehicle, place=p) for p in places}
    left_wh = usable_wh(vehicle) * vehicle.start_soc_permille / 1000
    left_wh -= world.battery_reserve_share * class_.battery_wh
    cold = world.winter_cooled_factor if vehicle.cooling else world.winter_factor
    return {
        "id": vehicle.id, "name": vehicle.name, "kind": class_.kind, "drive": class_.drive,
        "profile": class_.profile, "depot": vehicle.depot, "driver": vehicle.driver,
        "capacity": _load(class_.capacity), "skills": sorted(vehicle.skills | driver.skills),
        "from_s": driver.from_s, "to_s": driver.to_s, "rested_s": max(_rested(world, driver)),
        "adr_points": NO_LIMIT if "adr" in vehicle.skills & driver.skills else world.sites.access.adr_points,
        "cent_per_h": whole((rates.fixed_cent_per_h + rates.driver_cent_per_h) * share),
        "cent_per_km": round(cent_km * share, 2), "toll_cent_per_km": rates.toll_cent_per_km,
        "g_per_km": whole(bought * class_.carrier.wtw_g_per_unit),
        "range_m": whole(left_wh / per_km / cold * 1000) if class_.drive == "battery" else None,
        "closed_places": [p for p in places if not may_enter(world=world, vehicle=vehicle, place=p)],
        "zone_windows": {p: _windows(found) for p, found in zones.items() if found},
    }  # fmt: skip


def _rested(world: World, driver: Driver) -> list[int]:
    """When the driver has had a whole daily rest since the day before, midnight at the least."""
    return [0, *(d.end_s - DAY_S + world.hours.rest_s for d in driver.history if d.ago == 1)]


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": place.id, "name": place.name, "town": place.town, "kind": place.kind, "x_m": place.x_m,
        "y_m": place.y_m, "zones": sorted(place.zones),
    }  # fmt: skip


def _legs(world: World, profile: str, places: list[str]) -> dict[str, dict[str, list[int]]]:
    """From -> to -> [seconds when it is quiet, metres, tolled metres, seconds at the busiest hour]."""
    table: dict[str, dict[str, list[int]]] = {}
    for a in places:
        row = table[a] = {}
        for b in places:
            leg = world.legs.fastest(profile, a, b)
            busiest_s = max((leg.duration_s, *leg.profile.durations))
            row[b] = [leg.duration_s, leg.distance_m, leg.tolled_m, busiest_s]
    return table


def _hour_factor(world: World, profile: str, places: list[str]) -> list[float]:
    """By hour of departure, how much longer driving takes than when it is quiet: a mean over legs."""
    pairs = [(a, b) for a in places for b in places if a != b]
    legs = [world.legs.fastest(profile, a, b) for a, b in pairs[:: max(1, len(pairs) // SAMPLE)]]
    quiet_s = max(1, sum(leg.duration_s for leg in legs))
    return [round(sum(leg.duration_at(h * 3600 + 1800) for leg in legs) / quiet_s, 3) for h in HOURS]


def _hours(world: World) -> dict[str, int]:
    names = ("drive_before_break_s", "break_s", "drive_day_s", "duty_day_s", "contract_day_s")
    return {name: getattr(world.hours, name) for name in names}


def _handling(world: World) -> dict[str, int]:
    names = (
        "check_s", "load_fixed_s", "load_per_pallet_s", "load_per_cage_s", "unload_fixed_s",
        "unload_per_pallet_s", "unload_per_cage_s",
    )  # fmt: skip
    return {name: getattr(world.handling, name) for name in names}
