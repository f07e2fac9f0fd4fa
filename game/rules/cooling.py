"""When the refrigeration unit runs: while goods that need cooling are aboard, loading included."""

from __future__ import annotations

from typing import NamedTuple

from game.domain.evaluation import Doing
from game.domain.plan import Trip
from game.domain.world import Action, World
from game.rules.walk import Walk

NEED = "cooling"
"""The need of an order, and the skill of a vehicle with a unit."""


class Running(NamedTuple):
    """From the first cooled goods aboard until the last ones leave; clock seconds."""

    start_s: int
    end_s: int


def running(world: World, trip: Trip, walked: Walk) -> tuple[Running, ...]:
    """The stretches in which the unit runs, in order. Pre-cooling of the empty body is not in it."""
    vehicle = world.vehicles[trip.vehicle]
    if vehicle.cooling is None:
        return ()
    found: list[Running] = []
    aboard = _loaded(world, trip, 0)
    since_s = _first_loading_s(walked) if aboard else 0
    for index, times in enumerate(walked.stops):
        before = len(aboard)
        stop = times.stop
        if stop.action is Action.RELOAD:
            aboard = {o for o in aboard if world.orders[o].delivery != vehicle.depot}
            aboard |= _loaded(world, trip, index + 1)
        elif stop.order and NEED in world.orders[stop.order].needs:
            (aboard.add if stop.action is Action.COLLECT else aboard.discard)(stop.order)
        if aboard and not before:
            since_s = times.begin_s
        elif before and not aboard:
            found.append(Running(since_s, times.end_s))
    if aboard:
        found.append(Running(since_s, walked.activities[-1].end_s))
    return tuple(found)


def _loaded(world: World, trip: Trip, first: int) -> set[str]:
    """Cooled orders that are loaded at the depot for the stops from `first` until the next reload."""
    depot = world.vehicles[trip.vehicle].depot
    found: set[str] = set()
    for stop in trip.stops[first:]:
        if stop.action is Action.RELOAD:
            break
        if stop.action is Action.DELIVER:
            order = world.orders[stop.order]
            if order.pickup == depot and NEED in order.needs:
                found.add(order.id)
    return found


def _first_loading_s(walked: Walk) -> int:
    return next((a.start_s for a in walked.activities if a.doing is Doing.LOAD), walked.activities[0].start_s)
