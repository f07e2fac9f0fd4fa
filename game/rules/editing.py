"""Trips and plans taken apart and put together; a stop keeps its road where it still makes sense."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from game.domain.errors import Illegal
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, Vehicle, World
from game.rules.load import from_depot, to_depot


def the_vehicle(world: World, vehicle: str) -> Vehicle:
    found = world.vehicles.get(vehicle)
    if found is None:
        raise Illegal("illegal.unknown_vehicle", vehicle=vehicle)
    return found


def the_trip(world: World, plan: Plan, vehicle: str) -> Trip:
    the_vehicle(world, vehicle)
    trip = plan.trip_of(vehicle)
    if trip is None:
        raise Illegal("illegal.no_trip", vehicle=vehicle)
    return trip


def new_trip(world: World, plan: Plan, vehicle: str) -> Trip:
    """An empty trip; when the only order of a trip moves within it, its start stays."""
    old = plan.trip_of(vehicle)
    start_s = old.start_s if old else None
    return Trip(vehicle=vehicle, driver=the_vehicle(world, vehicle).driver, stops=(), start_s=start_s)


def without(plan: Plan, orders: frozenset[str]) -> Plan:
    for trip in plan.trips:
        stops = tuple(s for s in trip.stops if s.order not in orders)
        if len(stops) != len(trip.stops):
            plan = plan.with_trip(with_stops(trip, stops, trip))
    if plan.given:
        given = tuple(pair for pair in plan.given if pair[0] not in orders)
        plan = plan if given == plan.given else replace(plan, given=given)
    return plan


def with_stops(trip: Trip, stops: tuple[Stop, ...], old: Trip | None) -> Trip:
    """A trip with other stops; a stop keeps its chosen road only when it still follows the same stop."""
    known = _roads(old) if old else {}
    before: _Visit | None = None
    kept: list[Stop] = []
    for stop in stops:
        here = _visit(stop)
        road = known.get((before, here), 0)
        kept.append(stop if stop.route == road else replace(stop, route=road))
        before = here
    return replace(trip, stops=tuple(kept), return_route=known.get((before, None), 0))


_Visit = tuple[str, Action, str]
"""What makes a stop the same place to come from: order or own place, action, transfer."""


def _visit(stop: Stop) -> _Visit:
    return stop.order or stop.place, stop.action, stop.via


def _roads(trip: Trip) -> dict[tuple[_Visit | None, _Visit | None], int]:
    visits = [None, *(_visit(s) for s in trip.stops), None]
    roads = [*(s.route for s in trip.stops), trip.return_route]
    return dict(zip(pairwise(visits), roads, strict=True))


def route_at(trip: Trip, at: int) -> int:
    return trip.return_route if at == len(trip.stops) else trip.stops[at].route


def order_stops(world: World, vehicle: str, order: str) -> tuple[Stop, ...]:
    """The stops that an order needs in a vehicle's trip, in sequence; depot work is no stop."""
    truck, wanted = the_vehicle(world, vehicle), world.orders.get(order)
    if wanted is None:
        raise Illegal("illegal.unknown_order", order=order)
    if from_depot(order=wanted, vehicle=truck):
        return (Stop(order=order, action=Action.DELIVER),)
    collect = Stop(order=order, action=Action.COLLECT)
    if to_depot(order=wanted, vehicle=truck):
        return (collect,)
    return (collect, Stop(order=order, action=Action.DELIVER))
