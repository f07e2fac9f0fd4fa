"""The selected trip in stretches: how full the truck is, whether the battery runs low, where toll is due."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from game.content.geo import load_graph
from game.domain.evaluation import Activity, Doing, TripEvaluation
from game.domain.world import Load, World
from game.rules.load import share

Point = tuple[float, float]
LOW = 2.0
"""Below this many times the reserve the battery is low."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPart:
    """A stretch of a route. `load` 0..1 of what the vehicle holds; `charge` "", `low` or `under`."""

    points: tuple[Point, ...]
    load: float = 0.0
    charge: str = ""
    toll: bool = False


@dataclass(frozen=True, slots=True)
class _Driven:
    """One leg as driven, with the pieces of it between breaks."""

    pieces: tuple[Activity, ...]
    origin: Point
    end: Point


def parts_of(world: World, judged: TripEvaluation) -> tuple[MapPart, ...]:
    """The whole trip, depot to depot, cut where load, battery or toll changes."""
    capacity = world.vehicles[judged.trip.vehicle].class_.capacity
    made: list[MapPart] = []
    for driven in _legs(world, judged):
        load = share(load=_aboard(judged, driven.pieces[0].stop), capacity=capacity)
        line = _line(driven)
        if len(line) < 2:
            continue
        tolled = _tolled(line)
        limits = _limits(world, judged)
        cuts = {0.0, 1.0, *_crossings(judged, driven.pieces, limits), *chain.from_iterable(tolled)}
        for start, end in pairwise(sorted(cuts)):
            middle = (start + end) / 2
            if end - start > 1e-9:
                made.append(
                    MapPart(
                        points=between(line, start, end),
                        load=load,
                        charge=_word(_level_on(judged, driven.pieces, middle), limits),
                        toll=any(low <= middle < high for low, high in tolled),
                    )
                )
    return tuple(made)


def _limits(world: World, judged: TripEvaluation) -> tuple[float, ...]:
    """Watt-hours: the reserve, and what counts as low; nothing without a battery."""
    if not judged.battery_trace:
        return ()
    reserve = world.battery_reserve_share * world.vehicles[judged.trip.vehicle].class_.battery_wh
    return reserve, LOW * reserve


def _word(level: float, limits: tuple[float, ...]) -> str:
    if not limits or level >= limits[1]:
        return ""
    return "under" if level < limits[0] else "low"


def _legs(world: World, judged: TripEvaluation) -> Iterator[_Driven]:
    depot = world.places[world.vehicles[judged.trip.vehicle].depot]
    here: Point = (depot.x_m, depot.y_m)
    pieces: list[Activity] = []
    for activity in judged.activities:
        if activity.doing is not Doing.DRIVE or activity.leg is None:
            continue
        if activity.leg_from <= 0.0:
            pieces = []
        pieces.append(activity)
        if activity.leg_to >= 1.0:
            place = world.places.get(activity.place, depot)
            end: Point = (place.x_m, place.y_m)
            yield _Driven(tuple(pieces), here, end)
            here = end


def _aboard(judged: TripEvaluation, stop: int) -> Load:
    """What is aboard on the way to a stop; a truck that turned round before its first one is empty."""
    stops = judged.stops
    if not stops:
        return Load()
    return stops[stop].load_before if 0 <= stop < len(stops) else stops[-1].load_after


def _line(driven: _Driven) -> tuple[Point, ...]:
    leg = driven.pieces[0].leg
    path = tuple((float(x), float(y)) for x, y in leg.path) if leg else ()
    line = (driven.origin, *path, driven.end)
    return tuple(p for i, p in enumerate(line) if i == 0 or p != line[i - 1]) or line[:1]


# -- battery ---------------------------------------------------------------------------------------
def _crossings(judged: TripEvaluation, pieces: Sequence[Activity], limits: Sequence[float]) -> list[float]:
    """Fractions of the leg at which the level falls through a limit."""
    found: set[float] = set()
    for piece in pieces:
        first, last = level_at(judged, piece.start_s), level_at(judged, piece.end_s)
        for limit in limits:
            if last < limit <= first and first > last:
                part = (first - limit) / (first - last)
                found.add(piece.leg_from + part * (piece.leg_to - piece.leg_from))
    return sorted(f for f in found if 0.0 < f < 1.0)


def _level_on(judged: TripEvaluation, pieces: Sequence[Activity], fraction: float) -> float:
    piece = next((p for p in pieces if p.leg_from <= fraction <= p.leg_to), pieces[-1])
    wide = piece.leg_to - piece.leg_from
    part = (fraction - piece.leg_from) / wide if wide > 0 else 0.0
    return level_at(judged, piece.start_s + part * (piece.end_s - piece.start_s))


def level_at(judged: TripEvaluation, time_s: float) -> float:
    """Watt-hours left at a clock time, linear between the points of the trace."""
    trace = judged.battery_trace
    for (t0, a), (t1, b) in pairwise(trace):
        if t0 <= time_s <= t1:
            return a if t1 == t0 else a + (b - a) * (time_s - t0) / (t1 - t0)
    return float(trace[0][1] if trace and time_s < trace[0][0] else trace[-1][1]) if trace else 0.0


def between(line: Sequence[Point], start: float, end: float) -> tuple[Point, ...]:
    """The stretch of a line from one fraction of its length to another."""
    lengths = [math.dist(a, b) for a, b in pairwise(line)]
    total = sum(lengths)
    if total <= 0:
        return tuple(line)
    low, high, at = start * total, end * total, 0.0
    made: list[Point] = []
    for (a, b), length in zip(pairwise(line), lengths, strict=True):
        if length > 0 and at + length > low and at < high:
            t0, t1 = max(0.0, (low - at) / length), min(1.0, (high - at) / length)
            if not made:
                made.append(_mid(a, b, t0))
            made.append(_mid(a, b, t1))
        at += length
    return tuple(made)


def _mid(a: Point, b: Point, t: float) -> Point:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


# -- toll ------------------------------------------------------------------------------------------
@cache
def tolled_segments() -> frozenset[tuple[Point, Point]]:
    """Every stretch of the road graph on which the vrachtwagenheffing is due, in both directions."""
    found: set[tuple[Point, Point]] = set()
    for edge in load_graph().edges:
        if edge.tolled:
            for a, b in pairwise(edge.shape):
                found |= {(a, b), (b, a)}
    return frozenset(found)


def _tolled(line: Sequence[Point]) -> list[tuple[float, float]]:
    """Fractions of the line's length from and to which toll is due."""
    known = tolled_segments()
    lengths = [math.dist(a, b) for a, b in pairwise(line)]
    total, at = sum(lengths), 0.0
    found: list[tuple[float, float]] = []
    for pair, length in zip(pairwise(line), lengths, strict=True):
        start, at = at, at + length
        if pair in known and total > 0:
            low, high = start / total, at / total
            if found and low - found[-1][1] < 1e-12:
                found[-1] = (found[-1][0], high)
            else:
                found.append((low, high))
    return found
