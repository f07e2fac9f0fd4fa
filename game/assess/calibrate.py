"""Offline calibration: slopes and thresholds by marginal maximum likelihood (EM), one competency at a time.

Per competency c a player has theta ~ N(0, 1), a visit (session) number v has t = theta + growth * v + u with
u ~ N(0, s_u^2), and an answer to item j follows the graded response model at t. Theta and t are integrated
out on grids, so session noise is in the likelihood (Bock and Aitkin 1981; Gibbons and Hedeker 1992 for the
two layers). Each EM step updates all items by one Fisher scoring step (generalised EM), then s_u and growth.
Slopes have a lognormal prior whose mean and spread are estimated along (Mislevy 1986), thresholds a weak
normal one: with a hundred answers an item a slope is otherwise worth little.

That growth and the difficulty of later visits can be told apart asks for players who played in different
orders; `confounded` says when they did not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.assess.kalman import Array, Whole, logistic

CATEGORIES = 4
_GRID = 0.3
_THETA = np.arange(-3.9, 3.91, _GRID)
_STEPS, _CLOSE = 150, 2e-3
_T = np.arange(-5.7, 5.71, _GRID)
_GROWTH_WEIGHT = 20
_C_SD = 2.0
"""Prior spread of c around its mean in the competency; around 0 it would move the whole scale."""
_GAP = 0.05
"""Least distance between two thresholds, in logits."""
_TINY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Answers of many players. Item, player and visit numbers count from 0."""

    ability: Whole
    """Competency of each item (items)."""
    player: Whole
    """Player of each visit (visits)."""
    position: Whole
    """How many sessions the player had before this visit (visits)."""
    visit: Whole
    """Visit of each answer (answers)."""
    item: Whole
    category: Whole

    @property
    def players(self) -> int:
        """Number of players."""
        return int(self.player.max()) + 1 if len(self.player) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """What calibration found: items, session noise and growth of the population."""

    slope: Array
    b: Array
    """items x 3, rising"""
    session_sd: float
    growth: float
    """SD a session."""


