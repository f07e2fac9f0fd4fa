"""The lockstep evaluator ranks as the referee does: same findings, same cents, same order."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.bench.big import big_scenario, sweep_plan
from game.content.load import load_scenario
from game.domain.plan import Plan
from game.domain.world import World
from game.solver import ranked
from game.solver.advice import insertions, slots
from game.solver.desk import Desk, desk_of
from game.solver.lockstep import Lockstep, Places, lockstep_of
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.places import Weighed, moving, places, weighed
from tests.solver.solver_worlds import scattered

SCENARIOS = (
    "eerste-rit", "vers-noord", "stukgoed", "binnenstad-groningen", "elektrisch-drenthe",
    "container-rotterdam",
)  # fmt: skip


def compared(lockstep: Lockstep, found: Places, plain: list[Weighed]) -> int:
    """Check each place against the referee's; gives how many were sure."""
    mine = {(c.vehicle, *c.spot): (rank, delta) for rank, delta, c in plain if c.vehicle not in found.others}
    assert len(mine) == len(found.at)
    for i in range(len(found.at)):
        key = lockstep.names[found.vehicle[i]], found.at[i], found.deliver_at[i]
        rank, delta = mine[key]
        if found.sure[i]:
            assert (found.hard[i], found.value[i]) == rank, key
            assert tuple(found.deltas[:, i]) == tuple(delta), key
        else:
            assert found.hard[i] <= rank[0], key
    sure = [i for i in range(len(found.at)) if found.sure[i]]
    asked = [(lockstep.names[found.vehicle[i]], int(found.at[i]), int(found.deliver_at[i])) for i in sure]
    known = set(asked)
    ranked_plain = [
        (c.vehicle, *c.spot)
        for _, _, c in sorted(plain, key=lambda w: (w[0], w[2].sort_key)) if (c.vehicle, *c.spot) in known
    ]  # fmt: skip
    assert asked == ranked_plain
    return len(sure)


def check(desk: Desk, orders: list[str], *, thorough: bool = False) -> int:
    """All these orders at once, and each alone."""
    lockstep = lockstep_of(desk.world)
    minings = [m for m in (moving(desk, o) for o in orders) if m is not None and not m.via]
    sure = 0
    for mine, found in zip(minings, lockstep.rank(desk, minings, thorough=thorough), strict=True):
        sure += compared(lockstep, found, weighed(desk, mine, places(desk, mine, thorough)))
    return sure


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(1, 10_000), share=st.integers(0, 14), weight=st.sampled_from([0.0, 0.5, 1.0]),
    thorough=st.booleans(),
)  # fmt: skip
def test_random_worlds(seed: int, share: int, weight: float, thorough: bool) -> None:
    """Deliveries, collections, orders from customer to customer, batteries, planned orders that move."""
    world = scattered(14, 4, seed, collect=0.3, direct=0.2)
    plan = naive_plan(world, sorted(world.orders)[:share])
    desk = desk_of(world, plan, None, {}, None, Objective(weight=weight, base_cent=100_000, base_g=200_000))
    check(desk, sorted(world.orders), thorough=thorough)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(1, 10_000), begun=st.integers(1, 3))
def test_running_days(seed: int, begun: int) -> None:
    """Stops that are fixed stay, and what is not at the depot any more cannot join."""
    world = scattered(12, 3, seed, collect=0.5, direct=0.1)
    plan = naive_plan(world, sorted(world.orders)[:9])
    fixed = {t.vehicle: min(begun, len(t.stops)) for t in plan.trips[:2]}
    check(desk_of(world, plan, None, fixed, None, None), sorted(world.orders))


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(1, 10_000), start=st.integers(0, 40_000), waits=st.booleans())
def test_fixed_starts_and_long_days(seed: int, start: int, waits: bool) -> None:
    """Starts that the player fixed, windows late on the day, services of hours: breaks where they belong."""
    world = scattered(12, 3, seed, direct=0.0)
    orders = {
        name: replace(o, delivery_service_s=5400 if waits else 1200, pickup_service_s=3000)
        for name, o in world.orders.items()
    }
    world = replace(world, orders=orders)
    plan = naive_plan(world, sorted(orders)[:9])
    plan = Plan(trips=tuple(replace(t, start_s=start) for t in plan.trips))
    check(desk_of(world, plan, None, {}, None, None), sorted(orders))


@pytest.mark.parametrize("name", SCENARIOS)
def test_shipped_scenarios(name: str) -> None:
    """Traffic by the hour, zones, cooling, drivers with a past, batteries, LZVs, transfers, partners."""
    world = load_scenario(name).system
    orders = sorted(world.orders)
    sure = 0
    for some in (orders[1:], orders[::4]):
        desk = desk_of(world, naive_plan(world, some), None, {}, None, None)
        sure += check(desk, orders[:: max(1, len(orders) // 10)])
    assert sure > 0


def test_a_large_plan() -> None:
    """Twenty unplanned orders over 25 trips, as the bench measures it."""
    world, orders, plan = big()
    desk = desk_of(world, plan, None, {}, None, None)
    found = lockstep_of(world).rank(desk, [m for o in orders if (m := moving(desk, o))])
    assert sum(len(p.at) for p in found) == 20 * sum(len(t.stops) + 1 for t in plan.trips)
    check(desk, orders[:2])


def big() -> tuple[World, list[str], Plan]:
    """25 trips with 300 stops, and 20 orders that are in none."""
    world = big_scenario(320).system
    plan, orders = sweep_plan(world), sorted(world.orders)[::16]
    for order in orders:
        plan = plan.without_order(order)
    return world, orders, plan


def test_advice_is_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proposals and tints do not tell which of the two ways found them."""
    world, orders, plan = big()
    planned = plan.trips[3].stops[2].order
    for order in (orders[0], planned):
        quick = insertions(world, plan, order), slots(world, plan, order)
        monkeypatch.setattr(ranked, "MANY", 1 << 30)
        assert quick == (insertions(world, plan, order), slots(world, plan, order))
        monkeypatch.undo()


def test_numpy_is_loaded_late() -> None:
    """The first picture of the game does not wait for numpy."""
    code = "import sys, game.solver.advice, game.solver.ranked; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
