"""A second load: the truck comes by its depot, unloads what it brings, and loads for the rest of its trip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, Order, Vehicle, World
from game.rules.load import from_depot
from game.rules.moves import with_stops
from game.rules.schedule import legs_places
from game.solver.stops import OWN_ADDRESS, Begun, Spot, Via, actions_of, with_order, with_stop

CAPACITY = frozenset({"capacity_kg", "capacity_ldm", "capacity_units"})
RELOAD = Stop(action=Action.RELOAD)


class Second(NamedTuple):
    """A trip with one more reload, where it is, and where the order then is in the trip that has it."""

    trip: Trip
    reload_at: int
    spot: Spot


def second_loads(
    order: Order,
    vehicle: Vehicle,
    trip: Trip,
    fixed: int,
    old: Trip | None = None,
    via: Via = OWN_ADDRESS,
    near: frozenset[int] | None = None,
) -> Iterator[Second]:
    """The order directly before or behind a new reload, at every position of a trip without the order, or
    only at those in `near`."""
    count = len(trip.stops)
    two = len(actions_of(order, vehicle)) == 2
    for at in range(max(fixed, 1), count + 1):
        if not _beside_reload(trip, at) and (near is None or at in near):
            longer = with_stop(trip, at, RELOAD)
            spot = Spot(at + 1, at + 1) if two else Spot(at + 1)
            yield Second(with_order(longer, order, vehicle, spot, old, via), at, spot)
    # what comes from the depot is not aboard of a truck that has left
    for at in () if fixed and from_depot(order=order, vehicle=vehicle) else range(fixed, count):
        if not _beside_reload(trip, at) and (near is None or at in near):
            longer = with_stop(trip, at, RELOAD)
            spot = Spot(at, at) if two else Spot(at)
            yield Second(with_order(longer, order, vehicle, spot, old, via), at, spot)


def near_depot(world: World, vehicle: Vehicle, trip: Trip, most: int) -> frozenset[int]:
    """The positions of a trip at which coming by the depot is the least detour; first of all its end."""
    ends = legs_places(world, trip)

    def detour_s(at: int) -> int:
        legs = ((ends[at], vehicle.depot, 1), (vehicle.depot, ends[at + 1], 1), (ends[at], ends[at + 1], -1))
        return sum(sign * world.leg(vehicle, a, b).duration_s for a, b, sign in legs)

    return frozenset(sorted(range(len(trip.stops) + 1), key=lambda at: (detour_s(at), -at))[:most])


def reloads(trip: Trip, fixed: int) -> Iterator[tuple[int, Trip]]:
    """The trip with a reload between two of its stops, wherever there is none."""
    for at in range(max(fixed, 1), len(trip.stops)):
        if not _beside_reload(trip, at):
            yield at, with_stop(trip, at, RELOAD)


def _beside_reload(trip: Trip, at: int) -> bool:
    around = trip.stops[max(0, at - 1) : at + 1]
    return any(stop.action is Action.RELOAD for stop in around)


def tidy(trip: Trip, fixed: int = 0) -> Trip:
    """The trip without reloads at its begin or end, or directly behind another one."""
    stops: list[Stop] = list(trip.stops[:fixed])
    for stop in trip.stops[fixed:]:
        if stop.action is not Action.RELOAD or (stops and stops[-1].action is not Action.RELOAD):
            stops.append(stop)
    while len(stops) > fixed and stops[-1].action is Action.RELOAD:
        stops.pop()
    return trip if len(stops) == len(trip.stops) else with_stops(trip, tuple(stops), trip)


def tidied(plan: Plan, begun: Begun) -> Plan:
    """The plan with each trip tidy; the same plan when all are."""
    for trip in plan.trips:
        neat = tidy(trip, begun.get(trip.vehicle, 0))
        if neat is not trip:
            plan = plan.with_trip(neat)
    return plan
