"""A large day in parts: what a part holds, and that the whole stays whole."""

from __future__ import annotations

import pytest

from game.bench.rich_world import rich_scenario
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.parts import Parts, joined
from game.solver.portfolio import Portfolio
from game.solver.task import LARGE, PARTS_FROM, SolveRequest, shares


@pytest.fixture(scope="module")
def world() -> World:
    """Fifty orders."""
    return rich_scenario(50).system


def test_a_part_is_a_smaller_day(world: World) -> None:
    """A part holds the orders of its own trips and some that are bought in, and the rest of the day none."""
    orders = frozenset(world.orders)
    plan = naive_plan(world, orders)
    parts = Parts(world, orders, seed=1)
    sizes = set()
    for _ in range(20):
        part = parts.choose(plan)
        assert part is not None
        mine = {o for t in plan.trips if t.vehicle in part.world.vehicles for o in t.orders()}
        assert mine <= part.orders
        assert part.orders - mine <= orders - plan.covered()
        assert part.start.planned() == mine
        assert set(part.world.vehicles) <= set(world.vehicles)
        sizes.add(len(part.orders))
    assert min(sizes) < len(orders)


def test_a_part_that_is_unchanged_leaves_the_plan_as_it_was(world: World) -> None:
    """Taking a part out and putting it back gives the very same plan."""
    orders = frozenset(world.orders)
    plan = naive_plan(world, orders)
    part = Parts(world, orders, seed=3).choose(plan)
    assert part is not None
    assert joined(plan, part, part.start) == plan


def test_without_trips_there_is_no_part(world: World) -> None:
    """An empty plan has nothing to take apart."""
    assert Parts(world, frozenset(world.orders), seed=1).choose(Plan()) is None


def test_parts_make_a_whole_plan_better_and_repeat(world: World) -> None:
    """A search in parts alone beats the naive plan lawfully, and counted it tells the same plans again."""
    orders = frozenset(world.orders)

    def told() -> list[Plan]:
        found: list[Plan] = []
        request = SolveRequest(
            world=world, orders=orders, solution_limit=10, polish_trips=0, model_share=0.0, pyvrp=0.0,
            parts_share=0.5,
        )  # fmt: skip
        Portfolio(request, found.append).run()
        return found

    plans = told()
    judged = [evaluate(world, plan, orders=orders) for plan in plans]
    objective = Objective.against(judged[0].kpi)
    keys = [objective.plan_key(j) for j in judged]
    assert len(plans) > 1 and keys == sorted(keys, reverse=True)
    assert judged[-1].kpi.hard == 0
    assert told() == plans


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_only_larger_days_are_taken_apart(workers: int) -> None:
    """A small day is one part; a large one spends most of its time on parts; no worker promises over all."""
    for number in range(workers):
        assert shares(PARTS_FROM, number, workers)[1] == 0
        assert shares(PARTS_FROM + 1, number, workers)[1] > 0
        models, parts = shares(LARGE + 1, number, workers)
        assert parts > models
        for orders in (1, PARTS_FROM + 1, LARGE + 1):
            assert 0 < sum(shares(orders, number, workers)) <= 1
