"""A plan that keeps the locks as far as simple steps reach, for a search to begin with."""

from __future__ import annotations

from game.domain.plan import Plan, Stop, Trip
from game.domain.world import World
from game.rules.moves import with_stops
from game.solver.objective import TripKey
from game.solver.relocate import Relocator
from game.solver.steered import Steered
from game.solver.stops import empty_trip, stops_of
from game.solver.ways import can_carry


def obeying(polisher: Relocator, steered: Steered, plan: Plan) -> Plan:
    """Sequences whole; orders out of trips where they may not be; each locked order in its best place."""
    for sequence, _ in steered.sequences:
        if any(b.kind == "sequence" and b.subject == sequence[0] for b in steered.breaks(plan)) or not (
            set(sequence) <= plan.planned()
        ):
            plan = _in_a_row(polisher, steered, plan, sequence)
    for trip in plan.trips:
        for order in trip.orders():
            if not steered.may(order, trip.vehicle, trip.driver):
                plan = plan.without_order(order)
    for missing in steered.missing(plan.trips):
        plan = polisher.relocated(plan, missing.subject)
    return plan


def _in_a_row(polisher: Relocator, steered: Steered, plan: Plan, sequence: tuple[str, ...]) -> Plan:
    """The orders of a sequence one behind another, where the referee likes it best."""
    world = polisher.world
    for order in sequence:
        plan = plan.without_order(order)
    found: list[Trip] = []
    for name in sorted(world.vehicles):
        trip = plan.trip_of(name) or empty_trip(world.vehicles[name])
        if polisher.begun.get(name, 0) == 0 and _able(world, steered, trip, sequence):
            row = [s for o in sequence for s in stops_of(world.orders[o], world.vehicles[name])]
            found += [_with_row(trip, at, row) for at in range(len(trip.stops) + 1)]
    old = {t.vehicle: t for t in plan.trips}

    def more(trip: Trip) -> TripKey:
        was = old.get(trip.vehicle)
        return polisher.key(trip) - polisher.key(was) if was else polisher.key(trip)

    return plan.with_trip(min(found, key=more)) if found else plan


def _able(world: World, steered: Steered, trip: Trip, sequence: tuple[str, ...]) -> bool:
    vehicle = world.vehicles[trip.vehicle]
    return all(
        steered.may(o, trip.vehicle, trip.driver) and can_carry(world, world.orders[o], vehicle, trip.driver)
        for o in sequence
    )


def _with_row(trip: Trip, at: int, row: list[Stop]) -> Trip:
    return with_stops(trip, (*trip.stops[:at], *row, *trip.stops[at:]), trip)
