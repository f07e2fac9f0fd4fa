"""The ground under the map: camera and cached basemap (water, land, borders, towns, roads)."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pygame

from game.content.geo import MapData, RoadGraph
from game.ui.paint import Point, thick_line
from game.ui.theme import DARK_MAP, LIGHT_MAP, NIGHT_MAP, MapColors

STYLES: dict[str, MapColors] = {"light": LIGHT_MAP, "dark": DARK_MAP, "night": NIGHT_MAP}
# class -> (casing px, fill px); drawn in this order so that motorways lie on top
ROADS = {
    "f": (0.0, 1.0),
    "u": (0.0, 1.5),
    "l": (0.0, 1.5),
    "n": (0.0, 2.0),
    "x": (4.0, 2.25),
    "m": (5.5, 3.5),
}
MIN_M_PER_PX, MAX_M_PER_PX = 12.0, 420.0
BOUNDS = (100_000.0, 470_000.0, 290_000.0, 630_000.0)


@dataclass(frozen=True, slots=True)
class Camera:
    """RD metres at the middle of the view, and metres per logical pixel."""

    x_m: float = 215_000.0
    y_m: float = 560_000.0
    m_per_px: float = 130.0

    def to_px(self, xy: Point, view: pygame.Rect) -> Point:
        """RD metres -> logical window pixels."""
        k = self.m_per_px
        return view.centerx + (xy[0] - self.x_m) / k, view.centery - (xy[1] - self.y_m) / k

    def to_rd(self, pos: Point, view: pygame.Rect) -> Point:
        """Logical window pixels -> RD metres."""
        k = self.m_per_px
        return self.x_m + (pos[0] - view.centerx) * k, self.y_m - (pos[1] - view.centery) * k

    def panned(self, dx: float, dy: float) -> Camera:
        """Moved with the pointer by (dx, dy) pixels."""
        return self._clamped(self.x_m - dx * self.m_per_px, self.y_m + dy * self.m_per_px, self.m_per_px)

    def zoomed(self, factor: float, pos: Point, view: pygame.Rect) -> Camera:
        """Zoomed in (factor > 1) keeping the place under `pos` where it is."""
        x, y = self.to_rd(pos, view)
        k = min(MAX_M_PER_PX, max(MIN_M_PER_PX, self.m_per_px / factor))
        return self._clamped(x - (pos[0] - view.centerx) * k, y + (pos[1] - view.centery) * k, k)

    def fitted(self, points: Iterable[Point], view: pygame.Rect, margin: int = 48) -> Camera:
        """Showing all points."""
        places = list(points)
        if not places:
            return self
        xs, ys = [p[0] for p in places], [p[1] for p in places]
        width, height = max(1, view.w - 2 * margin), max(1, view.h - 2 * margin)
        k = max((max(xs) - min(xs)) / width, (max(ys) - min(ys)) / height)
        k = min(MAX_M_PER_PX, max(MIN_M_PER_PX * 2, k))
        return self._clamped((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2, k)

    @staticmethod
    def _clamped(x: float, y: float, k: float) -> Camera:
        return Camera(min(BOUNDS[2], max(BOUNDS[0], x)), min(BOUNDS[3], max(BOUNDS[1], y)), k)


@dataclass(frozen=True, slots=True)
class View:
    """A camera on a surface of `size` device pixels; `ss` is 2 on the layer that is smoothed down."""

    camera: Camera
    size: tuple[int, int]
    scale: float
    ss: int = 1

    def at(self, points: Iterable[Point]) -> list[Point]:
        """RD metres -> pixels of this surface."""
        k = self.ss * self.scale / self.camera.m_per_px
        cx, cy = self.size[0] * self.ss / 2, self.size[1] * self.ss / 2
        x0, y0 = self.camera.x_m, self.camera.y_m
        return [(cx + (x - x0) * k, cy - (y - y0) * k) for x, y in points]

    def seen(self, points: Sequence[Point], margin: float = 40) -> bool:
        """Whether the box of these surface points meets the surface."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        w, h = self.size[0] * self.ss, self.size[1] * self.ss
        return max(xs) > -margin and min(xs) < w + margin and max(ys) > -margin and min(ys) < h + margin


def paint_base(data: MapData, graph: RoadGraph, view: View, style: str) -> pygame.Surface:
    """The whole ground for one camera, smoothed."""
    colors, big = STYLES[style], replace(view, ss=2)
    made = pygame.Surface((view.size[0] * 2, view.size[1] * 2))
    made.fill(colors.water)
    _ground(made, data, big, colors)
    _roads(made, graph, big, colors, night=style == "night")
    small = pygame.transform.smoothscale(made, view.size)
    if colors.lights:
        _lights(small, data, view, colors.lights)
    return small


