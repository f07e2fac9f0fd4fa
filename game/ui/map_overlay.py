"""Zones and tolled roads as transparent tiles over the ground, so that they go on and off in one frame."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.content.geo import RoadGraph
from game.ui.map_base import STYLES
from game.ui.map_tiles import BIG, SS, TILE, Box, Shape, TileKey, TileStore, clip_ring, shape
from game.ui.paint import Point
from game.ui.theme import Color

MARGIN = 24.0
HATCH_PX, FILL_ALPHA, HATCH_ALPHA = 7.0, 30, 120
DOT_PX, DOT_R = 6.0, 0.85
KEPT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class MapZone:
    """An area with rules. `ring` in RD metres; `tooltip` says the rules, `label` the shortest of them."""

    id: str
    name: str
    ring: tuple[Point, ...]
    tooltip: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One zoom level of one style."""

    mpp: float
    scale: float
    style: str


class Overlay:
    """Tiles of one overlay for the level in use; empty tiles cost a look at their box."""

    def __init__(self) -> None:
        self.store = TileStore(KEPT)
        self._level: Level | None = None
        self._shapes: list[Shape] = []
        self._of: object = None
        self._serial = 0
        self._near: dict[TileKey, bool] = {}
        self._big: pygame.Surface | None = None

    def use(self, level: Level, of: object) -> bool:
        """Prepare this content at this level; True when shapes had to be made."""
        if self._level == level and self._of is of:
            return False
        if self._of is not of:
            self._serial += 1
        self._level, self._of, self._near = level, of, {}
        self._shapes = self._make_shapes(level, of)
        return bool(self._shapes)

    def _make_shapes(self, level: Level, of: object) -> list[Shape]:
        raise NotImplementedError

    def _paint(self, big: pygame.Surface, ox: float, oy: float, box: Box, level: Level) -> None:
        raise NotImplementedError

    def _key(self, tile: TileKey) -> tuple[object, ...]:
        return self._level, self._serial, tile

    def _touches(self, tile: TileKey) -> bool:
        if tile not in self._near:
            box = _box(tile)
            self._near[tile] = any(s.meets(box) for s in self._shapes)
        return self._near[tile]

    def missing(self, tile: TileKey) -> bool:
        """Something is on this tile, and it was not painted yet."""
        return self._touches(tile) and self._key(tile) not in self.store

    def get(self, tile: TileKey) -> pygame.Surface | None:
        """The tile, None when nothing is on it."""
        return self.store.get(self._key(tile)) if self._touches(tile) else None

    def make(self, tile: TileKey) -> None:
        """Paint the tile."""
        assert self._level is not None
        if self._big is None:
            self._big = pygame.Surface((BIG, BIG), pygame.SRCALPHA)
        self._big.fill((0, 0, 0, 0))
        self._paint(self._big, tile[0] * BIG, tile[1] * BIG, _box(tile), self._level)
        self.store.put(self._key(tile), pygame.transform.smoothscale(self._big, (TILE, TILE)))


def _box(tile: TileKey) -> Box:
    ox, oy = tile[0] * BIG, tile[1] * BIG
    return ox - MARGIN, oy - MARGIN, ox + BIG + MARGIN, oy + BIG + MARGIN


class ZoneOverlay(Overlay):
    """Tinted, hatched and outlined areas."""

    def _make_shapes(self, level: Level, of: object) -> list[Shape]:
        assert isinstance(of, tuple)
        return [shape(zone.ring, level.mpp, closed=True) for zone in of]

    def _paint(self, big: pygame.Surface, ox: float, oy: float, box: Box, level: Level) -> None:
        color = STYLES[level.style].zone
        big.fill((*color, 0))
        for ring in self._shapes:
            if not ring.meets(box):
                continue
            cut = [(x - ox, y - oy) for x, y in clip_ring(ring.points, box)]
            if len(cut) > 2:
                _hatched(big, cut, color, (ox, oy), level.scale)
            _outline(big, ring, color, (ox, oy), box, level.scale)


def _hatched(big: pygame.Surface, ring: Sequence[Point], color: Color, corner: Point, scale: float) -> None:
    """A tint and diagonal lines inside the ring; their rhythm goes on over the tile edge."""
    made = pygame.Surface((BIG, BIG), pygame.SRCALPHA)
    made.fill((*color, FILL_ALPHA))
    step = max(4, round(HATCH_PX * SS * scale))
    first = -int(corner[0] + corner[1]) % step
    for at in range(first - BIG, 2 * BIG, step):
        pygame.draw.line(
            made, (*color, HATCH_ALPHA), (at, 0), (at - BIG, BIG), max(1, round(SS * scale * 0.8))
        )
    mask = pygame.Surface((BIG, BIG), pygame.SRCALPHA)
    mask.fill((255, 255, 255, 0))
    pygame.draw.polygon(mask, (255, 255, 255, 255), ring)
    made.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    big.blit(made, (0, 0))


def _outline(big: pygame.Surface, ring: Shape, color: Color, corner: Point, box: Box, scale: float) -> None:
    width = max(2, round(1.5 * SS * scale))
    for _i, a, b in ring.pieces(box):
        start, end = (a[0] - corner[0], a[1] - corner[1]), (b[0] - corner[0], b[1] - corner[1])
        pygame.draw.line(big, (*color, 255), start, end, width)
        pygame.draw.circle(big, (*color, 255), end, width / 2)


class TollOverlay(Overlay):
    """Dots along the roads of the vrachtwagenheffing."""

    def _make_shapes(self, level: Level, of: object) -> list[Shape]:
        assert isinstance(of, RoadGraph)
        return [shape(edge.shape, level.mpp) for edge in of.edges if edge.tolled]

    def _paint(self, big: pygame.Surface, ox: float, oy: float, box: Box, level: Level) -> None:
        color, step = STYLES[level.style].toll, DOT_PX * SS * level.scale
        big.fill((*color, 0))
        for line in self._shapes:
            if line.meets(box):
                _dots(big, line.local(ox, oy), color, step, DOT_R * SS * level.scale)


def _dots(big: pygame.Surface, points: Sequence[Point], color: Color, step: float, r: float) -> None:
    at = 0.0
    for a, b in itertools.pairwise(points):
        length = math.dist(a, b)
        while length > 0 and at < length:
            t = at / length
            x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
            if -4 < x < BIG + 4 and -4 < y < BIG + 4:
                pygame.draw.circle(big, (*color, 255), (x, y), r)
            at += step
        at -= length
