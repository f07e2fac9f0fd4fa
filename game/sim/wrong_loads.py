"""Goods that are not what was written: it shows when loading or collecting them begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.domain.day import Incident, Progress
from game.domain.evaluation import Activity, Doing
from game.domain.plan import Plan, Stop
from game.domain.world import Action, World
from game.sim.course import Course
from game.sim.noticing import Happening, noticed


def wrong_loads(
    course: Course, incidents: Iterable[Incident], clock_s: int, system: World | None = None
) -> Iterator[Happening]:
    """Wrong orders that this truck gets aboard. One that was added while it is loading shows at once.

    Where the software knew already (`system`), nobody has to be asked.
    """
    wrong = {i.subject: i for i in incidents if i.load is not None}
    if not wrong:
        return
    for activity in course.walked.activities:
        for order in _taken(course, activity):
            if order in wrong and activity.end_s > clock_s:
                at_s = activity.start_s if activity.start_s > clock_s else clock_s + 1
                known = system is not None and system.orders[order].load == wrong[order].load
                found = noticed(course, wrong[order], at_s)
                yield replace(found, asks=False) if known else found


def _taken(course: Course, activity: Activity) -> Iterator[str]:
    """Orders of which the goods come aboard in an activity."""
    stops, at = course.trip.stops, activity.stop
    if activity.doing is Doing.LOAD:
        yield from from_depot(stops, at + 1)
    elif activity.doing is Doing.SERVICE and 0 <= at < len(stops) and stops[at].action is Action.COLLECT:
        yield stops[at].order


def taken(plan: Plan, truck: Progress) -> Iterator[str]:
    """Orders of its trip that this truck has, or had, aboard."""
    trip, served = plan.trip_of(truck.vehicle), len(truck.stops)
    if trip is None or not any(a.doing in (Doing.LOAD, Doing.DRIVE) for a in truck.done):
        return
    yield from (s.order for s in trip.stops[:served] if s.action is Action.COLLECT)
    reloads = [i for i, s in enumerate(trip.stops[:served]) if s.action is Action.RELOAD]
    for first in (0, *(i + 1 for i in reloads)):
        yield from from_depot(trip.stops, first)


def from_depot(stops: tuple[Stop, ...], first: int) -> Iterator[str]:
    """Orders that are loaded at the depot for the stops from `first` until the next reload."""
    collected = {s.order for s in stops if s.action is Action.COLLECT}
    for stop in stops[first:]:
        if stop.action is Action.RELOAD:
            return
        if stop.action is Action.DELIVER and stop.order not in collected:
            yield stop.order
