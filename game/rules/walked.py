"""A trip that was walked, and how far a truck has come in it at a clock time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.domain.day import Progress
from game.domain.evaluation import Activity, Doing, StopTimes
from game.domain.plan import Trip
from game.domain.world import Load, World
from game.rules.hours.regime import Regime
from game.rules.tacho import Ahead, Tacho


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A timed trip: activities without gaps, and each stop's times (battery still 0)."""

    activities: tuple[Activity, ...]
    stops: tuple[StopTimes, ...]
    """One for each stop of the trip, its own stops included."""
    start_load: Load
    """Aboard when leaving the depot."""
    regime: Regime
    """Which driving and working time rules bind this trip."""


def progress_at(world: World, trip: Trip, walked: Walk, clock_s: int) -> Progress:
    """What has started by `clock_s` (that second included), as a value to walk on from.

    `begun` is len(stops) + 1 once the truck is on its way home: nothing can be changed any more.
    """
    done = tuple(a for a in walked.activities if a.start_s <= clock_s)
    served = sum(s.begin_s <= clock_s for s in walked.stops)
    drives = [a for a in done if a.doing is Doing.DRIVE]
    arrived = [a for a in drives if a.leg_to >= 1.0]
    stops = walked.stops[:served]
    finished = len(done) == len(walked.activities) and (not done or done[-1].end_s <= clock_s)
    return Progress(
        vehicle=trip.vehicle,
        done=done,
        stops=stops,
        begun=max(served, 1 + max((a.stop for a in drives), default=-1)),
        at_place=arrived[-1].place if arrived else world.vehicles[trip.vehicle].depot,
        free_s=done[-1].end_s if done else 0,
        drive_s=sum(a.end_s - a.start_s for a in drives),
        since_break_s=driven_since_break(world, done),
        load=stops[-1].load_after if stops else walked.start_load,
        finished=finished,
    )


def driven_since_break(world: World, done: Sequence[Activity]) -> int:
    """Driving since the last whole break, in seconds."""
    tacho = Tacho(world.hours, Ahead(0, 0), eu=True)
    tacho.replay(done, world.sites.charging.plug_s)
    return tacho.drive_since_s
