"""How long a drive really takes: jams and open bridges, slow traffic, a vehicle that stands still.

A jam or a bridge costs its whole delay once per leg. Slow traffic leaves a share of the speed to the part
of a drive that falls within its span and on its road, and nobody overtakes by leaving later. A standstill
is no driving: it only moves what comes after it. Breaks on the road are not counted in where the truck is:
approximate for legs of more than 4.5 hours. After a standstill the rest of the leg keeps the traffic of the
hour in which it was begun: approximate too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from math import floor, prod
from typing import NamedTuple

from game.domain.day import Incident
from game.domain.travel import DAY_S
from game.domain.world import Leg
from game.rules.times import Standstill

ONCE = frozenset({"jam", "bridge"})
"""Causes on a road that cost their delay once."""
SLOW = "slow"
OF_ROAD = ONCE | {SLOW}
Halts = tuple[Standstill, ...]


class Stuck(NamedTuple):
    """A truck that meets trouble on a road: when it enters it, and what it loses there."""

    incident: str
    enter_s: int
    delay_s: int


class Drive(NamedTuple):
    """A drive of a whole leg."""

    seconds: int
    """Behind the wheel; standstills are not in it."""
    met: tuple[Stuck, ...]
    """In driving order."""


def drive(*, leg: Leg, depart_s: int, incidents: Iterable[Incident], halts: Halts = ()) -> Drive:
    """A leg that is begun at `depart_s`; `halts` are those of the vehicle."""
    roads = {road for road, _, _ in leg.road_spans}
    mine = [i for i in incidents if i.kind in OF_ROAD and (i.subject in roads or i.subject == "*")]
    if not mine:
        return Drive(leg.duration_at(depart_s), ())
    end_s = depart_s + leg.duration_at(depart_s)
    slow = [i for i in mine if i.kind == SLOW]
    halts = tuple(h for h in halts if h.from_s > depart_s)
    once = [i for i in mine if i.kind in ONCE]
    if not halts and not once and not any(_meets(i, depart_s, end_s) for i in slow):
        return Drive(end_s - depart_s, ())
    if not halts and not slow:
        met = tuple(_jams(leg, depart_s, once))
        return Drive(leg.duration_at(depart_s) + sum(s.delay_s for s in met), met)
    return _Passage(leg, depart_s, mine, halts).whole()


def jams_met(*, leg: Leg, depart_s: int, incidents: Iterable[Incident]) -> Iterator[Stuck]:
    """What a drive meets on its roads, in driving order."""
    yield from drive(leg=leg, depart_s=depart_s, incidents=incidents).met


def _meets(incident: Incident, on_s: float, off_s: float) -> bool:
    """A truck meets trouble when it is on that road while it stands."""
    return on_s < incident.to_s and incident.from_s < off_s


def _jams(leg: Leg, depart_s: int, standing: list[Incident]) -> Iterator[Stuck]:
    drive_s, lost_s = leg.duration_at(depart_s), 0
    for road, begins, ends in leg.road_spans:
        on_s, off_s = (depart_s + lost_s + round(part * drive_s) for part in (begins, ends))
        for jam in [i for i in standing if i.subject == road]:
            if _meets(jam, on_s, off_s):
                standing.remove(jam)
                yield Stuck(jam.id, max(on_s, jam.from_s), jam.delay_s)
                lost_s += jam.delay_s


class _Passage:
    """A drive on the clock, stretch by stretch; lives no longer than one question."""

    def __init__(self, leg: Leg, depart_s: int, mine: list[Incident], halts: Halts) -> None:
        self.leg, self.depart_s, self.halts = leg, depart_s, halts
        self.slow = [i for i in mine if i.kind == SLOW]
        self.once = [i for i in mine if i.kind in ONCE]
        self.at_s = float(depart_s)
        self.met: dict[str, Stuck] = {}

    def whole(self) -> Drive:
        """From the beginning to the end."""
        free_s = free_flow_s(self.leg, self.depart_s, self.slow)
        for road, share in _stretches(self.leg):
            self._stretch(road, share * free_s)
        planned_s = self.depart_s + self.leg.duration_at(self.depart_s)
        # who would meet it as planned is not through before it begins: who left earlier may be
        self.at_s = max(self.at_s, *(float(i.from_s) for i in self.slow if i.from_s < planned_s), 0.0)
        stood_s = sum(h.to_s - h.from_s for h in self.halts if h.from_s < self.at_s)
        # to a microsecond first, so that equal times that were added up otherwise are rounded alike
        seconds = floor(round(self.at_s, 6) + 0.5) - self.depart_s - stood_s
        return Drive(seconds, tuple(sorted(self.met.values(), key=lambda s: s.enter_s)))

    def _stretch(self, road: str, seconds: float) -> None:
        on_s, here = self.at_s, [i for i in self.slow if i.subject in (road, "*")]
        self.at_s = through(on_s, seconds, here, self.halts)
        for slow in here:
            if _meets(slow, on_s, self.at_s):
                known = self.met.get(slow.id, Stuck(slow.id, max(floor(on_s), slow.from_s), 0))
                self.met[slow.id] = known._replace(
                    delay_s=known.delay_s + floor(_lost_s(slow, on_s, self.at_s))
                )
        for jam in [i for i in self.once if i.subject == road and _meets(i, on_s, self.at_s)]:
            self.once.remove(jam)
            self.met[jam.id] = Stuck(jam.id, max(floor(on_s), jam.from_s), jam.delay_s)
            self.at_s = through(self.at_s, jam.delay_s, (), self.halts)


def _lost_s(slow: Incident, on_s: float, off_s: float) -> float:
    """What slow traffic costs between two clock times, when nothing else holds the truck up."""
    return (min(off_s, slow.to_s) - max(on_s, slow.from_s)) * (1 - speed(slow))


def speed(slow: Incident) -> float:
    """The share of the speed that is left; never more than all of it."""
    return min(100, slow.percent) / 100


def through(at_s: float, seconds: float, slow: Iterable[Incident], halts: Halts) -> float:
    """The clock time after so many seconds of free driving from `at_s`. Of several the slowest counts."""
    while True:
        halted = next((h for h in halts if h.from_s <= at_s < h.to_s), None)
        if halted is not None:
            at_s = float(halted.to_s)
            continue
        rate = min((speed(i) for i in slow if i.from_s <= at_s < i.to_s), default=1.0)
        edges = [float(e) for i in slow for e in (i.from_s, i.to_s) if e > at_s]
        edges += [float(h.from_s) for h in halts if h.from_s > at_s]
        until_s = min(edges, default=float("inf"))
        if at_s + seconds / rate <= until_s:
            return at_s + seconds / rate
        seconds -= (until_s - at_s) * rate
        at_s = until_s


def _stretches(leg: Leg) -> Iterator[tuple[str, float]]:
    """Roads with their share of the driving time; what lies between them has no number."""
    at = 0.0
    for road, begins, ends in leg.road_spans:
        if begins > at:
            yield "", begins - at
        if ends > max(at, begins):
            yield road, ends - max(at, begins)
        at = max(at, ends)
    if at < 1.0:
        yield "", 1.0 - at


def free_flow_s(leg: Leg, depart_s: int, slow: list[Incident]) -> float:
    """Driving seconds without trouble, made to fit slow traffic.

    Where the rush hour ebbs away faster than slow traffic lets a truck move, who leaves later would arrive
    earlier; then leaving now is as good as leaving at that later hour and having waited.
    """
    if not leg.profile or not slow:
        return float(leg.duration_at(depart_s))
    share = prod(speed(i) for i in slow)
    at_s, starts, durations = depart_s % DAY_S, leg.profile.starts, leg.profile.durations
    later = [(s + day, d) for day in (0, DAY_S) for s, d in zip(starts, durations, strict=True)]
    return min([_exact(leg, at_s), *(d + share * (s - at_s) for s, d in later if s > at_s)])


def _exact(leg: Leg, at_s: int) -> float:
    """`Leg.duration_at` of a second of the day, not rounded."""
    starts, durations = leg.profile.starts, leg.profile.durations
    i = bisect_right(starts, at_s)
    (t0, t1), (d0, d1) = starts[i - 1 : i + 1], durations[i - 1 : i + 1]
    return d0 + (d1 - d0) * (at_s - t0) / (t1 - t0)
