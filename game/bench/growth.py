"""How long larger days take: seconds until within 2 % of what a minute finds.

Counted from the request to the live portfolio's workers with the world written beforehand (`roads_s`, once
for a day); reading it belongs to the request.
"""

from __future__ import annotations

import time
from typing import Any

from game.bench.protocol import Options
from game.bench.rich import POLL_S, PORTFOLIO, Found, solved
from game.bench.rich_world import rich_scenario
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.solver.client import SolverClient, Written
from game.solver.task import SolveRequest
from game.solver.world_wire import write_world

SIZES = (50, 100, 200, 300, 500)
SECONDS = 60.0
WITHIN = 1.02
CANCEL_AFTER_S = 0.5


def measure(options: Options) -> dict[str, Any]:
    """Per size, as means over the seeds."""
    seconds, seeds = options.seconds or SECONDS, options.seeds or 1
    return {
        "protocol": f"generated days, live portfolio, two workers, {seeds} seed(s); seconds to within 2 % of"
        f" the result of {seconds:g} s",
        **{f"{size} orders": _one(size, seconds, seeds) for size in SIZES},
    }


def _one(size: int, seconds: float, seeds: int) -> dict[str, Any]:
    scenario = rich_scenario(size)
    began = time.perf_counter()
    write_world(scenario.system, Plan())
    roads_s = time.perf_counter() - began
    written: dict[int, Written] = {}
    runs = [solved(scenario, PORTFOLIO, seconds, seed, written) for seed in range(1, seeds + 1)]
    return {
        "roads_s": round(roads_s, 1),
        "first_s": [run.curve[0][0] for run in runs],
        "within_2_percent_s": [_within(run) for run in runs],
        "cancel_ms": _cancel_ms(scenario, written[0]),
        "value": [run.value for run in runs],
        "hard": max(run.hard for run in runs),
        "cpu_share": [run.cpu_share for run in runs],
    }


def _cancel_ms(scenario: Scenario, written: Written) -> float:
    """How long cancelling takes in the middle of a search."""
    client = SolverClient()
    try:
        world = scenario.system
        client.start(SolveRequest(world=world, orders=frozenset(world.orders), seconds=60.0), written)
        while not client.poll():
            time.sleep(POLL_S)
        time.sleep(CANCEL_AFTER_S)
        began = time.perf_counter()
        client.cancel()
        return round(1000 * (time.perf_counter() - began), 1)
    finally:
        client.close()


def _within(run: Found) -> float:
    last = run.curve[-1][1]
    return next(at for at, value in run.curve if value <= WITHIN * last)
