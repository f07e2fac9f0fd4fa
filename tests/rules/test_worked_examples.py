"""The worked examples E1-E9 (FACTS 1.5): every figure to 1e-6 before the one rounding."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from game.domain.sites import Charging, Grid, Transfer
from game.domain.world import Carrier, ClassMetres, Cooling, Leg, Load, Rates, VehicleClass
from game.rules import charging, co2, cost, energy, transfer
from tests.worlds import DIESEL, HOUR, POWER, RIGID, RIGID_BEV, leg, vehicle

SHARED = Path(__file__).resolve().parents[3] / "shared" / "facts" / "worked_examples.json"
"""The list as the facts give it; the literal figures here run without it."""

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


def uses(legs: tuple[tuple[Leg, int], ...], class_: VehicleClass) -> list[float]:
    """Litres or kWh at the battery per leg."""
    return [energy.leg_use(leg=way, class_=class_, kg=kg) / 1000 for way, kg in legs]


def test_the_figures_here_are_those_of_the_facts() -> None:
    """The literals in this file are the list of worked examples, none left out."""
    if not SHARED.exists():
        pytest.skip("the list of worked examples is not beside the project")
    assert json.loads(SHARED.read_text(encoding="utf-8")) == EXAMPLES


def test_e1_full_out_empty_back() -> None:
    """Empty kilometres count in the grams and not in the activity."""
    e = EXAMPLES["E1"]
    loaded, empty = uses(((leg(km=120), 20_000), (leg(km=80), 0)), ARTIC)
    litres = loaded + empty
    wtw = co2.wtw_g(energy=litres * 1000, carrier=DIESEL) / 1000
    (tkm,) = (weight / 1e6 for weight in co2.weights(kg=(20_000,), sfd_m=(120_000,)))
    assert loaded / 120 * 100 == near(e["rate_loaded"])
    assert (loaded, empty, litres) == near((e["litres_loaded"], e["litres_empty"], e["litres"]))
    assert wtw == near(e["co2_wtw"])
    assert co2.ttw_g(energy=litres * 1000, carrier=DIESEL) / 1000 == near(e["co2_ttw"])
    assert tkm == e["tkm"]
    assert 1000 * wtw / tkm == near(e["g_per_tkm"])
    assert 1000 * loaded * 3.262 / tkm == near(e["g_per_tkm_without_empty"])


def test_e2_milk_run_and_allocation() -> None:
    """Load falls along the trip, roads have multipliers, orders share by tonne-kilometres."""
    e = EXAMPLES["E2"]
    litres = uses(MILK_RUN, RIGID)
    wtw = co2.wtw_g(energy=sum(litres), carrier=DIESEL)
    weights = co2.weights(kg=MILK_KG, sfd_m=MILK_SFD_M)
    assert litres == near(e["litres_legs"])
    assert sum(litres) == near(e["litres"])
    assert wtw == near(e["co2_wtw"])
    assert sum(weights) / 1e6 == e["tkm"]
    assert 1000 * wtw / e["tkm"] == near(e["g_per_tkm"])
    assert [wtw * w / sum(weights) for w in weights] == near(list(e["alloc"].values()))
    assert co2.per_order_g(total_g=81_382, kg=MILK_KG, sfd_m=MILK_SFD_M) == (29_371, 33_654, 18_357)


def test_e3_the_same_run_by_battery() -> None:
    """Energy at the battery, from the grid, by two mixes, and in frost."""
    e = EXAMPLES["E3"]
    kwh = uses(MILK_RUN, RIGID_BEV)
    grid = energy.grid_wh(battery_wh=sum(kwh), class_=RIGID_BEV)
    usable = energy.usable_wh(vehicle=vehicle("V1", RIGID_BEV)) / 1000
    wtw = co2.wtw_g(energy=grid, carrier=POWER)
    assert kwh == near(e["kwh_legs"])
    assert sum(kwh) == near(e["kwh"])
    assert grid == near(e["grid_kwh"])
    assert wtw == near(e["co2_wtw"])
    assert co2.wtw_g(energy=grid, carrier=GREY) == near(e["co2_grey"])
    assert 1 - wtw / EXAMPLES["E2"]["co2_wtw"] == near(e["saving_vs_E2"])
    assert usable == near(e["usable"])
    assert 1.2 * sum(kwh) == near(e["winter_kwh"])
    assert 1.2 * sum(kwh) / usable == near(e["soc_used_share"])


def test_e4_hvo_blend_and_a_reefer() -> None:
    """The refrigeration unit burns diesel of its own beside the blend in the tank."""
    e = EXAMPLES["E4"]
    drive = co2.wtw_g(energy=sum(uses(MILK_RUN, RIGID)), carrier=HVO30)
    litres = energy.cooling_use(cooling=REEFER, seconds=6 * HOUR) / 1000
    cooled = co2.wtw_g(energy=litres, carrier=REEFER.carrier)
    assert HVO30.wtw_g_per_unit == near(e["mix_factor"])
    assert drive == near(e["co2_drive"])
    assert litres == near(e["litres_reefer"])
    assert cooled == near(e["co2_reefer"])
    assert drive + cooled == near(e["co2_total"])


def test_e5_barge_or_road() -> None:
    """Pre-haul and two hubs eat most of what the barge saves."""
    e = EXAMPLES["E5"]
    road = sum(uses(((leg(km=260), 22_000), (leg(km=78), 0)), ARTIC)) * 3.262
    prehaul = sum(uses(((leg(km=27), 22_000), (leg(km=27), 0)), ARTIC)) * 3.262
    wtw, ttw = transfer.transfer_g(transfer=BARGE, kg=22_000)
    hubs, _ = transfer.transfer_g(transfer=replace(BARGE, onward_m=0), kg=22_000)
    assert road == near(e["road"])
    assert prehaul == near(e["prehaul"])
    assert wtw / 1000 == near(e["barge"] + e["hubs"])
    assert hubs / 1000 == near(e["hubs"])
    assert ttw / 1000 == near(22 * 290 * 0.024)
    assert prehaul + wtw / 1000 == near(e["intermodal"])
    assert 1 - (prehaul + wtw / 1000) / road == near(e["saving"])


def test_e6_cost_with_the_autumn_toll() -> None:
    """Overhead is on everything but the toll; the discount and the battery row of the toll table."""
    e = EXAMPLES["E6"]
    litres = sum(uses(((leg(km=120), 20_000), (leg(km=80), 0)), ARTIC))
    parts = cost_of_e6(toll_cent_per_km=20.1 * (1 - 0.223), energy_cent=litres * 160)
    euro = {name: value / 100 for name, value in parts._asdict().items()}
    assert litres == near(e["litres"])
    assert (euro["fixed"], euro["driver"], euro["distance"]) == near((e["fixed"], e["driver"], e["var"]))
    assert euro["energy"] == near(e["fuel"])
    assert euro["toll"] == near(e["toll_2026_11"])
    assert sum(euro.values()) == near(e["total_nov"])
    for key, rate in (
        ("toll_2026_07", 20.1),
        ("toll_bev", 3.8),
        ("toll_bev_nov", 3.8 * (1 - 0.223)),
    ):
        assert cost_of_e6(toll_cent_per_km=rate, energy_cent=0).toll / 100 == near(e[key])


def cost_of_e6(*, toll_cent_per_km: float, energy_cent: float) -> cost.TripCost:
    """5.5 hours and 200 km, 150 of them tolled."""
    rates = Rates(
        fixed_cent_per_h=4_200_000 / 2585,
        driver_cent_per_h=3800,
        distance_cent_per_km=13,
        energy_cent_per_unit=160,
        toll_cent_per_km=toll_cent_per_km,
        overhead_share=0.1,
    )
    return cost.trip_cost(
        rates=rates,
        duty_s=19_800,
        wait_s=0,
        overtime_s=0,
        night_s=0,
        distance_m=200_000,
        tolled_m=150_000,
        energy_cent=energy_cent,
        transfer_cent=0,
    )


def test_e7_charging_at_150_kw() -> None:
    """From 20 to 90 % takes 101.15 minutes and five at the plug."""
    e = EXAMPLES["E7"]
    rules, usable = Charging(), 297_500.0
    assert 0.7 * usable / 1000 == near(e["energy_kwh"])
    seconds = charging.charge_s(
        from_wh=0.2 * usable, to_wh=0.9 * usable, usable_wh=usable, power_w=150_000, rules=rules
    )
    assert seconds / 60 == near(e["minutes"])
    assert rules.plug_s / 60 == e["plug"]
    assert (seconds + rules.plug_s) / 60 == near(e["total"])
    assert charging.grid_need_wh(battery_wh=208_250, efficiency=0.92) / 1000 == near(e["grid_kwh"])
    level = charging.level_after_wh(
        from_wh=0.2 * usable, seconds=6069, usable_wh=usable, power_w=150_000, rules=rules
    )
    assert level == near(0.9 * usable)


def test_e8_eight_trucks_on_one_connection() -> None:
    """Ten hours of 160 kW are enough for 8 x 180 kWh, of 150 kW not; then all get the same less."""
    e = EXAMPLES["E8"]
    class_ = replace(RIGID_BEV, battery_wh=360_000, usable_share=1.0)
    fleet = [replace(vehicle(f"V{i}", class_), evening_soc_permille=500) for i in range(8)]
    need = sum(charging.night_wh(vehicle=v, start_permille=1000) for v in fleet)
    assert need / 1000 == near(e["grid_kwh"])
    assert need / 1000 / e["hours"] == near(e["avg_kw"])
    for kw, key in ((160, "feasible_160"), (150, "feasible_150")):
        grid = Grid(place="D", limit_kw=kw, from_s=-4 * HOUR, to_s=6 * HOUR, kw_per_vehicle=50)
        assert (need <= charging.night_limit_wh(grid=grid)) is e[key]
        full = set(charging.fair_shares(grid=grid, vehicles=fleet).values()) == {1000}
        assert full is e[key]
    # 1,500 kWh x 0.92 / 8 = 172.5 kWh each: 479 permille of 360 kWh
    assert set(charging.fair_shares(grid=grid, vehicles=fleet).values()) == {979}


def test_e9_distance_adjustment() -> None:
    """126 driven kilometres are 120 of activity."""
    driven = co2.activity_m(driven_m=126_000, adjustment=1.05)
    assert driven / 1000 == near(EXAMPLES["E9"]["activity_distance"])
