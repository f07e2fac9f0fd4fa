"""A world of the trade for the tests of the day: a plaza to charge at, a parking, a hub, rush hours.

Depot D; shops A, B and C, far shop E; plaza P with a charger, parking R, hub H that brings orders to B.
V1 drives on diesel, V2 and V3 on batteries, V4 is a van.
Legs take 30 min unless given; D-E 300, A-E 200, R and P near.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.domain.plan import Stop
from game.domain.sites import Charger, Partner, Sites, Transfer
from game.domain.travel import Profile
from game.domain.world import Action, Leg, Load, Order, Place, World
from tests.worlds import HOUR, MIN, RIGID, RIGID_BEV, leg, matrix, order, vehicle, window, world

PLAZA = Charger(place="P", kw=300, bays=2, cent_per_kwh=60.0)
HUB = Transfer(
    id="hub", name="Stadshub", kind="hub", place="H", serves=frozenset({"B"}), windows=(window(360, 1200),),
    handling_fixed_s=10 * MIN, handling_per_unit_s=MIN, arrives_s=18 * HOUR,
)  # fmt: skip
PARTNER = Partner(
    id="buur", name="Buurvervoer", cent_fixed=5000.0, cent_per_km=90.0, g_per_tkm=90.0, ttw_g_per_tkm=70.0,
    most_orders=2, until_s=12 * HOUR,
)  # fmt: skip
CAGES = Load(kg=90, roll_cages=3, ldm_cm=60)


def rush(minutes: int) -> Leg:
    """A leg that takes half as long again between 07:00 and 09:00, and on the way up to that and down."""
    m, peak = minutes * MIN, minutes * 90
    points = [(6 * HOUR, m), (7 * HOUR, peak), (9 * HOUR, peak), (11 * HOUR, m)]
    spans = (("N33", 0.0, 0.4), ("A28", 0.4, 1.0))
    return replace(leg(minutes, minutes), profile=Profile.of(points), road_spans=spans)


LEGS = {
    ("D", "A"): rush(60), ("A", "B"): rush(40), ("D", "E"): leg(300, 400), ("A", "E"): rush(200),
    ("E", "P"): leg(20, 25), ("A", "P"): leg(10, 8), ("A", "R"): leg(5, 4), ("D", "P"): rush(90),
}  # fmt: skip


def orders() -> list[Order]:
    """Deliveries to A, B and E, one with returns; a collection at C; one from A to C; one for the hub."""
    cool = Load(kg=1500, roll_cages=6, ldm_cm=120)
    return [
        order("O1", "A", delivery_windows=(window(480, 660),)),
        order("O2", "B", load=cool, returns=CAGES),
        order("O3", "D", pickup="C", customer="Fabriek C"),
        order("O4", "C", pickup="A", customer="Overslag A"),
        order("O5", "E", delivery_service_s=90 * MIN, delivery_windows=(window(780, 900),)),
        order("O6", "B", delivery_windows=(window(660, 900),)),
        order("O7", "A", delivery_service_s=150 * MIN),
    ]


def trade(**kw: Any) -> World:
    """The world of the module text."""
    names = ["A", "B", "C", "D", "E", "H", "P", "R"]
    places = {
        n: Place(id=n, name=n, town=n, kind="depot" if n == "D" else "customer", x_m=9000 * i, y_m=500_000)
        for i, n in enumerate(names)
    }
    bev = replace(RIGID_BEV, dc_kw=150.0)
    values: dict[str, Any] = {
        "legs": matrix(names, LEGS), "places": places,
        "sites": Sites(chargers={"P": PLAZA}, transfers={"hub": HUB}, partners={"buur": PARTNER}),
    }  # fmt: skip
    van = replace(RIGID, id="van35", kind="van", profile="van", gvm_kg=3500)
    fleet = [vehicle("V1"), vehicle("V2", bev), vehicle("V3", bev), vehicle("V4", van)]
    return world(orders(), fleet, **{**values, **kw})


def charge(minutes: float = 45, place: str = "P") -> Stop:
    """At the plug."""
    return Stop(action=Action.CHARGE, place=place, seconds=round(minutes * MIN))


def rest(minutes: float = 45, place: str = "") -> Stop:
    """The planner's own break; without a place where the truck stands."""
    return Stop(action=Action.BREAK, place=place, seconds=round(minutes * MIN))


def reload() -> Stop:
    """By way of the depot for the next load."""
    return Stop(action=Action.RELOAD)


def by_hub(name: str) -> Stop:
    """A delivery that is handed over at the hub."""
    return Stop(order=name, action=Action.DELIVER, via="hub")
