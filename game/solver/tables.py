"""Roads, seconds, cost and energy between all places, for one kind of vehicle: what the model adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.domain.units import HOUR_S, whole
from game.domain.world import Leg, Vehicle, World
from game.rules import co2, energy
from game.solver.objective import Objective

AVERAGE_LOAD = 0.5
"""Share of the payload at which a leg's energy is priced."""
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

    def leg_use(self, vehicle: Vehicle, leg: Leg, seconds: int) -> float:
        """Millilitres, or watt-hours at the battery, cooling by that battery included."""
        class_, cooling = vehicle.class_, vehicle.cooling
        kg = whole(AVERAGE_LOAD * class_.capacity.kg)
        use = energy.leg_use(leg=leg, class_=class_, kg=kg)
        if class_.drive != "battery":
            return use
        world = self.world
        season = (
            world.winter_factor if cooling is None else max(world.winter_factor, world.winter_cooled_factor)
        )
        own = cooling is not None and cooling.carrier.unit == "wh"
        return season * use + (
            energy.cooling_use(cooling=cooling, seconds=seconds) if own and cooling is not None else 0.0
        )

    def leg_cost(self, vehicle: Vehicle, leg: Leg, seconds: int, *, with_time: bool) -> int:
        """Kilometres, energy, toll and CO2e; for choosing a road also the time."""
        class_, rates = vehicle.class_, vehicle.rates
        bought = self.leg_use(vehicle, leg, seconds)
        if class_.drive == "battery":
            bought = energy.grid_wh(battery_wh=bought, class_=class_)
        cent = leg.distance_m * rates.distance_cent_per_km / 1000 + bought * rates.energy_cent_per_unit / 1000
        cent = cent * (1 + rates.overhead_share) + leg.tolled_m * rates.toll_cent_per_km / 1000
        if with_time:
            cent += self.time_cent(vehicle) * seconds
        return self.units(cent, co2.wtw_g(energy=bought, carrier=class_.carrier))


def table_of(prices: Prices, vehicle: Vehicle, places: Sequence[str], hours: Hours) -> dict[str, Any]:
    """Matrices over `places`: per pair one road beforehand, the cheapest in money, time and CO2e."""
    count = len(places)
    road, drive, cost, use = ([[0] * count for _ in range(count)] for _ in range(4))
    for a, origin in enumerate(places):
        for b, destination in enumerate(places):
            if a != b:
                legs = prices.world.legs.options(vehicle.class_.profile, origin, destination)
                lasts = [typical_s(leg, hours.get(origin), hours.get(destination)) for leg in legs]
                best = min(
                    range(len(legs)),
                    key=lambda r: prices.leg_cost(vehicle, legs[r], lasts[r], with_time=True),
                )
                road[a][b] = best
                drive[a][b] = lasts[best]
                cost[a][b] = prices.leg_cost(vehicle, legs[best], lasts[best], with_time=False)
                use[a][b] = whole(prices.leg_use(vehicle, legs[best], lasts[best]))
    return {"road": road, "drive_s": drive, "cost": cost, "use": use}


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
