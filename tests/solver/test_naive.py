"""The naive plan."""

from __future__ import annotations

import pytest

from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from tests.solver.solver_worlds import scattered, tiny


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_breaks_no_hard_rule(seed: int) -> None:
    """A beginner checks that each stop fits, so the naive plan may be driven."""
    world = scattered(20, 3, seed)
    assert evaluate(world, naive_plan(world, world.orders)).kpi.hard == 0


def test_takes_the_nearest_first() -> None:
    """The first stop of the first truck is the nearest order that fits."""
    world = tiny()
    plan = naive_plan(world, world.orders)
    assert plan.trips[0].stops[0].order in {"O3", "O4", "O5"}
    assert plan.planned() == set(world.orders)


def test_does_not_depend_on_the_order_of_the_ids() -> None:
    """Any way of giving the same orders gives the same plan."""
    world = scattered(15, 3, 4)
    ids = sorted(world.orders)
    assert naive_plan(world, ids) == naive_plan(world, frozenset(ids)) == naive_plan(world, ids[::-1])


def test_leaves_unplanned_what_it_was_not_given() -> None:
    """Hidden orders stay hidden."""
    world = tiny()
    assert naive_plan(world, ["O1"]).planned() == {"O1"}
