"""How long live advice takes: all places of all unplanned orders, of one order, one under the hand.

The plan is a full one: 25 trips of 12 stops, by direction from the depot and each improved a little by single
steps, on the shipped map with traffic by the hour; legs are known, as in a game that has asked before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.bench.big import SEED, VEHICLES, big_scenario, sweep_plan
from game.bench.protocol import summary, timed_ms
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, Load, World
from game.rules.evaluate import Memo, evaluate
from game.solver.advice import improve_plan, insertions
from game.solver.desk import Desk, desk_of
from game.solver.lockstep import lockstep_of
from game.solver.objective import Objective
from game.solver.places import Moving, moving, places, weighed
from game.solver.polish import improve_trip
from game.solver.stops import Spot, trip_of, with_order

STOPS, UNPLANNED = 12, 20
TIMES, HOVERS = 40, 100
POLISH = 200
"""Trips that the referee judges to improve one."""


def measure() -> dict[str, Any]:
    """Every figure with its median, 95th and 99th percentile."""
    world, plan, orders = _full_day()
    desk = _desk(world, plan)
    hands = [m for o in orders if (m := moving(desk, o)) is not None]
    lockstep = lockstep_of(world)
    ranked = lockstep.rank(desk, hands)
    tried = sum(len(p.at) for p in ranked)
    doubtful = sum(int((~p.sure).sum()) for p in ranked)
    others = iter(orders * (TIMES // len(orders) + 1))
    hovers = _hovers(world, plan, orders)
    plain = iter(hands)
    for order in orders:
        insertions(world, plan, order)  # every leg that is asked for is known after this
    return {
        "protocol": f"{VEHICLES} trips x {STOPS} stops, {UNPLANNED} unplanned orders, seed {SEED}, legs "
        f"known; all: {tried} places ranked under the full rules, of which {doubtful} are left to the "
        "referee when they are wanted; with the best place of each order judged by the referee",
        "all_places_of_all_orders": summary(timed_ms(lambda: _all(_desk(world, plan, desk), hands), TIMES)),
        "all_places_of_one_order": summary(timed_ms(lambda: lockstep.rank(desk, hands[:1]), TIMES)),
        "one_order_plain": summary(timed_ms(lambda: _plain(world, plan, desk, next(plain)), 5, warm=0)),
        "hover_one_place": summary(timed_ms(lambda: _hover(world, plan, desk.memo, next(hovers)), HOVERS)),
        "insertions_told": summary(timed_ms(lambda: insertions(world, plan, next(others)), TIMES)),
        "improve_plan": summary(timed_ms(lambda: improve_plan(world, plan), 3, warm=0)),
    }


def _full_day() -> tuple[World, Plan, list[str]]:
    """25 trips of 12 stops each, and 20 orders that are in none."""
    world = big_scenario(VEHICLES * STOPS + UNPLANNED).system
    # one pallet each, so that twelve of them fit in every truck
    light = {o.id: replace(o, load=Load(kg=250, pallets=1, ldm_cm=40)) for o in world.orders.values()}
    world = replace(world, orders=light)
    orders = sorted(world.orders)[:: VEHICLES * STOPS // UNPLANNED + 1][:UNPLANNED]
    ranked = [s.order for t in sweep_plan(world).trips for s in t.stops if s.order not in orders]
    plan = Plan()
    for i, name in enumerate(sorted(world.vehicles)):
        mine = ranked[i * STOPS : (i + 1) * STOPS]
        mine.sort(key=lambda o: (world.orders[o].delivery_windows[0].open_s, o))
        stops = tuple(Stop(order=o, action=Action.DELIVER) for o in mine)
        trip = Trip(vehicle=name, driver=world.vehicles[name].driver, stops=stops)
        plan = plan.with_trip(improve_trip(world, trip, budget=POLISH))
    return world, plan, orders


def _desk(world: World, plan: Plan, known: Desk | None = None) -> Desk:
    """A desk that has judged the plan as it stands, and nothing else."""
    if known is None:
        memo: Memo = {}
        goal = Objective.against(evaluate(world, plan, memo).kpi)
        return desk_of(world, plan, memo, {}, None, goal)
    memo = {t: known.memo[t] for t in plan.trips}
    return desk_of(world, plan, memo, {}, None, known.objective)


def _all(desk: Desk, hands: list[Moving]) -> None:
    """Rank all places of all orders; what would be shown of each is judged by the referee."""
    lockstep = lockstep_of(desk.world)
    for mine, found in zip(hands, lockstep.rank(desk, hands), strict=True):
        vehicle = desk.world.vehicles[lockstep.names[int(found.vehicle[0])]]
        spot = Spot(int(found.at[0]), int(found.deliver_at[0]))
        desk.judge(with_order(trip_of(desk.plan, vehicle), mine.order, vehicle, spot))


def _plain(world: World, plan: Plan, known: Desk, mine: Moving) -> None:
    desk = _desk(world, plan, known)
    weighed(desk, mine, places(desk, mine, thorough=False))


def _hovers(world: World, plan: Plan, orders: list[str]) -> Any:
    """One order after the other over one place after the other."""
    names = sorted(world.vehicles)
    for i in range(HOVERS + 1):
        vehicle = world.vehicles[names[i % len(names)]]
        yield world.orders[orders[i % len(orders)]], vehicle, Spot(i % (STOPS + 1)), trip_of(plan, vehicle)


def _hover(world: World, plan: Plan, memo: Memo, hand: Any) -> None:
    """The whole plan with the order at the place under the hand, judged: what the card shows."""
    order, vehicle, spot, trip = hand
    evaluate(world, plan.with_trip(with_order(trip, order, vehicle, spot)), memo)
