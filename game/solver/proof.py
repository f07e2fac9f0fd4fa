"""Very small days: try every plan, so that "proven optimal" is true under the referee's own rules.

Every division of the orders over vehicles and bought-in, every sequence, every road that no other
beats in all of metres, seconds, toll and energy, and for each the best start of duty. The start is
exact as long as no break is needed, each stop has one window and driving times do not depend on the
hour; where that is not so nothing is proven.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations, product

from game.domain.evaluation import Doing, Severity, TripEvaluation
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action, Leg, Vehicle, World
from game.rules.energy import weighted_m
from game.rules.evaluate import evaluate_trip
from game.rules.stops import end_of
from game.solver.objective import Objective
from game.solver.stops import actions_of, empty_trip

MOST_ORDERS = 5
MOST_TRIPS = 30_000
"""Judged trips after which it gives up."""

Key = tuple[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """The best plan of all, and its objective."""

    plan: Plan
    bound: float


class _TooMuchError(Exception):
    """Not provable by trying: too many trips, or a trip whose best start is not exact."""


def prove(world: World, orders: frozenset[str], objective: Objective) -> Proven | None:
    """The best plan of these orders; None when the day is too large to try every plan."""
    ids = sorted(orders)
    if len(ids) > MOST_ORDERS or any(_many_windows(world, o) for o in ids):
        return None
    try:
        return _Trier(world, ids, objective).best()
    except _TooMuchError:
        return None


def _many_windows(world: World, order: str) -> bool:
    return max(len(world.orders[order].pickup_windows), len(world.orders[order].delivery_windows)) > 1


class _Trier:
    def __init__(self, world: World, ids: list[str], objective: Objective) -> None:
        self.world, self.ids, self.objective = world, ids, objective
        self.left = MOST_TRIPS
        self.roads: dict[tuple[str, str, str], tuple[int, ...]] = {}

    def best(self) -> Proven:
        """Divide the orders over the vehicles one after another; what is left is bought in."""
        everything = (1 << len(self.ids)) - 1
        # per set of orders that is still free: the best of the vehicles so far
        reached: dict[int, tuple[Key, tuple[Trip, ...]]] = {everything: ((0, 0.0), ())}
        for vehicle_id in sorted(self.world.vehicles):
            vehicle = self.world.vehicles[vehicle_id]
            best = {s: self._best_trip(vehicle, s) for s in range(1, everything + 1)}
            after = dict(reached)
            for free, (key, chosen) in reached.items():
                for part, (trip_key, trip) in best.items():
                    if part & free == part:
                        total = (key[0] + trip_key[0], key[1] + trip_key[1])
                        known = after.get(free ^ part)
                        if known is None or total < known[0]:
                            after[free ^ part] = (total, (*chosen, trip))
            reached = after
        totals = [(self._with_bought_in(key, free), trips) for free, (key, trips) in sorted(reached.items())]
        (_, value), trips = min(totals, key=lambda found: found[0])
        return Proven(plan=Plan(trips=tuple(sorted(trips, key=lambda t: t.vehicle))), bound=value)

    def _with_bought_in(self, key: Key, free: int) -> Key:
        left = [self.world.orders[o] for i, o in enumerate(self.ids) if free >> i & 1]
        value = self.objective.value(sum(o.penalty_cent for o in left), sum(o.charter_g for o in left))
        return key[0], key[1] + value

    def _best_trip(self, vehicle: Vehicle, subset: int) -> tuple[Key, Trip]:
        """The best trip of this vehicle for exactly these orders."""
        orders = [o for i, o in enumerate(self.ids) if subset >> i & 1]
        found = (t for stops in self._sequences(vehicle, orders) for t in self._by_road(vehicle, stops))
        return min((self._judge(trip) for trip in found), key=lambda pair: pair[0])

    def _sequences(self, vehicle: Vehicle, orders: list[str]) -> Iterator[tuple[Stop, ...]]:
        stops = [Stop(order=o, action=a) for o in orders for a in actions_of(self.world.orders[o], vehicle)]
        for found in permutations(stops):
            collects = {s.order: i for i, s in enumerate(found) if s.action is Action.COLLECT}
            if all(s.action is Action.COLLECT or collects.get(s.order, -1) < i for i, s in enumerate(found)):
                yield found

    def _by_road(self, vehicle: Vehicle, stops: tuple[Stop, ...]) -> Iterator[Trip]:
        orders = self.world.orders
        places = [end_of(order=orders[s.order], action=s.action) for s in stops]
        legs = zip([vehicle.depot, *places], [*places, vehicle.depot], strict=True)
        for roads in product(*(self._worth(vehicle, a, b) for a, b in legs)):
            chosen = tuple(
                s if r == s.route else replace(s, route=r) for s, r in zip(stops, roads, strict=False)
            )
            yield replace(empty_trip(vehicle), stops=chosen, return_route=roads[-1])

    def _worth(self, vehicle: Vehicle, origin: str, destination: str) -> tuple[int, ...]:
        """Alternatives that no other beats in everything that is paid for or timed."""
        key = (vehicle.id, origin, destination)
        if key not in self.roads:
            legs = self.world.legs.options(vehicle.class_.profile, origin, destination)
            if any(leg.profile for leg in legs):
                raise _TooMuchError
            sums = [_sums(vehicle, leg) for leg in legs]
            self.roads[key] = tuple(i for i in range(len(sums)) if not _is_beaten(sums, i))
        return self.roads[key]

    def _judge(self, trip: Trip) -> tuple[Key, Trip]:
        """The trip with its best start, judged."""
        judged = self._referee(trip)
        shift_s = useful_delay_s(judged)
        if not shift_s:
            return self._key(judged), trip
        later = replace(trip, start_s=judged.start_s + shift_s)
        return min((self._key(judged), trip), (self._key(self._referee(later)), later), key=lambda k: k[0])

    def _referee(self, trip: Trip) -> TripEvaluation:
        self.left -= 1
        judged = evaluate_trip(self.world, trip)
        if self.left < 0 or any(a.doing is Doing.BREAK for a in judged.activities):
            raise _TooMuchError
        return judged

    def _key(self, judged: TripEvaluation) -> Key:
        hard = sum(f.severity is Severity.HARD for f in judged.findings)
        return hard, self.objective.value(judged.cost.total(), judged.co2e_g)


def _sums(vehicle: Vehicle, leg: Leg) -> tuple[float, ...]:
    return leg.distance_m, leg.duration_s, leg.tolled_m, weighted_m(leg=leg, class_=vehicle.class_)


def _is_beaten(sums: list[tuple[float, ...]], i: int) -> bool:
    return any(_beats(other, sums[i], j < i) for j, other in enumerate(sums) if j != i)


def _beats(one: tuple[float, ...], other: tuple[float, ...], earlier: bool) -> bool:
    """Nowhere worse, and better somewhere; of equals the earlier number stays."""
    return all(a <= b for a, b in zip(one, other, strict=True)) and (one != other or earlier)


def useful_delay_s(judged: TripEvaluation) -> int:
    """How much later duty can start so that only waiting becomes less and nothing becomes later.

    A stop's begin moves by the delay minus the waiting before it; that may not pass its window.
    Exact without breaks, hourly driving times and second windows.
    """
    if not judged.wait_s or judged.late_s:
        return 0
    waited, room_s = 0, judged.wait_s
    for stop in judged.stops:
        waited += stop.wait_s
        room_s = min(room_s, waited + stop.window_close_s - stop.begin_s)
    return max(0, room_s)
