"""Who drives which vehicle: drivers change places for the day.

A plan keeps the driver with the trip; a vehicle without a trip has its own driver, or the one who is left
over because its own drives another.
"""

from __future__ import annotations

from dataclasses import replace

from game.domain.commands import Switch
from game.domain.errors import Illegal
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.checks import Begun


def driver_for(world: World, plan: Plan, vehicle: str) -> str:
    """The driver of a vehicle: that of its trip, its own, or the one who is left over."""
    trip = plan.trip_of(vehicle)
    if trip is not None:
        return trip.driver
    taken = {t.driver: t.vehicle for t in plan.trips}
    driver, seen = world.vehicles[vehicle].driver, {vehicle}
    while driver in taken and taken[driver] not in seen:
        seen.add(taken[driver])
        driver = world.vehicles[taken[driver]].driver
    return driver


def crewed(world: World, plan: Plan) -> World:
    """The world in which every vehicle has the driver that the plan gives it; the same when none changed."""
    changed = {
        v.id: replace(v, driver=driver)
        for v in world.vehicles.values()
        if (driver := driver_for(world, plan, v.id)) != v.driver
    }
    return replace(world, vehicles={**world.vehicles, **changed}) if changed else world


def switch(world: World, plan: Plan, command: Switch, begun: Begun) -> Plan:
    """Two vehicles exchange drivers; raises Illegal when one is on its way, or neither has a trip."""
    pair = command.vehicle, command.other
    for vehicle in pair:
        if vehicle not in world.vehicles:
            raise Illegal("illegal.unknown_vehicle", vehicle=vehicle)
        if vehicle in begun:
            raise Illegal("illegal.started", vehicle=vehicle)
    trips = [plan.trip_of(v) for v in pair]
    if pair[0] == pair[1] or not any(trips):
        raise Illegal("illegal.no_trip", vehicle=command.vehicle)
    drivers = [driver_for(world, plan, v) for v in pair]
    for trip, driver in zip(trips, reversed(drivers), strict=True):
        if trip is not None:
            plan = plan.with_trip(replace(trip, driver=driver))
    return plan
