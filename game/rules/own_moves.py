"""Changes that are no order's place in a trip: own stops, transfers, partners, the night's charge."""

from __future__ import annotations

from dataclasses import replace

from game.domain.commands import AddStop, DropStop, Give, LastStop, MoveStop, SetCharge, SetVia
from game.domain.errors import Illegal
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, World
from game.rules.checks import (
    Begun,
    check_charge,
    check_own,
    check_partner,
    check_partner_room,
    check_position,
    check_via,
    serves,
)
from game.rules.editing import the_trip, with_stops, without
from game.rules.stops import end_of
from game.rules.tripwords import OWN


def add(world: World, plan: Plan, command: AddStop, _begun: Begun) -> Plan:
    trip = the_trip(world, plan, command.vehicle)
    if command.kind not in [action.value for action in OWN]:
        raise Illegal("illegal.stop_kind", kind=command.kind, vehicle=command.vehicle)
    place = "" if command.place == "-" else command.place
    stop = Stop(action=Action(command.kind), place=place, seconds=command.seconds)
    check_own(world, command.vehicle, stop)
    check_position(trip, command.at, len(trip.stops))
    stops = (*trip.stops[: command.at], stop, *trip.stops[command.at :])
    return plan.with_trip(with_stops(trip, stops, trip))


def move(world: World, plan: Plan, command: MoveStop, _begun: Begun) -> Plan:
    trip, stop = _own_stop(world, plan, command.vehicle, command.at)
    rest = trip.stops[: command.at] + trip.stops[command.at + 1 :]
    check_position(trip, command.to, len(rest))
    return plan.with_trip(with_stops(trip, (*rest[: command.to], stop, *rest[command.to :]), trip))


def last(world: World, plan: Plan, command: LastStop, _begun: Begun) -> Plan:
    trip, stop = _own_stop(world, plan, command.vehicle, command.at)
    longer = replace(stop, seconds=command.seconds)
    check_own(world, command.vehicle, longer)
    stops = (*trip.stops[: command.at], longer, *trip.stops[command.at + 1 :])
    return plan.with_trip(replace(trip, stops=stops))


def drop(world: World, plan: Plan, command: DropStop, _begun: Begun) -> Plan:
    trip, _ = _own_stop(world, plan, command.vehicle, command.at)
    rest = trip.stops[: command.at] + trip.stops[command.at + 1 :]
    return plan.with_trip(with_stops(trip, rest, trip))


def _own_stop(world: World, plan: Plan, vehicle: str, at: int) -> tuple[Trip, Stop]:
    trip = the_trip(world, plan, vehicle)
    check_position(trip, at, len(trip.stops) - 1)
    if not trip.stops[at].own:
        raise Illegal("illegal.not_own_stop", at=at + 1, vehicle=vehicle)
    return trip, trip.stops[at]


def via(world: World, plan: Plan, command: SetVia, _begun: Begun) -> Plan:
    """The end of the order that the transfer serves changes; `-` takes both ends back to its addresses."""
    trip = plan.trip_of(plan.vehicle_of(command.order) or "")
    if command.order not in world.orders:
        raise Illegal("illegal.unknown_order", order=command.order)
    if trip is None:
        raise Illegal("illegal.not_planned", order=command.order)
    via = "" if command.transfer == "-" else command.transfer
    changed = tuple(_sent(world, stop, command.order, via) for stop in trip.stops)
    if (
        via
        and changed == trip.stops
        and not any(s.via == via for s in trip.stops if s.order == command.order)
    ):
        _refuse_via(world, [s for s in trip.stops if s.order == command.order], via)
    return plan.with_trip(with_stops(trip, changed, trip))


def _refuse_via(world: World, stops: list[Stop], via: str) -> None:
    """Raise Illegal with the reason of the stop whose address the transfer serves, if there is one."""
    known = world.sites.transfers.get(via)
    served = known.serves if known else frozenset()
    stops.sort(key=lambda s: end_of(order=world.orders[s.order], action=s.action) not in served)
    check_via(world, stops[0], via)


def _sent(world: World, stop: Stop, order: str, via: str) -> Stop:
    if stop.order != order:
        return stop
    if not via:
        return replace(stop, via="")
    return replace(stop, via=via) if serves(world, stop, via) else stop


def give(world: World, plan: Plan, command: Give, _begun: Begun) -> Plan:
    check_partner(world, command.order, command.partner)
    rest = without(plan, frozenset((command.order,)))
    made = replace(rest, given=tuple(sorted((*rest.given, (command.order, command.partner)))))
    check_partner_room(world, made)
    return made


def charge(world: World, plan: Plan, command: SetCharge, begun: Begun) -> Plan:
    trip = the_trip(world, plan, command.vehicle)
    if command.vehicle in begun:
        raise Illegal("illegal.started", vehicle=command.vehicle)
    permille = None if command.permille == -1 else command.permille
    check_charge(world, command.vehicle, permille)
    return plan.with_trip(replace(trip, charge_permille=permille))
