"""`python -m tools reference [IDS] [--seconds S] [--seed N] [--workers N] [--jobs N] [--cluster ADDRESS]`.

Writes reference.json, the stored reference plan, beside each scenario as soon as it is found, and skips a
scenario whose stored plan is fresh and took at least as long: so the command can be stopped and run again.
"""

from __future__ import annotations

import sys

from game.content.limits import REFERENCE
from game.content.plan_file import read_reference
from game.domain.errors import GameError
from game.domain.scenario import Scenario
from game.rules.evaluate import evaluate
from game.solver.batch import Outcome
from game.solver.jobs import reference_job
from game.solver.naive import naive_plan
from tools.batches import BesideScenario, options, run_stored


def run(arguments: list[str]) -> int:
    """Exit code 0: all stored or fresh; 1: a job failed; 2: a scenario cannot be used."""
    chosen = options("reference", __doc__, arguments)

    def enough(scenario: Scenario) -> bool:
        """Proven, or at least as long at it."""
        kept = scenario.reference
        return kept is not None and (kept.certificate == "proven" or kept.seconds >= chosen.seconds)

    store = BesideScenario(REFERENCE, "reference", enough, _check)
    return run_stored(store, reference_job, chosen, _line)


def _check(scenario: Scenario, text: str) -> None:
    """Whole, and made for these files and rules."""
    if read_reference({REFERENCE: text.encode("utf-8")}, scenario.system, scenario.content_hash) is None:
        raise GameError("front.differs")


def _line(outcome: Outcome, scenario: Scenario) -> str:
    kept, world = scenario.reference, scenario.system
    assert kept is not None
    if outcome.state == "fresh":
        return f"fresh ({kept.certificate})"
    orders = frozenset(world.orders) - frozenset(scenario.optional_orders)
    naive = evaluate(world, naive_plan(world, orders), orders=orders).kpi
    kpi = evaluate(world, kept.plan, orders=orders).kpi
    gain = 100 * (naive.cost_cent - kpi.cost_cent) / max(1, naive.cost_cent)
    return (
        f"{kept.certificate}, {kpi.cost_cent} cent, {kpi.hard} hard findings, "
        f"{gain:.1f} % below naive ({naive.cost_cent} cent), {(outcome.result or {})['seconds']} s"
    )


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
