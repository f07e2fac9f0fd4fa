"""The painter: logical pixels in, device pixels out; smooth corners and lines, cached.

Text anchors: x is 'l', 'c' or 'r'; y is the top of the line box, or its middle for `text_mid`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pygame

from game.ui.icons import icon
from game.ui.paint_baked import box_made, disc_made, ring_made, shadow_tile, stroke
from game.ui.silhouettes import truck_surface
from game.ui.text import TextCache
from game.ui.theme import BODY, TYPE, Color, Palette, Theme, Weight

Point = tuple[float, float]
SS = 4  # supersampling of corners


class Painter:
    """Paints on one surface with one theme."""

    def __init__(self, surface: pygame.Surface, theme: Theme, text: TextCache) -> None:
        self.surface = surface
        self.theme = theme
        self.type = text
        self.s = theme.scale

    @property
    def c(self) -> Palette:
        """Colours of the theme."""
        return self.theme.c

    def n(self, value: float) -> int:
        """Logical length in device pixels, at least 1 when positive."""
        return max(1, round(value * self.s)) if value > 0 else 0

    def px(self, rect: pygame.Rect | pygame.FRect) -> pygame.Rect:
        """Logical rectangle in device pixels; neighbours keep sharing their edge."""
        x, y = round(rect.x * self.s), round(rect.y * self.s)
        right, bottom = round((rect.x + rect.w) * self.s), round((rect.y + rect.h) * self.s)
        return pygame.Rect(x, y, max(0, right - x), max(0, bottom - y))

    @contextmanager
    def clip(self, rect: pygame.Rect) -> Iterator[None]:
        """Paint only within rect."""
        before = self.surface.get_clip()
        self.surface.set_clip(self.px(rect).clip(before))
        try:
            yield
        finally:
            self.surface.set_clip(before)

    # -- areas ---------------------------------------------------------------------------------
    def fill(
        self, rect: pygame.Rect | pygame.FRect, color: Color, radius: float = 0, alpha: int = 255
    ) -> None:
        """A filled box, rounded when radius > 0."""
        self.box(rect, fill=color, radius=radius, alpha=alpha)

    def outline(
        self, rect: pygame.Rect | pygame.FRect, color: Color, radius: float = 0, width: float = 1
    ) -> None:
        """A box outline that lies inside rect."""
        self.box(rect, line=color, radius=radius, width=width)

    def box(
        self, rect: pygame.Rect | pygame.FRect, *, fill: Color | None = None, line: Color | None = None,
        radius: float = 0, width: float = 1, alpha: int = 255,
    ) -> None:  # fmt: skip
        """Fill and outline in one."""
        area = self.px(rect)
        if area.w <= 0 or area.h <= 0:
            return
        r = min(round(radius * self.s), area.w // 2, area.h // 2)
        if r <= 0 and alpha == 255:
            if fill:
                self.surface.fill(fill, area)
            if line:
                pygame.draw.rect(self.surface, line, area, self.n(width))
            return
        if area.w * area.h > 160_000 and fill and alpha == 255:
            self._large_box(area, fill, line, r, self.n(width))
            return
        self.surface.blit(box_made(area.size, r, fill, alpha, line, self.n(width)), area)

    def _large_box(self, area: pygame.Rect, fill: Color, line: Color | None, r: int, width: int) -> None:
        if line:
            pygame.draw.rect(self.surface, line, area, border_radius=r)
            area = area.inflate(-2 * width, -2 * width)
        pygame.draw.rect(self.surface, fill, area, border_radius=max(0, r - width))

    def hline(self, x0: float, x1: float, y: float, color: Color | None = None, width: float = 1) -> None:
        """A horizontal hairline."""
        x = round(x0 * self.s)
        self.surface.fill(color or self.c.line, (x, round(y * self.s), round(x1 * self.s) - x, self.n(width)))

    def vline(self, x: float, y0: float, y1: float, color: Color | None = None, width: float = 1) -> None:
        """A vertical hairline."""
        y = round(y0 * self.s)
        self.surface.fill(color or self.c.line, (round(x * self.s), y, self.n(width), round(y1 * self.s) - y))

    def disc(self, center: Point, radius: float, color: Color, alpha: int = 255) -> None:
        """A smooth filled circle."""
        r = max(1, round(radius * self.s))
        self.surface.blit(
            disc_made(r, color, alpha), (round(center[0] * self.s) - r, round(center[1] * self.s) - r)
        )

    def ring(self, center: Point, radius: float, fill: Color, line: Color, width: float = 2) -> None:
        """A filled circle with an outline."""
        outer, inner = max(1, round(radius * self.s)), max(1, round((radius - width) * self.s))
        at = round(center[0] * self.s) - outer, round(center[1] * self.s) - outer
        self.surface.blit(ring_made(outer, inner, fill, line), at)

    def dashed(
        self, rect: pygame.Rect, color: Color, *, width: float = 2, dash: float = 4, gap: float = 3
    ) -> None:
        """A dashed outline: ghost (2, 4-3) or old position (1, 2-2)."""
        corners = (rect.topleft, rect.topright, rect.bottomright, rect.bottomleft, rect.topleft)
        for a, b in itertools.pairwise(corners):
            self.dash_line(a, b, color, width=width, dash=dash, gap=gap)

    def dash_line(
        self, a: Point, b: Point, color: Color, *, width: float = 1, dash: float = 4, gap: float = 3
    ) -> None:
        """A straight dashed line."""
        length = math.dist(a, b)
        if length <= 0 or not math.isfinite(length):
            return
        ux, uy, at = (b[0] - a[0]) / length, (b[1] - a[1]) / length, 0.0
        while at < length:
            end = min(length, at + dash)
            start, stop = (a[0] + ux * at, a[1] + uy * at), (a[0] + ux * end, a[1] + uy * end)
            pygame.draw.line(self.surface, color, self._pt(start), self._pt(stop), self.n(width))
            at = end + gap

    def _pt(self, p: Point) -> tuple[int, int]:
        return round(p[0] * self.s), round(p[1] * self.s)

    def hatch(self, rect: pygame.Rect, color: Color, step: int = 5) -> None:
        """Diagonal lines: waiting time."""
        with self.clip(rect):
            for x in range(rect.x - rect.h, rect.right, step):
                a, b = self._pt((x, rect.bottom)), self._pt((x + rect.h, rect.y))
                pygame.draw.aaline(self.surface, color, a, b)

    def shadow(self, rect: pygame.Rect, radius: float = 10) -> None:
        """The one shadow (y 8, 24 px), for what is in the hand."""
        r, blur = round(radius * self.s), round(24 * self.s)
        tile, area = (
            shadow_tile(r, blur),
            self.px(rect).inflate(2 * blur, 2 * blur).move(0, round(8 * self.s)),
        )
        c, side = r + blur, tile.get_width()
        xs = ((area.x, 0, c), (area.x + c, c, area.w - 2 * c), (area.right - c, side - c, c))
        ys = ((area.y, 0, c), (area.y + c, c, area.h - 2 * c), (area.bottom - c, side - c, c))
        for x, sx, w in xs:
            for y, sy, h in ys:
                if w > 0 and h > 0:
                    part = tile.subsurface((sx, sy, c if w == c else 8, c if h == c else 8))
                    self.surface.blit(pygame.transform.scale(part, (w, h)), (x, y))

    # -- lines ---------------------------------------------------------------------------------
    def polyline(self, points: Sequence[Point], color: Color, width: float = 2, alpha: int = 255) -> None:
        """A smooth thick line with round joints (2x and smoothscale)."""
        if len(points) < 2:
            return
        at = [self._pt(p) for p in points]
        m = self.n(width) + 2
        x0, y0 = min(p[0] for p in at) - m, min(p[1] for p in at) - m
        size = max(p[0] for p in at) + m - x0, max(p[1] for p in at) + m - y0
        if size[0] > 8000 or size[1] > 8000:
            return
        key = tuple((x - x0, y - y0) for x, y in at)
        self.surface.blit(stroke(key, size, color, max(2, round(width * self.s * 2)), alpha), (x0, y0))

    def sparkline(self, rect: pygame.Rect, values: Sequence[float], color: Color) -> None:
        """A small line chart over the whole rect, its end marked."""
        if not values:
            return
        low, high = min(values), max(values)
        span, step = (high - low) or 1.0, rect.w / max(1, len(values) - 1)
        points = [(rect.x + i * step, rect.bottom - (v - low) / span * rect.h) for i, v in enumerate(values)]
        self.polyline(points, color, 1.5)
        self.disc(points[-1], 2.5, color)

    # -- text and icons ------------------------------------------------------------------------
    def text(
        self, x: float, y: float, string: str, token: str = BODY, color: Color | None = None, *,
        weight: Weight | None = None, align: str = "l",
    ) -> float:  # fmt: skip
        """One line whose line box starts at y. Returns its width."""
        line = TYPE[token].line
        return self.text_mid(x, y + line / 2, string, token, color, weight=weight, align=align)

    def text_mid(
        self, x: float, y: float, string: str, token: str = BODY, color: Color | None = None, *,
        weight: Weight | None = None, align: str = "l",
    ) -> float:  # fmt: skip
        """One line vertically centred on y. Returns its width."""
        if not string:
            return 0.0
        made = self.type.render(string, token, color or self.c.text, weight)
        w, h = made.get_size()
        left = round(x * self.s) - (w // 2 if align == "c" else w if align == "r" else 0)
        self.surface.blit(made, (left, round(y * self.s) - h // 2))
        return w / self.s

    def paragraph(
        self, x: float, y: float, width: float, string: str, token: str = BODY, color: Color | None = None,
        *, weight: Weight | None = None, max_lines: int = 0,
    ) -> float:  # fmt: skip
        """Wrapped text. Returns its height."""
        lines = self.type.wrap(string, width, token, weight)
        step = TYPE[token].line
        for i, line in enumerate(lines[:max_lines] if max_lines else lines):
            self.text(x, y + i * step, line, token, color, weight=weight)
        return float(step * len(lines))

    def icon(self, x: float, y: float, name: str, size: float = 18, color: Color | None = None) -> None:
        """An icon with its top left corner at (x, y)."""
        self.surface.blit(icon(name, self.n(size), color or self.c.text2), self._pt((x, y)))

    def icon_mid(self, x: float, y: float, name: str, size: float = 18, color: Color | None = None) -> None:
        """An icon centred on (x, y)."""
        self.icon(x - size / 2, y - size / 2, name, size, color)

    def truck(self, x: float, y: float, kind: str, color: Color) -> float:
        """A silhouette 14 high: van 20, rigid 28, artic 44, lzv 60 wide. Returns its width."""
        made = truck_surface(kind, color, self.s)
        self.surface.blit(made, self._pt((x, y)))
        return made.get_width() / self.s
