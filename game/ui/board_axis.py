"""The planboard's own time axis: which hours are in view, and where they lie on screen."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.domain.evaluation import Evaluation
from game.domain.units import HOUR_S
from game.domain.world import World

Rect = pygame.Rect
LEAST_SPAN_S = HOUR_S
QUARTER_S = 900


@dataclass(slots=True)
class BoardAxis:
    """Seconds in view on a lane; the screen keeps one and changes it by zooming and panning."""

    from_s: float = 6 * HOUR_S
    to_s: float = 18 * HOUR_S
    low_s: float = 0.0
    high_s: float = 24 * HOUR_S
    """The hours beyond which one cannot look."""

    @property
    def key(self) -> tuple[float, float]:
        """What a cached picture of the lanes depends on."""
        return self.from_s, self.to_s

    def x(self, time_s: float, lane: Rect) -> float:
        """Logical x of a clock time."""
        return lane.x + (time_s - self.from_s) / (self.to_s - self.from_s) * lane.w

    def span(self, start_s: float, end_s: float, lane: Rect) -> tuple[float, float]:
        """Logical x of start and end of a block."""
        return self.x(start_s, lane), self.x(end_s, lane)

    def s(self, x: float, lane: Rect) -> float:
        """Clock time at a logical x."""
        return self.from_s + (x - lane.x) / max(1, lane.w) * (self.to_s - self.from_s)

    def zoom(self, factor: float, at_s: float) -> None:
        """Show `factor` times fewer hours, keeping `at_s` where it is."""
        span = self.to_s - self.from_s
        wanted = min(self.high_s - self.low_s, max(LEAST_SPAN_S, span / factor))
        share = (at_s - self.from_s) / span
        self._put(at_s - share * wanted, wanted)

    def pan(self, seconds: float) -> None:
        """Look later (positive) or earlier."""
        self._put(self.from_s + seconds, self.to_s - self.from_s)

    def show(self, start_s: float, end_s: float) -> None:
        """Pan just enough that a stretch of time is in view."""
        if start_s < self.from_s:
            self.pan(start_s - self.from_s - QUARTER_S)
        elif end_s > self.to_s:
            self.pan(min(end_s - self.to_s + QUARTER_S, start_s - self.from_s))

    def fit(self, start_s: float, end_s: float, margin: float = 0.04) -> None:
        """Show exactly this stretch, with a margin on both sides."""
        around = max(QUARTER_S / 2, (end_s - start_s) * margin)
        wanted = min(self.high_s - self.low_s, max(LEAST_SPAN_S, end_s - start_s + 2 * around))
        self._put((start_s + end_s) / 2 - wanted / 2, wanted)

    def _put(self, from_s: float, span: float) -> None:
        self.from_s = min(self.high_s - span, max(self.low_s, from_s))
        self.to_s = self.from_s + span


def axis_for(world: World, *judged: Evaluation) -> BoardAxis:
    """The drivers' hours and every given plan, with a quarter of an hour around."""
    drivers = [world.drivers[v.driver] for v in world.vehicles.values()]
    starts = [d.from_s for d in drivers] + [t.start_s for e in judged for t in e.trips]
    ends = [t.end_s for e in judged for t in e.trips] or [d.to_s for d in drivers]
    closes = [w.close_s for o in world.orders.values() for w in (*o.pickup_windows, *o.delivery_windows)]
    ends += [c + HOUR_S for c in closes if c < 24 * HOUR_S - 60]
    low, high = min(starts, default=6 * HOUR_S), max(ends, default=18 * HOUR_S)
    axis = BoardAxis(low_s=min(0, low - HOUR_S), high_s=max(28 * HOUR_S, high + HOUR_S))
    axis.from_s, axis.to_s = low - QUARTER_S, max(low + 4 * HOUR_S, high + 2 * QUARTER_S)
    return axis


def hour_step(lane_width: float, span_s: float) -> int:
    """Seconds between labels so that each has at least 58 logical pixels."""
    per_hour = lane_width / max(1.0, span_s) * HOUR_S
    if per_hour >= 240:
        return QUARTER_S
    if per_hour >= 116:
        return HOUR_S // 2
    return next((n * HOUR_S for n in (1, 2, 3, 4, 6) if n * per_hour >= 58), 12 * HOUR_S)
