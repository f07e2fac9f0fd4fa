"""`careful`: plans by hand with advice, checks the cues, overrides advice when they say so."""

from __future__ import annotations

from game.domain import commands as c
from game.personas.knowable import best_answer
from game.personas.naive import wanted
from game.personas.ways import (
    Act,
    Ask,
    decide,
    open_message,
    open_moment,
    order_to_ask,
    pass_time,
    towards,
)
from game.session import Session


def careful(session: Session) -> Act:
    """Looks before choosing, makes a plan by hand, then takes the computer's when that is better."""
    looking = look(session)
    if looking is not None:
        return looking
    deciding = decide(session, lambda m: (m.best, 80), lambda m: m.best)
    if deciding is not None:
        return deciding
    message = open_message(session)
    if message is not None:
        return c.Reply(message=message.id, option=best_answer(session, message))
    if session.phase == "plan":
        planning = hand_plan(session)
        if planning is not None:
            return planning
    if session.phase == "day" and (order := order_to_ask(session)):
        return Ask(what="place", order=order)
    return pass_time(session)


def hand_plan(session: Session) -> Act | None:
    """A plan by hand first, then the computer's, taken when it is better; None: nothing left to plan."""
    if not session.proposals:
        step = towards(session, wanted(session.system, session.visible))
        return step or Ask(what="plan")
    waiting = [p for p in session.proposals if p not in session.settled]
    if not waiting:
        return None
    moves = [c.from_text(t) for t in session.proposals[waiting[-1]].commands]
    before, after = session.evaluation().kpi, session.preview(*moves).kpi
    if (after.hard, after.cost_cent) < (before.hard, before.cost_cent):
        return c.Accept(proposal=waiting[-1])
    return c.Reject(proposal=waiting[-1])


def look(session: Session) -> Act | None:
    """Open every cue of a moment before choosing."""
    found = open_moment(session)
    if found is None:
        return None
    moment, state = found
    fresh = [cue for cue in moment.cues if cue not in state.looked]
    return c.Look(moment=moment.id, cue=fresh[0]) if fresh and not state.option else None
