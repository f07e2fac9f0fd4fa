"""The naive plan: nearest first. What a hurried beginner does who does check that each stop fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from game.domain.evaluation import Severity
from game.domain.legs import LegBook, SecondsBook
from game.domain.plan import Plan, Trip
from game.domain.world import Action, Order, Vehicle, World
from game.rules.evaluate import evaluate_trip
from game.rules.stops import end_of
from game.solver.stops import Spot, actions_of, empty_trip, with_order

NEVER = frozenset({"capacity_kg", "capacity_ldm", "capacity_units", "needs_missing"})
"""Rules that stay broken however the trip goes on, as it only grows at its end."""


def naive_plan(world: World, orders: Iterable[str]) -> Plan:
    """Fill the vehicles in order of id, each time with the nearest order that breaks no hard rule.

    Nearest by driving time from where the truck then is; ties go to the lower order id. An order
    with two addresses is collected and brought away at once. What fits nowhere stays unplanned.
    """
    left = sorted(set(orders))
    trips: list[Trip] = []
    for vehicle_id in sorted(world.vehicles):
        trip = _fill(world, world.vehicles[vehicle_id], left)
        if trip.stops:
            trips.append(trip)
            left = [order for order in left if order not in trip.orders()]
    return Plan(trips=tuple(trips))


def _fill(world: World, vehicle: Vehicle, left: list[str]) -> Trip:
    trip, here, waiting = empty_trip(vehicle), vehicle.depot, list(left)
    drive_s = _free_flow(world.legs)
    while waiting:
        waiting.sort(
            key=lambda o: (drive_s(vehicle.class_.profile, here, _first(vehicle, world.orders[o])), o)
        )
        longer = _with_nearest(world, vehicle, trip, waiting)
        if longer is None:
            return trip
        trip = longer
        last = trip.stops[-1]
        here = end_of(order=world.orders[last.order], action=last.action)
        waiting.remove(last.order)
    return trip


def _with_nearest(world: World, vehicle: Vehicle, trip: Trip, waiting: list[str]) -> Trip | None:
    """The trip with the first order that fits; orders that can never fit behind it leave `waiting`."""
    for order_id in tuple(waiting):
        end = len(trip.stops)
        longer = with_order(trip, world.orders[order_id], vehicle, Spot(end, end))
        judged = evaluate_trip(world, longer)
        broken = {f.rule for f in judged.findings if f.severity is Severity.HARD}
        if not broken:
            return longer
        before = judged.stops[end - 1].end_s if end else 0
        too_late = any(s.window_close_s < before and s.late_s for s in judged.stops[end:])
        if too_late or broken & NEVER:
            waiting.remove(order_id)
    return None


def _free_flow(legs: LegBook) -> Callable[[str, str, str], int]:
    """Driving seconds from place to place; most of these ways are never driven, so no leg is made."""
    if isinstance(legs, SecondsBook):
        return legs.free_flow_s
    return lambda profile, here, place: legs.fastest(profile, here, place).duration_s


def _first(vehicle: Vehicle, order: Order) -> str:
    """The place where this vehicle begins an order."""
    return order.pickup if actions_of(order, vehicle)[0] is Action.COLLECT else order.delivery
