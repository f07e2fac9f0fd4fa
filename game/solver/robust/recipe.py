"""A judged trip as a short list of steps: what lasts a fixed time, and where a day can make it longer.

Waits and breaks that follow from the day are no steps: each day makes its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from game.domain.evaluation import Activity, Doing, StopTimes, TripEvaluation
from game.domain.plan import Trip
from game.domain.world import Action, Leg, Window, World
from game.rules.cooling import running
from game.rules.cursor import ahead_of
from game.rules.load import at_departure, is_empty, section_load
from game.rules.schedule import regime_for
from game.rules.stops import visit_windows
from game.rules.walk import Walk
from game.solver.robust.breaks import Bound


class Step(NamedTuple):
    """One step. Which fields count depends on `kind`."""

    kind: str
    """`work` (a fixed time), `load`, `drive`, `rest` (a stop for that), `serve`, `charge` or `turn` (before
    work at the depot that may ask for a break)."""
    lasts_s: int
    """Fixed part of its time; of `turn`: the work to come."""
    stop: int = -1
    leg: Leg | None = None
    windows: tuple[Window, ...] = ()
    order: str = ""
    closes: bool = False
    """The customer can turn out to be closed at this stop."""
    before_s: int = 0
    """Of `load`: unloading that comes first; of `charge`: plugging in, which is work."""


class Recipe(NamedTuple):
    """All steps of a trip and what binds its driver; `cooled` are the spans of its refrigeration unit."""

    steps: tuple[Step, ...]
    bound: Bound
    cooled: tuple[tuple[int, int], ...]
    """Indices of stops: cooling runs from the beginning of the first to the end of the last; -1 as first:
    from loading, the number of stops as last: to the end of the trip."""


def recipe(world: World, judged: TripEvaluation) -> Recipe:
    """The steps of a judged trip, in order."""
    trip, steps = judged.trip, []
    depots = frozenset(v.depot for v in world.vehicles.values())
    for at, activity in enumerate(judged.activities):
        doing, lasts_s = activity.doing, activity.end_s - activity.start_s
        if doing is Doing.DRIVE:
            # a leg with the breaks on the road in it is one step
            if activity.leg_to >= 1.0:
                steps.append(Step("drive", 0, stop=activity.stop, leg=activity.leg))
        elif doing is Doing.BREAK:
            if _own_rest(judged, at):
                steps.append(Step("rest", lasts_s, stop=activity.stop))
        elif doing is not Doing.WAIT:
            steps.extend(_steps(world, trip, activity, depots))
    return Recipe(tuple(steps), _bound(world, trip, steps), tuple(_cooled(world, judged)))


def _bound(world: World, trip: Trip, steps: Iterable[Step]) -> Bound:
    legs, regime = [s.leg for s in steps if s.leg is not None], regime_for(world, trip)
    ahead = ahead_of(world, trip, legs, at_departure(world, trip))
    return Bound(rules=world.hours, ahead=ahead, eu=regime.eu, atbv=regime.atbv)


def _own_rest(judged: TripEvaluation, at: int) -> bool:
    """A break that is a stop of the trip; one before the leg to that stop is not."""
    stops, stop = judged.trip.stops, judged.activities[at].stop
    if not 0 <= stop < len(stops) or stops[stop].action is not Action.BREAK:
        return False
    return judged.activities[at + 1].stop != stop


def _steps(world: World, trip: Trip, activity: Activity, depots: frozenset[str]) -> Iterator[Step]:
    lasts_s, stop = activity.end_s - activity.start_s, activity.stop
    doing = activity.doing
    if doing is Doing.SERVICE:
        yield _serve(world, trip, activity, depots)
    elif doing is Doing.CHARGE:
        plug_s = world.sites.charging.plug_s
        yield Step("charge", lasts_s, stop=stop, order=trip.stops[stop].place, before_s=plug_s)
    else:
        if stop >= 0:
            yield Step("turn", lasts_s, stop=stop)
        yield _load(world, trip, activity) if doing is Doing.LOAD else Step("work", lasts_s, stop=stop)


def _serve(world: World, trip: Trip, activity: Activity, depots: frozenset[str]) -> Step:
    visit = trip.stops[activity.stop]
    # the end at which a customer can be closed: `sim.times.customer_end`, with the depots looked up once
    customers = Action.COLLECT if world.orders[visit.order].delivery in depots else Action.DELIVER
    windows = visit_windows(world, world.vehicles[trip.vehicle], visit)
    return Step(
        "serve", activity.end_s - activity.start_s, stop=activity.stop, windows=windows,
        order=visit.order, closes=not visit.via and visit.action is customers,
    )  # fmt: skip


def _load(world: World, trip: Trip, activity: Activity) -> Step:
    """A late dock makes loading longer, not unloading; with nothing to load it does nothing."""
    lasts_s, first = activity.end_s - activity.start_s, activity.stop + 1
    fresh = section_load(world, trip, first)
    if is_empty(fresh):
        return Step("work", lasts_s, stop=activity.stop)
    h = world.handling
    units_s = fresh.pallets * h.load_per_pallet_s + fresh.roll_cages * h.load_per_cage_s
    before_s = max(0, lasts_s - h.load_fixed_s - units_s)
    return Step("load", lasts_s, stop=activity.stop, before_s=before_s)


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
