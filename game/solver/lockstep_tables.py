"""What the lockstep evaluator has to know of a stop and of a truck, each as a row; what it does not know.

Loads numpy: import it where it is used.
"""

from __future__ import annotations

from typing import NamedTuple

from game.domain.plan import Stop, Trip
from game.domain.sites import Zone
from game.domain.travel import DAY_S
from game.domain.world import Action, Order, Vehicle, World
from game.rules import access
from game.rules.cooling import NEED
from game.rules.hours.regime import regime_of
from game.rules.load import from_depot
from game.rules.stops import needs_of, place_of, visit_windows
from game.solver.lockstep_legs import Legs


class Visit(NamedTuple):
    """One stop as a row; loads are what it changes aboard, `home` what it adds when leaving the depot."""

    place: int
    open_s: tuple[int, ...]
    close_s: tuple[int, ...]
    service_s: int
    change: tuple[int, int, int, int]
    """kg, pallets, roll cages, loading cm."""
    home: tuple[int, int, int, int]
    cooled: int
    """+1: cooled goods come aboard here, -1: they leave."""
    cooled_home: int
    hard: int
    """Findings that no clock changes: a zone that is closed to it."""
    zone: tuple[tuple[int, int], ...]
    """(opening, seconds open) of the zone whose hours bind it here."""
    zones: bool
    """The hours of more than one zone bind it: the referee says."""


def visit_of(world: World, legs: Legs, vehicle: Vehicle, stop: Stop) -> Visit:
    """A stop of an order at its own address."""
    order = world.orders[stop.order]
    windows = visit_windows(world, vehicle, stop)
    place = place_of(world, vehicle, stop)
    zones = [world.sites.zones[z] for z in sorted(world.places[place].zones)]
    shut = [
        access.zone_emission(
            rules=world.sites.access, zone=z, day=world.day, vehicle=vehicle, subject=order.id
        )
        for z in zones
    ]
    bound = [z for z in zones if _binds(z, vehicle)]
    windows_in = tuple((w.open_s, w.close_s - w.open_s) for w in bound[0].windows) if bound else ()
    collect = stop.action is Action.COLLECT
    home = not collect and from_depot(order=order, vehicle=vehicle)
    load, back = order.load, order.returns
    aboard = (load.kg, load.pallets, load.roll_cages, load.ldm_cm)
    gets = (back.kg, back.pallets, back.roll_cages, back.ldm_cm)
    change = aboard if collect else tuple(g - a for g, a in zip(gets, aboard, strict=True))
    cools = NEED in order.needs
    return Visit(
        place=legs.place[place],
        open_s=tuple(w.open_s for w in windows), close_s=tuple(w.close_s for w in windows),
        service_s=order.pickup_service_s if collect else order.delivery_service_s,
        change=(change[0], change[1], change[2], change[3]),
        home=aboard if home else (0, 0, 0, 0),
        cooled=(1 if collect else -1) if cools else 0, cooled_home=int(home and cools),
        hard=sum(f is not None for f in shut),
        zone=windows_in, zones=len(bound) > 1,
    )  # fmt: skip


def _binds(zone: Zone, vehicle: Vehicle) -> bool:
    """Who stays for days would be outside the hours, if they bind."""
    stays = access.zone_window(zone=zone, vehicle=vehicle, subject="", arrive_s=0, end_s=10 * DAY_S)
    return stays is not None


class Truck(NamedTuple):
    """A vehicle, its driver and its prices as a row."""

    whole: bool
    """All its rules are known here; else its trips go to the referee."""
    figures: tuple[float, ...]


FIGURES = (
    "profile", "class", "depot", "kg", "pallets", "cages", "ldm", "payload", "empty", "more", "season",
    "season_cooled", "fixed", "driver", "distance", "energy", "toll", "overhead", "overtime", "night",
    "battery", "efficiency", "wtw", "cooling", "cooling_cent", "cooling_wtw", "cooling_own", "eu", "atbv",
    "from_s",
)  # fmt: skip


def truck_of(world: World, legs: Legs, vehicle: Vehicle) -> Truck:
    """Figures in the order of `FIGURES`; `more` is what full asks above empty."""
    class_, rates, cooling = vehicle.class_, vehicle.rates, vehicle.cooling
    battery = class_.drive == "battery"
    rules = world.hours
    exempt = battery and class_.gvm_kg <= rules.electric_exempt_kg
    regime = regime_of(class_=class_, radius_m=0, rules=rules)
    room = class_.capacity
    figures = (
        legs.profiles[class_.profile], legs.classes[class_.id], legs.place[vehicle.depot],
        room.kg, room.pallets, room.roll_cages, room.ldm_cm, room.kg or 1,
        class_.empty_per_100km, class_.full_per_100km - class_.empty_per_100km,
        world.winter_factor if battery else 1.0,
        # without a unit of its own a truck is as cold as ever, whatever is aboard
        max(world.winter_factor, world.winter_cooled_factor if cooling else 0.0) if battery else 1.0,
        rates.fixed_cent_per_h, rates.driver_cent_per_h, rates.distance_cent_per_km,
        rates.energy_cent_per_unit, rates.toll_cent_per_km, rates.overhead_share, rates.overtime_share,
        rates.night_share, battery, class_.charge_efficiency or 1.0, class_.carrier.wtw_g_per_unit,
        cooling.per_hour if cooling else 0.0, rates.cooling_cent_per_unit if cooling else 0.0,
        cooling.carrier.wtw_g_per_unit if cooling else 0.0,
        bool(cooling and cooling.carrier.unit == "ml"), regime.eu, regime.atbv,
        world.drivers[vehicle.driver].from_s,
    )  # fmt: skip
    # nothing is known here of what an LZV may do, of radius, of an old truck's ways of burning
    return Truck(class_.kind != "lzv" and not exempt, tuple(float(f) for f in figures))


def known_trip(world: World, trip: Trip) -> bool:
    """Orders at their own addresses, collected before they are delivered, no dangerous goods."""
    if any(s.own or s.via for s in trip.stops):
        return False
    if trip.driver != world.vehicles[trip.vehicle].driver:
        return False
    seen: set[str] = set()
    for stop in trip.stops:
        order = world.orders[stop.order]
        if not known_order(order):
            return False
        if stop.action is Action.COLLECT and stop.order in seen:
            return False
        seen.add(stop.order)
    return True


def known_order(order: Order) -> bool:
    """No dangerous goods, whose points aboard count."""
    return not order.adr_points


def missing_needs(world: World, vehicle: Vehicle, order: Order, stops: tuple[Stop, ...]) -> int:
    """1 when truck and driver together lack something that the order needs."""
    skills = vehicle.skills | world.drivers[vehicle.driver].skills
    return int(not needs_of(order, stops) <= skills)
