"""How a group grew: the mean difference between the first and the last time, with its interval.

Per member and competency each of the two times gives an estimate of its own from the independent prior, with
the pull of that prior taken out again: precision p = 1/v - 1/v0, estimate (m/v - m0/v0) / p. The differences
d, weighted by w = 1 / (1/p_first + 1/p_last), give the mean. Its standard error is the weighted sandwich
sqrt(sum w^2 (d - mean)^2) / sum w * sqrt(n / (n - 1)), which asks nothing of how members differ, and never
less than sqrt(1 / sum w), what the estimates themselves are unsure of. Interval by Student's t with n - 1
degrees of freedom. (Inverse variance weights: W. G. Cochran, J. R. Stat. Soc. Suppl. 4, 1937; sandwich: H.
White, Econometrica 48, 1980.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from game.assess import model
from game.assess.group import LEAST
from game.assess.group.member import Member, Session
from game.assess.settings import COMPETENCIES, Settings
from game.domain.events import Evidence
from game.domain.measurement import FORMS

LITTLE = 0.05
"""Precision below which evidence says next to nothing: such a difference is left out."""
Estimate = tuple[float, float]
"""(estimate, variance)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """One competency of a group, in standard deviations of the scale."""

    n: int
    mean: float
    low: float
    high: float
    """95 % interval."""

    @property
    def says(self) -> str:
        """`up`, `down`, or `open`: not to be told from chance."""
        return "up" if self.low > 0 else "down" if self.high < 0 else "open"


def rises(members: Sequence[Member], figures: Settings) -> dict[str, Rise | None]:
    """All eight; None where fewer than `LEAST` members showed it both times.

    The two times are nulmeting and eindmeting where a member has both, else the first and the last session.
    """
    found: dict[str, list[Estimate]] = {name: [] for name in COMPETENCIES}
    for member in members:
        before, after = (_estimates(part, figures) for part in _ends(member))
        for name in before.keys() & after.keys():
            (one, v_one), (two, v_two) = before[name], after[name]
            found[name].append((two - one, v_one + v_two))
    return {name: rise(differences) for name, differences in found.items()}


def _ends(member: Member) -> tuple[Sequence[Session], Sequence[Session]]:
    forms = [tuple(s for s in member.sessions if s.form == form) for form in FORMS]
    if all(forms):
        return forms[0], forms[1]
    return (member.sessions[:1], member.sessions[-1:]) if len(member.sessions) > 1 else ((), ())


def _estimates(sessions: Sequence[Session], figures: Settings) -> dict[str, Estimate]:
    """What these sessions alone say, of every competency that they say enough of."""
    if not sessions:
        return {}
    first = model.prior("independent", figures)
    every: list[Evidence] = [e for s in sessions for e in s.played.evidence]
    after = model.update(first, every, figures)
    found = {}
    for i, name in enumerate(COMPETENCIES):
        v, v0 = after.cov[i][i], first.cov[i][i]
        precision = 1 / v - 1 / v0
        if precision > LITTLE:
            found[name] = ((after.mean[i] / v - first.mean[i] / v0) / precision, 1 / precision)
    return found


def rise(differences: Sequence[Estimate]) -> Rise | None:
    """The weighted mean of differences, each with its variance; None for fewer than `LEAST`."""
    from game.assess.crossover import t_quantile

    n = len(differences)
    if n < LEAST:
        return None
    weights = [1 / variance for _, variance in differences]
    total = sum(weights)
    mean = sum(w * d for w, (d, _) in zip(weights, differences, strict=True)) / total
    spread = sum((w * (d - mean)) ** 2 for w, (d, _) in zip(weights, differences, strict=True))
    error = max(math.sqrt(spread * n / (n - 1)) / total, math.sqrt(1 / total))
    wide = t_quantile(n - 1) * error
    return Rise(n=n, mean=round(mean, 2), low=round(mean - wide, 2), high=round(mean + wide, 2))
