"""Random events against the whole game: every screen, from the menu to the debrief and back.

The short run is part of every test run; RITREGIE_LONG=1 makes it 20,000 events per start.
"""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import random
from pathlib import Path

import pygame
import pytest

from game.app import App
from game.domain import commands as c
from game.record.settings import Settings
from game.replay import verify
from game.rules.evaluate import evaluate
from game.session import Session
from tests.robust.test_monkey_kernel import some_event
from tests.screens.app_play import make_app, make_shell

LONG = os.environ.get("RITREGIE_LONG") == "1"
EVENTS = 20_000 if LONG else 500
SIZES = ((1600, 900), (1280, 720), (800, 450), (1, 1), (640, 360))
LETTERS = "paruzd123? "


def key(dice: random.Random) -> pygame.event.Event:
    """A letter that some screen may take for a command."""
    letter = dice.choice(LETTERS)
    return pygame.event.Event(pygame.KEYDOWN, key=ord(letter), mod=0, unicode=letter)


def shell_event(dice: random.Random) -> pygame.event.Event:
    """What the shell itself answers: palette, remark, full screen, fingers."""
    what = dice.randrange(6)
    if what < 3:
        name, mod = ((pygame.K_k, pygame.KMOD_CTRL), (pygame.K_F8, 0), (pygame.K_F11, 0))[what]
        return pygame.event.Event(pygame.KEYDOWN, key=name, mod=mod, unicode="")
    kind = (pygame.FINGERDOWN, pygame.FINGERMOTION, pygame.FINGERUP)[what - 3]
    return pygame.event.Event(
        kind, touch_id=1, finger_id=dice.randrange(3), x=dice.random(), y=dice.random(), dx=0.0, dy=0.0
    )


def session_in(app: App, phase: str) -> Session:
    """A session of the smallest scenario in a phase."""
    session = app.start("eerste-rit", 1)
    if phase == "briefing":
        return session
    session.do(c.Begin())
    for order in sorted(session.visible)[: 2 if phase == "plan" else 4]:
        session.do(c.Place(order=order, vehicle="V1" if order in ("O1", "O2") else "V2", at=0))
    if phase in ("day", "debrief"):
        session.do(c.Dispatch())
    while phase == "debrief" and session.phase == "day":
        session.do(c.Advance(to_s=100_000))
    return session


@pytest.mark.parametrize("phase", ["menu", "plan", "day", "debrief"])
def test_no_hand_can_break_the_game(phase: str, tmp_path: Path) -> None:
    """Whatever is clicked, typed or dragged, nothing fails and plan, judgement and log stay whole."""
    dice = random.Random(f"monkey/{phase}")
    app = make_app(tmp_path, settings=Settings(told_about_log=True, player="p-test"))
    session = None if phase == "menu" else session_in(app, phase)
    first = app.menu() if session is None else app.screen_for(session)
    shell = make_shell(app, first)
    try:
        for number in range(EVENTS):
            if dice.random() < 0.005:
                pygame.display.set_mode(dice.choice(SIZES), pygame.RESIZABLE)
                shell.feed([pygame.event.Event(pygame.VIDEORESIZE, size=(1, 1), w=1, h=1)])
            event = key(dice) if dice.random() < 0.15 else some_event(dice, shell.window.get_size())
            shell.feed([shell_event(dice) if dice.random() < 0.03 else event])
            if not shell.running:
                shell = make_shell(app, app.menu() if session is None else app.screen_for(session))
            if number % 5 == 0:
                shell.step()
    finally:
        app.close()
    if session is not None:
        fresh = evaluate(session.system, session.plan, orders=session.visible)
        assert session.evaluation() == fresh
    for log in sorted((tmp_path / "logs").glob("*.jsonl")):
        assert verify(log).verified is True, log.name
