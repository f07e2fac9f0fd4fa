"""What stands in for the sharp map: an overview of all land, and a picture drawn larger or smaller."""

from __future__ import annotations

import pygame

from game.ui.map_base import BOUNDS
from game.ui.map_tiles import Window

Rect = pygame.Rect
OVERVIEW_MPP = 560.0
OVERVIEW_RIM_M = 90_000.0


def overview_window() -> Window:
    """The part of the sheet that the overview shows."""
    x0, y0, x1, y1 = BOUNDS
    rim, k = OVERVIEW_RIM_M, OVERVIEW_MPP
    left, top = round((x0 - rim) / k), round(-(y1 + rim) / k)
    return Window(k, left, top, round((x1 - x0 + 2 * rim) / k), round((y1 - y0 + 2 * rim) / k))


def stretch(source: pygame.Surface, was: Window, target: pygame.Surface, area: Rect, now: Window) -> None:
    """Draw the part of `source` (showing `was`) that `now` shows; unsmoothed, so that it is fast."""
    grow = was.mpp / now.mpp
    left, top = was.left * grow - now.left, was.top * grow - now.top  # of the source on the target
    x0, y0 = max(0.0, -left / grow), max(0.0, -top / grow)
    x1, y1 = min(was.w, (now.w - left) / grow), min(was.h, (now.h - top) / grow)
    part = Rect(int(x0), int(y0), int(x1 + 0.999) - int(x0), int(y1 + 0.999) - int(y0)).clip(
        source.get_rect()
    )
    if part.w <= 0 or part.h <= 0:
        return
    size = max(1, round(part.w * grow)), max(1, round(part.h * grow))
    if size[0] > 4 * now.w + 64 or size[1] > 4 * now.h + 64:
        return
    made = (
        source.subsurface(part)
        if size == part.size
        else pygame.transform.scale(source.subsurface(part), size)
    )
    target.blit(made, (area.x + round(left + part.x * grow), area.y + round(top + part.y * grow)))
