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
from game.domain.scenario import Effect, Scenario, TruthChange
from game.domain.world import World
from game.sim.disruptions import draw
from game.sim.effects import believed
from game.sim.knowable import Opened, open_again, ruled_out

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
    scenario: Scenario, state: DayState, count: int = DAYS, seed: int = SEED, *,
    effects: tuple[Effect, ...] = (),
) -> tuple[PossibleDay, ...]:  # fmt: skip
    """Days by all that a person can know; `effects` are those of all choices made so far."""
    opened = open_again(scenario.system, state)
    worlds = _Worlds(scenario, effects)
    return tuple(_day(scenario, opened, number, seed, worlds) for number in range(count))


def days_as_believed(
    scenario: Scenario, world_system: World, state: DayState, count: int = DAYS, seed: int = SEED
) -> Iterator[PossibleDay]:
    """Days as planning software sees them, for the warnings on a screen: its own world, what was seen, and
    the usual troubles of the facts. What only a person can find out (a truth, an author's chance for this
    one day) does not enter. One by one, so that a screen can spread the work."""
    opened = open_again(world_system, state)
    usual = _usual(scenario)
    for number in range(count):
        yield _made(number, world_system, _with(usual, opened.state, number, seed), opened)


def _made(number: int, world: World, state: DayState, opened: Opened) -> PossibleDay:
    return PossibleDay(
        number=number, world=world, state=state, opened=opened.vehicles, held=opened.held
    )  # fmt: skip


@lru_cache(maxsize=8)
def _usual(scenario: Scenario) -> Scenario:
    return replace(scenario, truth=(), disruptions=tuple(d for d in scenario.disruptions if d.usual))


def _day(scenario: Scenario, opened: Opened, number: int, seed: int, worlds: _Worlds) -> PossibleDay:
    changes = tuple(changes_on(scenario, opened.state, number, seed))
    return _made(number, worlds.of(changes), _with(scenario, opened.state, number, seed), opened)


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


def changes_on(scenario: Scenario, state: DayState, number: int, seed: int) -> Iterator[TruthChange]:
    """What is true on a possible day: what was found out, and the rest by its chance."""
    drawn = truth_of(scenario, seed_of(seed, number))
    for change in scenario.truth:
        if found_out(change, state) or (change in drawn and not _done_with(change, state)):
            yield change


def found_out(change: TruthChange, state: DayState) -> bool:
    """Whether a person got to see that it is so."""
    names = {"closed_until_s": "truth/closed", "service_s": "truth/service"}
    start = f"{names.get(change.kind, f'truth/{change.kind}')}/{change.subject}"
    return any(seen == start or seen.startswith(start + "/") for seen in state.seen)


def _done_with(change: TruthChange, state: DayState) -> bool:
    """An uncertain one that did not show itself when its order was served."""
    if change.chance_percent >= 100:
        return False
    stops = (s for t in state.trucks for s in t.stops if s.stop.order == change.subject)
    return any(s.end_s <= state.clock_s for s in stops)


def seed_of(seed: int, number: int, attempt: int = 0) -> int:
    """The seed of a possible day: far from those of days that are played."""
    return (1 << 52) + int((1 << 52) * stream(seed, f"outlook/{number}/{attempt}").random())


def _with(scenario: Scenario, state: DayState, number: int, seed: int) -> DayState:
    """The state with what was seen as it is, and with the rest as it is on this day.

    What a truck would have met by now is drawn again until it fits: that is its chance, given what is known.
    """
    found = [i for i in state.incidents if i.id in state.seen]
    wanted: set[str] | None = None
    for attempt in range(TRIES):
        drawn = _unseen(_drawn(scenario, seed_of(seed, number, attempt)), state, wanted)
        wanted = {i.id for i in drawn if ruled_out(scenario.system, i, state)}
        found += [i for i in drawn if i.id not in wanted]
        wanted = {name for name in wanted if not name.startswith(TRUTH)}
        if not wanted:
            break
    return replace(state, incidents=tuple(sorted(found, key=lambda i: i.id)))


def _unseen(drawn: Iterable[Incident], state: DayState, wanted: set[str] | None) -> list[Incident]:
    return [i for i in drawn if i.id not in state.seen and (wanted is None or i.id in wanted)]


@lru_cache(maxsize=1024)
def _drawn(scenario: Scenario, seed: int) -> tuple[Incident, ...]:
    """All of a possible day, equal for every state and option."""
    return draw(scenario, scenario.system, seed)
