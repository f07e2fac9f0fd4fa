"""Each cause of trouble: when it happens and just does not, who notices it when, and what it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.domain.evaluation import Doing
from game.domain.scenario import TruthChange
from game.domain.world import Load
from game.sim.day import advance, open_day
from game.sim.expect import expected, judge_day
from tests.sim.days import own_plan, scenario, sure
from tests.sim.played import AT_A, END, LEAVES, QUIET, SEVEN, home_s, news, one, run
from tests.sim.trade import charge, trade
from tests.worlds import HOUR, MIN, deliver, plan, trip, window


def test_an_open_bridge_costs_its_delay_once() -> None:
    """A bridge on a road is met as a jam is, and told as a bridge."""
    state, log = run(one("bridge", "A28", 12))
    assert home_s(state) == QUIET + 12 * MIN
    assert (news(log, "bridge").at_s, news(log, "bridge").vehicle) == (LEAVES + 30 * MIN, "V1")


def test_slow_traffic_stretches_only_the_part_within_its_span() -> None:
    """Four minutes on a road at half of the speed bring the truck two minutes less far."""
    span = {"from_s": LEAVES - HOUR, "to_s": LEAVES + 34 * MIN}
    state, _ = run(one("slow", "A28", 0, percent=50, **span))
    assert home_s(state) == QUIET + 2 * MIN
    state, log = run(one("slow", "A28", 0, percent=50, from_s=0, to_s=LEAVES + 30 * MIN))
    assert home_s(state) == QUIET
    assert news(log, "slow").vehicle == ""


def test_slow_traffic_everywhere_is_on_every_road() -> None:
    """`*` stretches roads without a number too; the radio tells it when it begins."""
    state, log = run(one("slow", "*", 0, percent=50, from_s=SEVEN + 5 * MIN))
    assert home_s(state) == QUIET + (60 + 30 + 30) * MIN
    assert news(log, "slow").at_s == SEVEN + 5 * MIN
    assert not news(log, "slow").asks
    drive = next(a for a in state.trucks[0].done if a.doing is Doing.DRIVE)
    assert drive.cause == "slow/*"


def test_expected_times_know_slow_traffic_from_when_it_begins() -> None:
    """Nobody knows of ice that has not come yet."""
    of = one("slow", "*", 0, percent=50, from_s=LEAVES + 10 * MIN)
    state, _ = run(of, to_s=LEAVES + 9 * MIN)
    assert expected(of, of.system, own_plan(), state)[0].end_s == QUIET
    state, _ = run(of, to_s=LEAVES + 10 * MIN)
    assert expected(of, of.system, own_plan(), state)[0].end_s == QUIET + (50 + 30 + 30) * MIN


@pytest.mark.parametrize(("to_s", "late_min"), [(AT_A, 0), (AT_A + 1, 25)])
def test_a_taken_dock_is_met_by_who_comes_in_its_span(to_s: int, late_min: int) -> None:
    """The last second of the span counts, the next one does not."""
    state, log = run(one("dock", "A", 25, to_s=to_s))
    assert home_s(state) == QUIET + late_min * MIN
    assert [h.at_s for h in log if h.kind == "dock"] == ([AT_A] if late_min else [])


def test_a_taken_dock_at_the_depot_keeps_the_truck_from_loading() -> None:
    """Who has nothing to load does not wait."""
    state, log = run(one("dock", "D", 20, to_s=8 * HOUR))
    assert (news(log, "dock").vehicle, news(log, "dock").at_s) == ("V1", SEVEN + 10 * MIN)
    assert home_s(state) == QUIET + 20 * MIN
    assert home_s(state, "V2") == home_s(run(scenario())[0], "V2")


def test_a_wrong_order_shows_when_its_truck_is_loaded() -> None:
    """Half as much again is loaded, carried and unloaded; the driver asks before he leaves."""
    of = one("order_error", "O2", 0, percent=150)
    state, log = run(of)
    told = news(log, "order_error")
    assert (told.vehicle, told.at_s, told.asks) == ("V1", SEVEN + 10 * MIN, True)
    assert state.trucks[0].stops[0].load_before == Load(kg=4000, pallets=8, ldm_cm=320)
    assert home_s(state) == QUIET + 2 * MIN  # two more pallets to load


def test_a_wrong_order_that_is_collected_shows_there() -> None:
    """At the customer's door, when service begins."""
    _, log = run(one("order_error", "O3", 0, percent=200))
    told = news(log, "order_error")
    assert (told.vehicle, told.at_s) == ("V2", SEVEN + 40 * MIN)


