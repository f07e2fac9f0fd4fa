"""The hit list: what a screen drew that can be pointed at, focused, tested or taught.

A screen appends `Hit`s while painting. The same list serves mouse, touch, Tab, tests and the coach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import pygame

Role = Literal[
    "button", "tab", "chip", "checkbox", "switch", "slider", "segment", "row", "cell", "stop", "link",
    "field", "scroll", "area", "drag", "info",
]  # fmt: skip
# `area` and `scroll` are surfaces to drag or scroll on; `info` only carries a tooltip. None takes Tab focus.
UNFOCUSABLE = frozenset({"area", "scroll", "info"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing on screen, in logical pixels."""

    id: str
    rect: pygame.Rect
    role: Role = "button"
    label: str = ""
    enabled: bool = True
    tooltip: str = ""
    payload: object = None
    draggable: bool = False
    ring: tuple[tuple[float, float], ...] = ()
    """The outline of a thing that is no box; only what lies within it is pointed at."""

    def covers(self, pos: tuple[float, float]) -> bool:
        """A position lies on it."""
        return bool(self.rect.collidepoint(pos)) and (len(self.ring) < 3 or inside(self.ring, pos))

    @property
    def focusable(self) -> bool:
        """Takes part in the Tab order."""
        return self.enabled and self.role not in UNFOCUSABLE


class HitList:
    """Hits in painting order; the last one painted lies on top."""

    def __init__(self) -> None:
        self._hits: list[Hit] = []
        self._barrier = 0
        self._clips: list[pygame.Rect] = []

    def add(self, hit: Hit) -> Hit:
        """Register a hit; the part outside the current clip cannot be reached."""
        if self._clips and not self._clips[-1].contains(hit.rect):
            rect = hit.rect.clip(self._clips[-1])
            if rect.w <= 0 or rect.h <= 0:
                return hit
            hit = replace(hit, rect=rect)
        self._hits.append(hit)
        return hit

    def barrier(self) -> None:
        """From here on only later hits can be reached (a dialog was opened)."""
        self._barrier = len(self._hits)

    @property
    def covered(self) -> bool:
        """A dialog lies over everything else."""
        return self._barrier > 0

    def push_clip(self, rect: pygame.Rect) -> None:
        """Limit later hits to rect."""
        self._clips.append(rect.clip(self._clips[-1]) if self._clips else rect)

    def pop_clip(self) -> None:
        """Undo push_clip."""
        self._clips.pop()

    def reachable(self) -> list[Hit]:
        """Hits above the last barrier, in Tab order."""
        return self._hits[self._barrier :]

    def at(self, pos: tuple[float, float], role: Role | None = None) -> Hit | None:
        """The topmost hit at a logical position; with `role`, the topmost one of that role.

        Scroll areas do not hide what lies in them and are only found when asked for.
        """
        for hit in reversed(self.reachable()):
            wanted = hit.role == role if role else hit.role != "scroll"
            if wanted and hit.covers(pos):
                return hit
        return None

    def near(self, pos: tuple[float, float], least: int) -> Hit | None:
        """The topmost hit at a position; where that is a mere surface, the nearest control on it.

        A control counts as at least `least` wide and high, for a finger.
        """
        found = self.at(pos)
        if found is None or found.focusable or (found.draggable and found.role != "area"):
            return found
        after = self._hits[self._hits.index(found) + 1 :]

        def reached(hit: Hit) -> bool:
            return hit.focusable and bool(_grown(hit.rect, least).collidepoint(pos))

        def apart(hit: Hit) -> float:
            return (hit.rect.centerx - pos[0]) ** 2 + (hit.rect.centery - pos[1]) ** 2

        return min(filter(reached, after), key=apart, default=found)

    def get(self, hit_id: str) -> Hit | None:
        """The last hit with this id, also below a barrier (for the coach and tests)."""
        return next((hit for hit in reversed(self._hits) if hit.id == hit_id), None)

    def next_focus(self, current: str | None, step: int) -> str | None:
        """The id after (step 1) or before (step -1) the current one in Tab order."""
        order = [hit.id for hit in self.reachable() if hit.focusable]
        if not order:
            return None
        if current not in order:
            return order[0 if step > 0 else -1]
        return order[(order.index(current) + step) % len(order)]

    def since(self, count: int) -> tuple[Hit, ...]:
        """Hits that were added after the first `count`."""
        return tuple(self._hits[count:])

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._hits)

    def __len__(self) -> int:
        return len(self._hits)


def _grown(rect: pygame.Rect, least: int) -> pygame.Rect:
    return rect.inflate(max(0, least - rect.w), max(0, least - rect.h))


def inside(ring: Sequence[tuple[float, float]], pos: tuple[float, float]) -> bool:
    """A position lies within a closed outline: a ray to the right crosses it an odd number of times."""
    x, y = pos
    crossed = False
    for (x0, y0), (x1, y1) in pairwise((*ring, ring[0])):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            crossed = not crossed
    return crossed
