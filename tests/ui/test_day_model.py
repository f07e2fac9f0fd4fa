"""The day as values: rows, trucks, triage and what a move would change, without a screen."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pytest

from game.content.language import language
from game.content.load import load_scenario
from game.domain import commands as c
from game.replay import start
from game.session import Session
from game.sim.position import position
from game.solver.naive import naive_plan
from game.triage import deadline_of, triage
from game.ui.board_rows import BoardRow
from game.ui.day_desk import Desk
from game.ui.day_hand import Hand, expected_preview
from game.ui.day_model import DayModel
from game.ui.day_watch import Watch
from game.ui.day_where import Way, part_of

NL = language("nl")


def dispatched(name: str = "vers-noord", seed: int = 3) -> Session:
    """A day that has just begun with the naive plan."""
    session = start(load_scenario(name), seed=seed)
    session.do(c.Begin())
    for trip in naive_plan(session.system, session.visible).trips:
        for at, order in enumerate(trip.orders()):
            assert session.do(c.Place(order=order, vehicle=trip.vehicle, at=at)).ok
    for moment in session.open_moments():
        session.do(c.SkipMoment(moment=moment.id))
    assert session.do(c.Dispatch()).ok
    return session


def run_to(session: Session, time_s: int) -> None:
    """Let the day run, whatever it asks."""
    while session.phase == "day" and session.clock_s < time_s:
        session.do(c.Advance(to_s=time_s))


@pytest.fixture
def session() -> Session:
    """A day at half past seven."""
    made = dispatched()
    run_to(made, 7 * 3600 + 1800)
    return made


@pytest.fixture
def model(session: Session) -> DayModel:
    """The model of that day."""
    made = DayModel(session)
    made.refresh(NL)
    return made


def test_rows_keep_the_plan_under_what_happens(session: Session, model: DayModel) -> None:
    """Every truck has a row; done blocks lie before the clock, and the issued plan stays as a trace."""
    assert [r.vehicle for r in model.rows] == sorted(session.system.vehicles)
    for row in model.rows:
        assert all(b.end_s <= session.clock_s for b in row.blocks if b.state == "done")
        if row.blocks:
            assert row.planned
            assert row.end_text


def test_model_is_made_once_per_change(session: Session, model: DayModel) -> None:
    """Nothing is computed again while the session stays the same, and everything when it changed."""
    assert not model.refresh(NL)
    session.do(c.Advance(to_s=session.clock_s + 60))
    assert model.refresh(NL)


def test_trucks_are_where_the_day_says(session: Session, model: DayModel) -> None:
    """The quick positions for drawing are those of the simulation, to the metre."""
    for offset in (0, 30, 600, 3600):
        at_s = session.clock_s + offset
        for truck in model.trucks(at_s):
            trip = model.trip(truck.vehicle)
            assert trip is not None
            spot = position(session.system, truck.vehicle, trip.activities, at_s)
            assert abs(spot.x_m - truck.xy[0]) <= 1
            assert abs(spot.y_m - truck.xy[1]) <= 1


def test_way_measures_by_length() -> None:
    """Half of a line's length is half way along it, also around a corner."""
    assert Way(((0, 0), (100, 0), (100, 300))).at(0.5) == (100.0, 100.0)
    assert Way(((0, 0), (100, 0))).at(2.0) == (100.0, 0.0)


def test_part_of_a_leg_lies_on_it(session: Session) -> None:
    """A jam is drawn on the stretch of its road and nowhere else."""
    leg = next(a.leg for t in session.naive.trips for a in t.activities if a.leg and len(a.leg.path) > 5)
    points = part_of(leg, 0.25, 0.5)
    assert len(points) >= 2
    assert set(points[1:-1]) <= {(float(x), float(y)) for x, y in leg.path}
    assert part_of(leg, 0.5, 0.5) == ()


def test_late_is_named_before_it_happens(session: Session, model: DayModel) -> None:
    """A stop that is expected late stands in the list while its truck is still on the way to it."""
    late = [i for i in model.items if i.kind == "late"]
    assert late
    for item in late:
        trip = model.trip(item.vehicle)
        truck = session.day.truck(item.vehicle) if session.day else None
        assert trip is not None
        served = {s.stop.order for s in truck.stops} if truck else set()
        assert item.order not in served
        assert item.late_s > 0
        assert (item.left_s is not None) == (item.tier == 1)


