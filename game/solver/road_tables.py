"""Roads, seconds, cost and energy between all places as matrices, one set for each kind of vehicle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from game.domain.units import HOUR_S, whole
from game.domain.world import ClassMetres, Leg, Vehicle, World
from game.rules import co2, energy
from game.solver.objective import Objective
from game.solver.tables import PER_CENT, Hours, Prices, typical_s

AVERAGE_LOAD = 0.5
"""Share of the payload at which a leg's energy is priced."""
NEVER_S = 1 << 40
"""How long a road lasts that there is not."""
_KM = 1_000
_CLASSES = ("", "motorway", "rural", "urban")
Floats = npt.NDArray[np.float64]


class Roads:
    """Every road between the places for one profile, as arrays by origin, destination and number of the
    road; what is missing lasts for ever."""

    def __init__(self, world: World, profile: str, places: Sequence[str], hours: Hours) -> None:
        count = len(places)
        table = [
            [world.legs.options(profile, a, b) if a != b else () for b in places] for a in places
        ]  # fmt: skip
        most = max((len(legs) for row in table for legs in row), default=1) or 1
        rows = np.zeros((7, count, count, most), dtype=np.int64)
        rows[6] = NEVER_S
        windows = [hours.get(place) for place in places]
        for a, row in enumerate(table):
            for b, legs in enumerate(row):
                for r, leg in enumerate(legs):
                    by = leg.class_m
                    plain_m = leg.distance_m - by.motorway - by.rural - by.urban
                    lasts = typical_s(leg, windows[a], windows[b])
                    rows[:, a, b, r] = (
                        leg.distance_m, leg.tolled_m, plain_m, by.motorway, by.rural, by.urban, lasts,
                    )  # fmt: skip
        rows[6, range(count), range(count), 0] = 0
        self.distance_m, self.tolled_m, self.lasts_s = rows[0], rows[1], rows[6]
        self.metres = rows[2:6]
        """Of no class of road, motorway, rural, urban."""


def _kilometre(kind: int) -> Leg:
    """A kilometre of one class of road."""
    name = _CLASSES[kind]
    class_m = ClassMetres(**{name: _KM}) if name else ClassMetres()
    return Leg(distance_m=_KM, duration_s=0, tolled_m=0, class_m=class_m)


def _uses(world: World, vehicle: Vehicle, roads: Roads) -> Floats:
    """Millilitres, or watt-hours at the battery, of every road, cooling by that battery included."""
    class_, cooling = vehicle.class_, vehicle.cooling
    kg = whole(AVERAGE_LOAD * class_.capacity.kg)
    # energy is linear in the metres of each class of road, so a kilometre of each tells all
    per_m = [energy.leg_use(leg=_kilometre(k), class_=class_, kg=kg) / _KM for k in range(len(_CLASSES))]
    use: Floats = sum((m * by for m, by in zip(roads.metres, per_m, strict=True)), np.zeros(()))
    if class_.drive != "battery":
        return use
    own = cooling is not None and cooling.carrier.unit == "wh"
    season = world.winter_factor if cooling is None else max(world.winter_factor, world.winter_cooled_factor)
    cooled = energy.cooling_use(cooling=cooling, seconds=HOUR_S) / HOUR_S if own and cooling else 0.0
    found: Floats = season * use + cooled * roads.lasts_s
    return found


def _costs(objective: Objective, vehicle: Vehicle, roads: Roads, used: Floats) -> Floats:
    """Kilometres, energy, toll and CO2e of every road, in solver units, not rounded."""
    class_, rates = vehicle.class_, vehicle.rates
    bought = used
    if class_.drive == "battery":
        bought = used * energy.grid_wh(battery_wh=1.0, class_=class_)
    cent = roads.distance_m * rates.distance_cent_per_km / 1000
    cent = (cent + bought * rates.energy_cent_per_unit / 1000) * (1 + rates.overhead_share)
    cent = cent + roads.tolled_m * rates.toll_cent_per_km / 1000
    grams = bought * co2.wtw_g(energy=1.0, carrier=class_.carrier)
    same = objective.base_cent / objective.base_g
    found: Floats = PER_CENT * ((1 - objective.weight) * cent + objective.weight * grams * same)
    return found


def tables_of(
    prices: Prices, kinds: Sequence[Vehicle], places: Sequence[str], hours: Hours
) -> list[dict[str, Any]]:
    """Per kind of vehicle matrices over `places`: of each pair one road beforehand, the cheapest in money,
    time and CO2e."""
    profiles = dict.fromkeys(kind.class_.profile for kind in kinds)
    roads = {profile: Roads(prices.world, profile, places, hours) for profile in profiles}
    return [_table(prices, kind, roads[kind.class_.profile]) for kind in kinds]


def _table(prices: Prices, kind: Vehicle, roads: Roads) -> dict[str, Any]:
    used = _uses(prices.world, kind, roads)
    cost = _costs(prices.objective, kind, roads, used)
    time_cost = PER_CENT * (1 - prices.objective.weight) * prices.time_cent(kind)
    best = np.argmin(_whole(cost + time_cost * roads.lasts_s), axis=2)[..., None]
    chosen = {"drive_s": roads.lasts_s, "cost": _whole(cost), "use": _whole(used)}
    found = {k: np.take_along_axis(v, best, axis=2)[..., 0] for k, v in chosen.items()}
    return {"road": best[..., 0].tolist()} | {k: v.astype(np.int64).tolist() for k, v in found.items()}


def _whole(values: Floats) -> Floats:
    """As `units.whole`: halves go up."""
    return np.floor(values + 0.5)
