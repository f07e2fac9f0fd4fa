"""The courses of the last step of the clock: while nothing is changed they are those of the next step too.

A day that is cut and walked on is the day that was walked in one go (tests/sim/test_any_second.py), so only
a decision asks for new walks. Compared by identity: whoever changes a day makes new values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from game.domain.day import DayState, Incident
from game.domain.plan import Plan
from game.domain.world import World
from game.sim.course import Course
from game.sim.happenings import Notices
from game.sim.trucks import courses


class Step(NamedTuple):
    """The end of a step of the clock, and the courses from there."""

    world: World
    plan: Plan
    state: DayState
    running: tuple[Course, ...]


@dataclass(slots=True)
class KeptCourses:
    """Of one day. A copy of its session may share it, in another thread too: each value is set at once."""

    last: Step | None = None
    seen: tuple[tuple[Incident, ...], Notices] | None = None

    def courses(self, world: World, plan: Plan, state: DayState) -> tuple[Course, ...]:
        """As `trucks.courses` gives them for the incidents of this day."""
        last = self.last
        if last is not None and last.world is world and last.plan is plan and _same(last.state, state):
            return last.running
        return courses(world, plan, state, state.incidents)

    def notices(self, state: DayState) -> Notices:
        """What the trucks bring about under the incidents of this day."""
        seen = self.seen
        if seen is None or seen[0] is not state.incidents:
            seen = self.seen = state.incidents, Notices(state.incidents)
        return seen[1]

    def keep(self, world: World, plan: Plan, state: DayState, running: tuple[Course, ...]) -> None:
        """After a step: every truck was cut at the state's clock."""
        cut = {p.vehicle: p for p in state.trucks}
        self.last = Step(
            world, plan, state, tuple(replace(c, before=cut[c.trip.vehicle]) for c in running)
        )  # fmt: skip


def _same(one: DayState, other: DayState) -> bool:
    """Nothing that a truck's day hangs on was changed; what was answered or told does not matter."""
    return (
        one.trucks is other.trucks and one.incidents is other.incidents and one.clock_s == other.clock_s
    )  # fmt: skip
