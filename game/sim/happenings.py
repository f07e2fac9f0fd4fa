"""What can be noticed in a day: derived from the trucks' courses, in a total order."""

from __future__ import annotations

from collections.abc import Iterator

from game.domain.day import DayState, Incident
from game.domain.evaluation import Activity, Doing, StopTimes
from game.domain.legs import Leg
from game.domain.scenario import Message
from game.domain.world import Action, World
from game.rules.walk import Walk
from game.sim.clock_incidents import BY_CLOCK, of_clock
from game.sim.course import Course
from game.sim.noticing import ASKING, Happening, noticed
from game.sim.roads import OF_ROAD, ONCE
from game.sim.roads import drive as driven
from game.sim.times import standstills
from game.sim.wrong_loads import wrong_loads

__all__ = ["ASKING", "Happening", "Notices", "names", "of_day", "of_deadline", "of_message"]


class Notices:
    """What trucks bring about, worked out once for each walk; of the incidents of one day."""

    def __init__(self, incidents: tuple[Incident, ...]) -> None:
        self.table = {i.id: i for i in incidents}
        self.roads = tuple(i for i in incidents if i.kind in OF_ROAD)
        self.once = frozenset(i.subject for i in incidents if i.kind in ONCE)
        self._made: dict[str, tuple[Walk, tuple[Happening, ...]]] = {}

    def of(self, course: Course) -> tuple[Happening, ...]:
        """Everything of a truck's whole day, unordered, but for wrong loads."""
        known = self._made.get(course.trip.vehicle)
        if known is None or known[0] is not course.walked:
            known = course.walked, tuple(_of_truck(course, self))
            self._made[course.trip.vehicle] = known
        return known[1]


def of_day(
    running: tuple[Course, ...], state: DayState, notices: Notices, system: World | None = None
) -> Iterator[Happening]:
    """Everything after the clock that trucks and clock bring about, unordered; `system` is what the software
    believes."""
    clock_s = state.clock_s
    wrong = tuple(i for i in state.incidents if i.load is not None)
    for course in running:
        yield from (h for h in notices.of(course) if h.at_s > clock_s)
        yield from (h for h in wrong_loads(course, wrong, clock_s, system) if h.at_s > clock_s)
    yield from of_clock(running, state)
    ends = [c.walked.activities[-1].end_s for c in running if c.walked.activities]
    if ends and max(ends) > clock_s:
        yield Happening(at_s=max(ends), what="finished", asks=True)


def of_message(message: Message, at_s: int) -> Happening:
    """A message that comes in."""
    return Happening(at_s=at_s, what="message", subject=message.id, asks=bool(message.options))


def of_deadline(message: Message, received_s: int) -> Happening | None:
    """What happens when nobody answers; None for a message that asks nothing."""
    if not message.options:
        return None
    at_s = message.deadline_s if message.trigger == "at" else received_s + message.deadline_s
    return Happening(
        at_s=max(at_s, received_s + 1), what="default", subject=message.id, option=message.default, asks=True
    )


def names(message: Message, incident: Incident) -> bool:
    """Whether a message of trigger `incident` is about this incident: its id, kind or subject."""
    return message.subject in (incident.id, incident.kind, incident.subject)


def _of_truck(course: Course, notices: Notices) -> Iterator[Happening]:
    vehicle, stops = course.trip.vehicle, course.trip.stops
    yield from _incidents_of(course, notices)
    left = False
    for activity in course.walked.activities:
        if activity.doing is Doing.DRIVE:
            if not left:
                yield Happening(at_s=activity.start_s, what="departed", vehicle=vehicle)
            left = True
            if activity.leg_to >= 1.0 and 0 <= activity.stop < len(stops) and not stops[activity.stop].own:
                order = stops[activity.stop].order
                yield Happening(at_s=activity.end_s, what="arrived", vehicle=vehicle, subject=order)
    for times in course.walked.stops:
        yield from _at_stop(vehicle, times)
    if left:
        yield Happening(at_s=course.walked.activities[-1].end_s, what="home", vehicle=vehicle)


def _at_stop(vehicle: str, times: StopTimes) -> Iterator[Happening]:
    """What is noticed of a stop that is made."""
    action, place = times.stop.action, times.place
    if times.stop.order:
        yield Happening(
            at_s=times.end_s, what="served", vehicle=vehicle, subject=times.stop.order, late_s=times.late_s
        )
    elif action is Action.CHARGE:
        yield Happening(at_s=times.begin_s, what="charging", vehicle=vehicle, subject=place)
        yield Happening(at_s=times.end_s, what="charged", vehicle=vehicle, subject=place)
    elif action is Action.RELOAD:
        yield Happening(at_s=times.end_s, what="reloaded", vehicle=vehicle, subject=place)


def _incidents_of(course: Course, notices: Notices) -> Iterator[Happening]:
    """When each incident on a truck's way is noticed; a second truck in the same jam tells nothing new."""
    incidents = notices.table
    for activity in course.walked.activities:
        found = incidents.get(activity.cause)
        if activity.doing is Doing.DRIVE and activity.leg is not None:
            roads = (road for road, _, _ in activity.leg.road_spans)
            if activity.leg_from <= 0.0 and not notices.once.isdisjoint(roads):
                yield from _on_the_way(course, activity, activity.leg, notices)
        elif found is not None and found.kind not in BY_CLOCK:
            yield noticed(course, found, _noticed_s(activity, found))


def _on_the_way(course: Course, drive: Activity, leg: Leg, notices: Notices) -> Iterator[Happening]:
    """Jams and open bridges, when the truck comes to them."""
    halts = standstills(course.trip.vehicle, notices.table.values())
    way = driven(leg=leg, depart_s=drive.start_s, incidents=notices.roads, halts=halts)
    for met in way.met:
        if notices.table[met.incident].kind in ONCE:
            yield noticed(course, notices.table[met.incident], met.enter_s)


def _noticed_s(activity: Activity, incident: Incident) -> int:
    """Late loading: when the dock should have begun; a door or a charger that is not free: when the truck
    wants to begin; slow service: when the believed time is over."""
    if incident.kind == "slow_service":
        return max(activity.start_s, activity.end_s - incident.delay_s)
    return activity.start_s