@dataclass(slots=True, kw_only=True)
class _Now:
    """Parameters on the way: logit P(Y >= k) = a t + c_k, with a and c_1 > c_2 > c_3 per item."""

    ac: Array
    """items x 4: a, c_1, c_2, c_3"""
    session_sd: float
    growth: float

    def figures(self) -> Array:
        """What must stand still: growth weighs most, it works through in all thresholds."""
        return np.concatenate([self.ac.ravel(), [self.session_sd, _GROWTH_WEIGHT * self.growth]])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The answers of one competency, sorted by visit; only visits that have any."""

    starts: Whole
    """First answer of each visit."""
    player: Whole
    position: Whole
    cell: Whole
    """item * CATEGORIES + category, of each answer"""
    visit: Whole


def confounded(sample: Sample) -> bool:
    """Whether no item was met at two different positions: growth cannot be told from difficulty."""
    pairs = np.unique(np.stack([sample.item, sample.position[sample.visit]], axis=1), axis=0)
    met = np.bincount(pairs[:, 0], minlength=len(sample.ability))
    return bool(np.all(met <= 1))


def calibrate(sample: Sample, *, start: Calibrated | None = None, growing: bool = True) -> Calibrated:
    """Item parameters, session noise and growth. `start` is where the search begins; without `growing`
    growth stays 0. Raises ValueError for a sample in which growth cannot be told from difficulty."""
    if growing and confounded(sample):
        raise ValueError("every item was met at one position only: growth and difficulty are one")
    parts = [_part(sample, c) for c in np.unique(sample.ability[sample.item])]
    middle = float(sample.position.mean())
    now = _begin(sample) if start is None else _resume(start, middle)
    for _ in range(_STEPS):
        before = now.figures()
        counts, moments = _expect(parts, now, middle, len(sample.ability))
        now.ac = _improve_items(now.ac, counts, sample.ability)
        now.session_sd, now.growth = _improve_noise(moments, growing)
        if np.max(np.abs(now.figures() - before)) < _CLOSE:
            break
    slope = now.ac[:, 0]
    b = -now.ac[:, 1:] / slope[:, None] + now.growth * middle
    return Calibrated(slope=slope, b=b, session_sd=now.session_sd, growth=now.growth)


def _part(sample: Sample, competency: int) -> _Part:
    mine = np.flatnonzero(sample.ability[sample.item] == competency)
    mine = mine[np.argsort(sample.visit[mine], kind="stable")]
    visits, starts, number = np.unique(sample.visit[mine], return_index=True, return_inverse=True)
    return _Part(
        starts=starts, player=np.unique(sample.player[visits], return_inverse=True)[1],
        position=sample.position[visits], visit=number,
        cell=sample.item[mine] * CATEGORIES + sample.category[mine],
    )  # fmt: skip


def _begin(sample: Sample) -> _Now:
    """Slope 1, thresholds from the shares of the categories."""
    counts = np.zeros((len(sample.ability), CATEGORIES))
    np.add.at(counts, (sample.item, sample.category), 1.0)
    share = counts + 0.5
    share /= share.sum(axis=1, keepdims=True)
    above = share[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:]
    c = 1.2 * np.log(above / (1 - above))
    return _Now(ac=np.concatenate([np.ones((len(c), 1)), c], axis=1), session_sd=0.5, growth=0.0)


def _resume(start: Calibrated, middle: float) -> _Now:
    c = -(start.b - start.growth * middle) * start.slope[:, None]
    ac = np.concatenate([start.slope[:, None], c], axis=1)
    return _Now(ac=ac, session_sd=start.session_sd, growth=start.growth)


def _expect(
    parts: list[_Part], now: _Now, middle: float, items: int
) -> tuple[Array, list[tuple[float, Array]]]:
    """E-step: expected counts (items x categories x grid) and, per position, moments of t - theta.

    Positions count from the middle one: so growth hardly moves the thresholds, and few steps are enough.
    """
    log_p = np.log(_chances(now.ac)).reshape(items * CATEGORIES, len(_T))
    counts = np.zeros((items * CATEGORIES, len(_T)))
    joints: dict[float, Array] = {}
    for part in parts:
        posterior = _posterior(part, now, middle, log_p, joints)
        order = np.argsort(part.cell, kind="stable")
        cells, first = np.unique(part.cell[order], return_index=True)
        counts[cells] += np.add.reduceat(posterior[part.visit[order]], first, axis=0)
    shifts = _T[None, :] - _THETA[:, None]
    moments = [
        (at, np.array([joint.sum(), (joint * shifts).sum(), (joint * shifts**2).sum()]))
        for at, joint in sorted(joints.items())
    ]
    return counts.reshape(items, CATEGORIES, len(_T)), moments


def _posterior(part: _Part, now: _Now, middle: float, log_p: Array, joints: dict[float, Array]) -> Array:
    """Posterior of t at every visit (visits x grid); adds to the joint counts."""
    log_l = np.add.reduceat(log_p[part.cell], part.starts, axis=0)
    likely = np.exp(log_l - log_l.max(axis=1, keepdims=True))
    there = [(float(at - middle), np.flatnonzero(part.position == at)) for at in np.unique(part.position)]
    kernels = {at: _kernel(now.growth * at, now.session_sd) for at, _ in there}
    seen = np.empty((len(likely), len(_THETA)))
    for at, rows in there:
        seen[rows] = likely[rows] @ kernels[at].T
    log_theta = np.tile(-(_THETA**2) / 2, (int(part.player.max()) + 1, 1))
    np.add.at(log_theta, part.player, np.log(seen))
    theta = np.exp(log_theta - log_theta.max(axis=1, keepdims=True))
    theta /= theta.sum(axis=1, keepdims=True)
    rest = theta[part.player] / seen
    posterior: Array = np.empty(likely.shape)
    for at, rows in there:
        posterior[rows] = likely[rows] * (rest[rows] @ kernels[at])
        joint = (rest[rows].T @ likely[rows]) * kernels[at]
        joints[at] = joints.get(at, 0.0) + joint
    return posterior


def _kernel(shift: float, sd: float) -> Array:
    """P(t | theta) on the grids (theta x t); rows add up to 1."""
    away = (_T[None, :] - _THETA[:, None] - shift) / sd
    made: Array = np.exp(-(away**2) / 2)
    made /= np.sum(made, axis=1, keepdims=True)
    return made


def _chances(ac: Array) -> Array:
    """P(category | t): items x categories x grid."""
    reach = _reach(ac)
    made: Array = np.maximum(reach[:, :-1] - reach[:, 1:], _TINY)
    return made


def _reach(ac: Array) -> Array:
    """P(Y >= k | t) for k = 0..4: items x 5 x grid."""
    inner = logistic(ac[:, :1, None] * _T + ac[:, 1:, None])
    edge = np.ones((len(ac), 1, len(_T)))
    made: Array = np.concatenate([edge, inner, 0 * edge], axis=1)
    return made


def _improve_items(ac: Array, counts: Array, ability: Whole) -> Array:
    """One Fisher scoring step on every item, shortened where thresholds would cross or the slope vanish."""
    gradient, information = _slopes(ac, counts)
    variance = np.linalg.inv(information)[:, 0, 0]
    log_a = np.log(ac[:, 0])
    centre = float(log_a.mean())
    spread = max(0.05, float(np.mean((log_a - centre) ** 2 + variance / ac[:, 0] ** 2)))
    gradient[:, 1:] -= (ac[:, 1:] - _group_means(ac[:, 1:], ability)) / _C_SD**2
    gradient[:, 0] -= (log_a - centre) / spread / ac[:, 0]
    information[:, 0, 0] += 1 / spread / ac[:, 0] ** 2
    step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
    for _ in range(12):
        bad = _broken(ac + step)
        if not bad.any():
            break
        step[bad] /= 2
    return ac + np.where(_broken(ac + step)[:, None], 0.0, step)


def _group_means(values: Array, ability: Whole) -> Array:
    """Each item's row is the mean of the items of its competency."""
    sums = np.zeros((int(ability.max()) + 1, values.shape[1]))
    np.add.at(sums, ability, values)
    means: Array = sums / np.maximum(np.bincount(ability), 1)[:, None]
    return means[ability]


