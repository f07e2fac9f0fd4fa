"""A group's estimate from two rounds: how much less planning time with digital help than by hand.

Every player gives one difference d = ln(planning time of round 2) - ln(planning time of round 1), so that how
fast somebody is falls out. It is explained by three things (ordinary least squares, one row a player):

    d = order + h * help + f * form + noise

h is +1 where help came second and -1 where it came first; f the same for form B. `order` is getting used to
the game from round 1 to round 2, `form` how much longer form B takes than A, `help` what one wants to know:
planning with help takes exp(help) times as long. The interval is help +- t(0.975; n - 3) * standard error.

Source: the analysis of period differences in B. Jones and M. G. Kenward, Design and Analysis of Cross-Over
Trials, 3rd ed., CRC Press 2015, chapter 2; S. Senn, Cross-over Trials in Clinical Research, 2nd ed., Wiley
2002, chapter 3; with the form as one factor more. It takes for granted that what is learnt in round 1 helps
as much by hand as with help (no carry-over by help); two rounds a player cannot tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from game.assess.trial import LEAST, Estimate, Trial

TERMS = 3
SURE = 0.95


def usable(trials: Iterable[Trial]) -> tuple[Trial, ...]:
    """The first pair of every player (later ones know both forms) with time spent in both rounds."""
    first: dict[str, Trial] = {}
    for each in trials:
        first.setdefault(each.player, each)
    return tuple(t for t in first.values() if t.hand_s > 0 and t.help_s > 0)


def estimate(trials: Iterable[Trial]) -> Estimate:
    """See the module text. `trials` in the order in which they were played."""
    used = usable(trials)
    if len(used) < LEAST:
        return Estimate(state="few", n=len(used))
    design, differences = _design(used)
    if np.linalg.matrix_rank(design) < TERMS:
        return Estimate(state="mixed", n=len(used))
    found, *_ = np.linalg.lstsq(design, differences, rcond=None)
    left = differences - design @ found
    free = len(used) - TERMS
    variance = float(left @ left) / free * np.linalg.inv(design.T @ design)[1, 1]
    order, help_, form = map(float, found)
    wide = t_quantile(free) * math.sqrt(max(0.0, float(variance)))
    return Estimate(
        state="ok", n=len(used), share=_share(help_), low=_share(help_ + wide), high=_share(help_ - wide),
        later=_share(order), form_b=_share(form),
    )  # fmt: skip


def _design(used: tuple[Trial, ...]) -> tuple[Any, Any]:
    """One row a player: 1, h, f; and the differences."""
    rows = [(1.0, _sign(t.help_second), _sign(t.b_second)) for t in used]
    differences = [_sign(t.help_second) * (math.log(t.help_s) - math.log(t.hand_s)) for t in used]
    return np.array(rows), np.array(differences)


def _sign(second: bool) -> float:
    return 1.0 if second else -1.0


def _share(effect: float) -> float:
    """An effect on the logarithm as a share less."""
    return 1 - math.exp(effect)


def t_quantile(free: int, sure: float = SURE) -> float:
    """The t with P(|T| <= t) = `sure` for a whole number of degrees of freedom, by halving."""
    low, high = 0.0, 1e4
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, free) < sure else (low, middle)
    return high


def _within(t: float, free: int) -> float:
    """P(|T| <= t); Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4."""
    angle = math.atan(t / math.sqrt(free))
    cosine, odd = math.cos(angle), free % 2
    term, total = cosine if odd else 1.0, 0.0
    for k in range(1, free // 2 + 1):
        total += term
        term *= cosine * cosine * ((2 * k) / (2 * k + 1) if odd else (2 * k - 1) / (2 * k))
    whole = math.sin(angle) * total
    return 2 / math.pi * (angle + whole) if odd else whole
