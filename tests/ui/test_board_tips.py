"""The planboard explains itself in place: every part of a row says what, when and why, in figures."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from functools import cache

import pytest

from game.content.language import Language, language
from game.content.load import load_scenario
from game.domain.commands import Place
from game.domain.evaluation import Doing, Evaluation
from game.domain.world import World
from game.session import Session
from game.ui.board_rows import plan_rows
from game.ui.board_tips import activity_tip, room_tip

LANGUAGES = [language("nl"), language("en")]


@cache
def day() -> tuple[World, Evaluation]:
    """Trips that drive, wait and rest."""
    session = Session(load_scenario("stukgoed"), seed=1)
    vehicles = sorted(session.system.vehicles)
    for i, order in enumerate(sorted(session.visible)[:30]):
        vehicle = vehicles[i % len(vehicles)]
        trip = session.plan.trip_of(vehicle)
        at = len(trip.stops) if trip else 0
        session.plan = session.planned(Place(order=order, vehicle=vehicle, at=at))
    return session.system, session.evaluation()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_of_every_row_is_explained(lang: Language) -> None:
    """Each block has a sentence with its times, and the row itself, its load and its cost have theirs."""
    world, judged = day()
    for row in plan_rows(world, judged, lang):
        assert row.tip and "{" not in row.tip
        for block in row.blocks:
            assert block.tooltip and "{" not in block.tooltip, block
            if block.kind in ("drive", "wait", "break"):
                assert lang.clock(block.start_s) in block.tooltip
        if row.blocks:
            trip = judged.trip_of(row.vehicle)
            assert trip is not None
            assert lang.euro(trip.cost.total()) in row.cost_tip
            assert lang.percent(trip.peak_load_share) in row.load_tip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_waiting_names_who_is_not_ready_yet(lang: Language) -> None:
    """The window that opens, and when the truck is there."""
    world, judged = day()
    found = [(t, a) for t in judged.trips for a in t.activities if a.doing is Doing.WAIT]
    assert found
    for trip, activity in found:
        times = trip.stops[activity.stop]
        words = activity_tip(world, trip, activity, lang)
        assert world.orders[times.stop.order].customer in words
        assert lang.clock(times.window_open_s) in words


def test_a_break_names_the_rule_that_asks_for_it() -> None:
    """Driving of more than 4:30, or work of more than six hours: the one that would be broken."""
    lang, (world, judged) = LANGUAGES[0], day()
    rules = set()
    for trip in judged.trips:
        for activity in trip.activities:
            if activity.doing is Doing.BREAK:
                words = activity_tip(world, trip, activity, lang)
                rules |= {
                    r
                    for r in ("drive_break", "work_break", "work_six_hours")
                    if lang.t(f"law.{r}.why") in words
                }
    assert {"drive_break", "work_six_hours"} <= rules


def test_a_stop_tells_its_room_or_its_lateness() -> None:
    """Minutes until the window closes, hours where there are many; late by how much."""
    lang, (_world, judged) = LANGUAGES[0], day()
    stops = [s for t in judged.trips for s in t.stops]
    late = next(s for s in stops if s.late_s)
    assert lang.minutes(-(-late.late_s // 60) * 60) in room_tip(late, lang)
    wide = max((s for s in stops if not s.late_s), key=lambda s: s.window_close_s - s.begin_s)
    assert lang.hours((wide.window_close_s - wide.begin_s) // 60 * 60) in room_tip(wide, lang)
