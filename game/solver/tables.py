"""Money, CO2e and driving time as the whole numbers that the models add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.domain.units import HOUR_S, whole
from game.domain.world import Leg, Vehicle, World
from game.solver.objective import Objective

PER_CENT = 100
"""Solver units per cent at objective weight 0."""
SAMPLES = 4

Hours = Mapping[str, tuple[int, int]]
"""Place -> clock seconds between which it is visited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Money, CO2e and time as the model's whole numbers."""

    world: World
    objective: Objective

    def units(self, cent: float, grams: float) -> int:
        """Objective in solver units; at weight 0 a hundredth of a cent."""
        return whole(PER_CENT * self.objective.base_cent * self.objective.value(cent, grams))

    def time_cent(self, vehicle: Vehicle) -> float:
        """Cent per second of duty."""
        rates = vehicle.rates
        return (1 + rates.overhead_share) * (rates.fixed_cent_per_h + rates.driver_cent_per_h) / HOUR_S

    def seconds(self, vehicle: Vehicle, seconds: float) -> int:
        """What so much duty costs."""
        return self.units(self.time_cent(vehicle) * seconds, 0)


def typical_s(leg: Leg, leaving: tuple[int, int] | None, arriving: tuple[int, int] | None) -> int:
    """Driving seconds at the hours in which the leg will be driven: the mean over the visits' windows."""
    if not leg.profile:
        return leg.duration_s
    moments: list[int] = []
    if arriving is not None:
        moments += [t - leg.duration_s for t in _spread(arriving)]
    elif leaving is not None:
        moments += _spread(leaving)
    if not moments:
        return leg.duration_s
    return sum(leg.duration_at(t) for t in moments) // len(moments)


def _spread(between: tuple[int, int]) -> list[int]:
    first, last = between
    return [first + (last - first) * i // (SAMPLES - 1) for i in range(SAMPLES)]
