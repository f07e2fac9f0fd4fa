"""Two plans as lines: what both drive, and what only one of them drives; every road once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from game.domain.evaluation import Doing, TripEvaluation
from game.domain.world import World

Point = tuple[float, float]


def route_of(world: World, trip: TripEvaluation) -> tuple[Point, ...]:
    """The line that a truck follows, RD metres; straight where a world has no road graph."""
    here = world.places[world.vehicles[trip.trip.vehicle].depot]
    points: list[Point] = [(here.x_m, here.y_m)]
    for activity in trip.activities:
        if activity.doing is not Doing.DRIVE or activity.leg is None or activity.leg_to < 1.0:
            continue
        place = world.places.get(activity.place)
        if activity.leg.path:
            points.extend(activity.leg.path)
        elif place is not None:
            points.append((place.x_m, place.y_m))
    return tuple(p for i, p in enumerate(points) if i == 0 or p != points[i - 1])


Segment = tuple[Point, Point]


def compared_routes(
    world: World, own: Sequence[TripEvaluation], other: Sequence[TripEvaluation]
) -> dict[str, list[tuple[Point, ...]]]:
    """Lines by class: `own` only, `other` only, `both`; every road is drawn once."""
    mine, theirs = _segments(world, own), _segments(world, other)
    classes: dict[str, list[tuple[Point, ...]]] = {"both": [], "other": [], "own": []}
    _sort_out(mine, set(theirs), classes, "own", "both")
    _sort_out([s for s in theirs if s not in set(mine)], set(), classes, "other", "other")
    return classes


def _segments(world: World, trips: Sequence[TripEvaluation]) -> list[Segment]:
    found: dict[Segment, None] = {}
    for trip in trips:
        line = route_of(world, trip)
        for a, b in pairwise(line):
            found[(a, b) if a <= b else (b, a)] = None
    return list(found)


def _sort_out(
    segments: Sequence[Segment], shared: set[Segment], classes: dict[str, list[tuple[Point, ...]]],
    name: str, common: str,
) -> None:  # fmt: skip
    """Join segments of one class that follow each other into lines."""
    for a, b in segments:
        lines = classes[common if (a, b) in shared else name]
        last = lines[-1] if lines else ()
        if last and last[-1] in (a, b):
            lines[-1] = (*last, b if last[-1] == a else a)
        else:
            lines.append((a, b))
