"""What can be noticed in a day: derived from the trucks' courses, in a total order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from game.domain.day import DayState, Incident
from game.domain.evaluation import Activity, Doing, StopTimes
from game.domain.scenario import Message
from game.domain.world import Action
from game.sim.times import FAULT, jams_met
from game.sim.trucks import Course

PRIORITY = (
    "departed", "arrived", "incident", "charging", "charged", "reloaded", "served", "home", "message",
    "default", "finished",
)  # fmt: skip
ASKING = frozenset({"closed", FAULT})
"""Incidents for which the clock stops: a driver stands somewhere and waits to hear what to do."""
"""What comes first at one and the same second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that is noticed at the desk.

    what: `departed` (vehicle), `arrived` (vehicle, subject = order), `incident` (vehicle, subject =
    incident id, kind), `charging` and `charged` (vehicle, subject = the charger's place), `reloaded`
    (vehicle, subject = depot), `served` (vehicle, subject = order, late_s), `home` (vehicle),
    `message` (subject = message id), `default` (subject = message, option: nobody answered in time),
    `finished`. A stop for the driver's own break tells nothing.
    """

    at_s: int
    what: str
    vehicle: str = ""
    subject: str = ""
    kind: str = ""
    """Of an incident: `jam`, `late_loading`, `closed`, `slow_service`, `charger_busy`, `charger_fault`."""
    option: str = ""
    late_s: int = 0
    delay_s: int = 0
    asks: bool = False
    """The clock stops here."""

    def data(self) -> dict[str, Any]:
        """For a log line; what is empty is left out."""
        extra = ("vehicle", "subject", "kind", "option", "late_s", "delay_s")
        filled = {name: getattr(self, name) for name in extra if getattr(self, name)}
        return {"what": self.what, "at_s": self.at_s, **filled, **({"asks": True} if self.asks else {})}

    @property
    def order(self) -> tuple[int, int, str, str]:
        """The total order of happenings."""
        return self.at_s, PRIORITY.index(self.what), self.vehicle, self.subject


def of_trucks(running: tuple[Course, ...], state: DayState) -> Iterator[Happening]:
    """Everything after the clock that the trucks themselves bring about, unordered."""
    incidents = {i.id: i for i in state.incidents}
    for course in running:
        yield from (h for h in _of_truck(course, incidents) if h.at_s > state.clock_s)
    ends = [c.walked.activities[-1].end_s for c in running if c.walked.activities]
    if ends and max(ends) > state.clock_s:
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


def _of_truck(course: Course, incidents: dict[str, Incident]) -> Iterator[Happening]:
    vehicle, stops = course.trip.vehicle, course.trip.stops
    yield from _incidents_of(course, incidents)
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


def _incidents_of(course: Course, incidents: dict[str, Incident]) -> Iterator[Happening]:
    """When each incident on a truck's way is noticed; a second truck in the same jam tells nothing new."""
    jams = tuple(i for i in incidents.values() if i.kind == "jam")
    for activity in course.walked.activities:
        found = incidents.get(activity.cause)
        if activity.doing is Doing.DRIVE and activity.leg is not None:
            if activity.leg_from <= 0.0:
                for met in jams_met(leg=activity.leg, depart_s=activity.start_s, incidents=jams):
                    yield _noticed(course, incidents[met.incident], met.enter_s)
        elif found is not None:
            yield _noticed(course, found, _noticed_s(activity, found))


def _noticed_s(activity: Activity, incident: Incident) -> int:
    """Late loading: when the dock should have begun; a door or a charger that is not free: when the truck
    wants to begin; slow service: when the believed time is over."""
    if incident.kind == "slow_service":
        return max(activity.start_s, activity.end_s - incident.delay_s)
    return activity.start_s


def _noticed(course: Course, incident: Incident, at_s: int) -> Happening:
    return Happening(
        at_s=at_s, what="incident", vehicle=course.trip.vehicle, subject=incident.id, kind=incident.kind,
        delay_s=incident.delay_s, asks=incident.kind in ASKING,
    )  # fmt: skip
