"""What was true at a moment of a day, beside what the planner could see: the lesson of looking back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from game.content.world import truth_of, truth_world
from game.domain.commands import Advance
from game.domain.day import Incident
from game.domain.evaluation import TripEvaluation
from game.domain.world import Order, World
from game.fork import fork
from game.session import Session
from game.session_day import Running
from game.sim.disruptions import with_loads

LONGEST = 400
"""Advances to the end of a day, a decision moment each."""
DAY_END_S = 60 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Something that was so, and that nobody at the desk could see yet."""

    kind: str
    """`service` or `collect` (how long it takes at the door), `kg`, or `incident`."""
    order: str = ""
    believed: int = 0
    """Seconds or kg, as the software had it."""
    true: int = 0
    incident: Incident | None = None


class Knowing(Running):
    """A running day seen by one who knows everything; only to be read."""

    def __init__(self, running: Running, course: tuple[TripEvaluation, ...], truth: World) -> None:
        self.__dict__.update(vars(running))
        self.course = course
        self.system = truth
        self.state = replace(running.state, seen=tuple(i.id for i in running.state.incidents))

    def expected(self) -> tuple[TripEvaluation, ...]:
        """Every trip as it was really going to go, had nothing more been done."""
        return self.course


def true_world(session: Session) -> World:
    """What was really the case, with the loads that really stood there."""
    if session.running is None:
        return truth_world(session.scenario, truth_of(session.scenario, session.seed))
    return with_loads(session.running.truth, session.running.state.incidents)


def course_of(session: Session) -> tuple[TripEvaluation, ...]:
    """How the day was really going to go from here when nothing more was done."""
    end = fork(session)
    for _ in range(LONGEST):
        if end.phase != "day" or not end.do(Advance(to_s=DAY_END_S)).ok:
            break
    return end.running.realised() if end.running else ()


def as_it_was(session: Session, course: tuple[TripEvaluation, ...] | None = None) -> Session:
    """The same moment, seen by one who knows everything: only to be read. `course`: where it is known."""
    made, truth = fork(session), true_world(session)
    made.system = truth
    if made.running is not None:
        made.running = Knowing(made.running, course_of(session) if course is None else course, truth)
    return made


def course_key(session: Session) -> tuple[object, ...]:
    """What the true course depends on: it stays the same while only the clock runs."""
    running = session.running
    if running is None:
        return ()
    return session.plan, len(running.effects), len(running.state.replies), len(running.state.told)


def hidden(session: Session) -> tuple[Hidden, ...]:
    """What could not be seen at this moment: wrong data in the software, trouble that nobody met yet."""
    return (*_wrong_data(session.system, true_world(session), session.visible), *_unseen(session))


def _wrong_data(system: World, truth: World, visible: frozenset[str]) -> Iterator[Hidden]:
    for name in sorted(visible):
        mine, real = system.orders[name], truth.orders[name]
        for kind, before, now in _figures(mine, real):
            if before != now:
                yield Hidden(kind=kind, order=name, believed=before, true=now)


def _figures(mine: Order, real: Order) -> Iterator[tuple[str, int, int]]:
    yield "service", mine.delivery_service_s, real.delivery_service_s
    yield "collect", mine.pickup_service_s, real.pickup_service_s
    yield "kg", mine.load.kg, real.load.kg


def _unseen(session: Session) -> Iterator[Hidden]:
    state = session.day
    if state is None or session.phase != "day":
        return
    for incident in sorted(state.incidents, key=lambda i: (i.from_s, i.id)):
        if incident.id not in state.seen and incident.to_s > state.clock_s:
            yield Hidden(kind="incident", incident=incident)
