"""Where the front is looked for next: weights from cost to CO2e, then a ceiling in the widest gap.

Weighed sums alone find only the outer bend of a front, and each search by itself leaves plans that another
search beats (Aneja and Nair 1979 for the weights, Haimes et al. 1971 for the ceiling). So every step begins
with the best plan of the whole pool for it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from game.domain.front import FrontPoint
from game.domain.plan import Plan
from game.solver.front_pool import Pool, gap
from game.solver.objective import Objective

WEIGHTS = (0.002, 0.998, 0.5, 0.25, 0.75)
"""The two ends first, with an eye on the other figure: the greenest plan might cost anything without."""
AGAIN = 4
"""After the weights, every so many steps is a weight once more, with another seed."""
CUTS = (0.5, 0.25, 0.75)
"""Where in a gap the ceiling lies, by turns."""
BEYOND, BEYOND_WEIGHT, BEYOND_SHARE = 0.3, 0.9, 0.985
"""Past the greenest plan lies a gap too: how wide it counts, its weight, and the ceiling as a share of it."""
LEAST_GAP = 0.005
"""Share of the front's reach below which plans count as neighbours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One search: by weight, and under a ceiling when `ceiling_g` is above 0."""

    weight: float
    ceiling_g: int
    start: Plan
    seed: int


class Steps:
    """Makes the next step from what the pool holds; the same pool and number give the same step."""

    def __init__(self, pool: Pool, objective: Objective, seed: int) -> None:
        self.pool, self.objective, self.seed = pool, objective, seed
        self.number = 0
        self.weighed = 0
        self.tries: Counter[tuple[int, int, int, int]] = Counter()

    def next(self) -> Step:
        """By a weight at first, and now and then later; else into the widest gap."""
        self.number += 1
        first = self.number <= len(WEIGHTS)
        step = None if first or self.number % AGAIN == 0 else self._into_gap()
        return step or self._by_weight()

    def _by_weight(self) -> Step:
        weight = WEIGHTS[self.weighed % len(WEIGHTS)]
        self.weighed += 1
        start = self.pool.best(self._weighed(weight))
        return Step(weight=weight, ceiling_g=0, start=start, seed=self._seed())

    def _into_gap(self) -> Step | None:
        """None when there is no gap; a gap that was tried counts half each time."""
        points = list(self.pool.points())
        last = points[-1]
        pairs = [*pairwise(points), (last, last)]
        wide = [self._width(a, b, points) for a, b in pairs]
        if max(wide) < LEAST_GAP:
            return None
        a, b = pairs[wide.index(max(wide))]
        tried = self.tries[_name(a, b)]
        self.tries[_name(a, b)] += 1
        if a is b:
            ceiling_g = max(1, round(BEYOND_SHARE * b.co2e_g))
            return Step(weight=BEYOND_WEIGHT, ceiling_g=ceiling_g, start=b.plan, seed=self._seed())
        ceiling_g = round(b.co2e_g + CUTS[tried % len(CUTS)] * (a.co2e_g - b.co2e_g))
        # from the greener one down in cost, or from the cheaper one down in CO2e
        start = (b, a)[tried % 2].plan
        return Step(weight=self._slope(a, b), ceiling_g=max(1, ceiling_g), start=start, seed=self._seed())

    def _width(self, a: FrontPoint, b: FrontPoint, points: list[FrontPoint]) -> float:
        wide = BEYOND if a is b else gap(a, b, points)
        return wide / float(2 ** self.tries[_name(a, b)])

    def _slope(self, a: FrontPoint, b: FrontPoint) -> float:
        """The weight for which both are as good."""
        cent_per_g = (b.cost_cent - a.cost_cent) / max(1, a.co2e_g - b.co2e_g)
        green = cent_per_g * self.objective.base_g
        return green / (self.objective.base_cent + green)

    def _weighed(self, weight: float) -> Objective:
        base = self.objective
        return Objective(weight=weight, base_cent=base.base_cent, base_g=base.base_g)

    def _seed(self) -> int:
        return self.seed + 1000 * (self.number - 1)


def _name(a: FrontPoint, b: FrontPoint) -> tuple[int, int, int, int]:
    return a.cost_cent, a.co2e_g, b.cost_cent, b.co2e_g
