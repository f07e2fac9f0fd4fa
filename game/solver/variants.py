"""Other ways to drive one trip: small changes, each of which the referee then judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.domain.plan import Stop, Trip
from game.domain.world import Action, World
from game.rules.moves import with_stops
from game.rules.schedule import legs_places
from game.solver.stops import Via, by_road, without_stop
from game.solver.ways import transfers_for, via_by


def other_sequences(trip: Trip, fixed: int) -> Iterator[Trip]:
    """2-opt: each part of the trip the other way round. Or-opt: up to three stops in a row elsewhere."""
    for stops in (*_reversed_parts(trip.stops, fixed), *_moved_parts(trip.stops, fixed)):
        if _possible(trip.stops, stops, fixed):
            yield with_stops(trip, stops, trip)


def _reversed_parts(stops: tuple[Stop, ...], fixed: int) -> Iterator[tuple[Stop, ...]]:
    count = len(stops)
    for low in range(fixed, count - 1):
        for high in range(low + 2, count + 1):
            yield (*stops[:low], *stops[low:high][::-1], *stops[high:])


def _moved_parts(stops: tuple[Stop, ...], fixed: int) -> Iterator[tuple[Stop, ...]]:
    count = len(stops)
    for length in (1, 2, 3):
        for low in range(fixed, count - length + 1):
            part, rest = stops[low : low + length], (*stops[:low], *stops[low + length :])
            for at in range(fixed, len(rest) + 1):
                if at != low:
                    yield (*rest[:at], *part, *rest[at:])


def _possible(old: tuple[Stop, ...], stops: tuple[Stop, ...], fixed: int) -> bool:
    """Nothing is delivered before it is collected; on the road no order changes its load."""
    delivered: set[str] = set()
    for stop in stops:
        if stop.action is Action.DELIVER:
            delivered.add(stop.order)
        elif stop.order in delivered:
            return False
    return not fixed or _loads(old) == _loads(stops)


def _loads(stops: tuple[Stop, ...]) -> dict[tuple[str, Action], int]:
    """By which load (0: the first) each stop of an order is served."""
    number = 0
    found: dict[tuple[str, Action], int] = {}
    for stop in stops:
        if stop.action is Action.RELOAD:
            number += 1
        elif stop.order:
            found[stop.order, stop.action] = number
    return found


def other_roads(world: World, trip: Trip, fixed: int) -> Iterator[Trip]:
    """Each leg by each alternative."""
    vehicle = world.vehicles[trip.vehicle]
    ends = legs_places(world, trip)
    for at in range(fixed, len(trip.stops) + 1):
        ways = len(world.legs.options(vehicle.class_.profile, ends[at], ends[at + 1]))
        for route in range(ways):
            made = by_road(trip, at, route)
            if made != trip:
                yield made


def fewer_stops(trip: Trip, fixed: int) -> Iterator[Trip]:
    """Without one of the truck's own stops."""
    for at in range(fixed, len(trip.stops)):
        if trip.stops[at].own:
            yield without_stop(trip, at)


def other_ways(world: World, trip: Trip, fixed: int) -> Iterator[Trip]:
    """One order by a transfer, or to its own addresses, where it stands in the trip."""
    if not world.sites.transfers:
        return
    vehicle = world.vehicles[trip.vehicle]
    for order_id in trip.orders():
        if any(s.order == order_id for s in trip.stops[:fixed]):
            continue
        order = world.orders[order_id]
        for transfer in ("", *transfers_for(world, order, vehicle)):
            made = sent(trip, order_id, via_by(world, order, vehicle, transfer))
            if made != trip:
                yield made


def sent(trip: Trip, order_id: str, via: Via) -> Trip:
    """The trip with an order going another way, at the same places in the sequence."""
    stops = tuple(replace(s, via=via.get(s.action, "")) if s.order == order_id else s for s in trip.stops)
    return with_stops(trip, stops, trip)
