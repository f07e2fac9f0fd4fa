"""Cost of a trip in cent (FACTS 2.2): (hours + kilometres + energy) x (1 + overhead) + toll."""

from __future__ import annotations

from typing import NamedTuple

from game.domain.evaluation import CostParts
from game.domain.units import HOUR_S, whole
from game.domain.world import Rates


class TripCost(NamedTuple):
    """The parts in cent before rounding."""

    fixed: float
    driver: float
    distance: float
    energy: float
    toll: float
    overhead: float

    def rounded(self) -> CostParts:
        """Each part rounded once; the total is the sum of the rounded parts."""
        return CostParts(**{name: whole(value) for name, value in self._asdict().items()})


def trip_cost(*, rates: Rates, duty_s: int, distance_m: int, tolled_m: int, energy: float) -> TripCost:
    """Parts of a trip's cost; `energy` in millilitres, or watt-hours from the grid.

    Duty hours are paid at one rate: the supplement for overtime and nights is not in it.
    """
    hours = duty_s / HOUR_S
    fixed = hours * rates.fixed_cent_per_h
    driver = hours * rates.driver_cent_per_h
    distance = distance_m * rates.distance_cent_per_km / 1000
    fuel = energy * rates.energy_cent_per_unit / 1000
    toll = tolled_m * rates.toll_cent_per_km / 1000
    return TripCost(
        fixed, driver, distance, fuel, toll, rates.overhead_share * (fixed + driver + distance + fuel)
    )
