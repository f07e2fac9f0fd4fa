"""Fingers: what they mean, and a long press that asks for the menu."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pygame
import pytest

from game.ui.context import Activate, Ctx, Drag, UiEvent
from game.ui.hits import Hit, HitList
from game.ui.screen import BaseScreen, Outcome
from game.ui.shell import Shell

DOWN, UP, MOVE = pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.MOUSEMOTION


class Block(BaseScreen):
    """A small block that can be dragged, on a large surface."""

    def __init__(self) -> None:
        self.seen: list[UiEvent] = []

    def draw(self, ctx: Ctx) -> None:
        """Its hits."""
        ctx.hit("ground", ctx.rect, "area", draggable=True)
        ctx.hit("block", pygame.Rect(100, 100, 20, 20), "stop", draggable=True)

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Note it."""
        self.seen.append(event)


class Hand:
    """A finger (or a mouse) with a clock."""

    def __init__(self) -> None:
        self.ms, self.screen = 0, Block()
        self.shell = Shell(self.screen, size=(1280, 720), clock=lambda: self.ms)
        self.shell.step()

    def post(self, kind: int, pos: tuple[int, int], *, touch: bool = True, later: int = 0) -> None:
        """An event, and the time that passes after it."""
        extra = {"rel": (0, 0), "buttons": (1, 0, 0)} if kind == MOVE else {"button": 1}
        self.shell.feed([pygame.event.Event(kind, pos=pos, touch=touch, **extra)])
        self.ms += later
        self.shell.step()

    def menus(self) -> list[str]:
        """Ids of what asked for its menu."""
        return [e.id for e in self.screen.seen if isinstance(e, Activate) and e.right]


def test_a_long_press_asks_for_the_menu() -> None:
    """Half a second without moving is the right button; letting go afterwards does nothing more."""
    hand = Hand()
    hand.post(DOWN, (110, 110), later=600)
    assert hand.menus() == ["block"]
    hand.post(UP, (110, 110))
    assert len([e for e in hand.screen.seen if isinstance(e, Activate)]) == 1


@pytest.mark.parametrize(("touch", "later"), [(True, 300), (False, 900)])
def test_a_short_press_and_a_mouse_button_are_clicks(touch: bool, later: int) -> None:
    """Only a finger that rests asks for a menu: who holds the mouse button may still drag."""
    hand = Hand()
    hand.post(DOWN, (110, 110), touch=touch, later=later)
    hand.post(UP, (110, 110), touch=touch)
    assert hand.menus() == []
    assert [e.id for e in hand.screen.seen if isinstance(e, Activate)] == ["block"]


def test_a_finger_that_moves_drags() -> None:
    """A finger wanders a little; beyond that it drags, however long it takes."""
    hand = Hand()
    hand.post(DOWN, (110, 110), later=100)
    hand.post(MOVE, (115, 112), later=100)
    assert not any(isinstance(e, Drag) for e in hand.screen.seen)
    hand.post(MOVE, (140, 130), later=900)
    assert any(isinstance(e, Drag) and e.hit.id == "block" for e in hand.screen.seen)
    assert hand.menus() == []


def test_a_finger_means_what_is_near() -> None:
    """A block of 20 px counts as 40 for a finger, not for a mouse."""
    hand = Hand()
    hand.post(DOWN, (92, 110))
    hand.post(UP, (92, 110))
    hand.post(DOWN, (92, 110), touch=False)
    hand.post(UP, (92, 110), touch=False)
    assert [e.id for e in hand.screen.seen if isinstance(e, Activate)] == ["block", "ground"]


def test_the_nearest_control_on_the_same_surface() -> None:
    """Between two controls the nearer one is meant; what lies below a card stays out of reach."""
    hits = HitList()
    hits.add(Hit(id="below", rect=pygame.Rect(0, 0, 10, 10)))
    hits.add(Hit(id="card", rect=pygame.Rect(0, 0, 200, 200), role="area"))
    for i, x in enumerate((40, 70)):
        hits.add(Hit(id=f"b{i}", rect=pygame.Rect(x, 50, 10, 10)))

    def meant(x: int, y: int) -> str:
        found = hits.near((x, y), 40)
        return found.id if found else ""

    assert [meant(5, 5), meant(58, 55), meant(62, 55), meant(150, 150)] == ["card", "b0", "b1", "card"]
