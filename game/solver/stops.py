"""Where an order's stops can go in a trip, respecting what the day has already fixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, Leg, Order, Vehicle, World
from game.rules.load import from_depot, to_depot
from game.rules.moves import with_stops
from game.rules.schedule import legs_places

Begun = Mapping[str, int]
"""Vehicle -> number of its first stops that are fixed; from 1 on the truck has left its depot."""

Via = Mapping[Action, str]
"""The transfer by which an order is collected or delivered; empty: at its own addresses."""
OWN_ADDRESS: Via = MappingProxyType({})


class Spot(NamedTuple):
    """Positions in the trip without the order; `deliver_at` is -1 for an order with one stop."""

    at: int
    deliver_at: int = -1


def actions_of(order: Order, vehicle: Vehicle) -> tuple[Action, ...]:
    """What the vehicle must stop for: its own depot needs no stop."""
    if from_depot(order=order, vehicle=vehicle):
        return (Action.DELIVER,)
    return (Action.COLLECT,) if to_depot(order=order, vehicle=vehicle) else (Action.COLLECT, Action.DELIVER)


def stops_of(order: Order, vehicle: Vehicle, via: Via = OWN_ADDRESS) -> tuple[Stop, ...]:
    """The order's stops in a trip of this vehicle."""
    return tuple(Stop(order=order.id, action=a, via=via.get(a, "")) for a in actions_of(order, vehicle))


def via_in(trip: Trip | None, order_id: str) -> Via:
    """By which transfers an order goes in its trip."""
    if trip is None:
        return OWN_ADDRESS
    return {s.action: s.via for s in trip.stops if s.via and s.order == order_id} or OWN_ADDRESS


def empty_trip(vehicle: Vehicle) -> Trip:
    """The vehicle's trip before it has any stop."""
    return Trip(vehicle=vehicle.id, driver=vehicle.driver, stops=())


def trip_of(plan: Plan, vehicle: Vehicle) -> Trip:
    """The vehicle's trip in the plan, or an empty one."""
    return plan.trip_of(vehicle.id) or empty_trip(vehicle)


def may_join(order: Order, vehicle: Vehicle, begun: Begun, trip: Trip | None = None) -> bool:
    """Whether a new order can still come aboard: goods at the depot before departure, or at a reload."""
    fixed = begun.get(vehicle.id, 0)
    if fixed == 0 or not from_depot(order=order, vehicle=vehicle):
        return True
    return trip is not None and _next_reload(trip, fixed) >= 0


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


def _next_reload(trip: Trip, first: int) -> int:
    """Index of the first reload from `first` on; -1 without one."""
    found = (i for i in range(first, len(trip.stops)) if trip.stops[i].action is Action.RELOAD)
    return next(found, -1)


def spots(order: Order, vehicle: Vehicle, trip: Trip, fixed: int) -> Iterator[Spot]:
    """Every place of the order in a trip without it, behind the fixed stops."""
    count = len(trip.stops)
    first = first_free(order, vehicle, trip, fixed)
    if first > count:
        return
    if len(actions_of(order, vehicle)) == 1:
        yield from (Spot(at) for at in range(first, count + 1))
        return
    for at in range(first, count + 1):
        yield from (Spot(at, deliver_at) for deliver_at in range(at, count + 1))


def first_free(order: Order, vehicle: Vehicle, trip: Trip, fixed: int) -> int:
    """The first position that an order can have; on the road depot goods come aboard at a reload only."""
    if fixed == 0 or fixed > len(trip.stops) or not from_depot(order=order, vehicle=vehicle):
        return fixed
    return max(fixed, _next_reload(trip, fixed) + 1)


def near_spots(
    world: World, order: Order, vehicle: Vehicle, trip: Trip, found: Iterable[Spot]
) -> Iterator[Spot]:
    """Of the spots with two stops, per place of collection only two: at once, and the least detour."""
    ends = legs_places(world, trip)

    def detour_s(at: int) -> int:
        before, after = ends[at], ends[at + 1]
        legs = ((before, order.delivery, 1), (order.delivery, after, 1), (before, after, -1))
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


def with_order(
    trip: Trip, order: Order, vehicle: Vehicle, spot: Spot, old: Trip | None = None, via: Via = OWN_ADDRESS
) -> Trip:
    """The trip with the order's stops put in, roads as `rules.moves` keeps them from the `old` trip."""
    mine = stops_of(order, vehicle, via)
    stops = list(trip.stops)
    if len(mine) == 2:
        stops.insert(spot.at if spot.deliver_at < 0 else spot.deliver_at, mine[-1])
    stops.insert(spot.at, mine[0])
    return with_stops(trip, tuple(stops), old or trip)


def without_order(trip: Trip, order_id: str) -> Trip:
    """The trip without the order's stops; without its last order nothing is left of it but its start."""
    rest = tuple(s for s in trip.stops if s.order != order_id)
    if any(stop.order for stop in rest):
        return with_stops(trip, rest, trip)
    return replace(trip, stops=(), return_route=0, charge_permille=None)


def with_stop(trip: Trip, at: int, stop: Stop) -> Trip:
    """The trip with one stop put in."""
    return with_stops(trip, (*trip.stops[:at], stop, *trip.stops[at:]), trip)


def without_stop(trip: Trip, at: int) -> Trip:
    """The trip with one stop taken out."""
    return with_stops(trip, (*trip.stops[:at], *trip.stops[at + 1 :]), trip)


def lasting(trip: Trip, at: int, seconds: int) -> Trip:
    """The trip with one of the truck's own stops made to last so long."""
    stop = replace(trip.stops[at], seconds=seconds)
    return replace(trip, stops=(*trip.stops[:at], stop, *trip.stops[at + 1 :]))


def by_road(trip: Trip, at: int, route: int) -> Trip:
    """The trip with another road to stop `at`, or home."""
    if at == len(trip.stops):
        return replace(trip, return_route=route)
    stop = replace(trip.stops[at], route=route)
    return replace(trip, stops=(*trip.stops[:at], stop, *trip.stops[at + 1 :]))


def road_name(leg: Leg) -> str:
    """The numbers of a leg's roads; empty where it has none."""
    return "" if leg.label == "-" else leg.label


def has_work(trip: Trip) -> bool:
    """A trip without any order does not exist, whatever the truck would do for itself."""
    return any(stop.order for stop in trip.stops)
