"""The portfolio: lawful plans from any start, the same plan again, with and without PyVRP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec

import pytest

from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action
from game.rules.evaluate import evaluate
from game.solver import portfolio, wire
from game.solver.naive import naive_plan
from game.solver.portfolio import Portfolio
from game.solver.problem import build
from game.solver.reference import solve as reference
from game.solver.task import SolveRequest, write_task
from game.solver.world_wire import write_world
from tests.solver.solver_worlds import scattered

needs_pyvrp = pytest.mark.skipif(find_spec("pyvrp") is None, reason="PyVRP is not installed")


def told(request: SolveRequest) -> list[Plan]:
    """Every plan of a search in this process."""
    plans: list[Plan] = []
    Portfolio(request, plans.append).run()
    return plans


def request_of(seed: int = 1, **other: object) -> SolveRequest:
    """Eighteen orders, three trucks, by count."""
    world = scattered(18, 3, seed, collect=0.3)
    fields = {"solution_limit": 15, "polish_trips": 300} | other
    return SolveRequest(world=world, orders=frozenset(world.orders), **fields)  # type: ignore[arg-type]


def crammed(request: SolveRequest) -> Plan:
    """Every order in one trip by id: too full, too late, unlawful in every way."""
    world = request.world
    vehicle = world.vehicles["V1"]
    stops = []
    for name in sorted(request.orders):
        order = world.orders[name]
        if order.pickup != vehicle.depot:
            stops.append(Stop(order=name, action=Action.COLLECT))
        if order.delivery != vehicle.depot:
            stops.append(Stop(order=name, action=Action.DELIVER))
    return Plan(trips=(Trip(vehicle="V1", driver=vehicle.driver, stops=tuple(stops)),))


@pytest.mark.parametrize("pyvrp", [0.0, *(pytest.param(p, marks=needs_pyvrp) for p in (0.5, 1.0))])
def test_an_unlawful_start_ends_in_a_lawful_plan(pyvrp: float) -> None:
    """A player's own plan may break everything: what comes out keeps every hard rule, and beats naive."""
    request = request_of(pyvrp=pyvrp)
    start = crammed(request)
    world, orders = request.world, request.orders
    assert evaluate(world, start, orders=orders).kpi.hard > 0
    last = told(replace(request, start=start))[-1]
    kpi = evaluate(world, last, orders=orders).kpi
    assert kpi.hard == 0
    assert kpi.cost_cent <= evaluate(world, naive_plan(world, orders), orders=orders).kpi.cost_cent


@pytest.mark.parametrize("seed", range(3))
def test_a_lawful_start_is_never_made_worse(seed: int) -> None:
    """Whatever a search does, its plans are at least as good as the player's own."""
    request = request_of(seed)
    start = naive_plan(request.world, sorted(request.orders)[:12])
    was = evaluate(request.world, start, orders=request.orders).kpi
    for plan in told(replace(request, start=start)):
        now = evaluate(request.world, plan, orders=request.orders).kpi
        assert (now.hard, now.cost_cent) <= (was.hard, was.cost_cent)


@pytest.mark.parametrize("pyvrp", [0.0, pytest.param(1.0, marks=needs_pyvrp)])
def test_counting_gives_the_same_plans_in_every_process(pyvrp: float) -> None:
    """By `solution_limit` two workers with different hash seeds tell the same plans to the byte."""
    request = request_of(pyvrp=pyvrp)
    task = write_task(request, write_world(request.world, request.start))
    line = json.dumps({"id": "a", "kind": "solve", "task": task}) + "\n"
    answers = [
        subprocess.run(
            [sys.executable, "-m", "game.solver.worker"], input=line, capture_output=True, text=True,
            timeout=60, check=True, env=os.environ | {"PYTHONHASHSEED": hash_seed},
        ).stdout
        for hash_seed in ("1", "2")
    ]  # fmt: skip
    told_by = [[json.loads(line) for line in answer.splitlines()] for answer in answers]
    for lines in told_by:
        assert lines[-1].pop("cpu_s") >= 0  # the one thing that time decides
    assert told_by[0] == told_by[1]
    assert answers[0].count("better") > 1


@needs_pyvrp
def test_a_search_names_what_took_part() -> None:
    """Versions say PyVRP when it planned, and OR-Tools when that did."""
    by_pyvrp, by_ortools = (Portfolio(request_of(pyvrp=p), lambda _: None).run() for p in (1.0, 0.0))
    assert [name for name, _ in by_pyvrp] == ["pyvrp"]
    assert [name for name, _ in by_ortools] == ["ortools"]


