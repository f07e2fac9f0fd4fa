"""A parameter set as `tools calibrate` makes one, and how well it judges players whose ability is known."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from game.assess.calibrate import Calibrated, Sample, calibrate
from game.assess.kalman import Array
from game.assess.settings import Dynamics, settings
from game.assess.simulate import Simulated
from game.assess.structure import dynamics_of, filtered, sessions_of
from game.assess.widening import Z, errors, spread, widening
from game.domain.chance import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Items, dynamics and by how much intervals are widened."""

    items: Calibrated
    model: Dynamics
    widen: Mapping[str, Sequence[float]]
    items_s: float = 0.0
    """Seconds that the items took."""


def fit(sample: Sample, draw: Random, rounds: int = 2) -> Fit:
    """Calibrate on a sample. The truth is not looked at."""
    began = time.perf_counter()
    items = calibrate(sample)
    took = time.perf_counter() - began
    model = dynamics_of(sample, items)
    return Fit(
        items=items, model=model, widen=widening(sample, items, model, draw, rounds=rounds), items_s=took
    )


def judge(found: Fit, players: Simulated, prior: str, after: Sequence[int]) -> dict[int, dict[str, float]]:
    """Per number of sessions: correlation with the truth, root mean square error, bias, share of the 95 %
    intervals (widened, and plain) that hold the truth, the factor, and what becomes of levels."""
    model = found.model.under(prior)
    states = filtered(sessions_of(players.sample, found.items), model, players.truth.shape[2])
    away = errors(states, players.truth)
    rows: dict[int, dict[str, float]] = {}
    for at in after:
        factors = found.widen[prior]
        wider = factors[min(at, len(factors) - 1)]
        truth = players.truth[:, at - 1]
        estimate = states[at - 1].mean[:, : truth.shape[1]]
        rows[at] = {
            "r": round(float(np.corrcoef(estimate.ravel(), truth.ravel())[0, 1]), 3),
            "rmse": round(float(np.sqrt(np.mean((estimate - truth) ** 2))), 3),
            "bias": round(float(np.mean(estimate - truth)), 3),
            "coverage": round(float(np.mean(away[at - 1] <= Z * wider)), 3),
            "plain": round(float(np.mean(away[at - 1] <= Z)), 3),
            "widened": round(wider, 3),
            **levels(estimate, wider * spread(states[at - 1]), truth),
        }
    return rows


def levels(estimate: Array, sd: Array, truth: Array) -> dict[str, float]:
    """Share of the bars that get a level under the game's rule of certainty, and the share of these levels
    that are right."""
    cuts = np.array(settings().cuts)
    below = np.vectorize(NormalDist().cdf)((cuts - estimate[..., None]) / sd[..., None])
    edge = np.zeros((*estimate.shape, 1))
    chances = np.diff(np.concatenate([edge, below, edge + 1], axis=-1), axis=-1)
    shown = chances.max(axis=-1) >= settings().certainty
    right = chances.argmax(axis=-1) == (truth[..., None] > cuts).sum(axis=-1)
    return {
        "level shown": round(float(shown.mean()), 3),
        "shown level right": round(float(right[shown].mean()), 3) if shown.any() else 0.0,
    }
