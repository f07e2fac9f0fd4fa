"""Very small days: try every plan, so that "proven optimal" is true under the referee's own rules.

Every division of the orders over vehicles and bought-in, every sequence, every reload that can pay,
every road that no other beats in all of metres, seconds, toll and energy, and for each the best start
of duty. The start is exact as long as no break is needed, each stop has one window, driving times do
not depend on the hour and no night supplement is paid; elsewhere a trip has a lower bound (its work,
the breaks that the law asks at least, no waiting), and the day is proven only when that does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, permutations, product
from typing import NamedTuple

from game.domain.evaluation import Doing, Severity, TripEvaluation
from game.domain.plan import Plan, Stop, Trip
from game.domain.units import HOUR_S
from game.domain.world import Action, Leg, Vehicle, World
from game.rules import co2, cost, energy
from game.rules.evaluate import evaluate, evaluate_trip
from game.rules.hours import DAY_RULES
from game.rules.schedule import legs_places, regime_for
from game.rules.stops import visit_windows
from game.solver.charging import is_short
from game.solver.objective import Objective
from game.solver.reload import RELOAD
from game.solver.starts import useful_delays_s
from game.solver.stops import actions_of, empty_trip

MOST_ORDERS = 5
MOST_TRIPS = 20_000
"""Judged trips after which it gives up."""
PARTS_CENT = 5
"""What the rounding of a trip's parts of cost can make of its total."""

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


