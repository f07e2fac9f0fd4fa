"""What many walked trips cost and break: `rules.trip` and `rules.judge` with arrays. Loads numpy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.domain.units import HOUR_S
from game.domain.world import World
from game.rules.cost import DAY_S, NIGHT_FROM_S, NIGHT_TO_S
from game.rules.hours.spans import WEEK_S
from game.solver.lockstep_clock import Bools, Clocks
from game.solver.lockstep_legs import Floats, Ints
from game.solver.lockstep_walk import Walkers

EDGE = 1e-6
"""Closer to a rounding edge than this the referee decides."""


class Judged(NamedTuple):
    """Per trip, as the referee's `TripEvaluation`."""

    hard: Ints
    """Hard findings; at least so many where `doubtful`."""
    cost_cent: Ints
    co2e_g: Ints
    drive_s: Ints
    late_s: Ints
    doubtful: Bools
    """The driver's or a zone's hours may be broken: the referee says."""
    lost: Bools
    """Nothing of this is certain."""


class Past(NamedTuple):
    """What drivers did before today, per trip: limits on today's seconds."""

    drive_s: Ints
    work_s: Ints
    start_s: Ints
    """The earliest start after a whole daily rest."""
    weekly_end_s: Ints
    """The latest end before a weekly rest is due."""
    weekly_start_s: Ints
    """From this start on the night before was a weekly rest."""


def judged(world: World, w: Walkers, start_wh: Floats, past: Past) -> Judged:
    """Figures and hard findings of trips that were walked."""
    t = w.truck
    used = w.used
    unit = t["cooling"] * w.cooling_s / HOUR_S
    battery, own = t["battery"] > 0, t["cooling_own"] > 0
    level = start_wh - used - np.where(battery, unit, 0.0)
    used = used + np.where(battery & ~own, unit, 0.0)
    amount = np.where(battery, used / t["efficiency"], used)
    beside = np.where(~battery | own, unit, 0.0)
    cent = amount * t["energy"] / 1000 + beside * t["cooling_cent"] / 1000
    grams = amount * t["wtw"] + beside * t["cooling_wtw"]
    short = battery & (-level > 0.5)
    near = battery & (np.abs(-level - 0.5) < EDGE * np.maximum(1.0, start_wh))
    hard = w.hard + w.over.sum(axis=0) + short
    doubtful = w.doubtful | w.clock.doubtful | ~_spotless(world, w.start_s, w.clock, past) | near
    return Judged(hard, _cost(world, w, cent), _whole(grams), w.clock.drive_s, w.late_s, doubtful, w.lost)


def _whole(value: Floats) -> Ints:
    found: Ints = np.floor(value + 0.5).astype(np.int64)
    return found


def _cost(world: World, w: Walkers, energy_cent: Floats) -> Ints:
    """`cost.trip_cost`, each part rounded once."""
    t, duty_s = w.truck, w.clock.at_s - w.start_s
    hours = (duty_s - w.wait_s) / HOUR_S
    fixed, driver = hours * t["fixed"], hours * t["driver"]
    waiting = w.wait_s / HOUR_S * (t["fixed"] + t["driver"])
    overtime_s = np.maximum(0, duty_s - world.hours.contract_day_s)
    extra_s = overtime_s * t["overtime"] + _night_s(w.start_s, w.clock.at_s) * t["night"]
    supplement = extra_s / HOUR_S * t["driver"]
    distance = w.distance_m * t["distance"] / 1000
    own = fixed + driver + waiting + supplement + distance + energy_cent
    parts = (fixed, driver, distance, energy_cent, w.tolled_m * t["toll"] / 1000, waiting, supplement,
             t["overhead"] * own)  # fmt: skip
    return sum((_whole(p) for p in parts), np.zeros(len(duty_s), dtype=np.int64))


def _night_s(start_s: Ints, end_s: Ints) -> Ints:
    """`cost.night_seconds`."""
    found = np.zeros_like(start_s)
    if not len(start_s):
        return found
    first, last = int((start_s.min() - NIGHT_TO_S) // DAY_S), int((end_s.max() - NIGHT_FROM_S) // DAY_S)
    for day in range(first, last + 1):
        till = np.minimum(end_s, NIGHT_TO_S + day * DAY_S)
        found += np.maximum(0, till - np.maximum(start_s, NIGHT_FROM_S + day * DAY_S))
    return found


def _spotless(world: World, start_s: Ints, clock: Clocks, past: Past) -> NDArray[np.bool_]:
    """The strictest reading of every rule of the driver's day finds nothing (`hours.today`)."""
    rules = world.hours
    need_s = np.where(
        clock.work_s > rules.work_long_s, rules.work_break_long_s,
        np.where(clock.work_s > rules.work_before_break_s, rules.work_break_short_s, 0),
    )  # fmt: skip
    weekly = (start_s >= past.weekly_start_s) | (clock.at_s <= past.weekly_end_s)
    bound: NDArray[np.bool_] = (
        (start_s >= 0) & (start_s >= past.start_s) & weekly
        & (clock.drive_s <= np.minimum(rules.drive_day_s, past.drive_s))
        & (clock.at_s - start_s <= rules.duty_day_s)
        & (clock.rested_s >= need_s)
        & (clock.work_s <= np.minimum(min(rules.night_work_s, rules.night_work_cao_s), past.work_s))
        & (world.day.weekday() * DAY_S + clock.at_s <= WEEK_S)
    )  # fmt: skip
    return bound | ~(clock.eu | clock.atbv)
