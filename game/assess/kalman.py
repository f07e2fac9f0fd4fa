"""The arithmetic of the measurement model, for many players at once: one session is one filter step.

The state of a player is 2n figures: n abilities theta and n growths g a session. A session's ability is
t = theta + u, u ~ N(0, s_u^2 I); for an item of competency c with slope a and thresholds b_1 < b_2 < b_3:
logit P(Y >= k) = a (t_c - b_k) (Samejima 1969). One session is one step of an extended Kalman filter
(Fahrmeir 1992): Newton to the mode of t under its prior N(m, S), S = P + s_u^2 I, with exact gradient and
Hessian H; then the gain K = P S^-1 carries mode and curvature to the state. Between two sessions
theta <- theta + g and a little noise. Evidence that does not exist contributes exactly nothing.

Approximate: the posterior of t is taken as normal around its mode (Laplace). Shapes: p players, j answers,
n competencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Whole = NDArray[np.intp]

_STEPS = 60
_CLOSE = 1e-10
_TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One session of p players, j answers each. A gap reaches from -inf to inf: it says nothing."""

    ability: Whole
    """p x j: which competency."""
    slope: Array
    """p x j: a of the item."""
    low: Array
    """p x j: b of the category that was reached (-inf for category 0)."""
    high: Array
    """p x j: b of the next category (inf for the highest)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is believed of p players: abilities first, then growth a session."""

    mean: Array
    """p x 2n"""
    cov: Array
    """p x 2n x 2n"""

    @property
    def competencies(self) -> int:
        """n"""
        return int(self.mean.shape[1]) // 2


def answers_of(category: Whole, item: Whole, ability: Whole, slope: Array, b: Array) -> Answers:
    """Answers from categories (p x j; -1: missing) and item numbers (p x j), with the items' competency,
    slope and thresholds (items x 3)."""
    edge = np.full((len(b), 1), np.inf)
    edges = np.concatenate([-edge, b, edge], axis=1)
    known = category >= 0
    at = np.where(known, category, 0)
    return Answers(
        ability=ability[item],
        slope=slope[item],
        low=np.where(known, edges[item, at], -np.inf),
        high=np.where(known, edges[item, at + 1], np.inf),
    )


def advance(state: State, drift_sd: float) -> State:
    """To the start of the next session: growth is added, and certainty fades by `drift_sd`."""
    n = state.competencies
    move = np.eye(2 * n)
    move[:n, n:] = np.eye(n)
    cov = move @ state.cov @ move.T
    cov[:, range(n), range(n)] += drift_sd**2
    return State(mean=state.mean @ move.T, cov=cov)


def observe(state: State, answers: Answers, session_sd: float) -> State:
    """After one session."""
    n = state.competencies
    centre = state.mean[:, :n]
    spread = state.cov[:, :n, :n] + session_sd**2 * np.eye(n)
    precision = np.linalg.inv(spread)
    mode, curvature = _mode(answers, centre, precision)
    gain = state.cov[:, :, :n] @ precision
    back = gain.transpose(0, 2, 1)
    mean = state.mean + (gain @ (mode - centre)[:, :, None])[:, :, 0]
    cov = state.cov - gain @ (spread - np.linalg.inv(curvature)) @ back
    return State(mean=mean, cov=(cov + cov.transpose(0, 2, 1)) / 2)


def _mode(answers: Answers, centre: Array, precision: Array) -> tuple[Array, Array]:
    """Newton with step halving to each player's mode of t; with minus the Hessian there."""
    t, step = centre.copy(), np.zeros_like(centre)
    height = np.full(len(centre), -np.inf)
    curvature = precision
    for _ in range(_STEPS):
        value, gradient, curvature = _posterior(answers, t, centre, precision)
        # a step too far: the function is concave, so a part of it will do
        over = (value < height - _CLOSE)[:, None]
        newton = np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0]
        height = np.where(over[:, 0], height, value)
        if not over.any() and np.max(np.abs(newton)) < _CLOSE:
            break
        half = step / 2
        t = np.where(over, t - half, t + newton)
        step = np.where(over, half, newton)
    return t, curvature


def _posterior(answers: Answers, t: Array, centre: Array, precision: Array) -> tuple[Array, Array, Array]:
    """Log posterior of t up to a constant (p), its gradient (p x n) and minus its Hessian (p x n x n)."""
    n = t.shape[1]
    at = np.take_along_axis(t, answers.ability, axis=1)
    reach = logistic(answers.slope * (at - answers.low))
    beyond = logistic(answers.slope * (at - answers.high))
    away = t - centre
    pull = (precision @ away[:, :, None])[:, :, 0]
    value = np.log(np.maximum(reach - beyond, _TINY)).sum(axis=1) - (away * pull).sum(axis=1) / 2
    gradient = _by_ability(answers.ability, answers.slope * (1 - reach - beyond), n) - pull
    bend = answers.slope**2 * (reach * (1 - reach) + beyond * (1 - beyond))
    curvature = precision.copy()
    curvature[:, range(n), range(n)] += _by_ability(answers.ability, bend, n)
    return value, gradient, curvature


def _by_ability(ability: Whole, amounts: Array, n: int) -> Array:
    """Amounts (p x j) added up by competency (p x n)."""
    players = len(ability)
    cell = ability + n * np.arange(players)[:, None]
    sums = np.bincount(cell.ravel(), weights=amounts.ravel(), minlength=players * n)
    return sums.reshape(players, n).astype(np.float64)


def logistic(x: Any) -> Array:
    """1 / (1 + exp(-x)) without overflow, also at -inf and inf."""
    made: Array = (1 + np.tanh(x / 2)) / 2
    return made
