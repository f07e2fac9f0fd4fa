"""One truck of the running day: its trip, its walk to the end of the day, and cutting it at a clock time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.domain.day import DayState, Incident, Progress
from game.domain.evaluation import Activity, Doing
from game.domain.plan import Plan, Trip
from game.domain.world import World
from game.rules.schedule import Walk, progress_at, start_of, walk
from game.sim.times import DayTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A truck with the rest of its day as it goes when nobody changes anything."""

    trip: Trip
    before: Progress
    walked: Walk


def courses(world: World, plan: Plan, state: DayState, incidents: tuple[Incident, ...]) -> tuple[Course, ...]:
    """Every truck that has a trip or is on the road, by vehicle id."""
    vehicles = {t.vehicle for t in plan.trips} | {p.vehicle for p in state.trucks if p.done}
    found = (course(world, plan, state, v, incidents) for v in sorted(vehicles))
    return tuple(found)


def course(
    world: World, plan: Plan, state: DayState, vehicle: str, incidents: tuple[Incident, ...]
) -> Course:
    """The course of one truck. A truck whose last order was taken away on the road drives home."""
    before = state.truck(vehicle) or Progress(vehicle=vehicle)
    trip = plan.trip_of(vehicle) or Trip(
        vehicle=vehicle, driver=world.vehicles[vehicle].driver, stops=(),
        start_s=before.done[0].start_s if before.done else None,
    )  # fmt: skip
    trip = _not_in_the_past(world, trip, before, state.clock_s)
    times = DayTimes.of(world, incidents, before)
    return Course(trip=trip, before=before, walked=walk(world, trip, times, before))


def _not_in_the_past(world: World, trip: Trip, before: Progress, clock_s: int) -> Trip:
    """A trip that was planned after its own start time begins now."""
    if before.done or start_of(world, trip) >= clock_s:
        return trip
    return replace(trip, start_s=clock_s)


def cut(world: World, it: Course, clock_s: int) -> Progress:
    """What the truck has done by `clock_s`; a hold that was ordered for later is kept."""
    now = progress_at(world, it.trip, it.walked, clock_s)
    return now if len(now.done) > len(it.before.done) or not _pending(it.before, clock_s) else it.before


def _pending(before: Progress, clock_s: int) -> bool:
    return bool(before.done) and before.done[-1].start_s > clock_s


def seen_so_far(before: Progress, state: DayState) -> Progress:
    """The progress that a person knows: a running activity that lasts longer by something not seen yet
    is taken out, so that its end is estimated again."""
    if not before.done:
        return before
    last = before.done[-1]
    hidden = {i.id for i in state.incidents} - set(state.seen)
    if last.end_s <= state.clock_s or last.cause not in hidden:
        return before
    return _without_last(before)


def _without_last(before: Progress) -> Progress:
    *rest, last = before.done
    drives = [a for a in rest if a.doing is Doing.DRIVE]
    arrived = [a for a in drives if a.leg_to >= 1.0]
    served = before.stops[:-1] if last.doing is Doing.SERVICE else before.stops
    depart_place = arrived[-1].place if arrived else ""
    return replace(
        before, done=tuple(rest), stops=served, free_s=rest[-1].end_s if rest else 0,
        at_place=depart_place, since_break_s=_since_break_s(rest), finished=False,
        drive_s=sum(a.end_s - a.start_s for a in drives),
        load=before.stops[-1].load_before if last.doing is Doing.SERVICE else before.load,
    )  # fmt: skip


def _since_break_s(done: list[Activity]) -> int:
    since_s = 0
    for activity in done:
        if activity.doing is Doing.DRIVE:
            since_s += activity.end_s - activity.start_s
        elif activity.doing is Doing.BREAK:
            since_s = 0
    return since_s
