"""What a plan costs and delivers on sampled days: expected cost, and the share of orders on time.

The planned figures are the referee's to the cent; a day adds what its delays cost by the same rates:
longer duty, overtime, night hours, a refrigeration unit that runs longer. Nothing else changes: nobody
intervenes, energy for driving is that of the plan, and a refrigeration unit that runs longer is paid at the
depot's prices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from game.domain.evaluation import Evaluation, TripEvaluation
from game.domain.plan import Trip
from game.domain.units import HOUR_S, whole
from game.domain.world import Vehicle, World
from game.rules.cost import DAY_S, NIGHT_FROM_S, NIGHT_TO_S, night_seconds
from game.rules.energy import cooling_use, grid_wh
from game.solver.robust.days import DAYS, SEED, Days, Seconds, sample_days
from game.solver.robust.recipe import recipe
from game.solver.robust.walk import times_of

__all__ = ["DAYS", "SEED", "Days", "Robustness", "Sampler", "TripDays", "sample_days"]


class TripDays(NamedTuple):
    """A trip on all days."""

    cost_cent: Seconds
    """Per day, not rounded."""
    co2e_g: Seconds
    late: tuple[tuple[str, Seconds], ...]
    """Order and seconds late per day, for each stop that is late on some day."""
    end_s: Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """A plan on sampled days. Shares count days or orders; nothing here is of one real day."""

    days: int
    seed: int
    cost_cent: int
    """Expected cost."""
    cost_p90_cent: int
    """Nine days in ten cost no more."""
    co2e_g: int
    on_time_share: float
    """Expected share of orders begun within their window (CONTRACT `on_time_share`)."""
    all_on_time_share: float
    """Days on which every planned order is on time."""
    late_s: int
    """Expected lateness of all stops together."""
    orders: tuple[tuple[str, float], ...]
    """Chance of each order in our trips to be on time, the smallest first."""

    def chance(self, order: str) -> float:
        """Of one order in our trips; 0 for one that is not."""
        return dict(self.orders).get(order, 0.0)


@dataclass(slots=True, kw_only=True, eq=False)
class Sampler:
    """One world and its days. Trips that were walked are remembered, so that a changed plan is quick."""

    world: World
    days: Days
    _trips: dict[Trip, TripDays] = field(default_factory=dict)

    def trip(self, judged: TripEvaluation) -> TripDays:
        """A trip, judged by the referee in this world, on every day."""
        known = self._trips.get(judged.trip)
        if known is None:
            known = self._trips[judged.trip] = _walked(self.world, judged, self.days)
        return known

    def chances(self, judged: Iterable[TripEvaluation]) -> tuple[tuple[str, float], ...]:
        """Chance of every order in these trips to be on time at all its stops, the smallest first."""
        trips = tuple(judged)
        return _sorted(trips, _missed(trips, [self.trip(t) for t in trips], self.days.number))

    def plan(self, judged: Evaluation) -> Robustness:
        """A judged plan on every day. Orders with partners are on time, those bought in are not."""
        number = self.days.number
        trips = [self.trip(t) for t in judged.trips]
        planned = sum(t.cost.total() for t in judged.trips)
        planned_g = sum(t.co2e_g for t in judged.trips)
        cost = np.full(number, float(judged.kpi.cost_cent - planned))
        grams = np.full(number, float(judged.kpi.co2e_g - planned_g))
        for found in trips:
            cost += found.cost_cent
            grams += found.co2e_g
        late_s = sum(float(seconds.mean()) for found in trips for _, seconds in found.late)
        missed = _missed(judged.trips, trips, number)
        lost = sum(_share(hit) for hit in missed.values())
        given = judged.kpi.orders - len(judged.kpi.unplanned)
        any_missed = np.zeros(number, dtype=bool)
        for hit in missed.values():
            any_missed |= hit
        return Robustness(
            days=number, seed=self.days.seed, cost_cent=whole(float(cost.mean())),
            cost_p90_cent=whole(float(np.sort(cost)[-(-9 * number // 10) - 1])),
            co2e_g=whole(float(grams.mean())),
            on_time_share=(given - lost) / judged.kpi.orders if judged.kpi.orders else 1.0,
            all_on_time_share=1.0 - float(any_missed.mean()), late_s=whole(late_s),
            orders=_sorted(judged.trips, missed),
        )  # fmt: skip


def _missed(judged: Iterable[TripEvaluation], trips: Iterable[TripDays], number: int) -> dict[str, Any]:
    """Order -> on which days it is not on time; only orders that are late on some day."""
    missed: dict[str, Any] = {}
    for trip, found in zip(judged, trips, strict=True):
        for order, seconds in found.late:
            hit = seconds > 0
            missed[order] = missed[order] | hit if order in missed else hit
        # later by the onward way of a transfer: as in the plan, on every day
        onward = (f.subject for f in trip.findings if f.rule == "late_onward")
        missed |= {o: np.ones(number, dtype=bool) for o in onward}
    return missed


def _sorted(judged: Iterable[TripEvaluation], missed: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    chances = sorted((1.0 - _share(missed.get(o)), o) for t in judged for o in t.trip.orders())
    return tuple((o, c) for c, o in chances)


def _share(days: Any) -> float:
    return 0.0 if days is None else int(np.count_nonzero(days)) / len(days)


def _walked(world: World, judged: TripEvaluation, days: Days) -> TripDays:
    vehicle, trip = world.vehicles[judged.trip.vehicle], judged.trip
    times = times_of(recipe(world, judged), days, vehicle.id, judged.start_s)
    cent, grams = _dearer(world, vehicle, judged, times.end_s)
    if times.cooled_s is not None:
        longer_s = times.cooled_s - judged.cooling_s
        per_cent, per_g = _cooling(vehicle)
        cent = cent + longer_s * per_cent
        grams = grams + longer_s * per_g
    late = tuple((trip.stops[at].order, seconds) for at, seconds in times.late)
    return TripDays(judged.cost.total() + cent, judged.co2e_g + grams, late, times.end_s)


def _dearer(world: World, vehicle: Vehicle, judged: TripEvaluation, end_s: Seconds) -> tuple[Seconds, Any]:
    """Cent by which each day's hours cost more than the planned ones (`rules.cost.trip_cost`)."""
    rates, start_s = vehicle.rates, judged.start_s
    longer_s = end_s - judged.end_s
    overtime_s = np.maximum(0.0, end_s - start_s - world.hours.contract_day_s) - judged.overtime_s
    night_s = _night(start_s, end_s) - night_seconds(start_s=start_s, end_s=judged.end_s)
    extra_s = overtime_s * rates.overtime_share + night_s * rates.night_share
    cent = longer_s * (rates.fixed_cent_per_h + rates.driver_cent_per_h) + extra_s * rates.driver_cent_per_h
    return cent * ((1 + rates.overhead_share) / HOUR_S), np.zeros(len(end_s))


def _night(start_s: int, end_s: Seconds) -> Any:
    """`rules.cost.night_seconds` of many ends."""
    first = (start_s - NIGHT_TO_S) // DAY_S
    last = int(end_s.max() - NIGHT_FROM_S) // DAY_S
    total: Any = 0.0
    for day in range(first, last + 1):
        begins = max(start_s, NIGHT_FROM_S + day * DAY_S)
        total = total + np.maximum(0.0, np.minimum(end_s, NIGHT_TO_S + day * DAY_S) - begins)
    return total


def _cooling(vehicle: Vehicle) -> tuple[float, float]:
    """Cent and grams of a second of the refrigeration unit, at the depot's prices."""
    if vehicle.cooling is None:
        return 0.0, 0.0
    rates, use = vehicle.rates, cooling_use(cooling=vehicle.cooling, seconds=1)
    if vehicle.cooling.carrier.unit == "ml":
        price, carrier = rates.cooling_cent_per_unit, vehicle.cooling.carrier
    else:
        use = grid_wh(battery_wh=use, class_=vehicle.class_)
        price, carrier = rates.energy_cent_per_unit, vehicle.class_.carrier
    return use * price / 1000 * (1 + rates.overhead_share), use * carrier.wtw_g_per_unit
