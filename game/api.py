"""The game for scripts and notebooks, without a screen: `from game import api`. `API.md` shows how.

A small door to what the commands do: read a day, read or make a plan, have it judged, improved, explained.
Everything that is planned or judged here is what the software believes, with the orders that are known when
planning begins; the truth of the day is not looked at. Layer: beside `session`, above the solver, below the
screens. OR-Tools and numpy are loaded by the first call that needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.content.catalogue import list_scenarios
from game.content.language import language
from game.content.load import load_scenario
from game.content.plan_file import plan_dict, plan_text
from game.content.plan_file import read_plan as _read_plan
from game.domain import commands as _commands
from game.domain.errors import ContentFault, GameError, Illegal, Unreadable
from game.domain.evaluation import Evaluation, Kpi
from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Scenario
from game.domain.steer import FREE, Steering, Widening
from game.domain.world import Action
from game.record.places import own_scenarios
from game.rules.evaluate import evaluate as _evaluate
from game.rules.evaluate import kpi_dict
from game.rules.moves import apply as _apply
from game.solver import advice as _advice
from game.solver import whynot as _whynot
from game.solver.explain import explain as _explain
from game.solver.explain_words import explained_text
from game.solver.naive import naive_plan as _naive
from game.solver.objective import Objective
from game.solver.proposal import Proposal, proposal_text
from game.solver.robust.assured import assured_proposals, sampler_of, usual
from game.solver.steered import Break, Steered, keeping
from game.solver.why_words import why_not_text
from game.solver.whynot import WhyNot

if TYPE_CHECKING:
    from game.solver.reference import Solved
    from game.solver.robust.sampling import Robustness

__all__ = [
    "Action", "Break", "ContentFault", "Evaluation", "GameError", "Illegal", "Kpi", "Plan", "Proposal",
    "Scenario", "Steering", "Stop", "Trip", "Unreadable", "WhyNot", "Widening", "advise", "breaks",
    "carry_out", "evaluate", "explain", "front", "improve", "improve_trip", "kpis", "load", "naive_plan",
    "orders", "plan_rest", "read_plan", "robustness", "say", "scenarios", "solve", "why_not", "write_plan",
]  # fmt: skip


def scenarios() -> tuple[str, ...]:
    """Ids of the days that can be played, your own included."""
    return tuple(listing.id for listing in list_scenarios(own_scenarios()))


def load(scenario: str | Path) -> Scenario:
    """A day by its id, or by the path of its folder or zip.

    Raises ContentFault with what is wrong where, Unreadable when there is no such day.
    """
    return load_scenario(str(scenario), own_scenarios())


def orders(scenario: Scenario) -> frozenset[str]:
    """Ids of the orders that are known when planning begins."""
    return frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)


def read_plan(scenario: Scenario, source: str | Path | Mapping[str, Any]) -> Plan:
    """A plan from a file, or from a mapping with the same keys (CONTRACT "Files").

    Raises ContentFault for a wrong form or unknown ids, OSError for a file that cannot be read. Whether
    the plan is any good is for `evaluate` to say.
    """
    if isinstance(source, Mapping):
        import json

        return _read_plan(json.dumps(source).encode(), scenario.system, file="plan")
    path = Path(source)
    return _read_plan(path.read_bytes(), scenario.system, file=path.name)


def write_plan(scenario: Scenario, plan: Plan, path: str | Path | None = None) -> dict[str, Any]:
    """The plan as plain values, as `read_plan` takes them; with `path` also written as a file."""
    if path is not None:
        Path(path).write_text(plan_text(scenario.id, plan), encoding="utf-8", newline="\n")
    return plan_dict(scenario.id, plan)


def naive_plan(scenario: Scenario) -> Plan:
    """The nearest order first, without looking ahead: what every plan is compared with."""
    return _naive(scenario.system, orders(scenario))


def evaluate(scenario: Scenario, plan: Plan) -> Evaluation:
    """The referee's judgement: timed trips, figures and findings. Never an error for a bad plan."""
    return _evaluate(scenario.system, plan, orders=orders(scenario))


def kpis(judged: Evaluation) -> dict[str, Any]:
    """The figures as plain values with CONTRACT's "KPI keys"."""
    return kpi_dict(judged.kpi, judged.findings)


def solve(
    scenario: Scenario,
    *,
    seconds: float = 10.0,
    weight: float = 0.0,
    seed: int = 1,
    workers: int = 1,
    start: Plan | None = None,
    solution_limit: int = 0,
    steering: Steering = FREE,
) -> Solved:
    """The best plan found in the time; `weight` 0 is cost, 1 is CO2e. `.plan`, `.evaluation`, `.certificate`.

    Begins with `start` when it is given and never returns a worse plan than the naive one. With
    `solution_limit` and one worker the same call gives the same plan. Works in child processes: a script
    that calls it needs `if __name__ == "__main__":`.

    Keeps to `steering` (locks, forbids, windows at a price); the trips that it locks are those of `start`,
    and `.used` are the windows that the plan uses wider. Raises Illegal when nothing is found that does.
    """
    from game.solver.reference import solve as run_solver

    return run_solver(
        scenario.system, orders(scenario), seconds=seconds, weight=weight, seed=seed, workers=workers,
        start_plan=start, solution_limit=solution_limit, steering=steering,
    )  # fmt: skip


def plan_rest(scenario: Scenario, plan: Plan, *, seconds: float = 10.0, solution_limit: int = 0) -> Solved:
    """What is left over gets a place; what is planned stays in its truck and its sequence."""
    return solve(scenario, seconds=seconds, start=plan, solution_limit=solution_limit, steering=keeping(plan))


