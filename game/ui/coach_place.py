"""Where the coach's card lies: never on what it points at, and preferably on the map, on nothing else.

Pure geometry on the hit list, so that a test can ask it for every size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pygame

from game.ui import layout
from game.ui.hits import HitList

Rect = pygame.Rect
EDGE, GAP, GRID = 8, 14, 56
BESIDE = 0.002
"""What a pixel of distance to the target costs, as a share of the card's area."""


def obstacles(hits: HitList, window: Rect) -> list[Rect]:
    """What the card had better not hide: everything to click on, and whole rows of the planboard."""
    found = []
    for hit in hits:
        if hit.id.startswith("row."):
            found.append(Rect(0, hit.rect.y, window.w, hit.rect.h))
        elif hit.id.startswith("area."):  # the compact layout's own tabs: so is all above them
            found.append(Rect(0, 0, window.w, hit.rect.bottom))
        elif hit.role not in ("area", "scroll") and not hit.id.startswith("coach."):
            found.append(hit.rect)
    return found


def place(
    size: tuple[int, int], window: Rect, targets: Sequence[Rect], soft: Sequence[Rect], room: Rect | None,
    before: Rect | None = None,
) -> tuple[Rect, bool]:  # fmt: skip
    """The card's rectangle, and whether it is clear of every target.

    `room` is the map, the best place; `before` is kept while it is still clear of the targets.
    """
    bounds = layout.pad(window, EDGE)
    size = min(size[0], bounds.w), min(size[1], bounds.h)
    if before is not None and _clear(stays := Rect(before.topleft, size), bounds, targets):
        return stays, True
    near = targets[0] if targets else None
    spots = list(dict.fromkeys(tuple(s) for s in _spots(size, bounds, targets)))
    rects = [Rect(s) for s in spots]
    clear = [r for r in rects if _clear(r, bounds, targets)]
    some = clear or [r for r in rects if r.collidelist(targets[:1]) < 0] or rects
    return min(some, key=lambda r: (_cost(r, near, soft, room), r.y, r.x)), bool(clear)


def _clear(rect: Rect, bounds: Rect, targets: Sequence[Rect]) -> bool:
    around = [t.inflate(2 * GAP, 2 * GAP) for t in targets]
    return bool(bounds.contains(rect)) and rect.collidelist(around) < 0


def _spots(size: tuple[int, int], bounds: Rect, targets: Sequence[Rect]) -> Iterator[Rect]:
    """Beside each target, and a grid over the window."""
    w, h = size
    for t in targets:
        for x in (t.right + GAP + 1, t.x - GAP - 1 - w, t.centerx - w // 2, t.x, t.right - w):
            for y in (t.bottom + GAP + 1, t.y - GAP - 1 - h, t.centery - h // 2, t.y, t.bottom - h):
                yield Rect(x, y, w, h).clamp(bounds)
    xs = {*range(bounds.x, bounds.right - w, GRID), bounds.right - w}
    ys = {*range(bounds.y, bounds.bottom - h, GRID), bounds.bottom - h}
    yield from (Rect(x, y, w, h) for y in sorted(ys) for x in sorted(xs))


def _cost(rect: Rect, near: Rect | None, soft: Sequence[Rect], room: Rect | None) -> float:
    area = rect.w * rect.h
    hidden = sum(_area(rect.clip(soft[i])) for i in rect.collidelistall(soft))
    outside = area - _area(rect.clip(room)) if room is not None else 0
    away = 0.0
    if near is not None:
        dx = max(near.x - rect.right, rect.x - near.right, 0)
        dy = max(near.y - rect.bottom, rect.y - near.bottom, 0)
        away = (dx + dy) * BESIDE * area
    return 2.0 * hidden + 0.5 * outside + away


def _area(rect: Rect) -> int:
    return rect.w * rect.h


def anchors(card: Rect, target: Rect) -> tuple[tuple[int, int], tuple[int, int]]:
    """The ends of the line between card and target: the points of their edges that face each other."""
    def towards(rect: Rect, other: Rect) -> tuple[int, int]:
        x = min(max(other.centerx, rect.x + 16), rect.right - 16)
        y = min(max(other.centery, rect.y + 12), rect.bottom - 12)
        dx = max(other.x - rect.right, rect.x - other.right)
        dy = max(other.y - rect.bottom, rect.y - other.bottom)
        if dx >= dy:
            x = rect.right if other.centerx > rect.centerx else rect.x
        else:
            y = rect.bottom if other.centery > rect.centery else rect.y
        return x, y

    return towards(card, target), towards(target, card)
