"""`python -m tools fronts [IDS] [--seconds S] [--seed N] [--workers N] [--jobs N] [--cluster ADDRESS]`.

Writes front.json, the cost-CO2e front, beside each scenario as soon as it is found, and skips a scenario
whose stored front is fresh and took at least as long, unless its reference beats a point: so the command
can be stopped and run again.
"""

from __future__ import annotations

import sys

from game.content.front_file import read_front, wrong_points
from game.content.limits import FRONT
from game.domain.errors import GameError
from game.domain.scenario import Scenario
from game.solver.batch import Outcome
from game.solver.front_pool import is_behind
from game.solver.jobs import front_job
from tools.batches import BesideScenario, options, run_stored


def run(arguments: list[str]) -> int:
    """Exit code 0: all stored or fresh; 1: a job failed; 2: a scenario cannot be used."""
    chosen = options("fronts", __doc__, arguments)

    def enough(scenario: Scenario) -> bool:
        front, reference = scenario.front, scenario.reference
        if front is None or front.seconds < chosen.seconds:
            return False
        return reference is None or not is_behind(front, reference.plan, scenario.system, _orders(scenario))

    return run_stored(BesideScenario(FRONT, "front", enough, _check), front_job, chosen, _line)


def _check(scenario: Scenario, text: str) -> None:
    """Fresh, whole, none dominated, and each figure the referee's."""
    front = read_front({FRONT: text.encode("utf-8")}, scenario.system, scenario.planning_hash)
    if front is None or wrong_points(front, scenario.system, _orders(scenario)):
        raise GameError("front.differs")


def _orders(scenario: Scenario) -> frozenset[str]:
    return frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)


def _line(outcome: Outcome, scenario: Scenario) -> str:
    front = scenario.front
    assert front is not None
    if outcome.state == "fresh":
        return f"fresh ({len(front.points)} points)"
    first, last, result = front.points[0], front.points[-1], outcome.result or {}
    trouble = f", trouble: {' '.join(result['trouble'])}" if result.get("trouble") else ""
    return (
        f"{len(front.points)} points from {first.cost_cent} cent and {first.co2e_g} g "
        f"to {last.cost_cent} cent and {last.co2e_g} g, {first.hard} hard findings; "
        f"{result['plans']} plans of {result['steps']} searches, {result['seconds']} s{trouble}"
    )


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
