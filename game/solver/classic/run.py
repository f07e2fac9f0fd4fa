"""What a way of searching is given, and the only words it has with the rest."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from game.solver.classic.frame import Frame, Routes


class Way(Protocol):
    """One way to search: goes on from `run.best` until `run.over()`, and tells what is better."""

    def __call__(self, frame: Frame, run: Run) -> None:
        """Search."""


@dataclass(slots=True, kw_only=True)
class Run:
    """One search in one process. The best so far is shared by the ways that take turns in it."""

    frame: Frame
    tell: Callable[[Routes, int], None]
    """Called with each better solution and its cost."""
    hear: Callable[[], list[Routes]] = field(default=list)
    """What other processes found since it was last asked."""
    seed: int = 1
    until_s: float = 0.0
    """On `time.monotonic`."""
    rounds: int = 0
    """When above 0 it counts instead of time, and the answer repeats exactly."""
    best: Routes | None = None
    cost: int = 1 << 62
    heard: list[Routes] = field(default_factory=list)
    """What others found, still to be looked at."""

    def left_s(self) -> float:
        """Seconds left."""
        return self.until_s - time.monotonic()

    def over(self) -> bool:
        """Whether time is up."""
        return not self.rounds and self.left_s() <= 0

    def offer(self, routes: Routes) -> bool:
        """Keep and tell a solution when it is better; whether it was."""
        routes = tuple(route for route in routes if route)
        cost = self.frame.cost(routes)
        if cost >= self.cost:
            return False
        self.best, self.cost = routes, cost
        self.tell(routes, cost)
        return True

    def listen(self) -> bool:
        """Take what others found; whether one of them is better than the own best."""
        news = self.hear()
        self.heard += news
        better = False
        for routes in news:
            cost = self.frame.cost(routes)
            if cost < self.cost:
                self.best, self.cost, better = routes, cost, True
        return better
