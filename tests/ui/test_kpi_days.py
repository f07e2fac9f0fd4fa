"""How earlier days of the same player ended, read from the ends of their logs."""

from __future__ import annotations

from pathlib import Path

from game.content.load import load_scenario
from game.domain import commands as c
from game.record.journal import FileJournal
from game.replay import start
from game.rules.moves import format_trip_stops
from game.session import Session
from game.ui.kpi_days import PastDay, best_day, past_days


def driven(folder: Path, name: str, player: str, *, to_s: int = 30 * 3600, leave: str = "") -> Session:
    """A day that was driven with the naive plan, one vehicle left at home."""
    path = folder / f"{name}.jsonl"
    session = start(load_scenario("eerste-rit"), seed=4, player=player, journal=FileJournal(path))
    session.do(c.Begin())
    for trip in session.naive.trips:
        if trip.trip.vehicle != leave:
            stops = format_trip_stops(trip.trip.stops)
            session.do(c.SetTrip(vehicle=trip.trip.vehicle, stops=stops))
    session.do(c.Dispatch())
    while session.phase == "day" and session.clock_s < to_s:
        before = session.clock_s
        session.do(c.Advance(to_s=to_s))
        for message in session.open_messages():
            session.do(c.Reply(message=message.id, option=message.options[0].id))
        for moment in session.open_moments():
            session.do(c.SkipMoment(moment=moment.id))
        if session.clock_s == before:
            break
    return session


def test_days_of_this_player_that_ended_are_found(tmp_path: Path) -> None:
    """Others' days, days that still run and the own log do not count; the figures are those of the day."""
    first = driven(tmp_path, "first", "p1")
    driven(tmp_path, "other", "p2")
    driven(tmp_path, "half", "p1", to_s=7 * 3600)
    now = driven(tmp_path, "now", "p1", leave=first.plan.trips[-1].vehicle)
    assert first.phase == "debrief"
    (day,) = past_days(tmp_path, now)
    told = first.story().day
    assert told is not None
    assert (day.cost_cent, day.co2e_g) == (told.kpi.cost_cent, told.kpi.co2e_g)
    assert day.on_time_share == told.kpi.on_time_share
    (tmp_path / "damaged.jsonl").write_text("{not a log", encoding="utf-8")
    assert past_days(tmp_path, now) == (day,)


def test_the_best_is_on_time_first() -> None:
    """A cheap day that came late is not the best one; with no days there is none."""
    late = PastDay(path=Path("a"), cost_cent=100, co2e_g=1, on_time_share=0.6)
    good = PastDay(path=Path("b"), cost_cent=900, co2e_g=1, on_time_share=1.0)
    dear = PastDay(path=Path("c"), cost_cent=950, co2e_g=1, on_time_share=1.0)
    assert best_day((late, dear, good)) is good
    assert best_day(()) is None
