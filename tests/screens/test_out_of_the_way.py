"""Nothing lies in the hand's or the eye's way: signs on the map, explanations after a click, the coach."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from pathlib import Path

import pygame
import pytest

from game.domain.commands import SetTrip
from game.rules.moves import format_trip_stops
from game.ui import shell, widgets

from .board_play import Play
from .lesson_play import Newcomer


@pytest.fixture(scope="module")
def play() -> Play:
    """A board whose map is full of planned stops."""
    made = Play("vers-noord")
    for trip in made.session.naive.trips:
        made.session.do(SetTrip(vehicle=trip.trip.vehicle, stops=format_trip_stops(trip.trip.stops)))
    made.rest()
    return made


def planned_stop(play: Play) -> tuple[int, int]:
    """The sign of a stop that is in a trip which is not chosen, low on the map, so that there is room."""
    signs = [h.rect for h in play.hits if h.id.startswith("stop.V") and h.payload.state == "stop"]
    assert signs
    return max(signs, key=lambda r: r.y).center


def test_the_map_moves_from_wherever_it_is_taken(play: Play) -> None:
    """A drag that begins on a planned stop moves the map: among many stops there is hardly a beside."""
    start, before = planned_stop(play), play.desk.map.camera
    play.post(pygame.MOUSEBUTTONDOWN, pos=start, button=1)
    play.move((start[0] + 9, start[1] + 9))
    play.move((start[0] + 40, start[1] - 30))
    play.drop((start[0] + 40, start[1] - 30))
    assert play.desk.map.camera != before
    assert play.desk.hand is None


def test_an_outline_may_begin_on_a_stop(play: Play) -> None:
    """With the lasso at hand a stop is no obstacle, and what lies within is chosen."""
    play.click("map.lasso")
    x, y = planned_stop(play)
    play.post(pygame.MOUSEBUTTONDOWN, pos=(x, y), button=1)
    for pos in ((x + 9, y + 9), (x + 260, y), (x + 260, y - 200), (x - 260, y - 200), (x - 260, y + 20)):
        play.move(pos)
    play.drop((x - 20, y + 20))
    assert len(play.desk.selection.more) > 3
    play.key(pygame.K_ESCAPE)


def test_a_click_takes_the_explanation_away(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the click opened is not read through the button's own explanation; that comes back afterwards."""
    told: list[str] = []
    monkeypatch.setattr(shell.widgets, "tooltip", lambda _ctx, _at, text: told.append(text))
    assert widgets is shell.widgets
    button, away = play.at("orders.view"), play.at("tab.kpi")
    play.move(button)
    play.rest(40)
    assert told
    play.click("orders.view")
    told.clear()
    play.rest(40)
    assert not told
    play.key(pygame.K_ESCAPE)
    play.move(away)
    play.move(button)
    play.rest(40)
    assert told


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_coach_steps_aside_for_a_card_that_was_opened(tmp_path: Path, scale: float) -> None:
    """The offer of a lesson does not lie over the card of filters, where both have room."""
    n = Newcomer(tmp_path, size=(1600, 900), scale=scale, scenario="vers-noord")
    n.click("orders.view")
    n.frames(4)
    card, coach = n.shell.ctx.hits.get("ask.card"), n.tool.rect
    assert card is not None
    assert coach is not None
    assert not coach.colliderect(card.rect)


@pytest.mark.parametrize(("size", "scale"), [((1600, 900), 1.0), ((1280, 720), 1.0), ((1280, 720), 1.5)])
def test_the_best_place_of_an_order_that_fits_needs_no_scrolling(size: tuple[int, int], scale: float) -> None:
    """What to do stands above why it was not done yet: a newcomer sees the button at once."""
    play = Play("eerste-rit", size, scale=scale)
    play.screen.choose("O1")
    play.screen.show_tab("advice")
    play.rest(60)
    button, why = play.hits.get("take.0"), play.hits.get("say.why.0")
    assert button is not None
    assert button.rect.h > 12
    assert why is None or why.rect.y > button.rect.y
