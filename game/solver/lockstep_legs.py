"""Columns that grow, and the fastest legs of one world in them: lengths, and durations by the hour.

Legs are looked up when they are first asked for and kept as long as the world. Loads numpy.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.domain.legs import Leg
from game.domain.plan import Trip
from game.domain.travel import DAY_S
from game.domain.world import World
from game.rules.energy import weighted_m
from game.rules.schedule import legs_places

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NEVER_S = 1 << 40
"""Later than any moment of a day."""
BUCKET_BITS = 7
BUCKET_S = 1 << BUCKET_BITS
BUCKETS = DAY_S // BUCKET_S


class Column:
    """Rows that grow; doubled when full. A cell may be a number or a row of numbers."""

    def __init__(self, kind: Any, width: int = 0) -> None:
        self._data = np.zeros((256, width) if width else 256, dtype=kind)
        self.count = 0

    def add(self, value: Any) -> None:
        """One more row."""
        if self.count == len(self._data):
            self._data = np.concatenate([self._data, np.zeros_like(self._data)])
        self._data[self.count] = value
        self.count += 1

    def widen(self, width: int, filling: int) -> None:
        """Room for longer cells."""
        more = np.full((len(self._data), width - self._data.shape[1]), filling, dtype=self._data.dtype)
        self._data = np.concatenate([self._data, more], axis=1)

    @property
    def width(self) -> int:
        """Length of a cell."""
        return int(self._data.shape[1])

    @property
    def rows(self) -> NDArray[Any]:
        """All rows, with idle ones behind them: for looking up by number."""
        return self._data


class Legs:
    """The fastest legs between places, by number of profile and places."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.place = {name: i for i, name in enumerate(sorted(world.places))}
        self._names = sorted(world.places)
        classes = {v.class_.id: v.class_ for v in world.vehicles.values()}
        self.classes = {name: i for i, name in enumerate(sorted(classes))}
        self._classes = [classes[name] for name in sorted(classes)]
        profiles = sorted({c.profile for c in classes.values()})
        self._profiles, self.profiles = profiles, {name: i for i, name in enumerate(profiles)}
        self._roads: dict[tuple[int, int, int, int], int] = {}
        self._any = {
            p: next(v for _, v in sorted(world.vehicles.items()) if v.class_.profile == p) for p in profiles
        }
        self._number = np.full((len(profiles), len(self.place), len(self.place)), -1, dtype=np.int32)
        self.duration_s, self.distance_m, self.tolled_m = (Column(np.int64) for _ in range(3))
        self.weighted_m = Column(np.float64, len(classes))
        self.starts, self.durations = Column(np.int64, 2), Column(np.int64, 2)
        self.begun = Column(np.uint8, BUCKETS + 1)
        """Breakpoints at or before the beginning of each 128 seconds."""
        self._steps = 0

    def numbers(self, profile: Ints, origin: Ints, destination: Ints) -> Ints:
        """Numbers of legs between places; legs that were never asked for are looked up now."""
        found: Ints = self._number[profile, origin, destination].astype(np.int64)
        missing = found < 0
        if missing.any():
            triples = np.stack(
                [np.broadcast_to(profile, found.shape)[missing], origin[missing], destination[missing]]
            )
            for p, a, b in np.unique(triples, axis=1).T.tolist():
                self._add(p, a, b)
            found = self._number[profile, origin, destination].astype(np.int64)
        return found

    def of_trip(self, trip: Trip) -> list[int]:
        """Numbers of the legs of a trip by the roads it takes, the way home last."""
        vehicle = self.world.vehicles[trip.vehicle]
        profile = self.profiles[vehicle.class_.profile]
        ends = [self.place[name] for name in legs_places(self.world, trip)]
        roads = [*(s.route for s in trip.stops), trip.return_route]
        return [self._by_road(profile, *pair, road) for pair, road in zip(pairwise(ends), roads, strict=True)]

    def _by_road(self, profile: int, origin: int, destination: int, road: int) -> int:
        if not road:
            known = int(self._number[profile, origin, destination])
            return known if known >= 0 else self._add(profile, origin, destination)
        key = profile, origin, destination, road
        if key not in self._roads:
            vehicle = self._any[self._profiles[profile]]
            leg = self.world.leg(vehicle, self._names[origin], self._names[destination], road)
            self._roads[key] = self._row(leg)
        return self._roads[key]

    def _add(self, profile: int, origin: int, destination: int) -> int:
        vehicle = self._any[self._profiles[profile]]
        number = self._row(self.world.leg(vehicle, self._names[origin], self._names[destination]))
        self._number[profile, origin, destination] = number
        return number

    def _row(self, leg: Leg) -> int:
        self.duration_s.add(leg.duration_s)
        self.distance_m.add(leg.distance_m)
        self.tolled_m.add(leg.tolled_m)
        self.weighted_m.add([weighted_m(leg=leg, class_=c) for c in self._classes])
        self._add_profile(leg)
        return self.duration_s.count - 1

    def _add_profile(self, leg: Leg) -> None:
        starts = list(leg.profile.starts) or [0, DAY_S]
        durations = list(leg.profile.durations) if leg.profile.starts else [leg.duration_s] * 2
        if len(starts) > self.starts.width:
            self.starts.widen(len(starts), NEVER_S)
            self.durations.widen(len(starts), 0)
        begun = np.searchsorted(starts, np.arange(BUCKETS + 1) * BUCKET_S, side="right")
        self.begun.add(begun)
        self._steps = max(self._steps, int(np.diff(begun).max()))
        idle = self.starts.width - len(starts)
        self.starts.add(starts + [NEVER_S] * idle)
        self.durations.add(durations + [durations[-1]] * idle)

    def quickest_s(self, leg: Ints) -> Ints:
        """The shortest duration of legs at any hour."""
        durations = self.durations.rows[leg]
        found: Ints = np.where(self.starts.rows[leg] < NEVER_S, durations, NEVER_S).min(axis=1)
        return found

    def driving_s(self, leg: NDArray[Any], depart_s: Ints) -> Ints:
        """`Leg.duration_at` of many legs."""
        at_s = depart_s
        if at_s.size and (at_s.min() < 0 or at_s.max() >= DAY_S):
            at_s = at_s % DAY_S
        starts, durations = self.starts.rows.ravel(), self.durations.rows.ravel()
        cell = leg * (BUCKETS + 1) + (at_s >> BUCKET_BITS)
        low = self.begun.rows.ravel().take(cell) + (leg * self.starts.width - 1)
        # the last breakpoint that has begun: a few steps from the one before the 128 seconds
        ahead = low + 1
        for _ in range(self._steps):
            ahead += starts.take(ahead) <= at_s
        low = ahead - 1
        d0, t0 = durations.take(low), starts.take(low)
        d1, gap_s = durations.take(ahead), starts.take(ahead) - t0
        # by floats, which are exact for numbers of this size and far quicker than whole division
        found: Ints = d0 + np.floor(((d1 - d0) * (at_s - t0) + (gap_s >> 1)) / gap_s).astype(np.int64)
        return found
