"""One truck of the running day: its trip, its walk to the end of the day, and cutting it at a clock time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.domain.day import DayState, Incident, Progress
from game.domain.evaluation import Activity, Doing
from game.domain.plan import Plan, Trip
from game.domain.world import World
from game.rules.schedule import start_of
from game.rules.walk import Walk, driven_since_break, progress_at, walk
from game.sim.given_up import sent_on
from game.sim.times import DayTimes, jams_met


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
    trip = plan.trip_of(vehicle) or _homeward(world, before)
    trip = _not_in_the_past(world, trip, before, state.clock_s)
    before = sent_on(world, trip, before, state.clock_s)
    times = DayTimes.of(world, incidents, before, state.trucks)
    return Course(trip=trip, before=before, walked=walk(world, trip, times, before))


def _homeward(world: World, before: Progress) -> Trip:
    """What is left of a trip without orders: the stops that were made, and the way home."""
    return Trip(
        vehicle=before.vehicle, driver=world.vehicles[before.vehicle].driver,
        stops=tuple(s.stop for s in before.stops), start_s=before.done[0].start_s if before.done else None,
    )  # fmt: skip


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
    """Whether something unseen makes the running activity longer; of several jams one is its cause."""
    if last.doing is Doing.DRIVE and last.leg is not None:
        first = next(a for a in before.done if a.leg is last.leg and a.stop == last.stop)
        return any(jams_met(leg=last.leg, depart_s=first.start_s, incidents=hidden))
    return last.cause in {i.id for i in hidden}


def without_last(world: World, before: Progress) -> Progress:
    """A truck's past without its last started activity, which is then to be worked out again."""
    *rest, last = before.done
    drives = [a for a in rest if a.doing is Doing.DRIVE]
    arrived = [a for a in drives if a.leg_to >= 1.0]
    begun = last.doing is not Doing.DRIVE and last.stop == len(before.stops) - 1
    return replace(
        before, done=tuple(rest), stops=before.stops[:-1] if begun else before.stops,
        free_s=rest[-1].end_s if rest else 0, at_place=arrived[-1].place if arrived else "",
        since_break_s=driven_since_break(world, rest), finished=False,
        drive_s=sum(a.end_s - a.start_s for a in drives),
        load=before.stops[-1].load_before if begun else before.load,
    )  # fmt: skip
