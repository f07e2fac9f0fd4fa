"""Each cause of trouble: when it happens and just does not, who notices it when, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from game.domain.day import DayState
from game.domain.evaluation import Activity, Doing
from game.domain.plan import Plan
from game.domain.scenario import Disruption, Message, Scenario, TruthChange
from game.domain.world import Load
from game.sim.day import Happening, advance, open_day
from game.sim.disruptions import draw
from game.sim.expect import expected, judge_day
from tests.sim.days import own_plan, road_world, scenario, sure
from tests.sim.trade import charge, trade
from tests.worlds import HOUR, MIN, collect, deliver, plan, trip, window

END = 86_400
SEVEN = 7 * HOUR
LEAVES = SEVEN + 26 * MIN
"""10 minutes of check and 16 of loading."""
AT_A, FROM_A = LEAVES + 60 * MIN, LEAVES + 80 * MIN


def run(of: Scenario, its: Plan | None = None, to_s: int = END) -> tuple[DayState, list[Happening]]:
    """Play a day without acting, up to a clock time."""
    its = its or own_plan()
    state, log = open_day(of, of.system, its, 1), []
    while state.clock_s < to_s and not all(t.finished for t in state.trucks):
        state, happened = advance(of, of.system, its, state, to_s)
        log += happened
    return state, log


def one(kind: str, subject: str, minutes: int, **kw: Any) -> Scenario:
    """A day with one sure cause."""
    return scenario(disruptions=(replace(sure(kind, subject, minutes), **kw),))


def moment(at_s: int) -> dict[str, int]:
    """A span in which only one second can be drawn."""
    return {"from_s": at_s, "to_s": at_s + 1}


def home_s(state: DayState, vehicle: str = "V1") -> int:
    truck = state.truck(vehicle)
    assert truck
    return truck.free_s


def news(log: list[Happening], kind: str) -> Happening:
    return next(h for h in log if h.kind == kind)


def caused(state: DayState, cause: str) -> list[Activity]:
    return [a for t in state.trucks for a in t.done if a.cause == cause]


QUIET = home_s(run(scenario())[0])


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


@pytest.mark.parametrize("at_min", [1, 20, 59])
def test_a_breakdown_on_the_road_stands_still_where_it_is(at_min: int) -> None:
    """An hour's standstill is an hour later, and no driving."""
    at_s = LEAVES + at_min * MIN
    state, log = run(one("breakdown", "V1", 60, **moment(at_s)))
    told = news(log, "breakdown")
    assert (told.at_s, told.vehicle, told.asks) == (at_s, "V1", True)
    stood = caused(state, "breakdown/V1")
    assert [(a.doing, a.start_s, a.end_s, a.place) for a in stood] == [
        (Doing.WAIT, at_s, at_s + 60 * MIN, "")
    ]
    assert stood[0].leg_from == stood[0].leg_to == at_min / 60
    assert home_s(state) == QUIET + 60 * MIN
    assert state.trucks[0].drive_s == 120 * MIN


def test_a_breakdown_at_the_customers_keeps_the_truck_there() -> None:
    """Unloading goes on; what is left of the standstill comes after it."""
    state, log = run(one("breakdown", "V1", 60, **moment(FROM_A - 10 * MIN)))
    assert news(log, "breakdown").at_s == FROM_A
    assert home_s(state) == QUIET + 50 * MIN


@pytest.mark.parametrize("at_s", [SEVEN - 60, LEAVES, QUIET, QUIET + 60])
def test_a_breakdown_off_the_road_is_none(at_s: int) -> None:
    """Before the truck leaves and after it is home nothing happens."""
    state, log = run(one("breakdown", "V1", 60, **moment(at_s)))
    assert (home_s(state), [h.kind for h in log if h.kind]) == (QUIET, [])


def test_a_breakdown_gives_no_hint_beforehand() -> None:
    """Until it stands still, the truck is expected in one drive at its planned time."""
    of = one("breakdown", "V1", 60, **moment(LEAVES + 20 * MIN))
    state, _ = run(of, to_s=LEAVES + 10 * MIN)
    trips = expected(of, of.system, own_plan(), state)
    assert trips[0].end_s == QUIET
    assert next(a.end_s for a in trips[0].activities if a.doing is Doing.DRIVE) == AT_A


def test_a_jam_after_a_standstill_is_met_at_the_later_hour() -> None:
    """Who stands still for an hour comes to the road when the jam has gone."""
    jam = sure("jam", "A28", 30, 0, LEAVES + 40 * MIN)
    halt = replace(sure("breakdown", "V1", 60), **moment(LEAVES + 10 * MIN))
    assert home_s(run(scenario(disruptions=(jam,)))[0]) == QUIET + 30 * MIN
    assert home_s(run(scenario(disruptions=(jam, halt)))[0]) == QUIET + 60 * MIN