def test_a_reference_never_depends_on_pyvrp(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored is the same on a machine without it: `reference.solve` leaves it out by itself."""
    monkeypatch.setattr("game.solver.reference.POLISH_TRIPS", 200)
    world = scattered(18, 3, 1)
    solved = reference(world, world.orders, solution_limit=5)
    assert "pyvrp" not in dict(solved.versions)
    assert "ortools" in dict(solved.versions)


def test_without_pyvrp_everything_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no wheel for a machine OR-Tools takes its part."""
    monkeypatch.setattr(portfolio, "has_pyvrp", lambda: False)
    request = request_of(pyvrp=1.0)
    search = Portfolio(request, lambda _: None)
    assert [name for name, _ in search.run()] == ["ortools"]
    assert search.best is not None and search.best[1].kpi.hard == 0


@needs_pyvrp
def test_pyvrp_keeps_to_the_problem() -> None:
    """Every order at most once and with a vehicle that may have it, collected before it is delivered."""
    from game.solver.model_terms import Routes, Search
    from game.solver.objective import Objective
    from game.solver.pyvrp_part import solve

    world = scattered(24, 4, 3, collect=0.2, direct=0.3)
    problem = build(world, world.orders, Objective(base_cent=1_000_000, base_g=1_000_000)).problem
    found: list[Routes] = []
    solve(problem, Search(solution_limit=40, report=lambda routes, _: found.append(routes)), 1)
    assert found
    for routes in found:
        at = {n: (v, i) for v, route in enumerate(routes) for i, n in enumerate(route)}
        assert len(at) == sum(map(len, routes))
        assert all(v in problem["nodes"][n]["allowed"] for n, (v, _) in at.items())
        for order in problem["orders"]:
            ways = [[n for n in end if n in at] for end in order["ends"]]
            assert all(len(way) <= 1 for way in ways)
            assert len({len(way) for way in ways}) == 1
            if len(ways) == 2 and ways[0]:
                assert at[ways[0][0]][0] == at[ways[1][0]][0]
                assert at[ways[0][0]][1] < at[ways[1][0]][1]


@needs_pyvrp
def test_pyvrp_begins_with_the_plan_it_is_given() -> None:
    """A start in its terms and back is the same routes."""
    from game.solver.objective import Objective
    from game.solver.pyvrp_data import Part

    world = scattered(24, 4, 3, collect=0.2, direct=0.3)
    start = naive_plan(world, world.orders)
    problem = build(world, world.orders, Objective(), start).problem
    part = Part(problem)
    solution = part.solution(problem["start"])
    assert solution is not None
    # trucks of one kind are alike to it, so that they may be dealt otherwise
    assert sorted(filter(None, part.routes(solution))) == sorted(filter(None, problem["start"]))


@needs_pyvrp
def test_days_that_pyvrp_cannot_express_are_left_to_ortools() -> None:
    """Nearly everything on batteries: it plans no charging, so it does not get such a day."""
    from game.solver.objective import Objective
    from game.solver.pyvrp_part import suits

    world = scattered(10, 3, 1)
    problem = build(world, world.orders, Objective()).problem
    assert suits(problem)
    electric = [v | {"use_max": 10_000} for v in problem["vehicles"]]
    assert not suits(problem | {"vehicles": electric})


def test_plans_travel_with_their_value() -> None:
    """The worker says by what it compares, so that several workers can be compared."""
    request = request_of()
    world = write_world(request.world, request.start)
    line = json.dumps({"id": "a", "kind": "solve", "task": write_task(request, world)}) + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "game.solver.worker"], input=line, capture_output=True, text=True, check=True
    )
    better = [a for a in map(json.loads, done.stdout.splitlines()) if a["kind"] == "better"]
    plans = [wire.read(Plan, a["plan"]) for a in better]
    hard = [evaluate(request.world, p, orders=request.orders).kpi.hard for p in plans]
    keys = list(zip(hard, (a["value"] for a in better), strict=True))
    assert keys == sorted(keys, reverse=True) and len(keys) > 1


@needs_pyvrp
@pytest.mark.parametrize(
    ("visits", "whole"), [("P0 D0 | P1 D1", True), ("P0 | D0", False), ("P0 D0 P1", False)]
)
def test_a_start_for_pyvrp_keeps_shipments_within_a_load(visits: str, whole: bool) -> None:
    """A truck may load again with goods from elsewhere aboard; PyVRP would refuse such a route as a start."""
    from pyvrp import Activity, ActivityType

    from game.solver.pyvrp_data import _within_loads

    kinds = {"P": ActivityType.PICKUP, "D": ActivityType.DELIVERY, "|": ActivityType.DEPOT}
    route = [Activity(kinds[v[0]], int(v[1:] or 0)) for v in visits.split()]
    assert _within_loads(route) is whole
