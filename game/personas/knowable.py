"""What an act is expected to cost by all that can be known now: for personas that weigh their answers."""

from __future__ import annotations

from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.scenario import Message
from game.fork import fork
from game.rules.evaluate import kpi_of
from game.session import Session
from game.solver.advice import insertions


def expected_cent(session: Session) -> int:
    """Cost of the day as it is expected to end: known delays, choices so far, orders that nobody drives."""
    running = session.running
    if running is None:
        return session.evaluation().kpi.cost_cent
    trips = running.expected()
    return kpi_of(
        session.system, trips, session.unplanned(), running.outside(trips), session.plan.given
    ).cost_cent


def best_answer(session: Session, message: Message) -> str:
    """The option of least expected cost: what is told of the answers where they differ in it, else what the
    day is expected to cost after each; equal: the author's order."""
    costs = [o.expected_cent for o in message.options]
    if len(set(costs)) == 1:
        costs = [after(session, c.Reply(message=message.id, option=o.id)) for o in message.options]
    return message.options[costs.index(min(costs))].id


def after(session: Session, command: c.Command) -> int:
    """Expected cost once a command was given and what it leaves unplanned has its best place."""
    other = fork(session)
    if not other.do(command).ok:
        return 1 << 40
    for order in other.unplanned():
        _place(other, order)
    return expected_cent(other)


def _place(session: Session, order: str) -> None:
    """The best place that can still be had, when it is cheaper than having the order driven."""
    before = expected_cent(session)
    found = insertions(
        session.system, session.plan, order, begun=session.begun(), orders=session.visible,
        now_s=session.clock_s if session.day else None, limit=1,
    )  # fmt: skip
    for proposal in found:
        try:
            session.planned(*map(c.from_text, proposal.commands))
        except GameError:
            continue
        for text in proposal.commands:
            session.do(c.from_text(text))
        if expected_cent(session) > before:
            session.do(c.Undo())
        return
