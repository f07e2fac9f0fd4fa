"""Small exact improvements: every step is judged by the referee, so it mends what a solver only estimates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, World
from game.rules.evaluate import evaluate_trip
from game.rules.moves import with_stops
from game.rules.stops import end_of
from game.solver.objective import Objective, TripKey
from game.solver.proof import useful_delay_s
from game.solver.stops import (
    Begun,
    may_join,
    may_leave,
    spots,
    trip_of,
    with_order,
    without_order,
)


class Polisher:
    """Descends from a plan until nothing small helps or `budget` trips have been judged.

    Counted in judged trips, not in seconds, so that it repeats exactly.
    """

    def __init__(
        self, world: World, objective: Objective, begun: Begun | None = None, budget: int = 20_000
    ) -> None:
        self.world, self.objective = world, objective
        # keys only: whole judgements of thousands of trips would fill the memory
        self.keys: dict[Trip, TripKey] = {}
        self.begun: Begun = begun or {}
        self.budget = budget

    def key(self, trip: Trip) -> TripKey:
        """The referee's word on a trip."""
        if not trip.stops:
            return self.objective.trip_key(None)
        known = self.keys.get(trip)
        if known is None:
            self.budget -= 1
            known = self.keys[trip] = self.objective.trip_key(evaluate_trip(self.world, trip))
        return known

    def trip(self, trip: Trip, fixed: int = 0) -> Trip:
        """The trip in the best sequence, by the best roads, with the best start that single steps reach."""
        best, key = trip, self.key(trip)
        better = True
        while better and self.budget > 0:
            better = False
            for other in self._variants(best, fixed):
                if (found := self.key(other)).clearly_below(key):
                    best, key, better = other, found, True
                    break
        return best

    def _variants(self, trip: Trip, fixed: int) -> Iterator[Trip]:
        yield from _reversed_parts(trip, fixed)
        yield from _moved_stops(trip, fixed)
        yield from self._other_roads(trip, fixed)
        yield from self._later_starts(trip, fixed)

    def _other_roads(self, trip: Trip, fixed: int) -> Iterator[Trip]:
        """Each leg by each alternative."""
        vehicle = self.world.vehicles[trip.vehicle]
        here = vehicle.depot
        for at, stop in enumerate(trip.stops):
            there = end_of(order=self.world.orders[stop.order], action=stop.action)
            ways = len(self.world.legs.options(vehicle.class_.profile, here, there))
            for route in range(ways if at >= fixed else 0):
                if route != stop.route:
                    yield _with_stop(trip, at, replace(stop, route=route))
            here = there
        ways = len(self.world.legs.options(vehicle.class_.profile, here, vehicle.depot))
        for route in range(ways):
            if route != trip.return_route:
                yield replace(trip, return_route=route)

    def _later_starts(self, trip: Trip, fixed: int) -> Iterator[Trip]:
        """Leave later when the truck waits on its way, or give the start back to the schedule."""
        if fixed:
            return
        if trip.start_s is not None:
            yield replace(trip, start_s=None)
        self.budget -= 1
        judged = evaluate_trip(self.world, trip)
        delay_s = useful_delay_s(judged)
        if delay_s:
            yield replace(trip, start_s=judged.start_s + delay_s)

    def plan(self, plan: Plan, orders: frozenset[str]) -> Plan:
        """Place what is left over, move orders between trips, swap pairs, until nothing helps."""
        better = True
        while better and self.budget > 0:
            better = False
            for trip in plan.trips:
                found = self.trip(trip, self.begun.get(trip.vehicle, 0))
                better |= found != trip
                plan = plan.with_trip(found)
            for order in sorted(orders | plan.planned()):
                moved = self._relocated(plan, order)
                better |= moved is not plan
                plan = moved
        return plan

    def insert(self, plan: Plan, order: str) -> Plan:
        """The plan with the order in its best legal place when that beats buying it in; else unchanged."""
        return self._relocated(plan, order)

    def _relocated(self, plan: Plan, order_id: str) -> Plan:
        """The plan with one order in a clearly better place; the same plan when there is none."""
        if self.budget <= 0 or not may_leave(self.world, plan, order_id, self.begun):
            return plan
        order = self.world.orders[order_id]
        carrier = plan.vehicle_of(order_id)
        old = plan.trip_of(carrier) if carrier else None
        lighter = without_order(old, order_id) if old else None
        alone = TripKey(0, 0, self.objective.value(order.penalty_cent, order.charter_g))
        # what one wins by taking the order out is what any place for it has to stay below
        saved = self.key(old) - self.key(lighter) if old and lighter else alone
        bought_in_better = old is not None and alone.clearly_below(saved)
        best_cost, best_trip = (alone if bought_in_better else saved), None
        for vehicle_id in sorted(self.world.vehicles):
            vehicle = self.world.vehicles[vehicle_id]
            if vehicle_id != carrier and not may_join(order, vehicle, self.begun):
                continue
            base = lighter if lighter and vehicle_id == carrier else trip_of(plan, vehicle)
            before = self.key(base)
            for spot in spots(order, vehicle, base, self.begun.get(vehicle_id, 0)):
                trip = with_order(base, order, vehicle, spot, old if vehicle_id == carrier else None)
                cost = self.key(trip) - before
                if cost.clearly_below(best_cost):
                    best_cost, best_trip = cost, trip
        if best_trip is None:
            return plan.with_trip(lighter) if bought_in_better and lighter else plan
        return (plan.with_trip(lighter) if lighter else plan).with_trip(best_trip)


def _with_stop(trip: Trip, at: int, stop: Stop) -> Trip:
    return replace(trip, stops=(*trip.stops[:at], stop, *trip.stops[at + 1 :]))


def _in_order(stops: tuple[Stop, ...]) -> bool:
    """Whether nothing is delivered before it is collected."""
    delivered: set[str] = set()
    for stop in stops:
        if stop.action is Action.DELIVER:
            delivered.add(stop.order)
        elif stop.order in delivered:
            return False
    return True


def _reversed_parts(trip: Trip, fixed: int) -> Iterator[Trip]:
    """2-opt: each part of the trip the other way round."""
    stops, count = trip.stops, len(trip.stops)
    for low in range(fixed, count - 1):
        for high in range(low + 2, count + 1):
            found = (*stops[:low], *stops[low:high][::-1], *stops[high:])
            if _in_order(found):
                yield with_stops(trip, found, trip)


def _moved_stops(trip: Trip, fixed: int) -> Iterator[Trip]:
    """Or-opt: one, two or three stops in a row to another position."""
    stops, count = trip.stops, len(trip.stops)
    for length in (1, 2, 3):
        for low in range(fixed, count - length + 1):
            part, rest = stops[low : low + length], (*stops[:low], *stops[low + length :])
            for at in range(fixed, len(rest) + 1):
                if at == low:
                    continue
                found = (*rest[:at], *part, *rest[at:])
                if _in_order(found):
                    yield with_stops(trip, found, trip)


def improve_trip(
    world: World,
    trip: Trip,
    *,
    fixed: int = 0,
    objective: Objective | None = None,
    budget: int = 5_000,
) -> Trip:
    """The trip in a better sequence, by better roads or with a later start; the same when nothing helps."""
    polisher = Polisher(world, objective or Objective(), budget=budget)
    return polisher.trip(trip, fixed)
