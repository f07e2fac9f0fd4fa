"""The best start of duty of one trip where driving times depend on the hour: halving the day, with a bound.

For all starts between two moments the truck is everywhere no earlier than from the first and no later than
from the last of them (leaving later never arrives earlier). That bounds its driving, its waiting and the
night hours from below, and so its cost. Stretches of the day that cannot be better are left out, the rest
is halved down to the second, where the referee's own judgement counts. Not for trips that may need a break
(their bound holds, but is not sharp) or a refrigeration unit.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace

from game.domain.evaluation import Doing, Severity, TripEvaluation
from game.domain.plan import Trip
from game.domain.travel import DAY_S
from game.domain.world import Leg, World
from game.rules import cost
from game.rules.schedule import legs_places, regime_for
from game.rules.stops import visit_windows

Key = tuple[int, float]
FIXED = frozenset({
    "needs_missing", "zone_emission", "lzv_access", "lzv_zone", "lzv_driver", "lzv_adr", "adr",
    "capacity_kg", "capacity_ldm", "capacity_units",
})  # fmt: skip
"""Rules that a trip breaks at every start."""
SPLIT_CENT = 2
"""What rounding hours waited and worked apart can take from a trip's cost, in whole cents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """A stop and the leg to it; the last one is the depot."""

    leg: Leg
    open_s: int
    close_s: int
    service_s: int


class Starts:
    """One trip at every start of a day. `judge` is the referee, `value` weighs cents and grams."""

    def __init__(
        self,
        world: World,
        judged: TripEvaluation,
        judge: Callable[[Trip], TripEvaluation],
        key: Callable[[TripEvaluation], Key],
        value: Callable[[float, float], float],
    ) -> None:
        self.world, self.judged = world, judged
        self.judge, self.key, self.value = judge, key, value
        self.rates = world.vehicles[judged.trip.vehicle].rates
        activities = judged.activities
        first = next(i for i, a in enumerate(activities) if a.doing is Doing.DRIVE)
        last = max(i for i, a in enumerate(activities) if a.doing is Doing.DRIVE)
        self.before_s = sum(a.end_s - a.start_s for a in activities[:first] if a.doing is not Doing.WAIT)
        self.after_s = sum(a.end_s - a.start_s for a in activities[last + 1 :])
        self.visits = self._visits()
        self.fixed = sum(f.rule in FIXED and f.severity is Severity.HARD for f in judged.findings)
        self.sharp = not self._may_rest()

    def _visits(self) -> list[_Visit]:
        world, trip = self.world, self.judged.trip
        vehicle, ends = world.vehicles[trip.vehicle], legs_places(world, trip)
        found: list[_Visit] = []
        for at, times in enumerate(self.judged.stops):
            windows = visit_windows(world, vehicle, times.stop) if times.stop.order else ()
            leg = world.leg(vehicle, ends[at], ends[at + 1], times.stop.route)
            opens, closes = (windows[0].open_s, windows[0].close_s) if windows else (-DAY_S, 9 * DAY_S)
            found.append(_Visit(leg=leg, open_s=opens, close_s=closes, service_s=times.end_s - times.begin_s))
        home = world.leg(vehicle, ends[-2], ends[-1], trip.return_route)
        return [*found, _Visit(leg=home, open_s=-DAY_S, close_s=9 * DAY_S, service_s=0)]

    def _may_rest(self) -> bool:
        """The law may ask a break at some start."""
        regime, rules = regime_for(self.world, self.judged.trip), self.world.hours
        drive_s = sum(max(v.leg.profile.durations, default=v.leg.duration_s) for v in self.visits)
        work_s = self.before_s + self.after_s + drive_s + sum(v.service_s for v in self.visits)
        long = regime.eu and drive_s > rules.drive_before_break_s
        return bool(long or (regime.atbv and work_s > rules.work_before_break_s))

    def bound(self, first_s: int, last_s: int) -> Key:
        """What no start between these two, both included, can be below."""
        low, high = first_s + self.before_s, last_s + self.before_s
        duty_s = self.before_s + self.after_s
        waits, late = False, 0
        for visit in self.visits:
            high = high if self.sharp else low + DAY_S
            duty_s += least_s(visit.leg, low, high) + visit.service_s
            low, high = low + visit.leg.duration_at(low), high + visit.leg.duration_at(high)
            duty_s += max(0, visit.open_s - high) if self.sharp else 0
            late |= low > visit.close_s
            waits |= low < visit.open_s
            low, high = (max(t, visit.open_s) + visit.service_s for t in (low, high))
        night_s = cost.night_seconds(start_s=last_s, end_s=max(last_s, first_s + duty_s))
        slack = SPLIT_CENT if waits or not self.sharp else 0
        return self.fixed + late, self.value(self._cent(duty_s, night_s) - slack, self.judged.co2e_g)

    def _cent(self, duty_s: int, night_s: int) -> int:
        judged, rates = self.judged, self.rates
        # energy does not depend on the hour; what the referee rounded away is left out of the overhead
        least = max(0.0, judged.energy - 0.5) * rates.energy_cent_per_unit / 1000
        parts = cost.trip_cost(
            rates=rates, duty_s=duty_s, wait_s=0, night_s=night_s,
            overtime_s=max(0, duty_s - self.world.hours.contract_day_s),
            distance_m=judged.distance_m, tolled_m=judged.tolled_m, energy_cent=least, transfer_cent=0.0,
        ).rounded()  # fmt: skip
        return parts.total() - parts.energy + judged.cost.energy

    def best(self, known: Key, spend: Callable[[], None]) -> tuple[Key, TripEvaluation] | None:
        """The best start, if it is below `known`; None when none is. `spend` is called for each halving."""
        found: tuple[Key, TripEvaluation] | None = None
        waiting = [(self.bound(0, DAY_S - 1), 0, DAY_S - 1)]
        while waiting:
            bound, first_s, last_s = heapq.heappop(waiting)
            if bound >= known:
                return found
            spend()
            middle = (first_s + last_s) // 2
            tried = self.judge(replace(self.judged.trip, start_s=middle))
            if (key := self.key(tried)) < known:
                known, found = key, (key, tried)
            for a, b in ((first_s, middle - 1), (middle + 1, last_s)):
                if a <= b:
                    heapq.heappush(waiting, (self.bound(a, b), a, b))
        return found


