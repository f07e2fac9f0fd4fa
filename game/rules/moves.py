"""Player's command x plan -> new plan. Only the impossible is refused; judging is for `evaluate`.

In the running day `begun` names every vehicle whose duty has started, with the number of stops
that are fixed (`Progress.begun`; more than there are stops: it drives home or is home). Goods that
left the depot in one truck cannot be delivered by another, and a truck on the road does not load more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from game.domain.commands import ClearTrip, Command, Place, SetRoute, SetStart, SetTrip, Unplace
from game.domain.errors import Illegal, Unreadable
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, Vehicle, World
from game.rules.load import from_depot, to_depot
from game.rules.schedule import place_of

Begun = Mapping[str, int]
Aboard = Mapping[str, frozenset[str]]
NOTHING_BEGUN: Begun = MappingProxyType({})
EMPTY_TRIP = "-"
"""Text form of a trip without stops, because a word of a command cannot be empty."""


def apply(
    world: World,
    plan: Plan,
    command: Command,
    begun: Begun = NOTHING_BEGUN,
    aboard: Aboard | None = None,
) -> Plan:
    """The plan after a command of PLAN_COMMANDS; raises Illegal with the reason.

    `aboard`: per truck on the road the depot orders whose goods it still has; None takes those
    of its trip in `plan`.
    """
    make = _MAKERS.get(type(command))
    if make is None:
        raise Illegal("illegal.not_a_plan_command", verb=command.verb)
    made: Plan = make(world, plan, command, begun)
    _check_fixed(plan, made, begun)
    _check_goods(world, plan, made, begun, aboard)
    return made


def order_stops(world: World, vehicle: str, order: str) -> tuple[Stop, ...]:
    """The stops that an order needs in a vehicle's trip, in sequence; depot work is no stop."""
    truck, wanted = _vehicle(world, vehicle), world.orders.get(order)
    if wanted is None:
        raise Illegal("illegal.unknown_order", order=order)
    if from_depot(order=wanted, vehicle=truck):
        return (Stop(order=order, action=Action.DELIVER),)
    collect = Stop(order=order, action=Action.COLLECT)
    if to_depot(order=wanted, vehicle=truck):
        return (collect,)
    return (collect, Stop(order=order, action=Action.DELIVER))


def parse_trip_stops(text: str) -> tuple[Stop, ...]:
    """Read the `stops` of a SetTrip, `O1/deliver/0,O2/collect/1`; raises Unreadable."""
    if text == EMPTY_TRIP:
        return ()
    return tuple(_parse_stop(word) for word in text.split(","))


def _parse_stop(word: str) -> Stop:
    try:
        order, action, route = word.split("/")
        stop = Stop(order=order, action=Action(action), route=int(route))
    except ValueError:
        raise Unreadable("command.stop", word=word) from None
    return stop


def format_trip_stops(stops: tuple[Stop, ...]) -> str:
    """The text form that `parse_trip_stops` reads back."""
    return ",".join(f"{s.order}/{s.action.value}/{s.route}" for s in stops) or EMPTY_TRIP


def check_plan(world: World, plan: Plan) -> None:
    """Raise Illegal when a plan from outside names what does not exist, or is incomplete or double."""
    seen: set[str] = set()
    for trip in plan.trips:
        if trip.vehicle in seen:
            raise Illegal("illegal.vehicle_twice", vehicle=trip.vehicle)
        seen.add(trip.vehicle)
        if trip.driver not in world.drivers:
            raise Illegal("illegal.unknown_driver", driver=trip.driver, vehicle=trip.vehicle)
        _check_complete(world, trip.vehicle, trip.stops)
        for at in range(len(trip.stops) + 1):
            _check_route(world, trip, at, _route_at(trip, at))
    planned = [order for trip in plan.trips for order in trip.orders()]
    for order in planned:
        if planned.count(order) > 1:
            raise Illegal("illegal.order_twice", order=order)