def test_what_is_taken_off_while_loading_stays_at_the_depot() -> None:
    """The planner takes the wrong order off: it is in no truck, and loading takes what is left."""
    of = scenario(truth=(TruthChange(kind="kg", subject="O2", amount=12_000),))
    its = own_plan()
    state, happened = advance(of, of.system, its, open_day(of, of.system, its, 1), END)
    assert [h.subject for h in happened if h.asks] == ["truth/load/O2"]
    less = its.without_order("O2")
    while not all(t.finished for t in state.trucks):
        state, _ = advance(of, of.system, less, state, END)
    truck = state.trucks[0]
    assert truck.stops[0].load_before == of.system.orders["O1"].load
    load = next(a for a in truck.done if a.doing is Doing.LOAD)
    assert load.end_s - load.start_s == 12 * MIN
    assert not any(a.doing is Doing.UNLOAD for a in truck.done)


def test_a_load_that_is_too_heavy_is_a_finding_of_the_day() -> None:
    """Who drives away with it is overloaded in the day that is judged, not in the plan."""
    of = scenario(truth=(TruthChange(kind="kg", subject="O2", amount=12_000),))
    state, _ = run(of)
    day = judge_day(of, of.system, own_plan(), state, frozenset(of.system.orders))
    assert any("capacity" in f.rule and f.amount == 12_000 + 1000 - 9500 for f in day.findings)
    before = expected(of, of.system, own_plan(), open_day(of, of.system, own_plan(), 1))
    assert not any("capacity" in f.rule for t in before for f in t.findings)


def test_a_corrected_load_stops_no_clock() -> None:
    """When the software knows already, the driver need not ask."""
    of = scenario(truth=(TruthChange(kind="kg", subject="O2", amount=3000),))
    heavy = of.system.orders["O2"]
    knows = replace(
        of.system,
        orders={**of.system.orders, "O2": replace(heavy, load=replace(heavy.load, kg=3000))},
    )
    for system, asks in ((of.system, True), (knows, False)):
        begun = open_day(of, of.system, own_plan(), 1)
        _, happened = advance(of, of.system, own_plan(), begun, END, system)
        assert news(list(happened), "order_error").asks is asks


def test_a_jam_ends_as_overtime_lateness_and_hours() -> None:
    """One jam: a window missed, the next customer's too, overtime, and more driving than a day allows."""
    of = one("jam", "A28", 540)
    orders = {k: replace(o, delivery_windows=(window(0, 720),)) for k, o in of.system.orders.items()}
    of = replace(of, system=replace(of.system, orders=orders))
    state, _ = run(of)
    day = judge_day(of, of.system, own_plan(), state, frozenset(orders))
    trip = day.trips[0]
    assert [s.late_s > 0 for s in trip.stops] == [True, True]
    assert trip.overtime_s > 0
    assert day.kpi.cost_parts.goodwill > 0
    rules = {f.rule for f in day.findings}
    assert {"late", "drive_day", "rest_reduced", "driver_late"} <= rules
    assert {f.subject for f in day.findings if f.rule == "late"} == {"O1", "O2"}


def test_a_jam_ends_at_a_charger_that_is_taken_by_then() -> None:
    """Who is late finds the plug in use: the day ends later by the jam and by the wait."""
    its = plan(trip("V2", deliver("O1"), charge(30), deliver("O6"), start_s=6 * HOUR))
    calm, _ = run(scenario(trade()), its)
    stop = calm.trucks[0].stops[1]
    taken = replace(sure("charger_busy", "P", 40), from_s=stop.arrive_s + 1)
    assert home_s(run(scenario(trade(), disruptions=(taken,)), its)[0], "V2") == home_s(calm, "V2")
    jam = sure("jam", "A28", 70, 0, stop.arrive_s)
    state, log = run(scenario(trade(), disruptions=(taken, jam)), its)
    waited = state.trucks[0].stops[1]
    assert waited.begin_s - waited.arrive_s == 40 * MIN
    assert (news(log, "charger_busy").at_s, waited.arrive_s > stop.arrive_s) == (waited.arrive_s, True)