def _polygon(surface: pygame.Surface, view: View, ring: Sequence[Point], fill: object, line: object) -> None:
    points = view.at(ring)
    if len(points) > 2 and view.seen(points):
        pygame.draw.polygon(surface, fill, points)  # type: ignore[arg-type]
        pygame.draw.lines(surface, line, True, points, 2)  # type: ignore[arg-type]


def _ground(surface: pygame.Surface, data: MapData, view: View, c: MapColors) -> None:
    for ring in data.land:
        _polygon(surface, view, ring, c.abroad, c.shore)
    for province in data.provinces:
        for ring in province.rings:
            points = view.at(ring)
            if len(points) > 2 and view.seen(points):
                pygame.draw.polygon(surface, c.land, points)
    for province in data.provinces:
        for ring in province.rings:
            _dashed(surface, view, ring, c)
    for lake in data.lakes:
        _polygon(surface, view, lake.outer, c.water, c.shore)
        for hole in lake.holes:
            _polygon(surface, view, hole, c.land, c.shore)
    for town in data.towns:
        if town.population > 2500:
            ((x, y),) = view.at([(town.x_m, town.y_m)])
            r = 9 * math.sqrt(town.population) * view.ss * view.scale / view.camera.m_per_px
            if view.seen([(x, y)], r) and r >= 2:
                pygame.draw.circle(surface, c.town, (x, y), r)


def _dashed(surface: pygame.Surface, view: View, ring: Sequence[Point], c: MapColors) -> None:
    points = view.at(ring)
    if not view.seen(points):
        return
    on, gap, at = 4 * view.scale, 6 * view.scale, 0.0
    for a, b in itertools.pairwise(points):
        length = math.dist(a, b)
        if length <= 0 or not view.seen([a, b]):
            continue
        while at < length:
            t, u = at / length, min(1.0, (at + on) / length)
            start = (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
            stop = (a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u)
            pygame.draw.line(surface, c.province, start, stop, 2)
            at += on + gap
        at -= length


def _roads(surface: pygame.Surface, graph: RoadGraph, view: View, c: MapColors, *, night: bool) -> None:
    lines = [(e, view.at(e.shape)) for e in graph.edges]
    lines = [(e, points) for e, points in lines if view.seen(points)]
    far = min(1.0, max(0.55, (200 / view.camera.m_per_px) ** 0.5))
    k = 2 * view.scale * far * (0.7 if night else 1.0)
    fills = {"u": c.u, "l": c.u, "f": c.shore, "n": c.n, "x": c.x_fill, "m": c.m_fill}
    for kind, (casing, width) in ROADS.items():
        mine = [(e, points) for e, points in lines if e.road_class == kind]
        if casing:
            for _e, points in mine:
                thick_line(surface, points, c.m_casing if kind == "m" else c.x_casing, round(casing * k))
        for edge, points in mine:
            thick_line(surface, points, fills[kind], max(2, round(width * k)))
            if edge.tolled and not night:
                _toll(surface, points, c, view)


def _toll(surface: pygame.Surface, points: Sequence[Point], c: MapColors, view: View) -> None:
    at, step = 0.0, 12 * view.scale
    for a, b in itertools.pairwise(points):
        length = math.dist(a, b)
        while length > 0 and at < length:
            t = at / length
            spot = (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
            pygame.draw.circle(surface, c.toll, spot, 1.2 * view.scale)
            at += step
        at -= length


def _lights(
    surface: pygame.Surface, data: MapData, view: View, colors: Sequence[tuple[int, int, int]]
) -> None:
    """Town lights: small dots around each town, the same on every run."""
    for town in data.towns:
        ((x, y),) = view.at([(town.x_m, town.y_m)])
        if not view.seen([(x, y)]):
            continue
        dice = random.Random(town.name)
        spread = (3 + math.sqrt(town.population) / 16) * view.scale * min(1.5, 130 / view.camera.m_per_px)
        for _ in range(min(90, 4 + town.population // 1200)):
            angle, far = dice.random() * math.tau, abs(dice.gauss(0, spread))
            spot = (round(x + math.cos(angle) * far), round(y + math.sin(angle) * far))
            size = max(1, round(view.scale * dice.choice((1, 1, 1, 2))))
            surface.fill(dice.choice(colors), (*spot, size, size))
