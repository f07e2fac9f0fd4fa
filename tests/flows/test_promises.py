"""Promises: advice leaves the truck and time that a customer was told; the player may change them by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.scenario import Scenario
from game.fork import fork
from game.replay import resume_session, verify
from game.session import Session
from game.sim.promises import broken
from game.solver.steered import Steered
from tests.flows.test_people import allowed, dispatched, done, swap


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A day with a reference plan."""
    return load_scenario("vers-noord")


@pytest.fixture
def called(scenario: Scenario) -> tuple[Session, str]:
    """A dispatched day in which the last customer of a trip was called; that order."""
    session = dispatched(scenario)
    order = max((t for t in session.plan.trips), key=lambda t: len(t.orders())).orders()[-1]
    done(session, c.Tell(party=f"customer/{order}", about="late"))
    return session, order


def begin_s(session: Session, order: str) -> int:
    """When the customer's last stop is expected now."""
    assert session.running
    return [s.begin_s for t in session.running.expected() for s in t.stops if s.stop.order == order][-1]


def moved(session: Session, order: str) -> c.Command:
    """An act that brings the order to another truck."""
    for vehicle in sorted(session.system.vehicles):
        command = c.Place(order=order, vehicle=vehicle, at=0)
        if vehicle != session.plan.vehicle_of(order) and allowed(session, command):
            return command
    raise AssertionError("the order cannot move")


def test_who_was_called_counts_on_truck_and_time(called: tuple[Session, str]) -> None:
    """A call makes a promise of the time that is expected; it holds that truck for the solver as well."""
    session, order = called
    (promise,) = session.promises()
    assert (promise.order, promise.vehicle) == (order, session.plan.vehicle_of(order))
    assert (promise.begin_s, promise.about) == (begin_s(session, order), "late")
    assert (order, promise.vehicle) in session.asked_steering().trucks
    assert not session.wishes.steering
    other = session.planned(moved(session, order))
    assert Steered(session.system, session.asked_steering(), session.plan).breaks(other)


def test_nobody_was_told_so_nothing_is_held(scenario: Scenario) -> None:
    """Before a call every plan is as free as before; a driver's call promises no customer anything."""
    session = dispatched(scenario)
    act = swap(session)
    assert session.breaks_promises(session.planned(act)) == ()
    done(session, c.Tell(party=f"driver/{session.plan.trips[0].vehicle}", about="change"))
    assert session.promises() == () and not session.asked_steering()


def test_another_truck_breaks_it_and_the_player_may(called: tuple[Session, str]) -> None:
    """Advice must leave it; by hand it moves, at the calm price, and then the new time is the promise."""
    session, order = called
    done(session, c.Advance(to_s=session.clock_s + 1))
    act = moved(session, order)
    assert session.breaks_promises(session.planned(act)) == (order,)
    done(session, act)
    assert session.breaks_promises(session.plan) == ()
    assert any(call.party == f"customer/{order}" and call.cent for call in session.calm().calls)
    done(session, c.Advance(to_s=session.clock_s + 1))
    found = next(p for p in session.promises() if p.order == order)
    assert (found.vehicle, found.about) == (session.plan.vehicle_of(order), "change")


def test_a_notable_shift_breaks_it_and_a_small_one_does_not(called: tuple[Session, str]) -> None:
    """A stop put before it in its own trip moves its time: half an hour is what a customer lets pass."""
    session, order = called
    vehicle = session.plan.vehicle_of(order)
    assert vehicle and session.running
    trip, (promise,) = session.plan.trip_of(vehicle), session.promises()
    assert trip
    shifts = {}
    for minutes in (20, 45):
        plan = session.planned(c.AddStop(vehicle=vehicle, at=len(trip.stops) - 1, kind="break",
                                         seconds=60 * minutes))  # fmt: skip
        other = fork(session)
        other.plan = other.running.plan = plan  # type: ignore[union-attr]
        shift_s = abs(begin_s(other, order) - promise.begin_s)
        shifts[minutes] = shift_s
        assert bool(session.breaks_promises(plan)) == (shift_s > session.system.goodwill.shift_s)
    assert shifts[20] <= session.system.goodwill.shift_s < shifts[45]


def test_a_change_towards_the_promise_is_no_break(called: tuple[Session, str]) -> None:
    """When the day itself made it late, bringing it nearer to what was promised is free."""
    session, order = called
    (promise,) = session.promises()
    vehicle = promise.vehicle
    trip = session.plan.trip_of(vehicle)
    assert trip and session.running
    far, near = (
        session.planned(c.AddStop(vehicle=vehicle, at=len(trip.stops) - 1, kind="break", seconds=seconds))
        for seconds in (5400, 3600)
    )
    ask = (session.scenario, session.system, session.running.state, (promise,))
    assert broken(*ask, before=far, after=near) == ()
    assert broken(*ask, before=near, after=far) == (order,)


def test_letting_go_frees_it_and_is_replayed(scenario: Scenario, tmp_path: Path) -> None:
    """Release takes the lock away, once; a log with it verifies, and goes on with the same promises."""
    session = dispatched(scenario, tmp_path / "log.jsonl")
    first, second = (t.orders()[-1] for t in session.plan.trips[:2])
    for order in (first, second):
        done(session, c.Tell(party=f"customer/{order}", about="late"))
    before = session.state_hash()
    done(session, c.Release(order=first))
    assert session.state_hash() != before
    assert [p.order for p in session.promises()] == [second]
    again = session.do(c.Release(order=first))
    assert isinstance(again.error, Illegal) and again.error.key == "session.no_promise"
    assert first not in session.breaks_promises(session.planned(moved(session, first)))
    assert verify(tmp_path / "log.jsonl").verified
    resumed = resume_session(tmp_path / "log.jsonl", lambda: 0)
    assert resumed.promises() == session.promises()
    assert fork(session).promises() == session.promises()


def test_a_promise_ends_with_its_stop_or_its_trip(called: tuple[Session, str]) -> None:
    """Whom the truck is on its way to, or nobody comes to any more, is not held."""
    session, order = called
    other = fork(session)
    done(other, c.Unplace(order=order))
    assert other.promises() == ()
    while session.phase == "day" and session.promises():
        done(session, *(c.SkipMoment(moment=m.id) for m in session.open_moments()))
        done(session, c.Advance(to_s=session.clock_s + 1800))
    trip = session.plan.trip_of(session.plan.vehicle_of(order) or "")
    assert trip and order in {s.order for s in trip.stops[: session.begun()[trip.vehicle]]}
