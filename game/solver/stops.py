"""Where an order's stops can go in a trip, respecting what the day has already fixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, Order, Vehicle, World
from game.rules.load import from_depot, to_depot
from game.rules.moves import with_stops
from game.rules.stops import end_of

Begun = Mapping[str, int]
"""Vehicle -> number of its first stops that are fixed; from 1 on the truck has left its depot."""


class Spot(NamedTuple):
    """Positions in the trip without the order; `deliver_at` is -1 for an order with one stop."""

    at: int
    deliver_at: int = -1


def actions_of(order: Order, vehicle: Vehicle) -> tuple[Action, ...]:
    """What the vehicle must stop for: its own depot needs no stop."""
    if from_depot(order=order, vehicle=vehicle):
        return (Action.DELIVER,)
    return (Action.COLLECT,) if to_depot(order=order, vehicle=vehicle) else (Action.COLLECT, Action.DELIVER)


def empty_trip(vehicle: Vehicle) -> Trip:
    """The vehicle's trip before it has any stop."""
    return Trip(vehicle=vehicle.id, driver=vehicle.driver, stops=())


def trip_of(plan: Plan, vehicle: Vehicle) -> Trip:
    """The vehicle's trip in the plan, or an empty one."""
    return plan.trip_of(vehicle.id) or empty_trip(vehicle)


def may_join(order: Order, vehicle: Vehicle, begun: Begun) -> bool:
    """Whether a new order can still come aboard: goods at the depot only before departure."""
    return begun.get(vehicle.id, 0) == 0 or not from_depot(order=order, vehicle=vehicle)


def may_leave(world: World, plan: Plan, order_id: str, begun: Begun) -> bool:
    """Whether an order can be taken out of its trip: nothing of it has begun, its goods are not aboard."""
    vehicle_id = plan.vehicle_of(order_id)
    if vehicle_id is None:
        return True
    fixed = begun.get(vehicle_id, 0)
    if fixed == 0:
        return True
    trip = plan.trip_of(vehicle_id)
    stops = trip.stops if trip else ()
    if any(stop.order == order_id for stop in stops[:fixed]):
        return False
    return not from_depot(order=world.orders[order_id], vehicle=world.vehicles[vehicle_id])


def spots(order: Order, vehicle: Vehicle, trip: Trip, fixed: int) -> Iterator[Spot]:
    """Every place of the order in a trip without it, behind the fixed stops."""
    count = len(trip.stops)
    if fixed > count:
        return
    if len(actions_of(order, vehicle)) == 1:
        yield from (Spot(at) for at in range(fixed, count + 1))
        return
    for at in range(fixed, count + 1):
        yield from (Spot(at, deliver_at) for deliver_at in range(at, count + 1))


def near_spots(
    world: World, order: Order, vehicle: Vehicle, trip: Trip, found: Iterable[Spot]
) -> Iterator[Spot]:
    """Of the spots with two stops, per place of collection only two: at once, and the least detour."""
    places = [end_of(order=world.orders[s.order], action=s.action) for s in trip.stops]
    ends = (*places, vehicle.depot)

    def detour_s(at: int) -> int:
        before = places[at - 1] if at else vehicle.depot
        legs = ((before, order.delivery, 1), (order.delivery, ends[at], 1), (before, ends[at], -1))
        return sum(sign * world.leg(vehicle, a, b).duration_s for a, b, sign in legs)

    detours: dict[int, int] = {}
    best: dict[int, Spot] = {}
    for spot in found:
        if spot.deliver_at <= spot.at:
            yield spot
            continue
        cost = detours.setdefault(spot.deliver_at, detour_s(spot.deliver_at))
        known = best.get(spot.at)
        if known is None or cost < detours[known.deliver_at]:
            best[spot.at] = spot
    yield from best.values()


def with_order(trip: Trip, order: Order, vehicle: Vehicle, spot: Spot, old: Trip | None = None) -> Trip:
    """The trip with the order's stops put in, roads as `rules.moves` keeps them from the `old` trip."""
    actions = actions_of(order, vehicle)
    stops = list(trip.stops)
    if len(actions) == 2:
        deliver_at = spot.at if spot.deliver_at < 0 else spot.deliver_at
        stops.insert(deliver_at, Stop(order=order.id, action=actions[-1]))
    stops.insert(spot.at, Stop(order=order.id, action=actions[0]))
    return with_stops(trip, tuple(stops), old or trip)


def without_order(trip: Trip, order_id: str) -> Trip:
    """The trip without the order's stops."""
    return with_stops(trip, tuple(s for s in trip.stops if s.order != order_id), trip)
