"""girth (MIT; extra `bench`) on the same answers: a graded response model per competency, ability by EAP.

girth calibrates (`grm_mml`); it scores only the players that it calibrates on, so the expected ability of
others is worked out here from its parameters, on a grid with the standard normal prior, as its own does.
It knows no sessions and no correlation between competencies.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np

from game.assess.calibrate import CATEGORIES, Sample
from game.assess.kalman import Array, Whole, logistic

_GRID = np.linspace(-5, 5, 61)


def installed() -> bool:
    """Whether girth is here."""
    return find_spec("girth") is not None


def girth_items(sample: Sample, only: Sequence[int] = ()) -> tuple[Array, Array]:
    """Slope and thresholds (items x 3) of every item, or of `only` some competencies; a category that nobody
    reached gets infinity."""
    from girth import INVALID_RESPONSE, grm_mml

    slope, b = np.ones(len(sample.ability)), np.full((len(sample.ability), CATEGORIES - 1), np.inf)
    table = _table(sample)
    for competency in only or range(int(sample.ability.max()) + 1):
        mine = np.flatnonzero(sample.ability == competency)
        answers = np.where(table[mine] < 0, INVALID_RESPONSE, table[mine] + 1)
        with np.errstate(all="ignore"):  # its search tries chances of 0
            found = grm_mml(answers.astype(int))
        width = found["Difficulty"].shape[1]
        slope[mine] = found["Discrimination"]
        b[mine, :width] = np.nan_to_num(found["Difficulty"], nan=np.inf)
    return slope, b


def girth_abilities(sample: Sample, items: tuple[Array, Array], sessions: int) -> Array:
    """Expected ability of each player on each competency from the first sessions."""
    slope, b = items
    early = sample.position[sample.visit] < sessions
    item, category = sample.item[early], sample.category[early]
    reach = logistic(slope[:, None, None] * (_GRID - b[:, :, None]))
    edge = np.ones((len(slope), 1, len(_GRID)))
    reach = np.concatenate([edge, reach, 0 * edge], axis=1)
    log_p = np.log(np.maximum(reach[:, :-1] - reach[:, 1:], 1e-12))[item, category]
    competencies = int(sample.ability.max()) + 1
    cell = sample.player[sample.visit[early]] * competencies + sample.ability[item]
    posterior = np.tile(-(_GRID**2) / 2, (sample.players * competencies, 1))
    np.add.at(posterior, cell, log_p)
    weight = np.exp(posterior - posterior.max(axis=1, keepdims=True))
    mean: Array = weight @ _GRID / np.sum(weight, axis=1)
    return mean.reshape(sample.players, competencies)


def _table(sample: Sample) -> Whole:
    """items x players; -1: missing. Every player met an item once at most."""
    table = np.full((len(sample.ability), sample.players), -1, dtype=np.intp)
    table[sample.item, sample.player[sample.visit]] = sample.category
    return table
