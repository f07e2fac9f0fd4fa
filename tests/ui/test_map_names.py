"""Names on the map with the stops of real days: none touches another, none hides a stop."""

from __future__ import annotations

from itertools import combinations

import pygame
import pytest

from game.content.language import language
from game.content.load import load_scenario
from game.session import Session
from game.ui.map_base import STYLES
from game.ui.map_model import home_points, map_stops, map_zones
from game.ui.map_placing import ink_of, letters_of
from game.ui.map_view import MapView
from game.ui.map_words import words_on
from game.ui.screen import BaseScreen
from game.ui.selection import Selection
from game.ui.shell import render_once

SIZES = [((1600, 900), 1.0), ((760, 420), 1.0), ((1280, 720), 1.5)]
ZOOMS = (1.0, 1.3, 1.7, 2.4, 3.6, 6.0, 0.5)


class RealMap(BaseScreen):
    """The map of a day with its naive plan, one trip chosen."""

    def __init__(self, scenario: str) -> None:
        self.session = session = Session(load_scenario(scenario), seed=1)
        selection = Selection()
        selection.vehicle = session.naive.trips[0].trip.vehicle
        lang = language("nl")
        self.stops = map_stops(session.system, session.naive, session.visible, selection, lang)
        self.zones = map_zones(session.system, lang)
        self.view = MapView()

    def draw(self, ctx) -> None:  # type: ignore[no-untyped-def]
        """The whole window is map."""
        self.ctx = ctx
        self.view.draw(ctx, ctx.rect, stops=self.stops, zones=self.zones)


@pytest.fixture(scope="module", params=["stukgoed", "elektrisch-drenthe", "container-rotterdam"])
def shown(request: pytest.FixtureRequest) -> RealMap:
    """Real days; `stukgoed` has the towns that once touched."""
    return RealMap(request.param)


def painted(view: MapView, scale: float) -> list[list[pygame.Rect]]:
    """The boxes of each label in device pixels: of waters and countries letter by letter."""
    key, labels = view._labels
    window = key[0].window  # type: ignore[attr-defined]
    wide = [made for made, _xy in words_on(window.mpp * scale, "nl", scale, STYLES["light"])]
    made = []
    for label in labels:
        x, y = window.at(label.xy)
        corner = round(x) + label.dx, round(y) + label.dy
        spaced = any(made is label.surface for made in wide)
        parts = letters_of(label.surface) if spaced else (ink_of(label.surface),)
        made.append([part.move(corner) for part in parts])
    return made


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_no_name_touches_another_or_a_stop(shown: RealMap, size: tuple[int, int], scale: float) -> None:
    """At every zoom the painted boxes of names, shields, stops and flags are disjoint."""
    view = shown.view
    logical = pygame.Rect(0, 0, round(size[0] / scale), round(size[1] / scale))
    home = view.camera.fitted(home_points(shown.session.system, shown.session.visible), logical)
    count = 0
    for zoom in ZOOMS:
        view.camera = home.zoomed(zoom, logical.center, logical)
        view._manner = ()
        render_once(shown, size, scale)
        labels = painted(view, scale)
        count += len(labels)
        for a, b in combinations(labels, 2):
            assert not any(r.collidelist(b) >= 0 for r in a), (zoom, a, b)
        marks = view._boxes(shown.ctx, logical, view._marks[1])
        stops = [pygame.Rect(*(round(v * scale) for v in box)) for box in marks]
        for label in labels:
            assert not any(r.collidelist(stops) >= 0 for r in label), (zoom, label)
    assert count > 60
