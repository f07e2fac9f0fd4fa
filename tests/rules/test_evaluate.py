"""The whole judgement: sums, shares, memo, comparison."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.commands import Place, Unplace
from game.domain.evaluation import COST_PARTS, CostParts
from game.domain.plan import Plan
from game.domain.world import Load, World
from game.rules.evaluate import evaluate, judgement_key, kpi_dict
from game.rules.moves import apply
from tests.worlds import (
    MIN,
    RIGID_BEV,
    collect,
    deliver,
    leg,
    order,
    plan,
    tiny,
    trip,
    vehicle,
    window,
    world,
)

FULL = plan(trip("V1", deliver("O1"), collect("O4"), deliver("O2"), deliver("O4")), trip("V2", collect("O3")))


def mixed() -> World:
    """Deliveries, collections and transfers, a diesel and an electric truck, windows."""
    orders = [
        order("O1", "A", delivery_windows=(window(480, 540),)),
        order("O2", "B", load=Load(kg=3001, pallets=7, ldm_cm=280)),
        order("O3", "D", pickup="C", load=Load(kg=777, roll_cages=9)),
        order("O4", "C", pickup="A", needs=frozenset({"koel"})),
        order("O5", "C", pickup_windows=(window(300, 400),), load=Load(kg=4999, pallets=12, ldm_cm=480)),
    ]
    legs = {("D", "A"): leg(61, 55, 40), ("B", "C"): leg(200, 230, 100), ("A", "C"): leg(13, 9)}
    return world(orders, [vehicle("V1"), vehicle("V2", RIGID_BEV)], legs=legs)


WORLD = mixed()
STEP = st.tuples(st.sampled_from(sorted(WORLD.orders)), st.sampled_from(["V1", "V2", ""]), st.integers(0, 9))


def played(steps: list[tuple[str, str, int]]) -> list[Plan]:
    """Every plan on the way when dragging orders about."""
    plans = [Plan()]
    for name, truck, at in steps:
        now = plans[-1]
        if truck:
            there = apply(WORLD, now, Unplace(order=name)) if now.vehicle_of(name) else now
            found = there.trip_of(truck)
            last = len(found.stops) if found else 0
            plans.append(
                apply(WORLD, now, Place(order=name, vehicle=truck, at=min(at, last), deliver_at=last))
            )
        elif now.vehicle_of(name):
            plans.append(apply(WORLD, now, Unplace(order=name)))
    return plans


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_incremental_equals_full(steps: list[tuple[str, str, int]]) -> None:
    """With a memo that grew along the way every plan is judged exactly as from scratch."""
    memo: dict = {}  # type: ignore[type-arg]
    for made in played(steps):
        assert evaluate(WORLD, made, memo) == evaluate(WORLD, made)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_parts_add_up_exactly(steps: list[tuple[str, str, int]]) -> None:
    """Cost parts, CO2e per order and orders add up in every plan, to the cent and the gram."""
    kpi = evaluate(WORLD, played(steps)[-1]).kpi
    assert kpi.cost_cent == sum(getattr(kpi.cost_parts, name) for name in COST_PARTS)
    assert kpi.co2e_g == sum(grams for _, grams in kpi.co2e_per_order_g)
    assert sorted(o for o, _ in kpi.co2e_per_order_g) == sorted(WORLD.orders)
    assert kpi.margin_cent == kpi.revenue_cent - kpi.cost_cent
    assert 0 <= kpi.on_time <= kpi.orders == len(WORLD.orders)


def test_dict_order_does_not_matter() -> None:
    """A world whose tables are filled in another order gives the same judgement."""
    w = tiny()
    turned = replace(
        w,
        orders=MappingProxyType(dict(reversed(w.orders.items()))),
        vehicles=dict(reversed(w.vehicles.items())),
        drivers=dict(reversed(w.drivers.items())),
    )
    for made in (FULL, Plan(), plan(trip("V2", deliver("O2")))):
        assert evaluate(turned, made) == evaluate(w, made)


def test_the_tiny_day_by_hand() -> None:
    """Distances, hours and energy of a whole plan, computed by hand."""
    kpi = evaluate(tiny(), FULL).kpi
    assert (kpi.distance_m, kpi.empty_m, kpi.drive_s) == (180_000, 60_000, 180 * MIN)
    # 3,000 kg to A; +1,000 collected there: 3,000 to B; 1,000 to C; empty home; O3: empty out, 1,000 home
    litres = sum(0.3 * (19 + 7 * kg / 9500) for kg in (3000, 3000, 1000, 0, 0, 1000))
    assert dict(kpi.energy) == {"diesel_ml": round(litres * 1000), "hvo_ml": 0, "wh": 0}
    assert kpi.co2e_g == pytest.approx(litres * 3262, abs=1)
    assert (kpi.vehicles_used, kpi.trips, kpi.unplanned, kpi.hard) == (2, 2, (), 0)
    assert kpi.duty_s == (226 + 102) * MIN
    assert kpi.on_time_share == 1.0


def test_unplanned_orders_are_bought_in() -> None:
    """Penalty and charter CO2e count, revenue stays, and the order is not on time."""
    evaluation = evaluate(tiny(), Plan())
    kpi = evaluation.kpi
    assert kpi.cost_parts == CostParts(penalty=120_000)
    assert (kpi.co2e_g, kpi.co2e_ttw_g) == (200_000, 152_000)
    assert (kpi.revenue_cent, kpi.margin_cent) == (80_000, -40_000)
    assert (kpi.on_time_share, kpi.load_factor) == (0.0, 0.0)
    assert kpi.unplanned == ("O1", "O2", "O3", "O4")
    assert [f.rule for f in evaluation.findings] == ["unplanned"] * 4


def test_hidden_orders_do_not_count() -> None:
    """An optional order weighs only after it was shown."""
    kpi = evaluate(tiny(), FULL.without_order("O3"), orders=frozenset({"O1", "O2", "O4"})).kpi
    assert (kpi.unplanned, kpi.orders, kpi.cost_parts.penalty) == ((), 3, 0)


def test_extra_cost_is_added_to_its_part() -> None:
    """Goodwill and charter of the day stand beside the trips."""
    plain, more = (evaluate(tiny(), FULL, extra=e).kpi for e in (None, CostParts(goodwill=700, charter=5)))
    assert more.cost_cent == plain.cost_cent + 705
    assert more.cost_parts.goodwill == 700


def test_late_orders_are_counted_once() -> None:
    """Two late stops of one order make one order late; the seconds of both count."""
    late = (window(300, 301),)
    w = world([order("O1", "B", pickup="A", pickup_windows=late, delivery_windows=late)], [vehicle("V1")])
    kpi = evaluate(w, plan(trip("V1", collect("O1"), deliver("O1")))).kpi
    assert (kpi.on_time, kpi.orders, kpi.hard) == (0, 1, 2)
    assert kpi.late_s == (340 - 301 + 390 - 301) * MIN


def test_overtime_beyond_the_contract_day() -> None:
    """Exactly the contract's hours of duty are no overtime; the rest is counted to the second."""
    for service, expected in ((98, 0), (99, 60)):
        w = world([order("O1", "A", delivery_service_s=service * MIN)], [vehicle("V1")])
        w = replace(w, hours=replace(w.hours, contract_day_s=180 * MIN))
        assert evaluate(w, plan(trip("V1", deliver("O1", 0)))).kpi.overtime_s == expected


