"""The map as an endless sheet cut in square tiles, so that a pan paints only what comes into view.

Sheet coordinates are device pixels: x to the east, y to the south, the origin at RD (0, 0). Painting
happens at twice that size (`SS`) and is smoothed down tile by tile; a factor of exactly two averages
2x2 blocks, so neighbouring tiles meet without a seam.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pygame

from game.ui.map_base import Camera
from game.ui.paint import Point

TILE = 256
SS = 2
BIG = TILE * SS
Box = tuple[float, float, float, float]
TileKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the sheet on screen, in device pixels; `mpp` is metres per device pixel."""

    mpp: float
    left: int
    top: int
    w: int
    h: int

    @classmethod
    def of(cls, camera: Camera, size: tuple[int, int], scale: float) -> Window:
        """What a camera shows on a surface of `size` device pixels."""
        mpp = camera.m_per_px / scale
        left, top = round(camera.x_m / mpp - size[0] / 2), round(-camera.y_m / mpp - size[1] / 2)
        return cls(mpp, left, top, *size)

    def tiles(self) -> Iterator[TileKey]:
        """The tiles that are at least partly on screen."""
        for iy in range(self.top // TILE, (self.top + self.h - 1) // TILE + 1):
            for ix in range(self.left // TILE, (self.left + self.w - 1) // TILE + 1):
                yield ix, iy

    def corner(self, tile: TileKey) -> tuple[int, int]:
        """Where the tile's top left corner lies on the surface."""
        return tile[0] * TILE - self.left, tile[1] * TILE - self.top

    def at(self, xy: Point) -> Point:
        """RD metres -> device pixels on the surface."""
        return xy[0] / self.mpp - self.left, -xy[1] / self.mpp - self.top


class TileStore:
    """The tiles used last; the oldest are dropped beyond `limit`."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._kept: OrderedDict[Hashable, pygame.Surface | None] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> pygame.Surface | None:
        """The tile, or None when it is empty or not kept (ask `in` first)."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        return None

    def put(self, key: Hashable, tile: pygame.Surface | None) -> None:
        """Keep a tile; None is a tile with nothing on it."""
        self._kept[key] = tile
        while len(self._kept) > self.limit:
            self._kept.popitem(last=False)

    def room_for(self, tiles: int) -> None:
        """Never hold less than what one screen needs, with some to spare for a pan."""
        self.limit = max(self.limit, 2 * tiles)


@dataclass(frozen=True, slots=True)
class Shape:
    """A line or ring on the sheet at painting size, with its bounding box."""

    points: list[Point]
    box: Box

    def meets(self, box: Box) -> bool:
        """The bounding boxes overlap."""
        a = self.box
        return a[0] <= box[2] and a[2] >= box[0] and a[1] <= box[3] and a[3] >= box[1]

    def local(self, ox: float, oy: float) -> list[Point]:
        """The points relative to a tile's corner."""
        return [(x - ox, y - oy) for x, y in self.points]

    def pieces(self, box: Box) -> Iterator[tuple[int, Point, Point]]:
        """(number, start, end) of the segments whose box meets `box`."""
        x0, y0, x1, y1 = box
        for i, (a, b) in enumerate(itertools.pairwise(self.points)):
            if (a[0] < x0 and b[0] < x0) or (a[0] > x1 and b[0] > x1):
                continue
            if (a[1] < y0 and b[1] < y0) or (a[1] > y1 and b[1] > y1):
                continue
            yield i, a, b


def shape(points: Iterable[Point], mpp: float, *, closed: bool = False) -> Shape:
    """RD metres as a shape on the sheet at painting size."""
    k = SS / mpp
    made = [(x * k, -y * k) for x, y in points]
    if closed and made and made[0] != made[-1]:
        made.append(made[0])
    return boxed(made)


def boxed(points: list[Point]) -> Shape:
    """Points that are on the sheet already."""
    xs, ys = [p[0] for p in points] or [0.0], [p[1] for p in points] or [0.0]
    return Shape(points, (min(xs), min(ys), max(xs), max(ys)))


def clip_ring(points: Sequence[Point], box: Box) -> list[Point]:
    """A polygon cut to a box (Sutherland-Hodgman): filling then costs no rows outside the tile."""
    made = list(points)
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        if not made:
            break
        made = _half_plane(made, axis, limit, sign)
    return made


def _half_plane(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    a = points[-1]
    a_in = (a[axis] - limit) * sign >= 0
    for b in points:
        b_in = (b[axis] - limit) * sign >= 0
        if a_in != b_in:
            t = (limit - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
        if b_in:
            kept.append(b)
        a, a_in = b, b_in
    return kept
