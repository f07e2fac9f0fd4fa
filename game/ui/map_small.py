"""Small maps of whole plans: thumbnails, and maps side by side. Made once per plan, size and theme.

    small = SmallMaps(); small.ask(ctx, rect, points, lines) -> a picture, or None while it is being made
    small.work(5.0)      in `tick`; True when a picture became ready and a frame is wanted

The ground of one size is shared by all plans; it is painted tile by tile, the lines on top afterwards.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import pygame

from game.content.geo import load_graph, load_map
from game.ui.context import Ctx
from game.ui.map_base import STYLES, Camera
from game.ui.map_ground import Ground
from game.ui.map_tiles import TileKey, Window
from game.ui.paint import Point
from game.ui.paint_baked import thick_line
from game.ui.theme import Color

T = TypeVar("T")
Line = tuple[Point, ...]
MOST_PICTURES, MOST_GROUNDS = 60, 6
LEAST_M_PER_PX = 25.0
MARGIN_PX = 10
STROKES = 6
"""Lines that are painted in one step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What lies on a small map: lines below, lines that stand out, and the depots."""

    about: Hashable
    """Tells one picture from another: two plans that look the same may share it."""
    plain: Sequence[Line] = ()
    strong: Sequence[Line] = ()
    homes: Sequence[Point] = ()


@dataclass(slots=True)
class _Floor:
    """The ground of one size, as far as it was painted."""

    window: Window
    surface: pygame.Surface
    todo: list[TileKey]
    style: str
    scale: float
    ground: Ground | None = None


Stroke = tuple[Line, Color, float]


@dataclass(slots=True)
class _Asked:
    """A picture that was asked for, and the lines of it that are still to be painted."""

    floor: Hashable
    strokes: list[Stroke]
    homes: Sequence[Point]
    colors: Mapping[str, Color]
    big: pygame.Surface | None = None


@dataclass(slots=True)
class SmallMaps:
    """The pictures, and what is still to be made."""

    count: int = 0
    """Pictures that were ever made: part of what a kept region depends on."""

    _floors: OrderedDict[Hashable, _Floor] = field(default_factory=OrderedDict)
    _made: OrderedDict[Hashable, pygame.Surface] = field(default_factory=OrderedDict)
    _asked: dict[Hashable, _Asked] = field(default_factory=dict)

    def ask(
        self, ctx: Ctx, size: tuple[int, int], around: Sequence[Point], lines: Lines
    ) -> pygame.Surface | None:
        """The picture of `size` logical pixels that shows all of `around`; None while it is made."""
        s = ctx.settings
        pixels = round(size[0] * s.scale), round(size[1] * s.scale)
        floor = (pixels, s.scheme, s.scale, hash(tuple(around)))
        key = (floor, lines.about)
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        if key not in self._asked and min(pixels) > 8:
            if floor not in self._floors:
                self._floors[floor] = _floor(pixels, around, s.scheme, s.scale)
                _trim(self._floors, MOST_GROUNDS)
            colors = {"plain": ctx.c.map.trip, "strong": ctx.c.accent, "halo": ctx.c.map.halo,
                      "home": ctx.c.ink, "on_home": ctx.c.on_ink}  # fmt: skip
            strokes = _strokes(lines, colors, self._floors[floor])
            self._asked[key] = _Asked(floor, strokes, lines.homes, colors)
        return None

    @property
    def busy(self) -> bool:
        """Pictures are being made."""
        return bool(self._asked)

    def work(self, budget_ms: float) -> bool:
        """Make pictures for so long, at least one step; True when one became ready."""
        end, ready = time.perf_counter() + budget_ms / 1000, False
        while self._asked:
            ready |= self._step()
            if time.perf_counter() > end:
                break
        return ready

    def _step(self) -> bool:
        key, asked = next(iter(self._asked.items()))
        floor = self._floors.get(asked.floor)
        if floor is None:  # many sizes were asked for meanwhile: whoever still wants it asks again
            del self._asked[key]
            return False
        if floor.todo:
            _paint_tile(floor)
            return False
        if asked.big is None:
            asked.big = pygame.Surface((2 * floor.window.w, 2 * floor.window.h), pygame.SRCALPHA)
            asked.big.fill((*asked.colors["plain"], 0))
        if asked.strokes:
            for line, color, width in asked.strokes[:STROKES]:
                _line(asked.big, line, floor.window, color, width)
            del asked.strokes[:STROKES]
            return False
        self._made[key] = _picture(floor, asked.big, asked)
        self.count += 1
        _trim(self._made, MOST_PICTURES)
        del self._asked[key]
        return True


def _trim(kept: OrderedDict[Hashable, T], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def camera_on(points: Sequence[Point], size: tuple[int, int]) -> Camera:
    """Showing all points; a small map may be zoomed out further than the one that is panned."""
    if not points:
        return Camera()
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, high = max(1, size[0] - 2 * MARGIN_PX), max(1, size[1] - 2 * MARGIN_PX)
    k = max((max(xs) - min(xs)) / wide, (max(ys) - min(ys)) / high, LEAST_M_PER_PX)
    return Camera((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2, k)


def _floor(pixels: tuple[int, int], around: Sequence[Point], scheme: str, scale: float) -> _Floor:
    logical = round(pixels[0] / scale), round(pixels[1] / scale)
    window = Window.of(camera_on(around, logical), pixels, scale)
    style = scheme if scheme in STYLES else "light"
    return _Floor(window, pygame.Surface(pixels), list(window.tiles()), style, scale)


def _paint_tile(floor: _Floor) -> None:
    """One step: the shapes of this zoom level, or one tile."""
    if floor.ground is None:
        floor.ground = Ground(
            load_map(), load_graph(), mpp=floor.window.mpp, scale=floor.scale, style=floor.style
        )
        return
    tile = floor.todo.pop()
    floor.surface.blit(floor.ground.tile(tile), floor.window.corner(tile))
    if not floor.todo:
        floor.ground = None  # its shapes are large


def _strokes(lines: Lines, colors: Mapping[str, Color], floor: _Floor) -> list[Stroke]:
    """What is painted, from the lowest line up; thinner on a small picture."""
    thin = floor.scale * min(1.0, max(0.6, floor.window.w / floor.scale / 280))
    made: list[Stroke] = [(line, colors["plain"], 3.4 * thin) for line in lines.plain]
    for color, width in ((colors["halo"], 7.0), (colors["strong"], 4.2)):
        made += [(line, color, width * thin) for line in lines.strong]
    return made


def _picture(floor: _Floor, big: pygame.Surface, asked: _Asked) -> pygame.Surface:
    """The ground with the lines, which were painted at twice the size and are smoothed once."""
    for home in asked.homes:
        _home(big, floor.window.at(home), asked.colors, floor.scale)
    made = floor.surface.copy()
    made.blit(pygame.transform.smoothscale(big, floor.surface.get_size()), (0, 0))
    return made


def _line(big: pygame.Surface, line: Line, window: Window, color: Color, width: float) -> None:
    points, last = [], (-9.0, -9.0)
    for x, y in map(window.at, line):
        if abs(x - last[0]) + abs(y - last[1]) >= 1.0:  # finer than this is not to be seen
            last = (x, y)
            points.append((2 * x, 2 * y))
    if len(points) > 1:
        thick_line(big, points, (*color, 255), max(2, round(width)))


def _home(big: pygame.Surface, at: Point, colors: Mapping[str, Color], s: float) -> None:
    x, y = 2 * at[0], 2 * at[1]
    for r, color in ((9 * s, colors["halo"]), (7 * s, colors["home"]), (2.5 * s, colors["on_home"])):
        box = pygame.Rect(round(x - r), round(y - r), round(2 * r), round(2 * r))
        pygame.draw.rect(big, (*color, 255), box)
