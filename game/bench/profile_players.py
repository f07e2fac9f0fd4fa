"""The players of the bench of profiles: 240 items in ten scenarios, eight competencies, three items each.

Slopes and thresholds are drawn so that the mean score follows ability as closely as in ASSESSMENT 2 (r .54
after one session): that is how good an indicator is supposed to be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from game.assess.calibrate import Calibrated
from game.assess.kalman import Array
from game.assess.settings import COMPETENCIES, Dynamics
from game.assess.simulate import Simulated, design, simulated
from game.domain import chance
from game.domain.chance import Random

SCENARIOS, ITEMS = 10, 3
"""Items: of each competency in each scenario."""
MISSING = 0.3
SLOPE, SLOPE_SPREAD = 1.16, 0.3
CENTRE_SD, GAP, GAP_SPREAD = 0.9, 1.0, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Items as they truly are."""

    ability: tuple[int, ...]
    scenario: tuple[int, ...]
    items: Calibrated
    draw: Random

    def players(self, count: int, truth: Dynamics) -> Simulated:
        """Others at every call; each plays every scenario once, in an order of their own."""
        where = design(self.ability, self.scenario, count, MISSING, self.draw)
        return simulated(where, self.items, truth, self.draw)


def bank(seed: int, session_sd: float) -> Bank:
    """240 items drawn from their distribution."""
    draw = chance.stream(seed, "bench/profile")
    competencies = len(COMPETENCIES)
    rows = [_item(draw) for _ in range(SCENARIOS * competencies * ITEMS)]
    return Bank(
        ability=tuple(c for _ in range(SCENARIOS) for c in range(competencies) for _ in range(ITEMS)),
        scenario=tuple(s for s in range(SCENARIOS) for _ in range(competencies * ITEMS)),
        items=Calibrated(
            slope=np.array([a for a, _ in rows]), b=np.array([b for _, b in rows]),
            session_sd=session_sd, growth=0.0,
        ),
        draw=draw,
    )  # fmt: skip


def _item(draw: Random) -> tuple[float, tuple[float, float, float]]:
    def normal(sd: float) -> float:
        return sd * NormalDist().inv_cdf(draw.random() or 1e-300)

    middle = normal(CENTRE_SD)
    below, above = (GAP * math.exp(normal(GAP_SPREAD)) for _ in range(2))
    return SLOPE * math.exp(normal(SLOPE_SPREAD)), (middle - below, middle, middle + above)


def mean_scores(made: Simulated, sessions: int) -> Array:
    """Mean category of each player on each competency in the first sessions; without any, the middle."""
    sample = made.sample
    early = sample.position[sample.visit] < sessions
    players, competencies = made.truth.shape[0], made.truth.shape[2]
    cell = sample.player[sample.visit[early]] * competencies + sample.ability[sample.item[early]]
    size = players * competencies
    total = np.bincount(cell, weights=sample.category[early], minlength=size)
    count = np.bincount(cell, minlength=size)
    scores: Array = np.where(count > 0, total / np.maximum(count, 1), 1.5)
    return scores.reshape(players, competencies)
