"""Whole trips that change vehicles: what one truck does, another of the same depot does, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from game.domain.plan import Plan, Trip
from game.domain.world import Vehicle, World
from game.solver.stops import Begun
from game.solver.ways import can_carry


def swaps(world: World, plan: Plan, begun: Begun) -> Iterator[Plan]:
    """The plan with the work of two vehicles exchanged, or given to one that stays at home."""
    names = [v for v in sorted(world.vehicles) if v not in begun]
    for a, b in combinations(names, 2):
        made = swapped(world, plan, a, b)
        if made is not None:
            yield made


def swapped(world: World, plan: Plan, a: str, b: str) -> Plan | None:
    """With the work of these two exchanged; None when one of them cannot have it, or both are at home."""
    one, two = plan.trip_of(a), plan.trip_of(b)
    truck, other = world.vehicles[a], world.vehicles[b]
    fine = truck.depot == other.depot and (one or two) and _can(world, one, other) and _can(world, two, truck)
    if not fine:
        return None
    for trip, name in ((one, b), (two, a)):
        gone = Trip(vehicle=name, driver="", stops=())
        plan = plan.with_trip(driven_by(world, trip, world.vehicles[name]) if trip else gone)
    return plan


def _can(world: World, trip: Trip | None, vehicle: Vehicle) -> bool:
    return trip is None or all(can_carry(world, world.orders[o], vehicle) for o in trip.orders())


def driven_by(world: World, trip: Trip, vehicle: Vehicle) -> Trip:
    """The same stops by another vehicle; its own share of the night, roads only where they are the same."""
    same = world.vehicles[trip.vehicle].class_.profile == vehicle.class_.profile
    made = replace(trip, vehicle=vehicle.id, driver=vehicle.driver, charge_permille=None, start_s=None)
    if same:
        return made
    return replace(made, stops=tuple(replace(s, route=0) for s in made.stops), return_route=0)
