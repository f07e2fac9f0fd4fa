"""A small world of the trade for the board: two electric trucks on one grid, chargers, a hub, a partner.

Depot D; A in a city with a hub, B far away, C near, Z reached by N33 (free) or A28 and A7 (tolled).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.domain.law import PastDay
from game.domain.plan import Stop
from game.domain.scenario import Scenario
from game.domain.sites import Charger, Grid, Partner, Sites, Transfer, Window
from game.domain.world import Action, ClassMetres, Leg, Load, Place, World
from game.session import Session
from tests.sim.days import scenario as plain_scenario
from tests.worlds import HOUR, MIN, RATES, RIGID, RIGID_BEV, leg, matrix, order, vehicle, window, world

AT = {
    "D": ("Loods Noord", "Assen", 234_000, 557_000, "depot"),
    "A": ("Warenhuis Vismarkt", "Groningen", 233_700, 581_800, "customer"),
    "B": ("Kwekerij De Akker", "Emmen", 257_000, 533_500, "customer"),
    "C": ("Zuivelboer", "Hoogeveen", 228_500, 526_500, "customer"),
    "Z": ("Zetmeel Zuidbroek", "Zuidbroek", 255_500, 577_000, "customer"),
    "P": ("Laadplein Westerbork", "Westerbork", 240_000, 542_000, "charger"),
    "Q": ("Laadplein Gieten", "Gieten", 246_000, 558_000, "charger"),
    "H": ("Stadshub Zuid", "Groningen", 234_200, 578_000, "hub"),
}  # fmt: skip


def _places() -> dict[str, Place]:
    return {
        i: Place(id=i, name=n, town=t, kind=k, x_m=x, y_m=y, lzv=False)
        for i, (n, t, x, y, k) in AT.items()
    }  # fmt: skip


def _road(minutes: float, km: float, tolled: float, label: str) -> Leg:
    metres = ClassMetres(motorway=round(tolled * 1000), rural=round((km - tolled) * 1000))
    return leg(minutes, km, tolled, label=label, class_m=metres)


def trade_world(**kw: Any) -> World:
    """See the module text."""
    heavy = Load(kg=4200, pallets=8, ldm_cm=320)
    orders = [
        order("O1", "A", customer="Warenhuis Vismarkt", delivery_windows=(window(480, 720),)),
        order("O2", "B", customer="Kwekerij De Akker", load=heavy),
        order("O3", "C", customer="Zuivelboer", load=heavy, delivery_windows=(window(420, 960),)),
        order("O4", "Z", customer="Zetmeel Zuidbroek", load=Load(kg=2400, pallets=5, ldm_cm=200)),
        order("O5", "D", pickup="C", customer="Zuivelboer retour"),
    ]
    bev = replace(RIGID_BEV, dc_kw=150.0)
    rates = replace(RATES, energy_cent_per_unit=24.0)
    vehicles = [
        vehicle("E1", bev, rates=rates, start_soc_permille=600, evening_soc_permille=250),
        vehicle("E2", bev, rates=rates, start_soc_permille=600, evening_soc_permille=300),
        vehicle("V1", RIGID),
    ]
    legs: dict[tuple[str, str], Leg | tuple[Leg, ...]] = {
        ("D", "Z"): (_road(40, 52, 0, "N33"), _road(44, 60, 46, "A28 · A7")),
        ("D", "A"): _road(28, 29, 22, "A28"),
        ("D", "B"): _road(36, 42, 20, "N34 · A37"),
        ("D", "C"): _road(30, 36, 30, "A28"),
        ("B", "C"): _road(34, 40, 32, "A37"),
        ("D", "P"): _road(18, 18, 0, "N374"), ("D", "Q"): _road(14, 14, 0, "N33"),
        ("P", "B"): _road(24, 26, 0, "N381"), ("P", "C"): _road(26, 28, 0, "N374"),
        ("A", "H"): _road(8, 4, 0, "N7"),
    }  # fmt: skip
    made = world(orders, vehicles, legs=matrix(AT, legs), places=_places(), sites=_sites(), **kw)
    driver = replace(made.drivers["dV1"], history=_week(), drive_week_s=0)
    return replace(made, drivers={**made.drivers, "dV1": driver})


def _week() -> tuple[PastDay, ...]:
    """Last week's five days, the Friday long: today is Monday 23 November."""
    hours = ((3, 9.6), (4, 8.5), (5, 8.0), (6, 8.8), (7, 8.2))
    return tuple(
        PastDay(ago=ago, start_s=6 * HOUR, end_s=18 * HOUR, drive_s=round(h * HOUR), work_s=11 * HOUR)
        for ago, h in hours
    )


def _sites() -> Sites:
    return Sites(
        chargers={
            "P": Charger(place="P", kw=150, bays=2, cent_per_kwh=52.0),
            "Q": Charger(place="Q", kw=300, bays=1, cent_per_kwh=58.0),
        },
        grids={
            "D": Grid(place="D", limit_kw=26.0, from_s=-5 * HOUR, to_s=5 * HOUR, kw_per_vehicle=22.0)
        },
        transfers={
            "hub": Transfer(
                id="hub", name="Stadshub Zuid", kind="hub", place="H", serves=frozenset({"A"}),
                windows=(Window(open_s=5 * HOUR, close_s=12 * HOUR),), handling_fixed_s=10 * MIN,
                handling_per_unit_s=60, cent_fixed=900.0, cent_per_unit=450.0, hub_g_per_t=400.0,
                onward_m=5000, onward_g_per_tkm=60.0, departs_s=12 * HOUR, arrives_s=14 * HOUR,
            )
        },
        partners={
            "noord": Partner(
                id="noord", name="Noordervracht", cent_fixed=6500.0, cent_per_km=120.0, g_per_tkm=90.0,
                ttw_g_per_tkm=70.0, most_orders=2, until_s=16 * HOUR,
            )
        },
    )  # fmt: skip


def trade_scenario(**kw: Any) -> Scenario:
    """The world as a scenario."""
    return plain_scenario(trade_world(), id="vak", **kw)


def trade_session(**kw: Any) -> Session:
    """A session of it."""
    return Session(trade_scenario(**kw), seed=1)


def charge(place: str = "P", minutes: int = 45) -> Stop:
    """A charging stop."""
    return Stop(action=Action.CHARGE, place=place, seconds=minutes * MIN)


def rest(minutes: int = 45) -> Stop:
    """A break of the player."""
    return Stop(action=Action.BREAK, seconds=minutes * MIN)


def reload() -> Stop:
    """Back to the depot for the next load."""
    return Stop(action=Action.RELOAD)
