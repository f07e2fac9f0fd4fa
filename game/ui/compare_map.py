"""Two plans on one map: what only the player drives, what only the reference drives, and what both do."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import pygame

from game.ui.context import Ctx
from game.ui.map_base import Camera
from game.ui.map_sheet import Look
from game.ui.map_view import MapView
from game.ui.paint import Point
from game.ui.paint_baked import thick_line
from game.ui.theme import Color

Rect = pygame.Rect
Lines = Mapping[str, Sequence[Sequence[Point]]]


class ComparedMap(MapView):
    """A map with two plans between its ground and its names."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._routes = RouteLayer(lines)

    def _draw_labels(self, ctx: Ctx, area: Rect, look: Look) -> None:
        self._routes.draw(ctx, area, self.camera)
        super()._draw_labels(ctx, area, look)


class RouteLayer:
    """The lines as one cached bitmap per camera, size and theme."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._made: tuple[tuple[object, ...], pygame.Surface] | None = None

    def draw(self, ctx: Ctx, area: Rect, camera: Camera) -> None:
        """Paint over the ground; `area` in device pixels."""
        key = (camera, area.size, ctx.settings.scheme, ctx.settings.scale)
        if self._made is None or self._made[0] != key:
            self._made = (key, self._paint(ctx, area, camera))
        ctx.p.surface.blit(self._made[1], area)

    def _paint(self, ctx: Ctx, area: Rect, camera: Camera) -> pygame.Surface:
        """Drawn at 2x and smoothed once, grey below, the player's own on top."""
        s, c = 2 * ctx.settings.scale, ctx.c
        big = pygame.Surface((area.w * 2, area.h * 2), pygame.SRCALPHA)
        big.fill((*c.map.trip, 0))
        k = s / camera.m_per_px
        cx, cy = area.w, area.h

        def at(line: Sequence[Point]) -> list[Point]:
            return [(cx + (x - camera.x_m) * k, cy - (y - camera.y_m) * k) for x, y in line]

        for line in self.lines.get("both", ()):
            thick_line(big, at(line), (*c.map.trip, 255), round(3 * s))
        for line in self.lines.get("other", ()):
            dashes(big, at(line), c.map.halo, round(4 * s), (7 * s, 0.001))
            dashes(big, at(line), c.ink, round(2.5 * s), (7 * s, 5 * s))
        for name, color, width in (("own", c.map.halo, 6.5), ("own", c.accent, 4.0)):
            for line in self.lines.get(name, ()):
                thick_line(big, at(line), (*color, 255), round(width * s))
        return pygame.transform.smoothscale(big, area.size)


Items = Sequence[tuple[str, str]]
"""(kind of line: `own`, `other` or `both`; its words)."""


def _widths(ctx: Ctx, items: Items) -> list[int]:
    return [round(ctx.p.type.width(text, "small")) + 46 for _kind, text in items]


def legend_box(ctx: Ctx, rect: Rect, items: Items) -> Rect:
    """Where the legend lies: in one line, below each other where that is too wide."""
    widths = _widths(ctx, items)
    if sum(widths) + 8 > rect.w - 64:
        return Rect(rect.x + 12, rect.y + 12, max(widths) + 8, 22 * len(items) + 6)
    return Rect(rect.x + 12, rect.y + 12, sum(widths) + 8, 28)


def draw_legend(ctx: Ctx, rect: Rect, items: Items) -> None:
    """What the kinds of line mean."""
    box, widths = legend_box(ctx, rect, items), _widths(ctx, items)
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line_strong, radius=6)
    x, y, upright = box.x + 10, box.y + 14, box.h > 28
    for (kind, text), width in zip(items, widths, strict=True):
        if kind == "own":
            ctx.p.fill(Rect(x, y - 2, 22, 4), ctx.c.accent, 2)
        elif kind == "both":
            ctx.p.fill(Rect(x, y - 1, 22, 3), ctx.c.map.trip, 1)
        else:
            ctx.p.dash_line((x, y), (x + 22, y), ctx.c.ink, width=2.5, dash=6, gap=3)
        ctx.p.text_mid(x + 28, y, text, "small")
        x, y = (x, y + 22) if upright else (x + width, y)


def dashes(
    surface: pygame.Surface, points: Sequence[Point], color: Color, width: int, pattern: tuple[float, float]
) -> None:
    """A thick dashed line whose rhythm goes on around corners."""
    on, off = pattern
    left, drawing = on, True
    for a, b in itertools.pairwise(points):
        length, done = math.dist(a, b), 0.0
        while length - done > 1e-6:
            step = min(left, length - done)
            if drawing:
                ends = [(a[0] + (b[0] - a[0]) * t / length, a[1] + (b[1] - a[1]) * t / length)
                        for t in (done, done + step)]  # fmt: skip
                pygame.draw.line(surface, color, ends[0], ends[1], max(1, width))
            done += step
            left -= step
            if left <= 1e-6:
                drawing = not drawing
                left = on if drawing else off
