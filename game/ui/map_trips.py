"""Routes on the map, tile by tile: all trips thin and grey, then the selected ones and jams on top.

The grey layer holds the selected trips too (the bold line covers them): a selection leaves it as it is.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.ui.map_along import MapPart
from game.ui.map_tiles import BIG, SS, TILE, Shape, TileKey, boxed
from game.ui.paint import Point
from game.ui.paint_baked import thick_line
from game.ui.theme import Color, Palette

Line = tuple[Point, ...]
SHIFT_PX = 2.2  # to the right of its direction, so that out and back lie beside each other
GREY_ALPHA = 140
ARROW_PX = 90.0
BAND = 8.0
LINE_PX, CASING_PX = 4.5, 3.5
EMPTY_PX, FULL_PX = 3.2, 7.6
"""Width of the selected trip's line with nothing aboard, and full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTrip:
    """A route in RD metres. kind: 'trip' or 'jam'. `parts`: the same route in stretches, when known."""

    id: str
    points: Line
    selected: bool = False
    kind: str = "trip"
    parts: tuple[MapPart, ...] = ()


def width_of(part: MapPart) -> float:
    """Line width in logical pixels: thin is empty, thick is full; a negative load is not shown."""
    if part.load < 0:
        return LINE_PX
    return EMPTY_PX + (FULL_PX - EMPTY_PX) * min(1.0, part.load)


class TripLayers:
    """All routes on the sheet for one zoom level; a tile is painted again only when its routes change."""

    def __init__(self, mpp: float, scale: float) -> None:
        self.mpp, self.scale = mpp, scale
        self._shapes: dict[tuple[int, bool], tuple[Line, Shape, frozenset[TileKey]]] = {}
        self._big = pygame.Surface((BIG, BIG), pygame.SRCALPHA)

    def _made(self, line: Line, *, shifted: bool) -> tuple[Line, Shape, frozenset[TileKey]]:
        """(the route, its shape at painting size, the tiles it may touch); kept by identity of the route."""
        key = (id(line), shifted)
        if key not in self._shapes:
            if len(self._shapes) > 400:
                self._shapes.clear()
            k = SS / self.mpp
            points = [(x * k, -y * k) for x, y in line]
            made = boxed(shift_right(points, SHIFT_PX * SS * self.scale) if shifted else thinned(points, 1.0))
            self._shapes[key] = (line, made, _tiles_of(made, BAND * SS * self.scale))
        return self._shapes[key]

    def shape(self, trip: MapTrip, *, thin: bool) -> Shape:
        """A route at painting size: shifted to its right, or on the road itself when it stands out."""
        return self._made(trip.points, shifted=thin)[1]

    def tiles(self, trip: MapTrip, *, thin: bool) -> frozenset[TileKey]:
        """The tiles whose picture can depend on the trip."""
        return self._made(trip.points, shifted=thin)[2]

    def thin_tile(self, trips: Sequence[MapTrip], key: TileKey, c: Palette) -> pygame.Surface:
        """A transparent tile with these trips thin and grey; overlaps do not add up."""
        self._big.fill((*c.map.trip, 0))
        width = max(2, round(2 * SS * self.scale))
        for trip in trips:
            for run in self._runs(self.shape(trip, thin=True), key):
                thick_line(self._big, run, (*c.map.trip, GREY_ALPHA), width)
        return pygame.transform.smoothscale(self._big, (TILE, TILE))

    def bold_tile(self, trips: Sequence[MapTrip], key: TileKey, c: Palette) -> pygame.Surface:
        """A transparent tile with selected trips and jams."""
        made: pygame.Surface | None = None
        for trip in trips:
            layer = self._bold(trip, key, c)
            if made is None:
                made = layer
            else:
                made.blit(layer, (0, 0))
        return made or pygame.Surface((TILE, TILE), pygame.SRCALPHA)

    def _bold(self, trip: MapTrip, key: TileKey, c: Palette) -> pygame.Surface:
        color, casing = (c.accent, c.map.halo) if trip.selected else (c.bad.outline, c.bad.fill)
        self._big.fill((*casing, 0))
        k = SS * self.scale
        parts = trip.parts or (MapPart(points=trip.points, load=-1.0),)
        runs = [(p, list(self._runs(self._made(p.points, shifted=False)[1], key))) for p in parts]
        for part, found in runs:  # toll shows as the edges of the line
            edge = c.map.toll if part.toll else casing
            for run in found:
                thick_line(self._big, run, (*edge, 255), max(2, round((width_of(part) + CASING_PX) * k)))
        for part, found in runs:
            fill, wide = c.bad.outline if part.charge == "under" else color, max(2, round(width_of(part) * k))
            for run in found:
                thick_line(self._big, run, (*fill, 255), wide)
            if part.charge == "low":  # a core of the colour that the whole line has below the reserve
                for run in found:
                    thick_line(self._big, run, (*c.bad.outline, 255), max(2, round(0.4 * width_of(part) * k)))
        if trip.selected:
            self._arrows(self.shape(trip, thin=False), key, c.on_accent)
        return pygame.transform.smoothscale(self._big, (TILE, TILE))

    def _runs(self, line: Shape, key: TileKey) -> list[list[Point]]:
        """The stretches of a line that come near the tile, relative to its corner."""
        ox, oy, m = key[0] * BIG, key[1] * BIG, BAND * SS * self.scale
        runs: list[list[Point]] = []
        last = -2
        for i, a, b in line.pieces((ox - m, oy - m, ox + BIG + m, oy + BIG + m)):
            if i != last + 1:
                runs.append([(a[0] - ox, a[1] - oy)])
            runs[-1].append((b[0] - ox, b[1] - oy))
            last = i
        return runs

    def _arrows(self, line: Shape, key: TileKey, color: Color) -> None:
        """Small arrowheads in the line, about every 90 px, that tell the direction."""
        ox, oy, k = key[0] * BIG, key[1] * BIG, SS * self.scale
        step, r = ARROW_PX * k, 1.6 * k
        left = step / 2
        for a, b in itertools.pairwise(line.points):
            length = math.dist(a, b)
            while length > 0 and left < length:
                ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
                x, y = a[0] + ux * left - ox, a[1] + uy * left - oy
                if -20 < x < BIG + 20 and -20 < y < BIG + 20:
                    head = [(x - ux * r - uy * r, y - uy * r + ux * r), (x + ux * r, y + uy * r),
                            (x - ux * r + uy * r, y - uy * r - ux * r)]  # fmt: skip
                    pygame.draw.lines(self._big, (*color, 255), False, head, max(2, round(k)))
                left += step
            left -= length