def least_s(leg: Leg, first_s: int, last_s: int) -> int:
    """The least driving time when leaving between two moments."""
    profile = leg.profile
    if not profile:
        return leg.duration_s
    if last_s - first_s >= DAY_S:
        return min(profile.durations)
    least = min(leg.duration_at(first_s), leg.duration_at(last_s))
    for start_s, lasts_s in profile:
        if (start_s - first_s) % DAY_S <= last_s - first_s:
            least = min(least, lasts_s)
    return least


def never_slower(one: Leg, other: Leg) -> bool:
    """At every departure the first takes no longer than the second; both are lines between points."""
    points = {0, *one.profile.starts, *other.profile.starts}
    return all(_times(one, t) * _parts(other, t) <= _times(other, t) * _parts(one, t) for t in sorted(points))


def _times(leg: Leg, at_s: int) -> int:
    """Driving time times `_parts`, without rounding."""
    return _linear(leg, at_s)[0]


def _parts(leg: Leg, at_s: int) -> int:
    return _linear(leg, at_s)[1]


def _linear(leg: Leg, at_s: int) -> tuple[int, int]:
    starts, durations = leg.profile.starts, leg.profile.durations
    if not starts:
        return leg.duration_s, 1
    i = max(1, next((i for i, s in enumerate(starts) if s >= at_s), len(starts) - 1))
    gap = starts[i] - starts[i - 1]
    return durations[i - 1] * gap + (durations[i] - durations[i - 1]) * (at_s - starts[i - 1]), gap
