"""Load factor, punctuality and hours, taken down to trips, legs and orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from game.domain.evaluation import Evaluation
from game.domain.law import PastDay
from game.domain.plan import Plan
from game.domain.sites import Sites
from game.domain.world import World
from game.rules.evaluate import evaluate, evaluate_trip
from game.rules.explain import Explanation, explain_kpi, explain_trip
from tests.rules.test_explain import PARTNER, check_sums, find, with_facts
from tests.rules.test_transfers import HUB, by_hub
from tests.worlds import HOUR, MIN, collect, deliver, order, plan, tiny, trip, vehicle, window, world


def a_day() -> tuple[World, Plan, Evaluation, Explanation]:
    """Two trips, one order late, one with a partner, one left out."""
    w = replace(tiny(), sites=Sites(partners={"P1": PARTNER}))
    o1 = replace(w.orders["O1"], delivery_windows=(window(300, 400),))
    w = with_facts(replace(w, orders={**w.orders, "O1": o1}))
    late = trip("V1", deliver("O1"), start_s=6 * HOUR + 20 * MIN)
    p = replace(plan(late, trip("V2", collect("O3"))), given=(("O2", "P1"),))
    judged = evaluate(w, p)
    return w, p, judged, explain_kpi(w, judged, p.given)


def test_the_load_factor_of_a_plan_is_that_of_its_kilometres() -> None:
    """A trip's part is its own load factor times its share of all metres."""
    _, _, judged, explained = a_day()
    check_sums(explained)
    assert find(explained, "explain.load_factor").amount == judged.kpi.load_factor
    for at, t in enumerate(judged.trips):
        line = find(explained, "explain.load_trip", at)
        assert dict(line.values)["own_share"] == pytest.approx(t.load_factor_m / t.distance_m)
        assert line.amount == pytest.approx(t.load_factor_m / judged.kpi.distance_m)


def test_the_load_factor_of_a_trip_by_leg() -> None:
    """Two of 18 pallets out, nothing back: a ninth over half the way."""
    w = with_facts(tiny())
    explained = explain_trip(w, evaluate_trip(w, trip("V1", deliver("O1"))))
    check_sums(explained)
    out, back = (find(explained, "explain.load_leg", at) for at in (0, 1))
    assert dict(out.values)["own_share"] == pytest.approx(2 / 18)
    assert dict(back.values)["own_share"] == 0
    assert find(explained, "explain.load_factor").amount == pytest.approx(1 / 18)


def test_every_order_is_in_the_count_of_orders_on_time() -> None:
    """Late, with a partner, left out: one line each, and the sum is the figure on screen."""
    _, _, judged, explained = a_day()
    total = find(explained, "explain.on_time")
    assert (total.amount, dict(total.values)["of"]) == (judged.kpi.on_time, 4)
    assert dict(total.values)["part_share"] == judged.kpi.on_time_share == 0.5
    assert [find(explained, "explain.on_time_trip", at).amount for at in (0, 1)] == [0, 1]
    late = find(explained, "explain.late_order")
    assert (dict(late.values)["order"], late.amount, late.unit) == ("O1", judged.kpi.late_s, "s")
    assert dict(find(explained, "explain.on_time_partner").values)["order"] == "O2"
    assert find(explained, "explain.on_time_unplanned").amount == 0


def test_late_behind_a_transfer_is_late_in_the_explanation() -> None:
    """In time at the hub, late at the address: not on time, by as much as the finding says."""
    o = order("O1", "A", delivery_windows=(window(300, 839),))
    w = world([o], [vehicle("V1")], also=["H"], sites=Sites(transfers={"hub": HUB}))
    judged = evaluate(w, plan(trip("V1", by_hub(deliver("O1")))))
    for explained in (explain_kpi(w, judged), explain_trip(w, judged.trips[0])):
        check_sums(explained)
        assert find(explained, "explain.on_time").amount == judged.kpi.on_time == 0
        assert find(explained, "explain.late_order").amount == 60


def test_hours_add_up_and_name_the_law() -> None:
    """Duty is driving, other work, breaks and waiting; limits lead to their facts."""
    w, _, judged, whole = a_day()
    for name in ("duty", "drive"):
        assert find(whole, f"explain.time_{name}").amount == getattr(judged.kpi, f"{name}_s")
    one = explain_trip(w, judged.trips[0])
    check_sums(one)
    parts = [line.amount for line in one.hours if line.key.startswith("explain.part_")]
    assert sum(parts) == judged.trips[0].duty_s
    limit = find(one, "explain.limit_drive_day")
    assert (limit.amount, limit.unit, limit.fact) == (540, "min", "hours.drive_day")
    assert find(one, "explain.limit_contract").fact == "hours.contract_day"


def test_the_weeks_after_today_are_told_with_their_law() -> None:
    """After a weekend of 36 hours: 9 owed, with their date, a regular weekly rest next, and the mean."""
    w = tiny(day=date(2026, 11, 25))
    worked = [PastDay(ago=ago, start_s=6 * HOUR, end_s=16 * HOUR, drive_s=6 * HOUR, work_s=9 * HOUR)
              for ago in (9, 8, 7, 6, 5, 4)]  # fmt: skip
    monday = PastDay(ago=2, start_s=4 * HOUR, end_s=14 * HOUR, drive_s=6 * HOUR, work_s=9 * HOUR)
    tuesday = replace(monday, ago=1, start_s=6 * HOUR, end_s=16 * HOUR)
    name = w.vehicles["V1"].driver
    driver = replace(w.drivers[name], history=(tuesday, monday, *worked))
    w = with_facts(replace(w, drivers={**w.drivers, name: driver}))
    explained = explain_trip(w, evaluate_trip(w, trip("V1", deliver("O1"))))
    rest, owed, mean = (find(explained, f"explain.{k}") for k in ("week_rest", "rest_owed", "work_mean"))
    assert (rest.amount, rest.fact, dict(rest.values)) == (
        45 * HOUR, "hours.rest_week", {"day": "29-11-2026", "at": "04:00"},
    )  # fmt: skip
    assert (owed.amount, dict(owed.values)) == (9 * HOUR, {"day": "14-12-2026", "at": "00:00"})
    assert owed.fact == "hours.rest_compensation_weeks"
    assert (mean.amount, dict(mean.values)["count"], mean.fact) == (54 * HOUR, 1, "hours.work_week_avg")
