"""`expert`: the best from what can be known, never from the truth."""

from __future__ import annotations

from collections.abc import Iterator

from game.domain import commands as c
from game.domain.scenario import Moment
from game.personas.careful import hand_plan, look
from game.personas.knowable import best_answer
from game.personas.ways import Act, Ask, decide, open_message, order_to_ask, pass_time
from game.session import Session


def expert(session: Session) -> Act:
    """Looks everything up, decides by what it is expected to cost, and calls customers in time."""
    return next(_acts(session))


def _acts(session: Session) -> Iterator[Act]:
    """What there is to do, the most pressing first; only the first is done."""
    looking = look(session) or _consult(session)
    if looking is not None:
        yield looking
    deciding = decide(session, lambda m: (m.best, _sure(m)), lambda m: m.best)
    if deciding is not None:
        yield deciding
    message = open_message(session)
    if message is not None:
        best = max(message.tones, key=lambda t: t.score, default=None)
        if best is not None and message.id not in dict(session.known.spoken):
            yield c.Speak(message=message.id, tone=best.id)
        yield c.Reply(message=message.id, option=best_answer(session, message))
    if session.phase == "plan":
        planning = hand_plan(session)
        if planning is not None:
            yield planning
    if session.phase == "day":
        calling = _call(session)
        if calling is not None:
            yield calling
        if order := order_to_ask(session):
            yield Ask(what="place", order=order)
    yield pass_time(session)


def _consult(session: Session) -> Act | None:
    """Read everything that is there and new."""
    read = dict(session.known.consulted)
    fresh = (s.id for s in session.sources() if s.id not in read and session.phase in ("plan", "day"))
    name = next(fresh, None)
    return c.Consult(source=name) if name else None


def _sure(moment: Moment) -> int:
    """Surer, the more the second best costs against the best: 60 to 100 percent."""
    costs = sorted(o.expected_cent for o in moment.options)
    share = (costs[1] - costs[0]) / max(1, costs[1])
    return min(100, 60 + 10 * int(4 * share + 0.5))


def _call(session: Session) -> Act | None:
    """Tell a customer who will be late by all that is known, while it still helps."""
    running = session.running
    assert running is not None
    terms, told = session.system.goodwill, {t.party for t in running.state.told}
    for trip in running.expected():
        for stop in trip.stops:
            party = f"customer/{stop.stop.order}"
            in_time = session.clock_s <= stop.window_close_s - terms.told_ahead_s
            if stop.stop.order and stop.late_s > terms.late_after_s and in_time and party not in told:
                return c.Tell(party=party, about="late")
    return None
