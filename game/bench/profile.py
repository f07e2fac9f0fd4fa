"""Whether a profile finds what a player can: simulated players of known ability; how long an update takes.

`ritregie bench profile [--seeds N]`. Every seed has its own items and players. A set is calibrated on 150
players with its intervals widened by bootstrap, and 500 others are profiled with it after 1, 3, 5 and 10
sessions; the mean score and girth judge the same answers. Growth: all players get better at every session.
What this cannot say: whether the indicators of the game behave as the model supposes.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from game.assess.settings import PRIORS, Dynamics
from game.bench.profile_growth import ALIKE, growth_of
from game.bench.profile_peer import girth_abilities, girth_items, installed
from game.bench.profile_players import Bank, bank, mean_scores
from game.bench.profile_set import Fit, fit, judge
from game.bench.profile_speed import update_ms
from game.bench.protocol import Options

SEEDS, GROWTH_SEEDS = 3, 2
NORM, PLAYERS = 150, 500
AFTER = (1, 3, 5, 10)
TRUTH = Dynamics(prior_sd=1.0, correlation=0.45, session_sd=0.5, drift_sd=0.0)
GROWTHS = (0.05, 0.10)
R, RMSE = (0.68, 0.82, 0.87, 0.92), (0.74, 0.59, 0.50, 0.40)
COVERAGE = (0.93, 0.97)
GROWTH_BIAS, GROWTH_COVERAGE = 0.05, 0.93
UPDATE_MS = 1.0
GOALS = {
    "r": R, "rmse": RMSE, "coverage": COVERAGE, "growth_bias": GROWTH_BIAS,
    "growth_coverage": GROWTH_COVERAGE, "update_ms": UPDATE_MS,
}  # fmt: skip
NO_GIRTH = "not installed: `pip install ritregie[bench]` adds it"

Row = dict[str, float]


def measure(options: Options) -> dict[str, Any]:
    """Recovery, peers, growth and speed, each beside its goal."""
    began, cpu = time.perf_counter(), time.process_time()
    seeds = range(1, (options.seeds or SEEDS) + 1)
    runs = [_recovery(seed) for seed in seeds]
    recovery = {key: _mean([run[key] for run in runs]) for key in PRIORS}
    growing = range(1, (options.seeds or GROWTH_SEEDS) + 1)
    growth = _mean([growth_of(GROWTHS, seed, NORM, PLAYERS, TRUTH) for seed in growing])
    speed = update_ms(bank(1, TRUTH.session_sd))
    return {
        "protocol": f"{len(seeds)} seed(s), each {PLAYERS} players x {max(AFTER)} sessions, 240 items, 30 %"
        f" missing, correlation {TRUTH.correlation}, session noise {TRUTH.session_sd}, set calibrated on"
        f" {NORM} others; means over the seeds (growth: {len(growing)}), by session",
        "goals": GOALS,
        "recovery": recovery,
        "mean score, r": _mean([run["mean score"] for run in runs]),
        "girth, r (seed 1)": runs[0]["girth"],
        "ours on the same, r (seed 1)": {
            prior: {at: row["r"] for at, row in runs[0][prior].items()} for prior in PRIORS
        },
        "calibration": _mean([run["calibration"] for run in runs]),
        "growth": growth,
        "update": speed,
        "reached": _reached(recovery["correlated"], growth, speed),
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_s": round(time.process_time() - cpu, 1),
    }


def _recovery(seed: int) -> dict[str, Any]:
    """One seed: a set, 500 players, and what peers make of the same answers."""
    items = bank(seed, TRUTH.session_sd)
    norm, players = items.players(NORM, TRUTH), items.players(PLAYERS, TRUTH)
    began = time.perf_counter()
    found = fit(norm.sample, items.draw)
    took = time.perf_counter() - began
    rows = {prior: judge(found, players, prior, AFTER) for prior in PRIORS}
    truth = {at: players.truth[:, at - 1].ravel() for at in AFTER}
    peer: Any = NO_GIRTH
    if seed == 1 and installed():
        theirs = girth_items(norm.sample)
        peer = {at: _r(girth_abilities(players.sample, theirs, at).ravel(), truth[at]) for at in AFTER}
    return {
        **rows,
        "mean score": {at: _r(mean_scores(players, at).ravel(), truth[at]) for at in AFTER},
        "girth": peer,
        "calibration": _calibration(items, found, took),
    }


def _calibration(items: Bank, found: Fit, took: float) -> Row:
    """How well the set found the items, and how long it took."""
    return {
        "set_s": round(took, 2),
        "items_s": round(found.items_s, 2),
        "r_slope": _r(found.items.slope, items.items.slope),
        "r_b": _r(found.items.b.ravel(), items.items.b.ravel()),
        "session_sd": round(found.model.session_sd, 3),
        "correlation": round(found.model.correlation, 3),
        "growth": round(found.model.growth, 4),
        "growth_sd": round(found.model.growth_sd, 4),
    }


def _r(a: Any, b: Any) -> float:
    return round(float(np.corrcoef(a, b)[0, 1]), 3)


def _mean(rows: Sequence[Mapping[Any, Any]]) -> dict[Any, Any]:
    """Means over the seeds, key by key."""
    first = rows[0]
    return {
        key: _mean([row[key] for row in rows])
        if isinstance(value, Mapping)
        else round(statistics.fmean(row[key] for row in rows), 4)
        for key, value in first.items()
    }


def _reached(
    recovery: Mapping[int, Row], growth: Mapping[str, Mapping[str, Row]], speed: Mapping[str, Any]
) -> dict[str, bool]:
    """Goal by goal; growth by the set of players who grow alike."""
    made: dict[str, bool] = {}
    for at, r, rmse in zip(AFTER, R, RMSE, strict=True):
        row = recovery[at]
        made[f"r after {at}"] = row["r"] >= r
        made[f"rmse after {at}"] = row["rmse"] <= rmse
        made[f"coverage after {at}"] = COVERAGE[0] <= row["coverage"] <= COVERAGE[1]
    for rate, rows in growth.items():
        row = rows[ALIKE]
        made[f"bias, {rate}"] = abs(row["bias"]) <= GROWTH_BIAS
        made[f"coverage, {rate}"] = row["coverage"] >= GROWTH_COVERAGE
    made["update"] = bool(speed["median_ms"] <= UPDATE_MS)
    return made
