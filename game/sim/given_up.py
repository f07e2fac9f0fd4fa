"""A stop that is not made after all: what the truck did for it becomes its past without a stop."""

from __future__ import annotations

from dataclasses import replace

from game.domain.day import Progress
from game.domain.evaluation import Activity, Doing
from game.domain.plan import Trip
from game.domain.world import Action, Vehicle, World
from game.rules.stops import place_of


def waits_to_charge(trip: Trip, truck: Progress, clock_s: int) -> bool:
    """The truck stands at a charger and is not plugged in: the planner may still send it on."""
    index = len(truck.stops)
    if index >= len(trip.stops) or trip.stops[index].action is not Action.CHARGE:
        return False
    came = arrival(truck, index)
    return came is not None and came.end_s <= clock_s


def arrival(truck: Progress, index: int) -> Activity | None:
    """The drive that brings (or will bring) the truck to stop `index`; None while part of it is to come."""
    drives = [a for a in truck.done if a.stop == index and a.doing is Doing.DRIVE]
    return drives[-1] if drives and drives[-1].leg_to >= 1.0 else None


def sent_on(world: World, trip: Trip, truck: Progress, clock_s: int) -> Progress:
    """The truck's past when its trip no longer has the stop that it came for."""
    index = len(truck.stops)
    came = arrival(truck, index)
    if came is None or _leads_to(world, trip, world.vehicles[truck.vehicle], index) in ("", came.place):
        return truck
    return given_up(truck, index, clock_s)


def _leads_to(world: World, trip: Trip, vehicle: Vehicle, index: int) -> str:
    """Where stop `index` of a trip is; empty for a break where the truck stands."""
    return place_of(world, vehicle, trip.stops[index]) if index < len(trip.stops) else vehicle.depot


def given_up(truck: Progress, index: int, clock_s: int) -> Progress:
    """The truck's past with what it did for stop `index` marked as for no stop; waiting ends now."""
    done = [replace(a, stop=-1) if a.stop == index else a for a in truck.done]
    last = done[-1]
    if last.doing is Doing.WAIT and truck.done[-1].stop == index:
        done[-1] = replace(last, end_s=max(last.start_s, min(last.end_s, clock_s)))
    return replace(truck, done=tuple(done), begun=index, free_s=done[-1].end_s)
