"""Mending a plan that a solver only thought to be legal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.domain.plan import Plan, Trip
from game.domain.world import Action
from game.solver.charging import charge_options
from game.solver.polish import Polisher
from game.solver.stops import without_stop

ROUNDS = 3


def repair(polisher: Polisher, plan: Plan, orders: frozenset[str]) -> Plan:
    """The plan with its hard findings taken away where single steps can: a charge, a reload, another
    sequence or start, an order moved to another trip, a transfer or a partner, and as a last resort
    bought in. Trips without them stay as they are."""
    for _ in range(ROUNDS):
        broken = [t for t in plan.trips if polisher.key(t).hard]
        if not broken and not polisher.together(plan):
            return place_left_over(polisher, plan, orders)
        for trip in broken:
            now = plan.trip_of(trip.vehicle)
            plan = polisher.polished(plan, now) if now else plan
            plan = _lighten(polisher, plan, trip.vehicle)
        plan = _part(polisher, plan)
    return place_left_over(polisher, plan, orders)


def _lighten(polisher: Polisher, plan: Plan, vehicle: str) -> Plan:
    """Move orders out of a trip, best first, while it breaks a hard rule."""
    trip = plan.trip_of(vehicle)
    for order in trip.orders() if trip else ():
        now = plan.trip_of(vehicle)
        if now is None or not polisher.key(now).hard:
            return plan
        plan = polisher.relocated(plan, order)
    return plan


def _part(polisher: Polisher, plan: Plan) -> Plan:
    """Trips that are in each other's way at a charger or in the night: another charge, or one gives way."""
    while worst := polisher.together(plan):
        found = [p for t in plan.trips if polisher.shares(t) for p in _otherwise(polisher, plan, t)]
        best = min(
            found, key=lambda p: (polisher.together(p), _hard(polisher, p), len(p.trips)), default=plan
        )
        if polisher.together(best) + _hard(polisher, best) >= worst + _hard(polisher, plan):
            return _give_way(polisher, plan)
        plan = best
    return plan


def _otherwise(polisher: Polisher, plan: Plan, trip: Trip) -> Iterator[Plan]:
    """The plan with one trip leaving with its own share of the night, or charging elsewhere or later."""
    fixed = polisher.begun.get(trip.vehicle, 0)
    bare = replace(trip, charge_permille=None)
    if bare != trip:
        yield plan.with_trip(bare)
    for at in range(len(bare.stops) - 1, fixed - 1, -1):
        if bare.stops[at].action is Action.CHARGE:
            bare = without_stop(bare, at)
    for option in charge_options(polisher.world, bare, polisher.judge, fixed):
        yield plan.with_trip(option.trip)


def _give_way(polisher: Polisher, plan: Plan) -> Plan:
    """The smallest of the trips that are in each other's way is not driven."""
    trips = [t for t in plan.trips if polisher.shares(t) and t.vehicle not in polisher.begun]
    if not trips:
        return plan
    smallest = min(reversed(trips), key=lambda t: len(t.orders()))
    return _part(polisher, plan.with_trip(replace(smallest, stops=())))


def _hard(polisher: Polisher, plan: Plan) -> int:
    return sum(polisher.key(t).hard for t in plan.trips)


def place_left_over(polisher: Polisher, plan: Plan, orders: frozenset[str]) -> Plan:
    """Orders that are bought in, put where that is cheaper."""
    for order in sorted(orders - plan.covered()):
        plan = polisher.relocated(plan, order)
    return plan
