"""What VROOM is told of our roads: per kind of vehicle seconds, metres and cents between all places.

Of several ways between two places the cheapest in money and time is told; `route` says which that was, so
that a plan that comes back drives it. Energy at half the payload; time at the mean of three hours of the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.domain.units import HOUR_S, whole
from game.domain.world import Leg, Vehicle, World
from game.rules import energy

HOURS_S = (8 * HOUR_S, 12 * HOUR_S, 16 * HOUR_S)
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """Square tables over `places`, for one kind of vehicle."""

    places: tuple[str, ...]
    seconds: tuple[tuple[int, ...], ...]
    metres: tuple[tuple[int, ...], ...]
    cents: tuple[tuple[int, ...], ...]
    route: tuple[tuple[int, ...], ...]
    """Number of the leg alternative that was told."""

    def by(self, origin: str, destination: str) -> int:
        """The alternative between two places; 0 for a place that was not told."""
        if origin not in self.places or destination not in self.places:
            return 0
        return self.route[self.places.index(origin)][self.places.index(destination)]


def kind_of(vehicle: Vehicle) -> tuple[object, ...]:
    """What makes roads cost the same."""
    return vehicle.class_, vehicle.rates


def roads_of(world: World, vehicle: Vehicle, places: Sequence[str]) -> Roads:
    """The tables for this kind of vehicle."""
    rows = [[_best(world, vehicle, a, b) for b in places] for a in places]

    def table(part: int) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(cell[part] for cell in row) for row in rows)

    return Roads(places=tuple(places), seconds=table(0), metres=table(1), cents=table(2), route=table(3))


def _best(world: World, vehicle: Vehicle, a: str, b: str) -> tuple[int, int, int, int]:
    if a == b:
        return 0, 0, 0, 0
    legs = world.legs.options(vehicle.class_.profile, a, b)
    told = [(usual_s(leg), leg.distance_m, whole(leg_cent(world, vehicle, leg))) for leg in legs]
    route = min(range(len(told)), key=lambda r: (told[r][2], told[r][0], r))
    return *told[route], route


def usual_s(leg: Leg) -> int:
    """Seconds of a leg at an ordinary hour of the day."""
    return whole(sum(leg.duration_at(t) for t in HOURS_S) / len(HOURS_S))


def time_cent(vehicle: Vehicle) -> float:
    """Cent per second of duty, overhead included."""
    rates = vehicle.rates
    return (1 + rates.overhead_share) * (rates.fixed_cent_per_h + rates.driver_cent_per_h) / HOUR_S


def leg_cent(world: World, vehicle: Vehicle, leg: Leg) -> float:
    """Time, kilometres, energy at half the payload, and toll."""
    class_, rates = vehicle.class_, vehicle.rates
    use = energy.leg_use(leg=leg, class_=class_, kg=whole(HALF * class_.capacity.kg))
    if class_.drive == "battery":
        use = energy.grid_wh(battery_wh=use * world.winter_factor, class_=class_)
    cent = (leg.distance_m * rates.distance_cent_per_km + use * rates.energy_cent_per_unit) / 1000
    toll = leg.tolled_m * rates.toll_cent_per_km / 1000
    return time_cent(vehicle) * usual_s(leg) + cent * (1 + rates.overhead_share) + toll
