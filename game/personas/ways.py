"""What personas have in common: how to read the session, and small acts they all need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.domain import commands as c
from game.domain.plan import Plan, Trip
from game.domain.scenario import Message, Moment
from game.session import MomentState, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Ask the computer: `plan` a whole plan, `place` the best place for `order`."""

    what: str
    order: str = ""


Act = c.Command | Ask
Persona = Callable[[Session], Act]
"""Reads what a person can see of a session (never truth) and gives the next act."""

END_S = 48 * 3600
ASK_EVERY_S = 3600


def towards(session: Session, target: Plan) -> c.Command | None:
    """The next single placing by hand on the way to a target plan; None when it is reached."""
    for trip in target.trips:
        have = session.plan.trip_of(trip.vehicle)
        orders = have.orders() if have else ()
        for number, order in enumerate(trip.orders()):
            if number >= len(orders) or orders[number] != order:
                return placing(trip, order, trip.orders()[:number])
    return None


def placing(trip: Trip, order: str, before: tuple[str, ...]) -> c.Place:
    """Put an order where it stands in the target, among the orders that are placed already."""
    among = [s for s in trip.stops if s.order in before or s.order == order]
    spots = [i for i, s in enumerate(among) if s.order == order]
    # Positions count in the trip without the order itself: its first stop shifts its second by one.
    deliver_at = spots[1] - 1 if len(spots) > 1 else -1
    return c.Place(order=order, vehicle=trip.vehicle, at=spots[0], deliver_at=deliver_at)


def open_moment(session: Session) -> tuple[Moment, MomentState] | None:
    """The first decision moment that asks for an act, with how far it is."""
    for moment in session.open_moments():
        return moment, session.moments.get(moment.id, MomentState())
    return None


def open_message(session: Session) -> Message | None:
    """The first received message that wants an answer."""
    return next(iter(session.open_messages()), None)


def order_to_ask(session: Session) -> str:
    """An unplanned order about which the computer was not asked within the last hour; empty: none."""
    since_s = max(0, session.clock_s - ASK_EVERY_S)
    asked = {
        e.data.get("order") for e in session.events[-200:] if e.kind == "proposal" and e.game_s > since_s
    }
    return next((order for order in session.unplanned() if order not in asked), "")


def pass_time(session: Session) -> c.Command:
    """What is left when nothing asks for attention: dispatch, let the clock run, or close."""
    if session.phase == "briefing":
        return c.Begin()
    if session.phase == "plan":
        return c.Dispatch()
    if session.phase == "day":
        return c.Advance(to_s=END_S)
    return c.Finish()


def cheapest(message: Message) -> str:
    """The answer with the lowest stated cost; equal: the author's order."""
    costs = [sum(e.amount for e in o.effects if e.kind.endswith("_cent")) for o in message.options]
    return message.options[costs.index(min(costs))].id


def decide(
    session: Session, own: Callable[[Moment], tuple[str, int]], final: Callable[[Moment], str]
) -> Act | None:
    """Go through an open moment: own choice first, then the final one; None when none is open."""
    found = open_moment(session)
    if found is None:
        return None
    moment, state = found
    if not state.option:
        option, confidence = own(moment)
        return c.Commit(moment=moment.id, option=option, confidence=confidence)
    # by hand no advice was seen: the own choice stands
    return c.Final(moment=moment.id, option=final(moment) if session.helped else state.option)
