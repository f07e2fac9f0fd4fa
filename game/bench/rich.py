"""Our own scenarios and generated days by each method alone and together, interleaved in one run.

`ritregie bench rich --seconds 30 --seeds 3 --only portfolio,ortools --keep FILE`. Each method has the same
two workers and the same seconds, counted from the moment the worker has the world; what a model alone finds
is mended by the referee. Figures are the referee's: the objective with what broken agreements weigh, against
the naive plan (1.0). Every search is kept at once in the file, so that hours of it may be cut into pieces.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from game.bench.kept import Kept
from game.bench.protocol import Options
from game.bench.rich_world import SIZES, rich_scenario
from game.content.catalogue import list_scenarios
from game.content.load import load_scenario
from game.domain.errors import Unreadable
from game.domain.scenario import Scenario
from game.rules.evaluate import evaluate
from game.solver.client import Written
from game.solver.crew import SEED_STEP, Crew, shared_out
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.task import SolveRequest, Update

SECONDS, SEEDS, PROCESSES = 15.0, 3, 2
POLL_S = 0.02
PORTFOLIO, PLAIN = "portfolio", "portfolio_without_pyvrp"
ALONE: Mapping[str, Mapping[str, float]] = {
    "ortools": {"model_share": 0.4, "parts_share": 0.6, "pyvrp": 0.0},
    "ortools_ils": {"model_share": 1.0, "pyvrp": 0.0, "ils": 1.0},
    "ortools_gls": {"model_share": 1.0, "pyvrp": 0.0, "ils": 0.0},
    "pyvrp": {"model_share": 1.0, "pyvrp": 1.0},
    "ruin": {"model_share": 0.0, "pyvrp": 0.0},
}
METHODS = (PORTFOLIO, PLAIN, *ALONE)


class Found(NamedTuple):
    """What one search came to."""

    hard: int
    value: float
    cent: int
    cpu_share: float
    curve: list[tuple[float, float]]
    """Seconds and value of each better lawful plan."""


def measure(options: Options) -> dict[str, Any]:
    """Per day the mean of each method over the seeds; `margin_percent`: the portfolio above (+) or below
    (-) the best single method; `ortools_percent`, `without_pyvrp_percent`: OR-Tools alone, and all of it but
    PyVRP, above the portfolio."""
    seconds, seeds = options.seconds or SECONDS, options.seeds or SEEDS
    methods, known = _wanted(options.only), Kept(options.keep, lambda row: Found(*row), list)
    rows: dict[str, Any] = {}
    for name, scenario in _days():
        written: dict[int, Written] = {}
        for seed in range(1, seeds + 1):
            for method in methods:
                key = f"{name}|{method}|{seconds:g}|{seed}"
                if key not in known.rows:
                    known.keep(key, solved(scenario, method, seconds, seed, written))
        keys = {m: [f"{name}|{m}|{seconds:g}|{s}" for s in range(1, seeds + 1)] for m in METHODS}
        rows[name] = _row({m: [known.rows[k] for k in mine if k in known.rows] for m, mine in keys.items()})
    margins = [row["margin_percent"] for row in rows.values() if "margin_percent" in row]
    return {
        "protocol": f"{seconds:g} s, {PROCESSES} workers each, {seeds} seeds, methods in turn; objective"
        " against naive, referee-judged; h: hard findings",
        "portfolio_worst_percent": max(margins, default=None),
        **rows,
    }


def _wanted(only: str) -> list[str]:
    names = [name.strip() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in METHODS:
            raise Unreadable("bench.unknown", name=name, known=", ".join(METHODS))
    return [m for m in METHODS if not names or m in names]


def _days() -> Iterator[tuple[str, Scenario]]:
    """Every shipped scenario, then generated days of growing size."""
    for listing in list_scenarios():
        yield listing.id, load_scenario(listing.id)
    for size in SIZES:
        yield f"generated {size}", rich_scenario(size)


def _row(found: Mapping[str, list[Found]]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    means: dict[str, float] = {}
    for method, runs in found.items():
        if runs:
            hard = max(r.hard for r in runs)
            means[method] = statistics.fmean(r.value + r.hard for r in runs)
            share = statistics.fmean(r.cpu_share for r in runs)
            spread = f" {min(r.value for r in runs):.4f}-{max(r.value for r in runs):.4f}" if runs[1:] else ""
            broken = f" h{hard}" if hard else ""
            row[method] = f"{statistics.fmean(r.value for r in runs):.4f}{spread}{broken}, CPU {share:.0%}"
    single = [v for m, v in means.items() if m in ALONE]
    if PORTFOLIO in means and single:
        row["margin_percent"] = round(100 * (means[PORTFOLIO] / min(single) - 1), 2)
    if PORTFOLIO in means and "ortools" in means:
        row["ortools_percent"] = round(100 * (means["ortools"] / means[PORTFOLIO] - 1), 2)
    if PORTFOLIO in means and PLAIN in means:
        row["without_pyvrp_percent"] = round(100 * (means[PLAIN] / means[PORTFOLIO] - 1), 2)
    return row


def solved(
    scenario: Scenario, method: str, seconds: float, seed: int, written: dict[int, Written]
) -> Found:
    """The best of the workers side by side; `written` keeps the world as it travels for the next search."""
    world = scenario.system
    orders = frozenset(world.orders) - frozenset(scenario.optional_orders)
    objective = Objective.against(evaluate(world, naive_plan(world, orders), orders=orders).kpi)
    request = SolveRequest(world=world, orders=orders, seconds=seconds, seed=seed)
    shared = written.setdefault(0, Written(request))
    shared.plain()
    crew = Crew(min(PROCESSES, os.cpu_count() or 1))
    best: tuple[int, float, int] | None = None
    curve: list[tuple[float, float]] = []
    end: Update | None = None
    try:
        crew.start_each(_requests(request, method, len(crew.clients)), shared)
        while end is None:
            time.sleep(POLL_S)
            for update in crew.poll():
                end = update if update.kind in ("done", "failed") else end
                if update.evaluation is not None:
                    key = objective.plan_key(update.evaluation)
                    mine_is = key.hard, key.value, update.evaluation.kpi.cost_cent
                    if best is None or mine_is < best:
                        best = mine_is
                        curve.append((round(update.seconds, 2), round(key.value + key.hard, 5)))
    finally:
        crew.close()
    assert best is not None, "a search tells at least the naive plan"
    share = crew.cpu_s / seconds / len(crew.clients)
    return Found(best[0], round(best[1], 6), best[2], round(share, 3), curve)


def _requests(request: SolveRequest, method: str, workers: int) -> list[SolveRequest]:
    if method == PORTFOLIO:
        return shared_out(request, workers)
    if method == PLAIN:
        return shared_out(replace(request, pyvrp=0.0), workers)
    fields: dict[str, Any] = dict(ALONE[method])
    return [replace(request, seed=request.seed + SEED_STEP * n, **fields) for n in range(workers)]
