"""What the items do not say: how abilities hang together and how players grow, by EM over filtered players.

Items, session noise and the first guess of growth come from `calibrate`. A player's state after the last
session holds the growth and, taken back session by session, the first ability: exact as long as nothing else
drifts. So expected second moments of both give the next correlation, mean growth and its spread.

Assumed: one correlation for every pair of competencies, and one spread and one correlation of growth; with a
hundred players 28 separate ones would be noise.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.assess.calibrate import Calibrated, Sample
from game.assess.kalman import Answers, Array, State, advance, answers_of, observe
from game.assess.settings import Dynamics

_STEPS, _CLOSE = 40, 2e-4
_GROWTH_SD = 0.1
"""Where the search for the spread of growth begins: from wide to narrow goes fast."""
_GROWTH_CORRELATION = 0.8


def first_state(model: Dynamics, players: int, competencies: int) -> State:
    """Belief about players of whom nothing is known yet."""
    n = competencies
    mean = np.concatenate([np.zeros(n), np.full(n, model.growth)])
    cov = np.zeros((2 * n, 2 * n))
    cov[:n, :n] = model.prior_sd**2 * exchangeable(model.correlation, n)
    cov[n:, n:] = model.growth_sd**2 * exchangeable(model.growth_correlation, n)
    return State(mean=np.tile(mean, (players, 1)), cov=np.tile(cov, (players, 1, 1)))


def sessions_of(sample: Sample, items: Calibrated) -> list[Answers]:
    """The answers of all players by position: one `Answers` a session, gaps where a player has less."""
    made: list[Answers] = []
    at = sample.position[sample.visit]
    for position in range(int(sample.position.max(initial=-1)) + 1):
        rows = np.flatnonzero(at == position)
        rows = rows[np.argsort(sample.player[sample.visit[rows]], kind="stable")]
        player = sample.player[sample.visit[rows]]
        count = np.bincount(player, minlength=sample.players)
        column = np.arange(len(rows)) - (np.cumsum(count) - count)[player]
        shape = (sample.players, int(count.max(initial=0)))
        item, category = np.zeros(shape, dtype=np.intp), np.full(shape, -1, dtype=np.intp)
        item[player, column], category[player, column] = sample.item[rows], sample.category[rows]
        made.append(answers_of(category, item, sample.ability, items.slope, items.b))
    return made


def filtered(sessions: list[Answers], model: Dynamics, competencies: int) -> list[State]:
    """Belief after each session."""
    states: list[State] = []
    state = first_state(model, len(sessions[0].ability), competencies)
    for number, answers in enumerate(sessions):
        before = advance(state, model.drift_sd) if number else state
        state = observe(before, answers, model.session_sd)
        states.append(state)
    return states


def dynamics_of(
    sample: Sample, items: Calibrated, *, start: Dynamics | None = None, growing: bool = True
) -> Dynamics:
    """Correlation and growth of a sample, its items being known. `start` is where the search begins.

    A spread of growth near 0 is approached slowly and from above, and left a little on the wide side.
    """
    n = int(sample.ability.max()) + 1
    sessions = sessions_of(sample, items)
    now = start or _begin(items, growing)
    for _ in range(_STEPS):
        found = _next(filtered(sessions, now, n)[-1], len(sessions), now, growing)
        if _distance(found, now) < _CLOSE:
            return found
        now = replace(found, growth_sd=_further(now.growth_sd, found.growth_sd))
    return now


def _begin(items: Calibrated, growing: bool) -> Dynamics:
    return Dynamics(
        prior_sd=1.0, correlation=0.3, session_sd=items.session_sd, drift_sd=0.0, growth=items.growth,
        growth_sd=_GROWTH_SD if growing else 0.0, growth_correlation=_GROWTH_CORRELATION if growing else 0.0,
    )  # fmt: skip


def _further(before: float, after: float) -> float:
    """A longer step down than EM's own: two in one."""
    return after * after / before if 0 < after < before else after


def _next(last: State, sessions: int, now: Dynamics, growing: bool) -> Dynamics:
    """M-step: the state after the last session, taken back to the first one."""
    n = last.competencies
    back = np.eye(2 * n)
    back[:n, n:] = -(sessions - 1) * np.eye(n)
    mean, cov = last.mean @ back.T, back @ last.cov @ back.T
    found = replace(now, correlation=_correlation(_second_moments(mean[:, :n], cov[:, :n, :n])))
    if not growing:
        return found
    growth = float(mean[:, n:].mean())
    spread = _second_moments(mean[:, n:] - growth, cov[:, n:, n:])
    return replace(
        found, growth=growth, growth_sd=float(np.sqrt(np.trace(spread) / n)),
        growth_correlation=_correlation(spread),
    )  # fmt: skip


def _second_moments(mean: Array, cov: Array) -> Array:
    """E[x x'] over players, n x n."""
    made: Array = mean.T @ mean / len(mean) + cov.mean(axis=0)
    return made


def _correlation(moments: Array) -> float:
    n = len(moments)
    if n == 1:
        return 0.0
    diagonal = float(np.trace(moments))
    return min(0.98, max(0.0, (float(moments.sum()) - diagonal) / (n - 1) / diagonal))


def _distance(a: Dynamics, b: Dynamics) -> float:
    return max(
        abs(a.correlation - b.correlation) / 5,
        abs(a.growth - b.growth),
        abs(a.growth_sd - b.growth_sd),
    )


def exchangeable(correlation: float, n: int) -> Array:
    """Correlation matrix with the same number for every pair."""
    made: Array = (1 - correlation) * np.eye(n) + correlation
    return made
