"""Parts of a screen that are painted once and kept until something in them changes.

    regions.draw(ctx, "list", rect, key, lambda: order_list.draw(ctx, rect, ...))

The painter's function runs when `key`, the theme, the scale, the language, or the pointer's place within
the region changed; otherwise its picture is blitted and its hits are registered again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from game.ui.context import Ctx
from game.ui.hits import Hit

Rect = pygame.Rect


@dataclass(slots=True)
class _Kept:
    key: tuple[object, ...]
    where: tuple[object, ...]
    picture: pygame.Surface
    hits: tuple[Hit, ...]
    names: frozenset[str]


class Regions:
    """The kept pictures of one screen."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def draw(
        self, ctx: Ctx, name: str, rect: Rect, key: tuple[object, ...], paint: Callable[[], None],
        *, wait: bool = False,
    ) -> bool:  # fmt: skip
        """Paint or repeat a region; True when it was painted anew.

        With `wait` an old picture of the same place and looks may stay for this frame.
        """
        if rect.w <= 0 or rect.h <= 0:
            return False
        area = ctx.p.px(rect).clip(ctx.p.surface.get_rect())
        kept = self._kept.get(name)
        where = (tuple(rect), *looks(ctx))
        whole = (*key, *where)
        if kept is not None and (
            kept.key == (*whole, *pointer(ctx, kept.names)) or (wait and kept.where == where)
        ):
            ctx.p.surface.blit(kept.picture, area)
            for hit in kept.hits:
                ctx.hits.add(hit)
            return False
        before = len(ctx.hits)
        ctx.hits.push_clip(rect)
        with ctx.p.clip(rect):
            paint()
        ctx.hits.pop_clip()
        hits = ctx.hits.since(before)
        names = frozenset(hit.id for hit in hits)
        if area.w > 0 and area.h > 0:
            picture = ctx.p.surface.subsurface(area).copy()
            self._kept[name] = _Kept((*whole, *pointer(ctx, names)), where, picture, hits, names)
        return True

    def forget(self, name: str) -> None:
        """Paint this region anew with the next frame."""
        self._kept.pop(name, None)


class Turns:
    """Something was taken up: what shows it follows in turn, one region per frame, so that each is short."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self._frames = 0

    def count(self, *, held: bool) -> None:
        """Once per frame, before anything is drawn."""
        self._frames = self._frames + 1 if held else 0

    def wait(self, name: str) -> bool:
        """It is not yet the turn of this region."""
        return 0 < self._frames <= self._names.index(name)

    @property
    def going(self) -> bool:
        """More frames are needed until everything shows it."""
        return 0 < self._frames <= len(self._names)


def looks(ctx: Ctx) -> tuple[object, ...]:
    """Theme, scale, language and size: what every picture depends on."""
    s = ctx.settings
    return s.scheme, s.scale, s.lang, ctx.size


def pointer(ctx: Ctx, names: frozenset[str]) -> tuple[object, ...]:
    """What of the pointer shows among these hits."""
    m = ctx.memory
    found = (m.hover, m.focus, m.pressed)
    return (*(name if name in names else None for name in found), m.focus_visible and m.focus in names)
