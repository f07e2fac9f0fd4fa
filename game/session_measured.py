"""A measurement inside a session: by hand until the plan is handed in, then with help.

`aid` `later` says so in the log's header. The plan that is handed in is the plan by hand, judged at that
moment on what the software then believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.evaluation import Evaluation
from game.domain.scenario import Moment
from game.session_state import SessionState

LATER = "later"
"""The aid of a measurement."""


class Measured(SessionState):
    """What a measurement allows and asks; other sessions never notice."""

    @property
    def _aid_now(self) -> str:
        return "full" if self.helped else self.aid

    @property
    def told_reference(self) -> Evaluation | None:
        """The reference as far as it is shown while planning: in a measurement it would tell a result."""
        return None if self.aid == LATER else self.reference

    def waiting(self) -> tuple[Moment, ...]:
        """Decision moments of a measurement that want the own choice first; elsewhere none."""
        if self.aid != LATER:
            return ()
        return tuple(m for m in self.open_moments() if not self._committed(m))

    def veiled(self, *names: str) -> Moment | None:
        """The moment that keeps advice about one of these orders or vehicles hidden; None: none does."""
        return next((m for m in self.waiting() if m.subject in names), None)

    def log_interrupted(self, gap_s: int) -> None:
        """A measurement was broken off and is gone on with, so many seconds on the wall later."""
        self._tick()
        self._log("game", "interrupted", {"gap_s": gap_s})
        self.log.flush()

    def _do_hand_in(self, _: c.HandIn) -> list[tuple[str, str, dict[str, Any]]]:
        if self.aid != LATER:
            raise Illegal("session.no_hand_in")
        if self.phase != "plan":
            raise Illegal("session.not_now", phase=self.phase)
        if self.hand_plan is not None:
            raise Illegal("session.handed_in")
        if not (self.plan.covered() or not self.visible):
            raise Illegal("session.empty_plan")
        self.hand_plan, self.hand = self.plan, self._judged(self.plan)
        figures = {**self.kpis(self.hand), "planning_s": self.planning_s()}
        return [("game", "kpi", {"phase": "hand", "kpi": figures})]

    def _may_dispatch(self) -> None:
        """Raise Illegal while a measurement waits for the plan by hand."""
        if self.aid == LATER and not self.helped:
            raise Illegal("session.hand_in_first")

    def _may_show(self, texts: Iterable[str]) -> None:
        """Raise Illegal for a proposal about what a decision moment asks the own choice of first."""
        if self.waiting():
            veil = self.veiled(*(word for text in texts for word in _words(text)))
            if veil is not None:
                raise Illegal("session.own_choice_first", moment=veil.id)

    def _committed(self, moment: Moment) -> bool:
        state = self.moments.get(moment.id)
        return state is not None and bool(state.option)


def _words(text: str) -> list[str]:
    """Ids in a command's text, those of a whole trip (`O1/deliver/0,...`) among them."""
    for mark in ',/;"':
        text = text.replace(mark, " ")
    return text.split()
