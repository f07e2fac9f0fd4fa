"""Where and how long a truck could charge on its way: the stops that the player is offered.

A heuristic for what is offered; what it gives is judged like every other act.
"""

from __future__ import annotations

import math

from game.domain.evaluation import TripEvaluation
from game.domain.plan import Trip
from game.domain.world import Vehicle, World
from game.rules import charging
from game.rules.battery import usable_wh
from game.rules.checks import LONGEST_S
from game.rules.schedule import legs_places

STEP_S = 5 * 60
"""Charges and breaks grow and shrink by this much."""
CHARGERS = 3
LEAST_CHARGE_S = 15 * 60
MARGIN = 0.05
"""Share of the usable charge that a proposed charge keeps above the reserve (authored)."""


def near_chargers(world: World, trip: Trip, at: int) -> tuple[str, ...]:
    """The chargers with the smallest detour between stop `at` - 1 and the next, as the crow flies."""
    places = legs_places(world, trip)
    before, after = places[at], places[min(at + 1, len(places) - 1)]

    def apart(a: str, b: str) -> float:
        p, q = world.places[a], world.places[b]
        return math.hypot(p.x_m - q.x_m, p.y_m - q.y_m)

    names = sorted(world.sites.chargers, key=lambda c: (apart(before, c) + apart(c, after), c))
    return tuple(names[:CHARGERS])


def fitting_s(world: World, vehicle: Vehicle, judged: TripEvaluation, at: int) -> int:
    """How long a charge at stop `at` must last to come home above the reserve; whole steps, at least 15 min.

    `judged` is the trip with some charge there. Never more than the battery holds.
    """
    times, sites = judged.stops[at], world.sites
    usable = usable_wh(vehicle)
    floor_wh = world.battery_reserve_share * vehicle.class_.battery_wh + MARGIN * usable
    lowest = min((wh for t, wh in judged.battery_trace if t >= times.end_s), default=times.battery_wh)
    wanted = times.charged_wh + floor_wh - lowest
    target = min(usable, max(0, times.battery_wh) + max(0.0, wanted))
    power = charging.power_w(class_=vehicle.class_, charger=sites.chargers[times.place])
    needed = charging.charge_s(
        from_wh=max(0, times.battery_wh), to_wh=target, usable_wh=usable, power_w=power, rules=sites.charging
    )
    seconds = sites.charging.plug_s + (needed if math.isfinite(needed) else 0.0)
    return min(LONGEST_S, max(LEAST_CHARGE_S, math.ceil(seconds / STEP_S) * STEP_S))
