"""Gaps between neighbours of a front, and where in them a ceiling on CO2e is worth a try."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

Figures = tuple[float, int]
"""Cost in cent, CO2e in gram."""
CUTS = (0.5, 0.25, 0.75)
"""Where in a gap the ceiling lies, by turns."""
BEYOND, BEYOND_SHARE = 0.3, 0.985
"""Past the greenest plan lies a gap too: how wide it counts, and the ceiling as a share of its CO2e."""
LEAST_GAP = 0.005
"""Share of the front's reach below which plans count as neighbours."""


class Gap(NamedTuple):
    """Between two points by their index, the cheaper first; past the last point when both are the same."""

    cheap: int
    green: int
    ceiling_g: int
    tried: int
    """How often before."""

    @property
    def start(self) -> int:
        """By turns from the greener one down in cost, and from the cheaper one down in CO2e."""
        return (self.green, self.cheap)[self.tried % 2]


class Gaps:
    """Remembers what was tried: a gap counts half each time."""

    def __init__(self) -> None:
        self.tries: Counter[tuple[Figures, Figures]] = Counter()

    def widest(self, front: Sequence[Figures]) -> Gap | None:
        """The gap to try next; None when all are narrow. The front has its cheapest point first."""
        count = len(front)
        pairs = [*pairwise(range(count)), (count - 1, count - 1)]
        wide = [self._width(front, a, b) for a, b in pairs]
        if max(wide) < LEAST_GAP:
            return None
        a, b = pairs[wide.index(max(wide))]
        tried = self.tries[front[a], front[b]]
        self.tries[front[a], front[b]] += 1
        return Gap(a, b, _ceiling_g(front[a], front[b], tried), tried)

    def _width(self, front: Sequence[Figures], a: int, b: int) -> float:
        wide = BEYOND if a == b else gap(front[a], front[b], front)
        return wide / float(2 ** self.tries[front[a], front[b]])


def _ceiling_g(a: Figures, b: Figures, tried: int) -> int:
    if a == b:
        return max(1, round(BEYOND_SHARE * b[1]))
    return max(1, round(b[1] + CUTS[tried % len(CUTS)] * (a[1] - b[1])))


def gap(a: Figures, b: Figures, front: Sequence[Figures]) -> float:
    """How far apart two points are: the larger of both figures' shares of the whole front's reach."""
    wide = max(1, front[-1][0] - front[0][0])
    high = max(1, front[0][1] - front[-1][1])
    return max((b[0] - a[0]) / wide, (a[1] - b[1]) / high)
