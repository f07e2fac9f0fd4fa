"""The worked examples of the facts (FACTS 1.5) as literals, and as tiny worlds to judge a plan in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from game.domain.plan import Stop, Trip
from game.domain.sites import Charger, Grid, Sites, Transfer
from game.domain.world import (
    Action,
    Carrier,
    ClassMetres,
    Cooling,
    Leg,
    Load,
    Order,
    Place,
    Rates,
    Vehicle,
    VehicleClass,
    World,
)  # fmt: skip
from tests.worlds import (
    DIESEL,
    HOUR,
    POWER,
    RIGID,
    RIGID_BEV,
    deliver,
    leg,
    matrix,
    order,
    trip,
    vehicle,
    window,
    world,
)  # fmt: skip

EXAMPLES = {
    "E1": {
        "rate_loaded": 31.166666666666664,
        "litres_loaded": 37.4,
        "litres_empty": 17.6,
        "litres": 55.0,
        "co2_wtw": 179.41,
        "co2_ttw": 135.74,
        "tkm": 2400,
        "g_per_tkm": 74.75416666666666,
        "g_per_tkm_without_empty": 50.83283333333333,
    },
    "E2": {
        "litres_legs": [9.18, 5.4868421052631575, 1.256578947368421, 9.025],
        "litres": 24.94842105263158,
        "co2_wtw": 81.38174947368421,
        "tkm": 332.5,
        "g_per_tkm": 244.75714127423822,
        "alloc": {"A": 29.370856952908586, "B": 33.654106925207756, "C": 18.356785595567867},
    },
    "E3": {
        "kwh_legs": [47.80588235294118, 24.09926470588235, 4.695588235294117, 44.625],
        "kwh": 121.22573529411764,
        "grid_kwh": 131.76710358056263,
        "co2_wtw": 35.313583759590784,
        "co2_grey": 63.64351102941175,
        "saving_vs_E2": 0.5660749002328849,
        "usable": 297.5,
        "winter_kwh": 145.47088235294117,
        "soc_used_share": 0.4889777558082056,
    },
    "E4": {
        "mix_factor": 2.3775999999999997,
        "co2_drive": 59.31736589473684,
        "litres_reefer": 9.0,
        "co2_reefer": 29.358,
        "co2_total": 88.67536589473684,
    },
    "E5": {
        "road": 328.0810866666667,
        "prehaul": 47.633354999999995,
        "barge": 191.4,
        "hubs": 52.8,
        "intermodal": 291.833355,
        "saving": 0.11048406366531793,
    },
    "E6": {
        "fixed": 89.36170212765957,
        "driver": 209.0,
        "var": 26.0,
        "litres": 55.0,
        "fuel": 88.0,
        "toll_2026_07": 30.150000000000002,
        "toll_2026_11": 23.426550000000002,
        "total_nov": 477.0244223404256,
        "toll_bev": 5.7,
        "toll_bev_nov": 4.4289,
    },
    "E7": {
        "energy_kwh": 208.25,
        "minutes": 101.15,
        "plug": 5,
        "total": 106.15,
        "grid_kwh": 226.3586956521739,
    },
    "E8": {
        "grid_kwh": 1565.2173913043478,
        "hours": 10,
        "avg_kw": 156.52173913043478,
        "feasible_160": True,
        "feasible_150": False,
    },
    "E9": {"activity_distance": 120.0},
}

ARTIC = replace(
    RIGID,
    id="ts40_diesel",
    kind="artic",
    gvm_kg=40_000,
    capacity=Load(kg=24_000, pallets=33, roll_cages=54, ldm_cm=1360),
    empty_per_100km=22.0,
    full_per_100km=33.0,
)
GREY = replace(POWER, id="electricity_nl_grey", wtw_g_per_unit=0.483)
HVO30 = Carrier(
    id="hvo30",
    unit="ml",
    wtw_g_per_unit=0.7 * 3.262 + 0.3 * 0.314,
    ttw_g_per_unit=0.7 * 2.468 + 0.3 * 0.038,
    hvo_share=0.3,
)
REEFER = Cooling(carrier=DIESEL, per_hour=1500.0)
MILK_RUN = (
    (leg(km=40, class_m=ClassMetres(motorway=40_000)), 7000),
    (leg(km=25, class_m=ClassMetres(rural=25_000)), 4000),
    (leg(km=5, class_m=ClassMetres(urban=5_000)), 1500),
    (leg(km=50, class_m=ClassMetres(motorway=50_000)), 0),
)
MILK_KG, MILK_SFD_M = (3000, 2500, 1500), (40_000, 55_000, 50_000)
BARGE = Transfer(
    id="T1",
    name="Binnenvaart",
    kind="barge",
    place="P",
    serves=frozenset({"Z"}),
    windows=(),
    handling_fixed_s=0,
    handling_per_unit_s=0,
    cent_fixed=12_000.0,
    cent_per_unit=350.0,
    hub_g_per_t=2 * 1200.0,
    onward_m=290_000,
    onward_g_per_tkm=30.0,
    onward_ttw_g_per_tkm=24.0,
)


def near(expected: object) -> object:
    """Equal to 1e-6, the tolerance of the examples."""
    return pytest.approx(expected, rel=0, abs=1e-6)


# --- worlds -----------------------------------------------------------------------------------

Legs = Mapping[tuple[str, str], Leg]
E6_RATES = Rates(
    fixed_cent_per_h=4_200_000 / 2585,
    driver_cent_per_h=3800,
    distance_cent_per_km=13,
    energy_cent_per_unit=160,
    toll_cent_per_km=20.1 * (1 - 0.223),
    overhead_share=0.1,
)
MILK_LEGS: Legs = {
    ("D", "A"): MILK_RUN[0][0],
    ("A", "B"): MILK_RUN[1][0],
    ("B", "C"): MILK_RUN[2][0],
    ("C", "D"): MILK_RUN[3][0],
    ("D", "B"): leg(km=55),
}


def heavy(name: str, at: str, kg: int, pallets: int = 4, **kw: Any) -> Order:
    """A delivery of so many kilograms from the depot."""
    return order(name, at, load=Load(kg=kg, pallets=pallets, ldm_cm=40 * pallets), **kw)


def also(names: str, base: World) -> dict[str, Place]:
    """The places of a world and more of them, named by a letter each."""
    extra = {n: replace(base.places["D"], id=n, name=n, town=n, kind="plaza") for n in names}
    return {**base.places, **extra}


def out_and_back() -> tuple[World, Trip]:
    """E1 and E6: 20 t over 120 km, 80 km home, 150 km tolled, 5.5 hours of duty."""
    legs = {("D", "A"): leg(160, 120, 90), ("A", "D"): leg(110, 80, 60)}
    w = world([heavy("O1", "A", 20_000, 20)], [vehicle("V1", ARTIC, rates=E6_RATES)], legs=legs)
    return w, trip("V1", deliver("O1"))


def milk_run(class_: VehicleClass = RIGID, **kw: Any) -> tuple[World, Trip]:
    """E2: 3, 2.5 and 1.5 t to A, B and C."""
    at = zip(("OA", "OB", "OC"), "ABC", MILK_KG, strict=True)
    orders = [heavy(name, place, kg) for name, place, kg in at]
    w = world(orders, [vehicle("V1", class_)], legs=MILK_LEGS, **kw)
    return w, trip("V1", deliver("OA"), deliver("OB"), deliver("OC"))


def cooled_run(class_: VehicleClass = RIGID, unit: Cooling = REEFER, **kw: Any) -> tuple[World, Trip]:
    """E4: the same on HVO30, the last order cooled: loading from 06:10, its delivery done at 12:10."""
    last = window(11 * 60 + 50, 1440)
    orders = [
        heavy("OA", "A", 3000),
        heavy("OB", "B", 2500),
        heavy("OC", "C", 1500, needs=frozenset({"cooling"}), delivery_windows=(last,)),
    ]
    truck = vehicle("V1", class_, cooling=unit, skills=frozenset({"cooling"}))
    rates = replace(truck.rates, cooling_cent_per_unit=160.0 if unit.carrier.unit == "ml" else 0.0)
    w = world(orders, [replace(truck, rates=rates)], legs=MILK_LEGS, **kw)
    return w, trip("V1", deliver("OA"), deliver("OB"), deliver("OC"), start_s=6 * HOUR)


def container(by_barge: bool) -> tuple[World, Trip]:
    """E5: 22 t to Z, 260 km by road and 78 km home, or 27 km to the quay and back."""
    legs = {("D", "Z"): leg(240, 260), ("Z", "D"): leg(80, 78), ("D", "P"): leg(30, 27)}
    w = world([heavy("O1", "Z", 22_000, 33)], [vehicle("V1", ARTIC)], legs=matrix("DPZ", legs))
    quay = replace(BARGE, windows=(window(0, 1440),), arrives_s=20 * HOUR)
    w = replace(w, places=also("P", w), sites=Sites(transfers={"T1": quay}))
    return w, trip("V1", replace(deliver("O1"), via="T1" if by_barge else ""))


def charging_day() -> tuple[World, Trip]:
    """E7: 106.15 minutes at a bay of 150 kW at the depot, from 20 %, then 30 km out and back."""
    w = world([order("O1", "A")], [vehicle("V1", RIGID_BEV)])
    bay = Charger(place="D", kw=150, bays=1, cent_per_kwh=42)
    w = replace(w, sites=Sites(chargers={"D": bay}))
    plug = Stop(action=Action.CHARGE, place="D", seconds=6369)
    return w, trip("V1", plug, deliver("O1"), charge_permille=200)


def eight_trucks(kw: float) -> tuple[World, tuple[Trip, ...]]:
    """E8: eight trucks that lack 180 kWh each, and a connection of so many kW for ten hours."""
    class_ = replace(RIGID_BEV, battery_wh=360_000, usable_share=1.0)
    names = [f"V{i}" for i in range(8)]
    fleet: list[Vehicle] = [replace(vehicle(n, class_), evening_soc_permille=500) for n in names]
    w = world([order(f"O{i}", "A") for i in range(8)], fleet)
    grid = Grid(place="D", limit_kw=kw, from_s=-4 * HOUR, to_s=6 * HOUR, kw_per_vehicle=50)
    w = replace(w, sites=Sites(grids={"D": grid}))
    return w, tuple(trip(n, deliver(f"O{i}"), charge_permille=1000) for i, n in enumerate(names))
