"""The quick planner of regular trips: legal, the same every time, and no worse than what it began with."""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations

from game.content.load import load_scenario
from game.domain.scenario import Scenario
from game.domain.week import Week
from game.rules.evaluate import evaluate
from game.rules.hours import DAY_RULES
from game.solver.regular import RegularPlanner, room_s
from game.solver.sequence import Estimate, best_sequence, visits_of
from game.week.run import Runner
from game.week.world import DayWorld


@lru_cache(maxsize=1)
def scenario() -> Scenario:
    return load_scenario("weekplan")


def week() -> Week:
    found = scenario().week
    assert found is not None
    return found


@lru_cache(maxsize=4)
def first_day(seed: int) -> DayWorld:
    runner = Runner(scenario=scenario(), week=week())
    return runner.world(runner.opening(), (), seed)


def test_a_day_is_legal_and_whole() -> None:
    """No hard finding, and every order is in a trip, with the partner, or bought in."""
    day = first_day(1)
    plan = RegularPlanner().plan(day.scenario.system, day.vehicle_of, day.given)
    judged = evaluate(day.scenario.system, plan, orders=day.orders)
    assert judged.kpi.hard == 0
    assert plan.covered() | set(judged.kpi.unplanned) == day.orders
    assert all(trip.start_s is not None for trip in plan.trips)


def test_no_waiting_that_a_later_start_would_take_away() -> None:
    """Drivers begin as late as the windows let them: less than a minute of slack is left."""
    day = first_day(1)
    plan = RegularPlanner().plan(day.scenario.system, day.vehicle_of, day.given)
    judged = evaluate(day.scenario.system, plan, orders=day.orders)
    assert all(room_s(trip) < 60 for trip in judged.trips)


def test_the_sequence_is_the_best_of_all() -> None:
    """By the estimate no other sequence of a whole trip is better, as trying all of them shows."""
    day = first_day(1)
    world = day.scenario.system
    vehicle = world.vehicles["V4"]
    orders = [o for o, v in day.vehicle_of.items() if v == "V4"][:6]
    visits = visits_of(world, orders)
    estimate = Estimate(world, vehicle, visits)
    number = {v.order: i for i, v in enumerate(visits)}
    found = tuple(number[o] for o in best_sequence(world, vehicle, visits))
    assert estimate.cost(found) <= min(map(estimate.cost, permutations(range(len(visits))))) * 1.001


def test_what_breaks_the_fortnight_is_left_out() -> None:
    """Hours carry over: with 34 hours left in two weeks the fifth long day is not planned whole."""
    runner = Runner(scenario=scenario(), week=week())
    days = list(runner.days((), 1, 5))
    driven = sum(t.drive_s for d in days for t in d.trips if t.driver == "D1")
    limit = scenario().system.hours.drive_fortnight_s
    before = sum(p.drive_s for p in scenario().system.drivers["D1"].history)
    assert before + driven <= limit
    assert [s.order for s in days[4].served if s.how == "bought"] == ["O04"]
    assert not [b for d in days for t in d.trips for b in t.breaches if b in DAY_RULES]
