"""Where trucks are on the map at a moment, and lines measured once so that every frame can ask."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from game.domain.evaluation import Activity, Doing, TripEvaluation
from game.domain.world import Leg, World
from game.sim.position import point_along, position

Point = tuple[float, float]
Points = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckAt:
    """Where a truck is at a moment. `doing` is None before it starts and after it ended."""

    vehicle: str
    xy: Point
    doing: Doing | None
    stop: int
    late: bool


def current(activities: Sequence[Activity], at_s: float) -> Activity | None:
    """What is being done at a clock time; None before the start and after the end."""
    return next((a for a in activities if a.start_s <= at_s < a.end_s), None)


def truck_at(world: World, trip: TripEvaluation, at_s: float, ways: Ways) -> TruckAt | None:
    """Where a truck is on the map; None before it starts and when it is home."""
    activity = current(trip.activities, at_s)
    if activity is None:
        return None
    late = any(s.late_s > 0 and s.end_s > at_s for s in trip.stops)
    return TruckAt(
        vehicle=trip.trip.vehicle, xy=_where(world, trip, activity, at_s, ways), doing=activity.doing,
        stop=activity.stop, late=late,
    )  # fmt: skip


def _where(world: World, trip: TripEvaluation, activity: Activity, at_s: float, ways: Ways) -> Point:
    """As `sim.position`, but quick enough for every frame while a truck drives along a line."""
    leg = activity.leg
    if activity.doing is Doing.DRIVE and leg is not None and len(leg.path) > 1:
        gone = (at_s - activity.start_s) / max(1, activity.end_s - activity.start_s)
        return ways.of(leg.path).at(activity.leg_from + (activity.leg_to - activity.leg_from) * gone)
    spot = position(world, trip.trip.vehicle, trip.activities, int(at_s))
    return float(spot.x_m), float(spot.y_m)


class Way:
    """A line with its length up to each point."""

    __slots__ = ("_points", "_upto")

    def __init__(self, points: Points) -> None:
        self._points = points
        self._upto = [0.0, *accumulate(math.dist(a, b) for a, b in pairwise(points))]

    def at(self, share: float) -> Point:
        """The point at a share of the length."""
        wanted = self._upto[-1] * min(1.0, max(0.0, share))
        i = max(1, bisect_left(self._upto, wanted))
        (ax, ay), (bx, by) = self._points[i - 1], self._points[i]
        length = self._upto[i] - self._upto[i - 1]
        t = (wanted - self._upto[i - 1]) / length if length > 0 else 1.0
        return ax + (bx - ax) * t, ay + (by - ay) * t


class Ways(dict[int, tuple[Points, Way]]):
    """Measured lines by the identity of their points: hashing a long line costs more than using it."""

    def of(self, points: Points) -> Way:
        """The measured line; a truck asks for it in every frame."""
        known = self.get(id(points))
        if known is None or known[0] is not points:
            known = self[id(points)] = (points, Way(points))
        return known[1]


def part_of(leg: Leg, start: float, end: float) -> tuple[Point, ...]:
    """The line of a leg between two shares of it.

    Spans are shares of driving time, the line is measured in metres: on a map this is near enough.
    """
    if len(leg.path) < 2 or end <= start:
        return ()
    total = math.fsum(math.dist(a, b) for a, b in pairwise(leg.path))
    points, gone = [_point(leg, start)], 0.0
    for a, b in pairwise(leg.path):
        gone += math.dist(a, b)
        if start * total < gone < end * total:
            points.append((float(b[0]), float(b[1])))
    return (*points, _point(leg, end))


def _point(leg: Leg, share: float) -> Point:
    x_m, y_m = point_along(leg.path, share)
    return float(x_m), float(y_m)
