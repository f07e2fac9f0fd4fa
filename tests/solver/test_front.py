"""The cost-CO2e front: never a dominated point, every figure the referee's, and it repeats where it must."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from game.domain.front import FrontPoint, knee, non_dominated
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver.front import FrontFound, find_front
from game.solver.front_gaps import Gaps
from game.solver.front_plan import WEIGHTS, Steps
from game.solver.front_pool import Archive, Entry, Pool, entry_of, thinned
from game.solver.front_step import CeilingPolisher, FrontStep
from game.solver.naive import naive_plan
from game.solver.objective import Objective, TripKey
from game.solver.task import SolveRequest
from tests.solver.solver_worlds import order, place, tiny, vehicle, world

ROOT = Path(__file__).parent.parent.parent


def torn() -> World:
    """Seven orders that a cheap diesel truck and a dear electric one can all serve: cost against CO2e."""
    spots = ((9, 4), (-12, 3), (5, -14), (-7, -9), (15, -2), (-3, 12), (11, 11))
    places = [place("DC", 0, 0), *(place(f"P{n}", x, y) for n, (x, y) in enumerate(spots))]
    orders = [order(f"O{n}", delivery=f"P{n}", pallets=2) for n in range(len(spots))]
    dear = vehicle("V2", electric=True)
    dear = replace(dear, rates=replace(dear.rates, fixed_cent_per_h=7_000))
    return world(places, orders, [vehicle("V1"), dear])


WORLD = torn()
ORDERS = frozenset(WORLD.orders)


@cache
def front(workers: int) -> FrontFound:
    """A small front that repeats."""
    return find_front(WORLD, ORDERS, solution_limit=3, workers=workers)


def point(cost: int, g: int, hard: int = 0) -> FrontPoint:
    """A point whose plan does not matter, but differs."""
    plan = Plan(given=((f"{cost}-{g}-{hard}", "p"),))
    return FrontPoint(cost_cent=cost, co2e_g=g, hard=hard, plan=plan)


def entry(cost: int, g: int, hard: int = 0) -> Entry:
    """The same for an archive."""
    return Entry(hard=hard, cent=float(cost), g=g, plan=point(cost, g, hard).plan)


def test_no_point_is_dominated_and_every_figure_is_the_referees() -> None:
    """What a front shows is what a player would get by driving the plan."""
    found = front(1)
    assert len(found.points) > 1
    assert non_dominated(found.points) == found.points
    for p in found.points:
        kpi = evaluate(WORLD, p.plan, orders=ORDERS).kpi
        assert (p.cost_cent, p.co2e_g, p.hard) == (kpi.cost_cent, kpi.co2e_g, kpi.hard)
        assert p.hard == 0


def test_a_solution_limit_repeats_exactly_with_any_number_of_workers() -> None:
    """Tests and calibration compute the same front on one core, on many, and on a cluster."""
    assert front(1).points == front(2).points
    assert front(1).plans == front(2).plans > front(1).steps


def test_no_plan_that_it_began_with_beats_it() -> None:
    """The naive plan and what was stored before are in the pool: a front never gets worse."""
    starts = [p.plan for p in front(1).points]
    again = find_front(WORLD, ORDERS, solution_limit=1, seed=9, starts=starts)
    for plan in (naive_plan(WORLD, ORDERS), *starts):
        kpi = evaluate(WORLD, plan, orders=ORDERS).kpi
        assert any(p.cost_cent <= kpi.cost_cent and p.co2e_g <= kpi.co2e_g for p in again.points)


def test_it_grows() -> None:
    """Whoever watches sees a front that only gets better, the last of which is the answer."""
    seen: list[tuple[FrontPoint, ...]] = []
    found = find_front(tiny(), tiny().orders, seconds=1.5, progress=lambda _, points: seen.append(points))
    assert seen[-1] == found.points
    for before, after in pairwise(seen):
        for old in before:
            assert any(p == old or p.dominates(old) for p in after)


def test_a_day_without_choice_ends() -> None:
    """Where every trip is soon known the budget still runs out."""
    small = tiny()
    found = find_front(small, frozenset({"O1"}), solution_limit=2)
    assert found.points
    assert find_front(small, frozenset(), solution_limit=2).points[0].cost_cent == 0


def test_the_solver_is_loaded_in_the_workers_only() -> None:
    """A screen or a cluster's worker that asks for a front keeps OR-Tools and PyVRP out of its process."""
    script = (
        "import sys\n"
        "from game.solver.front import find_front\n"
        "from tests.solver.solver_worlds import tiny\n"
        "print(len(find_front(tiny(), tiny().orders, solution_limit=1).versions))\n"
        "print(sorted({'ortools', 'pyvrp', 'pygame', 'rich'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    versions, loaded = done.stdout.split("\n")[:2]
    assert int(versions) > 0
    assert loaded == "[]"


def test_a_step_tells_plans_under_its_ceiling() -> None:
    """From the cheapest plan it comes to a greener one."""
    first = front(1).points[0]
    ceiling_g = first.co2e_g - 1
    request = SolveRequest(
        world=WORLD, orders=ORDERS, start=first.plan, weight=0.6, solution_limit=1, polish_trips=1500,
        ceiling_g=ceiling_g,
    )  # fmt: skip
    told: list[Plan] = []
    FrontStep(request, told.append).run()
    judged = [evaluate(WORLD, plan, orders=ORDERS).kpi for plan in told]
    assert any(kpi.hard == 0 and kpi.co2e_g <= ceiling_g for kpi in judged)


def test_under_a_ceiling_the_cheapest_is_best() -> None:
    """No plan above the ceiling is as good as one under it, or one farther above; under it cost counts."""
    cheap, green = front(1).points[0], front(1).points[-1]
    naive = Objective.against(evaluate(WORLD, naive_plan(WORLD, ORDERS)).kpi, 0.5)

    def keys(ceiling_g: int) -> list[TripKey]:
        request = SolveRequest(world=WORLD, orders=ORDERS, ceiling_g=ceiling_g)
        polisher = CeilingPolisher(request, naive, 10_000, lambda: False, lambda _: True)
        return [polisher.plan_key(p.plan, ORDERS) for p in (cheap, green)]

    above, under = keys((cheap.co2e_g + green.co2e_g) // 2)
    assert under.clearly_below(above)
    low, lower = keys(green.co2e_g // 2)
    assert lower.clearly_below(low)
    cheapest, dearer = keys(cheap.co2e_g)
    assert cheapest.clearly_below(dearer)


def test_steps_weigh_first_and_then_go_into_the_widest_gap() -> None:
    """A ceiling lies between two neighbours, and the search begins with one of them."""
    pool = Pool(WORLD, ORDERS)
    for p in front(1).points:
        pool.offer(p.plan)
    steps = Steps(pool, Objective.against(evaluate(WORLD, naive_plan(WORLD, ORDERS)).kpi), seed=1)
    made = [steps.next() for _ in range(len(WEIGHTS) + 6)]
    assert [s.weight for s in made[: len(WEIGHTS)]] == list(WEIGHTS)
    assert all(s.ceiling_g == 0 for s in made[: len(WEIGHTS)])
    assert len({s.seed for s in made}) == len(made)
    inside = [s for s in made if s.ceiling_g]
    grams = [p.co2e_g for p in front(1).points]
    assert inside
    assert all(s.ceiling_g < grams[0] and 0 <= s.weight <= 1 for s in inside)
    assert all(s.start in {p.plan for p in front(1).points} for s in made)


def test_a_plan_without_hard_findings_comes_first() -> None:
    """However cheap, a plan that may not be driven is no point beside one that may."""
    late = replace(naive_plan(WORLD, ORDERS).trips[0], start_s=80_000)
    pool = Pool(WORLD, ORDERS)
    pool.offer(Plan(trips=(late,)))
    assert pool.points()[0].hard > 0
    pool.offer(naive_plan(WORLD, ORDERS))
    assert [p.hard for p in pool.points()] == [0]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 1)), min_size=1))
