"""A free outline on the map: which orders lie in it, and what is drawn of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pygame

from game.ui.context import Ctx
from game.ui.hits import inside
from game.ui.map_base import Camera
from game.ui.order_items import OrderItem
from game.ui.paint import Point

Rect = pygame.Rect
STEP_PX = 5
"""Points nearer to the last one are left out."""
LEAST_PX = 8
"""An outline that is smaller encloses nothing: a slip of the hand."""


@dataclass(slots=True)
class Lasso:
    """The outline while it is drawn, in logical pixels."""

    points: list[Point] = field(default_factory=list)

    def add(self, pos: Point) -> None:
        """Follow the pointer."""
        last = self.points[-1] if self.points else (-1e9, -1e9)
        if max(abs(pos[0] - last[0]), abs(pos[1] - last[1])) >= STEP_PX:
            self.points.append(pos)

    def ring(self, camera: Camera, view: Rect) -> tuple[Point, ...]:
        """The closed outline in RD metres; empty when it encloses nothing."""
        if len(self.points) < 3:
            return ()
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        if max(xs) - min(xs) < LEAST_PX or max(ys) - min(ys) < LEAST_PX:
            return ()
        return tuple(camera.to_rd(point, view) for point in self.points)


def caught(items: Iterable[OrderItem], ring: Sequence[Point]) -> frozenset[str]:
    """Orders of which an end lies in the outline."""
    if len(ring) < 3:
        return frozenset()
    return frozenset(i.id for i in items if any(inside(ring, point) for point in i.facts.points))


def draw_outline(ctx: Ctx, points: Sequence[Point], *, closed: bool) -> None:
    """The outline with its inside tinted; while it is being drawn the way back is dashed."""
    if len(points) < 2:
        return
    if len(points) > 2:
        _tint(ctx, points)
    ctx.p.polyline([*points, points[0]] if closed else points, ctx.c.accent, 2)
    if not closed:
        ctx.p.dash_line(points[-1], points[0], ctx.c.accent, dash=4, gap=4)


def _tint(ctx: Ctx, points: Sequence[Point]) -> None:
    s = ctx.settings.scale
    pixels = [(x * s, y * s) for x, y in points]
    left, top = min(p[0] for p in pixels), min(p[1] for p in pixels)
    size = (round(max(p[0] for p in pixels) - left) + 1, round(max(p[1] for p in pixels) - top) + 1)
    sheet = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.polygon(sheet, (*ctx.c.accent, 34), [(x - left, y - top) for x, y in pixels])
    ctx.p.surface.blit(sheet, (round(left), round(top)))
