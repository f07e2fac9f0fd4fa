"""The battery along a walked trip: what driving and cooling take, what charging gives (FACTS 4).

A state of charge counts over the usable part of the battery. Floats here; rounded once by `trip`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from game.domain.evaluation import Doing, StopTimes
from game.domain.plan import Trip
from game.domain.units import HOUR_S, whole
from game.domain.world import Vehicle, World
from game.rules import charging
from game.rules.cooling import Running
from game.rules.energy import usable_wh
from game.rules.walk import Walk

__all__ = ["Battery", "run", "start_wh", "usable_wh"]


class Battery(NamedTuple):
    """A trip's battery, in watt-hours at the battery."""

    start_wh: float
    least_wh: float
    """The lowest level; below 0 is a shortage."""
    left_wh: float
    """On return."""
    charged: tuple[tuple[str, float], ...]
    """(charger's place, watt-hours into the battery), in order."""
    trace: tuple[tuple[int, int], ...]
    stops: tuple[StopTimes, ...]


def start_wh(vehicle: Vehicle, trip: Trip) -> float:
    """Usable charge at departure: the night's plan for this trip, or the vehicle's share."""
    permille = vehicle.start_soc_permille if trip.charge_permille is None else trip.charge_permille
    return usable_wh(vehicle) * permille / 1000


def run(
    world: World, vehicle: Vehicle, trip: Trip, walked: Walk, uses: Sequence[float], cooled: Sequence[Running]
) -> Battery:
    """Follow the battery through a walk; `uses` is per completed leg, `cooled` when the unit runs."""
    level = first = least = start_wh(vehicle, trip)
    trace = [(walked.activities[0].start_s, whole(level))]
    arrivals: dict[int, tuple[float, float]] = {}
    charged: list[tuple[str, float]] = []
    watts = vehicle.cooling.per_hour if cooled and vehicle.cooling else 0.0
    ahead = iter(uses)
    use = 0.0
    for activity in walked.activities:
        drain = watts * _overlap_s(cooled, activity.start_s, activity.end_s) / HOUR_S if watts else 0.0
        if activity.doing is Doing.DRIVE:
            use = next(ahead, 0.0) if activity.leg_from <= 0.0 else use
            trace.append((activity.start_s, whole(level)))
            level -= use * (activity.leg_to - activity.leg_from) + drain
            trace.append((activity.end_s, whole(level)))
        elif activity.doing is Doing.CHARGE:
            arrived = level
            level = _plugged(world, vehicle, activity.place, level, activity.end_s - activity.start_s)
            charged.append((activity.place, level - arrived))
            arrivals[activity.stop] = (arrived, level - arrived)
            trace += [(activity.start_s, whole(arrived)), (activity.end_s, whole(level))]
            level -= drain
        else:
            if activity.doing is Doing.SERVICE or activity.stop not in arrivals:
                arrivals[activity.stop] = (level, 0.0)
            level -= drain
        least = min(least, level)
    stops = tuple(
        replace(stop, battery_wh=whole(arrivals[i][0]), charged_wh=whole(arrivals[i][1]))
        if i in arrivals
        else stop
        for i, stop in enumerate(walked.stops)
    )
    return Battery(first, least, level, tuple(charged), tuple(dict.fromkeys(trace)), stops)


def _plugged(world: World, vehicle: Vehicle, place: str, level: float, seconds: int) -> float:
    """The level after so long at the plug; the first minutes go into plugging in."""
    sites = world.sites
    return charging.level_after_wh(
        from_wh=max(0.0, level),
        seconds=max(0, seconds - sites.charging.plug_s),
        usable_wh=usable_wh(vehicle),
        power_w=charging.power_w(class_=vehicle.class_, charger=sites.chargers[place]),
        rules=sites.charging,
    )


def _overlap_s(running: Sequence[Running], start_s: int, end_s: int) -> int:
    return sum(max(0, min(end_s, r.end_s) - max(start_s, r.start_s)) for r in running)
