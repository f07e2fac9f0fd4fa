"""Simulated players: answers drawn from the model itself, for the bench and for honest intervals.

A design says who met which item at which session; the draw fills in the categories. Chance comes from the
named streams of `game.domain.chance`, so a draw is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from game.assess.calibrate import Calibrated, Sample
from game.assess.kalman import Array, Whole, logistic
from game.assess.settings import Dynamics
from game.assess.structure import exchangeable
from game.domain.chance import Random

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """Answers of players whose ability is known."""

    sample: Sample
    truth: Array
    """Players x sessions x competencies: the ability at the start of each session."""


def design(
    ability: Sequence[int], scenario: Sequence[int], players: int, missing: float, draw: Random
) -> Sample:
    """Who meets what: every player plays every scenario once, each in an order of their own; an item of it
    gives no evidence with chance `missing`. `ability` and `scenario` are those of each item."""
    of = np.array(scenario)
    count = int(of.max()) + 1
    position = np.argsort(_uniform(draw, (players, count)), axis=1)
    player, item = np.nonzero(_uniform(draw, (players, len(of))) >= missing)
    return Sample(
        ability=np.array(ability),
        player=np.repeat(np.arange(players), count),
        position=position.ravel(),
        visit=player * count + of[item],
        item=item,
        category=np.zeros_like(item),
    )


def simulated(where: Sample, items: Calibrated, model: Dynamics, draw: Random) -> Simulated:
    """New players in the places of a sample's, who answer as the model says."""
    n = int(where.ability.max()) + 1
    sessions = int(where.position.max()) + 1
    first = model.prior_sd * _correlated(draw, where.players, n, model.correlation)
    growth = model.growth + model.growth_sd * _correlated(draw, where.players, n, model.growth_correlation)
    truth = first[:, None, :] + growth[:, None, :] * np.arange(sessions)[:, None]
    here = truth[where.player, where.position]
    session = here + model.session_sd * _normal(draw, here.shape)
    t = session[where.visit, where.ability[where.item]]
    chances = logistic(items.slope[where.item][:, None] * (t[:, None] - items.b[where.item]))
    category: Whole = (_uniform(draw, (len(t), 1)) < chances).sum(axis=1)
    return Simulated(sample=replace(where, category=category), truth=truth)


def _correlated(draw: Random, players: int, n: int, correlation: float) -> Array:
    made: Array = _normal(draw, (players, n)) @ np.linalg.cholesky(exchangeable(correlation, n)).T
    return made


def _uniform(draw: Random, shape: tuple[int, ...]) -> Array:
    return np.array([draw.random() for _ in range(int(np.prod(shape)))]).reshape(shape)


def _normal(draw: Random, shape: tuple[int, ...]) -> Array:
    """Standard normal; a draw of exactly 0 has no quantile and becomes a very small one."""
    flat = [_NORMAL.inv_cdf(draw.random() or 1e-300) for _ in range(int(np.prod(shape)))]
    return np.array(flat).reshape(shape)