def _tiles_of(line: Shape, margin: float) -> frozenset[TileKey]:
    found: set[TileKey] = set()
    for a, b in itertools.pairwise(line.points):
        x0, x1 = int((min(a[0], b[0]) - margin) // BIG), int((max(a[0], b[0]) + margin) // BIG)
        y0, y1 = int((min(a[1], b[1]) - margin) // BIG), int((max(a[1], b[1]) + margin) // BIG)
        found.update((x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1))
    return frozenset(found)


def thinned(points: Sequence[Point], least: float) -> list[Point]:
    """Without points nearer than `least` to the one before; the ends stay."""
    made = list(points[:1])
    for p in points[1:]:
        if math.dist(p, made[-1]) >= least:
            made.append(p)
    if len(points) > 1 and (len(made) < 2 or made[-1] != points[-1]):
        made.append(points[-1])
    return made


def shift_right(points: Sequence[Point], by: float) -> list[Point]:
    """A line moved to the right of its direction (y points down); corners at most 1.5 times as far."""
    line = thinned(points, by)
    made: list[Point] = []
    for i, (x, y) in enumerate(line):
        before, after = line[max(0, i - 1)], line[min(len(line) - 1, i + 1)]
        n1, n2 = _normal(before, (x, y)), _normal((x, y), after)
        if n1 == (0.0, 0.0):
            n1 = n2
        if n2 == (0.0, 0.0):
            n2 = n1
        sx, sy = n1[0] + n2[0], n1[1] + n2[1]
        size = math.hypot(sx, sy)
        if size < 0.2:  # it turns back: the inner side has no room
            made.append((x + n1[0] * by, y + n1[1] * by))
            continue
        stretch = min(1.5, 2 / size) / size
        made.append((x + sx * stretch * by, y + sy * stretch * by))
    return made


def _normal(a: Point, b: Point) -> Point:
    length = math.dist(a, b)
    return (0.0, 0.0) if length < 1e-9 else (-(b[1] - a[1]) / length, (b[0] - a[0]) / length)
