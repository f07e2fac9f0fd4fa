"""Second loads: none that load nothing stay in a plan."""

from __future__ import annotations

from dataclasses import replace

from game.domain.plan import Plan
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.solver.portfolio import Portfolio
from game.solver.reload import RELOAD, tidied
from game.solver.task import SolveRequest
from tests.solver.solver_worlds import scattered


def with_last_reload() -> tuple[Plan, Plan]:
    """A plan, and the same with a useless reload at the end of each trip."""
    world = scattered(8, 2, 3)
    plan = naive_plan(world, world.orders)
    trips = tuple(replace(t, stops=(*t.stops, RELOAD)) for t in plan.trips)
    return plan, Plan(trips=trips)


def test_a_reload_that_loads_nothing_goes() -> None:
    """At the end of a trip a reload is only a visit to the depot where the truck goes anyway."""
    plan, longer = with_last_reload()
    assert tidied(longer, {}) == plan


def test_what_has_begun_stays() -> None:
    """A reload that was driven already is history."""
    _, longer = with_last_reload()
    assert tidied(longer, {t.vehicle: len(t.stops) for t in longer.trips}) == longer


def test_no_plan_is_told_with_a_useless_reload() -> None:
    """A start plan with one is told without it, and the judgement is not worse."""
    world = scattered(8, 2, 3)
    _, longer = with_last_reload()
    told: list[Plan] = []
    request = SolveRequest(
        world=world, orders=frozenset(world.orders), start=longer, solution_limit=1, polish_trips=0,
        model_share=0.0,
    )  # fmt: skip
    Portfolio(request, told.append).run()
    assert told and all(t.stops[-1] != RELOAD for p in told for t in p.trips)
    assert evaluate(world, told[0]).kpi.cost_cent <= evaluate(world, longer).kpi.cost_cent
