"""Travel time by hour of departure: the congestion that planning expects, integrated along a way.

The factors (facts `congestion.*`, quality A: authored, to be tuned with planners) make every
stretch take longer in its peak hours. A truck that is on a stretch when a period begins or ends
changes speed at that very moment, so leaving later never means arriving earlier. A disruption of
the day, such as `recurrent_peak_jam`, is the excess above this.

Approximations: every day is taken to be followed and preceded by one like it; a public holiday
counts as the day of the week that it falls on; in both directions of a road the same factors hold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate, pairwise
from operator import mul

from game.content.facts import FactError, RawFacts
from game.content.numbers import clock_s
from game.content.roadpath import RoadSpan
from game.domain.errors import Unreadable
from game.domain.travel import DAY_S, NO_PROFILE, Profile
from game.domain.units import split_exactly, whole
from game.domain.world import Leg

_GROUP = "congestion"
_HOURS = "hours"
_MS = 1000
_DAY_MS = DAY_S * _MS
_SATURDAY = 5
_SHARED_S = tuple(range(DAY_S + 1))
"""One object per second of the day: thousands of profiles then hold references, not numbers."""

Factors = tuple[int, ...]
"""Permille of the free-flow time in each period."""
Stretch = tuple[int, Factors]
"""Free-flow seconds with the factors that hold there."""
Knot = tuple[int, int]
"""Departure and duration in milliseconds, where the true function bends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFactors:
    """How much longer driving takes in each period of one kind of day."""

    borders_s: tuple[int, ...]
    """When the periods begin, rising; the last one lasts until the first border of the next day."""
    by_class: Mapping[str, Factors]
    """Congestion class (`ring` or a road class) to permille of free-flow time in each period."""

    def of(self, peak_class: str) -> Factors:
        """Factors of a class. Raises FactError for one that the facts do not know."""
        found = self.by_class.get(peak_class)
        if found is None:
            raise FactError(f"no {_GROUP}.{peak_class}; known: {', '.join(self.by_class)}")
        return found


def period_factors(facts: RawFacts, on: date) -> DayFactors:
    """The factors of a day of the week, from facts `congestion.*`.

    Source: the geography notes of the project (GEO, quality A). Monday to Friday have a morning
    and an evening peak; Saturday counts for classes that have a `saturday` (u) during shopping hours;
    Sunday has no periods; all other hours have the factor `night`. Public holidays are out of
    scope. Raises FactError for a missing or impossible figure.
    """
    if on.isoweekday() <= _SATURDAY:
        names: tuple[str, ...] = ("morning", "evening")
    else:
        names = ("saturday",) if on.isoweekday() == _SATURDAY + 1 else ()
    night = _permille(facts, f"{_GROUP}.{_HOURS}.night", on)
    classes = [name for name in facts.names(_GROUP) if name != _HOURS]
    borders = tuple(_clock(facts, f"{name}_{end}", on) for name in names for end in ("from", "to"))
    if any(a >= b for a, b in pairwise((*borders, DAY_S))):
        raise FactError(f"{_GROUP}.{_HOURS}: periods must follow each other within one day: {borders}")
    return DayFactors(
        borders_s=borders or (0,),
        by_class={c: _of_class(facts, c, names, night, on) for c in classes},
    )


def _of_class(facts: RawFacts, name: str, periods: Sequence[str], night: int, on: date) -> Factors:
    """Peak, the hours after it, the next peak, ...; on a day without periods the night alone."""
    factors: list[int] = []
    for period in periods:
        path = f"{_GROUP}.{name}.{period}"
        known = path in facts.entries or period != "saturday"
        factors += [_permille(facts, path, on) if known else night, night]
    return tuple(factors or [night])


def _permille(facts: RawFacts, path: str, on: date) -> int:
    permille = whole(facts.number(path, on) * 1000)
    if permille <= 0:
        raise FactError(f"fact {path!r} must be more than 0")
    return permille


def _clock(facts: RawFacts, name: str, on: date) -> int:
    path = f"{_GROUP}.{_HOURS}.{name}"
    try:
        return clock_s(facts.text(path, on))
    except Unreadable:
        raise FactError(f"fact {path!r} is not a clock time such as 07:00") from None


def expected_delay_s(leg: Leg, depart_s: int) -> int:
    """Seconds of congestion that planning expects on a leg when leaving then; 0 in free flow."""
    return leg.duration_at(depart_s) - leg.duration_s


def profile_of_spans(spans: Iterable[RoadSpan], day: DayFactors) -> Profile:
    """The profile of a way over the road graph."""
    of = day.of
    return profile_of([(span.to_s - span.from_s, of(span.peak_class)) for span in spans], day.borders_s)


def profile_of_shares(duration_s: int, weights: tuple[float, float, float], day: DayFactors) -> Profile:
    """The profile of a leg known only by its driving time on motorway, rural and urban roads.

    Approximate: motorway counts as class m, rural as n, urban as u, and the order is taken to be
    town, country, motorway, country, town with equal halves. `weights` are in proportion to time.
    """
    motorway, rural, urban = weights
    parts = split_exactly(duration_s, (urban / 2, rural / 2, motorway, rural / 2, urban / 2))
    return profile_of(zip(parts, map(day.of, ("u", "n", "m", "n", "u")), strict=True), day.borders_s)