def test_triage_puts_waiting_people_first(session: Session, model: DayModel) -> None:
    """The list goes by consequence first and by time left within that."""
    ranks = [i.rank for i in model.items]
    assert ranks == sorted(ranks)
    assert len({i.id for i in model.items}) == len(model.items)
    for message in session.open_messages():
        assert f"message.{message.id}" in {i.id for i in model.items}


def test_deadline_counts_from_the_clock_or_from_receipt() -> None:
    """A message's time left is the time until its default happens."""
    session = dispatched("eerste-rit")
    run_to(session, 8 * 3600)
    (message,) = session.open_messages()
    assert session.day is not None
    assert deadline_of(message, session.day) == 9 * 3600
    item = triage(session, session.running.expected(), "nl")[0]  # type: ignore[union-attr]
    assert item.left_s == 9 * 3600 - session.clock_s


def test_expected_cost_is_that_of_the_day_at_its_end() -> None:
    """When everybody is home the expected figures are the day's own, to the cent."""
    session = dispatched("eerste-rit")
    while session.phase == "day":
        session.do(c.Advance(to_s=session.clock_s + 3600))
    model = DayModel(session)
    model.refresh(NL)
    kpi = session.story().day.kpi  # type: ignore[union-attr]
    assert (model.kpi.cost_cent, model.kpi.on_time) == (kpi.cost_cent, kpi.on_time)


def test_preview_is_what_the_drop_then_gives() -> None:
    """The difference shown before a drop is the difference of the expected day after it."""
    session = dispatched("eerste-rit")
    model = DayModel(session)
    model.refresh(NL)
    order = session.plan.trips[0].stops[-1].order
    command = c.Place(order=order, vehicle="V2", at=0)
    promised = expected_preview(session, model, command)
    before = model.kpi.cost_cent
    assert session.do(command).ok
    model.refresh(NL)
    assert model.kpi.cost_cent - before == promised.cost_cent


def test_a_hand_never_aims_at_what_has_begun(session: Session, model: DayModel) -> None:
    """The keys move an order only over places that may still change."""
    order = next(t.trip.stops[-1].order for t in model.expected if t.trip.vehicle == "V2")
    hand = Hand(session, model, order, keyboard=True)
    for _ in range(12):
        hand.step("left")
    assert hand.at >= session.begun()["V2"]
    assert hand.command() is not None


def test_a_dimmed_truck_says_by_how_much() -> None:
    """Why a return load in hand fits nowhere on a truck is told with its figures, not with their names."""
    session = dispatched("stukgoed")
    run_to(session, 10 * 3600)
    model = DayModel(session)
    model.refresh(NL)
    world = session.system
    rows = [
        BoardRow(vehicle=v.id, name=v.name, kind="rigid", drive="diesel", driver=v.driver)
        for v in world.vehicles.values()
    ]
    depots, told = {v.depot for v in world.vehicles.values()}, []
    for order in [o for o in sorted(session.visible) if world.orders[o].pickup not in depots][:5]:
        hand = Hand(session, model, order)
        hand.slots.best()
        told += [r.why for r in hand.rows(rows, NL) if r.dimmed]
    assert [why for why in told if "min te laat" in why], told
    assert not [why for why in told if "{" in why or not why]


def test_refused_acts_say_why(session: Session) -> None:
    """What the session refuses comes back as its own key, not as silence."""
    driven = session.plan.trip_of("V1").stops[0].order  # type: ignore[union-attr]
    said = Desk(session).unplace(driven)
    assert not said.ok
    assert said.key.startswith("illegal.")


def test_the_watch_stops_at_what_asks() -> None:
    """A message that wants an answer stops the clock and says what to look at."""
    session = dispatched("eerste-rit")
    watch = Watch(session, DayModel(session))
    news = watch.advance(24 * 3600, eager=False, lang=NL)
    (asked,) = [n for n in news if n.stops]
    assert asked.select == "message.thanks"
