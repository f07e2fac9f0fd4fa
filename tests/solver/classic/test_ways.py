"""Ways of searching benchmark instances, each alone and then side by side."""

from __future__ import annotations

import os
import signal
import threading
import time
from importlib.util import find_spec
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.bench.instances import by_capacity, by_pairs, by_windows
from game.domain.instance import DEFAULT_CONVENTION, Instance
from game.rules.classic import Yardstick
from game.solver.classic.frame import Frame, Routes, make_frame
from game.solver.classic.race import Race
from game.solver.classic.recombine import recombine
from game.solver.classic.ruin_state import FAR, State
from game.solver.classic.run import Run, Way
from game.solver.classic.worker import known_ways

WAYS = known_ways()
KINDS = {"capacity": by_capacity(2, 30), "windows": by_windows(2, 30), "pairs": by_pairs(2, 12)}


def frame_of(instance: Instance) -> Frame:
    """By the convention of its form."""
    return make_frame(instance, DEFAULT_CONVENTION[instance.form])


def searched(way: Way, instance: Instance, seed: int = 1) -> tuple[Run, list[int]]:
    """A short search that repeats, and the cost of everything that it told."""
    frame, told = frame_of(instance), []
    run = Run(frame=frame, tell=lambda _, cost: told.append(cost), seed=seed, rounds=3)
    way(frame, run)
    return run, told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", sorted(set(WAYS) - {"pyvrp_plain", "gls"}))
def test_every_way_finds_allowed_routes_and_gets_better(name: str, kind: str) -> None:
    """Whatever the way and the instance, what is told is allowed, ever better, and worth what was said."""
    instance = KINDS[kind]
    run, told = searched(WAYS[name], instance)
    assert run.best is not None
    assert Yardstick(instance, DEFAULT_CONVENTION[instance.form]).judge(run.best).faults == ()
    assert told == sorted(told, reverse=True)
    assert told[-1] == run.cost == frame_of(instance).cost(run.best)


@pytest.mark.parametrize("name", sorted(set(WAYS) - {"pyvrp_plain", "gls", "ils"}))
def test_rounds_repeat_exactly(name: str) -> None:
    """Counted in rounds, the same search gives the same routes; another seed may not."""
    assert searched(WAYS[name], KINDS["windows"])[0].best == searched(WAYS[name], KINDS["windows"])[0].best


def test_the_ruin_beats_its_own_start() -> None:
    """Ruin and recreate improves what OR-Tools begins with: it is not just along for the ride."""
    _, told = searched(WAYS["ruin"], by_windows(5, 60))
    assert told[-1] < told[0]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 60), places=st.data())
def test_all_places_at_once_agree_with_the_referee(seed: int, places: st.DataObject) -> None:
    """The cheapest place that the arrays give is the cheapest of all that the referee allows."""
    instance = by_windows(seed, 8) if seed % 2 else by_capacity(seed, 8)
    frame = frame_of(instance)
    yard = Yardstick(instance, DEFAULT_CONVENTION[instance.form])
    order = places.draw(st.permutations(range(1, frame.size)))
    state = State(frame, (), seed=1)
    state.blinks = [state.blinks[0] & False]
    for c in order:
        before = state.solution()
        at, cost = state.best_place(c)
        allowed = _insertions(before, c, frame, yard)
        assert (cost if cost < FAR else None) == min(allowed, default=None)
        if cost < FAR:
            state.put(c, at)
            assert frame.cost(state.solution()) - frame.cost(before) == cost


def _insertions(routes: Routes, c: int, frame: Frame, yard: Yardstick) -> list[int]:
    """What every allowed insertion costs."""
    found = []
    spare = [()] if len(routes) < frame.vehicles else []
    for n, route in enumerate([*routes, *spare]):
        for p in range(len(route) + 1):
            longer = (*route[:p], c, *route[p:])
            made = [*(r for m, r in enumerate(routes) if m != n), longer]
            if not set(yard.judge(made).faults) - {"missing"}:
                found.append(frame.cost(made) - frame.cost(routes))
    return found


def test_taking_out_and_putting_back_is_no_change() -> None:
    """The arrays after a ruin that is undone are those from before, also for routes that became empty."""
    frame = frame_of(KINDS["windows"])
    run, _ = searched(WAYS["ruin"], KINDS["windows"])
    assert run.best is not None
    state = State(frame, run.best, seed=1)
    fresh = State(frame, run.best, seed=1)
    before = [list(r) for r in state.routes]
    state.take_out(run.best[0])
    for r, route in enumerate(before):
        state.routes[r] = list(route)
        state.refresh(r)
    for name in ("next", "leg", "leaves", "latest", "load_at"):
        mine, new = getattr(state, name), getattr(fresh, name)
        used = [c for route in run.best for c in route]
        assert (mine[used] == new[used]).all(), name


