"""Where a truck is at a clock time, for the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from game.domain.evaluation import Activity, Doing
from game.domain.units import whole
from game.domain.world import Place, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point on the map."""

    x_m: int
    y_m: int
    leg_share: float
    """How much of the leg's time is behind the truck; 1 when it stands at a place."""
    activity: int
    """Index of the running activity; -1 before the first."""


def position(world: World, vehicle: str, activities: Sequence[Activity], at_s: int) -> Spot:
    """Where a vehicle is. Between two places it moves evenly over the leg's time, jams spread out;
    along the leg's path where it has one, else in a straight line."""
    here = world.places[world.vehicles[vehicle].depot]
    for i, activity in enumerate(activities):
        if at_s < activity.start_s:
            break
        running = at_s < activity.end_s
        if activity.leg is not None and running and activity.leg_to < 1.0 + 1e-9:
            share = _share(activity, at_s)
            x_m, y_m = _along(activity, here, world, activities, share)
            return Spot(x_m=x_m, y_m=y_m, leg_share=share, activity=i)
        if activity.doing is Doing.DRIVE and activity.leg_to >= 1.0:
            here = world.places[activity.place]
        if running:
            return Spot(x_m=here.x_m, y_m=here.y_m, leg_share=1.0, activity=i)
    last = -1 if not activities or at_s < activities[0].start_s else len(activities) - 1
    return Spot(x_m=here.x_m, y_m=here.y_m, leg_share=1.0, activity=last)


def _share(activity: Activity, at_s: int) -> float:
    lasts_s = max(1, activity.end_s - activity.start_s)
    return activity.leg_from + (activity.leg_to - activity.leg_from) * (at_s - activity.start_s) / lasts_s


def _along(
    activity: Activity, origin: Place, world: World, activities: Sequence[Activity], share: float
) -> tuple[int, int]:
    assert activity.leg is not None
    path: Sequence[tuple[int, int]] = activity.leg.path
    if len(path) < 2:
        target = _target(activity, world, activities)
        path = ((origin.x_m, origin.y_m), (target.x_m, target.y_m))
    return point_along(path, share)


def _target(activity: Activity, world: World, activities: Sequence[Activity]) -> Place:
    """Where the leg leads; a break on the road names no place, the drive after it does."""
    ahead = (
        a.place for a in activities if a.start_s >= activity.start_s and a.doing is Doing.DRIVE and a.place
    )
    return world.places[activity.place or next(ahead)]


def point_along(path: Sequence[tuple[int, int]], share: float) -> tuple[int, int]:
    """The point at a share (0..1) of a line's length."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(path)]
    left = max(0.0, min(1.0, share)) * sum(lengths)
    for (a, b), length in zip(pairwise(path), lengths, strict=True):
        if left <= length and length > 0:
            part = left / length
            return whole(a[0] + (b[0] - a[0]) * part), whole(a[1] + (b[1] - a[1]) * part)
        left -= length
    return path[-1]
