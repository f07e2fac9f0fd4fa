"""Charging batteries: on the road by a power curve, and in the night under the depot's limit (FACTS 4).

Power of a charger and of a vehicle is what the battery gets; grid energy is more, by the efficiency.
Floats in watt-hours and seconds: rounded by `evaluate`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from game.domain.sites import Charger, Charging, Grid
from game.domain.units import HOUR_S, whole
from game.domain.world import Vehicle, VehicleClass
from game.rules.energy import usable_wh

SLACK_WH = 1e-6
"""What float sums may be off when energies are compared with a limit."""


def power_w(*, class_: VehicleClass, charger: Charger) -> float:
    """What the battery gets below the taper: the least of charger and vehicle.

    A class that does not say what it takes (`dc_kw` 0) takes what the charger gives.
    """
    kw = min(charger.kw, class_.dc_kw) if class_.dc_kw > 0 else charger.kw
    return kw * 1000.0


def charge_s(*, from_wh: float, to_wh: float, usable_wh: float, power_w: float, rules: Charging) -> float:
    """Seconds to charge from one level to another, plugging not included.

    Constant power up to `taper_from` of the usable charge, then `taper_factor` of it. A level above
    usable counts as usable; nothing to add takes no time. Infinite when there is no power.
    """
    to_wh = min(to_wh, usable_wh)
    if to_wh <= from_wh:
        return 0.0
    if power_w <= 0:
        return math.inf
    bend_wh = rules.taper_from * usable_wh
    fast_wh = max(0.0, min(to_wh, bend_wh) - from_wh)
    slow_wh = max(0.0, to_wh - max(from_wh, bend_wh))
    return HOUR_S * (fast_wh + slow_wh / rules.taper_factor) / power_w


def level_after_wh(
    *, from_wh: float, seconds: float, usable_wh: float, power_w: float, rules: Charging
) -> float:
    """Battery level after charging for `seconds`: the inverse of `charge_s`, full at `usable_wh`."""
    if seconds <= 0 or from_wh >= usable_wh:
        return from_wh
    given_wh = seconds * power_w / HOUR_S
    room_wh = max(0.0, rules.taper_from * usable_wh - from_wh)
    if given_wh <= room_wh:
        return from_wh + given_wh
    return min(usable_wh, from_wh + room_wh + (given_wh - room_wh) * rules.taper_factor)


def grid_need_wh(*, battery_wh: float, efficiency: float) -> float:
    """What the grid gives to bring that much into the battery."""
    return battery_wh / efficiency


def night_limit_wh(*, grid: Grid) -> float:
    """The most that the depot's connection gives in the night, in watt-hours from the grid."""
    return grid.limit_kw * 1000 * (grid.to_s - grid.from_s) / HOUR_S


def night_wh(*, vehicle: Vehicle, start_permille: int) -> float:
    """From the grid, to lift a vehicle from its evening charge to `start_permille`; 0 for no lift."""
    class_ = vehicle.class_
    lift = max(0, start_permille - vehicle.evening_soc_permille)
    return grid_need_wh(battery_wh=usable_wh(vehicle) * lift / 1000, efficiency=class_.charge_efficiency)


def highest_permille(*, grid: Grid, vehicle: Vehicle) -> int:
    """The fullest that one depot charger makes a vehicle in a whole night, by its power alone.

    Depot chargers are slow against a truck's battery: no taper is counted.
    """
    full_wh = usable_wh(vehicle)
    if full_wh <= 0:
        return vehicle.evening_soc_permille
    kw = min(grid.kw_per_vehicle, vehicle.class_.dc_kw or grid.kw_per_vehicle)
    gain = kw * 1000 * (grid.to_s - grid.from_s) / HOUR_S / full_wh * 1000
    full = max(1000, vehicle.evening_soc_permille)
    return min(full, vehicle.evening_soc_permille + math.floor(max(0.0, gain) + 1e-9))


def fair_shares(*, grid: Grid, vehicles: Sequence[Vehicle]) -> dict[str, int]:
    """Start charge in permille of usable per electric vehicle of this depot, sorted by id.

    Water-filling: everybody is raised to one common level, the highest whole permille for which the
    night's energy is enough; who came in fuller keeps that, who has too little time gets what its
    charger gives. What a whole permille for all would need too much is left unused.
    """
    ours = sorted(
        (v for v in vehicles if v.class_.drive == "battery" and v.depot == grid.place), key=lambda v: v.id
    )
    highest = [highest_permille(grid=grid, vehicle=v) for v in ours]
    limit_wh = night_limit_wh(grid=grid)

    def at_level(level: int) -> list[int]:
        return [max(v.evening_soc_permille, min(level, most)) for v, most in zip(ours, highest, strict=True)]

    def fits(level: int) -> bool:
        needs = [night_wh(vehicle=v, start_permille=p) for v, p in zip(ours, at_level(level), strict=True)]
        # a plan counts each vehicle's need rounded (`grid_limit`): neither sum may pass
        return math.fsum(needs) <= limit_wh + SLACK_WH and sum(map(whole, needs)) <= whole(limit_wh)

    low, high = 0, 1000
    while low < high:
        level = (low + high + 1) // 2
        low, high = (level, high) if fits(level) else (low, level - 1)
    return {v.id: permille for v, permille in zip(ours, at_level(low), strict=True)}
