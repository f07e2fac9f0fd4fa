"""The measurement model: a multidimensional graded response model, updated session by session.

theta ~ N(0, Sigma); a session's ability is t = theta + u, u ~ N(0, s_u^2 I); for item j of competency c:
logit P(Y >= k) = a_j (t_c - b_jk). Between sessions theta grows by what is believed of this player's growth,
which starts from the population's and is estimated along. One session is one step of an extended Kalman
filter: `game.assess.kalman` has the arithmetic, MODEL.md the equations with their sources.

numpy is loaded only when a profile is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.assess.settings import COMPETENCIES, Settings

if TYPE_CHECKING:
    from game.assess.kalman import Answers, State
    from game.domain.events import Evidence

N = len(COMPETENCIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What is believed of a player: eight abilities in order of COMPETENCIES, then their growth a session."""

    mean: tuple[float, ...]
    """16"""
    cov: tuple[tuple[float, ...], ...]
    """16 x 16"""


def prior(kind: str, settings: Settings) -> Belief:
    """Belief before any session; `correlated` for coaching, `independent` for anything summative.

    Raises ValueError for another one.
    """
    from game.assess.structure import first_state

    return _belief(first_state(settings.model.under(kind), players=1, competencies=N))


def update(belief: Belief, evidence: Sequence[Evidence], settings: Settings) -> Belief:
    """Belief after one session. Evidence of an indicator that the settings do not know is left out.

    The order of evidence within a session says nothing and changes nothing.
    """
    from game.assess.kalman import observe

    known = sorted((e.indicator, e.category) for e in evidence if e.indicator in settings.items)
    if not known:
        return belief
    return _belief(observe(_state(belief), _answers(known, settings), settings.model.session_sd))


def drift(belief: Belief, settings: Settings) -> Belief:
    """Belief at the start of a next session: grown by what is believed of growth, and a little less sure."""
    from game.assess.kalman import advance

    return _belief(advance(_state(belief), settings.model.drift_sd))


def after(sessions: Iterable[Sequence[Evidence]], kind: str, settings: Settings) -> Belief:
    """Belief after all sessions in the order played."""
    belief = prior(kind, settings)
    for number, evidence in enumerate(sessions):
        if number:
            belief = drift(belief, settings)
        belief = update(belief, evidence, settings)
    return belief


def growth(belief: Belief, competency: str) -> tuple[float, float]:
    """Growth a session that is believed of one competency: mean and standard deviation."""
    i = N + COMPETENCIES.index(competency)
    return belief.mean[i], max(0.0, belief.cov[i][i]) ** 0.5


def _answers(known: Sequence[tuple[str, int]], settings: Settings) -> Answers:
    import numpy as np

    from game.assess.kalman import answers_of

    items = [settings.items[name] for name, _ in known]
    row = np.arange(len(items))[None, :]
    return answers_of(
        category=np.array([[category for _, category in known]]),
        item=row,
        ability=np.array([COMPETENCIES.index(i.competency) for i in items]),
        slope=np.array([i.a for i in items]),
        b=np.array([i.b for i in items]),
    )


def _state(belief: Belief) -> State:
    import numpy as np

    from game.assess.kalman import State

    return State(mean=np.array([belief.mean]), cov=np.array([belief.cov]))


def _belief(state: State) -> Belief:
    rows = state.cov[0].tolist()
    return Belief(mean=tuple(state.mean[0].tolist()), cov=tuple(tuple(row) for row in rows))
