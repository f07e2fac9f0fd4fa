"""The chosen trip runs once along its road: dashes that move in its direction, fading in and out.

Drawn over the resting map, so that the map itself is not painted again; nothing with less motion.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import pygame

from game.ui.context import Ctx
from game.ui.map_base import Camera
from game.ui.paint import Point

Rect = pygame.Rect
LASTS_MS, FADE_MS = 1400, 160
SPEED_PX_S, STEP_PX, DASH_PX = 90.0, 30.0, 11.0
MOST_DASHES = 400


def strength(age_ms: int) -> float:
    """0..1 over its time: in, on, out."""
    if not 0 <= age_ms < LASTS_MS:
        return 0.0
    return min(1.0, age_ms / FADE_MS, (LASTS_MS - age_ms) / FADE_MS)


@dataclass(frozen=True, slots=True)
class Track:
    """A line on screen in logical pixels, with its length before each point."""

    points: tuple[Point, ...]
    along: tuple[float, ...]


def track_of(line: Sequence[Point], camera: Camera, rect: Rect) -> Track:
    """A route as it lies on screen, without what is too fine to see."""
    made: list[Point] = []
    for xy in line:
        at = camera.to_px(xy, rect)
        if not made or math.dist(at, made[-1]) >= 1.5:
            made.append(at)
    steps = (math.dist(a, b) for a, b in pairwise(made))
    return Track(tuple(made), tuple(accumulate(steps, initial=0.0)))


def dashes(track: Track, shift: float, box: Rect) -> Iterator[list[Point]]:
    """The dashes that lie in a box, `shift` pixels further along than at first."""
    start, count = shift % STEP_PX, 0
    for (a, b), low, high in zip(pairwise(track.points), track.along, track.along[1:], strict=False):
        if not box.clipline(a, b) or high <= low:
            continue
        n = math.floor((low - start - DASH_PX) / STEP_PX) + 1
        while start + n * STEP_PX < high and count < MOST_DASHES:
            begin, end = max(low, start + n * STEP_PX), min(high, start + n * STEP_PX + DASH_PX)
            if end > begin:
                yield [_mid(a, b, (t - low) / (high - low)) for t in (begin, end)]
                count += 1
            n += 1


def _mid(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


class Pulse:
    """One run of the chosen trip."""

    def __init__(self) -> None:
        self.began_ms = -LASTS_MS
        self._track: tuple[object, Track] | None = None

    def begin(self, now_ms: int) -> None:
        """From now on."""
        self.began_ms = now_ms

    def running(self, now_ms: int) -> bool:
        """There is something to see."""
        return strength(now_ms - self.began_ms) > 0 or now_ms == self.began_ms

    def draw(self, ctx: Ctx, rect: Rect, camera: Camera, line: Sequence[Point]) -> None:
        """Over the map in rect."""
        age = ctx.now_ms - self.began_ms
        power, s = strength(age), ctx.settings.scale
        if power <= 0 or len(line) < 2:
            return
        key = (id(line), camera, tuple(rect))
        if self._track is None or self._track[0] != key:
            self._track = (key, track_of(line, camera, rect))
        color = ctx.c.on_accent
        wide = max(2, round(2.2 * s))
        with ctx.p.clip(rect):
            area = ctx.p.px(rect)
            layer = ctx.p.surface if power >= 1 else pygame.Surface(area.size, pygame.SRCALPHA)
            ox, oy = (0, 0) if power >= 1 else area.topleft
            signs = [hit.rect for hit in ctx.hits if hit.role == "stop"]
            for a, b in dashes(self._track[1], age * SPEED_PX_S / 1000, rect):
                middle = Rect(round((a[0] + b[0]) / 2) - 4, round((a[1] + b[1]) / 2) - 4, 8, 8)
                if middle.collidelist(signs) >= 0:
                    continue  # numbers stay readable
                start, end = (a[0] * s - ox, a[1] * s - oy), (b[0] * s - ox, b[1] * s - oy)
                pygame.draw.line(layer, color, start, end, wide)
            if power < 1:
                layer.set_alpha(round(255 * power))
                ctx.p.surface.blit(layer, area)
