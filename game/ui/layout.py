"""Layout arithmetic on logical rectangles; no tree, no state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pygame

Rect = pygame.Rect
Mode = Literal["full", "compact", "tiny"]
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
FULL = (1280, 720)
COMPACT = (800, 450)


def logical_size(window: tuple[int, int], scale: float) -> tuple[int, int]:
    """Window size in UI pixels."""
    return max(1, int(window[0] / scale)), max(1, int(window[1] / scale))


def layout_mode(window: tuple[int, int], scale: float) -> Mode:
    """full from 1280x720 logical, compact from 800x450, otherwise tiny (compact, and too small)."""
    width, height = logical_size(window, scale)
    if width >= FULL[0] and height >= FULL[1]:
        return "full"
    return "compact" if width >= COMPACT[0] and height >= COMPACT[1] else "tiny"


def allowed_scales(window: tuple[int, int]) -> list[float]:
    """Scales that leave at least 800x450 logical; never empty."""
    return [scale for scale in SCALES if layout_mode(window, scale) != "tiny"] or [1.0]


def pad(rect: Rect, all_round: int = 16, *, x: int | None = None, y: int | None = None) -> Rect:
    """The rectangle within a margin; never negative."""
    dx, dy = (all_round if x is None else x), (all_round if y is None else y)
    return Rect(rect.x + dx, rect.y + dy, max(0, rect.w - 2 * dx), max(0, rect.h - 2 * dy))


def _sizes(total: int, parts: Sequence[int | float | None], gap: int) -> list[int]:
    fixed = sum(part for part in parts if isinstance(part, int))
    free = max(0, total - fixed - gap * (len(parts) - 1))
    weights = [1.0 if part is None else part for part in parts if not isinstance(part, int)]
    share, sizes, used, seen = sum(weights) or 1.0, [], 0, 0.0
    for part in parts:
        if isinstance(part, int):
            sizes.append(part)
            continue
        seen += 1.0 if part is None else part
        upto = round(free * seen / share)  # cumulative, so that the parts add up exactly
        sizes.append(upto - used)
        used = upto
    return sizes


def rows(rect: Rect, *parts: int | float | None, gap: int = 0) -> list[Rect]:
    """Split top to bottom: int = pixels, None = the rest, float = weight of the rest."""
    y, made = rect.y, []
    for size in _sizes(rect.h, parts, gap):
        made.append(Rect(rect.x, y, rect.w, max(0, size)))
        y += size + gap
    return made


def columns(rect: Rect, *parts: int | float | None, gap: int = 0) -> list[Rect]:
    """Split left to right: int = pixels, None = the rest, float = weight of the rest."""
    x, made = rect.x, []
    for size in _sizes(rect.w, parts, gap):
        made.append(Rect(x, rect.y, max(0, size), rect.h))
        x += size + gap
    return made


def cut_left(rect: Rect, size: int, gap: int = 0) -> tuple[Rect, Rect]:
    """(the left `size` pixels, the rest)."""
    size = min(size, rect.w)
    rest = min(rect.w, size + gap)
    return Rect(rect.x, rect.y, size, rect.h), Rect(rect.x + rest, rect.y, rect.w - rest, rect.h)


def cut_right(rect: Rect, size: int, gap: int = 0) -> tuple[Rect, Rect]:
    """(the right `size` pixels, the rest)."""
    size = min(size, rect.w)
    return Rect(rect.right - size, rect.y, size, rect.h), Rect(
        rect.x, rect.y, max(0, rect.w - size - gap), rect.h
    )


def cut_top(rect: Rect, size: int, gap: int = 0) -> tuple[Rect, Rect]:
    """(the top `size` pixels, the rest)."""
    size = min(size, rect.h)
    rest = min(rect.h, size + gap)
    return Rect(rect.x, rect.y, rect.w, size), Rect(rect.x, rect.y + rest, rect.w, rect.h - rest)


def cut_bottom(rect: Rect, size: int, gap: int = 0) -> tuple[Rect, Rect]:
    """(the bottom `size` pixels, the rest)."""
    size = min(size, rect.h)
    return Rect(rect.x, rect.bottom - size, rect.w, size), Rect(
        rect.x, rect.y, rect.w, max(0, rect.h - size - gap)
    )


def centered(outer: Rect, width: int, height: int) -> Rect:
    """A rectangle of this size in the middle of outer."""
    return Rect(outer.x + (outer.w - width) // 2, outer.y + (outer.h - height) // 2, width, height)


def keep_inside(rect: Rect, bounds: Rect) -> Rect:
    """The rectangle moved, not resized, into bounds where possible."""
    return rect.clamp(bounds)
