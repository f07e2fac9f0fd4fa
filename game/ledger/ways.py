"""Ways to go on from one moment of a day, and what each costs on any possible day when nothing more is done.

Messages that are still to come are left out: they fall to all ways alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from game.domain.day import DayState
from game.domain.people import Told
from game.domain.plan import Plan
from game.domain.scenario import Effect, Scenario
from game.domain.world import World
from game.ledger.verdict import Weighed
from game.session import Session
from game.session_calm import send
from game.session_day import Running
from game.sim.disruptions import with_loads
from game.sim.effects import apply_effect, believed
from game.sim.futures import Futures, cost_cent
from game.sim.outlook import AGREED, DAYS, PossibleDay, possible_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What is done at this moment."""

    id: str
    effects: tuple[Effect, ...]
    """Of the choice: they are carried out on every day."""
    plan: Plan
    """Afterwards, as it goes out to the drivers."""
    visible: frozenset[str]
    costs: tuple[Effect, ...]
    """Every effect of the whole session and of this way: what choices and calls cost."""
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Present:
    """One moment of a day, with the truth that only the realised cost may use."""

    scenario: Scenario
    plan: Plan
    state: DayState
    truth: World
    effects: tuple[Effect, ...]

    @staticmethod
    def of(running: Running) -> Present:
        """The moment that a session has come to."""
        return Present(
            scenario=running.scenario, plan=running.plan, state=running.state, truth=running.truth,
            effects=tuple(running.effects),
        )  # fmt: skip

    def true_day(self) -> PossibleDay:
        """The day as it really is."""
        world = with_loads(self.truth, self.state.incidents)
        return PossibleDay(number=-1, world=world, state=self.state)


def way_of(name: str, effects: Iterable[Effect], after: Session) -> Way:
    """The way of a session (a fork) in which the choice was made; its plan goes out now, with its calls."""
    running = after.running
    assert running is not None
    send(running)
    return Way(
        id=name, effects=tuple(effects), plan=running.plan, visible=running.visible,
        costs=tuple(running.effects), told=running.state.told,
    )  # fmt: skip


class Scales:
    """Weighs the ways from one moment on the same possible days."""

    def __init__(self, present: Present, count: int = DAYS) -> None:
        self.present, self._futures = present, Futures()
        self._days = possible_days(
            present.scenario, present.plan, present.state, count, effects=present.effects
        )  # fmt: skip

    def costs(self, way: Way) -> tuple[int, ...]:
        """Cost of the whole day in cent, per possible day."""
        return tuple(self._cost(way, day) for day in self._days)

    def realised(self, way: Way) -> int:
        """Cost of the day as it really was."""
        return self._cost(way, self.present.true_day())

    def weigh(self, ways: Sequence[Way]) -> Weighed:
        """All ways."""
        return Weighed(
            days={w.id: self.costs(w) for w in ways}, realised={w.id: self.realised(w) for w in ways}
        )

    def _cost(self, way: Way, day: PossibleDay) -> int:
        state, world, plan = self._futures.present(day, self.present.plan), day.world, self.present.plan
        for effect in way.effects:
            world = believed(world, effect) if effect.kind in AGREED else world
            plan, state = apply_effect(world, plan, state, effect)
        state = replace(state, told=way.told)
        return cost_cent(self._futures, world, way.plan, state, way.visible, way.costs)
