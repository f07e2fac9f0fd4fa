"""What was driven: metres, how full, and the energy of each leg, in one pass over a walk."""

from __future__ import annotations

from typing import NamedTuple

from game.domain.evaluation import Doing
from game.domain.world import Load, Vehicle, World
from game.rules import energy
from game.rules.load import share
from game.rules.walk import Walk

_NOTHING = Load()


class Driven(NamedTuple):
    """Sums over the legs of a trip. A leg counts whole where it is completed, however often split."""

    distance_m: int
    tolled_m: int
    empty_m: int
    """Without cargo; empty carriers are no cargo."""
    load_factor_m: float
    """Metres x largest load share."""
    peak_share: float
    uses: list[float]
    """Millilitres, or watt-hours at the battery, per completed leg."""


def driven(world: World, vehicle: Vehicle, walked: Walk, *, cooled: bool) -> Driven:
    """Add up a walk; `cooled`: the refrigeration unit runs, which weighs with the cold on batteries."""
    class_ = vehicle.class_
    season = 1.0
    if class_.drive == "battery":
        season = max(world.winter_factor, world.winter_cooled_factor) if cooled else world.winter_factor
    distance_m = tolled_m = empty_m = served = 0
    load_factor_m = peak = 0.0
    uses: list[float] = []
    stops = walked.stops
    load, empties = walked.start_load, _NOTHING
    part = share(load=load, capacity=class_.capacity)
    for activity in walked.activities:
        leg = activity.leg
        if leg is None or activity.doing is not Doing.DRIVE or activity.leg_to < 1.0:
            continue
        if served < activity.stop:
            served = min(activity.stop, len(stops))
            load, empties = stops[served - 1].load_after, stops[served - 1].empties_after
            part = share(load=load, capacity=class_.capacity)
        metres = leg.distance_m
        distance_m += metres
        tolled_m += leg.tolled_m
        load_factor_m += metres * part
        peak = max(peak, part)
        if not _is_cargo(load, empties):
            empty_m += metres
        uses.append(season * energy.leg_use(leg=leg, class_=class_, kg=load.kg))
    return Driven(distance_m, tolled_m, empty_m, load_factor_m, peak, uses)


def _is_cargo(load: Load, empties: Load) -> bool:
    """Something aboard that is no empty carrier."""
    return (
        load.kg > empties.kg
        or load.pallets > empties.pallets
        or load.roll_cages > empties.roll_cages
        or load.ldm_cm > empties.ldm_cm
    )
