"""Judged trips that are kept for as long as they are asked for: memory does not grow with a long session.

Two halves: what is asked for moves to the young half; when that is full it becomes the old one, and what
nobody asked for since is forgotten. The trips of the plan at hand therefore always stay.
"""

from __future__ import annotations

from game.domain.evaluation import TripEvaluation
from game.domain.plan import Trip


class KeptTrips(dict[Trip, TripEvaluation]):
    """The memo of one world, with at most twice `half` trips; used by `get` and by setting an item."""

    __slots__ = ("_half", "_old")

    def __init__(self, half: int) -> None:
        super().__init__()
        self._half = half
        self._old: dict[Trip, TripEvaluation] = {}

    def get(self, trip: Trip, default: TripEvaluation | None = None) -> TripEvaluation | None:  # type: ignore[override]
        """The judgement of a trip, when it is still known."""
        known = super().get(trip)
        if known is None and (known := self._old.pop(trip, None)) is not None:
            self[trip] = known
        return default if known is None else known

    def __setitem__(self, trip: Trip, judged: TripEvaluation) -> None:
        """Keep a judgement; the old half makes room when the young one is full."""
        if len(self) >= self._half:
            self._old = dict(self)
            super().clear()
        super().__setitem__(trip, judged)

    def clear(self) -> None:
        """Begin anew: the world is another one."""
        super().clear()
        self._old.clear()

    def held(self) -> int:
        """How many judgements are in memory, both halves."""
        return len(self) + len(self._old)
