"""A driver who finds more goods than were written asks before he leaves, and the planner can still act."""

from __future__ import annotations

from typing import Any

import pytest

from game.domain import commands as c
from game.domain.scenario import TruthChange
from game.session import Session
from tests.sim.days import scenario

HEAVY = (TruthChange(kind="kg", subject="O2", amount=9000),)


def dispatched(*, by_reload: bool, **kw: Any) -> Session:
    """V1 has O1 and O2, with a reload between them or not; the day has begun."""
    session = Session(scenario(truth=HEAVY, **kw), seed=1)
    session.do(c.Begin())
    session.do(c.Place(order="O1", vehicle="V1", at=0))
    session.do(c.Place(order="O2", vehicle="V1", at=1))
    session.do(c.Place(order="O3", vehicle="V2", at=0))
    session.do(c.SetStart(vehicle="V1", start_s=7 * 3600))
    session.do(c.SetStart(vehicle="V2", start_s=15 * 3600))
    if by_reload:
        assert session.do(c.AddStop(vehicle="V1", at=1, kind="reload")).ok
    assert session.do(c.Dispatch()).ok
    return session


def until_asked(session: Session) -> dict[str, Any]:
    """Let the clock run until somebody asks."""
    for _ in range(50):
        events = session.do(c.Advance(to_s=100_000)).events
        asked = [dict(e.data) for e in events if e.kind == "day" and e.data.get("asks")]
        if asked:
            return asked[0]
    raise AssertionError("nobody asked")


def to_the_end(session: Session) -> None:
    while session.phase == "day":
        session.do(c.Advance(to_s=100_000))


def served_by(session: Session, order: str) -> str:
    assert session.running is not None
    trips = session.running.realised()
    return next((t.trip.vehicle for t in trips if any(s.stop.order == order for s in t.stops)), "")


@pytest.mark.parametrize("by_reload", [False, True])
def test_the_planner_can_give_it_to_another_truck(by_reload: bool) -> None:
    """Noticed when loading begins, at home in the morning or at a reload: it is not aboard yet."""
    session = dispatched(by_reload=by_reload)
    asked = until_asked(session)
    assert (asked["kind"], asked["subject"], asked["vehicle"]) == ("order_error", "truth/load/O2", "V1")
    assert session.do(c.Unplace(order="O2")).ok
    assert session.do(c.Place(order="O2", vehicle="V2", at=0)).ok
    to_the_end(session)
    assert (served_by(session, "O1"), served_by(session, "O2")) == ("V1", "V2")


@pytest.mark.parametrize("by_reload", [False, True])
def test_who_leaves_with_it_has_it(by_reload: bool) -> None:
    """Once the truck has left nobody else can deliver it, and its load is the true one."""
    session = dispatched(by_reload=by_reload)
    at_s = int(until_asked(session)["at_s"])
    session.do(c.Advance(to_s=at_s + 1800))
    assert session.running is not None
    assert "O2" in session.running.aboard()["V1"]
    assert not session.do(c.Place(order="O2", vehicle="V2", at=0)).ok
    to_the_end(session)
    stops = next(t for t in session.running.realised() if t.trip.vehicle == "V1").stops
    assert next(s for s in stops if s.stop.order == "O2").load_before.kg == 9000
    overloaded = [f for f in session.running.result()[1] if "capacity" in f.rule]
    assert bool(overloaded) is (not by_reload)


def test_a_corrected_weight_is_no_surprise() -> None:
    """Who looked it up and corrected it is not asked; the clock runs on."""
    session = dispatched(by_reload=False)
    assert session.do(c.Correct(order="O2", what="kg", amount=9000)).ok
    asked = until_asked(session)
    assert asked["what"] == "finished"
