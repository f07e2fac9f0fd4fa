"""Mending a plan that a solver only thought to be legal."""

from __future__ import annotations

from game.domain.plan import Plan
from game.solver.polish import Polisher


def repair(polisher: Polisher, plan: Plan, orders: frozenset[str]) -> Plan:
    """The plan with its hard findings taken away where single steps can: another sequence or start,
    an order moved to another trip, and as a last resort bought in. Trips without them stay as they are."""
    for _ in range(3):
        broken = [t for t in plan.trips if polisher.key(t).hard]
        if not broken:
            return plan
        for trip in broken:
            plan = plan.with_trip(polisher.trip(trip, polisher.begun.get(trip.vehicle, 0)))
            plan = _lighten(polisher, plan, trip.vehicle)
    return place_left_over(polisher, plan, orders)


def _lighten(polisher: Polisher, plan: Plan, vehicle: str) -> Plan:
    """Move orders out of a trip, best first, while it breaks a hard rule."""
    trip = plan.trip_of(vehicle)
    for order in trip.orders() if trip else ():
        now = plan.trip_of(vehicle)
        if now is None or not polisher.key(now).hard:
            return plan
        plan = polisher.insert(plan, order)
    return plan


def place_left_over(polisher: Polisher, plan: Plan, orders: frozenset[str]) -> Plan:
    """Orders that are bought in, put where that is cheaper."""
    for order in sorted(orders - plan.planned()):
        plan = polisher.insert(plan, order)
    return plan
