"""Mending a plan that a solver only thought to be legal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.domain.evaluation import Severity
from game.domain.plan import Plan, Trip
from game.domain.world import Action
from game.solver.charging import charge_options
from game.solver.polish import Polisher
from game.solver.reload import tidy
from game.solver.stops import has_work, may_leave, without_order, without_stop

ROUNDS = 3


def repair(polisher: Polisher, plan: Plan, orders: frozenset[str]) -> Plan:
    """The plan with its hard findings taken away: a charge, a reload or another start where that does it,
    else orders go from the trip, the most helpful first, to where they cost least: another trip, a
    transfer, a partner, or as a last resort bought in. Trips without hard findings only gain orders."""
    for _ in range(ROUNDS):
        broken = [t for t in plan.trips if polisher.key(t).hard]
        if not broken and not polisher.together(plan):
            break
        for trip in broken:
            plan = _stripped(polisher, *_mended(polisher, plan, trip))
        plan = _part(polisher, plan)
    return place_left_over(polisher, plan, orders)


def _mended(polisher: Polisher, plan: Plan, trip: Trip) -> tuple[Plan, Trip]:
    """The plan and the trip with what a truck can do for itself: charge, load again, leave otherwise."""
    fixed = polisher.begun.get(trip.vehicle, 0)
    for _ in range(ROUNDS):
        best = min(polisher.mends(trip, fixed, polisher.night(plan, trip)), key=polisher.key, default=trip)
        made = plan.with_trip(best)
        if polisher.key(best).hard >= polisher.key(trip).hard or polisher.collides(plan, made):
            break
        plan, trip = made, best
    return plan, trip


def _stripped(polisher: Polisher, plan: Plan, trip: Trip) -> Plan:
    """Without those orders of a trip that keep it from being lawful, one by one, the most helpful first.

    Where single moves do not help, because one rule stays broken until several orders are gone.
    """
    fixed = polisher.begun.get(trip.vehicle, 0)
    broken = polisher.key(trip).hard
    while broken:
        mine = [o for o in trip.orders() if may_leave(polisher.world, plan, o, polisher.begun)]
        lighter = [tidy(without_order(trip, o), fixed) for o in mine]
        if not lighter:
            return plan
        trip = min(lighter, key=lambda t: _trouble(polisher, t))
        plan = plan.with_trip(trip)
        broken = polisher.key(trip).hard
    return plan


def _trouble(polisher: Polisher, trip: Trip) -> tuple[int, int, float]:
    """How many hard rules are broken, by how much together, and what the trip costs without the order."""
    if not has_work(trip):
        return 0, 0, 0.0
    hard = [f for f in polisher.judge(trip).findings if f.severity is Severity.HARD]
    return len(hard), sum(f.amount for f in hard), -polisher.key(trip).value


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
