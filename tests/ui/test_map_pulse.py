"""The chosen trip in motion, customers' hours, and the keys of the map."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import cast

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.domain import commands as c
from game.rules.moves import format_trip_stops
from game.ui.map_base import Camera
from game.ui.map_hours import group_words, is_open, timed
from game.ui.map_pulse import DASH_PX, FADE_MS, LASTS_MS, STEP_PX, dashes, strength, track_of
from game.ui.map_symbols import MapStop
from game.ui.map_tool import MapTool
from tests.screens.board_play import Play

points = st.tuples(st.integers(-400, 400), st.integers(-400, 400))
BOX = pygame.Rect(-600, -600, 1200, 1200)
CTRL, SHIFT = pygame.KMOD_LCTRL, pygame.KMOD_LSHIFT


@given(st.lists(points, min_size=2, max_size=12, unique=True), st.floats(0, 500))
def test_dashes_lie_on_the_line_and_keep_their_beat(line: list[tuple[int, int]], shift: float) -> None:
    """Around corners too: together a dash is never longer than it should be, nor beside the line."""
    camera = Camera(0.0, 0.0, 1.0)
    track = track_of([(x, y) for x, y in line], camera, BOX)
    total = 0.0
    for a, b in dashes(track, shift, BOX):
        assert math.dist(a, b) <= DASH_PX + 1e-6
        total += math.dist(a, b)
    length = track.along[-1]
    assert total <= (length / STEP_PX + 2) * DASH_PX + 1e-6
    assert all(high >= low for low, high in pairwise(track.along))


def test_a_dash_moves_in_the_direction_of_the_trip() -> None:
    """A little later every dash is a little further along."""
    track = track_of([(0, 0), (300, 0)], Camera(0.0, 0.0, 1.0), BOX)
    first = [a[0] for a, _b in dashes(track, 0.0, BOX)][1]
    later = [a[0] for a, _b in dashes(track, 5.0, BOX)][1]
    assert later == pytest.approx(first + 5.0)


def test_it_fades_in_and_out_and_ends() -> None:
    """The motion explains the choice and then leaves the planner in peace."""
    assert strength(-1) == strength(LASTS_MS) == 0.0
    assert strength(FADE_MS // 2) == pytest.approx(0.5)
    assert strength(LASTS_MS // 2) == 1.0


def planned(*, still: bool = True, size: tuple[int, int] = (1600, 900)) -> Play:
    """A board with the naive plan."""
    play = Play("vers-noord", size=size, still=still)
    for trip in play.session.naive.trips:
        stops = format_trip_stops(trip.trip.stops)
        play.session.do(c.SetTrip(vehicle=trip.trip.vehicle, stops=stops))
    play.rest(20)
    return play


def tool(play: Play) -> MapTool:
    """The map's part of the board."""
    return next(cast("MapTool", t) for t in play.screen.tools if t.name == "map")


def test_a_chosen_trip_runs_once_and_never_with_less_motion() -> None:
    """Choosing a trip starts it, time ends it; who asked for less motion sees none."""
    moving = planned(still=False)
    moving.desk.selection.choose_vehicle(moving.session.plan.trips[0].vehicle)
    moving.rest(3)
    assert tool(moving).pulse.running(moving.ms)
    moving.ms += LASTS_MS
    moving.frame()
    assert not tool(moving).pulse.running(moving.ms)
    still = planned()
    still.desk.selection.choose_vehicle(still.session.plan.trips[0].vehicle)
    still.rest(3)
    assert not tool(still).pulse.running(still.ms)


def test_keys_move_the_map() -> None:
    """Zoom, move, fit what is chosen, fit everything: without the pointer."""
    play = planned()
    view = play.desk.map
    home = view.camera
    play.key(pygame.K_EQUALS, mod=CTRL)
    assert view.camera.m_per_px < home.m_per_px
    before = view.camera
    play.key(pygame.K_LEFT, mod=CTRL | SHIFT)
    assert view.camera.x_m < before.x_m
    play.desk.selection.choose_vehicle(play.session.plan.trips[0].vehicle)
    play.key(pygame.K_z, mod=SHIFT)
    chosen = tool(play).line()
    assert chosen
    spots = [view.camera.to_px(p, view.rect) for p in chosen]
    assert all(view.rect.collidepoint(x, y) for x, y in spots)
    play.key(pygame.K_0, mod=CTRL)
    assert view.camera.m_per_px == pytest.approx(home.m_per_px)


def test_the_pointer_on_the_planboard_asks_who_is_open() -> None:
    """The time under the pointer is that of the bar, in steps of five minutes."""
    play = planned()
    play.key(pygame.K_t, mod=SHIFT)
    view, lane = play.desk.map, play.desk.board.lane
    assert play.hits.get("map.hour") is not None
    play.move((lane.x + lane.w // 3, lane.y + 40))
    play.rest(2)
    asked = play.desk.board.axis.s(lane.x + lane.w // 3, lane)
    assert abs(view.hour.value - asked) <= 150
    play.key(pygame.K_t, mod=SHIFT)
    assert view.time_s is None


def test_stops_of_orders_know_their_windows() -> None:
    """Whether a customer is open is read from the order itself, planned or not."""
    play = planned()
    world, lang = play.session.system, play.host.language
    asked = [s for s in play.desk.map_stops(lang) if timed(s)]
    assert asked
    for stop in asked:
        start, end = stop.windows[0]
        assert is_open(stop, start)
        assert is_open(stop, end)
        assert not is_open(stop, max(e for _s, e in stop.windows) + 1)
    order = play.session.plan.trips[0].stops[0].order
    windows = world.orders[order].delivery_windows or world.orders[order].pickup_windows
    shown = next(s for s in asked if s.id == f"{play.session.plan.trips[0].vehicle}/0")
    assert shown.windows == tuple((w.open_s, w.close_s) for w in windows)


def test_a_bubble_counts_who_is_open() -> None:
    """Zoomed out the number of open customers is told before the number of stops."""
    stops = [MapStop(id=str(i), xy=(0, 0), windows=((i * 100, i * 100 + 100),)) for i in range(5)]
    assert group_words(stops, None) == "5"
    assert group_words(stops, 150) == "1/5"