def test_needs_are_judged_once_per_order() -> None:
    """A transfer with two stops that needs cooling gives one finding, and none with the skill."""
    orders = [order("O1", "B", pickup="A", needs=frozenset({"koel"}))]
    made = plan(trip("V1", collect("O1"), deliver("O1")))
    bare = evaluate(world(orders, [vehicle("V1")]), made)
    assert [f.rule for f in bare.findings] == ["needs_missing"]
    cooled = world(orders, [vehicle("V1", skills=frozenset({"koel", "laadklep"}))])
    assert evaluate(cooled, made).findings == ()


@pytest.mark.parametrize(
    ("km", "rules"),
    [(140, []), (141, ["battery_reserve"]), (170, ["battery_reserve"]), (171, ["battery_empty"])],
)
def test_battery_along_a_trip(km: float, rules: list[str]) -> None:
    """1.741 kWh per km of distance: 245 kWh reaches the reserve of 52.5, 297.5 kWh is all there is."""
    w = world([order("O1", "A")], [vehicle("V1", RIGID_BEV)], legs={("D", "A"): leg(120, km)})
    found = evaluate(w, plan(trip("V1", deliver("O1")))).findings
    assert [f.rule for f in found] == rules


def test_plans_compare_by_hard_findings_first() -> None:
    """A cheap plan that breaks a rule loses from a dear one that does not."""
    w = tiny()
    naive = evaluate(w, Plan()).kpi
    good = evaluate(w, plan(trip("V1", deliver("O1"))))
    broken = evaluate(w, plan(trip("V1", deliver("O2"), deliver("O4"), collect("O4"), deliver("O1"))))
    assert broken.kpi.cost_cent < good.kpi.cost_cent
    assert judgement_key(good, naive, 0) < judgement_key(broken, naive, 0)
    assert judgement_key(good, naive, 0.5)[1] == pytest.approx(
        (good.kpi.cost_cent / naive.cost_cent + good.kpi.co2e_g / naive.co2e_g) / 2
    )


def test_json_keys_are_those_of_the_contract() -> None:
    """Scripts rely on these names."""
    evaluation = evaluate(tiny(), plan(trip("V1", deliver("O1"))))
    found = kpi_dict(evaluation.kpi, evaluation.findings, lambda f: f"zin {f.subject}")
    assert list(found) == [
        "cost_cent", "cost_parts_cent", "revenue_cent", "margin_cent", "co2e_g", "co2e_ttw_g",
        "co2e_per_order_g", "distance_m", "empty_m", "drive_s", "duty_s", "wait_s", "overtime_s", "late_s",
        "on_time_share", "load_factor", "energy", "vehicles_used", "trips", "unplanned", "planning_s",
        "findings",
    ]  # fmt: skip
    assert found["findings"][0] == {
        "rule": "unplanned",
        "severity": "soft",
        "subject": "O2",
        "amount": 30_000,
        "unit": "cent",
        "text": "zin O2",
    }
    assert sum(found["cost_parts_cent"].values()) == found["cost_cent"]
