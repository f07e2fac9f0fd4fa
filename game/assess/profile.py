"""The competency profile of a player: eight bars with honest intervals, a level only when it is sure.

A development instrument, not a test: not for hiring or dismissal (ASSESSMENT 4).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from game.assess import model
from game.assess.settings import COMPETENCIES, Settings, settings
from game.domain.events import Evidence

_95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """Evidence of one session. Only a log that replays to the same figures (`verified` True) counts
    towards a level; another still shows its bars."""

    session: str
    evidence: tuple[Evidence, ...]
    verified: bool | None = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """What is known of one competency. Scale: mean 0, sd 1 of the supposed population of players."""

    mean: float
    sd: float
    """Widened by what the parameter set is unsure of (`Settings.widen`)."""
    low: float
    high: float
    """95 % interval, widened in the same way."""
    level: int | None
    """1 starter, 2 basis, 3 vakbekwaam, 4 regisseur; None: still uncertain."""
    p_level: float
    """Chance of the most likely level."""
    evidence: tuple[tuple[str, Evidence], ...]
    """(session, evidence)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Always eight competencies."""

    parameters: str
    label: dict[str, str]
    """Language -> what the figures are worth."""
    verified: bool | None
    prior: str
    competencies: dict[str, Competency]


def profile(
    sessions: Sequence[Played], prior: str = "correlated", figures: Settings | None = None
) -> Profile:
    """Profile after sessions in the order played. Raises ValueError for an unknown prior."""
    figures = figures or settings()
    belief = model.after([s.evidence for s in sessions], prior, figures)
    verified = _together([s.verified for s in sessions])
    wider = figures.wider(prior, sum(bool(s.evidence) for s in sessions))
    return Profile(
        parameters=figures.version, label=dict(figures.label), verified=verified, prior=prior,
        competencies={
            c: _competency(
                name=c, belief=belief, sessions=sessions, figures=figures, verified=verified, wider=wider
            )
            for c in COMPETENCIES
        },
    )  # fmt: skip


def profile_dict(made: Profile) -> dict[str, Any]:
    """The profile with CONTRACT's keys, ready for JSON."""
    return {
        "parameters": made.parameters,
        "label": made.label,
        "verified": made.verified,
        "prior": made.prior,
        "competencies": {name: _entry(c) for name, c in made.competencies.items()},
    }


def evidence_dict(e: Evidence) -> dict[str, Any]:
    """One indicator with its raw value and the events it rests on."""
    return {
        "id": e.indicator, "version": e.version, "raw": e.raw, "category": e.category,
        "thresholds": list(e.thresholds), "events": list(e.events), "values": dict(e.values),
    }  # fmt: skip


def _entry(c: Competency) -> dict[str, Any]:
    return {
        "mean": c.mean, "sd": c.sd, "low": c.low, "high": c.high, "level": c.level, "p_level": c.p_level,
        "evidence": [{"session": session, **evidence_dict(e)} for session, e in c.evidence],
    }  # fmt: skip


def _competency(
    *, name: str, belief: model.Belief, sessions: Sequence[Played], figures: Settings, wider: float,
    verified: bool | None,
) -> Competency:
    i = COMPETENCIES.index(name)
    mean, sd = belief.mean[i], math.sqrt(belief.cov[i][i]) * wider
    mine = tuple((s.session, e) for s in sessions for e in s.evidence if e.competency == name)
    chances = level_chances(mean, sd, figures.cuts)
    best = max(range(4), key=lambda k: (chances[k], -k))
    level = best + 1
    sure = chances[best] >= figures.certainty and verified is True and bool(mine)
    return Competency(
        mean=round(mean, 3), sd=round(sd, 3), low=round(mean - _95 * sd, 3), high=round(mean + _95 * sd, 3),
        level=level if sure and _covered(name, level, mine, figures) else None,
        p_level=round(chances[best], 3), evidence=mine,
    )  # fmt: skip


def _covered(name: str, level: int, mine: tuple[tuple[str, Evidence], ...], figures: Settings) -> bool:
    """Whether there is good evidence of every kind that this level asks for."""
    need = figures.needs.get(name)
    if need is None or level <= need.above:
        return True
    return set(need.indicators) <= {e.indicator for _, e in mine if e.category >= need.category}


def level_chances(mean: float, sd: float, cuts: Sequence[float]) -> list[float]:
    """Chance of each of the four levels."""
    below = [0.0, *(_normal((cut - mean) / sd) for cut in cuts), 1.0]
    return [high - low for low, high in pairwise(below)]


def _normal(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2


def _together(each: Sequence[bool | None]) -> bool | None:
    """False when one log fails, None when one could not be checked or there is none."""
    if any(v is False for v in each):
        return False
    return True if each and all(v is True for v in each) else None