@pytest.mark.parametrize(("at_s", "late_min"), [(SEVEN - HOUR, 45), (SEVEN, 45), (SEVEN + 1, 0)])
def test_a_driver_who_is_sick_before_the_start_is_replaced(at_s: int, late_min: int) -> None:
    """The trip begins the delay later; who has begun is not sick any more."""
    state, log = run(one("sick", "dV1", 45, **moment(at_s)))
    assert home_s(state) == QUIET + late_min * MIN
    opened = SEVEN - 60
    told = [(h.vehicle, h.at_s, h.asks) for h in log if h.kind == "sick"]
    assert told == ([("V1", max(at_s, opened + 1), True)] if late_min else [])
    assert [a.doing for a in caused(state, "sick/dV1")] == ([Doing.CHECK] if late_min else [])


def test_a_replaced_driver_works_no_longer() -> None:
    """Duty counts from when somebody began."""
    of = one("sick", "dV1", 45, **moment(SEVEN))
    state, _ = run(of)
    day = judge_day(of, of.system, own_plan(), state, frozenset(of.system.orders))
    assert day.trips[0].duty_s == QUIET - SEVEN


def test_a_trip_that_is_planned_after_the_report_waits_for_somebody() -> None:
    """A driver who is ill cannot start now; who comes instead is there the delay after the report."""
    of = one("sick", "dV2", 90, **moment(8 * HOUR))
    first, whole = plan(own_plan().trips[0]), own_plan()
    state, log = run(of, first, 8 * HOUR + 30 * MIN)
    assert not [h for h in log if h.kind == "sick"]
    state, happened = advance(of, of.system, whole, state, END)
    assert (happened[0].kind, happened[0].at_s) == ("sick", 8 * HOUR + 30 * MIN + 1)
    state, _ = advance(of, of.system, whole, state, 9 * HOUR + 30 * MIN)
    truck = state.truck("V2")
    assert truck and truck.done[0].start_s == 9 * HOUR + 30 * MIN


def test_a_rush_order_is_asked_for_by_the_clock() -> None:
    """It is news, and its message comes with it."""
    asks = Message(id="spoed", kind="call", trigger="incident", subject="O4")
    rush = replace(sure("rush", "O4", 0), **moment(9 * HOUR))
    of = scenario(disruptions=(rush,), messages=(asks,), optional_orders=("O4",))
    state, log = run(of, to_s=9 * HOUR)
    assert [(h.what, h.at_s) for h in log[-2:]] == [("incident", 9 * HOUR), ("message", 9 * HOUR)]
    assert state.messages == (("spoed", 9 * HOUR),)


def test_a_cause_may_stand_for_a_drawn_part_of_its_span() -> None:
    """Its beginning lies in the span, its length between the least and the most; over days both vary."""
    jam = Disruption(
        kind="jam", subject="A28", chance=1.0, delay_s=(300, 600, 900), from_s=6 * HOUR, to_s=9 * HOUR,
        lasts_s=(600, 1200, 3000),
    )  # fmt: skip
    world = road_world()
    found = [draw(scenario(world, disruptions=(jam,)), world, seed)[0] for seed in range(300)]
    assert all(6 * HOUR <= i.from_s < 9 * HOUR and 600 <= i.to_s - i.from_s <= 3000 for i in found)
    assert max(i.from_s for i in found) - min(i.from_s for i in found) > 2.5 * HOUR
    plain = [draw(scenario(world, disruptions=(replace(jam, lasts_s=(0, 0, 0)),)), world, s)[0]
             for s in range(300)]  # fmt: skip
    assert [i.delay_s for i in plain] == [i.delay_s for i in found]


def test_star_and_streams_of_the_newer_kinds() -> None:
    """Each subject has its own luck, and one cause more changes no other."""
    world = road_world()
    kinds = ("bridge", "slow", "dock", "order_error", "breakdown", "sick")
    causes = tuple(Disruption(kind=k, subject="*", chance=0.5, delay_s=(60, 600, 900), percent=70)
                   for k in kinds)  # fmt: skip
    for seed in range(30):
        whole = draw(scenario(world, disruptions=causes), world, seed)
        for cause in causes:
            alone = draw(scenario(world, disruptions=(cause,)), world, seed)
            assert alone == tuple(i for i in whole if i.kind == cause.kind)
    ids = {i.id for seed in range(30) for i in draw(scenario(world, disruptions=causes), world, seed)}
    assert {"slow/*", "docks/A", "order_error/O1", "breakdown/V2", "sick/dV1"} <= ids


def test_a_decision_disturbs_no_other_luck() -> None:
    """Whatever is planned, the incidents of the day are the same."""
    causes = tuple(replace(sure(k, "*", 20), chance=0.5) for k in ("dock", "breakdown", "sick", "closed"))
    of = scenario(disruptions=causes)
    other = plan(trip("V2", deliver("O2"), collect("O3"), start_s=9 * HOUR))
    for seed in range(20):
        whole = open_day(of, of.system, own_plan(), seed)
        assert whole.incidents == open_day(of, of.system, other, seed).incidents


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
