"""Whole plans: never worse than naive, repeatable, and proven only where every plan was tried."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from game.domain.plan import Plan
from game.domain.world import Action
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.polish import Polisher
from game.solver.proof import prove
from game.solver.reference import cost_bound_cent, solve
from game.solver.repair import repair
from game.solver.starts import useful_delay_s
from game.solver.stops import Spot, empty_trip, with_order
from tests.solver.solver_worlds import scattered, tiny


def test_tiny_world_is_proven_and_not_worse_than_naive() -> None:
    """Five orders: every plan is tried, and the certificate says so."""
    world = tiny()
    naive = evaluate(world, naive_plan(world, world.orders)).kpi
    solved = solve(world, world.orders, seconds=120)  # ends as soon as it is proven
    assert solved.certificate == "proven"
    assert solved.evaluation.kpi.hard <= naive.hard
    assert solved.evaluation.kpi.cost_cent <= naive.cost_cent
    assert solved.bound == pytest.approx(solved.evaluation.kpi.cost_cent / naive.cost_cent)


def test_nothing_beats_a_proven_plan() -> None:
    """An independent enumeration of sequences in one truck finds nothing cheaper."""
    world = tiny()
    ids = ["O1", "O2", "O3", "O4"]
    world = replace(world, vehicles={"V1": world.vehicles["V1"]})
    orders = frozenset(ids)
    naive = evaluate(world, naive_plan(world, orders), orders=orders).kpi
    found = prove(world, orders, Objective.against(naive))
    assert found is not None
    best = evaluate(world, found.plan, orders=orders).kpi
    for count in range(5):
        for chosen in permutations(ids, count):
            trip = empty_trip(world.vehicles["V1"])
            for order in chosen:
                trip = with_order(trip, world.orders[order], world.vehicles["V1"], Spot(len(trip.stops)))
            for start_s in (None, 20_000, 24_000, 28_000):
                plan = Plan().with_trip(replace(trip, start_s=start_s))
                other = evaluate(world, plan, orders=orders).kpi
                assert (best.hard, best.cost_cent) <= (other.hard, other.cost_cent + 1)


def test_a_bound_alone_is_below_every_plan_that_is_found() -> None:
    """Without looking for a plan: the proven cost of a small day, less than the best plan of a larger one."""
    small, large = tiny(), scattered(12, 3, 1)
    best = solve(small, small.orders, seconds=20).evaluation.kpi.cost_cent
    bound = cost_bound_cent(small, small.orders, 20)
    assert bound is not None
    assert best - 1 <= bound <= best
    found = solve(large, large.orders, solution_limit=50).evaluation.kpi
    wide = cost_bound_cent(large, large.orders, 20)
    assert wide is not None
    assert found.hard == 0
    assert 0 < wide <= found.cost_cent


def test_a_larger_day_is_not_proven() -> None:
    """No certificate without trying everything."""
    world = scattered(6, 2, 1)
    assert prove(world, frozenset(world.orders), Objective()) is None


def test_a_solution_limit_repeats_exactly() -> None:
    """The same call gives the same plan: personas and tests rely on it."""
    world = scattered(12, 3, 7)
    plans = {solve(world, world.orders, solution_limit=60).plan for _ in range(2)}
    assert len(plans) == 1


@pytest.mark.parametrize("weight", [0.0, 1.0])
def test_solved_beats_naive_on_its_objective(weight: float) -> None:
    """Whatever the weight, the plan is legal, complete in its goods and clearly below naive."""
    world = scattered(16, 3, 9, direct=0.3)
    naive = evaluate(world, naive_plan(world, world.orders)).kpi
    solved = solve(world, world.orders, solution_limit=60, weight=weight)
    assert solved.evaluation.kpi.hard == 0
    assert Objective.against(naive, weight).key(solved.evaluation, naive) < (0, 1.0)
    for trip in solved.plan.trips:
        where = {(s.order, s.action): at for at, s in enumerate(trip.stops)}
        for (order, action), at in where.items():
            if action is Action.COLLECT and world.orders[order].delivery != "DC":
                assert at < where[(order, Action.DELIVER)]


def test_a_better_start_plan_is_kept() -> None:
    """What the player made is never thrown away for something worse."""
    world = scattered(12, 3, 7)
    good = solve(world, world.orders, solution_limit=100)
    again = solve(world, world.orders, solution_limit=1, start_plan=good.plan)
    assert again.evaluation.kpi.cost_cent <= good.evaluation.kpi.cost_cent


def test_repair_takes_hard_findings_away() -> None:
    """A plan that the referee refuses comes back legal."""
    world = scattered(14, 3, 11)
    trip = empty_trip(world.vehicles["V1"])
    for order in sorted(world.orders):
        trip = with_order(trip, world.orders[order], world.vehicles["V1"], Spot(0, 0))
    bad = Plan(trips=(trip,))
    assert evaluate(world, bad).kpi.hard > 0
    objective = Objective.against(evaluate(world, naive_plan(world, world.orders)).kpi)
    mended = repair(Polisher(world, objective), bad, frozenset(world.orders))
    assert evaluate(world, mended).kpi.hard == 0


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_useful_delay_is_useful_and_harmless(seed: int) -> None:
    """Without breaks, leaving that much later shortens the duty by as much, and more would not help."""
    world = scattered(12, 3, seed)
    for judged in evaluate(world, naive_plan(world, world.orders)).trips:
        delay_s = useful_delay_s(judged)
        if not delay_s or judged.break_s:
            continue
        trips = [replace(judged.trip, start_s=judged.start_s + d) for d in (delay_s, delay_s + 60)]
        best, more = (evaluate(world, Plan(trips=(t,))).trips[0] for t in trips)
        assert best.duty_s == judged.duty_s - delay_s
        assert best.late_s == judged.late_s
        assert more.late_s > best.late_s or more.duty_s == best.duty_s
