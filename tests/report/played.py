"""Logs for the tests of export and privacy: a persona's day and weeks, and a day with every kind of act."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from game.autoplay import play
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain import week_commands as w
from game.domain.events import Event
from game.domain.ledger import LedgerLine, LedgerOption, to_data
from game.domain.measurement import part_with
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.record.journal import Journal
from game.record.lines import body, link
from game.replay import start
from game.replay_week import start_week
from game.report.xapi import statements
from game.session import Session
from game.week.value import Effect, Value

BEGUN = "2026-11-28T09:00:00Z"
SECRET = "Mijn buurman Karel weet dat"
"""What a player writes in own words: it must leave in no export."""


@lru_cache(maxsize=4)
def scenario(name: str = "stukgoed") -> Scenario:
    """A shipped scenario."""
    return load_scenario(name)


def reference(session: Session) -> Plan:
    """The stored plan, without what a choice called off."""
    assert session.scenario.reference is not None
    plan = session.scenario.reference.plan
    for order in sorted(plan.covered() - session.visible):
        plan = plan.without_order(order)
    return plan


@lru_cache(maxsize=1)
def day() -> tuple[Event, ...]:
    """A whole day of a persona, with messages and decisions."""
    return tuple(play(scenario(), "careful", seed=1, planner=reference).events)


@lru_cache(maxsize=1)
def weeks() -> tuple[Event, ...]:
    """One week by the quick planner, with one agreement; what it was worth is made up, to be quick."""
    session = start_week(scenario("weekplan"), seed=1, player="p-weeks")
    session.do(w.BeginWeek())
    session.do(w.Study(what="customer/O01"))
    session.do(w.Choose(choice="dock-leeuwarden", forecast_cent=900, cause="dock"))
    for number in range(1, 6):
        session.propose()
        session.do(w.Drive(day=number))
    session.do(w.CloseWeeks())
    effect = Effect(choice="dock-leeuwarden", cent=-500, week_cent=-250, g_co2e=0)
    session.log_value(Value(
        cost_cent=1_100_000, without_cent=1_100_500, best_cent=1_000_000, best=(), weeks_cent=((1, 1),),
        effects=(effect,), naive_kpi={},
    ))  # fmt: skip
    session.do(w.FinishWeeks())
    return tuple(session.events)


def by_hand(player: str = "p-0123abcd", journal: Journal | None = None) -> Session:
    """A day with the acts that personas do not do, on a clock of its own; ends while it is being driven."""
    clock = iter(range(0, 10**9, 1500))
    signed = {"begun": BEGUN, "consent": "ritregie-consent/1"}
    session = start(
        scenario(), seed=1, player=player, journal=journal, now_ms=lambda: next(clock), signed=signed
    )
    for command in _acts(session):
        session.do(command)
    return session


def _acts(session: Session) -> Iterator[c.Command]:
    yield c.Begin()
    order = sorted(session.visible)[0]
    yield c.Consult(source=session.sources()[0].id)
    yield c.Correct(order=order, what="service_s", amount=1200)
    yield c.Place(order="O-none", vehicle="V1", at=0)
    yield c.Steer(text="buffer_s 600")
    yield c.Weigh(co2_percent=30, margin_min=0)
    yield c.Keep(text=SECRET)
    moment = session.open_moments()[0]
    yield c.Look(moment=moment.id, cue=moment.cues[0])
    yield c.Commit(moment=moment.id, option=moment.best, confidence=80)
    yield c.Final(moment=moment.id, option=moment.best)
    yield c.SkipMoment(moment=session.open_moments()[0].id)
    session.propose("plan", reference(session))
    yield c.Accept(proposal="P1")
    yield c.Answer(question=session.scenario.reflection[0], text=SECRET)
    yield c.Dispatch()
    yield c.Advance(to_s=session.clock_s + 600)
    yield c.Tell(party=f"customer/{order}", about="late")


MEASURED = "nulmeting-1"


@lru_cache(maxsize=1)
def measured() -> tuple[Event, ...]:
    """A part of a measurement that was broken off once: planned by hand, handed in, driven, closed."""
    part = part_with(MEASURED, "ab12")
    assert part is not None
    clock = iter(range(0, 10**9, 1500))
    session = start(
        scenario(MEASURED), seed=part.seed, mode="assess", player="p-measured", aid="later",
        measurement=part.data(), now_ms=lambda: next(clock), signed={"begun": BEGUN},
    )  # fmt: skip
    session.do(c.Begin())
    session.log_interrupted(3600)
    session.do(c.Place(order=session.unplanned()[0], vehicle=sorted(session.system.vehicles)[0], at=0))
    session.do(c.HandIn())
    session.do(c.Dispatch())
    while session.phase == "day":
        session.do(c.Advance(to_s=48 * 3600))
    session.do(c.Finish())
    return tuple(session.events)


def more(events: tuple[Event, ...], kind: str, data: dict[str, Any]) -> tuple[Event, ...]:
    """The log with one more event, chained."""
    last = events[-1]
    event = Event(seq=last.seq + 1, game_s=last.game_s, wall_ms=last.wall_ms, actor="game", kind=kind,
                  data=data, state=last.state, link="")  # fmt: skip
    chained = Event(seq=event.seq, game_s=event.game_s, wall_ms=event.wall_ms, actor="game", kind=kind,
                    data=data, state=event.state, link=link(last.link, body(event)))  # fmt: skip
    return (*events, chained)


def weighed(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The log with a changed plan that went out, and what a message and a re-plan were worth."""
    calls = {"calls": [{"party": "customer/O01", "about": "late", "cent": 500, "shift_s": 900}], "cent": 500}
    options = tuple(
        LedgerOption(id=n, expected_cent=e, realised_cent=e) for n, e in (("keep", 900), ("own", 700))
    )
    lines = [
        LedgerLine(kind=kind, id=name, seq=5, at_s=30000, chosen=chosen, best="own", against="own",
                   options=options, stake_cent=200, error_cent=10, verdict=verdict, repair_cent=700, days=40)
        for kind, name, chosen, verdict in (
            ("replan", "replan/1", "keep", "missed"), ("message", "turbine", "own", "good"),
            ("moment", "forklift", "own", "good"))
    ]  # fmt: skip
    return more(more(events, "calls", calls), "ledger", {"lines": to_data(lines)})


def told(events: tuple[Event, ...], name: str = "stukgoed") -> list[dict[str, Any]]:
    """The statements of a log."""
    return statements(events, scenario(name))


def every_kind() -> list[dict[str, Any]]:
    """Statements of everything: a persona's day, weeks, a day by hand with calls and ledger, a part."""
    by_hand_told = told(weighed(tuple(by_hand().events)))
    return [*told(day()), *told(weeks(), "weekplan"), *by_hand_told, *told(measured(), MEASURED)]
