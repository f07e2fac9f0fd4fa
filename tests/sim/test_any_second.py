"""The day cut at any second and walked on is the same day: whatever a trip holds."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.day import Incident, Progress
from game.domain.evaluation import Doing
from game.domain.plan import Stop, Trip
from game.domain.world import Action, World
from game.rules.evaluate import evaluate_walk
from game.rules.walk import Walk, progress_at, walk
from game.sim.times import DayTimes
from game.sim.troubles import Troubles
from tests.sim.trade import by_hub, charge, reload, rest, trade
from tests.worlds import HOUR, MIN, collect, deliver, trip


def trouble(name: str, from_h: float, to_h: float, minutes: float) -> Incident:
    """An incident named `kind/subject`."""
    kind, subject = name.split("/")
    return Incident(
        id=name, kind=kind, subject=subject, from_s=round(from_h * HOUR), to_s=round(to_h * HOUR),
        delay_s=round(minutes * MIN), percent=55 if kind == "slow" else 100,
    )  # fmt: skip


TROUBLE = (
    trouble("charger_busy/P", 0, 30, 17), trouble("charger_fault/P", 11, 14, 0),
    trouble("closed/O4", 0, 40, 25), trouble("closed/O5", 0, 15, 0),
    trouble("late_loading/V1", 0, 12, 31), trouble("jam/A28", 7, 10, 22),
)  # fmt: skip
MORE = (
    *TROUBLE, trouble("bridge/N33", 6, 12, 9), trouble("slow/A28", 8, 11, 0), trouble("slow/*", 13, 16, 0),
    trouble("dock/A", 0, 40, 14), trouble("dock/D", 0, 40, 6), trouble("breakdown/V1", 8.3, 9, 55),
    trouble("breakdown/V2", 9.1, 10, 95), trouble("breakdown/V4", 12.5, 13, 70),
)  # fmt: skip
"""With causes that make trucks stand still, queue and drive slowly."""
CAUSES = {"few": TROUBLE, "many": MORE}
TRIPS = {
    "charge": trip("V2", deliver("O1"), charge(), deliver("O6"), start_s=6 * HOUR),
    "charge twice": trip("V2", charge(30), deliver("O1"), charge(40), deliver("O5"), start_s=5 * HOUR),
    "break at a parking": trip("V1", deliver("O1"), rest(45, "R"), deliver("O2"), start_s=7 * HOUR),
    "break where it stands": trip("V1", rest(30), deliver("O1"), rest(15), deliver("O2"), rest(30)),
    "reload": trip("V1", deliver("O2"), collect("O3"), reload(), deliver("O1"), start_s=6 * HOUR),
    "reload across": trip(
        "V1", deliver("O2"), collect("O4"), reload(), deliver("O1"), deliver("O4"), reload(), deliver("O6")
    ),
    "hub": trip("V1", by_hub("O6"), deliver("O1"), by_hub("O2"), start_s=5 * HOUR),
    "long legs": trip("V1", deliver("O1"), deliver("O5"), collect("O3"), start_s=5 * HOUR),
    "split break in waits": trip("V1", deliver("O1"), deliver("O6"), deliver("O5"), start_s=6 * HOUR + 1234),
    "break by work": trip("V1", deliver("O7"), deliver("O2"), deliver("O6"), collect("O3"), start_s=5 * HOUR),
    "over midnight": trip("V1", deliver("O7"), deliver("O5"), reload(), deliver("O6"), start_s=20 * HOUR),
    "all of it": trip(
        "V2", rest(15), deliver("O1"), charge(20), collect("O4"), rest(15, "R"), by_hub("O6"), deliver("O4"),
        reload(), deliver("O5"), charge(50), deliver("O2"), collect("O3"), start_s=4 * HOUR,
    ),
}  # fmt: skip


def driven(
    world: World, of: Trip, truck: Progress | None = None, causes: tuple[Incident, ...] = MORE
) -> Walk:
    """The true walk, from the beginning or from where the truck is."""
    truck = truck or Progress(vehicle=of.vehicle)
    return walk(world, of, DayTimes.of(world, Troubles.of(causes, (truck,)), truck), truck)


def moments(whole: Walk) -> Iterator[int]:
    """Around every change, and in the middle of everything."""
    for a in whole.activities:
        yield from (a.start_s - 1, a.start_s, a.start_s + 1, (a.start_s + a.end_s) // 2, a.end_s - 1, a.end_s)


def same_when_cut(
    world: World, of: Trip, cuts: Iterator[int], causes: tuple[Incident, ...] = MORE
) -> None:
    whole = driven(world, of, None, causes)
    for clock_s in cuts:
        here = progress_at(world, of, whole, clock_s)
        again = driven(world, of, here, causes)
        for one, other in zip(again.activities, whole.activities, strict=False):
            assert one == other, clock_s
        assert again == whole, clock_s


@pytest.mark.parametrize("causes", CAUSES)
@pytest.mark.parametrize("name", TRIPS)
def test_a_day_cut_anywhere_goes_on_the_same(name: str, causes: str) -> None:
    """Charging, own breaks, reloads, hubs, breaks by law, rush hours and trouble: no cut changes them."""
    world, found = trade(), CAUSES[causes]
    whole = driven(world, TRIPS[name], None, found)
    same_when_cut(world, TRIPS[name], moments(whole), found)
    some = progress_at(world, TRIPS[name], whole, whole.activities[len(whole.activities) // 2].start_s)
    judged = evaluate_walk(world, TRIPS[name], driven(world, TRIPS[name], some, found))
    assert judged == evaluate_walk(world, TRIPS[name], whole)


def any_trip(chance: random.Random) -> Trip:
    """A trip of some orders in any sequence, with own stops anywhere and any start."""
    stops: list[Stop] = []
    for name in chance.sample(["O1", "O2", "O3", "O4", "O5", "O6", "O7"], chance.randrange(1, 6)):
        if name == "O4":
            at = chance.randrange(len(stops) + 1)
            stops.insert(at, collect(name))
            stops.insert(chance.randrange(at + 1, len(stops) + 1), deliver(name))
            continue
        stop = collect(name) if name == "O3" else deliver(name)
        if name in ("O2", "O6") and chance.random() < 0.3:
            stop = by_hub(name)
        stops.insert(chance.randrange(len(stops) + 1), stop)
    own = [charge, rest, lambda m: rest(m, "R"), lambda m: rest(m, "P"), lambda _: reload()]
    for _ in range(chance.randrange(5)):
        length = chance.choice([5, 15, 20, 30, 45, 70])
        stops.insert(chance.randrange(len(stops) + 1), chance.choice(own)(length))
    vehicle = "V2" if any(s.action is Action.CHARGE for s in stops) else chance.choice(["V1", "V2", "V4"])
    start_s = None if chance.random() < 0.2 else chance.randrange(4 * HOUR, 23 * HOUR)
    return trip(vehicle, *stops, start_s=start_s)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 1 << 32))
def test_any_trip_cut_anywhere_goes_on_the_same(seed: int) -> None:
    """Random trips with random own stops, cut around every change."""
    world, of = trade(), any_trip(random.Random(seed))
    same_when_cut(world, of, moments(driven(world, of)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1 << 32), st.lists(st.integers(4 * HOUR, 40 * HOUR), min_size=2, max_size=12))
def test_cuts_of_cuts_give_the_same_day(seed: int, cuts: list[int]) -> None:
    """However often the day is cut, one after the other, it is the day that was walked in one go."""
    world, of = trade(), any_trip(random.Random(seed))
    whole, here = driven(world, of), None
    for clock_s in sorted(cuts):
        again = driven(world, of, here)
        assert again == whole
        here = progress_at(world, of, again, clock_s)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1 << 32))
def test_walks_have_no_gaps_and_each_stop_its_times(seed: int) -> None:
    """Activities follow each other, stops correspond one to one, and time and load never run backwards."""
    world, of = trade(), any_trip(random.Random(seed))
    whole = driven(world, of)
    assert all(a.end_s == b.start_s for a, b in zip(whole.activities, whole.activities[1:], strict=False))
    assert all(a.end_s >= a.start_s for a in whole.activities)
    assert [s.stop for s in whole.stops] == list(of.stops)
    assert all(a.end_s <= b.begin_s for a, b in zip(whole.stops, whole.stops[1:], strict=False))
    drives = [a for a in whole.activities if a.doing is Doing.DRIVE and a.leg_to >= 1.0]
    assert drives[-1].place == "D"
    for times in whole.stops:
        assert min(times.load_after.kg, times.load_after.pallets, times.load_after.roll_cages) >= 0
