"""What the solver gains in ten seconds over the naive plan, on every shipped scenario."""

from __future__ import annotations

import time
from typing import Any

from game.content.catalogue import list_scenarios
from game.content.load import load_scenario
from game.domain.scenario import Scenario
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.solver.reference import solve

SECONDS = 10


def measure() -> dict[str, Any]:
    """Cost and CO2e of `solve` against naive, objective balance."""
    listed = list_scenarios()
    return {
        "protocol": f"solve {SECONDS} s, objective balance (W = 0.5), one run each, on this machine",
        **{listing.id: _one(load_scenario(listing.id)) for listing in listed},
    }


def _one(scenario: Scenario) -> dict[str, Any]:
    world = scenario.system
    visible = frozenset(world.orders) - frozenset(scenario.optional_orders)
    naive = evaluate(world, naive_plan(world, visible), orders=visible).kpi
    start = time.perf_counter()
    found = solve(world, visible, seconds=SECONDS)
    took = time.perf_counter() - start
    kpi = evaluate(world, found.plan, orders=visible).kpi
    return {
        "orders": len(visible),
        "naive_cost_cent": naive.cost_cent,
        "cost_cent": kpi.cost_cent,
        "cost_gap_percent": round(100 * (kpi.cost_cent / max(1, naive.cost_cent) - 1), 1),
        "co2e_gap_percent": round(100 * (kpi.co2e_g / max(1, naive.co2e_g) - 1), 1),
        "late_min": [round(naive.late_s / 60), round(kpi.late_s / 60)],
        "hard_findings": [naive.hard, kpi.hard],
        "unplanned": [len(naive.unplanned), len(kpi.unplanned)],
        "seconds": round(took, 1),
    }
