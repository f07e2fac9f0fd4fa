"""`random`: any act that a player could do, drawn from the seed's own stream."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from game.domain import commands as c
from game.domain.chance import Random, stream
from game.personas.ways import Act, decide, open_message, pass_time
from game.session import Session

RESTLESS = 0.25
"""Chance of an act before the clock goes on, in the day."""
STEP_S = 3600
T = TypeVar("T")


def random(session: Session) -> Act:
    """Decides, answers, places and moves at random; every run of a seed is the same."""
    chance = stream(session.seed, f"persona/random/{len(session.events)}")
    deciding = decide(
        session, lambda m: (_one(chance, m.options).id, 50 + 10 * _below(chance, 6)),
        lambda m: _one(chance, m.options).id,
    )  # fmt: skip
    if deciding is not None:
        return deciding
    message = open_message(session)
    if message is not None:
        return c.Reply(message=message.id, option=_one(chance, message.options).id)
    if session.phase == "plan" and (unplanned := session.unplanned()) and _patient(session):
        return _place(chance, session, unplanned)
    if session.phase == "day":
        return _in_the_day(chance, session)
    return pass_time(session)


def _patient(session: Session) -> bool:
    """Three tries for each order, then the rest is left."""
    return len(session.events) < 3 * len(session.visible) + 30 or not session.can_dispatch


def _place(chance: Random, session: Session, orders: Sequence[str]) -> Act:
    vehicle = _one(chance, sorted(session.system.vehicles))
    trip = session.plan.trip_of(vehicle)
    at = _below(chance, (len(trip.stops) if trip else 0) + 1)
    return c.Place(order=_one(chance, orders), vehicle=vehicle, at=at)


def _in_the_day(chance: Random, session: Session) -> Act:
    """Now and then an order goes to another truck or a customer is called; else time passes."""
    draw = chance.random()
    if session.visible and draw < RESTLESS / 2:
        return _place(chance, session, sorted(session.visible))
    if session.visible and draw < RESTLESS:
        return c.Tell(party=f"customer/{_one(chance, sorted(session.visible))}", about="late")
    return c.Advance(to_s=session.clock_s + 60 + _below(chance, STEP_S))


def _below(chance: Random, count: int) -> int:
    return int(chance.random() * count)


def _one(chance: Random, of: Sequence[T]) -> T:
    return of[_below(chance, len(of))]
