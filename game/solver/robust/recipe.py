"""A judged trip as a short list of steps: what lasts a fixed time, and where a day can make it longer.

Every step carries the planned clock time at which it begins. Trouble only ever makes a truck later, so
that time is the earliest of all days; with the largest delays before it, it bounds where the truck can be.
"""

from __future__ import annotations

from typing import NamedTuple

from game.domain.evaluation import Activity, Doing, StopTimes, TripEvaluation
from game.domain.plan import Trip
from game.domain.world import Action, Leg, Window, World
from game.rules.cooling import running
from game.rules.load import is_empty, section_load
from game.rules.schedule import regime_for
from game.rules.stops import visit_windows
from game.rules.walk import Walk


class Step(NamedTuple):
    """One step. Which fields count depends on `kind`."""

    kind: str
    """`load`, `drive`, `rest`, `serve`, `charge` or `last` (a fixed time)."""
    at_s: int
    """Planned beginning."""
    lasts_s: int
    """Fixed part of its time: work, breaks in the middle of a leg."""
    stop: int = -1
    leg: Leg | None = None
    windows: tuple[Window, ...] = ()
    order: str = ""
    closes: bool = False
    """The customer can turn out to be closed at this stop."""
    before_s: int = 0
    """Of `load`: unloading that comes first."""


class Recipe(NamedTuple):
    """All steps of a trip; `cooled` are spans of its refrigeration unit as (first, last) step marks."""

    steps: tuple[Step, ...]
    cooled: tuple[tuple[int, int], ...]
    """Indices of stops: cooling runs from the beginning of the first to the end of the last; -1 as first:
    from loading, the number of stops as last: to the end of the trip."""


def recipe(world: World, judged: TripEvaluation) -> Recipe:
    """The steps of a judged trip, in order."""
    trip, steps = judged.trip, []
    depots = frozenset(v.depot for v in world.vehicles.values())
    pieces: list[Activity] = []
    for activity in judged.activities:
        if pieces or activity.leg is not None:
            # a leg with the breaks on the road in it is one step
            pieces.append(activity)
            if activity.leg_to >= 1.0 and activity.doing is Doing.DRIVE:
                steps.append(_drive(pieces))
                pieces = []
            continue
        steps.append(_step(world, trip, activity, depots))
    return Recipe(tuple(steps), tuple(_cooled(world, judged)))


def _drive(pieces: list[Activity]) -> Step:
    rests_s = sum(a.end_s - a.start_s for a in pieces if a.doing is not Doing.DRIVE)
    return Step("drive", pieces[0].start_s, rests_s, stop=pieces[0].stop, leg=pieces[-1].leg)


def _step(world: World, trip: Trip, activity: Activity, depots: frozenset[str]) -> Step:
    lasts_s, stop = activity.end_s - activity.start_s, activity.stop
    doing = activity.doing
    if doing is Doing.WAIT:
        # waiting is made anew on each day, where service begins
        return Step("last", activity.start_s, 0, stop=stop)
    if doing is Doing.SERVICE:
        return _serve(world, trip, activity, depots)
    if doing is Doing.CHARGE:
        return Step("charge", activity.start_s, lasts_s, stop=stop, order=trip.stops[stop].place)
    if doing is Doing.LOAD:
        return _load(world, trip, activity)
    return Step("rest" if doing is Doing.BREAK else "last", activity.start_s, lasts_s, stop=stop)


def _serve(world: World, trip: Trip, activity: Activity, depots: frozenset[str]) -> Step:
    visit = trip.stops[activity.stop]
    # the end at which a customer can be closed: `sim.times.customer_end`, with the depots looked up once
    customers = Action.COLLECT if world.orders[visit.order].delivery in depots else Action.DELIVER
    windows = visit_windows(world, world.vehicles[trip.vehicle], visit)
    return Step(
        "serve", activity.start_s, activity.end_s - activity.start_s, stop=activity.stop, windows=windows,
        order=visit.order, closes=not visit.via and visit.action is customers,
    )  # fmt: skip


def _load(world: World, trip: Trip, activity: Activity) -> Step:
    """A late dock makes loading longer, not unloading; with nothing to load it does nothing."""
    lasts_s, first = activity.end_s - activity.start_s, activity.stop + 1
    fresh = section_load(world, trip, first)
    if is_empty(fresh):
        return Step("last", activity.start_s, lasts_s, stop=activity.stop)
    h = world.handling
    units_s = fresh.pallets * h.load_per_pallet_s + fresh.roll_cages * h.load_per_cage_s
    before_s = max(0, lasts_s - h.load_fixed_s - units_s)
    return Step("load", activity.start_s, lasts_s, stop=activity.stop, before_s=before_s)


def _cooled(world: World, judged: TripEvaluation) -> list[tuple[int, int]]:
    if not judged.cooling_s:
        return []
    walked = Walk(
        activities=judged.activities, stops=judged.stops, start_load=judged.stops[0].load_before,
        regime=regime_for(world, judged.trip),
    )  # fmt: skip
    spans: list[tuple[int, int]] = []
    after = 0
    for span in running(world, judged.trip, walked):
        first = _at(judged.stops, after, span.start_s, "begin_s", -1)
        after = max(after, first)
        last = _at(judged.stops, after, span.end_s, "end_s", len(judged.stops))
        spans.append((first, last))
        after = last
    return spans


def _at(stops: tuple[StopTimes, ...], after: int, time_s: int, name: str, otherwise: int) -> int:
    """Index of the first stop from `after` on of which this time is so."""
    found = (i for i in range(after, len(stops)) if getattr(stops[i], name) == time_s)
    return next(found, otherwise)
