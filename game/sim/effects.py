"""What a choice does to the day (domain `Effect`), as pure functions.

The list of orders (`add_order`) and money (`cost_cent`, `goodwill_cent`) are the session's and the
judgement's business: here they change nothing.
"""

from __future__ import annotations

from dataclasses import replace

from game.domain.day import DayState, Progress
from game.domain.evaluation import Activity, CostParts, Doing
from game.domain.plan import Plan, Trip
from game.domain.scenario import Effect
from game.domain.world import Action, Order, Window, World
from game.rules.load import from_depot, with_load
from game.rules.schedule import start_of
from game.rules.stops import action_at, with_service
from game.rules.windows import opens_at, wider
from game.sim.given_up import arrival, given_up
from game.sim.rerouted import avoiding
from game.sim.times import HOLD, QUEUE
from game.sim.trucks import course

BELIEFS = frozenset({"service_s", "window_s", "wider_s", "kg", "units", "opens_s"})
"""Effects that change what the software believes of an order."""
FAILED = "redeliver/"
"""Cause, followed by the order's id, of the mark that ends a stop that was given up."""


def believed(world: World, effect: Effect) -> World:
    """The world after a choice corrected master data (`service_s`, `kg`, `units`, `opens_s`), or agreed
    on another window (`window_s`) or a wider one (`wider_s`)."""
    order = world.orders.get(effect.subject)
    if order is None or effect.kind not in BELIEFS:
        return world
    return replace(world, orders={**world.orders, order.id: _changed(world, order, effect)})


def _changed(world: World, order: Order, effect: Effect) -> Order:
    """A service time is corrected at one end, windows are shifted at both."""
    if effect.kind == "service_s":
        return with_service(world, order, effect.end, effect.amount)
    if effect.kind in ("kg", "units"):
        return with_load(order, effect.kind, effect.amount)
    if effect.kind == "opens_s":
        return opens_at(order, action_at(world, order), effect.amount)
    if effect.kind == "wider_s":
        return wider(order, Action.COLLECT if effect.end == "pickup" else Action.DELIVER, effect.amount)
    return replace(
        order,
        pickup_windows=_shifted(order.pickup_windows, effect.amount),
        delivery_windows=_shifted(order.delivery_windows, effect.amount),
    )


def _shifted(windows: tuple[Window, ...], by_s: int) -> tuple[Window, ...]:
    return tuple(Window(open_s=w.open_s + by_s, close_s=w.close_s + by_s) for w in windows)


def apply_effect(world: World, plan: Plan, state: DayState, effect: Effect) -> tuple[Plan, DayState]:
    """Plan and day after an effect that concerns trucks: `hold_s`, `avoid`, `redeliver`, `drop_order`;
    others none."""
    if effect.kind == "hold_s":
        return _hold(world, plan, state, effect)
    if effect.kind == "avoid":
        return avoiding(world, plan, state, effect.subject, effect.road), state
    if effect.kind == "drop_order" and plan.partner_of(effect.subject):
        return plan.without_order(effect.subject), state
    if effect.kind in ("redeliver", "drop_order"):
        return _redeliver(world, plan, state, effect.subject)
    return plan, state


def extra_cost(effects: tuple[Effect, ...]) -> CostParts:
    """What the choices of a session cost outside the trips: paid for (`charter`) and goodwill."""
    return CostParts(
        charter=sum(e.amount for e in effects if e.kind == "cost_cent"),
        goodwill=sum(e.amount for e in effects if e.kind == "goodwill_cent"),
    )


def aboard(world: World, plan: Plan, state: DayState) -> dict[str, frozenset[str]]:
    """Per truck on the road the depot orders whose goods it still has (`rules.moves.apply` asks this).

    Goods for the stops behind a reload that is not done are still at the depot; what could not
    be delivered before a reload that has begun was brought back there.
    """
    return {p.vehicle: _aboard(world, plan, p, state.clock_s) for p in state.trucks if on_the_road(p)}


def reloads(truck: Progress, clock_s: int) -> bool:
    """It stands at its depot and is being loaded again: what it takes can still be changed."""
    turned = last_reload(truck)
    return turned >= 0 and truck.stops[turned].end_s > clock_s


def on_the_road(truck: Progress) -> bool:
    """It has left with its first load, or rests at the depot before it does, and is not home."""
    return not truck.finished and (truck.begun > 0 or any(a.doing is Doing.DRIVE for a in truck.done))


