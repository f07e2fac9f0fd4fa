"""Which trip lies below the pointer on the map: its line within a few pixels, or one of its stops.

Every line is laid once in a coarse grid of cells, kept by its identity, so that a look-up costs no walk
along all roads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from game.ui.map_kept import Kept
from game.ui.map_symbols import MapStop
from game.ui.map_trips import MapTrip

CELL_M = 4000.0
SPARSE_M = 250.0
"""Points nearer than this to the one before say nothing more at this precision."""
NEAR_PX = 12.0
Point = tuple[float, float]
Cells = dict[tuple[int, int], list[tuple[Point, Point]]]
_GRIDS: Kept[Cells] = Kept()


def cells_of(points: Sequence[Point]) -> Cells:
    """Cell -> the stretches of a line that touch it."""
    made: Cells = {}
    before = points[0] if points else (0.0, 0.0)
    for i, point in enumerate(points[1:], 1):
        if math.dist(before, point) < SPARSE_M and i < len(points) - 1:
            continue
        for cell in _between(before, point):
            made.setdefault(cell, []).append((before, point))
        before = point
    return made


def _between(a: Point, b: Point) -> set[tuple[int, int]]:
    x0, x1 = sorted((int(a[0] // CELL_M), int(b[0] // CELL_M)))
    y0, y1 = sorted((int(a[1] // CELL_M), int(b[1] // CELL_M)))
    if (x1 - x0) * (y1 - y0) <= 4:
        return {(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)}
    steps = math.ceil(math.dist(a, b) / (CELL_M / 2))  # a straight line across the country
    points = [(a[0] + (b[0] - a[0]) * k / steps, a[1] + (b[1] - a[1]) * k / steps) for k in range(steps + 1)]
    return {(int(x // CELL_M), int(y // CELL_M)) for x, y in points}


def away_m(cells: Cells, xy: Point) -> float:
    """Distance from a place to a line, infinite when it is further than a cell."""
    cx, cy = int(xy[0] // CELL_M), int(xy[1] // CELL_M)
    near = (s for x in (cx - 1, cx, cx + 1) for y in (cy - 1, cy, cy + 1) for s in cells.get((x, y), ()))
    return min((_apart(xy, a, b) for a, b in near), default=math.inf)


def _apart(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = dx * dx + dy * dy
    share = 0.0 if size == 0 else min(1.0, max(0.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / size))
    return math.dist(p, (a[0] + share * dx, a[1] + share * dy))


def trip_near(trips: Sequence[MapTrip], xy: Point, m_per_px: float, chosen: str = "") -> str:
    """The trip whose line is nearest to a place, within `NEAR_PX`; the chosen one before others."""
    best, least = "", math.inf
    for trip in trips:
        cells = _GRIDS.get((trip.points,), "", lambda points=trip.points: cells_of(points))  # type: ignore[misc]
        apart = away_m(cells, xy) - (m_per_px * 4 if trip.id == chosen else 0)
        if apart < least:
            best, least = trip.id, apart
    return best if least <= NEAR_PX * m_per_px else ""


def trip_of_stop(payload: object) -> str:
    """The vehicle of a stop on the map, or of a group whose stops all belong to one; else nothing."""
    stops = payload if isinstance(payload, tuple) else (payload,)
    found = {
        s.id.rpartition("/")[0] if isinstance(s, MapStop) and s.id.rpartition("/")[2].isdigit() else ""
        for s in stops
    }
    return found.pop() if len(found) == 1 else ""
