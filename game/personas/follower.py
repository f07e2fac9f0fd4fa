"""`follower`: takes all advice, whatever anybody tells."""

from __future__ import annotations

from game.domain import commands as c
from game.domain.scenario import Moment
from game.personas.ways import Act, Ask, decide, open_message, order_to_ask, pass_time
from game.session import Session


def follower(session: Session) -> Act:
    """Own choice is a guess; the final one is always the advice; the computer makes the plan."""
    deciding = decide(session, lambda m: (_guess(session, m), 60), lambda m: m.advice)
    if deciding is not None:
        return deciding
    message = open_message(session)
    if message is not None:
        return c.Reply(message=message.id, option=message.options[0].id)
    if session.phase == "plan":
        waiting = [p for p in session.proposals if p not in session.settled]
        if waiting:
            return c.Accept(proposal=waiting[-1])
        if session.visible and not session.proposals:
            return Ask(what="plan")
    if session.phase == "day" and (order := order_to_ask(session)):
        return Ask(what="place", order=order)
    return pass_time(session)


def _guess(session: Session, moment: Moment) -> str:
    """A first idea without looking anything up: spread over the options by seed."""
    return moment.options[(session.seed + len(moment.id)) % len(moment.options)].id
