"""Asking why an order is not planned: worked out beside the screen, kept as long as the plan stays the same.

One thread (`Background`) works; a question that nobody asks any more is not begun.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from game.domain.commands import from_text
from game.domain.errors import GameError
from game.session import Session
from game.solver.remedy import Remedy, remedy
from game.solver.verdict import WhyNot
from game.solver.whynot import why_not
from game.ui.background import Background
from game.ui.desk import Desk

NAME = "why"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """An answer, and what can be done about it."""

    said: WhyNot
    remedy: Remedy | None


@dataclass(slots=True)
class Asking:
    """The last question, and answers by (stamp of the plan, order)."""

    background: Background = field(default_factory=Background)
    known: dict[tuple[int, str], Why] = field(default_factory=dict)
    wanted: tuple[int, str] = (-1, "")
    seen: int = 0

    def ask(self, desk: Desk, order: str) -> Why | None:
        """The answer when it is there; else it is being worked out."""
        key = (desk.stamp, order)
        if key in self.known:
            return self.known[key]
        if self.wanted != key:
            self.wanted = key
            session = desk.session
            self.background.add(lambda: self._work(key, session))
        return None

    def _work(self, key: tuple[int, str], session: Session) -> None:
        if self.wanted != key:
            return
        world, plan, orders, begun = session.system, session.plan, session.visible, session.begun()
        said = why_not(world, plan, key[1], begun=begun, orders=orders)
        todo = remedy(world, plan, said, begun, orders=orders)
        if len(self.known) > 200:
            self.known.clear()
        self.known[key] = Why(said=said, remedy=_possible(session, todo))

    def poll(self) -> bool:
        """Something was worked out; what went wrong in the thread is raised here, for the crash screen."""
        if self.background.failed:
            raise self.background.failed.pop()
        fresh, self.seen = self.background.done != self.seen, self.background.done
        return fresh


def _possible(session: Session, todo: Remedy | None) -> Remedy | None:
    """Only what the session would carry out."""
    if todo is None:
        return None
    if todo.agree is not None:
        asked = any(e.kind == "wider_s" and e.subject == todo.agree.order for e in session.effects)
        if asked or session.phase != "plan":
            return None
    try:
        session.planned(*(from_text(text) for text in todo.acts))
    except GameError:
        return None
    return todo


def asking_of(desk: Desk) -> Asking:
    """The one of this desk."""
    found = desk.kept.get(NAME)
    if not isinstance(found, Asking):
        found = desk.kept[NAME] = Asking()
    return found
