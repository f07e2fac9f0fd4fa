"""Cost of a trip in cent (FACTS 2.2): (hours + kilometres + energy) x (1 + overhead) + toll + transfer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from game.domain.evaluation import CostParts
from game.domain.sites import Charger
from game.domain.units import HOUR_S, whole
from game.domain.world import Rates, Vehicle
from game.rules.energy import grid_wh

DAY_S = 24 * HOUR_S
NIGHT_FROM_S = 21 * HOUR_S
NIGHT_TO_S = 29 * HOUR_S
"""05:00 of the next day: the hours of the collective agreement's night supplement (FACTS 2.1)."""


class TripCost(NamedTuple):
    """The parts in cent before rounding."""

    fixed: float
    driver: float
    distance: float
    energy: float
    toll: float
    waiting: float
    supplement: float
    overhead: float
    transfer: float

    def rounded(self) -> CostParts:
        """Each part rounded once; the total is the sum of the rounded parts."""
        return CostParts(
            fixed=whole(self.fixed),
            driver=whole(self.driver),
            distance=whole(self.distance),
            energy=whole(self.energy),
            toll=whole(self.toll),
            waiting=whole(self.waiting),
            supplement=whole(self.supplement),
            overhead=whole(self.overhead),
            transfer=whole(self.transfer),
        )


def trip_cost(
    *,
    rates: Rates,
    duty_s: int,
    wait_s: int,
    overtime_s: int,
    night_s: int,
    distance_m: int,
    tolled_m: int,
    energy_cent: float,
    transfer_cent: float,
) -> TripCost:
    """Parts of a trip's cost. `wait_s`, `overtime_s` and `night_s` are parts of `duty_s`.

    Waited hours stand apart at the same rates; overtime and night each add their supplement to the
    driver's rate. Overhead is on all but toll and transfer, which are passed on as they are.
    """
    hours = (duty_s - wait_s) / HOUR_S
    fixed = hours * rates.fixed_cent_per_h
    driver = hours * rates.driver_cent_per_h
    waiting = wait_s / HOUR_S * (rates.fixed_cent_per_h + rates.driver_cent_per_h)
    extra_s = overtime_s * rates.overtime_share + night_s * rates.night_share
    supplement = extra_s / HOUR_S * rates.driver_cent_per_h
    distance = distance_m * rates.distance_cent_per_km / 1000
    own = fixed + driver + waiting + supplement + distance + energy_cent
    return TripCost(
        fixed=fixed,
        driver=driver,
        distance=distance,
        energy=energy_cent,
        toll=tolled_m * rates.toll_cent_per_km / 1000,
        waiting=waiting,
        supplement=supplement,
        overhead=rates.overhead_share * own,
        transfer=transfer_cent,
    )


class Power(NamedTuple):
    """Electricity that a trip pays for: watt-hours from the grid and cent, at the depot and at chargers."""

    depot_wh: float
    depot_cent: float
    chargers: tuple[tuple[str, float, float], ...]
    """(place, watt-hours, cent) of each charging stop."""
    stored_wh: float
    """Charged on the way and not used: it is in the battery for tomorrow."""
    stored_cent: float
    """What that is worth."""

    @property
    def cent(self) -> float:
        """The price of the energy that the trip used."""
        return self.depot_cent + sum(cent for _, _, cent in self.chargers) - self.stored_cent


def power(
    *, vehicle: Vehicle, used_wh: float, charged: Sequence[tuple[str, float]], chargers: Mapping[str, Charger]
) -> Power:
    """Public charging at the charger's price, the rest at the depot's; `used_wh` is at the battery.

    ISO 14083 counts the energy that the operation used, so CO2e does not know what is charged above
    that. Money follows: the surplus saves charging at the depot tonight and is worth that price, but
    never more than was paid for it.
    """
    class_, depot_price = vehicle.class_, vehicle.rates.energy_cent_per_unit
    outside_wh = sum(wh for _, wh in charged)
    depot_wh = grid_wh(battery_wh=max(0.0, used_wh - outside_wh), class_=class_)
    paid = tuple(
        (place, wh, wh * chargers[place].cent_per_kwh / 1000)
        for place, wh in ((place, grid_wh(battery_wh=wh, class_=class_)) for place, wh in charged)
    )
    stored_wh = grid_wh(battery_wh=max(0.0, outside_wh - used_wh), class_=class_)
    stored_cent = 0.0
    if stored_wh:
        mean = 1000 * sum(cent for _, _, cent in paid) / sum(wh for _, wh, _ in paid)
        stored_cent = stored_wh * min(depot_price, mean) / 1000
    return Power(depot_wh, depot_wh * depot_price / 1000, paid, stored_wh, stored_cent)


def night_seconds(*, start_s: int, end_s: int) -> int:
    """Seconds from `start_s` to `end_s` that lie between 21:00 and 05:00, of any day."""
    first, last = (start_s - NIGHT_TO_S) // DAY_S, (end_s - NIGHT_FROM_S) // DAY_S
    return sum(
        max(0, min(end_s, NIGHT_TO_S + day * DAY_S) - max(start_s, NIGHT_FROM_S + day * DAY_S))
        for day in range(first, last + 1)
    )
