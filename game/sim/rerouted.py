"""A truck that keeps off a road: every drive that it has not begun takes the fastest way without it."""

from __future__ import annotations

from dataclasses import replace

from game.domain.day import DayState
from game.domain.legs import Leg
from game.domain.plan import Plan, Trip
from game.domain.world import World
from game.rules.schedule import legs_places


def avoiding(world: World, plan: Plan, state: DayState, order: str, road: str) -> Plan:
    """The plan in which the truck with this order keeps off a road from here; as it was where nothing can."""
    vehicle = plan.vehicle_of(order)
    trip = plan.trip_of(vehicle) if vehicle else None
    if trip is None:
        return plan
    truck = state.truck(trip.vehicle)
    return plan.with_trip(_without(world, trip, road, truck.begun if truck else 0))


def _without(world: World, trip: Trip, road: str, begun: int) -> Trip:
    places, profile = legs_places(world, trip), world.vehicles[trip.vehicle].class_.profile
    routes = [*(stop.route for stop in trip.stops), trip.return_route]
    for at in range(begun, len(routes)):
        options = world.legs.options(profile, places[at], places[at + 1])
        routes[at] = _way(options, routes[at], road)
    stops = tuple(replace(stop, route=route) for stop, route in zip(trip.stops, routes[:-1], strict=True))
    return replace(trip, stops=stops, return_route=routes[-1])


def _way(options: tuple[Leg, ...], now: int, road: str) -> int:
    """Number of the fastest way off the road; the present one where that is off it, or where none is."""
    free = [i for i, leg in enumerate(options) if road not in dict(leg.roads)]
    return now if now in free or not free else free[0]
