"""`sceptic`: refuses all advice, whatever it says."""

from __future__ import annotations

from game.domain import commands as c
from game.domain.scenario import Moment
from game.personas.naive import wanted
from game.personas.ways import Act, cheapest, decide, open_message, pass_time, towards
from game.session import Session


def sceptic(session: Session) -> Act:
    """Plans by hand, decides otherwise than the advice, and stays with it without looking anything up."""
    deciding = decide(session, lambda m: (_other(m), 80), _other)
    if deciding is not None:
        return deciding
    message = open_message(session)
    if message is not None:
        return c.Reply(message=message.id, option=cheapest(message))
    if session.phase == "plan":
        step = towards(session, wanted(session.system, session.visible))
        if step is not None:
            return step
    return pass_time(session)


def _other(moment: Moment) -> str:
    """The first option that is not the advice."""
    return next(o.id for o in moment.options if o.id != moment.advice)