def profile_of(stretches: Iterable[Stretch], borders_s: tuple[int, ...]) -> Profile:
    """Exact integration along stretches in driving order; breakpoints to the nearest second.

    The duration bends exactly at those departures that bring the truck to an end of a stretch when
    a period begins. These are computed in milliseconds; at whole seconds next to them the function is
    evaluated and rounded once. An empty profile when the factors change nothing.
    """
    merged = _merged(stretches)
    free = (1000,) * len(borders_s)
    if all(factors == free for _, factors in merged):
        return NO_PROFILE
    profile = _in_seconds(_Way(merged, borders_s).knots())
    free_s = sum(seconds for seconds, _ in merged)
    return NO_PROFILE if all(d == free_s for d in profile.durations) else profile


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Neighbours with the same factors as one; stretches of no time left out."""
    merged: list[Stretch] = []
    for seconds, factors in stretches:
        if merged and merged[-1][1] == factors:
            merged[-1] = (merged[-1][0] + seconds, factors)
        elif seconds:
            merged.append((seconds, factors))
    return merged


@cache
def _periods(borders_s: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """When each period begins and how long it lasts, in milliseconds."""
    begins = tuple(border * _MS for border in borders_s)
    return begins, tuple(b - a for a, b in pairwise((*begins, begins[0] + _DAY_MS)))


class _Way:
    """A way in driving order with its time in every period; lives no longer than one profile.

    `ends[p][j]` is the time in milliseconds from the beginning of the way to the end of stretch
    j - 1, would period p last for ever. Whole seconds times permille: exact.
    """

    __slots__ = ("begins", "ends", "factors", "lasts")

    def __init__(self, stretches: Sequence[Stretch], borders_s: tuple[int, ...]) -> None:
        self.begins, self.lasts = _periods(borders_s)
        self.factors = [factors for _, factors in stretches]
        seconds = [s for s, _ in stretches]
        by_period = list(zip(*self.factors, strict=True))
        # the hours between two peaks are alike
        ends = {row: list(accumulate(map(mul, seconds, row), initial=0)) for row in dict.fromkeys(by_period)}
        self.ends: list[list[int]] = [ends[row] for row in by_period]

    def knots(self) -> list[Knot]:
        """Every bend of one day by departure, rising; arrivals never go back."""
        found: list[Knot] = []
        plain = True
        for after, border in enumerate(self.begins):
            behind, ahead = self.ends[after - 1], self.ends[after]
            all_ahead = ahead[-1]
            if behind[-1] <= self.lasts[after - 1] and all_ahead <= self.lasts[after]:
                # The whole way fits between two borders: bends are exact and come in order.
                both = zip(behind[::-1], ahead[::-1], strict=True)
                found += [(border - x, x + all_ahead - y) for x, y in both]
            else:
                plain = False
                found += self._far_knots(after)
        return found if plain and found[0][0] >= 0 else _in_order(found)

    def _far_knots(self, after: int) -> Iterator[Knot]:
        """Bends of a way that is longer than a period: it may be on the road in three or more."""
        before = (after - 1) % len(self.ends)
        behind, ahead, border = self.ends[before], self.ends[after], self.begins[after]
        for stop, (x, y) in enumerate(zip(behind, ahead, strict=True)):
            since = x if x <= self.lasts[before] else self._since(stop, before)
            rest = ahead[-1] - y
            yield border - since, since + (rest if rest <= self.lasts[after] else self._until(stop, after))

    def _since(self, stop: int, period: int) -> int:
        """Time driven before the truck is at an end of a stretch just when `period` gives way."""
        spent, driven = 0, self.ends[period][stop]
        while driven > self.lasts[period]:
            spent += self.lasts[period]
            earlier = (period - 1) % len(self.ends)
            driven = self._convert(driven - self.lasts[period], period, earlier)
            period = earlier
        return spent + driven

    def _until(self, stop: int, period: int) -> int:
        """Time to the end of the way from an end of a stretch, `period` just beginning."""
        spent, driven = 0, self.ends[period][stop]
        while self.ends[period][-1] - driven > self.lasts[period]:
            spent += self.lasts[period]
            following = (period + 1) % len(self.ends)
            driven = self._convert(driven + self.lasts[period], period, following)
            period = following
        return spent + self.ends[period][-1] - driven

    def _convert(self, driven: int, period: int, other: int) -> int:
        """The same spot on the way in the time of another period; rounds down to a millisecond."""
        ends = self.ends[period]
        i = min(bisect_right(ends, driven) - 1, len(self.factors) - 1)
        factors = self.factors[i]
        return self.ends[other][i] + (driven - ends[i]) * factors[other] // factors[period]


def _in_order(found: Iterable[Knot]) -> list[Knot]:
    """Knots as departures of one day, rising; a millisecond of rounding never turns arrivals round."""
    knots: list[Knot] = []
    rising = sorted([(departure % _DAY_MS, lasts) for departure, lasts in found])
    latest = max([departure + lasts for departure, lasts in rising]) - _DAY_MS
    for departure, lasts in rising:
        latest = max(latest, departure + lasts)
        knots.append((departure, latest - departure))
    return knots


def _in_seconds(knots: Sequence[Knot]) -> Profile:
    """The function at midnight and at the whole seconds nearest to its bends."""
    (first, first_lasts), (last, last_lasts) = knots[0], knots[-1]
    following = iter((*knots, (first + _DAY_MS, first_lasts)))
    t0, d0 = last - _DAY_MS, last_lasts
    t1, d1 = next(following)
    seconds = dict.fromkeys([0, *[(departure + 500) // _MS for departure, _ in knots], DAY_S])
    durations = []
    for second in seconds:
        clock = second * _MS
        while t1 < clock:
            t0, d0 = t1, d1
            t1, d1 = next(following)
        lasts = d1 if d0 == d1 else d0 + (d1 - d0) * (clock - t0) // (t1 - t0)
        durations.append((lasts + 500) // _MS)
    return Profile(starts=_shared(seconds), durations=_shared(durations))


def _shared(values: Collection[int]) -> tuple[int, ...]:
    return tuple([_SHARED_S[v] for v in values]) if max(values) <= DAY_S else tuple(values)