def breaks(
    scenario: Scenario, plan: Plan, steering: Steering, start: Plan | None = None
) -> tuple[Break, ...]:
    """The locks that a plan does not keep; Illegal for names that the day does not have."""
    return Steered(scenario.system, steering, start or plan).breaks(plan)


def advise(
    scenario: Scenario, plan: Plan, order: str, *, limit: int = 5, steering: Steering = FREE
) -> tuple[Proposal, ...]:
    """The best places for one order, planned or not, with their chances; the second is the next best
    alternative. None breaks a lock of `steering`. Raises Illegal: no such order."""
    _known(scenario, order)
    visible = orders(scenario) | {order}
    goal, begun = _goal(scenario, plan, steering)
    found = _advice.insertions(
        scenario.system, plan, order, orders=visible, limit=limit, objective=goal, begun=begun
    )
    return _assured(scenario, plan, found, visible)


def improve(
    scenario: Scenario, plan: Plan, *, limit: int = 5, steering: Steering = FREE
) -> tuple[Proposal, ...]:
    """Single changes that make the plan better by themselves, the best first; none breaks a lock."""
    visible = orders(scenario)
    goal, begun = _goal(scenario, plan, steering)
    found = _advice.improve_plan(
        scenario.system, plan, orders=visible, limit=limit, objective=goal, begun=begun
    )
    return _assured(scenario, plan, found, visible)


def improve_trip(scenario: Scenario, plan: Plan, vehicle: str) -> Proposal | None:
    """One trip with its own orders in a better sequence, by better roads, or later; None: nothing helps."""
    return _advice.better_trip(scenario.system, plan, vehicle, orders=orders(scenario))


def carry_out(scenario: Scenario, plan: Plan, proposal: Proposal) -> Plan:
    """The plan after a proposal's commands."""
    for text in proposal.commands:
        plan = _apply(scenario.system, plan, _commands.from_text(text))
    return plan


def why_not(scenario: Scenario, plan: Plan, order: str, vehicle: str = "") -> WhyNot:
    """Why an order does not fit in the plan, or on one vehicle, and what would make it fit.

    Raises Illegal for an order or a vehicle that the day does not have.
    """
    _known(scenario, order)
    if vehicle and vehicle not in scenario.system.vehicles:
        raise Illegal("api.vehicle", vehicle=vehicle)
    rides = _whynot.already(scenario.system, plan, order)
    if rides is not None and vehicle in ("", rides.vehicle):
        return rides
    visible = orders(scenario) | {order}
    return _whynot.why_not(scenario.system, plan, order, orders=visible, vehicle=vehicle)


def explain(scenario: Scenario, before: Plan, after: Plan, lang: str = "nl") -> str:
    """One plan against another in words: which orders move, what that saves, on what it depends."""
    old, new = evaluate(scenario, before), evaluate(scenario, after)
    return explained_text(_explain(scenario.system, before, old, after, new), language(lang).t)


def say(answer: Proposal | WhyNot, lang: str = "nl") -> str:
    """A proposal or a why-not in sentences of a language (`nl` or `en`)."""
    t = language(lang).t
    return why_not_text(answer, t) if isinstance(answer, WhyNot) else proposal_text(answer, t)


def robustness(scenario: Scenario, plan: Plan, *, days: int = 1000, seed: int = 1) -> Robustness:
    """Expected cost and on-time share on days with the facts' chances of trouble; the same for every plan.

    Approximate: nobody intervenes, and a battery lasts as in the plan. `seed` chooses the days; they
    are never those of a game.
    """
    from game.solver.robust.sampling import Sampler, sample_days

    drawn = sample_days(scenario.system, usual(scenario.disruptions), days=days, seed=seed)
    return Sampler(world=scenario.system, days=drawn).plan(evaluate(scenario, plan))


def front(
    scenario: Scenario, *, seconds: float = 0.0, seed: int = 1, workers: int = 1, solution_limit: int = 0
) -> tuple[tuple[int, int, Plan], ...]:
    """(cost in cent, grams CO2e, plan) of plans of which none beats another in both, the cheapest first.

    Without `seconds` what is stored with the day, empty without one. With `seconds` it is computed, from what
    is stored, the reference and the naive plan on. With `solution_limit` (seconds then do not count) the
    same call gives the same front. Works in child processes, as `solve` does.
    """
    stored = scenario.front
    if seconds > 0 or solution_limit:
        from game.solver.front import scenario_front

        stored, _ = scenario_front(
            scenario, seconds=seconds, seed=seed, workers=workers, solution_limit=solution_limit
        )
    points = stored.points if stored is not None else ()
    return tuple((p.cost_cent, p.co2e_g, p.plan) for p in points)


def _known(scenario: Scenario, order: str) -> None:
    if order not in scenario.system.orders:
        raise Illegal("api.order", order=order)


def _goal(scenario: Scenario, plan: Plan, steering: Steering) -> tuple[Objective, dict[str, int]]:
    """What advice weighs by, with the locks in it, and the trips that may not be touched.

    Windows at a price are for whole plans: a proposal never uses one.
    """
    goal = Objective.against(evaluate(scenario, plan).kpi)
    if not steering:
        return goal, {}
    steered = Steered(scenario.system, steering, plan)
    return replace(goal, steered=steered), steered.begun({})


def _assured(
    scenario: Scenario, plan: Plan, found: tuple[Proposal, ...], visible: frozenset[str]
) -> tuple[Proposal, ...]:
    sampler = sampler_of(scenario.system, scenario.disruptions)
    return assured_proposals(sampler, plan, found, orders=visible) if sampler is not None else found
