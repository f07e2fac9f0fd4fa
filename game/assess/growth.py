"""How a profile grew: every competency as it was believed to be after each session, and its trend.

Bands are those of the profile after that session, so that the last point is the bar of today.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.assess import model
from game.assess.profile import Played
from game.assess.settings import COMPETENCIES, Settings, settings

_95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One competency after one session, on the scale of the profile."""

    session: str
    mean: float
    low: float
    high: float
    """95 % interval, widened as the profile's."""
    evidence: int
    """Pieces of evidence of this competency in that session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A competency over the sessions."""

    points: tuple[Point, ...]
    mean: float = 0.0
    """Growth a session that is believed of this player."""
    sd: float = 0.0

    @property
    def says(self) -> str:
        """`up`, `down`, or `open`: with 95 % certainty more, less, or not to be told from chance yet."""
        if len(self.points) < 2 or abs(self.mean) <= _95 * self.sd:
            return "open"
        return "up" if self.mean > 0 else "down"


def growths(
    sessions: Sequence[Played], prior: str = "correlated", figures: Settings | None = None
) -> dict[str, Growth]:
    """Growth of all eight over sessions in the order played. Raises ValueError for an unknown prior."""
    figures = figures or settings()
    belief, told = model.prior(prior, figures), 0
    points: dict[str, list[Point]] = {c: [] for c in COMPETENCIES}
    for number, session in enumerate(sessions):
        belief = model.update(model.drift(belief, figures) if number else belief, session.evidence, figures)
        told += bool(session.evidence)
        wider = figures.wider(prior, told)
        for name in COMPETENCIES:
            points[name].append(_point(belief, name, session, wider))
    trends = {c: model.growth(belief, c) for c in COMPETENCIES}
    return {
        c: Growth(points=tuple(points[c]), mean=round(trends[c][0], 4), sd=round(trends[c][1], 4))
        for c in COMPETENCIES
    }


def _point(belief: model.Belief, name: str, session: Played, wider: float) -> Point:
    i = COMPETENCIES.index(name)
    mean, sd = belief.mean[i], math.sqrt(belief.cov[i][i]) * wider
    return Point(
        session=session.session, mean=round(mean, 3), low=round(mean - _95 * sd, 3),
        high=round(mean + _95 * sd, 3), evidence=sum(e.competency == name for e in session.evidence),
    )  # fmt: skip


def growth_dict(grown: Mapping[str, Growth]) -> dict[str, Any]:
    """Plain values, ready for JSON."""
    return {
        name: {
            "says": g.says, "mean": g.mean, "sd": g.sd,
            "points": [
                {"session": p.session, "mean": p.mean, "low": p.low, "high": p.high, "evidence": p.evidence}
                for p in g.points
            ],
        }
        for name, g in grown.items()
    }  # fmt: skip
