"""How long the ranked places for one order take, in a plan of 300 orders."""

from __future__ import annotations

from typing import Any

from game.bench.big import ORDERS, SEED, VEHICLES, big_scenario, sweep_plan
from game.bench.protocol import summary, timed_ms
from game.solver.advice import insertions

TIMES = 20


def measure() -> dict[str, Any]:
    """The best places of every fifteenth order, each taken out of the plan first."""
    world = big_scenario().system
    plan = sweep_plan(world)
    orders = iter(sorted(world.orders)[:: ORDERS // (TIMES + 1)])

    def ask() -> None:
        order = next(orders)
        insertions(world, plan.without_order(order), order)

    return {
        "protocol": f"{ORDERS} orders, {VEHICLES} vehicles, seed {SEED}; {TIMES} orders one by one, "
        "legs as the game finds them",
        "place": summary(timed_ms(ask, TIMES)),
    }
