"""Earlier tries of a day, read back from their logs."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.errors import Unreadable
from game.record.journal import FileJournal
from game.replay import start, tried
from game.rules.moves import format_trip_stops


def test_a_log_gives_back_the_plan_that_was_driven(tmp_path: Path) -> None:
    """The last step of a former try holds the very plan that was dispatched, judged the same."""
    scenario = load_scenario("eerste-rit")
    path = tmp_path / "a.jsonl"
    session = start(scenario, seed=4, journal=FileJournal(path))
    session.do(c.Begin())
    for trip in session.naive.trips:
        session.do(c.SetTrip(vehicle=trip.trip.vehicle, stops=format_trip_stops(trip.trip.stops)))
    session.do(c.Dispatch())
    session.do(c.Advance(to_s=36_000))
    steps = list(tried(path, scenario))
    assert steps[-1].dispatched == session.dispatched
    assert steps[-1].planned_judged == session.planned_judged
    assert steps[-1].day is not None
    assert session.day is not None
    assert steps[-1].day.clock_s < session.day.clock_s  # the day itself is not played again


def test_another_scenario_gives_nothing(tmp_path: Path) -> None:
    """A log of another day is no earlier try of this one."""
    path = tmp_path / "a.jsonl"
    start(load_scenario("eerste-rit"), seed=4, journal=FileJournal(path)).do(c.Begin())
    assert not list(tried(path, load_scenario("vers-noord")))


def test_no_log_at_all_says_so(tmp_path: Path) -> None:
    """A file that is no log is refused with a reason, not with an error of the program."""
    path = tmp_path / "a.jsonl"
    path.write_text("nothing", encoding="utf-8")
    with pytest.raises(Unreadable):
        list(tried(path, load_scenario("eerste-rit")))
