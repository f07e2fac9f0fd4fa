"""Small helpers for motion that explains a change; a pure function of the clock."""

from __future__ import annotations

from dataclasses import dataclass


def ease_out(t: float) -> float:
    """Cubic ease-out of t in 0..1 (clamped)."""
    t = min(1.0, max(0.0, t))
    return 1.0 - (1.0 - t) ** 3


@dataclass(frozen=True, slots=True)
class Tween:
    """A number on its way from `a` to `b`; an ended tween stays at b."""

    a: float
    b: float
    start_ms: int
    duration_ms: int

    def at(self, now_ms: int) -> float:
        """Value now."""
        if self.duration_ms <= 0:
            return self.b
        return self.a + (self.b - self.a) * ease_out((now_ms - self.start_ms) / self.duration_ms)

    def running(self, now_ms: int) -> bool:
        """Still moving."""
        return now_ms < self.start_ms + self.duration_ms


def on_curve(
    a: tuple[float, float], b: tuple[float, float], t: float, bend: float = 0.2
) -> tuple[float, float]:
    """A point on the bent way from a to b: how a stop moves to its new trip."""
    t = ease_out(t)
    cx = (a[0] + b[0]) / 2 + (b[1] - a[1]) * bend
    cy = (a[1] + b[1]) / 2 - (b[0] - a[0]) * bend
    u = 1 - t
    return u * u * a[0] + 2 * u * t * cx + t * t * b[0], u * u * a[1] + 2 * u * t * cy + t * t * b[1]
