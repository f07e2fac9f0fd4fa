"""Earlier tries of this player on this scenario, read back from the log folder bit by bit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from game.domain.errors import GameError
from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.replay import tried
from game.report.compared import better_than
from game.session import Session
from game.ui.kpi_days import own_logs

MOST_READ = 8
"""Newest logs of this scenario that are read back; older ones would cost more than they tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A plan that was driven before."""

    id: str
    written: float
    """File time, seconds since 1970."""
    plan: Plan
    judged: Evaluation


class FormerTries:
    """What was found so far. `work` goes on reading; nothing is read before it is first called."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session, self.folder = session, folder
        self.found: list[Try] = []
        self._steps: Iterator[bool] | None = None
        self.done = False

    def work(self, budget_ms: float) -> bool:
        """Read on for so long; True when another try was found."""
        if self.done:
            return False
        if self._steps is None:
            self._steps = self._read()
        end, news = time.perf_counter() + budget_ms / 1000, False
        for found in self._steps:
            news |= found
            if time.perf_counter() > end:
                return news
        self.done = True
        return news

    def best(self) -> Try | None:
        """The best of them."""
        best: Try | None = None
        for one in self.found:
            if best is None or better_than(one.judged, best.judged):
                best = one
        return best

    def _read(self) -> Iterator[bool]:
        """A step for every log that is looked at and every act that is done again; True with a new try."""
        left = MOST_READ
        for log in own_logs(self.folder, self.session):
            yield False
            if log is None or left <= 0:
                continue
            left -= 1
            last: Session | None = None
            try:
                for session in tried(log[0], self.session.scenario):
                    last = session
                    yield False
            except GameError:
                continue
            if last is not None and last.dispatched is not None:
                yield self._take(*log, last)

    def _take(self, path: Path, written: float, session: Session) -> bool:
        plan = session.dispatched
        if plan is None or any(plan == other.plan for other in self.found):
            return False
        made = Try(id=path.stem, written=written, plan=plan, judged=self.session.judged(plan))
        self.found.append(made)
        return True