def _aboard(world: World, plan: Plan, truck: Progress, clock_s: int) -> frozenset[str]:
    if reloads(truck, clock_s):
        return frozenset()
    vehicle, trip = world.vehicles[truck.vehicle], plan.trip_of(truck.vehicle)
    turned = last_reload(truck)
    since_s = truck.stops[turned].begin_s if turned >= 0 else 0
    failed = {
        a.cause.removeprefix(FAILED)
        for a in truck.done
        if a.cause.startswith(FAILED) and a.start_s >= since_s
    }
    loaded = loaded_for(trip, turned + 1) if trip else frozenset()
    served = {s.stop.order for s in truck.stops}
    known = (loaded | failed) & world.orders.keys()
    return frozenset(o for o in known - served if from_depot(order=world.orders[o], vehicle=vehicle))


def last_reload(truck: Progress) -> int:
    """Index of the last reload that has begun; -1: the goods are those it left with."""
    return max((i for i, s in enumerate(truck.stops) if s.stop.action is Action.RELOAD), default=-1)


def loaded_for(trip: Trip, first: int) -> frozenset[str]:
    """Orders delivered by the stops from `first` until the next reload."""
    ahead = trip.stops[first:]
    turn = next((i for i, s in enumerate(ahead) if s.action is Action.RELOAD), len(ahead))
    return frozenset(s.order for s in ahead[:turn] if s.action is Action.DELIVER)


def _hold(world: World, plan: Plan, state: DayState, effect: Effect) -> tuple[Plan, DayState]:
    """A truck waits where it is after what it is doing now; one that has not begun starts later.

    The truck is the subject, or the one that has the order of that id.
    """
    vehicle = plan.vehicle_of(effect.subject) or effect.subject
    truck, trip = state.truck(vehicle), plan.trip_of(vehicle)
    if truck is not None and truck.done:
        return plan, state if truck.finished else _with_truck(state, _waiting(truck, state, effect.amount))
    if trip is None:
        return plan, state
    start_s = max(start_of(world, trip), state.clock_s) + effect.amount
    return plan.with_trip(replace(trip, start_s=start_s)), state


def _waiting(truck: Progress, state: DayState, seconds: int) -> Progress:
    last = truck.done[-1]
    if last.cause.startswith(QUEUE) and last.start_s <= state.clock_s < last.end_s:
        # it steps out of the queue
        stood = replace(last, end_s=state.clock_s)
        truck = replace(truck, done=(*truck.done[:-1], stood), free_s=state.clock_s)
    from_s = max(truck.free_s, state.clock_s)
    wait = Activity(
        doing=Doing.WAIT, start_s=truck.free_s, end_s=from_s + seconds, place=truck.at_place, cause=HOLD
    )
    return replace(truck, done=(*truck.done, wait), free_s=wait.end_s)


def _redeliver(world: World, plan: Plan, state: DayState, order: str) -> tuple[Plan, DayState]:
    """Give an order up, for now or for good: a truck that waits for it goes on, one on its way passes by.

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
        truck = _arriving(world, plan, state, truck, dropped[0])
        state = _with_truck(state, _failed(given_up(truck, dropped[0], state.clock_s), order))
    rest = replace(trip, stops=tuple(s for i, s in enumerate(trip.stops) if i not in dropped))
    return plan.with_trip(rest), state


def _arriving(world: World, plan: Plan, state: DayState, truck: Progress, index: int) -> Progress:
    """A truck in the middle of a leg that a break splits drives it to its end: that is where it can turn."""
    if arrival(truck, index) is not None:
        return truck
    walked = course(world, plan, state, truck.vehicle, state.incidents).walked
    last = next(
        i
        for i, a in enumerate(walked.activities)
        if a.stop == index and a.doing is Doing.DRIVE and a.leg_to >= 1.0
    )
    done = walked.activities[: last + 1]
    return replace(truck, done=done, free_s=done[-1].end_s, at_place=done[-1].place)


def _failed(truck: Progress, order: str) -> Progress:
    """Remember that the goods of an order are still aboard; takes no time."""
    mark = Activity(
        doing=Doing.WAIT, start_s=truck.free_s, end_s=truck.free_s, place=truck.at_place, cause=FAILED + order
    )
    return replace(truck, done=(*truck.done, mark))


def _with_truck(state: DayState, truck: Progress) -> DayState:
    return replace(state, trucks=tuple(truck if t.vehicle == truck.vehicle else t for t in state.trucks))
