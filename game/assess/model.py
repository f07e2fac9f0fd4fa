"""The measurement model: a multidimensional graded response model, updated session by session.

theta ~ N(0, Sigma); a session's ability t = theta + u, u ~ N(0, s_u^2 I); for item j of
competency c: logit P(Y >= k) = a (t_c - b_jk). One session is one step of an extended Kalman
filter (Fahrmeir 1992): Newton to the mode of t under the prior N(m, P + s_u^2 I) with exact
gradient and Hessian, then the gain K = P (P + s_u^2 I)^-1 carries mode and curvature to theta.
Theta drifts between sessions. Evidence that does not exist contributes nothing (ASSESSMENT 2).

Approximate: the posterior of t is taken as normal around its mode (Laplace). numpy is loaded
only when a profile is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.assess.settings import COMPETENCIES, Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from game.domain.events import Evidence

    Vector = NDArray[np.floating[Any]]

PRIORS = ("correlated", "independent")
_STEPS = 50
_CLOSE = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What is believed of the eight abilities: mean and covariance, in order of COMPETENCIES."""

    mean: tuple[float, ...]
    cov: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Items:
    """Evidence as arrays: which ability, item thresholds b padded with -inf and +inf, category."""

    ability: NDArray[np.intp]
    b: Vector
    category: NDArray[np.intp]


def prior(kind: str, settings: Settings) -> Belief:
    """Belief before any session; `correlated` for coaching, `independent` for anything summative."""
    if kind not in PRIORS:
        raise ValueError(f"prior {kind!r} is not one of {PRIORS}")
    n, variance = len(COMPETENCIES), settings.prior_sd**2
    off = settings.correlation * variance if kind == "correlated" else 0.0
    cov = tuple(tuple(variance if i == j else off for j in range(n)) for i in range(n))
    return Belief(mean=(0.0,) * n, cov=cov)


def update(belief: Belief, evidence: Sequence[Evidence], settings: Settings) -> Belief:
    """Belief after one session. Evidence of an indicator that the settings do not know is left out."""
    import numpy as np

    items = _items(evidence, settings)
    if not items.category.size:
        return belief
    mean, cov = np.array(belief.mean), np.array(belief.cov)
    spread = cov + settings.session_sd**2 * np.eye(len(mean))
    precision = np.linalg.inv(spread)
    mode, curvature = _mode(items, mean, precision, settings.slope)
    posterior = np.linalg.inv(curvature)
    gain = cov @ precision
    new_mean = mean + gain @ (mode - mean)
    new_cov = cov - gain @ (spread - posterior) @ gain.T
    return _belief(new_mean, (new_cov + new_cov.T) / 2)


def drift(belief: Belief, settings: Settings) -> Belief:
    """Belief at the start of a next session: the same mean, a little less sure."""
    extra = settings.drift_sd**2
    cov = tuple(
        tuple(value + extra if i == j else value for j, value in enumerate(row))
        for i, row in enumerate(belief.cov)
    )
    return Belief(mean=belief.mean, cov=cov)


def after(sessions: Iterable[Sequence[Evidence]], kind: str, settings: Settings) -> Belief:
    """Belief after all sessions in the order played."""
    belief = prior(kind, settings)
    for number, evidence in enumerate(sessions):
        if number:
            belief = drift(belief, settings)
        belief = update(belief, evidence, settings)
    return belief


def _items(evidence: Sequence[Evidence], settings: Settings) -> _Items:
    import numpy as np

    known = [e for e in evidence if e.indicator in settings.items]
    rows = [(-np.inf, *settings.items[e.indicator].b, np.inf) for e in known]
    return _Items(
        ability=np.array([COMPETENCIES.index(e.competency) for e in known], dtype=np.intp),
        b=np.array(rows, dtype=np.float64).reshape(len(known), 5),
        category=np.array([e.category for e in known], dtype=np.intp),
    )


def _mode(items: _Items, mean: Vector, precision: Vector, slope: float) -> tuple[Vector, Vector]:
    """Newton with step halving to the mode of t; returns it with minus the Hessian there."""
    import numpy as np

    t, height = mean.copy(), -np.inf
    step = np.zeros_like(mean)
    curvature = precision
    for _ in range(_STEPS):
        value, gradient, curvature = _posterior(items, t, mean, precision, slope)
        if value < height - _CLOSE:  # a step too far: the function is concave, so half of it will do
            step = step / 2
            t = t - step
            continue
        height, step = value, np.linalg.solve(curvature, gradient)
        if np.max(np.abs(step)) < _CLOSE:
            break
        t = t + step
    return t, curvature


def _posterior(
    items: _Items, t: Vector, mean: Vector, precision: Vector, slope: float
) -> tuple[float, Vector, Vector]:
    """Log posterior of t up to a constant, its gradient and minus its Hessian."""
    import numpy as np

    row = np.arange(items.category.size)
    at = t[items.ability]
    reach = 1 / (1 + np.exp(-slope * (at - items.b[row, items.category])))
    beyond = 1 / (1 + np.exp(-slope * (at - items.b[row, items.category + 1])))
    away = t - mean
    value = float(np.sum(np.log(np.maximum(reach - beyond, 1e-300))) - away @ precision @ away / 2)
    gradient, curvature = -precision @ away, precision.copy()
    np.add.at(gradient, items.ability, slope * (1 - reach - beyond))
    bend = slope**2 * (reach * (1 - reach) + beyond * (1 - beyond))
    np.add.at(curvature, (items.ability, items.ability), bend)
    return value, gradient, curvature


def _belief(mean: Vector, cov: Vector) -> Belief:
    return Belief(mean=tuple(float(x) for x in mean), cov=tuple(tuple(float(x) for x in row) for row in cov))
