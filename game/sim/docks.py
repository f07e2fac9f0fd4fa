"""Queues of own trucks at places with few docks: who comes first is served first, by vehicle id when equal.

A plan's evaluation knows of no queue; the day does, and what is expected of it does too. Only own trucks
count: strangers at a dock are a disruption (`dock`). A truck keeps its dock from when it gets it until its
last work at that place is done, waiting for a door or for the next window in between included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from game.domain.evaluation import Activity, Doing
from game.domain.world import World
from game.sim.course import Course
from game.sim.times import DOCK, HOLD, QUEUE

WORK = frozenset({Doing.SERVICE, Doing.LOAD, Doing.UNLOAD})
Granted = dict[tuple[str, int], int]
"""Place and clock time at which a truck is ready -> when it gets a dock."""
Again = Callable[[Course, Granted], Course]
"""Walks a truck's course anew."""


class Visit(NamedTuple):
    """One truck at one place with docks."""

    place: str
    ready_s: int
    """When it wants a dock."""
    start_s: int
    """When it gets one, as far as is known."""
    end_s: int
    fixed: bool
    """It has its dock already."""


def queued(
    world: World, running: tuple[Course, ...], kinds: Mapping[str, str], clock_s: int, again: Again
) -> tuple[Course, ...]:
    """The same trucks with their waits for each other; every visit is settled in order of time.

    `kinds`: kinds of incidents by id.
    """
    rooms = {p.id: p.docks for p in world.places.values() if p.docks}
    if not rooms:
        return running
    return _Queues(rooms, running, kinds, clock_s, again).settled()


class _Queues:
    """Docks on the clock; lives no longer than one question."""

    def __init__(
        self, rooms: Mapping[str, int], running: tuple[Course, ...], kinds: Mapping[str, str], clock_s: int,
        again: Again,
    ) -> None:  # fmt: skip
        self.rooms, self.kinds, self.clock_s, self.again = rooms, kinds, clock_s, again
        self.courses = {c.trip.vehicle: c for c in running}
        self.granted: dict[str, Granted] = {name: {} for name in self.courses}
        self.ends: dict[str, list[int]] = {place: [] for place in rooms}
        self.visits = {name: self._visits(c) for name, c in self.courses.items()}

    def settled(self) -> tuple[Course, ...]:
        """All courses, by vehicle id."""
        done = dict.fromkeys(self.courses, 0)
        while waiting := [(v[done[n]].ready_s, n) for n, v in self.visits.items() if done[n] < len(v)]:
            _, name = min(waiting)
            self._settle(name, done[name])
            done[name] += 1
        return tuple(self.courses[name] for name in sorted(self.courses))

    def _settle(self, name: str, at: int) -> None:
        """Give a visit its dock; when it has to wait for one, the truck's day is walked anew."""
        visit = self.visits[name][at]
        if not visit.fixed:
            start_s = max(visit.start_s, self._free_s(visit.place))
            if start_s > visit.start_s:
                # a queue that changed while the truck stood in it frees no dock in the past
                start_s = max(start_s, self.clock_s) if visit.ready_s <= self.clock_s else start_s
                self.granted[name][visit.place, visit.ready_s] = start_s
                self.courses[name] = self.again(self.courses[name], self.granted[name])
                self.visits[name] = self._visits(self.courses[name])
                visit = self.visits[name][at]
        self.ends[visit.place].append(visit.end_s)

    def _free_s(self, place: str) -> int:
        """When the next dock is free."""
        ends, room = sorted(self.ends[place]), self.rooms[place]
        return ends[-room] if len(ends) >= room else 0

    def _visits(self, course: Course) -> list[Visit]:
        return list(_visits(course, self.rooms, self.kinds))


def _visits(course: Course, rooms: Mapping[str, int], kinds: Mapping[str, str]) -> Iterator[Visit]:
    """The visits of a truck's day, in order."""
    here, visit, known = course.depot, None, len(course.before.done)
    for number, activity in enumerate(course.walked.activities):
        if activity.doing is Doing.DRIVE:
            if activity.leg_to < 1.0 or activity.place != here:
                if visit is not None and visit.end_s >= 0:
                    yield visit
                visit, here = None, activity.place
        elif here in rooms:
            visit = _longer(visit, activity, here, kinds, number < known)
    if visit is not None and visit.end_s >= 0:
        yield visit


def _longer(
    visit: Visit | None, activity: Activity, place: str, kinds: Mapping[str, str], known: bool
) -> Visit | None:
    """A visit with one more activity in it; -1 as its end: nothing was done there yet."""
    queues = activity.doing is Doing.WAIT and (
        activity.cause.startswith(QUEUE) or kinds.get(activity.cause) == DOCK
    )
    works = activity.doing in WORK
    if activity.cause == HOLD and visit is not None and visit.end_s < 0:
        return None  # who is held gives up its turn, and asks for a dock again
    if visit is None:
        if not queues and not works and kinds.get(activity.cause) != "closed":
            return None
        start_s = activity.end_s if queues else activity.start_s
        visit = Visit(place, activity.start_s, start_s, -1, known and not queues)
    elif visit.end_s < 0 and queues:
        visit = visit._replace(start_s=activity.end_s)
    elif visit.end_s < 0 and not visit.fixed:
        visit = visit._replace(fixed=known)
    return visit._replace(end_s=activity.end_s) if works else visit
