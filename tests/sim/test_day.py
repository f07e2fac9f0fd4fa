import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.day import DayState
from game.domain.evaluation import Doing
from game.domain.plan import Plan
from game.domain.scenario import Effect, Scenario
from game.sim.day import Happening, advance, open_day
from game.sim.effects import aboard, apply_effect
from game.sim.expect import expected, judge_day
from tests.sim.days import own_plan, rough, scenario, sure, true_world
from tests.worlds import HOUR, MIN, deliver, plan, trip

END = 86_400


def run(of: Scenario, its: Plan, steps: list[int] | None = None) -> tuple[DayState, list[Happening]]:
    """Play a day without acting; `steps` are clock times at which the clock is cut."""
    world = true_world(of)
    state, log = open_day(of, world, its, 1), []
    for to_s in [*sorted(steps or []), END]:
        while state.clock_s < to_s and not (state.trucks and all(t.finished for t in state.trucks)):
            state, happened = advance(of, world, its, state, to_s)
            log += happened
            if not any(h.asks for h in happened):
                break
    return state, log


def test_a_quiet_day_goes_as_planned():
    """Without incidents the realised day has exactly the figures of the plan."""
    from game.rules.evaluate import evaluate

    of = scenario()
    state, log = run(of, own_plan())
    day = judge_day(of, of.system, own_plan(), state, frozenset(of.system.orders))
    planned = evaluate(of.system, own_plan())
    assert day.kpi == planned.kpi
    assert [t.activities for t in day.trips] == [t.activities for t in planned.trips]
    assert [h.what for h in log if h.vehicle == "V2"] == ["departed", "arrived", "served", "home"]
    assert log[-1].what == "finished"


def test_every_incident_costs_what_it_says():
    """Jam, late dock, closed customer and slow service each make the day exactly so much longer."""
    of = rough()
    state, log = run(of, own_plan())
    v1, v2 = state.trucks
    # V1: 10 check + 16 loading + 60+25 drive, 35 service, 30 drive, 30 closed, 20 service, 30 home
    assert v1.free_s == 7 * HOUR + (10 + 16 + 85 + 35 + 30 + 30 + 20 + 30) * MIN
    # V2 leaves empty, so its dock cannot be late: 10 check + 30 + 20 + 30 + 12 unloading
    assert v2.free_s == 7 * HOUR + (10 + 30 + 20 + 30 + 12) * MIN
    assert set(state.seen) == {"traffic/A28", "closed/O2", "truth/service/O1"}
    met = next(h for h in log if h.kind == "jam")
    assert met.at_s == 7 * HOUR + (26 + 30) * MIN  # half of the free hour
    assert next(h for h in log if h.kind == "slow_service").at_s == 7 * HOUR + (26 + 85 + 20) * MIN


def test_a_late_dock_is_noticed_when_loading_begins():
    """Late loading makes only the loading of that vehicle longer."""
    of = scenario(disruptions=(sure("late_loading", "V1", 15),))
    state, log = run(of, own_plan())
    seen = next(h for h in log if h.what == "incident")
    assert (seen.vehicle, seen.at_s) == ("V1", 7 * HOUR + 10 * MIN)
    load = next(a for a in state.trucks[0].done if a.doing is Doing.LOAD)
    assert load.end_s - load.start_s == (16 + 15) * MIN and load.cause == "loading/V1"


def test_a_jam_that_is_over_costs_nothing():
    """A truck that reaches the road after the jam's last second drives as planned."""
    of = scenario(disruptions=(sure("jam", "A28", 25, 0, 7 * HOUR + 56 * MIN),))
    assert run(of, own_plan())[0].seen == ()
    of = scenario(disruptions=(sure("jam", "A28", 25, 0, 7 * HOUR + 56 * MIN + 1),))
    assert run(of, own_plan())[0].seen == ("traffic/A28",)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(6 * HOUR, 14 * HOUR), max_size=25))
def test_the_day_is_the_same_however_the_clock_is_cut(steps):
    """Advancing in any steps gives the same states and happenings as advancing in one go."""
    whole, log = run(rough(), own_plan())
    parts, log_parts = run(rough(), own_plan(), steps)
    assert log == log_parts
    assert whole == parts


def test_the_clock_stops_where_attention_is_asked():
    """A closed customer and a message with options stop the clock in the second that they are noticed."""
    of = rough()
    world = true_world(of)
    state, happened = advance(of, world, own_plan(), open_day(of, world, own_plan(), 1), END)
    assert [h.what for h in happened if h.asks] == ["incident", "message"]
    assert state.clock_s == happened[-1].at_s < END
    assert state.messages[-1][0] == "dicht"


def test_an_unanswered_message_takes_its_default():
    """At the deadline the default reply is written down and the clock stops so that it can act."""
    state, log = run(rough(), own_plan())
    passed = next(h for h in log if h.what == "default")
    received = next(h for h in log if h.what == "message" and h.subject == "dicht")
    assert passed.at_s == received.at_s + 20 * MIN
    assert state.replies == (("dicht", "wait", passed.at_s),)


def test_replanning_never_changes_the_past():
    """A new order behind what has begun leaves every started activity as it was."""
    of = scenario()
    world = of.system
    state, _ = advance(of, world, own_plan(), open_day(of, world, own_plan(), 1), 8 * HOUR)
    before = state.trucks
    other = plan(trip("V1", deliver("O1"), start_s=7 * HOUR), own_plan().trips[1])
    later, _ = advance(of, world, other, state, END)
    for old, new in zip(before, later.trucks, strict=True):
        assert new.done[: len(old.done)] == old.done
    assert [s.stop.order for s in later.trucks[0].stops] == ["O1"]


