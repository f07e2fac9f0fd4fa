"""Whole weeks, with the same days for whatever was chosen: common random numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.domain.week import WORKDAYS, DayResult, Taken, Week, WeekState
from game.solver.regular import RegularPlanner
from game.week.drive import drive
from game.week.world import DayWorld, day_world, morning, opening

Schedule = tuple[Taken, ...]
KEPT = 1500
"""Days that are kept at most."""


@dataclass(slots=True, kw_only=True, eq=False)
class Runner:
    """Drives days of one scenario; what was driven from the same state with the same choices is kept."""

    scenario: Scenario
    week: Week
    _kept: dict[object, tuple[DayResult, WeekState]] = field(default_factory=dict)
    planner: RegularPlanner = field(default_factory=RegularPlanner)

    def opening(self) -> WeekState:
        """The state before the first day."""
        return opening(self.scenario, self.week)

    def world(self, state: WeekState, taken: Schedule, seed: int) -> DayWorld:
        """The world of the day that comes next."""
        return day_world(self.scenario, self.week, morning(self.week, state, taken), taken, seed)

    def plan(self, day: DayWorld) -> Plan:
        """The quick planner's plan; drivers get its start times."""
        return self.planner.plan(day.scenario.system, day.vehicle_of, day.given)

    def drive(
        self, day: DayWorld, plan: Plan, state: WeekState, taken: Schedule
    ) -> tuple[DayResult, WeekState]:
        """The day by this plan."""
        return drive(day, plan, self.week, morning(self.week, state, taken))

    def step(self, state: WeekState, taken: Schedule, seed: int) -> tuple[DayResult, WeekState]:
        """The next day, planned by the quick planner."""
        works = tuple(sorted((t.choice, t.from_day == state.day) for t in taken if t.works(state.day)))
        moves = tuple(t for t in taken if self.week.choices[t.choice].kind == "move")
        key = (seed, state.day, works, moves, _flat(morning(self.week, state, taken)))
        if key not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            day = self.world(state, taken, seed)
            self._kept[key] = self.drive(day, self.plan(day), state, taken)
        return self._kept[key]

    def days(
        self, taken: Schedule, seed: int, last: int, state: WeekState | None = None
    ) -> Iterator[DayResult]:
        """Day after day from a state (the opening), up to and with day `last`."""
        state = state or self.opening()
        while state.day <= last:
            result, state = self.step(state, taken, seed)
            yield result

    def cost_cent(self, taken: Schedule, seed: int, last: int) -> int:
        """What all days together cost."""
        return total_cent(self.days(taken, seed, last))


def total_cent(days: Iterable[DayResult]) -> int:
    """Cost of days together."""
    return sum(d.cost_cent for d in days)


def week_cent(days: Iterable[DayResult], number: int) -> int:
    """Cost of week 1 or 2."""
    return total_cent(d for d in days if (d.number - 1) // WORKDAYS == number - 1)


def _flat(state: WeekState) -> tuple[object, ...]:
    return tuple(sorted(state.trust.items())), state.worked, tuple(sorted(state.visits.items()))
