"""What a choice does to the day (domain `Effect`), as pure functions.

Lists (`add_order`, `drop_order`) and money (`cost_cent`, `goodwill_cent`) are the session's and
the judgement's business: here they change nothing.
"""

from __future__ import annotations

from dataclasses import replace

from game.domain.day import DayState, Progress
from game.domain.evaluation import Activity, CostParts, Doing
from game.domain.plan import Plan, Trip
from game.domain.scenario import Effect
from game.domain.world import Action, Order, Window, World
from game.rules.load import from_depot
from game.rules.schedule import start_of

HOLD = "hold"
"""Cause of a wait that the planner ordered."""
FAILED = "redeliver/"
"""Cause, followed by the order's id, of the last activity at a stop that was given up."""


def believed(world: World, effect: Effect) -> World:
    """The world after a choice corrected a service time (`service_s`) or agreed a window (`window_s`)."""
    order = world.orders.get(effect.subject)
    if order is None or effect.kind not in ("service_s", "window_s"):
        return world
    return replace(world, orders={**world.orders, order.id: _changed(world, order, effect)})


def _changed(world: World, order: Order, effect: Effect) -> Order:
    """Collections for the depot are corrected where they are collected, all others at the delivery."""
    if effect.kind == "service_s":
        if order.delivery in {v.depot for v in world.vehicles.values()}:
            return replace(order, pickup_service_s=effect.amount)
        return replace(order, delivery_service_s=effect.amount)
    return replace(
        order,
        pickup_windows=_shifted(order.pickup_windows, effect.amount),
        delivery_windows=_shifted(order.delivery_windows, effect.amount),
    )


def _shifted(windows: tuple[Window, ...], by_s: int) -> tuple[Window, ...]:
    return tuple(Window(open_s=w.open_s + by_s, close_s=w.close_s + by_s) for w in windows)


def apply_effect(world: World, plan: Plan, state: DayState, effect: Effect) -> tuple[Plan, DayState]:
    """Plan and day after an effect that concerns trucks: `hold_s` and `redeliver`; others change neither."""
    if effect.kind == "hold_s":
        return _hold(world, plan, state, effect)
    if effect.kind == "redeliver":
        return _redeliver(plan, state, effect.subject)
    return plan, state


def extra_cost(effects: tuple[Effect, ...]) -> CostParts:
    """What the choices of a session cost outside the trips: paid for (`charter`) and goodwill."""
    return CostParts(
        charter=sum(e.amount for e in effects if e.kind == "cost_cent"),
        goodwill=sum(e.amount for e in effects if e.kind == "goodwill_cent"),
    )


def aboard(world: World, plan: Plan, state: DayState) -> dict[str, frozenset[str]]:
    """Per truck on the road the depot orders whose goods it still has (`rules.moves.apply` asks this)."""
    return {p.vehicle: _aboard(world, plan, p) for p in state.trucks if p.begun and not p.finished}


def _aboard(world: World, plan: Plan, truck: Progress) -> frozenset[str]:
    vehicle, trip = world.vehicles[truck.vehicle], plan.trip_of(truck.vehicle)
    planned = set(trip.orders()) if trip else set()
    failed = {a.cause.removeprefix(FAILED) for a in truck.done if a.cause.startswith(FAILED)}
    served = {s.stop.order for s in truck.stops}
    known = (planned | failed) & set(world.orders)
    return frozenset(o for o in known - served if from_depot(order=world.orders[o], vehicle=vehicle))


def _hold(world: World, plan: Plan, state: DayState, effect: Effect) -> tuple[Plan, DayState]:
    """A truck waits where it is after what it is doing now; one that has not begun starts later."""
    truck, trip = state.truck(effect.subject), plan.trip_of(effect.subject)
    if truck is not None and truck.done:
        return plan, state if truck.finished else _with_truck(state, _waiting(truck, state, effect.amount))
    if trip is None:
        return plan, state
    start_s = max(start_of(world, trip), state.clock_s) + effect.amount
    return plan.with_trip(replace(trip, start_s=start_s)), state


def _waiting(truck: Progress, state: DayState, seconds: int) -> Progress:
    from_s = max(truck.free_s, state.clock_s)
    wait = Activity(
        doing=Doing.WAIT, start_s=truck.free_s, end_s=from_s + seconds, place=truck.at_place, cause=HOLD
    )
    return replace(truck, done=(*truck.done, wait), free_s=wait.end_s)


def _redeliver(plan: Plan, state: DayState, order: str) -> tuple[Plan, DayState]:
    """Give an order up for now: a truck that waits for it goes on, one that drives to it passes by.

    Its goods stay aboard. Nothing changes once service has begun. Of an order that was collected
    on the way only the delivery is given up.
    """
    trip = next((t for t in plan.trips if order in t.orders()), None)
    if trip is None:
        return plan, state
    truck = state.truck(trip.vehicle)
    if truck is None or not truck.begun:
        return plan.without_order(order), state
    served = len(truck.stops)
    dropped = [i for i, s in enumerate(trip.stops) if s.order == order and i >= served]
    if not dropped:
        return plan, state
    if dropped[0] < truck.begun:
        state = _with_truck(state, _given_up(truck, dropped[0], order, state.clock_s))
    rest = replace(trip, stops=tuple(s for i, s in enumerate(trip.stops) if i not in dropped))
    return _with(plan, rest), state


def _with(plan: Plan, trip: Trip) -> Plan:
    return plan.with_trip(trip)


def _given_up(truck: Progress, index: int, order: str, clock_s: int) -> Progress:
    """The truck's past with the drive to a stop marked as leading to no stop of the trip any more."""
    done: list[Activity] = []
    for activity in truck.done:
        if activity.stop != index:
            done.append(activity)
        elif activity.doing is Doing.WAIT:
            end_s = max(activity.start_s, min(activity.end_s, clock_s))
            done.append(replace(activity, stop=-1, end_s=end_s, cause=FAILED + order))
        else:
            done.append(replace(activity, stop=-1))
    if not any(a.cause == FAILED + order for a in done):
        done[-1] = replace(done[-1], cause=FAILED + order)
    return replace(truck, done=tuple(done), begun=index, free_s=done[-1].end_s)


def _with_truck(state: DayState, truck: Progress) -> DayState:
    return replace(state, trucks=tuple(truck if t.vehicle == truck.vehicle else t for t in state.trucks))


__all__ = ["Action", "aboard", "apply_effect", "believed", "extra_cost"]
