"""Weeks: hours and trust carry over, choices work on later days only, and chance is left alone by them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from game.content.load import load_scenario
from game.domain.scenario import Scenario
from game.domain.week import Taken, Week, WeekState, WorkedDay
from game.rules.evaluate import evaluate
from game.week.figures import Past, customer_figures, diagnosis
from game.week.run import Runner, Schedule
from game.week.sums import ADDED, week_kpi
from game.week.value import Value, best_schedule
from game.week.world import DayWorld, date_of, morning, past, weekday_of

SEED = 5


@lru_cache(maxsize=1)
def scenario() -> Scenario:
    return load_scenario("weekplan")


@lru_cache(maxsize=1)
def runner() -> Runner:
    found = scenario().week
    assert found is not None
    return Runner(scenario=scenario(), week=found)


def week() -> Week:
    return runner().week


def taken(*names: str, day: int = 1, until: int = 0) -> Schedule:
    return tuple(
        Taken(choice=n, from_day=day, forecast_cent=0, cause="none", until_day=until) for n in names
    )


def worlds(schedule: Schedule, last: int = 10, seed: int = SEED) -> list[DayWorld]:
    """The world of each day."""
    state, found = runner().opening(), list[DayWorld]()
    while state.day <= last:
        found.append(runner().world(state, schedule, seed))
        _, state = runner().step(state, schedule, seed)
    return found


def test_dates_skip_the_weekend() -> None:
    """Day 6 is the second Monday: Saturday and Sunday are rest."""
    assert [date_of(n) for n in (1, 5, 6, 10)] == [0, 4, 7, 11]
    assert [weekday_of(n) for n in (1, 5, 6, 10)] == [1, 5, 1, 5]


def test_the_same_weeks_again() -> None:
    """Two runs without anything in common give the same days."""
    other = Runner(scenario=scenario(), week=week())
    assert list(other.days((), SEED, 10)) == list(runner().days((), SEED, 10))


def test_hours_carry_over_just_legal_and_just_not() -> None:
    """With exactly the hours left in two weeks a driver may drive; with a minute less it is a breach."""
    day = worlds((), 1)[0]
    system, plan = day.scenario.system, runner().plan(day)
    trip = plan.trip_of("V1")
    assert trip is not None
    own = evaluate(system, plan).trip_of("V1")
    assert own is not None
    room = system.hours.drive_fortnight_s - own.drive_s
    for told_s, broken in ((room, False), (room + 60, True)):
        driver = replace(system.drivers["D1"], history=(), drive_fortnight_s=told_s)
        world = replace(system, drivers={**system.drivers, "D1": driver})
        rules = {f.rule for f in evaluate(world, plan).findings}
        assert ("drive_fortnight" in rules) is broken


def test_a_late_evening_makes_an_early_start_illegal() -> None:
    """Daily rest: nine hours between two days are the least, whatever was agreed about dawn."""
    state = runner().opening()
    for end_s, dawn in ((19 * 3600, True), (22 * 3600 + 1800, False)):
        late = WorkedDay(driver="D3", date=-1, start_s=10 * 3600, end_s=end_s, drive_s=3600, work_s=7200)
        tired = replace(state, worked=(*(w for w in state.worked if w.date < -2), late))
        day = runner().world(tired, taken("early-emmen"), SEED)
        plan = runner().plan(day)
        assert evaluate(day.scenario.system, plan, orders=day.orders).kpi.hard == 0
        assert (plan.vehicle_of("O20") == "V3") is dawn


def test_the_past_is_told_as_the_law_reads_it() -> None:
    """Friday is three days ago on Monday; what is older than four weeks is forgotten."""
    worked = [
        WorkedDay(driver="D1", date=d, start_s=0, end_s=1, drive_s=d + 100, work_s=d + 100)
        for d in (-30, 0, 4)
    ]
    assert [(p.ago, p.drive_s) for p in past(worked, "D1", 7)] == [(3, 104), (7, 100)]
    assert past(worked, "D2", 7) == ()


KEYS = ("dock-leeuwarden", "window-coevorden", "early-emmen", "call-friesland", "time-heerenveen",
        "stadskanaal-city", "veendam-wednesday", "partner-rotterdam", "electric-city")  # fmt: skip


@pytest.mark.parametrize("name", KEYS)
def test_every_kind_of_choice_shows_on_later_days(name: str) -> None:
    """Agreed on the evening before day 4, it changes days from then on, and none before."""
    without = list(runner().days((), SEED, 10))
    with_it = list(runner().days(taken(name, day=4), SEED, 10))
    assert without[:3] == with_it[:3]
    assert without[3:] != with_it[3:]


def test_what_each_kind_does_to_a_day() -> None:
    """Window, trip, day, partner, vehicle, dawn, call and stop time, seen in the world of the day."""
    choices = ("dock-leeuwarden", "stadskanaal-city", "veendam-wednesday", "partner-rotterdam")
    more = ("electric-city", "early-emmen", "call-friesland", "time-heerenveen")
    plain, changed = worlds(()), worlds(taken(*choices, *more))
    one, other = plain[1], changed[1]
    assert other.scenario.system.orders["O10"].delivery_windows[0].open_s == 11 * 3600
    assert (one.vehicle_of["O24"], other.vehicle_of["O24"]) == ("V3", "V5")
    assert "O36" in one.orders and "O36" not in other.orders and "O36" in changed[2].orders
    assert "O04" in other.given and "O04" not in other.vehicle_of
    assert other.scenario.system.vehicles["V5"].driver == "D4"
    assert other.scenario.system.drivers["D3"].from_s == 4 * 3600 + 15 * 60
    assert "O12" in other.told and not one.told
    assert one.scenario.system.orders["O12"].delivery_service_s == 1200
    assert other.scenario.system.orders["O12"].delivery_service_s == 3300
    assert one.truth.orders["O12"].delivery_service_s == 3300


def test_a_choice_leaves_chance_alone() -> None:
    """The same orders, sizes and seeds come, whatever was agreed."""
    plain, changed = worlds(()), worlds(taken("dock-leeuwarden", "call-city"))
    for one, other in zip(plain, changed, strict=True):
        assert (one.orders, one.seed) == (other.orders, other.seed)
        assert all(
            one.truth.orders[o].load == other.truth.orders[o].load for o in one.orders
        )


def test_a_moved_order_comes_once() -> None:
    """Agreed between its two days it waits for the next week: never twice, never not at all."""
    for day in range(1, 8):
        found = [d.number for d in worlds(taken("veendam-wednesday", day=day)) if "O36" in d.orders]
        assert len(found) == 2
        assert found == ([3, 8] if day <= 2 else [2, 8] if day <= 7 else [2, 7])


def test_agreeing_and_ending_touch_trust_once() -> None:
    """On its first morning, and on the morning after its end."""
    state = replace(runner().opening(), day=3)
    before = state.trust["O24"]
    began = morning(week(), state, taken("stadskanaal-city", day=3))
    assert began.trust["O24"] == before - 4
    assert morning(week(), state, taken("stadskanaal-city", day=2)).trust["O24"] == before
    ended = morning(week(), state, taken("stadskanaal-city", day=1, until=2))
    assert ended.trust["O24"] == before + week().learning.ended


def test_dear_and_wide_customers_change_the_day() -> None:
    """Below the line a customer asks money; above it the window is wider, for nothing."""
    state: WeekState = runner().opening()
    dear = runner().world(replace(state, trust={**state.trust, "O10": 10}), (), SEED)
    wide = runner().world(replace(state, trust={**state.trust, "O10": 90}), (), SEED)
    assert [e.amount for e in dear.paid] == [1500]
    assert wide.paid == ()
    assert wide.scenario.system.orders["O10"].delivery_windows[0].open_s == 8 * 3600 - 1800


def test_figures_point_at_the_causes() -> None:
    """What is the matter with a customer that a choice is about can be read from the weeks before."""
    figures = customer_figures(scenario().system, week(), Past(runner()).complete().days)
    seen = {name: diagnosis(figures[name]) for name in ("O10", "O12", "O20", "O04", "O36", "O22", "O30")}
    assert seen == {
        "O10": "dock", "O12": "service", "O20": "dock", "O04": "hours", "O36": "capacity", "O22": "none",
        "O30": "none",
    }  # fmt: skip


def test_kpis_of_weeks_add_up() -> None:
    """Sums of days, with the parts of the cost still adding up to it."""
    days = list(runner().days((), SEED, 5))
    kpi = week_kpi(days)
    for key in ADDED:
        assert kpi[key] == sum(int(str(d.kpi[key])) for d in days)
    assert sum(kpi["cost_parts_cent"].values()) == kpi["cost_cent"] == sum(d.cost_cent for d in days)
    assert sum(kpi["co2e_per_order_g"].values()) == kpi["co2e_g"]


def test_the_best_schedule_keeps_to_the_evenings() -> None:
    """Two an evening, none twice, none beside one that excludes it, and better than nothing."""
    chosen: Schedule = ()
    cost = 0
    for step in best_schedule(runner(), (SEED,), 5):
        if not isinstance(step, float):
            chosen, cost = step
    names = [t.choice for t in chosen]
    assert names and len(set(names)) == len(names)
    assert [t.from_day for t in chosen] == [1 + i // 2 for i in range(len(names))]
    assert cost == runner().cost_cent(chosen, SEED, 5) < runner().cost_cent((), SEED, 5)
    assert len([n for n in names if n.startswith("electric")]) <= 1


def test_value_round_trips_through_the_log() -> None:
    """What is logged is what is shown after a replay."""
    value = Value(
        cost_cent=10, without_cent=30, best_cent=5, best=("a",), effects=(), weeks_cent=((10, 30),),
        naive_kpi={},
    )  # fmt: skip
    assert Value.read(value.data()) == value
    assert value.share == pytest.approx(0.8)
