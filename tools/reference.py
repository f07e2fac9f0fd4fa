"""`python -m tools reference [IDS] [--seconds S] [--seed N] [--workers N] [--force]`: store reference plans.

Writes reference.json beside each scenario as soon as it is found, and skips a scenario whose stored
plan is fresh and took at least as long, so that the command can be stopped and run again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game import RULES_VERSION
from game.content.limits import REFERENCE
from game.content.load import load_scenario
from game.content.plan_file import reference_text
from game.domain.errors import ContentFault
from game.domain.evaluation import Evaluation
from game.domain.scenario import Reference, Scenario
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.solver.reference import solve

SCENARIOS = Path(__file__).resolve().parent.parent / "game" / "scenarios"


def run(arguments: list[str]) -> int:
    """Exit code 0: all stored or fresh; 2: a scenario cannot be used."""
    options = _options(arguments)
    folders = [p.parent for p in sorted(SCENARIOS.glob("*/scenario.toml"))]
    names = options.ids or [folder.name for folder in folders]
    for name in names:
        folder = SCENARIOS / name
        try:
            scenario = load_scenario(str(folder))
        except ContentFault as fault:
            print(f"{name}: {fault}", file=sys.stderr)
            return 2
        if not options.force and _is_enough(scenario, options.seconds):
            print(f"{name}: fresh ({scenario.reference.certificate if scenario.reference else ''})")
            continue
        _store(folder, scenario, options)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools reference", description=__doc__)
    parser.add_argument("ids", nargs="*", help="scenario ids; none: all shipped ones")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--force", action="store_true", help="also where a fresh one is stored")
    return parser.parse_args(arguments)


def _is_enough(scenario: Scenario, seconds: int) -> bool:
    """Stored for these very files and rules, and proven or at least as long at it."""
    kept = scenario.reference
    return kept is not None and (kept.certificate == "proven" or kept.seconds >= seconds)


def _store(folder: Path, scenario: Scenario, options: argparse.Namespace) -> None:
    world = scenario.system
    orders = frozenset(world.orders) - frozenset(scenario.optional_orders)
    naive = evaluate(world, naive_plan(world, orders), orders=orders).kpi

    def progress(seconds: float, judged: Evaluation) -> None:
        print(f"{scenario.id}: {seconds:6.1f} s  {judged.kpi.cost_cent} cent", file=sys.stderr)

    solved = solve(
        world, orders, seconds=options.seconds, seed=options.seed, workers=options.workers,
        start_plan=scenario.reference.plan if scenario.reference else None, progress=progress,
    )  # fmt: skip
    reference = Reference(
        plan=solved.plan, certificate=solved.certificate, seed=options.seed,
        seconds=max(1, round(solved.seconds)), rules_version=RULES_VERSION,
        content_hash=scenario.content_hash, versions=solved.versions,
    )  # fmt: skip
    text = reference_text(scenario.id, reference)
    (folder / REFERENCE).write_text(text, encoding="utf-8")
    kpi = solved.evaluation.kpi
    gain = 100 * (naive.cost_cent - kpi.cost_cent) / max(1, naive.cost_cent)
    print(
        f"{scenario.id}: {solved.certificate}, {kpi.cost_cent} cent, {kpi.hard} hard findings, "
        f"{gain:.1f} % below naive ({naive.cost_cent} cent), {solved.seconds:.1f} s"
    )


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
