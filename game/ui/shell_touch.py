"""Two fingers: pinching zooms map and planboard, moving both together shifts or scrolls what lies below.

One finger is the mouse's work (SDL makes mouse events of it); a second finger takes over from it.
"""

from __future__ import annotations

import math
from typing import Protocol

import pygame

from game.ui.context import Ctx, Drag, UiEvent, Wheel
from game.ui.hits import Hit
from game.ui.shell_input import Input
from game.ui.state import ScrollArea

Pos = tuple[float, float]
NOTCH = math.log(1.2)
"""One notch of the wheel makes the map 1.2 times as large."""
LEAST_SPREAD = 24.0
"""Logical pixels between two fingers below which their distance says nothing."""


class Host(Protocol):
    """What touch needs of the shell."""

    ctx: Ctx
    input: Input

    @property
    def running(self) -> bool:
        """False after the last screen was left."""

    def send(self, event: UiEvent) -> None:
        """Hand an event to the top screen."""

    def redraw(self) -> None:
        """Ask for a frame."""


class Touch:
    """The fingers that are down now."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._fingers: dict[int, Pos] = {}
        self._held: tuple[Hit, Pos] | None = None

    @property
    def two(self) -> bool:
        """A gesture of two fingers goes on."""
        return len(self._fingers) == 2

    def down(self, event: pygame.event.Event) -> None:
        """A finger came down; with the second one the mouse lets go."""
        self._fingers[event.finger_id] = self._place(event)
        if self.two:
            self._host.input.cancel_drag()
            middle = self._middle()
            hit = self._host.ctx.hits.at(middle, "area")
            self._held = (hit, middle) if hit is not None and hit.draggable else None

    def up(self, event: pygame.event.Event) -> None:
        """A finger left."""
        self._fingers.pop(event.finger_id, None)
        held, self._held = self._held, None
        if held is not None and self._host.running:
            hit, start = held
            self._host.send(Drag(phase="cancel", hit=hit, start=start, pos=start))

    def moved(self, event: pygame.event.Event) -> None:
        """A finger moved: of two, their middle shifts and their distance zooms."""
        if event.finger_id not in self._fingers:
            return
        before, spread = self._middle(), self._spread()
        self._fingers[event.finger_id] = self._place(event)
        if not self.two:
            return
        self._shift(before, self._middle())
        if spread > LEAST_SPREAD and self._spread() > LEAST_SPREAD and self._host.running:
            notches = math.log(self._spread() / spread) / NOTCH
            middle = self._middle()
            over = self._host.ctx.hits.at(middle)
            self._host.send(Wheel(dx=0.0, dy=notches, pos=middle, over=over, ctrl=True))

    def _shift(self, before: Pos, after: Pos) -> None:
        rel = after[0] - before[0], after[1] - before[1]
        if self._held is not None:
            hit, start = self._held
            self._host.send(Drag(phase="move", hit=hit, start=start, pos=after, rel=rel))
            return
        area = self._host.ctx.hits.at(after, "scroll")
        if area is not None and isinstance(area.payload, ScrollArea) and area.payload.by(-rel[1]):
            self._host.redraw()

    def _place(self, event: pygame.event.Event) -> Pos:
        """Finger places come as parts of the window."""
        width, height = self._host.ctx.size
        return event.x * width, event.y * height

    def _middle(self) -> Pos:
        places = list(self._fingers.values())
        return sum(p[0] for p in places) / len(places), sum(p[1] for p in places) / len(places)

    def _spread(self) -> float:
        places = list(self._fingers.values())
        return math.dist(*places) if len(places) == 2 else 0.0
