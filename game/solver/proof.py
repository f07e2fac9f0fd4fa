"""Very small days: try every plan, so that "proven optimal" is true under the referee's own rules.

Every division of the orders over vehicles and bought-in, every sequence, every reload that can pay,
every road that no other beats in all of metres, seconds, toll and energy, and for each the best start
of duty. The start is exact as long as no break is needed, each stop has one window and no night
supplement is paid; elsewhere a trip has a lower bound (its work, the breaks that the law asks at least, no
waiting), and the day is proven only when that does not matter. Where driving times depend on the hour every
start of the day is tried or excluded by a bound (`proof_starts`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, permutations, product
from typing import NamedTuple

from game.domain.evaluation import Doing, Severity, TripEvaluation
from game.domain.plan import Plan, Stop, Trip
from game.domain.travel import DAY_S
from game.domain.world import Action, Vehicle, World
from game.rules.evaluate import evaluate, evaluate_trip
from game.rules.hours import DAY_RULES
from game.rules.schedule import legs_places
from game.rules.stops import visit_windows
from game.solver.charging import is_short
from game.solver.objective import Objective
from game.solver.proof_bounds import Bounds
from game.solver.proof_starts import Starts
from game.solver.reload import RELOAD
from game.solver.starts import useful_delays_s
from game.solver.stops import actions_of, empty_trip

MOST_ORDERS = 6
MOST_TRIPS = 12_000
"""Judged trips after which it gives up."""
MOST_HALVINGS = 8_000
"""Stretches of the day that are looked at, for all trips together, after which it gives up."""
ASK_EVERY = 200

Key = tuple[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """The best plan of all, and its objective."""

    plan: Plan
    bound: float


class _Best(NamedTuple):
    """Of the trips for one set of orders: the best one, and what none can be below."""

    key: Key
    bound: Key
    trip: Trip


class _TooMuchError(Exception):
    """Not provable by trying: too many trips, or a battery that could be charged otherwise."""


def prove(
    world: World, orders: frozenset[str], objective: Objective, late: Callable[[], bool] | None = None
) -> Proven | None:
    """The best plan of these orders; None when not every plan can be tried, or when `late` says so.

    Nothing is proven where orders can go by a transfer or a partner, or trucks can charge on their way.
    """
    ids, sites = sorted(orders), world.sites
    battery = any(v.class_.drive == "battery" for v in world.vehicles.values())
    if len(ids) > MOST_ORDERS or sites.transfers or sites.partners or (sites.chargers and battery):
        return None
    if any(_many_windows(world, o, v) for o in ids for v in world.vehicles.values()):
        return None
    try:
        found = _Trier(world, ids, objective, late).best()
    except _TooMuchError:
        return None
    same = found is not None and evaluate(world, found.plan, orders=orders).kpi.hard == _hard_of(world, found)
    return found if same else None


def _breaks(judged: TripEvaluation) -> bool:
    """A break, or a breach of driving and working time: another start could change it."""
    rests = any(a.doing is Doing.BREAK for a in judged.activities)
    return rests or any(f.rule in DAY_RULES for f in judged.findings)


def _hard_of(world: World, found: Proven) -> int:
    judged = [evaluate_trip(world, trip) for trip in found.plan.trips]
    return sum(f.severity is Severity.HARD for t in judged for f in t.findings)


def _many_windows(world: World, order: str, vehicle: Vehicle) -> bool:
    stops = (Stop(order=order, action=a) for a in actions_of(world.orders[order], vehicle))
    return any(len(visit_windows(world, vehicle, stop)) > 1 for stop in stops)


class _Trier:
    def __init__(
        self, world: World, ids: list[str], objective: Objective, late: Callable[[], bool] | None
    ) -> None:
        self.world, self.ids, self.objective, self.late = world, ids, objective, late
        self.left = MOST_TRIPS
        self.halvings = MOST_HALVINGS
        self.hourly: dict[str, bool] = {}
        """Per vehicle whether some leg takes longer at one hour than at another."""
        self.judged: dict[Trip, TripEvaluation] = {}
        self.bounds = Bounds(world, objective)

    def best(self) -> Proven | None:
        """Divide the orders over the vehicles; None when the best found may not be the best there is."""
        per_vehicle: list[dict[int, _Best]] = []
        everything = (1 << len(self.ids)) - 1
        for vehicle_id in sorted(self.world.vehicles):
            vehicle = self.world.vehicles[vehicle_id]
            per_vehicle.append({s: self._best_trip(vehicle, s) for s in range(1, everything + 1)})
        keys = [{s: (b.key, b.trip) for s, b in best.items()} for best in per_vehicle]
        bounds = [{s: (b.bound, b.trip) for s, b in best.items()} for best in per_vehicle]
        key, trips = self._divided(keys)
        bound, _ = self._divided(bounds)
        if bound[0] < key[0] or bound[1] < key[1] - 1e-9:
            return None
        return Proven(plan=Plan(trips=tuple(sorted(trips, key=lambda t: t.vehicle))), bound=key[1])

    def _divided(self, per_vehicle: list[dict[int, tuple[Key, Trip]]]) -> tuple[Key, tuple[Trip, ...]]:
        """The orders over the vehicles one after another; what is left is bought in."""
        everything = (1 << len(self.ids)) - 1
        # per set of orders that is still free: the best of the vehicles so far
        reached: dict[int, tuple[Key, tuple[Trip, ...]]] = {everything: ((0, 0.0), ())}
        for best in per_vehicle:
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
        return min(totals, key=lambda found: found[0])

    def _with_bought_in(self, key: Key, free: int) -> Key:
        left = [self.world.orders[o] for i, o in enumerate(self.ids) if free >> i & 1]
        value = self.objective.value(sum(o.penalty_cent for o in left), sum(o.charter_g for o in left))
        return key[0], key[1] + value

    def _best_trip(self, vehicle: Vehicle, subset: int) -> _Best:
        """The best trip of this vehicle for exactly these orders."""
        orders = [o for i, o in enumerate(self.ids) if subset >> i & 1]
        if self._by_the_hour(vehicle):
            return self._best_hourly(vehicle, orders)
        found: list[_Best] = []
        gains: list[tuple[Key, tuple[Stop, ...]]] = []
        for stops in self._sequences(vehicle, orders):
            for trip in self._by_road(vehicle, stops):
                judged = self._referee(trip)
                found.append(self._with_start(judged))
                if len(stops) > 1:
                    gains.append((self.bounds.with_reload(judged, found[-1].bound), stops))
        best = min(found, key=lambda b: b.key)
        for stops in dict.fromkeys(stops for least, stops in gains if least < best.key):
            found += [self._with_start(self._referee(t)) for t in self._reloads_of(vehicle, stops)]
        return min(found, key=lambda b: b.key)._replace(bound=min(b.bound for b in found))

    def _by_the_hour(self, vehicle: Vehicle) -> bool:
        """Whether driving times between what the orders need depend on the hour."""
        if vehicle.id not in self.hourly:
            stops = [s for o in self.ids for s in self._stops(vehicle, o)]
            ends = dict.fromkeys(legs_places(self.world, replace(empty_trip(vehicle), stops=tuple(stops))))
            profile, legs = vehicle.class_.profile, self.world.legs
            pairs = ((a, b) for a in ends for b in ends if a != b)
            self.hourly[vehicle.id] = any(o.profile for a, b in pairs for o in legs.options(profile, a, b))
        return self.hourly[vehicle.id]

    def _best_hourly(self, vehicle: Vehicle, orders: list[str]) -> _Best:
        """The same where driving times depend on the hour: each sequence and road at every start."""
        if vehicle.cooling is not None:
            raise _TooMuchError
        sequences = list(self._sequences(vehicle, orders))
        trips = [t for stops in sequences for t in self._by_road(vehicle, stops)]
        best = min((self._with_start(self._referee(t)) for t in trips), key=lambda b: b.key)
        best = self._at_every_start(best._replace(bound=best.key), trips)
        gains = [
            (self.bounds.with_reload(self._referee(t), self._starts(t).bound(0, DAY_S - 1)), t.stops)
            for t in trips if len(t.stops) > 1
        ]  # fmt: skip
        worth = [stops for least, stops in gains if least < best.key]
        plain = dict.fromkeys(tuple(replace(s, route=0) for s in stops) for stops in worth)
        return self._at_every_start(best, [t for stops in plain for t in self._reloads_of(vehicle, stops)])

    def _at_every_start(self, best: _Best, trips: Iterable[Trip]) -> _Best:
        """The best of these trips at every start. A trip that may need a break is tried at the start that it
        has by itself; then the bound says how much better another start could be."""
        for trip in trips:
            starts = self._starts(trip)
            self._halving()
            day = starts.bound(0, DAY_S - 1)
            if day >= best.key:
                continue
            if starts.sharp:
                found = starts.best(best.key, self._halving)
                if found is not None:
                    best = _Best(found[0], min(best.bound, found[0]), found[1].trip)
            else:
                mine = self._with_start(starts.judged)
                key, made = min((best.key, best.trip), (mine.key, mine.trip), key=lambda b: b[0])
                best = _Best(key, min(best.bound, day), made)
        return best

    def _starts(self, trip: Trip) -> Starts:
        return Starts(self.world, self._referee(trip), self._referee, self._key, self.objective.value)

    def _halving(self) -> None:
        self.halvings -= 1
        if self.halvings < 0:
            raise _TooMuchError

    def _stops(self, vehicle: Vehicle, order: str) -> list[Stop]:
        return [Stop(order=order, action=a) for a in actions_of(self.world.orders[order], vehicle)]

    def _sequences(self, vehicle: Vehicle, orders: list[str]) -> Iterator[tuple[Stop, ...]]:
        stops = [s for o in orders for s in self._stops(vehicle, o)]
        for found in permutations(stops):
            collects = {s.order: i for i, s in enumerate(found) if s.action is Action.COLLECT}
            if all(s.action is Action.COLLECT or collects.get(s.order, -1) < i for i, s in enumerate(found)):
                yield found

    def _reloads_of(self, vehicle: Vehicle, stops: tuple[Stop, ...]) -> Iterator[Trip]:
        """The sequence with every choice of reloads, by every road."""
        gaps = range(1, len(stops))
        for count in gaps:
            for chosen in combinations(gaps, count):
                parts = [stops[a:b] for a, b in pairwise((0, *chosen, len(stops)))]
                loads = tuple(s for part in parts for s in (RELOAD, *part))[1:]
                yield from self._by_road(vehicle, loads)

    def _by_road(self, vehicle: Vehicle, stops: tuple[Stop, ...]) -> Iterator[Trip]:
        plain = replace(empty_trip(vehicle), stops=stops)
        legs = pairwise(legs_places(self.world, plain))
        for roads in product(*(self.bounds.worth(vehicle, a, b) for a, b in legs)):
            chosen = tuple(
                s if r == s.route else replace(s, route=r) for s, r in zip(stops, roads, strict=False)
            )
            yield replace(plain, stops=chosen, return_route=roads[-1])

    def _with_start(self, judged: TripEvaluation) -> _Best:
        """The trip with its best start, and what no start can be below."""
        best = (self._key(judged), judged)
        for shift_s in useful_delays_s(judged):
            later = self._referee(replace(judged.trip, start_s=judged.start_s + shift_s))
            best = min(best, (self._key(later), later), key=lambda k: k[0])
        key, now = best
        exact = not _breaks(judged) and not _breaks(now) and not self.bounds.by_night(now)
        return _Best(key, key if exact else min(key, self.bounds.bound(judged)), now.trip)

    def _referee(self, trip: Trip) -> TripEvaluation:
        known = self.judged.get(trip)
        if known is not None:
            return known
        self.left -= 1
        if self.late is not None and self.left % ASK_EVERY == 0 and self.late():
            raise _TooMuchError
        judged = self.judged[trip] = evaluate_trip(self.world, trip)
        more_charge = self.world.vehicles[trip.vehicle].start_soc_permille < 1000
        if self.left < 0 or (more_charge and is_short(judged)):
            raise _TooMuchError
        return judged

    def _key(self, judged: TripEvaluation) -> Key:
        hard = sum(f.severity is Severity.HARD for f in judged.findings)
        return hard, self.objective.value(judged.cost.total(), judged.co2e_g)
