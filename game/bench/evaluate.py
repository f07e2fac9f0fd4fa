"""How long it takes to judge a plan of 300 orders: whole, and after moving one order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.bench.big import ORDERS, SEED, VEHICLES, big_scenario, sweep_plan
from game.bench.protocol import summary, timed_ms
from game.domain import chance
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.evaluate import Memo, evaluate

FULL, INCREMENTAL = 40, 400


def measure() -> dict[str, Any]:
    """Goals: 10 ms whole, 1 ms after one move (two trips change)."""
    world = big_scenario().system
    plan = sweep_plan(world)
    judged = evaluate(world, plan)  # also fills the leg book, which a player pays once per pair
    full = timed_ms(lambda: evaluate(world, plan), FULL)
    plans = _moves(world, plan, INCREMENTAL + 1)
    for changed in plans:
        evaluate(world, changed)
    memo: Memo = {}
    evaluate(world, plan, memo)
    rest = iter(plans)
    step = timed_ms(lambda: evaluate(world, next(rest), memo), INCREMENTAL)
    return {
        "protocol": f"{ORDERS} orders, {VEHICLES} vehicles, seed {SEED}, legs known beforehand; "
        f"full: no trip known ({FULL} times); incremental: one order moved to another vehicle, "
        f"the other trips known ({INCREMENTAL} moves)",
        "goal_ms": {"full": 10, "incremental": 1},
        "full": summary(full),
        "incremental": summary(step),
        "findings": len(judged.findings),
    }


def _moves(world: World, plan: Plan, count: int) -> list[Plan]:
    """Plans in which one order has moved to another trip, drawn with a fixed seed."""
    draw = chance.stream(SEED, "moves").random
    orders, vehicles = sorted(world.orders), [t.vehicle for t in plan.trips]
    made: list[Plan] = []
    while len(made) < count:
        order, target = orders[int(draw() * len(orders))], vehicles[int(draw() * len(vehicles))]
        source = plan.vehicle_of(order)
        if source is None or source == target:
            continue
        made.append(_moved(plan, order, source, target, draw()))
    return made


def _moved(plan: Plan, order: str, source: str, target: str, where: float) -> Plan:
    old, new = plan.trip_of(source), plan.trip_of(target)
    assert old and new
    stop = next(s for s in old.stops if s.order == order)
    at = int(where * (len(new.stops) + 1))
    longer = replace(new, stops=(*new.stops[:at], stop, *new.stops[at:]))
    return plan.without_order(order).with_trip(longer)
