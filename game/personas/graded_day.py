"""What a graded persona does in the running day: answers, repairs and calls, each when it is due.

K4: how soon and how well messages are answered, how soon the driver of a truck in trouble hears what to do,
whether orders are moved without need. K6: which customers and others hear of it, how soon, in what words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.scenario import Message
from game.personas.grades import Skill, draw, quantile
from game.personas.knowable import best_answer
from game.personas.ways import END_S, Act
from game.session import Session

REPLY = 1.1
"""At no skill an answer takes up to so many times the time that there is."""
SLOW_S = 7200
"""At no skill a driver in trouble, or a customer, waits about so long for a call."""
LOOK_S = 300
"""How often a look is taken at what the trucks do."""
LONG_S = 600
"""A driver who is held up so long hears from the planner, whoever is late by it."""
RESTLESS = 0.6
"""At no skill this share of the troubles makes the persona move an order without looking."""


class Due(NamedTuple):
    """Something that the persona means to do at a time."""

    at_s: int
    rank: str
    act: c.Command


Notes = dict[str, list[Due]]
"""What the persona noted when it saw something: whom to call and when. Its only memory of the day."""


def day(session: Session, skill: Skill, notes: Notes) -> Act | None:
    """What is due, or let time pass until something is."""
    _note(session, skill, notes)
    todo = [_answer(session, skill, message) for message in session.open_messages()]
    todo = sorted([*todo, *(d for each in notes.values() for d in each)], key=lambda d: (d.at_s, d.rank))
    for due in todo:
        if due.at_s > session.clock_s:
            break
        for each in notes.values():
            if due in each:
                each.remove(due)
        # a call about which nothing changes for the customer is no good call; by low skill it is made
        if due.rank == "needs" and isinstance(due.act, c.Tell) and session.needless(due.act.party):
            continue
        return _tone(session, skill, due.act) or due.act
    ahead = [due.at_s for due in todo if due.at_s > session.clock_s]
    look_s = session.clock_s + LOOK_S if session.clock_s < _last_s(session) else END_S
    return c.Advance(to_s=min([look_s, *ahead]))


def _last_s(session: Session) -> int:
    """When the last stop begins by the plan that was dispatched."""
    judged = session.planned_judged
    return max((s.begin_s for t in judged.trips for s in t.stops), default=0) if judged else 0


def _note(session: Session, skill: Skill, notes: Notes) -> None:
    """Everything new: messages about somebody who ought to hear, and trucks that are held up."""
    for name, at_s in session.day.messages if session.day else ():
        if f"message/{name}" not in notes:
            notes[f"message/{name}"] = list(_needs(session, skill, name, at_s))
    for held in _incidents(session):
        if held.subject not in notes:
            notes[held.subject] = list(_trouble(session, skill, held))


def _needs(session: Session, skill: Skill, name: str, at_s: int) -> Iterator[Due]:
    needs = next((m.needs for m in session.scenario.messages if m.id == name), ())
    for party in needs:
        if _drawn(session, "needs", name, party) < skill.k6:
            due_s = at_s + _wait(session, skill.k6, "needs", name)
            yield Due(at_s=due_s, rank="needs", act=c.Tell(party=party, about="late"))


def _answer(session: Session, skill: Skill, message: Message) -> Due:
    """The best answer by what it is expected to cost, or another; at once or late."""
    received = dict(session.day.messages) if session.day else {}
    received_s = received.get(message.id, session.clock_s)
    until_s = message.deadline_s if message.trigger == "at" else received_s + message.deadline_s
    share = REPLY * (1 - skill.k4) ** 2 * 2 * _drawn(session, "delay", message.id)
    at_s = received_s + int(share * (until_s - received_s))
    option = message.options[0].id
    if at_s <= session.clock_s:
        option = best_answer(session, message)
        others = [o.id for o in message.options if o.id != option]
        if others and not _lucky(session, skill.k4, "answer", message):
            option = others[int(_drawn(session, "other", message.id) * len(others))]
    # one that will never be given still lets time pass no further than the deadline
    return Due(at_s=min(at_s, until_s + 1), rank=message.id, act=c.Reply(message=message.id, option=option))


def _tone(session: Session, skill: Skill, act: c.Command) -> Act | None:
    """The words first, where the screen asks for them."""
    if not isinstance(act, c.Reply) or act.message in dict(session.known.spoken):
        return None
    message = next(m for m in session.scenario.messages if m.id == act.message)
    if not message.tones:
        return None
    ranked = sorted(message.tones, key=lambda t: (-t.score, t.id))
    well = _lucky(session, skill.k6, "tone", message)
    other = 1 + int(_drawn(session, "words", act.message) * (len(ranked) - 1))
    return c.Speak(message=act.message, tone=ranked[0 if well or len(ranked) == 1 else other].id)


class Held(NamedTuple):
    """A truck is held up, as the day's line says it."""

    vehicle: str
    subject: str
    at_s: int
    delay_s: int


