"""Our own scenarios by each method alone and together: equal seconds, equal cores, in one interleaved run.

Figures are the referee's: the objective with what broken agreements weigh, against the naive plan (1.0).
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import Any

from game.content.catalogue import list_scenarios
from game.content.load import load_scenario
from game.domain.scenario import Scenario
from game.rules.evaluate import evaluate
from game.solver.client import SolverClient
from game.solver.naive import naive_plan
from game.solver.objective import Objective, TripKey
from game.solver.task import MODEL_SHARE, MODEL_SHARES, SolveRequest

METHODS: Mapping[str, tuple[float, ...]] = {
    "ortools": (1.0, 1.0),
    "ruin": (0.0, 0.0),
    "portfolio": MODEL_SHARES[:2],
}
"""Model share of each worker; with one worker the portfolio is `MODEL_SHARE`."""
POLL_S = 0.02
SECONDS = (10.0, 30.0)


def measure(
    seconds: tuple[float, ...] = SECONDS, seeds: tuple[int, ...] = (1,), workers: int = 0
) -> dict[str, Any]:
    """Per scenario and time what each method reaches, one after another on the same cores."""
    count = max(1, min(2, workers or os.cpu_count() or 1))
    rows = {
        f"{listing.id} {lasts_s:g} s seed {seed}": _row(load_scenario(listing.id), lasts_s, seed, count)
        for listing in list_scenarios()
        for lasts_s in seconds
        for seed in seeds
    }
    worst = max((row["margin_percent"] for row in rows.values()), default=0.0)
    return {
        "protocol": f"objective against naive, referee-judged, {count} worker(s) each, methods in turn",
        "portfolio_worst_percent": worst,
        **rows,
    }


def _row(scenario: Scenario, seconds: float, seed: int, workers: int) -> dict[str, Any]:
    """`margin_percent`: the portfolio above (+) or below (-) the best single method."""
    found = {name: _solved(scenario, seconds, seed, _shares(name, workers)) for name in METHODS}
    single = min(key for name, (key, _) in found.items() if name != "portfolio")
    margin = 100 * (found["portfolio"][0].value / max(1e-9, single.value) - 1)
    texts = {name: f"{key.value:.4f} ({cent / 100:.2f})" for name, (key, cent) in found.items()}
    hard = {name: key.hard for name, (key, _) in found.items() if key.hard}
    return {**texts, "hard": hard or 0, "margin_percent": round(margin, 2)}


def _shares(method: str, workers: int) -> tuple[float, ...]:
    return (MODEL_SHARE,) if method == "portfolio" and workers == 1 else METHODS[method][:workers]


def _solved(scenario: Scenario, seconds: float, seed: int, shares: tuple[float, ...]) -> tuple[TripKey, int]:
    """The best of these workers side by side, each with a seed of its own."""
    world = scenario.system
    orders = frozenset(world.orders) - frozenset(scenario.optional_orders)
    objective = Objective.against(evaluate(world, naive_plan(world, orders), orders=orders).kpi)
    clients = [SolverClient() for _ in shares]
    best: tuple[TripKey, int] | None = None
    try:
        for number, (client, share) in enumerate(zip(clients, shares, strict=True)):
            client.start(
                SolveRequest(
                    world=world, orders=orders, seconds=seconds, seed=seed + 1000 * number, model_share=share
                )
            )
        running = len(clients)
        while running:
            time.sleep(POLL_S)
            for update in (u for client in clients for u in client.poll()):
                running -= update.kind in ("done", "failed")
                if update.evaluation is not None:
                    key = objective.plan_key(update.evaluation)
                    if best is None or key < best[0]:
                        best = key, update.evaluation.kpi.cost_cent
    finally:
        for client in clients:
            client.close()
    assert best is not None, "a search tells at least the naive plan"
    return best
