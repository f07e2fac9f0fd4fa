"""The worked examples E1-E9 (FACTS 1.5): every figure to 1e-6 before the one rounding."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from game.domain.sites import Charging, Grid
from game.domain.world import Leg, Rates, VehicleClass
from game.rules import charging, co2, cost, energy, transfer
from tests.rules.worked import (
    ARTIC,
    BARGE,
    EXAMPLES,
    GREY,
    HVO30,
    MILK_KG,
    MILK_RUN,
    MILK_SFD_M,
    REEFER,
    near,
)  # fmt: skip
from tests.worlds import DIESEL, HOUR, POWER, RIGID, RIGID_BEV, leg, vehicle

SHARED = Path(__file__).resolve().parents[3] / "shared" / "facts" / "worked_examples.json"
"""The list as the facts give it; the literal figures here run without it."""


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
    usable = energy.usable_wh(vehicle("V1", RIGID_BEV)) / 1000
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
