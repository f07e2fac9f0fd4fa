"""A slider with two handles: from and to. The screen keeps a `Span`; the shell moves its handles."""

from __future__ import annotations

from dataclasses import dataclass, field

import pygame

from game.ui.context import Ctx
from game.ui.state import SliderState

Rect = pygame.Rect


@dataclass(slots=True)
class Handle(SliderState):
    """One end of a span; it knows its own track, and never passes the other end."""

    track: Rect = field(default_factory=lambda: Rect(0, 0, 1, 1))
    other: Handle | None = None
    upper: bool = False

    def put(self, value: float) -> bool:
        """Set, and stop a step before the other end."""
        if self.other is not None:
            edge = self.other.value
            value = max(value, edge + self.step) if self.upper else min(value, edge - self.step)
        return SliderState.put(self, value)

    def from_x(self, x: float, track: pygame.Rect) -> bool:  # noqa: ARG002
        """From a pointer position: the hit is only half of the track, so its own rectangle counts."""
        return SliderState.from_x(self, x, self.track)


@dataclass(slots=True)
class Span:
    """From `least.value` to `most.value`."""

    least: Handle
    most: Handle

    @property
    def whole(self) -> bool:
        """Both ends are as far apart as they go."""
        return self.least.value <= self.least.low and self.most.value >= self.most.high


def make_span(low: float, high: float, step: float, at: tuple[float, float]) -> Span:
    """A span over [low, high] that stands at `at`."""
    high = max(low + step, high)
    least = Handle(value=max(low, min(at[0], high - step)), low=low, high=high, step=step)
    most = Handle(value=min(high, max(at[1], low + step)), low=low, high=high, step=step, upper=True)
    least.other, most.other = most, least
    return Span(least, most)


def span_slider(ctx: Ctx, hit_id: str, rect: Rect, span: Span, labels: tuple[str, str]) -> None:
    """A track, 24 high, with a handle at both ends. Hits: `<hit_id>.from`, `<hit_id>.to`; the shell sends
    Changed. `labels` say what the ends are."""
    track = Rect(rect.x + 10, rect.centery - 2, max(1, rect.w - 20), 4)
    xs = []
    for handle in (span.least, span.most):
        handle.track = track
        xs.append(track.x + track.w * (handle.value - handle.low) / ((handle.high - handle.low) or 1))
    ctx.p.fill(track, ctx.c.surface3, 2)
    ctx.p.fill(Rect(round(xs[0]), track.y, max(1, round(xs[1] - xs[0])), 4), ctx.c.accent, 2)
    middle = round((xs[0] + xs[1]) / 2)
    halves = (Rect(rect.x, rect.y, middle - rect.x, rect.h),
              Rect(middle, rect.y, rect.right - middle, rect.h))  # fmt: skip
    ends = zip(("from", "to"), (span.least, span.most), xs, halves, labels, strict=True)
    for name, handle, x, half, label in ends:
        full = f"{hit_id}.{name}"
        grown = 9 if ctx.hovered(full) or ctx.pressed(full) else 8
        ctx.p.ring((x, rect.centery), grown, ctx.c.surface, ctx.c.accent, 2)
        if ctx.focused(full):
            ctx.p.outline(Rect(round(x) - 12, rect.centery - 12, 24, 24), ctx.c.accent, 12, 2)
        ctx.hit(full, half, "slider", label=label, payload=handle)
