"""A found plan in words: what moves, what that saves, on what it depends and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.world import World
from game.session import Session
from game.solver.explain import Explained, explain
from game.solver.robust.assured import assured, sampler_of

if TYPE_CHECKING:
    from game.solver.robust.sampling import Sampler


@dataclass(slots=True)
class Told:
    """The last explanation, and the sampled days of the world it was made with."""

    _kept: tuple[Plan, Plan, Explained] | None = None
    _sampler: tuple[World, Sampler | None] | None = None

    def of(self, session: Session, plan: Plan, judged: Evaluation, *, sampled: bool) -> Explained:
        """The plan against the one that stands; `sampled`: also how it fares on days as they usually go."""
        known = self._kept
        if known is None or known[0] is not session.plan or known[1] is not plan:
            made = explain(session.system, session.plan, session.evaluation(), plan, judged)
            sampler = self._days(session) if sampled else None
            if sampler is not None:
                made = assured(made, sampler, session.plan, plan, judged)
            known = self._kept = (session.plan, plan, made)
        return known[2]

    def _days(self, session: Session) -> Sampler | None:
        """Sampled days of the world as the software knows it; kept until that changes. Not of a running
        day: its trucks are no longer where the plan has them."""
        if self._sampler is None or self._sampler[0] is not session.system:
            made = sampler_of(session.system, session.scenario.disruptions)
            self._sampler = (session.system, made)
        return self._sampler[1]