def test_an_archive_keeps_what_nothing_beats(figures: list[tuple[int, int, int]]) -> None:
    """None of what is kept is as good as another, and one of them is as good as any that was offered."""
    archive = Archive()
    offered = [entry(*f) for f in figures]
    for e in offered:
        archive.takes(e)
    kept = archive.kept
    assert not any(a.as_good(b) for a in kept for b in kept if a is not b)
    assert all(any(a.as_good(e) for a in kept) for e in offered)
    plain = non_dominated(point(*f) for f in figures)
    assert [(e.cent, e.g, e.hard) for e in kept] == [(p.cost_cent, p.co2e_g, p.hard) for p in plain]


def test_a_step_counts_as_the_referee_does() -> None:
    """The search's sums over trips and orders outside are the figures of the whole judgement."""
    request = SolveRequest(world=WORLD, orders=ORDERS, ceiling_g=1)
    polisher = CeilingPolisher(request, Objective(), 10_000, lambda: False, lambda _: True)
    some = replace(front(1).points[0].plan, trips=front(1).points[0].plan.trips[:1])
    for plan in (*(p.plan for p in front(1).points), some, Plan()):
        assert polisher.entry(plan, ORDERS) == entry_of(plan, evaluate(WORLD, plan, orders=ORDERS))


@given(st.integers(2, 60), st.integers(2, 20))
def test_a_long_front_is_thinned_between_its_ends(count: int, most: int) -> None:
    """People get points they can tell apart: the ends stay, the closest go."""
    points = tuple(point(n * n, 10_000 - n * n * n) for n in range(count))
    kept = thinned(points, most)
    assert len(kept) == min(count, most)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert set(kept) <= set(points)


def test_the_knee_is_where_greener_becomes_dear() -> None:
    """The point farthest below the line between the ends; none on a straight or outward front."""
    bent = (point(0, 100), point(10, 30), point(50, 20), point(100, 0))
    assert knee(bent) is bent[1]
    assert knee((point(0, 100), point(50, 50), point(100, 0))) is None
    assert knee((point(0, 100), point(90, 90), point(100, 0))) is None
    assert knee(bent[:2]) is None


def test_gaps_take_turns() -> None:
    """The widest first, then half as wide; the ceiling lies inside, and past the greenest plan as well."""
    front = [(0.0, 1000), (10.0, 900), (100.0, 400)]
    gaps = Gaps()
    found = [gaps.widest(front) for _ in range(40)]
    tried = [f for f in found if f is not None]
    assert (tried[0].cheap, tried[0].green, tried[0].ceiling_g) == (1, 2, 650)
    assert {(f.cheap, f.green) for f in tried} == {(0, 1), (1, 2), (2, 2)}
    for f in tried:
        assert f.ceiling_g < front[f.cheap][1]
        assert f.cheap == f.green or f.ceiling_g > front[f.green][1]
        assert f.start in (f.cheap, f.green)
    assert found[-1] is None
