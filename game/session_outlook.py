"""Early warning inside a session: how likely each stop ahead is to be late, worked out in slices.

Planning software's view (`sim.outlook.days_as_believed`): its own times, what was seen, the usual troubles.
A screen calls `step` in its idle time and reads `of` at any time; nothing here is part of the session state.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from game.domain.day import DayState
from game.domain.outlook import Stake, StopOutlook, TruckOutlook
from game.domain.plan import Plan
from game.session import Session
from game.sim.futures import Futures, lateness, vehicles_of
from game.sim.outlook import DAYS, PossibleDay, days_as_believed

STEP_S = 300
"""Between two changes of the day an outlook is taken again after so much game time."""
SLICE = 4
"""Walks of a truck, or draws of a day, in one step."""


class Outlook:
    """Remembers one session's outlooks, a truck each, and renews them when something changed."""

    def __init__(self, session: Session, count: int = DAYS) -> None:
        self.session, self.count = session, count
        self._known: dict[str, TruckOutlook] = {}
        self._work: Iterator[object] | None = None
        self._moment: object = None
        self.revision = 0
        """Goes up when an outlook changed."""

    def of(self, vehicle: str) -> TruckOutlook | None:
        """The latest outlook of a truck; None while there is none, or it has nothing ahead."""
        return self._known.get(vehicle)

    def stop(self, vehicle: str, index: int) -> StopOutlook | None:
        """Of one stop ahead."""
        found = self._known.get(vehicle)
        return next((s for s in found.stops if s.index == index), None) if found else None

    def step(self) -> bool:
        """One slice of work, of a few ms at most; False when all is up to date."""
        moment = self._now()
        if moment is None:
            return False
        if moment != self._moment:
            self._moment, self._work = moment, self._all()
        if self._work is not None and len(list(islice(self._work, SLICE))) < SLICE:
            self._work = None
        return self._work is not None

    def finish(self) -> None:
        """Bring everything up to date at once (tests, reports)."""
        while self.step():
            pass

    def stakes(self) -> tuple[Stake, ...]:
        """What hangs on the stops that may be late, the dearest first, then by the time that is left."""
        found = (s for v, known in sorted(self._known.items()) for s in self._stakes(v, known))
        return tuple(sorted(found, key=lambda s: s.rank))

    def _now(self) -> object:
        """What an outlook is for; None when no day runs."""
        session, day = self.session, self.session.day
        if day is None or session.phase != "day":
            return None
        past = tuple((t.begun, len(t.stops), t.finished) for t in day.trucks)
        return session.plan, id(session.system), day.seen, day.told, past, day.clock_s // STEP_S

    def _all(self) -> Iterator[object]:
        """Every truck after the other; yields after each slice."""
        session, plan = self.session, self.session.plan
        state = session.day
        assert state is not None
        days: list[PossibleDay] = []
        for day in days_as_believed(session.scenario, session.system, plan, state, self.count):
            days.append(day)
            yield True
        futures = Futures()
        for day in days:
            for whole in futures.prepare(day, plan):
                yield from [True] * (SLICE if whole else 1)
        for vehicle in vehicles_of(plan, state):
            yield from self._truck(futures, tuple(days), plan, vehicle)
        for vehicle in self._known.keys() - set(vehicles_of(plan, state)):
            del self._known[vehicle]

    def _truck(
        self, futures: Futures, days: tuple[PossibleDay, ...], plan: Plan, vehicle: str
    ) -> Iterator[object]:
        for found in lateness(futures, days, plan, vehicle):
            if found is not None and found != self._known.get(vehicle):
                self._known[vehicle] = found
                self.revision += 1
            yield True

    def _stakes(self, vehicle: str, known: TruckOutlook) -> Iterator[Stake]:
        state, terms = self.session.day, self.session.system.goodwill
        if state is None:
            return
        for stop in known.stops:
            if stop.order and stop.late_percent:
                yield _stake(state, vehicle, stop, terms.late_cent, terms.told_ahead_s)


def _stake(state: DayState, vehicle: str, stop: StopOutlook, late_cent: int, ahead_s: int) -> Stake:
    return Stake(
        vehicle=vehicle, order=stop.order, index=stop.index, late_percent=stop.late_percent,
        late_s80=stop.late_s80, at_stake_cent=late_cent, expected_cent=stop.goodwill_cent,
        saved_cent=stop.goodwill_cent - stop.told_cent,
        left_s=max(0, stop.close_s - ahead_s - state.clock_s),
    )  # fmt: skip
