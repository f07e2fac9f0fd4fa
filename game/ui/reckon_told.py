"""A found plan in words: what moves, what that saves, on what it depends and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.world import World
from game.session import Session
from game.solver.explain import Explained, explain
from game.solver.robust.assured import assured, sampler_of
from game.ui.background import Background

if TYPE_CHECKING:
    from game.solver.robust.sampling import Sampler


Pair = tuple[Plan, Plan]
"""The plan that stands, and the one that was found."""


@dataclass(slots=True)
class Told:
    """The last explanation, and the sampled days of the world it was made with.

    Sampling takes longer than a frame may, so a thread does it; until then there is nothing to tell.
    """

    background: Background = field(default_factory=Background)
    _kept: tuple[Pair, Explained] | None = None
    _asked: Pair | None = None
    _sampler: tuple[World, Sampler | None] | None = None
    _seen: int = 0

    def of(self, session: Session, plan: Plan, judged: Evaluation, *, sampled: bool) -> Explained | None:
        """The plan against the one that stands; `sampled`: also how it fares on days as they usually go."""
        pair = (session.plan, plan)
        if self._kept is not None and _same(self._kept[0], pair):
            return self._kept[1]
        if self._asked is None or not _same(self._asked, pair):
            self._asked, now = pair, session.evaluation()
            self.background.add(lambda: self._work(session, pair, now, judged, sampled=sampled))
        return None

    def _work(
        self, session: Session, pair: Pair, now: Evaluation, judged: Evaluation, *, sampled: bool
    ) -> None:
        if self._asked is None or not _same(self._asked, pair):
            return  # nobody wants to know any more
        made = explain(session.system, pair[0], now, pair[1], judged)
        sampler = self._days(session) if sampled else None
        if sampler is not None:
            made = assured(made, sampler, pair[0], pair[1], judged)
        self._kept = (pair, made)

    def poll(self) -> bool:
        """Something can be told now; what went wrong in the thread is raised here."""
        if self.background.failed:
            raise self.background.failed.pop()
        fresh, self._seen = self.background.done != self._seen, self.background.done
        return fresh

    def _days(self, session: Session) -> Sampler | None:
        """Sampled days of the world as the software knows it; kept until that changes. Not of a running
        day: its trucks are no longer where the plan has them."""
        if self._sampler is None or self._sampler[0] is not session.system:
            made = sampler_of(session.system, session.scenario.disruptions)
            self._sampler = (session.system, made)
        return self._sampler[1]


def _same(a: Pair, b: Pair) -> bool:
    """The very same plans: comparing them stop by stop is not needed."""
    return a[0] is b[0] and a[1] is b[1]
