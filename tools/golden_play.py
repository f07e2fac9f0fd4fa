"""What is played for the golden logs: short, and with every kind of act and line in it."""

from __future__ import annotations

from collections.abc import Iterator

from game.domain import commands as c
from game.domain import week_commands as w
from game.domain.errors import GameError
from game.domain.scenario import Moment, Scenario
from game.record.closing import signed_by
from game.record.journal import Journal
from game.session import Session
from game.session_week import WeekSession

STEP_S = 30 * 60
DAY, BY_HAND, WEEK = "vers-noord", "eerste-rit", "weekplan"


class Clerk:
    """A witness whose signature can be checked by anybody: for these logs, never for anything that counts."""

    name = "golden"

    def sign(self, head: str) -> str:
        """The head backwards."""
        return head[::-1]

    def holds(self, head: str, sign: str) -> bool:
        """Whether it is."""
        return sign == head[::-1]


def day(scenario: Scenario, journal: Journal) -> Session:
    """Moments, mails, calls, telling, looking up, correcting, a changed plan, the ledger, and the closing."""
    from game.ledger import ledger_of
    from game.replay import start

    clock = iter(range(0, 10**9, 1500))
    session = start(scenario, seed=5, player="golden", journal=journal, now_ms=lambda: next(clock))
    session.do(c.Begin())
    planned(session)
    settle(session)
    session.do(c.Dispatch())
    session.do(c.Tell(party=f"driver/{session.plan.trips[0].vehicle}", about="change"))
    changed = False
    while session.phase == "day":
        session.do(c.Advance(to_s=session.clock_s + STEP_S))
        settle(session)
        changed = changed or swapped(session)
    session.log_ledger(ledger_of(session.events, scenario=scenario))
    for question in scenario.reflection[:1]:
        session.do(c.Answer(question=question, text='Eerder bellen; "zo" gaat het beter.'))
    session.do(c.Finish())
    session.log_signed(signed_by(session.events, Clerk()).data())
    return session


def planned(session: Session) -> None:
    """The reference as a proposal, with rules, a kept plan, an undo and a refusal on the way."""
    first = min(session.visible)
    wanted = session.scenario.reference.plan if session.scenario.reference else session.plan
    for source in session.scenario.sources[:2]:
        session.do(c.Consult(source=source.id))
    session.do(c.Correct(order=first, what="service_s", amount=31 * 60))
    session.do(c.Weigh(co2_percent=30, margin_min=5))
    session.do(c.Keep(text="Leeg; nog niets"))
    session.do(c.Accept(proposal=session.propose("plan", wanted, {"by": "reference"}).id))
    session.mark()
    for command in (c.Unplace(order=first), c.Undo(), c.Redo(), c.Undo(), c.Accept(proposal="P9")):
        session.do(command)


def settle(session: Session) -> None:
    """Decide what asks for a decision now."""
    for moment in session.open_moments():
        for command in decided(moment):
            session.do(command)
    for message in session.open_messages():
        if message.tones:
            session.do(c.Speak(message=message.id, tone=message.tones[0].id))
        session.do(c.Reply(message=message.id, option=message.options[0].id))


def decided(moment: Moment) -> Iterator[c.Command]:
    """Look, the own choice, and the final one."""
    for cue in moment.cues[:1]:
        yield c.Look(moment=moment.id, cue=cue)
    yield c.Commit(moment=moment.id, option=moment.options[0].id, confidence=70)
    yield c.Final(moment=moment.id, option=moment.advice or moment.options[-1].id)


def swapped(session: Session) -> bool:
    """Move the last order that still can to another truck, so that people have to be called."""
    for trip in sorted(session.plan.trips, key=lambda t: -len(t.stops)):
        for order in reversed(trip.orders()):
            for other in sorted(set(session.system.vehicles) - {trip.vehicle}):
                command = c.Place(order=order, vehicle=other, at=0)
                try:
                    session.planned(command)
                except GameError:
                    continue
                return session.phase == "day" and session.do(command).ok
    return False


def by_hand(scenario: Scenario, journal: Journal) -> Session:
    """A round without help: a proposal is refused, the plan is placed order by order."""
    from game.replay import start
    from game.solver.advice import plan_commands
    from game.solver.naive import naive_plan

    part = {"pair": "golden", "nr": 1, "round": "hand", "order": "hand_first", "seed": 3}
    session = start(scenario, seed=3, player="golden", journal=journal, aid="none", part=part)
    session.do(c.Begin())
    session.do(c.Weigh(co2_percent=30, margin_min=5))
    for text in plan_commands(session.plan, naive_plan(session.system, session.visible)):
        session.do(c.from_text(text))
    session.do(c.Dispatch())
    while session.phase == "day":
        session.do(c.Advance(to_s=session.clock_s + 12 * STEP_S))
        settle(session)
    session.do(c.Finish())
    return session


def week(scenario: Scenario, journal: Journal) -> WeekSession:
    """One week of five days with a choice that stands and one that is taken back, closed after the first."""
    from game.autoplay_week import value_of
    from game.replay_week import start_week

    session = start_week(scenario, seed=2, player="golden", journal=journal)
    session.do(w.BeginWeek())
    first, second = sorted(session.week.choices)[:2]
    session.do(w.Study(what=f"choice/{first}"))
    session.do(w.Choose(choice=second, forecast_cent=0, cause="none"))
    session.do(w.End(choice=second))
    session.do(w.Choose(choice=first, forecast_cent=2500, cause="none"))
    while session.phase == "evening" and not session.can_close():
        session.propose()
        session.do(w.Drive(day=session.day))
    session.do(w.CloseWeeks())
    session.log_value(value_of(session))
    session.do(w.FinishWeeks())
    return session
