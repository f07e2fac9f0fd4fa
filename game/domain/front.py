"""The cost-CO2e front: plans of which none is better than another in both cost and emission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.domain.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPoint:
    """A plan with the referee's figures on what the software knows."""

    cost_cent: int
    co2e_g: int
    """Well-to-wheel."""
    plan: Plan
    hard: int = 0
    """Hard findings; above 0 only where no plan without them is known."""

    def dominates(self, other: FrontPoint) -> bool:
        """Fewer hard findings, or as many and nowhere worse and somewhere better."""
        if self.hard != other.hard:
            return self.hard < other.hard
        mine, its = (self.cost_cent, self.co2e_g), (other.cost_cent, other.co2e_g)
        return mine != its and mine[0] <= its[0] and mine[1] <= its[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The stored points of a scenario, the cheapest first, and how they were found."""

    points: tuple[FrontPoint, ...]
    seed: int
    seconds: int
    rules_version: int
    content_hash: str
    versions: tuple[tuple[str, str], ...] = ()

    def figures(self) -> tuple[tuple[int, int], ...]:
        """(cost_cent, co2e_g) of every point."""
        return tuple((p.cost_cent, p.co2e_g) for p in self.points)


def non_dominated(points: Iterable[FrontPoint]) -> tuple[FrontPoint, ...]:
    """The points that no other dominates, the cheapest first; of equal ones the first."""
    kept: list[FrontPoint] = []
    for point in sorted(points, key=lambda p: (p.hard, p.cost_cent, p.co2e_g)):
        # sorted: a later one is kept only when it is greener than the last that was kept
        if not kept or (point.hard == kept[0].hard and point.co2e_g < kept[-1].co2e_g):
            kept.append(point)
    return tuple(kept)


def knee(points: tuple[FrontPoint, ...]) -> FrontPoint | None:
    """The point farthest below the straight line between the ends, both figures as shares of the front's
    reach: from there on a kilogram less soon becomes dear. None when no point lies below it."""
    if len(points) < 3:
        return None
    first, last = points[0], points[-1]
    wide, high = last.cost_cent - first.cost_cent, first.co2e_g - last.co2e_g

    def below(p: FrontPoint) -> int:
        return wide * (first.co2e_g - p.co2e_g) - high * (p.cost_cent - first.cost_cent)

    best = max(points, key=below)
    return best if below(best) > 0 else None
