"""One way to drive from place to place, with its duration by hour, and where such ways are looked up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from game.domain.travel import DAY_S, NO_PROFILE, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassMetres:
    """Metres of a leg by energy class of road (FACTS 1.4)."""

    motorway: int = 0
    rural: int = 0
    urban: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One way to drive from place to place."""

    distance_m: int
    duration_s: int
    tolled_m: int
    class_m: ClassMetres
    roads: tuple[tuple[str, int], ...] = ()
    """Road number and metres, in driving order."""
    label: str = ""
    """What a planner calls it: `A28 · A7`."""
    path: tuple[tuple[int, int], ...] = ()
    """RD points for drawing; empty in a world with an explicit matrix."""
    road_spans: tuple[tuple[str, float, float], ...] = ()
    """Road number with the fractions of driving time at which it begins and ends."""
    profile: Profile = NO_PROFILE
    """Breakpoints (departure_s, duration_s) of one day; empty: `duration_s` at every hour."""

    def duration_at(self, depart_s: int) -> int:
        """Driving seconds when leaving at `depart_s`, any day; linear between the breakpoints, rounded.

        Before midnight and after the next one the day repeats itself. Leaving later never arrives
        earlier: breakpoints keep that order, and a line rounded one way keeps it between them.
        """
        profile = self.profile
        starts = profile.starts
        if not starts:
            return self.duration_s
        if not 0 <= depart_s < DAY_S:
            depart_s %= DAY_S
        i = bisect_right(starts, depart_s)
        durations = profile.durations
        d1 = durations[i]
        d0 = durations[i - 1]
        if d0 == d1:
            return d0
        t0 = starts[i - 1]
        gap_s = starts[i] - t0
        return d0 + ((d1 - d0) * (depart_s - t0) + (gap_s >> 1)) // gap_s


class LegBook(Protocol):
    """Every leg of a world: computed from the road graph, or given as a matrix."""

    def options(self, profile: str, origin: str, destination: str) -> tuple[Leg, ...]:
        """One to three alternatives between two place ids; number 0 is the fastest."""
        ...

    def fastest(self, profile: str, origin: str, destination: str) -> Leg:
        """Number 0 of `options`, without computing the others."""
        ...

    def shortest_m(self, profile: str, origin: str, destination: str) -> int:
        """Shortest feasible distance in metres, the activity distance of ISO 14083."""
        ...


@runtime_checkable
class FigureBook(Protocol):
    """A book that can give the figures of every pair of a large world without their drawing."""

    def spot(self, place: str) -> Hashable:
        """Places with the same spot have the same legs from and to everywhere."""
        ...

    def figures(self, profile: str, origin: str, destination: str, *, others: bool) -> tuple[Leg, ...]:
        """As `options`, or without `others` number 0 alone; no line, road numbers or label."""
        ...


@runtime_checkable
class SecondsBook(Protocol):
    """A book that can tell how far off many places are without a leg for each."""

    def free_flow_s(self, profile: str, origin: str, destination: str) -> int:
        """The `duration_s` of the fastest way."""
        ...
