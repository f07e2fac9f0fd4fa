"""Kept pictures and the turns in which regions follow; places judged beside the frame, not in it."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pygame

from game.content.load import load_scenario
from game.domain import commands as c
from game.session import Session
from game.ui.context import Ctx
from game.ui.drop_preview import Slots
from game.ui.regions import Regions, Turns
from game.ui.screen import BaseScreen
from game.ui.shell import render_once

RECT = pygame.Rect(10, 10, 60, 40)


class Colours(BaseScreen):
    """One region, painted in the colour that its key names."""

    def __init__(self) -> None:
        self.regions, self.key, self.wait = Regions(), "red", False

    def draw(self, ctx: Ctx) -> None:
        """Paint or repeat it."""

        def paint() -> None:
            ctx.p.fill(RECT, tuple(pygame.Color(self.key))[:3])
            ctx.hit(f"one.{self.key}", RECT, "button")

        self.regions.draw(ctx, "one", RECT, (self.key,), paint, wait=self.wait)


def seen(screen: Colours, scheme: str = "light") -> str:
    """The colour that a frame shows."""
    shown = render_once(screen, (200, 100), scheme=scheme).get_at(RECT.center)
    return next(name for name in ("red", "blue") if shown == pygame.Color(name))


def test_an_old_picture_stays_only_while_it_may() -> None:
    """A region that waits repeats what it showed; it never does so in another theme, nor when it may not."""
    screen = Colours()
    screen.wait = True
    assert seen(screen) == "red"  # nothing is kept yet
    screen.key = "blue"
    assert seen(screen) == "red"
    assert seen(screen, "dark") == "blue"
    screen.key, screen.wait = "red", False
    assert seen(screen, "dark") == "red"


def test_each_takes_its_turn() -> None:
    """One region per frame in the given order, none waits for ever, and letting go ends the turns."""
    turns = Turns("a", "b", "c")
    fresh = []
    for _ in range(4):
        turns.count(held=True)
        fresh.append("".join(name for name in "abc" if not turns.wait(name)))
        assert turns.going is (len(fresh) < 4)
    assert fresh == ["a", "ab", "abc", "abc"]
    turns.count(held=False)
    assert not turns.going
    assert not turns.wait("c")


def test_a_frame_judges_no_place() -> None:
    """Asking for the place below the pointer costs nothing; one step of work makes it known, and no other."""
    session = Session(load_scenario("eerste-rit"), seed=1)
    session.do(c.Begin())
    slots = Slots(session, min(session.visible))
    vehicle = max(session.system.vehicles)
    assert slots.near(vehicle, 0) is None
    assert slots.work(1000, vehicle, 0)
    known = slots.near(vehicle, 0)
    assert known is not None
    assert known == slots.at(vehicle, 0)
    assert len(slots.found) == 1
