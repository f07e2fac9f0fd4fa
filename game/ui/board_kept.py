"""Rows of the planboard that are painted once and kept until something in them changes.

A plan change touches one or two trips: only their rows are painted anew, the others are repeated with
their hits, also when they moved up or down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pygame

from game.ui.context import Ctx
from game.ui.hits import Hit
from game.ui.regions import looks, pointer

Rect = pygame.Rect


@dataclass(slots=True)
class _Kept:
    key: tuple[object, ...]
    picture: pygame.Surface
    at: tuple[int, int]
    hits: tuple[Hit, ...]
    names: frozenset[str]


class KeptRows:
    """The kept pictures of one planboard, by vehicle."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def draw(
        self, ctx: Ctx, name: str, area: Rect, body: Rect, key: tuple[object, ...], paint: Callable[[], None]
    ) -> None:
        """Paint or repeat a row; one that is partly out of `body` is always painted."""
        pixels = ctx.p.px(area)
        if not body.contains(area) or not ctx.p.surface.get_rect().contains(pixels):
            paint()
            return
        whole = (*key, area.size, pixels.size, *looks(ctx))
        kept = self._kept.get(name)
        if kept is not None and kept.key == (*whole, *pointer(ctx, kept.names)):
            self._repeat(ctx, kept, area, pixels)
            return
        before = len(ctx.hits)
        paint()
        hits = ctx.hits.since(before)
        names = frozenset(hit.id for hit in hits)
        picture = ctx.p.surface.subsurface(pixels).copy()
        self._kept[name] = _Kept((*whole, *pointer(ctx, names)), picture, area.topleft, hits, names)

    def _repeat(self, ctx: Ctx, kept: _Kept, area: Rect, pixels: Rect) -> None:
        ctx.p.surface.blit(kept.picture, pixels)
        if kept.at != area.topleft:
            dx, dy = area.x - kept.at[0], area.y - kept.at[1]
            kept.hits = tuple(replace(hit, rect=hit.rect.move(dx, dy)) for hit in kept.hits)
            kept.at = area.topleft
        for hit in kept.hits:
            ctx.hits.add(hit)