def prove(world: World, orders: frozenset[str], objective: Objective) -> Proven | None:
    """The best plan of these orders; None when not every plan can be tried.

    Nothing is proven where orders can go by a transfer or a partner, or trucks can charge on their way.
    """
    ids, sites = sorted(orders), world.sites
    battery = any(v.class_.drive == "battery" for v in world.vehicles.values())
    if len(ids) > MOST_ORDERS or sites.transfers or sites.partners or (sites.chargers and battery):
        return None
    if any(_many_windows(world, o, v) for o in ids for v in world.vehicles.values()):
        return None
    try:
        found = _Trier(world, ids, objective).best()
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
    def __init__(self, world: World, ids: list[str], objective: Objective) -> None:
        self.world, self.ids, self.objective = world, ids, objective
        self.left = MOST_TRIPS
        self.roads: dict[tuple[str, str, str], tuple[int, ...]] = {}

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
        found: list[_Best] = []
        gains: list[tuple[Key, tuple[Stop, ...]]] = []
        for stops in self._sequences(vehicle, orders):
            for trip in self._by_road(vehicle, stops):
                judged = self._referee(trip)
                found.append(self._with_start(judged))
                if len(stops) > 1:
                    gains.append((self._with_reload(judged, found[-1].bound), stops))
        best = min(found, key=lambda b: b.key)
        for stops in dict.fromkeys(stops for least, stops in gains if least < best.key):
            found += self._reloaded(vehicle, stops)
        return min(found, key=lambda b: b.key)._replace(bound=min(b.bound for b in found))

    def _sequences(self, vehicle: Vehicle, orders: list[str]) -> Iterator[tuple[Stop, ...]]:
        stops = [Stop(order=o, action=a) for o in orders for a in actions_of(self.world.orders[o], vehicle)]
        for found in permutations(stops):
            collects = {s.order: i for i, s in enumerate(found) if s.action is Action.COLLECT}
            if all(s.action is Action.COLLECT or collects.get(s.order, -1) < i for i, s in enumerate(found)):
                yield found

    def _reloaded(self, vehicle: Vehicle, stops: tuple[Stop, ...]) -> Iterator[_Best]:
        """The sequence with every choice of reloads, by every road."""
        gaps = range(1, len(stops))
        for count in gaps:
            for chosen in combinations(gaps, count):
                parts = [stops[a:b] for a, b in pairwise((0, *chosen, len(stops)))]
                loads = tuple(s for part in parts for s in (RELOAD, *part))[1:]
                for trip in self._by_road(vehicle, loads):
                    yield self._with_start(self._referee(trip))

    def _by_road(self, vehicle: Vehicle, stops: tuple[Stop, ...]) -> Iterator[Trip]:
        plain = replace(empty_trip(vehicle), stops=stops)
        legs = pairwise(legs_places(self.world, plain))
        for roads in product(*(self._worth(vehicle, a, b) for a, b in legs)):
            chosen = tuple(
                s if r == s.route else replace(s, route=r) for s, r in zip(stops, roads, strict=False)
            )
            yield replace(plain, stops=chosen, return_route=roads[-1])

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

    def _with_start(self, judged: TripEvaluation) -> _Best:
        """The trip with its best start, and what no start can be below."""
        best = (self._key(judged), judged)
        for shift_s in useful_delays_s(judged):
            later = self._referee(replace(judged.trip, start_s=judged.start_s + shift_s))
            best = min(best, (self._key(later), later), key=lambda k: k[0])
        key, now = best
        exact = not _breaks(judged) and not _breaks(now) and not self._by_night(now)
        return _Best(key, key if exact else min(key, self._bound(judged)), now.trip)

    def _by_night(self, judged: TripEvaluation) -> bool:
        rates = self.world.vehicles[judged.trip.vehicle].rates
        night_s = cost.night_seconds(start_s=judged.start_s, end_s=judged.end_s)
        return rates.night_share > 0 and night_s > 0

    def _bound(self, judged: TripEvaluation) -> Key:
        """Work, the breaks that the law asks for so much of it, no waiting, no night, nothing late."""
        world, rates = self.world, self.world.vehicles[judged.trip.vehicle].rates
        regime, rules = regime_for(world, judged.trip), world.hours
        rest_s = 0
        if regime.eu and judged.drive_s > rules.drive_before_break_s:
            rest_s = rules.break_s
        if regime.atbv and judged.work_s > rules.work_before_break_s:
            long = judged.work_s > rules.work_long_s
            rest_s = max(rest_s, rules.work_break_long_s if long else rules.work_break_short_s)
        duty_s = judged.work_s + rest_s
        parts = cost.trip_cost(
            rates=rates, duty_s=duty_s, wait_s=0, overtime_s=max(0, duty_s - rules.contract_day_s), night_s=0,
            distance_m=judged.distance_m, tolled_m=judged.tolled_m, energy_cent=judged.cost.energy,
            transfer_cent=0.0,
        )  # fmt: skip
        return 0, self.objective.value(parts.rounded().total() - PARTS_CENT, judged.co2e_g)

    def _with_reload(self, judged: TripEvaluation, bound: Key) -> Key:
        """What no trip of the same sequence with reloads can be below: a lighter truck saves energy, the
        detour and the loading cost time. Anything, where too much is aboard."""
        world, trip = self.world, judged.trip
        vehicle = world.vehicles[trip.vehicle]
        class_, rates = vehicle.class_, vehicle.rates
        if judged.peak_load_share > 1:
            return 0, 0.0
        kg = sum(world.orders[o].load.kg for o in trip.orders())
        span = (class_.full_per_100km - class_.empty_per_100km) / 1e5 * kg / max(1, class_.capacity.kg)
        factor = max(class_.mult_motorway, class_.mult_rural, class_.mult_urban, 1.0) * world.winter_factor
        saved = self._value(vehicle, judged.distance_m * span * factor * 1000, 0.0)
        second = (1 + rates.overhead_share) * (rates.fixed_cent_per_h + rates.driver_cent_per_h) / HOUR_S
        ends = legs_places(world, trip)
        work_s = world.handling.load_fixed_s
        detours = [
            self._leg_value(vehicle, a, vehicle.depot, second)
            + self._leg_value(vehicle, vehicle.depot, b, second)
            - self._leg_value(vehicle, a, b, second, kg=kg)
            for a, b in pairwise(ends[1:-1])
        ]
        return bound[0], bound[1] - saved + min(detours) + self.objective.value(second * work_s, 0)

    def _leg_value(self, vehicle: Vehicle, a: str, b: str, second: float, *, kg: int = 0) -> float:
        """The least that a leg costs empty, or the most with so much aboard."""
        legs = self.world.legs.options(vehicle.class_.profile, a, b)
        values = []
        for leg in legs:
            use = energy.leg_use(leg=leg, class_=vehicle.class_, kg=kg)
            extra = second * leg.duration_s + leg.tolled_m * vehicle.rates.toll_cent_per_km / 1000
            extra += leg.distance_m * vehicle.rates.distance_cent_per_km / 1000
            values.append(self._value(vehicle, use, extra))
        return max(values) if kg else min(values)

    def _value(self, vehicle: Vehicle, use: float, cent: float) -> float:
        """Energy as used, with its price and CO2e, and other cost."""
        class_, rates = vehicle.class_, vehicle.rates
        bought = energy.grid_wh(battery_wh=use, class_=class_) if class_.drive == "battery" else use
        price = (1 + rates.overhead_share) * bought * rates.energy_cent_per_unit / 1000
        return self.objective.value(price + cent, co2.wtw_g(energy=bought, carrier=class_.carrier))

    def _referee(self, trip: Trip) -> TripEvaluation:
        self.left -= 1
        judged = evaluate_trip(self.world, trip)
        more_charge = self.world.vehicles[trip.vehicle].start_soc_permille < 1000
        if self.left < 0 or (more_charge and is_short(judged)):
            raise _TooMuchError
        return judged

    def _key(self, judged: TripEvaluation) -> Key:
        hard = sum(f.severity is Severity.HARD for f in judged.findings)
        return hard, self.objective.value(judged.cost.total(), judged.co2e_g)


def _sums(vehicle: Vehicle, leg: Leg) -> tuple[float, ...]:
    return leg.distance_m, leg.duration_s, leg.tolled_m, energy.weighted_m(leg=leg, class_=vehicle.class_)


def _is_beaten(sums: list[tuple[float, ...]], i: int) -> bool:
    return any(_beats(other, sums[i], j < i) for j, other in enumerate(sums) if j != i)


def _beats(one: tuple[float, ...], other: tuple[float, ...], earlier: bool) -> bool:
    """Nowhere worse, and better somewhere; of equals the earlier number stays."""
    return all(a <= b for a, b in zip(one, other, strict=True)) and (one != other or earlier)
