"""The generated days of the benchmark, and what its table says."""

from __future__ import annotations

import pytest

from game.bench.protocol import Options
from game.bench.rich import METHODS, Found, _requests, _row, measure
from game.bench.rich_world import _files, rich_scenario
from game.domain.errors import Unreadable
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.solver.task import SolveRequest
from game.solver.ways import can_carry


def test_generated_days_ask_everything() -> None:
    """Mixed fleet, batteries short of the day with chargers, a zone with windows, cold and lifted goods, work
    in both directions; and each order has a truck that can carry it."""
    world = rich_scenario(50).system
    drives = {v.class_.drive for v in world.vehicles.values()}
    needs = {need for o in world.orders.values() for need in o.needs}
    zoned = [o for o in world.orders.values() if world.places[o.delivery].zones]
    depot = next(iter(world.vehicles.values())).depot
    kinds = {(o.pickup == depot, o.delivery == depot) for o in world.orders.values()}
    assert drives >= {"battery", "diesel"} and world.sites.chargers
    assert needs == {"cooling", "tail_lift"} and zoned
    assert kinds == {(True, False), (False, True), (False, False)}
    for order in world.orders.values():
        assert any(can_carry(world, order, v) for v in world.vehicles.values())


def test_generated_days_are_the_same_everywhere() -> None:
    """The same arguments give the same bytes, another seed others."""
    assert _files(50, 1) == _files(50, 1)
    assert _files(50, 1)["orders.csv"] != _files(50, 2)["orders.csv"]


def test_the_naive_plan_of_a_generated_day_is_lawful_and_poor() -> None:
    """There is something to win, and a search begins with a plan that may be shown."""
    world = rich_scenario(50).system
    kpi = evaluate(world, naive_plan(world, world.orders)).kpi
    assert kpi.hard == 0 and kpi.unplanned


def found(value: float, hard: int = 0) -> Found:
    """An outcome."""
    return Found(hard, value, 1, 0.5, [(0.1, value)])


def test_margins_are_against_the_best_single_method() -> None:
    """The portfolio's margin is negative where it is best; hard findings count as a whole naive day."""
    row = _row({"portfolio": [found(0.5)], "ortools": [found(0.6)], "ruin": [found(0.4, hard=1)]})
    assert row["margin_percent"] == pytest.approx(-16.67)
    assert row["ortools_percent"] == pytest.approx(20.0)
    assert "h1" in row["ruin"]


def test_each_method_is_what_it_says() -> None:
    """Alone is alone: no search beside the model, no PyVRP where it is not named; seeds differ by worker."""
    world = rich_scenario(50).system
    request = SolveRequest(world=world, orders=frozenset(world.orders))
    asked = {m: _requests(request, m, 2) for m in METHODS}
    assert {(r.model_share, r.parts_share, r.pyvrp) for r in asked["ortools"]} == {(0.4, 0.6, 0.0)}
    assert {r.ils for r in asked["ortools_gls"]} == {0.0} and {r.ils for r in asked["ortools_ils"]} == {1.0}
    assert {r.model_share for r in asked["ruin"]} == {0.0}
    assert all(r.pyvrp == 0 for r in asked["portfolio_without_pyvrp"])
    assert all(len({r.seed for r in requests}) == 2 for requests in asked.values())


def test_an_unknown_method_is_refused() -> None:
    """With the names that there are."""
    with pytest.raises(Unreadable):
        measure(Options(only="magic"))


def test_ortools_finds_a_plan_of_a_hundred_orders() -> None:
    """Counting pallets for each vehicle apart made this day a model without any solution."""
    from game.solver.model import solve
    from game.solver.model_terms import Routes, Search
    from game.solver.objective import Objective
    from game.solver.problem import build

    world = rich_scenario(100).system
    objective = Objective(base_cent=1_000_000, base_g=1_000_000)
    problem = build(world, world.orders, objective).problem
    told: list[Routes] = []
    solve(problem, Search(solution_limit=1, ils=0.0, report=lambda routes, _: told.append(routes)))
    assert told and sum(map(len, told[-1])) > 50
