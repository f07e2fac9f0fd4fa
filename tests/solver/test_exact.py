"""CP-SAT solves the very problem that the routing model searches; what `model` says is true, and no more."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from game.domain.sites import Partner, Sites
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver.exact import ExactClient, Question, Reply
from game.solver.exact_certificate import Certificate
from game.solver.exact_model import Exact
from game.solver.model import Search, solve
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.problem import Job, build
from game.solver.reference import Solved
from game.solver.reference import solve as reference
from tests.solver.solver_worlds import scattered

PATIENCE_S = 60.0


def objective_of(world: World) -> Objective:
    """By cost, against naive."""
    return Objective.against(evaluate(world, naive_plan(world, world.orders)).kpi)


def job_of(world: World) -> Job:
    """The problem of all orders."""
    return build(world, world.orders, objective_of(world))


def searched(problem: dict[str, Any]) -> tuple[list[list[int]], int]:
    """The routing model's best routes and what it says that they cost."""
    found: list[tuple[list[list[int]], int]] = []
    solve(problem, Search(solution_limit=40, report=lambda routes, cost: found.append((routes, cost))))
    return found[-1]


def crowded(world: World) -> World:
    """Trucks with so little room that they must load twice."""
    small = {
        v: replace(x, class_=replace(x.class_, capacity=replace(x.class_.capacity, pallets=6)))
        for v, x in world.vehicles.items()
    }
    return replace(world, vehicles=small)


@pytest.mark.parametrize(
    ("orders", "seed", "collect", "direct", "small"),
    [(6, 1, 0.2, 0.1, False), (8, 2, 0.2, 0.3, False), (10, 3, 0.5, 0.0, False), (7, 4, 0.0, 0.0, True),
     (7, 6, 0.3, 0.2, True)],
)  # fmt: skip
def test_the_same_routes_cost_the_same(
    orders: int, seed: int, collect: float, direct: float, small: bool
) -> None:
    """Whatever the routing model finds has the same price here, so both speak of one problem."""
    world = scattered(orders, 2, seed, collect=collect, direct=direct)
    job = job_of(crowded(world) if small else world)
    assert not small or job.problem["reloads"]
    routes, cost = searched(job.problem)
    reloads = set(job.problem["reloads"])
    for route in routes:
        # parked at a trip's end, where it costs nothing
        while route and route[-1] in reloads:
            route.pop()
    exact = Exact(job.problem)
    exact.fix(routes)
    answer = exact.solve(20)
    assert answer.optimal and answer.cost is not None
    # the routing model counts one unit for a reload that it leaves out
    assert 0 <= cost - answer.cost <= len(reloads)


def test_an_optimum_is_below_every_plan_that_is_found() -> None:
    """No search finds anything cheaper in this problem, and the bound says the same."""
    for seed in (1, 3):
        job = job_of(scattered(6, 2, seed, direct=0.0))
        answer = Exact(job.problem).solve(30)
        assert answer.optimal and answer.cost == answer.bound
        assert answer.cost <= searched(job.problem)[1]


def certificate_of(world: World) -> Certificate:
    """All that CP-SAT can say about all orders, waited for."""
    found = Certificate(world, frozenset(world.orders), objective_of(world), PATIENCE_S, 1)
    end_s = time.monotonic() + PATIENCE_S
    while found._client.busy and time.monotonic() < end_s:
        time.sleep(0.02)
        found.poll()
    found.close()
    return found


def test_the_models_optimum_is_a_legal_plan() -> None:
    """`model` stands for a plan that the referee finds nothing hard in, and that is above the bound."""
    world = scattered(7, 2, 2, collect=0.2, direct=0.0)
    found = certificate_of(world)
    assert found.optimum is not None and found.bound is not None
    kpi = evaluate(world, found.optimum).kpi
    assert kpi.hard == 0
    assert found.bound <= objective_of(world).value(kpi.cost_cent, kpi.co2e_g)


def test_no_model_certificate_where_the_problem_leaves_something_out() -> None:
    """With a partner about, the model's optimum is no statement about the day; the bound still is."""
    partner = Partner(id="B", name="Buur", cent_fixed=900, cent_per_km=10, g_per_tkm=90, ttw_g_per_tkm=70,
                      most_orders=9, until_s=86_400)  # fmt: skip
    world = replace(scattered(4, 1, 2, direct=0.0), sites=Sites(partners={"B": partner}))
    found = certificate_of(world)
    assert found.optimum is None
    assert found.bound is not None and found.bound > 0


def test_a_bound_that_is_reached_proves_the_plan() -> None:
    """Nobody does it for less than buying all in at a cent each: proven, though nothing was tried."""
    world = scattered(8, 2, 3, direct=0.0)
    cheap = replace(world, orders={o: replace(x, penalty_cent=1) for o, x in world.orders.items()})
    solved = reference(cheap, cheap.orders, seconds=20)
    assert (solved.certificate, solved.gap) == ("proven", 0.0)
    assert solved.evaluation.kpi.cost_cent == 8


def test_a_gap_is_a_share_of_the_objective() -> None:
    """CONTRACT's `gap`: how much of what the plan costs could at most be saved; unknown without a bound."""
    world = scattered(3, 1, 2)
    solved = reference(world, world.orders, seconds=1)
    known = replace(solved, objective=0.8, bound=0.6)
    assert isinstance(known, Solved) and known.gap == pytest.approx(0.25)
    assert replace(known, bound=None).gap is None
    assert replace(known, bound=0.9).gap == 0.0


def asked(questions: Iterable[Question]) -> tuple[ExactClient, list[Reply]]:
    """A client, and all that it hears."""
    client = ExactClient(lambda: questions)
    heard: list[Reply] = []
    end_s = time.monotonic() + PATIENCE_S
    while client.busy and time.monotonic() < end_s:
        time.sleep(0.02)
        heard += client.poll()
    return client, heard + client.poll()


def test_a_process_that_dies_says_nothing() -> None:
    """Whatever happens over there, the search goes on without a certificate."""
    client, heard = asked([Question(kind="model", problem={"broken": 1}, until_s=5)])
    assert heard == [] and not client.busy
    client.close()


def test_closing_ends_the_process_at_once() -> None:
    """A long proof does not outlive the search that asked for it."""
    problem = job_of(scattered(15, 3, 5)).problem
    client = ExactClient(lambda: [Question(kind="floor", problem=problem, until_s=300)])
    began = time.monotonic()
    while client._process is None and time.monotonic() - began < PATIENCE_S:
        time.sleep(0.02)
    client.close()
    client._thread.join(PATIENCE_S)
    assert not client.busy and client._process is not None
    assert client._process.poll() is not None
