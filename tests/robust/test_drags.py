"""Random hands on the board: 500 drags and edits, and everything still adds up.

RITREGIE_LONG=1 makes it 5,000 per scenario.
"""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import random
from pathlib import Path

import pygame
import pytest

from game.domain import commands as c
from game.domain.plan import Plan
from game.record.settings import Settings
from game.replay import verify
from game.rules.evaluate import evaluate
from game.rules.moves import check_plan
from game.session import Session
from game.solver.naive import naive_plan
from game.ui.screens.board import BoardScreen
from game.ui.shell import Shell
from tests.screens.app_play import make_app, make_shell

LONG = os.environ.get("RITREGIE_LONG") == "1"
TURNS = 5_000 if LONG else 250
TAKEN = ("order.", "block.", "grip.", "row.", "group.", "driver.", "start.", "stop.")
MODS = (0, 0, 0, pygame.KMOD_ALT, pygame.KMOD_SHIFT)
KEYS = (pygame.K_v, pygame.K_n, pygame.K_m, pygame.K_t, pygame.K_u, pygame.K_h, pygame.K_z, pygame.K_x)


class Hands:
    """Somebody who drags and types without thinking."""

    def __init__(self, shell: Shell, session: Session, seed: str) -> None:
        self.shell, self.session, self.dice = shell, session, random.Random(seed)
        screen = shell.stack[-1]
        assert isinstance(screen, BoardScreen)
        self.screen = screen

    def post(self, kind: int, **values: object) -> None:
        """One event, without a frame."""
        self.shell.feed([pygame.event.Event(kind, **values)])

    def pointer(self, kind: int, pos: tuple[int, int]) -> None:
        """The pointer does something."""
        extra = {"rel": (0, 0), "buttons": (1, 0, 0)} if kind == pygame.MOUSEMOTION else {"button": 1}
        self.post(kind, pos=pos, **extra)

    def key(self, key: int, mod: int = 0) -> None:
        """A key, and a frame."""
        self.post(pygame.KEYDOWN, key=key, mod=mod, unicode="")
        self.shell.step()

    def somewhere(self) -> tuple[int, int]:
        """A place that may or may not take what is dropped."""
        board, dice = self.screen.desk.board, self.dice
        roll = dice.random()
        if roll < 0.6:
            body = board.lane
            return dice.randint(body.x, body.right - 1), dice.randint(body.y, body.bottom - 1)
        stops = [h for h in self.shell.ctx.hits if h.id.startswith("stop.")]
        if roll < 0.8 and stops:
            return dice.choice(stops).rect.center
        width, height = self.shell.ctx.size
        return dice.randrange(width), dice.randrange(height)

    def drag(self) -> None:
        """Take anything up, perhaps change one's mind, let go anywhere."""
        dice = self.dice
        kind = dice.choice(TAKEN)
        hits = [h for h in self.shell.ctx.hits if h.id.startswith(kind) and h.draggable]
        if not hits:
            return
        rect = dice.choice(hits).rect
        start = dice.randint(rect.x, rect.right - 1), dice.randint(rect.y, rect.bottom - 1)
        pygame.key.set_mods(dice.choice(MODS))
        self.pointer(pygame.MOUSEBUTTONDOWN, start)
        for _ in range(dice.randint(1, 3)):
            pos = self.somewhere()
            self.pointer(pygame.MOUSEMOTION, pos)
            pygame.key.set_mods(dice.choice((0, pygame.KMOD_SHIFT)))
            if dice.random() < 0.5:
                self.shell.step()
        if dice.random() < 0.1:
            self.key(pygame.K_ESCAPE)
        self.pointer(pygame.MOUSEBUTTONUP, pos)
        pygame.key.set_mods(0)

    def edit(self) -> None:
        """Choose a trip or a stop and press a key; take what comes first."""
        desk, dice, plan = self.screen.desk, self.dice, self.session.plan
        if plan.trips:
            trip = dice.choice(plan.trips)
            if dice.random() < 0.5:
                desk.selection.choose_vehicle(trip.vehicle)
            else:
                desk.selection.choose_stop(trip.vehicle, dice.randrange(len(trip.stops)), plan)
        self.key(dice.choice(KEYS))
        if desk.menu is not None:
            for _ in range(dice.randint(0, 3)):
                self.key(pygame.K_DOWN)
            self.key(dice.choice((pygame.K_RETURN, pygame.K_RETURN, pygame.K_ESCAPE)))
        while desk.menu is not None:
            self.key(pygame.K_ESCAPE)

    def turn(self) -> None:
        """One thing or another."""
        dice, desk = self.dice, self.screen.desk
        roll = dice.random()
        if roll < 0.6:
            self.drag()
        elif roll < 0.75:
            self.edit()
        elif roll < 0.85:
            desk.selection.gather(dice.sample(sorted(self.session.visible), 3), self.session.plan)
        elif roll < 0.9:
            self.key(dice.choice((pygame.K_LEFT, pygame.K_RIGHT)), pygame.KMOD_CTRL)
        elif roll < 0.97:
            self.key(dice.choice((pygame.K_z, pygame.K_y)), pygame.KMOD_CTRL)
        else:
            self.key(pygame.K_h, pygame.KMOD_CTRL)
            self.key(pygame.K_DOWN)
            self.key(pygame.K_RETURN)
            self.key(pygame.K_ESCAPE)
        self.shell.step()


@pytest.mark.parametrize("scenario", ["eerste-rit", "stukgoed"])
def test_random_drags_and_edits_leave_everything_whole(scenario: str, tmp_path: Path) -> None:
    """No error; judgement as if made anew; undo leads back to nothing planned; the log replays."""
    app = make_app(tmp_path, settings=Settings(told_about_log=True, player="p-test"))
    session = app.start(scenario, 1)
    session.do(c.Begin())
    proposal = session.propose("plan", naive_plan(session.system, session.visible), {"by": "test"})
    session.do(c.Accept(proposal=proposal.id))
    try:
        shell = make_shell(app, app.screen_for(session))
        hands = Hands(shell, session, f"drags/{scenario}")
        for _ in range(TURNS):
            hands.turn()
            assert shell.running
        made = [e for e in session.events if e.kind == "command" and e.data["ok"]]
        assert len(made) > TURNS / 5  # hands that do nothing prove nothing
        fresh = evaluate(session.system, session.plan, orders=session.visible)
        assert session.evaluation() == fresh
        check_plan(session.system, session.plan)
        while session.can_undo():
            assert session.do(c.Undo()).ok
        assert session.plan == Plan()
    finally:
        app.close()
    for log in sorted((tmp_path / "logs").glob("*.jsonl")):
        assert verify(log).verified is True, log.name
