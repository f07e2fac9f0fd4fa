"""A part of the screen that is only painted again when what it shows changed.

The picture and the hits of the last painting are kept together, so that a part that is taken from the
cache can be pointed at as before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.ui.context import Ctx
from game.ui.hits import Hit


class Layer:
    """One cached part; keep one per part and screen."""

    __slots__ = ("_hits", "_key", "_picture")

    def __init__(self) -> None:
        self._key: Hashable = None
        self._picture: pygame.Surface | None = None
        self._hits: tuple[Hit, ...] = ()

    def draw(self, ctx: Ctx, rect: pygame.Rect, key: Hashable, paint: Callable[[], None]) -> None:
        """Paint, or show again what was painted with an equal key, pointer and focus."""
        area = ctx.p.px(rect).clip(ctx.p.surface.get_rect())
        wanted = (key, tuple(rect), area.size, self._pointer(ctx, rect), ctx.settings)
        if self._picture is not None and self._key == wanted:
            ctx.p.surface.blit(self._picture, area)
            for hit in self._hits:
                ctx.hits.add(hit)
            return
        before = len(ctx.hits)
        with ctx.p.clip(rect):
            paint()
        self._hits = tuple(ctx.hits)[before:]
        if self._picture is None or self._picture.get_size() != area.size:
            self._picture = pygame.Surface(area.size)
        self._picture.blit(ctx.p.surface, (0, 0), area)
        # painting may move a scroll area or the axis into place: the key is asked for again next time
        self._key = wanted

    def forget(self) -> None:
        """Paint anew next time."""
        self._key = None

    def _pointer(self, ctx: Ctx, rect: pygame.Rect) -> tuple[object, ...]:
        """What under the pointer or the focus can change the look of this part."""
        memory = ctx.memory
        names = {hit.id for hit in self._hits}
        inside = memory.hover in names or memory.pressed in names or rect.collidepoint(memory.mouse)
        focus = memory.focus if memory.focus in names else None
        pointed = (memory.hover, memory.pressed) if inside else (None, None)
        return (*pointed, focus, memory.focus_visible if focus else False)