def _slopes(ac: Array, counts: Array) -> tuple[Array, Array]:
    """Gradient (items x 4) of the expected log likelihood, and its information with the prior of c."""
    reach = _reach(ac)
    chance = np.maximum(reach[:, :-1] - reach[:, 1:], _TINY)
    bend = reach * (1 - reach)
    change = np.zeros((*chance.shape, CATEGORIES))  # items x category x grid x (a, c_1, c_2, c_3)
    change[..., 0] = (bend[:, :-1] - bend[:, 1:]) * _T
    for k in range(1, CATEGORIES):
        change[:, k, :, k] = bend[:, k]
        change[:, k - 1, :, k] = -bend[:, k]
    gradient = np.einsum("jyk,jykq->jq", counts / chance, change)
    weight = counts.sum(axis=1)[:, None, :] / chance
    flat = change.reshape(len(ac), -1, CATEGORIES)
    information = flat.transpose(0, 2, 1) @ (flat * weight.reshape(len(ac), -1, 1))
    information[:, range(1, CATEGORIES), range(1, CATEGORIES)] += 1 / _C_SD**2
    information[:, 0, 0] += _TINY
    return gradient, information


def _broken(ac: Array) -> NDArray[np.bool_]:
    made: NDArray[np.bool_] = (ac[:, 0] < 0.05) | (np.diff(ac[:, 1:], axis=1) > -_GAP).any(axis=1)
    return made


def _improve_noise(moments: list[tuple[float, Array]], growing: bool) -> tuple[float, float]:
    """Session noise and growth from the expected moments of t - theta by position."""
    at = np.array([a for a, _ in moments])
    n, first, second = np.array([m for _, m in moments]).T
    growth = float((at * first).sum() / (at**2 * n).sum()) if growing and (at != 0).any() else 0.0
    variance = (second - 2 * growth * at * first + (growth * at) ** 2 * n).sum() / n.sum()
    return max(0.05, float(np.sqrt(variance))), growth
