"""A trial: the best of several ways of doing one thing, judged one at a time, so that no frame waits.

Its steps are an iterator: every step judges one way and gives the best so far, or None while there is none.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.ui.drop_preview import Preview


@dataclass(slots=True)
class Trial:
    """Ways of doing one thing; `best` is the best that is known."""

    steps: Iterator[Preview | None]
    best: Preview | None = None
    done: bool = False

    def step(self) -> None:
        """Judge one more way."""
        try:
            self.best = next(self.steps)
        except StopIteration:
            self.done = True

    def work(self, milliseconds: float) -> bool:
        """Go on for a while, one step at least; True when another way is better, or all are known."""
        end, before, was = time.perf_counter() + milliseconds / 1000, self.best, self.done
        while not self.done:
            self.step()
            if time.perf_counter() >= end:
                break
        return self.best is not before or self.done is not was

    def all(self) -> Preview | None:
        """The best of all, worked out in full."""
        while not self.done:
            self.step()
        return self.best
