"""Where names and shields may lie: what is occupied, and what placement depends on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pygame

from game.content.geo import MapData, RoadGraph
from game.ui.map_overlay import MapZone
from game.ui.map_tiles import Window
from game.ui.paint import Point
from game.ui.text import TextCache

CELL = 4
WEAK, STRONG = 1, 2
GAP_PX = (3, 1)
"""Logical pixels that stay free beside and above the ink of a name."""


@dataclass(frozen=True, slots=True)
class Label:
    """A picture fixed to a place: (dx, dy) is its top left corner from there, device pixels."""

    surface: pygame.Surface
    xy: Point
    dx: int
    dy: int


class Taken:
    """What is occupied: boxes, and routes on a coarse sheet of one byte per 4 px."""

    def __init__(
        self,
        size: tuple[int, int],
        boxes: list[pygame.Rect],
        routes: Iterable[tuple[Sequence[Point], bool]] = (),
    ) -> None:
        """`routes` are (points in device pixels, strong): a shield may lie on one that is not strong."""
        self.boxes = boxes
        self._wide, self._high = size[0] // CELL + 1, size[1] // CELL + 1
        sheet = pygame.Surface((self._wide, self._high), depth=8)
        for points, strong in sorted(routes, key=lambda route: route[1]):
            if len(points) > 1:
                cells = [(x / CELL, y / CELL) for x, y in points]
                pygame.draw.lines(sheet, STRONG if strong else WEAK, False, cells)
        self._pitch, self._cells = sheet.get_pitch(), sheet.get_buffer().raw

    def free(self, box: pygame.Rect) -> bool:
        """No box lies here."""
        return box.collidelist(self.boxes) < 0

    def room(self, ink: pygame.Rect, scale: float) -> bool:
        """No box lies here, nor so near that two names would read as one."""
        wide, high = (2 * max(1, round(gap * scale)) for gap in GAP_PX)
        return self.free(ink.inflate(wide, high))

    def clear(self, box: pygame.Rect, *marks: int) -> bool:
        """No route of these kinds runs through here."""
        x0, x1 = max(0, box.left // CELL), min(self._wide - 1, box.right // CELL)
        rows = range(max(0, box.top // CELL), min(self._high - 1, box.bottom // CELL) + 1)
        find, pitch = self._cells.find, self._pitch
        return all(find(mark, y * pitch + x0, y * pitch + x1 + 1) < 0 for y in rows for mark in marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelJob:
    """Everything that placement depends on."""

    data: MapData
    graph: RoadGraph
    window: Window
    scale: float
    style: str
    lang: str
    text: TextCache
    taken: Taken
    zones: tuple[MapZone, ...] = ()

    @property
    def m_per_px(self) -> float:
        """Metres per logical pixel."""
        return self.window.mpp * self.scale


@lru_cache(maxsize=1024)
def ink_of(surface: pygame.Surface) -> pygame.Rect:
    """What is really painted of a picture, outline included: a line of text has air above and below."""
    return surface.get_bounding_rect()


@lru_cache(maxsize=128)
def letters_of(surface: pygame.Surface) -> tuple[pygame.Rect, ...]:
    """The boxes of the letters: of a slanted word the box around all of it is mostly empty."""
    return tuple(pygame.mask.from_surface(surface, 8).get_bounding_rects())


def label_at(surface: pygame.Surface, job: LabelJob, at: Point, box: pygame.Rect) -> Label:
    """A picture drawn in this box, fixed to the place under `at` (device pixels)."""
    w = job.window
    xy = ((at[0] + w.left) * w.mpp, -(at[1] + w.top) * w.mpp)
    return Label(surface, xy, box.x - round(at[0]), box.y - round(at[1]))
