"""Looks at a frame as a strict reader does: what is cut off, what lies over what, what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any
from unittest.mock import patch

import pygame

from game.ui.hits import Hit, HitList
from game.ui.paint import Painter
from game.ui.theme import BODY, Color, contrast

Rect = pygame.Rect
SLACK = 1
"""Device pixels that may be lost to rounding."""
WHERE_THINGS_CROWD = ("map.", "block.", "stop.", "truck.", "zone.", "along.", "front.", "spark.")
"""Places on a map, blocks on a time axis and points in a chart lie where they lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One line of text: where, within which clip, and on what ground."""

    text: str
    rect: Rect
    clip: Rect
    color: Color
    ground: tuple[Color, ...]


@dataclass(slots=True)
class Eye:
    """What was seen of one frame."""

    texts: list[Drawn] = field(default_factory=list)
    over: list[tuple[str, str]] = field(default_factory=list)
    _live: list[Drawn] = field(default_factory=list)

    def text(self, drawn: Drawn) -> None:
        """A line was painted; lines below it that nothing covered are written over."""
        self.texts.append(drawn)
        seen = drawn.rect.clip(drawn.clip)
        core = _core(seen)
        for other in self._live:
            if core.colliderect(_core(other.rect.clip(other.clip))) and core.w and core.h:
                self.over.append((other.text, drawn.text))
        self._live.append(replace(drawn, rect=seen))

    def covered(self, area: Rect) -> None:
        """An opaque box hides what was written there."""
        self._live = [left for d in self._live if (left := _left_of(d, area)) is not None]


def _left_of(drawn: Drawn, area: Rect) -> Drawn | None:
    """What of a line still shows beside a box that was laid over it."""
    core = _core(drawn.rect)
    both = core.clip(area)
    if not both.w or both.h < core.h // 2:
        return drawn
    before, after = max(0, both.x - drawn.rect.x), max(0, drawn.rect.right - both.right)
    if max(before, after) <= 4:
        return None
    x = drawn.rect.x if before >= after else both.right
    return replace(drawn, rect=Rect(x, drawn.rect.y, max(before, after), drawn.rect.h))


def _core(rect: Rect) -> Rect:
    """The part of a line that has ink in it."""
    return rect.inflate(-4, -rect.h // 2)


@contextmanager
def looking() -> Iterator[Eye]:
    """Everything that painters paint within is seen."""
    eye = Eye()
    real_text, real_box = Painter.text_mid, Painter.box

    def text_mid(
        self: Painter, x: float, y: float, string: str, token: str = BODY, color: Color | None = None, *,
        weight: Any = None, align: str = "l",
    ) -> float:  # fmt: skip
        if string.strip():
            shown = color or self.c.text
            made = self.type.render(string, token, shown, weight)
            w, h = made.get_size()
            left = round(x * self.s) - (w // 2 if align == "c" else w if align == "r" else 0)
            rect, clip = Rect(left, round(y * self.s) - h // 2, w, h), self.surface.get_clip()
            if rect.colliderect(clip):
                ground = _ground(self.surface, rect.clip(clip))
                eye.text(Drawn(text=string, rect=rect, clip=clip, color=shown, ground=ground))
        return real_text(self, x, y, string, token, color, weight=weight, align=align)

    def box(self: Painter, rect: Any, **named: Any) -> None:
        if named.get("fill") is not None and named.get("alpha", 255) == 255:
            eye.covered(self.px(rect).clip(self.surface.get_clip()))
        real_box(self, rect, **named)

    with patch.object(Painter, "text_mid", text_mid), patch.object(Painter, "box", box):
        yield eye


def _ground(surface: pygame.Surface, rect: Rect) -> tuple[Color, ...]:
    """Colours at the corners of a line before it is painted."""
    points = (rect.topleft, (rect.right - 1, rect.y), (rect.x, rect.bottom - 1), rect.center)
    bounds = surface.get_rect()
    return tuple((c.r, c.g, c.b) for p in points if bounds.collidepoint(p) for c in [surface.get_at(p)])


def cut_off(eye: Eye) -> list[str]:
    """Lines of which a part is lost at the left or the right, or at the edge of the window."""
    found = []
    for d in eye.texts:
        sides = d.rect.left < d.clip.left - SLACK or d.rect.right > d.clip.right + SLACK
        # At the top and bottom of a scroll area lines are cut as a matter of course.
        if sides and d.rect.clip(d.clip).w > 2:
            found.append(f"{d.text!r} {tuple(d.rect)} in {tuple(d.clip)}")
    return found


def faint(eye: Eye, hits: HitList, scale: float, *, least: float) -> list[str]:
    """Lines with less contrast to their ground than `least`; what is disabled may be faint."""
    off = [_scaled(hit.rect, scale) for hit in hits if not hit.enabled]
    found = []
    for d in eye.texts:
        if any(area.collidepoint(d.rect.center) for area in off) or not d.ground:
            continue
        ratio = min(contrast(d.color, ground) for ground in d.ground)
        if ratio < least - 0.05:
            found.append(f"{d.text!r} {ratio:.1f} {d.color} on {d.ground[0]}")
    return found


def _scaled(rect: Rect, s: float) -> Rect:
    return Rect(round(rect.x * s), round(rect.y * s), round(rect.w * s), round(rect.h * s))


def astray(hits: HitList, window: Rect) -> list[str]:
    """Hits that leave the window."""
    return [f"{h.id} {tuple(h.rect)}" for h in hits if not window.contains(h.rect)]


def unnamed(hits: HitList) -> list[str]:
    """What can have the focus and has no word for a screen reader."""
    return [h.id for h in hits.reachable() if h.focusable and not h.label.strip()]


def tangled(hits: HitList) -> list[str]:
    """Pairs of things to press that lie partly over one another."""
    press = [h for h in hits.reachable() if h.focusable and not _crowds(h)]
    found = []
    for a, b in combinations(press, 2):
        both = a.rect.clip(b.rect)
        if both.w > 1 and both.h > 1 and not a.rect.contains(b.rect) and not b.rect.contains(a.rect):
            found.append(f"{a.id} {tuple(a.rect)} x {b.id} {tuple(b.rect)}")
    return found


def _crowds(hit: Hit) -> bool:
    return hit.id.startswith(WHERE_THINGS_CROWD) or hit.role == "stop" or len(hit.ring) > 2
