"""Possible days from the present state: what is known stays, everything else is drawn again.

Every cause has its own stream on every possible day (`seed_of`), so two options are compared on the same
days and a decision disturbs no luck. Of the played day only what was seen enters: chances and sizes of
what was not are the author's and the facts', never what was drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from game.content.world import truth_of, truth_world
from game.domain.chance import stream
from game.domain.day import DayState, Incident
from game.domain.plan import Plan
from game.domain.scenario import Effect, Scenario, TruthChange
from game.domain.world import World
from game.sim.disruptions import draw, with_loads
from game.sim.effects import believed
from game.sim.knowable import open_again, over, ruled_out

DAYS, SEED = 40, 1
TRIES = 6
"""Draws of a cause until one fits what is known; then it is taken not to be there."""
TRUTH = "truth/"
AGREED = frozenset({"window_s", "wider_s"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PossibleDay:
    """One way in which the day may go on."""

    number: int
    world: World
    """What is the case on it."""
    state: DayState
    """The present state with that day's incidents; of running activities the ends are open."""
    opened: frozenset[str] = frozenset()
    """Trucks whose running activity is still to be worked out (`futures.present`)."""
    held: tuple[tuple[str, int], ...] = ()
    """Seconds that such a truck was told to wait after it."""


def possible_days(
    scenario: Scenario, plan: Plan, state: DayState, count: int = DAYS, seed: int = SEED, *,
    effects: tuple[Effect, ...] = (),
) -> tuple[PossibleDay, ...]:  # fmt: skip
    """Days by all that a person can know; `effects` are those of all choices made so far."""
    known = _Known(scenario, scenario.system, plan, state, seed)
    worlds = _Worlds(scenario, effects)
    return tuple(known.day(number, worlds.of(known.changes(number))) for number in range(count))


def days_as_believed(
    scenario: Scenario, world_system: World, plan: Plan, state: DayState, count: int = DAYS, seed: int = SEED
) -> Iterator[PossibleDay]:
    """Days as planning software sees them, for the warnings on a screen: its own world, what was seen, and
    the usual troubles of the facts. What only a person can find out (a truth, an author's chance for this
    one day) does not enter. One by one, so that a screen can spread the work."""
    known = _Known(_usual(scenario), world_system, plan, state, seed)
    for number in range(count):
        yield known.day(number, world_system)


@lru_cache(maxsize=8)
def _usual(scenario: Scenario) -> Scenario:
    return replace(scenario, truth=(), disruptions=tuple(d for d in scenario.disruptions if d.usual))


class _Worlds:
    """Worlds by what differs in them, so that days on which the same is true share one."""

    def __init__(self, scenario: Scenario, effects: Iterable[Effect]) -> None:
        self.scenario = scenario
        self.agreed = tuple(e for e in effects if e.kind in AGREED)
        self.known: dict[tuple[TruthChange, ...], World] = {}

    def of(self, changes: tuple[TruthChange, ...]) -> World:
        """The true world with these changes, and with every window that was agreed."""
        if changes not in self.known:
            world = truth_world(self.scenario, changes)
            for effect in self.agreed:
                world = believed(world, effect)
            self.known[changes] = world
        return self.known[changes]


class _Known:
    """What is known at one moment, and how the rest is drawn."""

    def __init__(self, scenario: Scenario, world: World, plan: Plan, state: DayState, seed: int) -> None:
        self.scenario, self.plan, self.state, self.seed = scenario, plan, state, seed
        self.opened = open_again(world, state)
        self.seen = [i for i in state.incidents if i.id in state.seen]
        self._out: dict[Incident, bool] = {}

    def day(self, number: int, world: World) -> PossibleDay:
        """One possible day."""
        incidents = tuple(sorted(self._incidents(number), key=lambda i: i.id))
        return PossibleDay(
            number=number, world=with_loads(world, incidents),
            state=replace(self.opened.state, incidents=incidents), opened=self.opened.vehicles,
            held=self.opened.held,
        )  # fmt: skip

    def _incidents(self, number: int) -> list[Incident]:
        """What was seen as it is, and the rest as it is on this day.

        What a truck would have met by now is drawn again until it fits: that is its chance by what is known.
        """
        found, wanted = list(self.seen), None
        for attempt in range(TRIES):
            drawn = self._unseen(_drawn(self.scenario, seed_of(self.seed, number, attempt)), wanted)
            found += [i for i in drawn if not self._ruled_out(i) and not over(i, self.state)]
            wanted = {i.id for i in drawn if self._ruled_out(i) and not i.id.startswith(TRUTH)}
            if not wanted:
                break
        return found

    def _unseen(self, drawn: Iterable[Incident], wanted: set[str] | None) -> list[Incident]:
        seen = self.state.seen
        return [i for i in drawn if i.id not in seen and (wanted is None or i.id in wanted)]

    def _ruled_out(self, incident: Incident) -> bool:
        if incident not in self._out:
            self._out[incident] = ruled_out(self.scenario.system, self.plan, incident, self.state)
        return self._out[incident]

    def changes(self, number: int) -> tuple[TruthChange, ...]:
        """What is true on a possible day: what was found out, and the rest by its chance."""
        seed = seed_of(self.seed, number)
        drawn = truth_of(self.scenario, seed)
        gone = {i.id for i in self._unseen(_drawn(self.scenario, seed), None) if self._ruled_out(i)}
        return tuple(
            change
            for change in self.scenario.truth
            if _among(change, self.state.seen)
            or (change in drawn and (change.chance_percent >= 100 or not _among(change, gone)))
        )


def _among(change: TruthChange, names: Iterable[str]) -> bool:
    """Whether the incident by which a change shows itself has one of these names."""
    kind = {"closed_until_s": "closed", "service_s": "service"}.get(change.kind, "load")
    start = f"{TRUTH}{kind}/{change.subject}"
    return any(name == start or name.startswith(start + "/") for name in names)


def seed_of(seed: int, number: int, attempt: int = 0) -> int:
    """The seed of a possible day: far from those of days that are played."""
    return (1 << 52) + int((1 << 52) * stream(seed, f"outlook/{number}/{attempt}").random())


@lru_cache(maxsize=1024)
def _drawn(scenario: Scenario, seed: int) -> tuple[Incident, ...]:
    """All of a possible day, equal for every state and option."""
    return draw(scenario, scenario.system, seed)
