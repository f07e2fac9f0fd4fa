"""A log as a tape: the session as it stood at any event, or at any second of the day.

The log is read once, an input a step, so that a screen can spread the work; every few inputs a copy of the
session is kept. A jump takes the copy before it and does again what came after.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from game.domain.commands import Advance
from game.domain.events import Event
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.fork import fork
from game.replay import feed, rebuilt
from game.session import Session

EVERY = 6
"""Inputs between two kept copies: a jump repeats five at most."""


class Tape:
    """One log. A session that it gives is only to be read, and holds until the next one is asked for."""

    def __init__(self, events: Sequence[Event], scenario: Scenario | None = None) -> None:
        """`scenario`: the log's own, of a session in play. Raises Unreadable later for other rules."""
        self.events = tuple(events)
        self.complete = False
        self._reading = rebuilt(self.events, scenario)
        self._live: Session | None = None
        self._inputs: list[Event] = []
        self._seqs: list[int] = []
        self.plans: list[Plan] = []
        """The plan before each input that was read, and at the end."""
        self._kept: list[Session] = []
        self._shown: tuple[int, Session] | None = None
        """How many inputs the session that was given last has had, and that session."""

    # -- reading -------------------------------------------------------------------------------
    def read(self) -> bool:
        """One input further; False when the whole log has been read."""
        step = next(self._reading, None)
        if step is None:
            self._end()
            return False
        self._live, event = step
        self.plans.append(self._live.plan)
        if len(self._inputs) % EVERY == 0:
            self._kept.append(fork(self._live))
        self._inputs.append(event)
        self._seqs.append(event.seq)
        return True

    def _end(self) -> None:
        if not self.complete and self._live is not None:
            self.plans.append(self._live.plan)
            self._kept.append(fork(self._live))
        self.complete = True

    @property
    def share(self) -> float:
        """How much of the log has been read, 0..1."""
        return 1.0 if self.complete else (self._seqs[-1] if self._seqs else 0) / max(1, len(self.events))

    def finish(self) -> None:
        """Read all that is left."""
        while self.read():
            pass

    def _until_seq(self, seq: int) -> None:
        while not self.complete and (not self._seqs or self._seqs[-1] <= seq):
            self.read()

    # -- where things are ----------------------------------------------------------------------
    @property
    def last(self) -> int:
        """Sequence number of the last event."""
        return self.events[-1].seq

    @property
    def start_s(self) -> int:
        """Clock time of the day's first event after dispatch; 0 when no day was begun."""
        return next((e.game_s for e in self.events if e.game_s), 0)

    @property
    def end_s(self) -> int:
        """Clock time at which the log ends; 0 when no day was begun."""
        return max((e.game_s for e in self.events), default=0)

    def seq_at(self, at_s: int) -> int:
        """The last event before the clock passed this second of the day."""
        return next((e.seq - 1 for e in self.events if e.game_s > at_s), self.last)

    # -- jumping -------------------------------------------------------------------------------
    def at(self, seq: int) -> Session:
        """The session as it stood when this event was logged."""
        self._until_seq(seq)
        return self._after(bisect_right(self._seqs, seq))

    def before(self, seq: int) -> Session:
        """The session as it stood before the input that led to this event."""
        self._until_seq(seq)
        return self._after(max(0, bisect_right(self._seqs, seq) - 1))

    def when(self, seq: int, at_s: int) -> Session:
        """The session at the second at which the day brought this event, before an answer to it."""
        session = self.at(seq)
        if session.clock_s <= at_s:
            return session
        between = fork(self.before(seq))
        between.do(Advance(to_s=at_s))
        return between

    def second(self, at_s: int) -> Session:
        """The session at a second of the day, with everything that was done at that second."""
        session = self.at(self.seq_at(at_s))
        if session.phase != "day" or session.clock_s >= at_s:
            return session
        between = fork(session)
        between.do(Advance(to_s=at_s))
        return between

    def _after(self, count: int) -> Session:
        """The session after so many inputs; forward from the last one shown where that is near."""
        done, session = self._nearest(count)
        for event in self._inputs[done:count]:
            feed(session, event)
        self._shown = (count, session)
        return session

    def _nearest(self, count: int) -> tuple[int, Session]:
        """(inputs it has had, a session to go on with): that on screen goes on by itself, and stays warm."""
        shown = self._shown
        if shown is not None and 0 <= count - shown[0] <= EVERY:
            return shown
        if self.complete and count == len(self._inputs):
            return count, fork(self._kept[-1])
        number = min(count // EVERY, len(self._kept) - 1)
        return number * EVERY, fork(self._kept[number])

    def later(self, seq: int) -> tuple[Event, ...]:
        """Acts and proposals after an event, as they were given."""
        return tuple(e for e in self.events if e.seq > seq and e.kind in ("command", "proposal"))

    def around(self, seq: int) -> tuple[Plan, Plan]:
        """The plan before and after the input that this event is, or that led to it."""
        self._until_seq(seq)
        number = max(0, bisect_right(self._seqs, seq) - 1)
        if number + 1 >= len(self.plans):
            self.read()
        return self.plans[number], self.plans[min(number + 1, len(self.plans) - 1)]
