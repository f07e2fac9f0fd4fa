"""The camera of the map, its styles and the widths of the roads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pygame

from game.ui.paint import Point
from game.ui.theme import PALETTES, MapColors

STYLES: dict[str, MapColors] = {name: palette.map for name, palette in PALETTES.items()}
# class -> (casing px, fill px); drawn in this order so that motorways lie on top
ROADS = {
    "f": (0.0, 1.0),
    "u": (0.0, 1.5),
    "l": (0.0, 1.5),
    "n": (0.0, 2.0),
    "x": (4.0, 2.25),
    "m": (5.5, 3.5),
}
MIN_M_PER_PX, MAX_M_PER_PX = 12.0, 640.0
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

    def fitted(self, points: Iterable[Point], view: pygame.Rect, most: int = 48) -> Camera:
        """Showing all points, with a margin of at most `most` pixels."""
        places = list(points)
        if not places:
            return self
        xs, ys = [p[0] for p in places], [p[1] for p in places]
        margin = min(most, min(view.size) // 8)
        width, height = max(1, view.w - 2 * margin), max(1, view.h - 2 * margin)
        k = max((max(xs) - min(xs)) / width, (max(ys) - min(ys)) / height)
        k = min(MAX_M_PER_PX, max(MIN_M_PER_PX * 2, k))
        return self._clamped((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2, k)

    @staticmethod
    def _clamped(x: float, y: float, k: float) -> Camera:
        return Camera(min(BOUNDS[2], max(BOUNDS[0], x)), min(BOUNDS[3], max(BOUNDS[1], y)), k)
