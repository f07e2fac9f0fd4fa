"""Where the front is looked for next: weights from cost to CO2e, then a ceiling in the widest gap.

Weighed sums alone find only the outer bend of a front, and each search by itself leaves plans that another
search beats (Aneja and Nair 1979 for the weights, Haimes et al. 1971 for the ceiling). So every step begins
with the best plan of the whole pool for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.front import FrontPoint
from game.domain.plan import Plan
from game.solver.front_gaps import Gaps
from game.solver.front_pool import Pool
from game.solver.objective import Objective

WEIGHTS = (0.002, 0.998, 0.5, 0.25, 0.75)
"""The two ends first, with an eye on the other figure: the greenest plan might cost anything without."""
AGAIN = 4
"""After the weights, every so many steps is a weight once more, with another seed."""
BEYOND_WEIGHT = 0.9
"""For a step past the greenest plan."""


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
        self.gaps = Gaps()

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
        """None when no gap is wide enough."""
        points = self.pool.points()
        found = self.gaps.widest([(p.cost_cent, p.co2e_g) for p in points])
        if found is None:
            return None
        a, b = points[found.cheap], points[found.green]
        weight = BEYOND_WEIGHT if a is b else self._slope(a, b)
        start = points[found.start].plan
        return Step(weight=weight, ceiling_g=found.ceiling_g, start=start, seed=self._seed())

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