def test_a_trip_planned_after_its_time_begins_now():
    """A trip that is made during the day never starts before the clock."""
    of = scenario()
    one = plan(own_plan().trips[0])
    state, _ = advance(of, of.system, one, open_day(of, of.system, one, 1), 9 * HOUR)
    state, _ = advance(of, of.system, own_plan(), state, END)
    assert state.trucks[1].done[0].start_s == 9 * HOUR


def test_giving_up_a_closed_stop_sends_the_truck_on():
    """`redeliver` ends the wait, keeps the goods aboard and buys the order in."""
    of = rough()
    world = true_world(of)
    state, _ = advance(of, world, own_plan(), open_day(of, world, own_plan(), 1), END)
    after, state = apply_effect(world, own_plan(), state, Effect(kind="redeliver", subject="O2"))
    assert after.planned() == {"O1", "O3"}
    assert aboard(world, after, state)["V1"] == {"O2"}
    clock_s = state.clock_s
    while not all(t.finished for t in state.trucks):
        state, _ = advance(of, world, after, state, END)
    truck = state.trucks[0]
    wait = next(a for a in truck.done if a.doing is Doing.WAIT)
    assert (wait.end_s, wait.cause, wait.stop) == (clock_s, "closed/O2", -1)
    # 30 min home and 14 min to unload the 4 pallets that came back
    assert truck.free_s == clock_s + (30 + 14) * MIN
    day = judge_day(of, world, after, state, frozenset(of.system.orders))
    assert day.kpi.unplanned == ("O2", "O4")
    assert day.kpi.distance_m == 60_000 + 30_000 + 30_000 + 60_000


def test_giving_up_the_only_stop_brings_the_truck_home():
    """A truck whose last order is taken away on the road drives home with the goods."""
    of = scenario(disruptions=(sure("closed", "O2", 30),))
    its = plan(trip("V1", deliver("O2"), start_s=7 * HOUR))
    state, _ = advance(of, of.system, its, open_day(of, of.system, its, 1), END)
    its, state = apply_effect(of.system, its, state, Effect(kind="redeliver", subject="O2"))
    assert its.trips == ()
    state, _ = advance(of, of.system, its, state, END)
    assert state.trucks[0].finished and state.trucks[0].at_place == "D"
    day = judge_day(of, of.system, its, state, frozenset(of.system.orders))
    assert day.kpi.distance_m == 60_000 and day.kpi.co2e_g > 0


@pytest.mark.parametrize("at_min", [0, 30, 75, 100, 130])
def test_a_hold_adds_exactly_its_time(at_min):
    """A driver who is told to wait comes home that much later, whatever he was doing."""
    of = scenario()
    world, its = of.system, own_plan()
    plain = run(of, its)[0].trucks[0].free_s
    state, _ = advance(of, world, its, open_day(of, world, its, 1), 7 * HOUR + at_min * MIN)
    its, state = apply_effect(world, its, state, Effect(kind="hold_s", subject="V1", amount=600))
    state, _ = advance(of, world, its, state, state.clock_s + 60)
    state, _ = advance(of, world, its, state, END)
    assert state.trucks[0].free_s == plain + 600


def test_expectation_knows_only_what_was_seen():
    """Before the jam is met the expected end is the planned one; after it the delay is in it."""
    of = rough()
    world, its = true_world(of), own_plan()
    state, _ = advance(of, world, its, open_day(of, world, its, 1), 7 * HOUR + 40 * MIN)
    quiet = run(scenario(), its)[0].trucks[0].free_s
    assert expected(of, of.system, its, state)[0].end_s == quiet
    state, _ = advance(of, world, its, state, 8 * HOUR)
    assert expected(of, of.system, its, state)[0].end_s == quiet + 25 * MIN


def test_money_of_choices_is_cost_of_the_day():
    """Paid and lost goodwill are parts of the day's cost and add up exactly."""
    of = scenario()
    state, _ = run(of, own_plan())
    effects = (Effect(kind="cost_cent", amount=1500), Effect(kind="goodwill_cent", amount=-400))
    orders = frozenset(of.system.orders)
    plain = judge_day(of, of.system, own_plan(), state, orders).kpi
    paid = judge_day(of, of.system, own_plan(), state, orders, effects).kpi
    assert paid.cost_cent == plain.cost_cent + 1100
    assert (paid.cost_parts.charter, paid.cost_parts.goodwill) == (1500, -400)


def test_the_day_cannot_go_back():
    """The clock never runs backwards."""
    of = scenario()
    state = replace(open_day(of, of.system, own_plan(), 1), clock_s=9 * HOUR)
    with pytest.raises(ValueError, match="go back"):
        advance(of, of.system, own_plan(), state, 8 * HOUR)


def test_random_plans_survive_random_cuts():
    """Trucks that start at different times, with any seed, end the same day in small steps."""
    chance = random.Random(4)
    of = rough()
    for _ in range(10):
        its = plan(
            trip("V1", deliver("O2"), deliver("O1"), start_s=chance.randrange(5, 9) * HOUR),
            replace(own_plan().trips[1], start_s=chance.randrange(5, 9) * HOUR),
        )
        steps = [chance.randrange(5 * HOUR, 15 * HOUR) for _ in range(30)]
        assert run(of, its) == run(of, its, steps)
