"""What several workers find comes together: blending two plans, hearing of others, telling them."""

from __future__ import annotations

import queue
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.plan import Plan
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver import wire
from game.solver.blend import blended, groups
from game.solver.client import Written
from game.solver.crew import Crew, shared_out
from game.solver.naive import naive_plan
from game.solver.objective import Objective, TripKey
from game.solver.polish import Polisher
from game.solver.portfolio import Portfolio
from game.solver.task import LARGE, SolveRequest
from game.solver.worker import _others
from game.solver.worker_lines import Questions
from tests.solver.solver_worlds import scattered


@pytest.fixture(scope="module")
def world() -> World:
    """Thirty orders, six trucks."""
    return scattered(30, 6, 4, collect=0.3)


def key_of(world: World, plan: Plan) -> TripKey:
    """By which plans are compared here."""
    orders = frozenset(world.orders)
    objective = Objective.against(evaluate(world, naive_plan(world, orders), orders=orders).kpi)
    return objective.plan_key(evaluate(world, plan, orders=orders))


def polished(world: World, plan: Plan, vehicle: str) -> Plan:
    """The plan with one trip driven in a better sequence, where there is one."""
    trip = plan.trip_of(vehicle)
    return Polisher(world, Objective(), budget=400).polished(plan, trip) if trip else plan


def test_what_two_workers_found_apart_is_in_the_blend(world: World) -> None:
    """One made the first trip better, the other the last: the blend has both."""
    start = naive_plan(world, frozenset(world.orders))
    better = [(v, polished(world, start, v)) for v in (t.vehicle for t in start.trips)]
    (a, mine), (b, other) = [(v, p) for v, p in better if p != start][:2]
    made = blended(mine, other, lambda p: key_of(world, p))
    assert made.trip_of(a) == mine.trip_of(a) and made.trip_of(b) == other.trip_of(b)
    assert key_of(world, made) < min(key_of(world, mine), key_of(world, other))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_blend_is_a_plan_and_never_worse(data: st.DataObject) -> None:
    """Whatever the two plans: every order at most once, and at least as good as either."""
    world = scattered(12, 4, 6, collect=0.3)
    orders = sorted(world.orders)
    chosen = [data.draw(st.permutations(orders)) for _ in range(2)]
    a, b = (naive_plan(world, list(o)[: data.draw(st.integers(0, 12))]) for o in chosen)
    a = _some_elsewhere(data, world, a)
    made = blended(a, b, lambda p: key_of(world, p))
    assert not key_of(world, a).clearly_below(key_of(world, made))
    assert not key_of(world, b).clearly_below(key_of(world, made))
    covered = [o for t in made.trips for o in t.orders()]
    assert len(covered) == len(set(covered))
    drivers = [t.driver for t in made.trips]
    assert len(drivers) == len(set(drivers))


def _some_elsewhere(data: st.DataObject, world: World, plan: Plan) -> Plan:
    """Two trips with their vehicles changed, drivers stay with the work."""
    if len(plan.trips) < 2 or not data.draw(st.booleans()):
        return plan
    one, two, *rest = plan.trips
    one, two = replace(one, vehicle=two.vehicle), replace(two, vehicle=one.vehicle)
    return Plan(trips=tuple(sorted([one, two, *rest], key=lambda t: t.vehicle)))


def test_equal_plans_differ_nowhere(world: World) -> None:
    """There is nothing to take from a plan that is the same."""
    plan = naive_plan(world, frozenset(world.orders))
    assert groups(plan, plan) == []


def test_a_search_goes_on_from_what_it_hears(world: World) -> None:
    """A much better plan from elsewhere is taken over: nothing worse is told after it."""
    orders = frozenset(world.orders)
    long: list[Plan] = []
    Portfolio(SolveRequest(world=world, orders=orders, solution_limit=40, pyvrp=0.0), long.append).run()
    good = long[-1]
    heard = [[good]]
    told: list[Plan] = []
    request = SolveRequest(world=world, orders=orders, solution_limit=1, pyvrp=0.0, polish_trips=50)
    search = Portfolio(request, told.append, lambda: heard.pop() if heard else [])
    search.run()
    assert search.best is not None
    assert not key_of(world, good).clearly_below(key_of(world, search.best[0]))
    naive = naive_plan(world, orders)
    assert good not in told
    assert all(key_of(world, p) < key_of(world, good) for p in told if p != naive)


def test_workers_tell_each_other(world: World) -> None:
    """Each better plan of one worker goes to the other."""
    orders = frozenset(world.orders)
    request = SolveRequest(world=world, orders=orders, seconds=3.0, pyvrp=0.0)
    crew = Crew(2)
    heard: list[Plan] = []
    crew.clients[1].tell = heard.append  # type: ignore[method-assign]
    try:
        crew.start_each([request, replace(request, model_share=0.0)], Written(request))
        end, best = time.monotonic() + 30, None
        while time.monotonic() < end and crew.busy:
            for update in crew.poll():
                best = update.plan or best
            time.sleep(0.02)
    finally:
        crew.close()
    assert heard and best is not None


def test_a_worker_takes_plans_and_leaves_the_rest(world: World) -> None:
    """In the middle of a search only plans are taken in; a broken one is passed over, the end is kept."""
    plan = naive_plan(world, frozenset(world.orders))
    questions: Questions = queue.SimpleQueue()
    for question in ({"kind": "other", "plan": wire.write(plan)}, {"kind": "other"}, {"kind": "solve"}, None):
        questions.put(question)
    assert _others(questions) == [plan]
    assert questions.get() == {"kind": "solve"}
    assert questions.get() is None
    assert questions.empty()


def test_a_late_word_harms_nothing(world: World) -> None:
    """Telling a client that does nothing, or whose search has ended, is no error and starts no worker."""
    client = Crew(1).clients[0]
    client.tell(naive_plan(world, frozenset(world.orders)))
    assert client.pid() == 0


def test_pyvrp_helps_both_workers_on_a_large_day_only(world: World) -> None:
    """On a small day the second worker begins with OR-Tools, on a large one with a share of its own."""
    small = shared_out(SolveRequest(world=world, orders=frozenset(world.orders)), 2)
    assert small[0].pyvrp != 0 and small[1].pyvrp == 0
    names = frozenset(str(n) for n in range(LARGE + 1))
    large = shared_out(SolveRequest(world=world, orders=names), 2)
    assert all(r.pyvrp for r in large)
    without = shared_out(SolveRequest(world=world, orders=names, pyvrp=0.0), 2)
    assert not any(r.pyvrp for r in without)
    assert {r.model_share for r in without} == {without[0].model_share}
