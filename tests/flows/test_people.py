"""People in the running day: telling, looking up, correcting, and the price of an unquiet plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content.load import load_from_files, load_scenario
from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.scenario import Scenario
from game.record.journal import FileJournal
from game.replay import resume_session, start, verify
from game.rules.calm import Call
from game.session import Session
from game.solver.advice import plan_commands

SOURCE = """
[[source]]
id = "losboek"
kind = "board"

[[source]]
id = "later"
kind = "traffic"
from = "09:00"
"""
WORDS = """
[source.losboek]
title = "Losboek"
body = "31 minuten."
[source.later]
title = "t"
body = "b"
"""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A day with a reference plan, and two things to look up."""
    files = dict(load_scenario("vers-noord").files)
    files["scenario.toml"] += SOURCE.encode()
    for name in ("text/nl.toml", "text/en.toml"):
        files[name] += WORDS.encode()
    return load_from_files(files)


def dispatched(scenario: Scenario, log: Path | None = None) -> Session:
    """A day that begins with the reference plan; nothing was decided."""
    session = start(scenario, seed=5, journal=FileJournal(log) if log else None)
    done(session, c.Begin())
    assert scenario.reference
    done(session, *(c.from_text(t) for t in plan_commands(session.plan, scenario.reference.plan)))
    done(session, *(c.SkipMoment(moment=m.id) for m in session.open_moments()), c.Dispatch())
    return session


def done(session: Session, *commands: c.Command) -> None:
    """Carry all out."""
    for command in commands:
        outcome = session.do(command)
        assert outcome.ok, (command, outcome.error)


def swap(session: Session) -> c.Command:
    """An act that moves a late customer's order to another truck, where that can be done now."""
    for trip in sorted(session.plan.trips, key=lambda t: -len(t.stops)):
        for order in reversed(trip.orders()):
            for other in sorted(session.system.vehicles):
                command = c.Place(order=order, vehicle=other, at=0)
                if other != trip.vehicle and allowed(session, command):
                    return command
    raise AssertionError("no order can move")


def allowed(session: Session, command: c.Command) -> bool:
    """Whether it could be carried out."""
    try:
        session.planned(command)
    except GameError:
        return False
    return True


def goodwill(session: Session) -> int:
    """Goodwill in cent of all choices so far."""
    assert session.running
    return sum(e.amount for e in session.running.effects if e.kind == "goodwill_cent")


def test_a_change_costs_nothing_until_the_clock_moves(scenario: Scenario) -> None:
    """The price stands before the act; undo is free; with the clock the plan goes out and costs it once."""
    session = dispatched(scenario)
    assert session.calm().calls == ()
    act = swap(session)
    price = session.calm(session.planned(act))
    terms = session.system.goodwill
    assert sum(call.party.startswith("driver/") for call in price.calls) == 2
    moved = next(call for call in price.calls if call.party == f"customer/{act.order}")
    assert (moved.cent, moved.vehicle) == (terms.customer_change_cent, act.vehicle)
    assert price.cent == sum(call.cent for call in price.calls) >= 2 * terms.driver_change_cent
    done(session, act)
    assert session.calm() == price
    assert goodwill(session) == 0
    done(session, c.Undo())
    assert session.calm().calls == ()
    done(session, c.Redo(), c.Advance(to_s=session.clock_s + 1))
    assert goodwill(session) == price.cent
    assert session.calm().calls == ()
    line = next(e for e in session.events if e.kind == "calls")
    assert line.data["cent"] == price.cent
    done(session, c.Advance(to_s=session.clock_s + 1))
    assert goodwill(session) == price.cent


def test_who_was_called_by_the_planner_takes_it_well(scenario: Scenario) -> None:
    """A call of one's own before the plan goes out takes the goodwill away, for that customer only."""
    session = dispatched(scenario)
    act = swap(session)
    done(session, act)
    before = session.calm().cent
    party = f"customer/{act.order}"
    assert not session.needless(party)
    done(session, c.Tell(party=party, about="change"))
    assert session.calm().cent == before - session.system.goodwill.customer_change_cent
    assert Call(party=party, about="change", cent=0) in [
        Call(party=x.party, about=x.about, cent=x.cent) for x in session.calm().calls
    ]
    assert goodwill(session) == 0
    done(session, c.Advance(to_s=session.clock_s + 1), act_back(session, act.order))
    again = next(x for x in session.calm().calls if x.party == party)
    assert again.cent == session.system.goodwill.customer_change_cent


def act_back(session: Session, order: str) -> c.Command:
    """Move it once more: what was told of the first change is not told of the second."""
    for other in sorted(session.system.vehicles):
        command = c.Place(order=order, vehicle=other, at=0)
        if other != session.plan.vehicle_of(order) and allowed(session, command):
            return command
    raise AssertionError("the order cannot move again")


def test_a_needless_call_causes_unrest(scenario: Scenario) -> None:
    """Who calls everybody pays for it; a party that does not exist is refused."""
    session = dispatched(scenario)
    quiet = next(o for o in sorted(session.plan.planned()) if session.needless(f"customer/{o}"))
    done(session, c.Tell(party=f"customer/{quiet}", about="late"))
    assert goodwill(session) == session.system.goodwill.needless_cent
    for party in ("customer/nobody", "driver/V99", "aunt/V1", "customer"):
        assert not session.do(c.Tell(party=party, about="late")).ok
    assert not session.do(c.Tell(party="driver/V1", about="gossip")).ok


def test_looking_up_is_logged_once_and_when_it_is_there(scenario: Scenario) -> None:
    """What comes at nine cannot be read at dawn."""
    session = start(scenario, seed=5)
    done(session, c.Begin(), c.Consult(source="losboek"), c.Consult(source="losboek"))
    assert session.known.consulted == (("losboek", 0),)
    assert not session.do(c.Consult(source="later")).ok
    assert not session.do(c.Consult(source="nothing")).ok


def test_a_correction_changes_belief_and_never_the_truth(scenario: Scenario) -> None:
    """Better master data make better previews and advice; what really happens stays."""
    session = start(scenario, seed=5)
    done(session, c.Begin())
    order = sorted(session.visible)[0]
    done(session, c.Correct(order=order, what="service_s", amount=4321))
    end = session.system.orders[order]
    assert 4321 in (end.delivery_service_s, end.pickup_service_s)
    done(session, c.Correct(order=order, what="kg", amount=77))
    assert session.system.orders[order].load.kg == 77
    assert scenario.system.orders[order].load.kg != 77
    assert not session.do(c.Correct(order=order, what="colour", amount=1)).ok
    assert not session.do(c.Correct(order="nobody", what="kg", amount=1)).ok


def test_all_of_it_replays_and_resumes(scenario: Scenario, tmp_path: Path) -> None:
    """People's acts stand in the log like any other: the same hashes, and a game goes on where it was."""
    log = tmp_path / "log.jsonl"
    session = dispatched(scenario, log)
    done(session, c.Consult(source="losboek"), act := swap(session))
    done(session, c.Tell(party=f"customer/{act.order}", about="change"), c.Advance(to_s=session.clock_s + 60))
    verdict = verify(log)
    assert verdict.verified is True, verdict.first_difference
    again = resume_session(log, lambda: 0)
    assert again.known == session.known
    assert again.day == session.day
    assert again.calm() == session.calm()
