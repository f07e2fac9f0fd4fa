"""What each answer to a message is expected to change, before it is given: euro, minutes, lateness.

Every answer is given in a copy of the session (`game.fork`), and both days are expected with what is known
now. An answer that changes nothing that is expected says so. Remembered until the day is another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.domain import commands as c
from game.domain.evaluation import TripEvaluation
from game.domain.scenario import Message
from game.fork import fork
from game.rules.evaluate import kpi_of
from game.session import Session
from game.sim.expect import undone

STEP_S = 300
"""Figures are worked out again after so much game time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """The difference that an answer makes to the expected day."""

    option: str
    cost_cent: int
    duty_s: int
    """Working time of all drivers together."""
    late_s: int
    """Lateness of all stops together."""
    late_stops: int
    """How many more stops (fewer: negative) would be late."""

    @property
    def plain(self) -> bool:
        """Nothing that is expected changes."""
        return not (self.cost_cent or self.duty_s or self.late_s or self.late_stops)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    cost_cent: int
    duty_s: int
    late_s: int
    late_stops: int


class Consequences:
    """Remembers the figures of one session's messages; `step` works out one answer."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._known: dict[tuple[str, str], Consequence] = {}
        self._moments: dict[str, object] = {}
        self._work: dict[str, Iterator[None]] = {}
        self.revision = 0
        """Goes up when a figure came in."""

    def of(self, message: str, option: str) -> Consequence | None:
        """The latest figures of an answer; None: not yet worked out."""
        return self._known.get((message, option))

    def at_stake_cent(self, message: Message) -> int:
        """How much dearer the dearest answer is than the cheapest; 0 while not all are known."""
        costs = [known.cost_cent for o in message.options if (known := self.of(message.id, o.id))]
        return max(costs) - min(costs) if costs and len(costs) == len(message.options) else 0

    def step(self) -> bool:
        """Work out one answer of the messages that wait; False when all is known."""
        for message in self.session.open_messages():
            moment = self._now()
            if self._moments.get(message.id) != moment:
                self._moments[message.id], self._work[message.id] = moment, self._all(message)
            work = self._work.get(message.id)
            if work is not None:
                if next(work, True) is None:
                    return True
                del self._work[message.id]
        return False

    def finish(self) -> None:
        """Everything now (tests)."""
        while self.step():
            pass

    def _now(self) -> object:
        session = self.session
        day = session.day
        assert day is not None
        return session.plan, id(session.system), day.seen, day.replies, day.told, day.clock_s // STEP_S

    def _all(self, message: Message) -> Iterator[None]:
        base = _figures(self.session)
        for option in message.options:
            other = fork(self.session)
            if other.do(c.Reply(message=message.id, option=option.id)).ok:
                found = _difference(option.id, base, _figures(other))
                if found != self._known.get((message.id, option.id)):
                    self._known[message.id, option.id] = found
                    self.revision += 1
            yield


def _difference(option: str, base: _Figures, after: _Figures) -> Consequence:
    return Consequence(
        option=option, cost_cent=after.cost_cent - base.cost_cent, duty_s=after.duty_s - base.duty_s,
        late_s=after.late_s - base.late_s, late_stops=after.late_stops - base.late_stops,
    )  # fmt: skip


def _figures(session: Session) -> _Figures:
    """The expected day of a session in figures, as the day screen's bar shows it."""
    running = session.running
    assert running is not None
    trips = running.expected()
    left = undone(session.system, session.plan, trips, session.visible)
    kpi = kpi_of(session.system, trips, left, running.outside(trips), session.plan.given)
    return _Figures(
        cost_cent=kpi.cost_cent, duty_s=kpi.duty_s, late_s=sum(map(_late_s, trips)),
        late_stops=sum(stop.late_s > 0 for trip in trips for stop in trip.stops),
    )  # fmt: skip


def _late_s(trip: TripEvaluation) -> int:
    return sum(max(0, stop.late_s) for stop in trip.stops)