def _trouble(session: Session, skill: Skill, held: Held) -> Iterator[Due]:
    """The driver hears what to do, late customers that it is late; at low skill others hear for nothing."""
    late = _late(session, held)
    if not late and held.delay_s < LONG_S:
        return
    driver = c.Tell(party=f"driver/{held.vehicle}", about="change")
    yield Due(at_s=held.at_s + _wait(session, skill.k4, "trouble", held.subject), rank="driver", act=driver)
    for order in late:
        if _drawn(session, "late", order) < skill.k6:
            call = c.Tell(party=f"customer/{order}", about="late")
            yield Due(at_s=held.at_s + _wait(session, skill.k6, "late", order), rank=order, act=call)
    if _drawn(session, "wrong", held.subject) >= skill.k6:
        yield from _for_nothing(session, held)
    rash = _rash(session, skill, held)
    if rash:
        late_s = _wait(session, skill.k4, "trouble", held.subject)
        yield Due(at_s=held.at_s + late_s, rank="rash", act=rash)


def _for_nothing(session: Session, held: Held) -> Iterator[Due]:
    """A call to a customer of another truck, to be on the safe side."""
    others = sorted(o for t in session.plan.trips if t.vehicle != held.vehicle for o in t.orders())
    if others:
        order = others[int(_drawn(session, "nothing", held.subject) * len(others))]
        yield Due(at_s=held.at_s, rank="nothing", act=c.Tell(party=f"customer/{order}", about="late"))


def _rash(session: Session, skill: Skill, held: Held) -> c.Command | None:
    """An order of the truck goes to another one without a look at what that costs."""
    vehicle, subject = held.vehicle, held.subject
    if _drawn(session, "rash", subject) >= RESTLESS * (1 - skill.k4):
        return None
    trip = session.plan.trip_of(vehicle)
    others = [v for v in sorted(session.system.vehicles) if v != vehicle]
    ahead = [s.order for s in (trip.stops if trip else ())[session.begun().get(vehicle, 0) :] if s.order]
    for order in reversed(ahead):
        for other in sorted(others, key=lambda v: _drawn(session, "rash", subject, v)):
            there = session.plan.trip_of(other)
            command = c.Place(order=order, vehicle=other, at=len(there.stops) if there else 0)
            try:
                session.planned(command)
            except GameError:
                continue
            return command
    return None


def _late(session: Session, held: Held) -> list[str]:
    """Orders of a truck, not served yet, that will be late: by the board, or by the plan and the delay."""
    running, after_s = session.running, session.system.goodwill.late_after_s
    assert running is not None
    trips = [t for t in running.expected() if t.trip.vehicle == held.vehicle]
    late = [s.stop.order for t in trips for s in t.stops if s.late_s > after_s]
    planned = session.planned_judged.trip_of(held.vehicle) if session.planned_judged else None
    for stop in planned.stops if planned else ():
        if stop.begin_s + held.delay_s - stop.window_close_s > after_s:
            late.append(stop.stop.order)
    lines = [e.data for e in session.events if e.kind == "day"]
    served = {str(line["subject"]) for line in lines if line["what"] == "served"}
    return [order for order in dict.fromkeys(late) if order and order not in served]


def _lucky(session: Session, skill: float, topic: str, message: Message) -> bool:
    """Whether this message is one of the share that goes well."""
    names = [m.id for m in session.scenario.messages if m.options]
    return quantile(session.seed, f"{session.scenario.id}/{topic}", message.id, names) < skill


def _drawn(session: Session, *about: str) -> float:
    return draw(session.seed, session.scenario.id, *about)


def _wait(session: Session, skill: float, *about: str) -> int:
    """Seconds until it is done: none at full skill."""
    return int((1 - skill) ** 2 * SLOW_S * (0.5 + _drawn(session, "wait", *about)))


def _incidents(session: Session) -> Iterator[Held]:
    """Everything by which a truck was held up so far."""
    for e in session.events:
        if e.kind == "day" and e.data.get("what") == "incident" and e.data.get("vehicle"):
            delay_s = int(e.data.get("delay_s", 0))
            yield Held(str(e.data["vehicle"]), str(e.data["subject"]), int(e.data["at_s"]), delay_s)
