"""What the computer would do now: the follow-up that a choice asks for, and the best repair it knows.

Quick advice only (`solver.advice.insertions`), restricted to the future, with what is known now: exact for
one order at a time, no search over whole plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.evaluation import Severity
from game.domain.plan import Plan
from game.fork import fork
from game.session import Session
from game.solver.advice import insertions
from game.solver.proposal import Proposal

MOST_ORDERS, MOST_PLACES = 3, 2
"""Orders that are tried elsewhere, and places for each."""


def follow_up(session: Session, orders: Iterable[str]) -> None:
    """Put orders that a choice brought in at their best place, where one breaks no rule."""
    for order in sorted(orders):
        for proposal in places(session, order):
            if _taken(session, proposal):
                break


def repairs(session: Session) -> Iterator[Session]:
    """Copies of the session, in each of which one thing more was mended."""
    placed = fork(session)
    left = placed.unplanned()[:MOST_ORDERS]
    follow_up(placed, left)
    if placed.plan != session.plan:
        yield placed
    for order in _late(placed)[:MOST_ORDERS]:
        for proposal in places(placed, order)[:MOST_PLACES]:
            other = fork(placed)
            if _taken(other, proposal):
                yield other


def places(session: Session, order: str) -> tuple[Proposal, ...]:
    """Places for one order that can be thought of now, the best first."""
    return insertions(
        session.system, session.plan, order,
        begun=session.begun(), orders=session.visible, now_s=session.clock_s if session.day else None,
    )  # fmt: skip


def _taken(session: Session, proposal: Proposal) -> bool:
    """Whether the proposal breaks no rule more than before and could be carried out, and was."""
    plan = after(session, proposal)
    if plan is None or any(f.severity is Severity.HARD for f in proposal.new_findings):
        return False
    session.plan = plan
    if session.running:
        session.running.plan = plan
    return True


def after(session: Session, proposal: Proposal) -> Plan | None:
    """The plan with a proposal carried out; None when the day does not let it."""
    try:
        return session.planned(*map(c.from_text, proposal.commands))
    except GameError:
        return None


def _late(session: Session) -> list[str]:
    """Orders that are expected to be late and are still to come, the worst first."""
    running = session.running
    if running is None:
        return []
    begun = session.begun()
    stops = [
        s
        for trip in running.expected()
        for s in trip.stops[begun.get(trip.trip.vehicle, 0) :]
        if s.stop.order and s.late_s
    ]
    return list(dict.fromkeys(s.stop.order for s in sorted(stops, key=lambda s: (-s.late_s, s.stop.order))))
