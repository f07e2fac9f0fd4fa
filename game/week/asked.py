"""What anybody may ask of a session of weeks: what stands, what may be agreed, tomorrow's world, the sums."""

from __future__ import annotations

from typing import Any

from game.domain.scenario import Scenario
from game.domain.week import WORKDAYS, Choice, DayResult, Taken, Week, WeekState
from game.session_log import Logged
from game.week.run import Runner
from game.week.sums import week_kpi
from game.week.world import DayWorld


class Asked(Logged):
    """The part of `WeekSession` that changes nothing."""

    scenario: Scenario
    seed: int
    week: Week
    runner: Runner
    state: WeekState
    taken: tuple[Taken, ...]
    results: list[DayResult]

    @property
    def visible(self) -> frozenset[str]:
        """Orders of all regular customers, for the map of the briefing."""
        return frozenset(self.week.regulars)

    @property
    def clock_s(self) -> int:
        """For cards of logs: 0, as the weeks have no clock of their own."""
        return 0

    @property
    def day(self) -> int:
        """The day that comes next; behind the last one when all were driven."""
        return self.state.day

    def standing(self) -> tuple[Taken, ...]:
        """Choices that stand for tomorrow, oldest first."""
        return tuple(t for t in self.taken if not t.until_day)

    def fresh(self) -> tuple[Taken, ...]:
        """Those that were agreed this evening: they can be taken back for nothing."""
        return tuple(t for t in self.standing() if t.from_day == self.day)

    def time_left(self) -> int:
        """How many more choices this evening has time for; ending one takes time too."""
        ended = sum(t.until_day == self.day - 1 for t in self.taken if t.until_day)
        return max(0, self.week.per_evening - len(self.fresh()) - ended)

    def why_not(self, choice: str) -> str:
        """Text key of why a choice cannot be agreed now; empty when it can."""
        if self.phase != "evening":
            return "session.not_now"
        if any(t.choice == choice for t in self.standing()):
            return "week.stands"
        if any(t.choice == choice and t.until_day for t in self.taken):
            return "week.ended_before"
        if self._excluded(self.week.choices[choice]):
            return "week.excluded"
        return "" if self.time_left() else "week.no_time"

    def _excluded(self, choice: Choice) -> bool:
        others = (self.week.choices[t.choice] for t in self.standing())
        return bool(choice.group) and any(o.group == choice.group for o in others)

    def tomorrow(self) -> DayWorld:
        """The world of the day that comes next, as it now stands."""
        return self.runner.world(self.state, self.taken, self.seed)

    def kpi(self) -> dict[str, Any]:
        """KPIs of all driven days together."""
        return week_kpi(self.results, self.planning_s())

    def planning_s(self) -> int:
        """Active seconds in the evenings."""
        return self.log.planning_ms // 1000

    def can_close(self) -> bool:
        """A whole week was driven, and the next has not begun."""
        return self.phase == "evening" and bool(self.results) and len(self.results) % WORKDAYS == 0
