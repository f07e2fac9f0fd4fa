"""Parts of trips in other hands: what moves and what stays, and whether a vehicle can make the stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from game.domain.commands import Command, SetTrip, together
from game.domain.errors import Illegal
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, World
from game.rules.checks import Begun
from game.rules.crew_moves import driver_for
from game.rules.editing import order_stops, the_vehicle, with_stops
from game.rules.load import units_over
from game.rules.moves import NOTHING_BEGUN
from game.rules.stops import needs_of
from game.rules.tripwords import format_trip_stops

END = 1 << 20
"""As a position: after the last stop."""


def parted(trip: Trip, first: int, end: int = END) -> tuple[tuple[Stop, ...], tuple[Stop, ...]]:
    """(what a stretch takes along, what stays): orders with a stop on both sides stay."""
    end = min(end, len(trip.stops))
    outside = {s.order for i, s in enumerate(trip.stops) if not first <= i < end and s.order}
    moves = [first <= i < end and s.order not in outside for i, s in enumerate(trip.stops)]
    moving = tuple(s for s, goes in zip(trip.stops, moves, strict=True) if goes)
    staying = tuple(s for s, goes in zip(trip.stops, moves, strict=True) if not goes)
    return trimmed(moving), staying


def trimmed(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Without a reload at either end, where it has nothing to load between."""
    left = list(stops)
    while left and left[0].action is Action.RELOAD:
        left.pop(0)
    while left and left[-1].action is Action.RELOAD:
        left.pop()
    return tuple(left)


def made_by(world: World, plan: Plan, vehicle: str, stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """The stops as another vehicle makes them, by its fastest roads; raises Illegal when it cannot.

    From another depot an order may need a stop more (collected before the stretch, delivered after it), or
    one less. Charging is for a battery only.
    """
    truck = the_vehicle(world, vehicle)
    needed = {o: order_stops(world, vehicle, o) for o in orders_of(stops)}
    driver = driver_for(world, plan, vehicle)
    for order in needed:
        check_carries(world, vehicle, driver, order, stops)
    kept = [
        replace(s, route=0) for s in stops
        if (s.action in {n.action for n in needed[s.order]} if s.order
            else s.action is not Action.CHARGE or truck.class_.drive == "battery")
    ]  # fmt: skip
    there = {(s.order, s.action) for s in kept}
    missing = [n for made in needed.values() for n in made if (n.order, n.action) not in there]
    collects = [n for n in missing if n.action is Action.COLLECT]
    return (*collects, *kept, *(n for n in missing if n.action is Action.DELIVER))


def check_carries(world: World, vehicle: str, driver: str, order: str, stops: Sequence[Stop]) -> None:
    """Raise Illegal when vehicle or driver lacks what an order needs, or when it does not fit alone."""
    truck, wanted = the_vehicle(world, vehicle), world.orders[order]
    skills = truck.skills | world.drivers[driver].skills
    lacking = needs_of(wanted, [s for s in stops if s.order == order]) - skills
    if lacking:
        raise Illegal(
            "edit.needs", customer=wanted.customer, vehicle=truck.name, needs=", ".join(sorted(lacking))
        )
    room, load = truck.class_.capacity, wanted.load
    if load.kg > room.kg or load.ldm_cm > room.ldm_cm or units_over(load=load, capacity=room):
        raise Illegal("edit.too_big", customer=wanted.customer, vehicle=truck.name)


def idle(world: World, plan: Plan, stops: Sequence[Stop], begun: Begun = NOTHING_BEGUN) -> tuple[str, ...]:
    """Vehicles without a trip that can make these stops, those of the same depot as most work first."""
    found = []
    for name in sorted(set(world.vehicles) - {t.vehicle for t in plan.trips} - set(begun)):
        try:
            made = made_by(world, plan, name, stops)
        except Illegal:
            continue
        found.append((len(made), name))
    return tuple(name for _count, name in sorted(found))


def fixed(trip: Trip, begun: Begun) -> int:
    """How many stops of a trip are fixed; raises Illegal when it drives home."""
    count = begun.get(trip.vehicle, 0)
    if count > len(trip.stops):
        raise Illegal("illegal.driven", vehicle=trip.vehicle, stops=count)
    return count


def check_not_begun(trip: Trip, begun: Begun) -> None:
    if begun.get(trip.vehicle, 0) > 0:
        raise Illegal("illegal.started", vehicle=trip.vehicle)


def position(trip: Trip, stops: Sequence[Stop], at: int, begun: Begun) -> int:
    at = min(at, len(stops))
    if at < fixed(trip, begun):
        raise Illegal("illegal.driven", vehicle=trip.vehicle, stops=begun.get(trip.vehicle, 0))
    return max(0, at)


def trip_or_new(world: World, plan: Plan, vehicle: str) -> Trip:
    """The trip of a vehicle, or an empty one."""
    the_vehicle(world, vehicle)
    found = plan.trip_of(vehicle)
    return found or Trip(vehicle=vehicle, driver=driver_for(world, plan, vehicle), stops=())


def orders_of(stops: Sequence[Stop]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.order for s in stops if s.order))


def set_trip(trip: Trip, stops: Sequence[Stop]) -> SetTrip:
    """The trip with these stops; a road stays where it still leads from the same stop to the same."""
    made = with_stops(trip, tuple(stops), trip)
    return SetTrip(vehicle=trip.vehicle, stops=format_trip_stops(made.stops))


def joined(commands: Sequence[Command]) -> Command:
    return commands[0] if len(commands) == 1 else together(*commands)