def test_recombination_finds_the_best_of_the_pool() -> None:
    """Of all routes of up to three customers it puts together the cheapest whole, as trying them all does."""
    frame = frame_of(by_capacity(7, 6, per_route=2.5))
    everybody = range(1, frame.size)
    pool = {}
    for size in (1, 2, 3):
        for route in permutations(everybody, size):
            if sum(frame.demand[c] for c in route) <= frame.capacity:
                pool[route] = frame.length(route)
    start = tuple((c,) for c in everybody)
    found = recombine(frame, pool, start, 5.0)
    assert found is not None
    assert sorted(c for route in found for c in route) == list(everybody)
    assert frame.cost(found) == _cheapest(frame, pool, frozenset(everybody), frame.vehicles)


def _cheapest(frame: Frame, pool: dict[tuple[int, ...], int], left: frozenset[int], vehicles: int) -> int:
    if not left:
        return 0
    if not vehicles:
        return 1 << 40
    first = min(left)
    return min(
        (
            length + _cheapest(frame, pool, left - set(route), vehicles - 1)
            for route, length in pool.items()
            if first in route and set(route) <= left
        ),
        default=1 << 40,
    )


# Side by side --------------------------------------------------------------------------------


def test_a_race_answers_in_the_numbers_of_the_file() -> None:
    """Routes come in the file's own numbers, every customer once, judged, with a curve that only falls."""
    instance = KINDS["capacity"]
    with Race(workers=2) as race:
        found = race.run(instance, DEFAULT_CONVENTION["vrplib"], seconds=1.5)
    assert found.verdict.faults == ()
    assert sorted(c for route in found.routes for c in route) == [c.number for c in instance.customers]
    distances = [distance for _, distance, _ in found.curve]
    assert distances == sorted(distances, reverse=True)
    assert distances[-1] == found.verdict.distance


def test_a_killed_worker_is_started_again_and_nothing_is_lost() -> None:
    """A worker that is killed in the middle is replaced, that is said, and the answer is no worse."""
    instance = by_windows(3, 60)
    with Race(workers=1) as race:
        best: list[float] = []
        killed = threading.Event()

        def progress(_: float, verdict: object) -> None:
            best.append(verdict.distance)  # type: ignore[attr-defined]
            if not killed.is_set():
                killed.set()
                os.kill(race.pids()[0], getattr(signal, "SIGKILL", signal.SIGTERM))

        found = race.run(instance, DEFAULT_CONVENTION["solomon"], seconds=4, progress=progress)
        again = race.run(instance, DEFAULT_CONVENTION["solomon"], seconds=1)
    assert "died" in found.trouble
    assert found.verdict.faults == ()
    assert found.verdict.distance == min(best)
    assert again.verdict.faults == () and again.trouble == ()


def test_a_start_is_never_lost() -> None:
    """What the caller already has is kept when the time is too short for anything better."""
    instance = KINDS["windows"]
    with Race(workers=1) as race:
        good = race.run(instance, DEFAULT_CONVENTION["solomon"], rounds=3)
        same = race.run(instance, DEFAULT_CONVENTION["solomon"], seconds=0.05, start=good.routes)
    assert same.verdict.distance <= good.verdict.distance


def test_no_customers_is_no_search() -> None:
    """An instance without customers is solved by no routes at all."""
    from dataclasses import replace

    with Race(workers=1) as race:
        found = race.run(replace(KINDS["windows"], customers=()), DEFAULT_CONVENTION["solomon"], seconds=1)
    assert (found.routes, found.verdict.faults) == ((), ())


def test_cancelling_takes_no_time() -> None:
    """Closing a race in the middle ends its processes at once, also one that is inside OR-Tools."""
    race = Race([(("ils", 1.0),)])
    thread = threading.Thread(
        target=lambda: race.run(by_windows(1, 100), DEFAULT_CONVENTION["solomon"], seconds=20), daemon=True
    )
    thread.start()
    time.sleep(0.5)
    worker = race.workers[0].process
    assert worker is not None
    race.close()
    assert worker.poll() is not None


@pytest.mark.skipif(find_spec("pyvrp") is None, reason="PyVRP has no wheel for this machine")
def test_without_pyvrp_there_is_still_an_answer() -> None:
    """The default of a machine without PyVRP consists of ways that need only OR-Tools."""
    from game.solver.classic.race import default_lanes

    lanes = default_lanes(sorted(set(WAYS) - {"pyvrp", "pyvrp_plain"}), 3)
    assert {name for lane in lanes for name, _ in lane} <= set(WAYS) - {"pyvrp", "pyvrp_plain"}
    assert {name for lane in default_lanes(sorted(WAYS), 2) for name, _ in lane} >= {"pyvrp"}
