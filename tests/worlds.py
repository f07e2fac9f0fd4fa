"""Tiny explicit-matrix worlds for tests, checkable by hand, built without any file.

`tiny()`: one depot, three shops A, B and C, two trucks. Every leg of a truck is 30 min and 30 km
(20 km of it tolled), a van's the same. Loading: 10 min + 1 min per pallet; check 10 min.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import permutations
from typing import Any

from game.domain.plan import Plan, Stop, Trip
from game.domain.world import (
    Action,
    Carrier,
    ClassMetres,
    Driver,
    Handling,
    HoursRules,
    Leg,
    Load,
    Order,
    Place,
    Rates,
    Vehicle,
    VehicleClass,
    Window,
    World,
)
from game.rules.matrix import MatrixLegs

MIN = 60
HOUR = 3600

DIESEL = Carrier(id="diesel_b7", unit="ml", wtw_g_per_unit=3.262, ttw_g_per_unit=2.468)
POWER = Carrier(id="electricity_nl_avg", unit="wh", wtw_g_per_unit=0.268, ttw_g_per_unit=0.0)
RATES = Rates(
    fixed_cent_per_h=1200.0,
    driver_cent_per_h=3800.0,
    distance_cent_per_km=11.0,
    energy_cent_per_unit=160.0,
    toll_cent_per_km=14.1,
    overhead_share=0.1,
)
HOURS = HoursRules(
    drive_before_break_s=270 * MIN,
    break_s=45 * MIN,
    drive_day_s=9 * HOUR,
    duty_day_s=13 * HOUR,
    contract_day_s=9 * HOUR,
)
HANDLING = Handling(
    check_s=10 * MIN,
    load_fixed_s=10 * MIN,
    load_per_pallet_s=MIN,
    load_per_cage_s=30,
    unload_fixed_s=10 * MIN,
    unload_per_pallet_s=MIN,
    unload_per_cage_s=30,
)
RIGID = VehicleClass(
    id="rigid19_diesel",
    kind="rigid",
    drive="diesel",
    profile="truck",
    gvm_kg=19000,
    capacity=Load(kg=9500, pallets=18, roll_cages=30, ldm_cm=730),
    carrier=DIESEL,
    empty_per_100km=19.0,
    full_per_100km=26.0,
    mult_motorway=0.95,
    mult_rural=1.0,
    mult_urban=1.25,
)
RIGID_BEV = VehicleClass(
    id="rigid19_bev",
    kind="rigid",
    drive="battery",
    profile="truck",
    gvm_kg=19000,
    capacity=Load(kg=8500, pallets=18, roll_cages=32, ldm_cm=730),
    carrier=POWER,
    empty_per_100km=85.0,
    full_per_100km=120.0,
    mult_motorway=1.05,
    mult_rural=0.95,
    mult_urban=1.03,
    battery_wh=350_000,
    usable_share=0.85,
    charge_efficiency=0.92,
)


def window(open_min: float, close_min: float) -> Window:
    """A window in minutes after midnight."""
    return Window(open_s=int(open_min * MIN), close_s=int(close_min * MIN))


def leg(minutes: float = 30, km: float = 30, tolled_km: float = 0, **kw: Any) -> Leg:
    """A leg in minutes and kilometres; without classes every metre counts once."""
    kw.setdefault("class_m", ClassMetres())
    return Leg(
        distance_m=round(km * 1000), duration_s=round(minutes * MIN), tolled_m=round(tolled_km * 1000), **kw
    )


def order(name: str, at: str, **kw: Any) -> Order:
    """A delivery of 2 pallets, 1000 kg, from depot D to `at`, all day, 20 min of service."""
    values: dict[str, Any] = {
        "id": name,
        "customer": f"Winkel {at}",
        "pickup": "D",
        "delivery": at,
        "load": Load(kg=1000, pallets=2, ldm_cm=80),
        "pickup_windows": (window(0, 1440),),
        "delivery_windows": (window(0, 1440),),
        "pickup_service_s": 20 * MIN,
        "delivery_service_s": 20 * MIN,
        "revenue_cent": 20_000,
        "penalty_cent": 30_000,
        "charter_g": 50_000,
        "charter_ttw_g": 38_000,
    }
    return Order(**{**values, **kw})


def vehicle(name: str, class_: VehicleClass = RIGID, **kw: Any) -> Vehicle:
    """A vehicle at depot D with driver `d<name>`."""
    values = {"name": f"Wagen {name}", "rates": RATES, "depot": "D", "driver": f"d{name}"}
    return Vehicle(id=name, class_=class_, **{**values, **kw})


def matrix(
    places: Iterable[str], legs: Mapping[tuple[str, str], Leg | tuple[Leg, ...]] | None = None
) -> MatrixLegs:
    """All pairs at 30 min and 30 km, but for those that are given (both directions, unless given too)."""
    given = dict(legs or {})
    book = {}
    for a, b in permutations(places, 2):
        found = given.get((a, b), given.get((b, a), leg(30, 30, 20)))
        options = found if isinstance(found, tuple) else (found,)
        book["truck", a, b] = book["van", a, b] = options
    return MatrixLegs(legs=book)


def world(
    orders: Iterable[Order],
    vehicles: Iterable[Vehicle],
    *,
    legs: Mapping[tuple[str, str], Leg | tuple[Leg, ...]] | MatrixLegs | None = None,
    also: Iterable[str] = (),
    **kw: Any,
) -> World:
    """A world of the places of the orders and `also`, with a driver per vehicle from 05:00 to 19:00."""
    orders, vehicles = list(orders), list(vehicles)
    names = sorted({"D"} | {p for o in orders for p in (o.pickup, o.delivery)} | set(also))
    values: dict[str, Any] = {
        "day": date(2026, 11, 23),
        "places": {n: _place(n, i) for i, n in enumerate(names)},
        "orders": {o.id: o for o in orders},
        "vehicles": {v.id: v for v in vehicles},
        "drivers": {
            v.driver: Driver(id=v.driver, name=f"Chauffeur {v.id}", from_s=5 * HOUR, to_s=19 * HOUR)
            for v in vehicles
        },
        "legs": legs if isinstance(legs, MatrixLegs) else matrix(names, legs),
        "hours": HOURS,
        "handling": HANDLING,
        "battery_reserve_share": 0.15,
        "sources": {},
    }
    return World(**{**values, **kw})


def _place(name: str, number: int) -> Place:
    kind = "depot" if name == "D" else "customer"
    return Place(id=name, name=name, town=name, kind=kind, x_m=230_000 + 5000 * number, y_m=570_000)


def tiny(**kw: Any) -> World:
    """Depot D; O1 to A and O2 to B delivered, O3 collected at C, O4 from A to C; trucks V1 and V2."""
    orders = [
        order("O1", "A", delivery_windows=(window(480, 600),)),
        order("O2", "B", load=Load(kg=2000, pallets=4, ldm_cm=160)),
        order("O3", "D", pickup="C", customer="Fabriek C"),
        order("O4", "C", pickup="A", customer="Overslag A"),
    ]
    return world(orders, [vehicle("V1"), vehicle("V2")], **kw)


def deliver(name: str, route: int = 0) -> Stop:
    """A delivery stop."""
    return Stop(order=name, action=Action.DELIVER, route=route)


def collect(name: str, route: int = 0) -> Stop:
    """A collection stop."""
    return Stop(order=name, action=Action.COLLECT, route=route)


def charge(place: str, minutes: float) -> Stop:
    """A charging stop, plugging included."""
    return Stop(action=Action.CHARGE, place=place, seconds=round(minutes * MIN))


def rest(minutes: float, place: str = "") -> Stop:
    """A break of the player's own."""
    return Stop(action=Action.BREAK, place=place, seconds=round(minutes * MIN))


def reload() -> Stop:
    """Back to the depot for the next part of the trip."""
    return Stop(action=Action.RELOAD)


def trip(name: str, *stops: Stop, **kw: Any) -> Trip:
    """A trip of vehicle `name` with its driver."""
    return Trip(vehicle=name, driver=f"d{name}", stops=stops, **kw)


def plan(*trips: Trip) -> Plan:
    """A plan of trips."""
    return Plan(trips=tuple(sorted(trips, key=lambda t: t.vehicle)))