def _place(world: World, plan: Plan, command: Place, _begun: Begun) -> Plan:
    needed = order_stops(world, command.vehicle, command.order)
    rest = _without(plan, frozenset((command.order,)))
    trip = rest.trip_of(command.vehicle) or _new_trip(world, plan, command.vehicle)
    last = len(trip.stops)
    deliver_at = command.at if command.deliver_at == -1 else command.deliver_at
    for position in (command.at, deliver_at):
        if not 0 <= position <= last:
            raise Illegal("illegal.position", at=position, last=last, vehicle=command.vehicle)
    stops = list(trip.stops)
    # the later position first, so that it still counts in the trip without the order
    if len(needed) == 1:
        stops.insert(command.at, needed[0])
    elif deliver_at >= command.at:
        stops.insert(deliver_at, needed[1])
        stops.insert(command.at, needed[0])
    else:
        stops.insert(command.at, needed[0])
        stops.insert(deliver_at, needed[1])
    return rest.with_trip(with_stops(trip, tuple(stops), plan.trip_of(command.vehicle)))


def _unplace(world: World, plan: Plan, command: Unplace, _begun: Begun) -> Plan:
    if command.order not in world.orders:
        raise Illegal("illegal.unknown_order", order=command.order)
    if plan.vehicle_of(command.order) is None:
        raise Illegal("illegal.not_planned", order=command.order)
    return _without(plan, frozenset((command.order,)))


def _clear(world: World, plan: Plan, command: ClearTrip, begun: Begun) -> Plan:
    """Takes out what can still be taken out: orders at fixed stops stay."""
    _vehicle(world, command.vehicle)
    trip = plan.trip_of(command.vehicle)
    if trip is None:
        raise Illegal("illegal.no_trip", vehicle=command.vehicle)
    fixed = {s.order for s in trip.stops[: begun.get(trip.vehicle, 0)]}
    return _without(plan, frozenset(trip.orders()) - fixed)


def _start(world: World, plan: Plan, command: SetStart, begun: Begun) -> Plan:
    trip = _trip(world, plan, command.vehicle)
    if command.vehicle in begun:
        raise Illegal("illegal.started", vehicle=command.vehicle)
    if not -1 <= command.start_s < 86_400:
        raise Illegal("illegal.start", vehicle=command.vehicle, start_s=command.start_s)
    return plan.with_trip(replace(trip, start_s=None if command.start_s == -1 else command.start_s))


def _route(world: World, plan: Plan, command: SetRoute, _begun: Begun) -> Plan:
    trip = _trip(world, plan, command.vehicle)
    if not 0 <= command.at <= len(trip.stops):
        raise Illegal("illegal.position", at=command.at, last=len(trip.stops), vehicle=command.vehicle)
    _check_route(world, trip, command.at, command.route)
    if command.at == len(trip.stops):
        return plan.with_trip(replace(trip, return_route=command.route))
    stop = replace(trip.stops[command.at], route=command.route)
    return plan.with_trip(
        replace(trip, stops=(*trip.stops[: command.at], stop, *trip.stops[command.at + 1 :]))
    )


def _whole_trip(world: World, plan: Plan, command: SetTrip, _begun: Begun) -> Plan:
    stops = parse_trip_stops(command.stops)
    _check_complete(world, command.vehicle, stops)
    old = plan.trip_of(command.vehicle) or _new_trip(world, plan, command.vehicle)
    same_end = old.stops and stops and old.stops[-1].order == stops[-1].order
    trip = replace(old, stops=stops, return_route=old.return_route if same_end else 0)
    for at in range(len(stops) + 1):
        _check_route(world, trip, at, _route_at(trip, at))
    others = _without(plan.with_trip(replace(old, stops=())), frozenset(s.order for s in stops))
    return others.with_trip(trip)


_MAKERS: dict[type, Callable[..., Plan]] = {
    Place: _place,
    Unplace: _unplace,
    ClearTrip: _clear,
    SetStart: _start,
    SetRoute: _route,
    SetTrip: _whole_trip,
}


def _vehicle(world: World, vehicle: str) -> Vehicle:
    found = world.vehicles.get(vehicle)
    if found is None:
        raise Illegal("illegal.unknown_vehicle", vehicle=vehicle)
    return found


def _trip(world: World, plan: Plan, vehicle: str) -> Trip:
    _vehicle(world, vehicle)
    trip = plan.trip_of(vehicle)
    if trip is None:
        raise Illegal("illegal.no_trip", vehicle=vehicle)
    return trip


def _new_trip(world: World, plan: Plan, vehicle: str) -> Trip:
    """An empty trip; when the only order of a trip moves within it, its start stays."""
    old = plan.trip_of(vehicle)
    start_s = old.start_s if old else None
    return Trip(vehicle=vehicle, driver=_vehicle(world, vehicle).driver, stops=(), start_s=start_s)


