"""One truck of the running day: its trip, its walk to the end of the day, and cutting it at a clock time."""

from __future__ import annotations

from dataclasses import replace

from game.domain.day import DayState, Incident, Progress
from game.domain.evaluation import Activity, Doing
from game.domain.plan import Plan, Trip
from game.domain.world import World
from game.rules.schedule import start_of
from game.rules.walk import driven_since_break, progress_at, walk
from game.sim.course import Course
from game.sim.disruptions import with_loads
from game.sim.docks import Granted, queued
from game.sim.given_up import sent_on
from game.sim.roads import drive
from game.sim.times import QUEUE, DayTimes, standstills
from game.sim.troubles import Troubles

__all__ = ["Course", "course", "courses", "cut", "seen_so_far", "together", "without_last"]


def courses(world: World, plan: Plan, state: DayState, incidents: tuple[Incident, ...]) -> tuple[Course, ...]:
    """Every truck that has a trip or is on the road, by vehicle id; they wait for each other at docks."""
    vehicles = {t.vehicle for t in plan.trips} | {p.vehicle for p in state.trucks if p.done}
    world, troubles = with_loads(world, incidents), Troubles.of(incidents, state.trucks)
    found = tuple(_course(world, plan, state, v, troubles) for v in sorted(vehicles))
    return _together(world, found, state, troubles)


def together(
    world: World, found: tuple[Course, ...], state: DayState, incidents: tuple[Incident, ...]
) -> tuple[Course, ...]:
    """Courses as `course` gives them, of every truck, with their waits for each other at docks."""
    return _together(with_loads(world, incidents), found, state, Troubles.of(incidents, state.trucks))


def _together(
    world: World, found: tuple[Course, ...], state: DayState, troubles: Troubles
) -> tuple[Course, ...]:
    def again(it: Course, granted: Granted) -> Course:
        times = DayTimes.of(world, troubles, it.before, granted=granted, replaced=it.replaced)
        return replace(it, walked=walk(world, it.trip, times, it.before))

    return queued(world, found, troubles.kinds, state.clock_s, again)


def course(
    world: World, plan: Plan, state: DayState, vehicle: str, incidents: tuple[Incident, ...]
) -> Course:
    """The course of one truck, without queues at docks. One whose last order was taken away on the road
    drives home."""
    return _course(
        with_loads(world, incidents), plan, state, vehicle, Troubles.of(incidents, state.trucks)
    )  # fmt: skip


def _course(world: World, plan: Plan, state: DayState, vehicle: str, troubles: Troubles) -> Course:
    before = state.truck(vehicle) or Progress(vehicle=vehicle)
    trip = plan.trip_of(vehicle) or _homeward(world, before)
    trip, replaced = _begins(world, trip, before, state.clock_s, troubles)
    before = _reopened(world, sent_on(world, trip, before, state.clock_s), state.clock_s)
    times = DayTimes.of(world, troubles, before, replaced=replaced)
    return Course(
        trip=trip, before=before, walked=walk(world, trip, times, before),
        depot=world.vehicles[vehicle].depot, replaced=replaced,
    )  # fmt: skip


def _reopened(world: World, before: Progress, clock_s: int) -> Progress:
    """A truck that is loading, or in a queue, does so for as long as plan and queue are now."""
    last = before.done[-1] if before.done else None
    if last is None or last.end_s <= clock_s or last.start_s > clock_s:
        return before
    queues = last.doing is Doing.WAIT and last.cause.startswith(QUEUE)
    return without_last(world, before) if queues or last.doing is Doing.LOAD else before


def _homeward(world: World, before: Progress) -> Trip:
    """What is left of a trip without orders: the stops that were made, and the way home."""
    return Trip(
        vehicle=before.vehicle, driver=world.vehicles[before.vehicle].driver,
        stops=tuple(s.stop for s in before.stops), start_s=before.done[0].start_s if before.done else None,
    )  # fmt: skip


def _begins(
    world: World, trip: Trip, before: Progress, clock_s: int, troubles: Troubles
) -> tuple[Trip, str]:
    """When a trip begins that has not: now, when it was planned after its time; later, when its driver has
    reported sick before it began (the incident's id). Who comes instead starts the delay later; if the
    trip was planned after the report, so much after the report."""
    if before.done:
        return trip, ""
    planned_s = start_of(world, trip)
    begin_s, replaced = max(planned_s, clock_s), ""
    for sick in troubles.by.get(("sick", trip.driver), ()):
        if sick.from_s <= begin_s:
            later_s = max(planned_s, sick.from_s) + sick.delay_s
            if later_s > begin_s:
                begin_s, replaced = later_s, sick.id
    return (trip if begin_s == planned_s else replace(trip, start_s=begin_s)), replaced


def cut(world: World, it: Course, clock_s: int) -> Progress:
    """What the truck has done by `clock_s`; a hold that was ordered for later is kept."""
    now = progress_at(world, it.trip, it.walked, clock_s)
    return now if len(now.done) > len(it.before.done) or not _pending(it.before, clock_s) else it.before


def _pending(before: Progress, clock_s: int) -> bool:
    return bool(before.done) and before.done[-1].start_s > clock_s


def seen_so_far(world: World, before: Progress, state: DayState) -> Progress:
    """The progress that a person knows: a running activity that lasts longer by something not seen yet
    is taken out, so that its end is estimated again."""
    if not before.done:
        return before
    last = before.done[-1]
    hidden = tuple(i for i in state.incidents if i.id not in state.seen)
    if last.end_s <= state.clock_s or not _longer_by(before, last, hidden):
        return before
    return without_last(world, before)


def _longer_by(before: Progress, last: Activity, hidden: tuple[Incident, ...]) -> bool:
    """Whether something unseen makes the running activity longer; of several causes one is told."""
    if last.doing is Doing.DRIVE and last.leg is not None:
        first = next(a for a in before.done if a.leg is last.leg and a.stop == last.stop)
        halts = standstills(before.vehicle, hidden)
        stands = any(last.start_s <= h.from_s <= last.end_s for h in halts)
        return stands or bool(drive(leg=last.leg, depart_s=first.start_s, incidents=hidden).met)
    return last.cause in {i.id for i in hidden}


def without_last(world: World, before: Progress) -> Progress:
    """A truck's past without its last started activity, which is then to be worked out again."""
    *rest, last = before.done
    drives = [a for a in rest if a.doing is Doing.DRIVE]
    arrived = [a for a in drives if a.leg_to >= 1.0]
    begun = bool(before.stops) and last.doing is not Doing.DRIVE and last.stop == len(before.stops) - 1
    return replace(
        before, done=tuple(rest), stops=before.stops[:-1] if begun else before.stops,
        free_s=rest[-1].end_s if rest else 0, at_place=arrived[-1].place if arrived else "",
        since_break_s=driven_since_break(world, rest), finished=False,
        drive_s=sum(a.end_s - a.start_s for a in drives),
        load=before.stops[-1].load_before if begun else before.load,
    )  # fmt: skip
