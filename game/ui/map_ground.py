"""The ground: water, land, borders, canals, built-up areas and roads, tile by tile."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pygame

from game.content.geo import MapData, RoadGraph
from game.ui.map_base import ROADS, STYLES
from game.ui.map_night import Lights
from game.ui.map_tiles import BIG, SS, TILE, Box, Shape, TileKey, clip_ring, shape
from game.ui.paint import Point
from game.ui.paint_baked import thick_line
from game.ui.theme import Color, mix

MARGIN = 24.0  # how far outside a tile a line can lie and still be seen in it, painting pixels
TOWN_M = 9.0  # radius of the built-up disc: 9 m times the root of the population; drawn, not measured
TOWN_LEAST = 2_500


class Ground:
    """All geometry on the sheet for one zoom level; paints tiles of it."""

    def __init__(self, data: MapData, graph: RoadGraph, *, mpp: float, scale: float, style: str) -> None:
        self.style, self.scale = style, scale
        self.colors = STYLES[style]
        self.far = min(1.0, max(0.55, (200 / (mpp * scale)) ** 0.5))
        self.land = [shape(ring, mpp, closed=True) for ring in data.land]
        self.home = [shape(ring, mpp, closed=True) for p in data.provinces for ring in p.rings]
        self.borders = [shape(line, mpp) for line in _inner_borders(data)]
        self.canals = [shape(w.line, mpp) for w in data.waterways]
        self.lakes = [shape(lake.outer, mpp, closed=True) for lake in data.lakes]
        self.polders = [shape(hole, mpp, closed=True) for lake in data.lakes for hole in lake.holes]
        self.towns = _discs(data, mpp)
        self.roads: dict[str, list[Shape]] = {kind: [] for kind in ROADS}
        for edge in graph.edges:
            self.roads[edge.road_class].append(shape(edge.shape, mpp))
        self.lights = Lights(data, mpp, scale, self.colors.lights) if self.colors.lights else None
        self._lengths: dict[int, list[float]] = {}
        self._big = pygame.Surface((BIG, BIG))

    def tile(self, key: TileKey) -> pygame.Surface:
        """One finished tile."""
        ox, oy = key[0] * BIG, key[1] * BIG
        box = (ox - MARGIN, oy - MARGIN, ox + BIG + MARGIN, oy + BIG + MARGIN)
        self._big.fill(self.colors.water)
        self._areas(ox, oy, box)
        self._roads(ox, oy, box)
        made = pygame.transform.smoothscale(self._big, (TILE, TILE))
        if self.lights:
            self.lights.paint(made, key)
        return made

    # -- areas ---------------------------------------------------------------------------------
    def _fill(self, rings: Sequence[Shape], color: Color, ox: float, oy: float, box: Box) -> None:
        for ring in rings:
            if ring.meets(box):
                cut = [(x - ox, y - oy) for x, y in clip_ring(ring.points, box)]
                if len(cut) > 2:
                    pygame.draw.polygon(self._big, color, cut)

    def _lines(
        self, lines: Sequence[Shape], color: Color, ox: float, oy: float, box: Box, width: int = SS
    ) -> None:
        for line in lines:
            if line.meets(box):
                for _i, a, b in line.pieces(box):
                    pygame.draw.line(self._big, color, (a[0] - ox, a[1] - oy), (b[0] - ox, b[1] - oy), width)

    def _areas(self, ox: float, oy: float, box: Box) -> None:
        c = self.colors
        self._fill(self.land, c.abroad, ox, oy, box)
        self._lines(self.land, c.shore, ox, oy, box)
        self._fill(self.home, c.land, ox, oy, box)
        self._lines(
            self.canals, mix(c.land, c.shore, 0.75), ox, oy, box, max(1, round(1.1 * SS * self.scale))
        )
        for border in self.borders:
            self._dashes(border, c.province, ox, oy, box, (2.0, 3.0), 1.0)
        for x, y, r in self.towns:
            if box[0] - r < x < box[2] + r and box[1] - r < y < box[3] + r:
                pygame.draw.circle(self._big, c.town, (x - ox, y - oy), r)
        for rings, fill in ((self.lakes, c.water), (self.polders, c.land)):
            self._fill(rings, fill, ox, oy, box)
            self._lines(rings, c.shore, ox, oy, box)

    def _along(self, line: Shape) -> list[float]:
        """The length of the line before each segment."""
        key = id(line)  # shapes live as long as this object
        if key not in self._lengths:
            steps = (math.dist(a, b) for a, b in itertools.pairwise(line.points))
            self._lengths[key] = list(itertools.accumulate(steps, initial=0.0))
        return self._lengths[key]

    def _dashes(
        self,
        line: Shape,
        color: Color,
        ox: float,
        oy: float,
        box: Box,
        beat: tuple[float, float],
        width: float,
    ) -> None:
        """Dashes whose rhythm runs along the whole line, so that it goes on over the tile edge."""
        if not line.meets(box):
            return
        k = SS * self.scale
        on, step, thick = beat[0] * k, (beat[0] + beat[1]) * k, max(1, round(width * k))
        along = self._along(line)
        for i, a, b in line.pieces(box):
            length = math.dist(a, b)
            if length <= 0:
                continue
            ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
            first, last = _range_in(a, (ux, uy), length, box)
            at = math.floor((along[i] + first) / step) * step - along[i]
            while at < last:
                start, stop = max(0.0, at), min(length, at + on)
                if stop > start:
                    p = a[0] + ux * start - ox, a[1] + uy * start - oy
                    q = a[0] + ux * stop - ox, a[1] + uy * stop - oy
                    pygame.draw.line(self._big, color, p, q, thick)
                at += step

    # -- roads ---------------------------------------------------------------------------------
    def _roads(self, ox: float, oy: float, box: Box) -> None:
        c, night = self.colors, self.style.startswith("night")
        k = SS * self.scale * self.far * (0.7 if night else 1.0)
        fills = {"u": c.u, "l": c.u, "f": c.shore, "n": c.n, "x": c.x_fill, "m": c.m_fill}
        for kind, (casing, width) in ROADS.items():
            near = [(line, line.local(ox, oy)) for line in self.roads[kind] if line.meets(box)]
            if casing:
                for _line, points in near:
                    color = c.m_casing if kind == "m" else c.x_casing
                    thick_line(self._big, points, color, round(casing * k))
            for _line, points in near:
                thick_line(self._big, points, fills[kind], max(2, round(width * k)))


def _range_in(a: Point, unit: Point, length: float, box: Box) -> tuple[float, float]:
    """The stretch of a segment, from and to in pixels, that can lie in the box."""
    first, last = 0.0, length
    for axis, low, high in ((0, box[0], box[2]), (1, box[1], box[3])):
        if abs(unit[axis]) > 1e-9:
            t, u = (low - a[axis]) / unit[axis], (high - a[axis]) / unit[axis]
            first, last = max(first, min(t, u)), min(last, max(t, u))
    return first, last


def _discs(data: MapData, mpp: float) -> list[tuple[float, float, float]]:
    k = SS / mpp
    found = [
        (t.x_m * k, -t.y_m * k, TOWN_M * math.sqrt(t.population) * k)
        for t in data.towns
        if t.population > TOWN_LEAST
    ]
    return [disc for disc in found if disc[2] >= 2]


def _inner_borders(data: MapData) -> list[list[Point]]:
    """Province borders once each, and not where they are the coast."""
    coast = {point for ring in data.land for point in ring}
    seen: set[tuple[Point, Point]] = set()
    made: list[list[Point]] = []
    for province in data.provinces:
        for ring in province.rings:
            run: list[Point] = []
            for a, b in itertools.pairwise(ring):
                if (b, a) in seen or (a in coast and b in coast):
                    run = []
                    continue
                seen.add((a, b))
                if run:
                    run.append(b)
                else:
                    run = [a, b]
                    made.append(run)
    return made
