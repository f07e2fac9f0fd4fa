"""A day around regular trips, planned quickly and always the same way: no clock, no chance.

The orders of each trip are put into their best sequence, and the driver starts as late as that lets him.
What breaks a hard rule there is taken out, tried in the other trips, and left to be bought in when it fits
nowhere. It is no search for the best day: it is how a planner with fixed trips makes tomorrow, in fixed
steps, so that a week takes about a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace

from game.domain.evaluation import TripEvaluation
from game.domain.plan import Plan, Trip
from game.domain.world import Vehicle, World
from game.rules.evaluate import evaluate_trip
from game.solver.objective import Objective, TripKey
from game.solver.sequence import best_sequence, visits_of
from game.solver.stops import Spot, empty_trip, with_order

NOTHING = TripKey(0, 0.0)
STEP_S = 60
KEPT = 4000


@dataclass(slots=True, kw_only=True, eq=False)
class RegularPlanner:
    """Makes days of one scenario; a trip that was made before from equal parts is not made again."""

    _made: MutableMapping[object, Trip] = field(default_factory=dict)
    _sequences: MutableMapping[object, tuple[str, ...]] = field(default_factory=dict)
    """By what a sequence rests on: how tired the driver is changes none."""

    def plan(self, world: World, vehicle_of: Mapping[str, str], given: Mapping[str, str]) -> Plan:
        """The plan of orders by the vehicle of their regular trip; `given` are those of a partner."""
        trips: dict[str, Trip] = {}
        spare: list[str] = []
        for vehicle in sorted(set(vehicle_of.values())):
            trip, left = self._legal(world, vehicle, [o for o, v in vehicle_of.items() if v == vehicle])
            trips[vehicle] = trip
            spare += left
        for order in spare:
            self._elsewhere(world, trips, order)
        made = tuple(t for _, t in sorted(trips.items()) if t.stops)
        return Plan(trips=made, given=tuple(sorted(given.items())))

    def _trip(self, world: World, vehicle: str, orders: Iterable[str]) -> Trip:
        """All these orders in one trip, in their best sequence, begun as late as it can be."""
        orders = tuple(sorted(orders))
        owner = world.vehicles[vehicle]
        key = (world.day, owner, world.drivers[owner.driver], tuple(world.orders[o] for o in orders))
        if key not in self._made:
            if len(self._made) >= KEPT:
                self._made.clear()
                self._sequences.clear()
            trip = empty_trip(owner)
            for order in self._sequence(world, owner, orders):
                at = len(trip.stops)
                trip = with_order(trip, world.orders[order], owner, Spot(at, at))
            self._made[key] = _late_start(world, trip)
        return self._made[key]

    def _sequence(self, world: World, owner: Vehicle, orders: tuple[str, ...]) -> tuple[str, ...]:
        visits = visits_of(world, orders)
        key = (owner.class_.profile, owner.depot, world.drivers[owner.driver].from_s, visits)
        if key not in self._sequences:
            self._sequences[key] = best_sequence(world, owner, visits)
        return self._sequences[key]

    def _legal(self, world: World, vehicle: str, orders: list[str]) -> tuple[Trip, list[str]]:
        """The trip without the orders that make it break a hard rule, and those orders.

        Each time the one goes whose leaving mends most, and of those the cheapest to buy in.
        """
        trip, left = self._trip(world, vehicle, orders), list[str]()
        while trip.stops and _key(world, trip).hard:
            rest = [(self._trip(world, vehicle, [x for x in orders if x != o]), o) for o in orders]
            trip, order = min(rest, key=lambda pair: (*self._loss(world, *pair), pair[1]))
            orders = [o for o in orders if o != order]
            left.append(order)
        return trip, left

    def _loss(self, world: World, trip: Trip, order: str) -> tuple[int, float]:
        key = _key(world, trip)
        return key.hard, key.value + world.orders[order].penalty_cent

    def _elsewhere(self, world: World, trips: dict[str, Trip], order: str) -> None:
        """Into another trip where it is legal and costs less than buying it in."""
        best: tuple[float, str, Trip] | None = None
        for vehicle, trip in sorted(trips.items()):
            made = self._trip(world, vehicle, (*trip.orders(), order))
            key = _key(world, made)
            more = key.value - _key(world, trip).value
            if key.hard == 0 and more < world.orders[order].penalty_cent and (not best or more < best[0]):
                best = (more, vehicle, made)
        if best is not None:
            trips[best[1]] = best[2]


def _key(world: World, trip: Trip) -> TripKey:
    """Hard findings first, then cent."""
    return Objective().trip_key(evaluate_trip(world, trip)) if trip.stops else NOTHING


def _late_start(world: World, trip: Trip) -> Trip:
    """The trip with a start that leaves no waiting which a later start would take away."""
    if not trip.stops:
        return trip
    judged = evaluate_trip(world, trip)
    later_s = room_s(judged) // STEP_S * STEP_S
    fixed = replace(trip, start_s=judged.start_s)
    if later_s <= 0:
        return fixed
    later = replace(trip, start_s=judged.start_s + later_s)
    return min(fixed, later, key=lambda t: (_key(world, t), t is later))


def room_s(judged: TripEvaluation) -> int:
    """By how much a trip can begin later so that it only waits less (forward slack)."""
    waited, slack = 0, 1 << 30
    for stop in judged.stops:
        waited += max(0, stop.begin_s - stop.arrive_s)
        slack = min(slack, waited + max(0, stop.window_close_s - stop.begin_s))
    return min(waited, slack)
