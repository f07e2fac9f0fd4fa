"""Player's command x plan -> new plan. Only the impossible is refused; judging is for `evaluate`.

In the running day `begun` names every vehicle whose duty has started, with the number of stops
that are fixed (`Progress.begun`; more than there are stops: it drives home or is home). Goods that
left the depot in one truck cannot be delivered by another, and a truck on the road does not load more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from game.domain.commands import (
    AddStop,
    ClearTrip,
    Command,
    DropStop,
    Give,
    LastStop,
    MoveStop,
    Place,
    SetCharge,
    SetRoute,
    SetStart,
    SetTrip,
    SetVia,
    Switch,
    Together,
    Unplace,
    apart,
)
from game.domain.errors import Illegal
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import World
from game.rules import crew_moves, own_moves
from game.rules.checks import Aboard, Begun, check_complete, check_fixed, check_goods, check_plan, check_route
from game.rules.editing import new_trip, order_stops, route_at, the_trip, the_vehicle, with_stops, without
from game.rules.tripwords import EMPTY_TRIP, format_trip_stops, parse_trip_stops

NOTHING_BEGUN: Begun = MappingProxyType({})
__all__ = [
    "EMPTY_TRIP", "NOTHING_BEGUN", "Aboard", "Begun", "apply", "check_plan", "format_trip_stops",
    "order_stops", "parse_trip_stops", "with_stops",
]  # fmt: skip


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
    if isinstance(command, Together):
        for each in apart(command):
            plan = apply(world, plan, each, begun, aboard)
        return plan
    if make is None:
        raise Illegal("illegal.not_a_plan_command", verb=command.verb)
    made: Plan = make(world, plan, command, begun)
    check_fixed(plan, made, begun)
    check_goods(world, plan, made, begun, aboard)
    return made


def _place(world: World, plan: Plan, command: Place, _begun: Begun) -> Plan:
    needed = _kept_via(plan, order_stops(world, command.vehicle, command.order))
    rest = without(plan, frozenset((command.order,)))
    trip = rest.trip_of(command.vehicle) or _begin(world, plan, command.vehicle)
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


def _begin(world: World, plan: Plan, vehicle: str) -> Trip:
    """An empty trip with the driver whom the vehicle has today."""
    the_vehicle(world, vehicle)
    return replace(new_trip(world, plan, vehicle), driver=crew_moves.driver_for(world, plan, vehicle))


def _kept_via(plan: Plan, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """An order that goes by a hub or a barge still does so in another trip."""
    old = plan.trip_of(plan.vehicle_of(stops[0].order) or "")
    via = {(s.order, s.action): s.via for s in old.stops if s.via} if old else {}
    return tuple(replace(s, via=via.get((s.order, s.action), "")) for s in stops) if via else stops


def _unplace(world: World, plan: Plan, command: Unplace, _begun: Begun) -> Plan:
    if command.order not in world.orders:
        raise Illegal("illegal.unknown_order", order=command.order)
    if plan.vehicle_of(command.order) is None and plan.partner_of(command.order) is None:
        raise Illegal("illegal.not_planned", order=command.order)
    return without(plan, frozenset((command.order,)))


def _clear(world: World, plan: Plan, command: ClearTrip, begun: Begun) -> Plan:
    """Takes out what can still be taken out: orders at fixed stops stay."""
    the_vehicle(world, command.vehicle)
    trip = plan.trip_of(command.vehicle)
    if trip is None:
        raise Illegal("illegal.no_trip", vehicle=command.vehicle)
    count = begun.get(trip.vehicle, 0)
    fixed = {s.order for s in trip.stops[:count]}
    stops = tuple(s for i, s in enumerate(trip.stops) if i < count or s.order in fixed)
    return plan.with_trip(with_stops(trip, stops, trip))


def _start(world: World, plan: Plan, command: SetStart, begun: Begun) -> Plan:
    trip = the_trip(world, plan, command.vehicle)
    if command.vehicle in begun:
        raise Illegal("illegal.started", vehicle=command.vehicle)
    if not -1 <= command.start_s < 86_400:
        raise Illegal("illegal.start", vehicle=command.vehicle, start_s=command.start_s)
    return plan.with_trip(replace(trip, start_s=None if command.start_s == -1 else command.start_s))


def _route(world: World, plan: Plan, command: SetRoute, _begun: Begun) -> Plan:
    trip = the_trip(world, plan, command.vehicle)
    if not 0 <= command.at <= len(trip.stops):
        raise Illegal("illegal.position", at=command.at, last=len(trip.stops), vehicle=command.vehicle)
    check_route(world, trip, command.at, command.route)
    if command.at == len(trip.stops):
        return plan.with_trip(replace(trip, return_route=command.route))
    stop = replace(trip.stops[command.at], route=command.route)
    return plan.with_trip(
        replace(trip, stops=(*trip.stops[: command.at], stop, *trip.stops[command.at + 1 :]))
    )


def _whole_trip(world: World, plan: Plan, command: SetTrip, _begun: Begun) -> Plan:
    stops = parse_trip_stops(command.stops)
    check_complete(world, command.vehicle, stops)
    old = plan.trip_of(command.vehicle) or _begin(world, plan, command.vehicle)
    same_end = old.stops and stops and old.stops[-1].order == stops[-1].order
    trip = replace(old, stops=stops, return_route=old.return_route if same_end else 0)
    for at in range(len(stops) + 1):
        check_route(world, trip, at, route_at(trip, at))
    others = without(plan.with_trip(replace(old, stops=())), frozenset(s.order for s in stops if s.order))
    return others.with_trip(trip)


_MAKERS: dict[type, Callable[..., Plan]] = {
    Place: _place,
    Unplace: _unplace,
    ClearTrip: _clear,
    SetStart: _start,
    SetRoute: _route,
    SetTrip: _whole_trip,
    AddStop: own_moves.add,
    MoveStop: own_moves.move,
    LastStop: own_moves.last,
    DropStop: own_moves.drop,
    SetVia: own_moves.via,
    Give: own_moves.give,
    SetCharge: own_moves.charge,
    Switch: crew_moves.switch,
}
