"""`naive`: nearest first, no help, first answer that comes to mind."""

from __future__ import annotations

from functools import lru_cache

from game.domain import commands as c
from game.domain.plan import Plan
from game.domain.scenario import Moment
from game.domain.world import World
from game.personas.ways import Act, decide, open_message, pass_time, towards
from game.session import Session
from game.solver.naive import naive_plan


def naive(session: Session) -> Act:
    """Nearest feasible customer first, keeps the own first choice, answers with the default."""
    deciding = decide(session, lambda m: (_first(m), 60), _first)
    if deciding is not None:
        return deciding
    message = open_message(session)
    if message is not None:
        return c.Reply(message=message.id, option=message.default or message.options[0].id)
    if session.phase == "plan":
        step = towards(session, wanted(session.system, session.visible))
        if step is not None:
            return step
    return pass_time(session)


def unaided(session: Session) -> c.Command:
    """What anybody does who would ask the computer in a round by hand: the nearest first, or go on."""
    step = towards(session, wanted(session.system, session.visible)) if session.phase == "plan" else None
    return step or pass_time(session)


@lru_cache(maxsize=1)
def wanted(world: World, visible: frozenset[str]) -> Plan:
    """The same plan for every step towards it; a world is known by its identity."""
    return naive_plan(world, visible)


def _first(moment: Moment) -> str:
    return moment.options[0].id
