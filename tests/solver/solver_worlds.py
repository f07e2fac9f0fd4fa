"""Small worlds with an explicit matrix, so that the solver is tested without files or a road graph."""

from __future__ import annotations

from datetime import date
from functools import cache
from math import hypot

from game.domain import chance
from game.domain.units import whole
from game.domain.world import (
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

DIESEL = Carrier(id="diesel", unit="ml", wtw_g_per_unit=3.256, ttw_g_per_unit=2.6)
GRID = Carrier(id="grid", unit="wh", wtw_g_per_unit=0.3, ttw_g_per_unit=0.0)
HOURS = HoursRules(
    drive_before_break_s=16200, break_s=2700, drive_day_s=32400, duty_day_s=46800, contract_day_s=36000
)
HANDLING = Handling(
    check_s=600,
    load_fixed_s=600,
    load_per_pallet_s=60,
    load_per_cage_s=30,
    unload_fixed_s=300,
    unload_per_pallet_s=60,
    unload_per_cage_s=30,
)
RIGID = VehicleClass(
    id="rigid19",
    kind="rigid",
    drive="diesel",
    profile="truck",
    gvm_kg=19000,
    capacity=Load(kg=9000, pallets=18, roll_cages=36, ldm_cm=720),
    carrier=DIESEL,
    empty_per_100km=22.0,
    full_per_100km=28.0,
    mult_motorway=0.95,
    mult_rural=1.0,
    mult_urban=1.2,
)
ELECTRIC = VehicleClass(
    id="rigid12e",
    kind="rigid",
    drive="battery",
    profile="truck",
    gvm_kg=12000,
    capacity=Load(kg=5000, pallets=14, roll_cages=26, ldm_cm=600),
    carrier=GRID,
    empty_per_100km=70.0,
    full_per_100km=90.0,
    mult_motorway=1.1,
    mult_rural=1.0,
    mult_urban=0.9,
    battery_wh=200_000,
    usable_share=0.9,
    charge_efficiency=0.92,
)
DIESEL_RATES = Rates(
    fixed_cent_per_h=1500,
    driver_cent_per_h=3800,
    distance_cent_per_km=11,
    energy_cent_per_unit=160,
    toll_cent_per_km=15,
    overhead_share=0.1,
)
ELECTRIC_RATES = Rates(
    fixed_cent_per_h=2100,
    driver_cent_per_h=3800,
    distance_cent_per_km=7,
    energy_cent_per_unit=18,
    toll_cent_per_km=2,
    overhead_share=0.1,
)


class MatrixLegs:
    """Straight lines x 1.3 at 65 km/h; with `two_ways` a slower leg without toll beside it."""

    def __init__(self, places: dict[str, Place], *, two_ways: bool = False) -> None:
        self._places = places
        self._two_ways = two_ways
        self.options = cache(self._options)  # type: ignore[method-assign]

    def _options(self, _profile: str, origin: str, destination: str) -> tuple[Leg, ...]:
        a, b = self._places[origin], self._places[destination]
        metres = whole(1.3 * hypot(a.x_m - b.x_m, a.y_m - b.y_m))
        fast = _leg(metres, whole(metres * 3.6 / 65), tolled_m=metres // 2)
        if not self._two_ways or not metres:
            return (fast,)
        return (fast, _leg(metres + 100, whole(metres * 3.6 / 62), tolled_m=0))

    def fastest(self, profile: str, origin: str, destination: str) -> Leg:
        """Number 0 of the alternatives."""
        return self.options(profile, origin, destination)[0]

    def shortest_m(self, profile: str, origin: str, destination: str) -> int:
        """The same as the fastest here."""
        leg: Leg = self.options(profile, origin, destination)[0]
        return leg.distance_m


def _leg(metres: int, seconds: int, *, tolled_m: int) -> Leg:
    half = metres // 2
    return Leg(
        distance_m=metres,
        duration_s=seconds,
        tolled_m=tolled_m,
        class_m=ClassMetres(motorway=half, rural=metres - half),
    )


def place(name: str, x_km: float, y_km: float) -> Place:
    """A place by kilometres."""
    return Place(id=name, name=name, town=name, kind="shop", x_m=whole(x_km * 1000), y_m=whole(y_km * 1000))


def order(
    name: str,
    *,
    pickup: str = "DC",
    delivery: str = "DC",
    pallets: int = 4,
    opens: int = 6,
    closes: int = 18,
    penalty: int = 40_000,
) -> Order:
    """An order with the same window (hours) at both ends."""
    windows = (Window(open_s=opens * 3600, close_s=closes * 3600),)
    return Order(
        id=name,
        customer=f"Klant {name}",
        pickup=pickup,
        delivery=delivery,
        load=Load(kg=pallets * 300, pallets=pallets, ldm_cm=pallets * 40),
        pickup_windows=windows,
        delivery_windows=windows,
        pickup_service_s=900,
        delivery_service_s=900,
        revenue_cent=30_000,
        penalty_cent=penalty,
        charter_g=60_000,
        charter_ttw_g=48_000,
    )


def vehicle(name: str, *, electric: bool = False) -> Vehicle:
    """A vehicle with the driver `D<name>`."""
    return Vehicle(
        id=name,
        name=name,
        class_=ELECTRIC if electric else RIGID,
        rates=ELECTRIC_RATES if electric else DIESEL_RATES,
        depot="DC",
        driver=f"D{name}",
    )


def world(
    places: list[Place], orders: list[Order], vehicles: list[Vehicle], *, two_ways: bool = False
) -> World:
    """A world of these parts; drivers are free from 05:00 to 19:00."""
    by_id = {p.id: p for p in places}
    return World(
        day=date(2026, 11, 24),
        places=by_id,
        orders={o.id: o for o in orders},
        vehicles={v.id: v for v in vehicles},
        drivers={v.driver: Driver(id=v.driver, name=v.driver, from_s=18000, to_s=68400) for v in vehicles},
        legs=MatrixLegs(by_id, two_ways=two_ways),
        hours=HOURS,
        handling=HANDLING,
        battery_reserve_share=0.1,
        sources={},
    )


def tiny(*, two_ways: bool = False) -> World:
    """Two trucks; three deliveries, one collection, one order from customer to customer."""
    places = [
        place("DC", 0, 0),
        place("A", 20, 0),
        place("B", 22, 5),
        place("C", -15, 10),
        place("E", -18, 2),
    ]
    orders = [
        order("O1", delivery="A", opens=7, closes=9),
        order("O2", delivery="B", opens=7, closes=10),
        order("O3", delivery="C", opens=8, closes=10),
        order("O4", pickup="E", opens=9, closes=12),
        order("O5", pickup="C", delivery="E", opens=8, closes=16, pallets=2),
    ]
    return world(places, orders, [vehicle("V1"), vehicle("V2", electric=True)], two_ways=two_ways)


def scattered(
    orders: int,
    vehicles: int,
    seed: int,
    *,
    collect: float = 0.2,
    direct: float = 0.1,
    two_ways: bool = False,
) -> World:
    """Random customers in a square of 80 km with windows of two to six hours."""
    draw = chance.stream(seed, "scattered").random
    places = [place("DC", 0, 0)]
    made: list[Order] = []
    for i in range(orders):
        name = f"P{i:02d}"
        places.append(place(name, 80 * draw() - 40, 80 * draw() - 40))
        opens = 6 + int(6 * draw())
        closes = opens + 2 + int(5 * draw())
        kind = draw()
        ends = {"delivery": name}
        if kind < collect:
            ends = {"pickup": name}
        elif kind < collect + direct and i:
            ends = {"pickup": f"P{i - 1:02d}", "delivery": name}
        size = 1 + int(4 * draw())
        made.append(order(f"O{i:02d}", pallets=size, opens=opens, closes=closes, **ends))
    fleet = [vehicle(f"V{i + 1}", electric=i == vehicles - 1) for i in range(vehicles)]
    return world(places, made, fleet, two_ways=two_ways)
