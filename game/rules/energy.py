"""Energy of driving, linear between empty and full (FACTS 1.1.7, 1.4). Floats: rounded by `evaluate`."""

from __future__ import annotations

from game.domain.units import HOUR_S
from game.domain.world import Cooling, Leg, Vehicle, VehicleClass


def weighted_m(*, leg: Leg, class_: VehicleClass) -> float:
    """Metres of a leg times the multiplier of their road class; metres of no class count once."""
    by = leg.class_m
    unclassed = leg.distance_m - by.motorway - by.rural - by.urban
    return (
        unclassed
        + by.motorway * class_.mult_motorway
        + by.rural * class_.mult_rural
        + by.urban * class_.mult_urban
    )


def leg_use(*, leg: Leg, class_: VehicleClass, kg: int) -> float:
    """Millilitres, or watt-hours at the battery, to drive a leg with `kg` aboard (no winter in it)."""
    payload = class_.capacity.kg or 1
    per_100km = class_.empty_per_100km + (class_.full_per_100km - class_.empty_per_100km) * kg / payload
    # per 100 km and metres -> thousandths of a unit: / 100 / 1000 * 1000
    return per_100km * weighted_m(leg=leg, class_=class_) / 100


def cooling_use(*, cooling: Cooling, seconds: int) -> float:
    """Millilitres, or watt-hours at the battery, of a refrigeration unit that runs for `seconds`."""
    return cooling.per_hour * seconds / HOUR_S


def usable_wh(vehicle: Vehicle) -> float:
    """What the battery can give from full: 1000 permille of its usable part."""
    return vehicle.class_.battery_wh * vehicle.class_.usable_share


def grid_wh(*, battery_wh: float, class_: VehicleClass) -> float:
    """What charging that energy back takes from the grid."""
    return battery_wh / class_.charge_efficiency