def _without(plan: Plan, orders: frozenset[str]) -> Plan:
    for trip in plan.trips:
        stops = tuple(s for s in trip.stops if s.order not in orders)
        if len(stops) != len(trip.stops):
            plan = plan.with_trip(with_stops(trip, stops, trip))
    return plan


def with_stops(trip: Trip, stops: tuple[Stop, ...], old: Trip | None) -> Trip:
    """A trip with other stops; a stop keeps its chosen road only when it still follows the same stop."""
    known = _roads(old) if old else {}
    before: tuple[str, Action] | None = None
    kept: list[Stop] = []
    for stop in stops:
        here = (stop.order, stop.action)
        road = known.get((before, here), 0)
        kept.append(stop if stop.route == road else replace(stop, route=road))
        before = here
    return replace(trip, stops=tuple(kept), return_route=known.get((before, None), 0))


def _roads(
    trip: Trip,
) -> dict[tuple[tuple[str, Action] | None, tuple[str, Action] | None], int]:
    visits = [None, *((s.order, s.action) for s in trip.stops), None]
    roads = [*(s.route for s in trip.stops), trip.return_route]
    return dict(zip(pairwise(visits), roads, strict=True))


def _route_at(trip: Trip, at: int) -> int:
    return trip.return_route if at == len(trip.stops) else trip.stops[at].route


def _check_route(world: World, trip: Trip, at: int, route: int) -> None:
    """The leg to stop `at` must have that alternative; 0 always exists."""
    if route == 0:
        return
    vehicle = _vehicle(world, trip.vehicle)
    places = [
        vehicle.depot,
        *(place_of(order=world.orders[s.order], action=s.action) for s in trip.stops),
        vehicle.depot,
    ]
    options = world.legs.options(vehicle.class_.profile, places[at], places[at + 1])
    if not 0 <= route < len(options):
        raise Illegal("illegal.route", route=route, last=len(options) - 1, vehicle=trip.vehicle)


def _check_complete(world: World, vehicle: str, stops: tuple[Stop, ...]) -> None:
    """Every order has each of its stops exactly once, in whatever sequence."""
    _vehicle(world, vehicle)
    for order in dict.fromkeys(s.order for s in stops):
        wanted = sorted(s.action for s in order_stops(world, vehicle, order))
        if sorted(s.action for s in stops if s.order == order) != wanted:
            raise Illegal("illegal.incomplete", order=order, vehicle=vehicle)


def _check_fixed(old: Plan, new: Plan, begun: Begun) -> None:
    """Stops that are served or driven to cannot be touched; on the way home nothing can."""
    for vehicle, count in sorted(begun.items()):
        before, after = old.trip_of(vehicle), new.trip_of(vehicle)
        if before == after or count == 0:
            continue
        home = before is None or count > len(before.stops)
        kept = before and after and before.stops[:count] == after.stops[:count]
        if home or not kept:
            raise Illegal("illegal.driven", vehicle=vehicle, stops=count)


def _check_goods(world: World, old: Plan, new: Plan, begun: Begun, aboard: Aboard | None) -> None:
    """Depot goods are where they are: in the truck that left with them, or still at the depot."""
    away = {v for v, count in begun.items() if count > 0}
    if not away or old == new:
        return
    inside = {v: _aboard(world, old, v, aboard) for v in sorted(away)}
    for trip in new.trips:
        before = old.trip_of(trip.vehicle)
        had = frozenset(before.orders()) if before else frozenset()
        for order in (o for o in trip.orders() if o not in had):
            if not from_depot(order=world.orders[order], vehicle=world.vehicles[trip.vehicle]):
                continue
            holder = next((v for v in inside if order in inside[v]), None)
            if holder is not None and holder != trip.vehicle:
                raise Illegal("illegal.aboard_elsewhere", order=order, vehicle=trip.vehicle, holder=holder)
            if holder is None and trip.vehicle in away:
                raise Illegal("illegal.not_aboard", order=order, vehicle=trip.vehicle)


def _aboard(world: World, plan: Plan, vehicle: str, aboard: Aboard | None) -> frozenset[str]:
    if aboard is not None:
        return aboard.get(vehicle, frozenset())
    trip = plan.trip_of(vehicle)
    depot = world.vehicles[vehicle].depot
    return frozenset(o for o in trip.orders() if world.orders[o].pickup == depot) if trip else frozenset()
