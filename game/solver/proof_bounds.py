"""Bounds for trying every plan: what no start, break or reload can be below, and which roads count."""

from __future__ import annotations

from itertools import pairwise

from game.domain.evaluation import TripEvaluation
from game.domain.units import HOUR_S
from game.domain.world import Leg, Vehicle, World
from game.rules import co2, cost, energy
from game.rules.schedule import legs_places, regime_for
from game.solver.objective import Objective
from game.solver.proof_starts import never_slower

PARTS_CENT = 5
"""What the rounding of a trip's parts of cost can make of its total."""

Key = tuple[int, float]


class Bounds:
    """For one world and objective."""

    def __init__(self, world: World, objective: Objective) -> None:
        self.world, self.objective = world, objective
        self.roads: dict[tuple[str, str, str], tuple[int, ...]] = {}

    def by_night(self, judged: TripEvaluation) -> bool:
        rates = self.world.vehicles[judged.trip.vehicle].rates
        night_s = cost.night_seconds(start_s=judged.start_s, end_s=judged.end_s)
        return rates.night_share > 0 and night_s > 0

    def bound(self, judged: TripEvaluation) -> Key:
        """Work, the breaks that the law asks for so much of it, no waiting, no night, nothing late."""
        world, rates = self.world, self.world.vehicles[judged.trip.vehicle].rates
        regime, rules = regime_for(world, judged.trip), world.hours
        rest_s = 0
        if regime.eu and judged.drive_s > rules.drive_before_break_s:
            rest_s = rules.break_s
        if regime.atbv and judged.work_s > rules.work_before_break_s:
            long = judged.work_s > rules.work_long_s
            rest_s = max(rest_s, rules.work_break_long_s if long else rules.work_break_short_s)
        duty_s = judged.work_s + rest_s
        parts = cost.trip_cost(
            rates=rates, duty_s=duty_s, wait_s=0, overtime_s=max(0, duty_s - rules.contract_day_s), night_s=0,
            distance_m=judged.distance_m, tolled_m=judged.tolled_m, energy_cent=judged.cost.energy,
            transfer_cent=0.0,
        )  # fmt: skip
        return 0, self.objective.value(parts.rounded().total() - PARTS_CENT, judged.co2e_g)

    def with_reload(self, judged: TripEvaluation, bound: Key) -> Key:
        """What no trip of the same sequence with reloads can be below: a lighter truck saves energy, the
        detour and the loading cost time. Anything, where too much is aboard."""
        world, trip = self.world, judged.trip
        vehicle = world.vehicles[trip.vehicle]
        class_, rates = vehicle.class_, vehicle.rates
        if judged.peak_load_share > 1:
            return 0, 0.0
        kg = sum(world.orders[o].load.kg for o in trip.orders())
        span = (class_.full_per_100km - class_.empty_per_100km) / 1e5 * kg / max(1, class_.capacity.kg)
        factor = max(class_.mult_motorway, class_.mult_rural, class_.mult_urban, 1.0) * world.winter_factor
        saved = self.value(vehicle, judged.distance_m * span * factor * 1000, 0.0)
        second = (1 + rates.overhead_share) * (rates.fixed_cent_per_h + rates.driver_cent_per_h) / HOUR_S
        ends = legs_places(world, trip)
        work_s = world.handling.load_fixed_s
        detours = [
            self.leg_value(vehicle, a, vehicle.depot, second)
            + self.leg_value(vehicle, vehicle.depot, b, second)
            - self.leg_value(vehicle, a, b, second, kg=kg)
            for a, b in pairwise(ends[1:-1])
        ]
        return bound[0], bound[1] - saved + min(detours) + self.objective.value(second * work_s, 0)

    def leg_value(self, vehicle: Vehicle, a: str, b: str, second: float, *, kg: int = 0) -> float:
        """The least that a leg costs empty, or the most with so much aboard."""
        legs = self.world.legs.options(vehicle.class_.profile, a, b)
        values = []
        for leg in legs:
            use = energy.leg_use(leg=leg, class_=vehicle.class_, kg=kg)
            extra = second * leg.duration_s + leg.tolled_m * vehicle.rates.toll_cent_per_km / 1000
            extra += leg.distance_m * vehicle.rates.distance_cent_per_km / 1000
            values.append(self.value(vehicle, use, extra))
        return max(values) if kg else min(values)

    def value(self, vehicle: Vehicle, use: float, cent: float) -> float:
        """Energy as used, with its price and CO2e, and other cost."""
        class_, rates = vehicle.class_, vehicle.rates
        bought = energy.grid_wh(battery_wh=use, class_=class_) if class_.drive == "battery" else use
        price = (1 + rates.overhead_share) * bought * rates.energy_cent_per_unit / 1000
        return self.objective.value(price + cent, co2.wtw_g(energy=bought, carrier=class_.carrier))

    def worth(self, vehicle: Vehicle, origin: str, destination: str) -> tuple[int, ...]:
        """Alternatives that no other beats in everything that is paid for or timed."""
        key = (vehicle.id, origin, destination)
        if key not in self.roads:
            legs = self.world.legs.options(vehicle.class_.profile, origin, destination)
            self.roads[key] = tuple(i for i in range(len(legs)) if not _is_beaten(vehicle, legs, i))
        return self.roads[key]


def _sums(vehicle: Vehicle, leg: Leg) -> tuple[float, ...]:
    return leg.distance_m, leg.tolled_m, energy.weighted_m(leg=leg, class_=vehicle.class_)


def _is_beaten(vehicle: Vehicle, legs: tuple[Leg, ...], i: int) -> bool:
    return any(_beats(vehicle, other, legs[i], j < i) for j, other in enumerate(legs) if j != i)


def _beats(vehicle: Vehicle, one: Leg, other: Leg, earlier: bool) -> bool:
    """Nowhere and never worse, and better somewhere or sometimes; of equals the earlier number stays."""
    mine, its = _sums(vehicle, one), _sums(vehicle, other)
    if any(a > b for a, b in zip(mine, its, strict=True)) or not never_slower(one, other):
        return False
    return mine != its or not never_slower(other, one) or earlier
