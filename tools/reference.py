"""`python -m tools reference [IDS] [--seconds S] [--seed N] [--workers N] [--jobs N] [--cluster ADDRESS]`.

Writes reference.json, the stored reference plan, beside each scenario as soon as it is found, and skips a
scenario whose stored plan is fresh and took at least as long: so the command can be stopped and run again.
With `--bound` no plan is looked for: only the bound below the stored one is worked out, in seconds.
"""

from __future__ import annotations

import sys

from game.content.limits import REFERENCE
from game.content.plan_file import read_reference
from game.domain.errors import GameError
from game.domain.scenario import Scenario
from game.rules.evaluate import evaluate
from game.solver.batch import Outcome
from game.solver.jobs import bound_job, reference_job
from game.solver.naive import naive_plan
from tools.batches import BesideScenario, options, run_stored


def run(arguments: list[str]) -> int:
    """Exit code 0: all stored or fresh; 1: a job failed; 2: a scenario cannot be used."""
    chosen = options("reference", __doc__, arguments, bound="only the bound below it; the plan stays")

    def enough(scenario: Scenario) -> bool:
        """Proven, or at least as long at it."""
        kept = scenario.reference
        return kept is not None and (kept.certificate == "proven" or kept.seconds >= chosen.seconds)

    store = BesideScenario(REFERENCE, "reference", _bounded if chosen.bound else enough, _check)
    return run_stored(store, bound_job if chosen.bound else reference_job, chosen, _line)


def _bounded(scenario: Scenario) -> bool:
    """Its bound is stored already."""
    return scenario.reference is not None and scenario.reference.bound_cent is not None


def _check(scenario: Scenario, text: str) -> None:
    """Whole, and made for these files and rules."""
    made = read_reference({REFERENCE: text.encode("utf-8")}, scenario.system, scenario.planning_hash)
    if made is None:
        raise GameError("front.differs")
    orders = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
    kpi = evaluate(scenario.system, made.plan, orders=orders).kpi
    if made.bound_cent is not None and not kpi.hard and made.bound_cent > kpi.cost_cent:
        raise GameError("reference.bound", bound=made.bound_cent, cost=kpi.cost_cent)


def _line(outcome: Outcome, scenario: Scenario) -> str:
    kept, world = scenario.reference, scenario.system
    assert kept is not None
    if outcome.state == "fresh":
        return f"fresh ({kept.certificate})"
    orders = frozenset(world.orders) - frozenset(scenario.optional_orders)
    naive = evaluate(world, naive_plan(world, orders), orders=orders).kpi
    kpi = evaluate(world, kept.plan, orders=orders).kpi
    gain = 100 * (naive.cost_cent - kpi.cost_cent) / max(1, naive.cost_cent)
    gap = kept.gap(kpi.cost_cent)
    below = "no bound" if gap is None else f"at most {100 * gap:.1f} % too dear"
    return (
        f"{kept.certificate}, {below}, {kpi.cost_cent} cent, {kpi.hard} hard findings, "
        f"{gain:.1f} % below naive ({naive.cost_cent} cent), {(outcome.result or {})['seconds']} s"
    )


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
