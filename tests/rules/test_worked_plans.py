"""The worked examples E1-E8 judged as plans in tiny worlds: the same figures after the one rounding."""

from dataclasses import replace

import pytest

from game.domain.units import whole
from game.domain.world import Cooling
from game.rules.evaluate import evaluate, evaluate_trip
from game.rules.explain import explain_trip
from tests.rules.worked import (
    EXAMPLES,
    GREY,
    HVO30,
    charging_day,
    container,
    cooled_run,
    eight_trucks,
    milk_run,
    out_and_back,
)  # fmt: skip
from tests.worlds import HOUR, POWER, RIGID, RIGID_BEV, plan


def grams(kg: float) -> int:
    """Kilograms of an example, rounded once."""
    return whole(1000 * kg)


def test_e1_as_a_plan() -> None:
    """Full out, empty back: litres, well-to-wheel, tank-to-wheel and empty kilometres."""
    w, t = out_and_back()
    judged, e = evaluate_trip(w, t), EXAMPLES["E1"]
    assert judged.energy == grams(e["litres"])
    assert (judged.co2e_g, judged.co2e_ttw_g) == (grams(e["co2_wtw"]), grams(e["co2_ttw"]))
    assert (judged.distance_m, judged.empty_m) == (200_000, 80_000)
    assert judged.co2e_per_order_g == (("O1", judged.co2e_g),)


def test_e2_as_a_plan() -> None:
    """The milk run and its allocation, to the gram, with the sum kept."""
    w, t = milk_run()
    judged, e = evaluate_trip(w, t), EXAMPLES["E2"]
    assert judged.energy == grams(e["litres"])
    assert judged.co2e_g == grams(e["co2_wtw"])
    assert [g for _, g in judged.co2e_per_order_g] == [grams(kg) for kg in e["alloc"].values()]


def test_e3_as_a_plan() -> None:
    """By battery: grid energy, two mixes, and what frost leaves in the battery."""
    e = EXAMPLES["E3"]
    w, t = milk_run(RIGID_BEV)
    judged = evaluate_trip(w, t)
    assert judged.energy == grams(e["grid_kwh"])
    assert (judged.co2e_g, judged.co2e_ttw_g) == (grams(e["co2_wtw"]), 0)
    w, t = milk_run(replace(RIGID_BEV, carrier=GREY))
    assert evaluate_trip(w, t).co2e_g == grams(e["co2_grey"])
    w, t = milk_run(RIGID_BEV, winter_factor=1.2)
    assert evaluate_trip(w, t).battery_trace[-1][1] == whole(1000 * (e["usable"] - e["winter_kwh"]))


def test_e4_as_a_plan() -> None:
    """HVO30 in the tank and six hours of cooling on its own diesel."""
    e = EXAMPLES["E4"]
    w, t = cooled_run(replace(RIGID, carrier=HVO30))
    judged = evaluate_trip(w, t)
    assert judged.cooling_s == 6 * HOUR
    assert judged.cooling == grams(e["litres_reefer"])
    assert judged.co2e_g == grams(e["co2_total"])
    assert judged.energy == grams(EXAMPLES["E2"]["litres"])
    diesel, cooling = judged.energy - whole(0.3 * judged.energy), judged.cooling
    assert dict(evaluate(w, plan(t)).kpi.energy)["diesel_ml"] == diesel + cooling


def test_cooling_from_the_battery_costs_range() -> None:
    """3 kW for six hours is 18 kWh less on return, bought with the rest."""
    w, t = cooled_run(RIGID_BEV, Cooling(carrier=POWER, per_hour=3000.0))
    bare = evaluate_trip(*milk_run(RIGID_BEV))
    judged = evaluate_trip(w, t)
    assert judged.cooling == 0
    assert judged.battery_trace[-1][1] == bare.battery_trace[-1][1] - 18_000
    assert judged.energy == whole(1000 * (EXAMPLES["E3"]["kwh"] + 18) / 0.92)


def test_e5_as_a_plan() -> None:
    """All by road, or to the quay and on by barge: both totals, and the barge part by itself."""
    e = EXAMPLES["E5"]
    road, barge = (evaluate_trip(*container(by)) for by in (False, True))
    assert road.co2e_g == grams(e["road"])
    assert barge.transfer_g == grams(e["barge"] + e["hubs"])
    assert barge.co2e_g == grams(e["intermodal"])
    assert barge.co2e_per_order_g == (("O1", barge.co2e_g),)
    assert barge.cost.transfer == 12_000 + 33 * 350


def test_e6_as_a_plan() -> None:
    """5.5 hours of duty on 200 km: every part to the cent, and their sum."""
    w, t = out_and_back()
    judged, e = evaluate_trip(w, t), EXAMPLES["E6"]
    parts = judged.cost
    assert (judged.duty_s, judged.wait_s, judged.overtime_s) == (19_800, 0, 0)
    assert (parts.fixed, parts.driver, parts.distance, parts.energy, parts.toll) == tuple(
        whole(100 * e[key]) for key in ("fixed", "driver", "var", "fuel", "toll_2026_11")
    )
    assert (parts.waiting, parts.supplement, parts.transfer) == (0, 0, 0)
    assert abs(parts.total() - 100 * e["total_nov"]) <= 6 * 0.5


def test_e7_as_a_plan() -> None:
    """106.15 minutes at the plug bring 208.25 kWh at the charger's price; the trip pays what it used."""
    w, t = charging_day()
    judged, e = evaluate_trip(w, t), EXAMPLES["E7"]
    assert judged.start_wh == 59_500
    assert judged.stops[0].charged_wh == grams(e["energy_kwh"])
    assert judged.stops[1].battery_wh < judged.stops[0].battery_wh + judged.stops[0].charged_wh
    lines = {line.key: line for line in explain_trip(w, judged).cost}
    paid, stored = lines["explain.power_charger"], lines["explain.power_stored"]
    assert paid.amount == pytest.approx(e["grid_kwh"] * 42, abs=0.5)
    # charged more than driven: what is left is for tomorrow, at no more than was paid for it
    left_kwh = e["grid_kwh"] - judged.energy / 1000
    assert -stored.amount == pytest.approx(left_kwh * 42, abs=0.5)
    assert judged.cost.energy == whole(judged.energy / 1000 * 42)


def test_e8_as_a_plan() -> None:
    """A full night charge of eight trucks breaks a limit of 150 kW and keeps to 160."""
    for kw, legal in ((160, True), (150, False)):
        w, trips = eight_trucks(kw)
        judged = evaluate(w, plan(*trips))
        # each truck's need is rounded once
        assert abs(sum(t.night_wh for t in judged.trips) - grams(EXAMPLES["E8"]["grid_kwh"])) <= 4
        assert ("grid_limit" not in {f.rule for f in judged.findings}) is legal
