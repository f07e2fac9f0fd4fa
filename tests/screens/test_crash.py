"""Failures of the program itself: nothing that was played is lost, and the player can go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.app import run
from game.domain import commands as c
from game.record.journal import FileJournal
from game.ui.context import Ctx, Key, UiEvent
from game.ui.screen import Outcome
from game.ui.screens.board import BoardScreen
from game.ui.screens.crash import CrashScreen
from game.ui.shell import Shell
from tests.screens.app_play import make_app, make_shell

MOST_SCREENS = 3
FULL = OSError(28, "No space left on device")


class FaultyBoard(BoardScreen):
    """A board with a mistake in it: F5 fails."""

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Fail at one key."""
        if isinstance(event, Key) and event.name == "f5":
            raise RuntimeError("a mistake")
        return super().handle(event, ctx)


def post(key: int) -> None:
    """A key, as the window system sends it."""
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))


def directed(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Shell], None]) -> list[str]:
    """Answers every first frame of a new screen; returns the names of the screens that came."""
    seen: list[str] = []
    real = Shell.frame

    def frame(self: Shell) -> None:
        real(self)
        name = type(self.stack[-1]).__name__
        if not seen or seen[-1] != name:
            seen.append(name)
            if len(seen) > MOST_SCREENS:  # never wait for ever for a player who is not there
                pygame.event.post(pygame.event.Event(pygame.QUIT))
                return
            answer(self)

    monkeypatch.setattr(Shell, "frame", frame)
    return seen


def faulty(tmp_path: Path) -> tuple[Shell, FaultyBoard, object]:
    """A day with a plan, a kept plan and a rule on a board that can fail."""
    app = make_app(tmp_path)
    session = app.start("eerste-rit")
    for command in (c.Begin(), c.Place(order="O1", vehicle="V1", at=0), c.Keep(text="Eerste"),
                    c.Steer(text="trucks|O3|V2"),
                    c.Place(order="O2", vehicle="V1", at=1)):  # fmt: skip
        assert session.do(command).ok
    board = FaultyBoard(app, session)
    shell = make_shell(app, board)
    pygame.event.clear()
    shell.redraw()
    return shell, board, app


def test_a_failure_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An injected exception, Enter, and the same plan, rules and kept plans lie on a new board."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    shell, board, app = faulty(tmp_path)
    before = board.session
    held: list[object] = []

    def answer(now: Shell) -> None:
        top = now.stack[-1]
        if isinstance(top, FaultyBoard):
            post(pygame.K_F5)
        elif isinstance(top, CrashScreen):
            post(pygame.K_RETURN)
        else:
            held.append(top)
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    seen = directed(monkeypatch, answer)
    assert run(app, shell) == 0  # type: ignore[arg-type]
    assert seen == ["FaultyBoard", "CrashScreen", "BoardScreen"]
    (again,) = held
    assert isinstance(again, BoardScreen)
    assert again.session is not before
    assert again.session.plan == before.plan
    assert again.session.gallery.plans == before.gallery.plans
    assert again.session.wishes == before.wishes
    assert again.session.state_hash() == before.state_hash()
    assert again.session.do(c.Undo()).ok, "and the log goes on"


def test_a_full_disk_moves_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the folder of logs refuses, the whole day is written elsewhere, and gone on with there."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr("game.ui.rescue.spare_folders", lambda: (tmp_path / "none", spare))
    shell, board, app = faulty(tmp_path)
    own = board.session.journal
    assert isinstance(own, FileJournal)
    real = FileJournal._write

    def write(self: FileJournal) -> None:
        if self.path.parent != spare:
            raise FULL
        real(self)

    monkeypatch.setattr(FileJournal, "_write", write)
    assert board.session.do(c.Place(order="O3", vehicle="V1", at=2)).ok
    told: list[CrashScreen] = []
    held: list[BoardScreen] = []

    def answer(now: Shell) -> None:
        top = now.stack[-1]
        if isinstance(top, CrashScreen):
            told.append(top)
        post({"FaultyBoard": pygame.K_F5, "CrashScreen": pygame.K_RETURN}.get(type(top).__name__, pygame.K_z))
        if type(top) is BoardScreen:
            held.append(top)
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    directed(monkeypatch, answer)
    assert run(app, shell) == 0  # type: ignore[arg-type]
    assert (told[0].rescued.where, told[0].rescued.why) == ("moved", "No space left on device")
    (again,) = held
    assert again.session.plan == board.session.plan
    assert getattr(again.session.journal, "path", None) == spare / own.path.name


def test_a_full_disk_everywhere_keeps_the_day_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without room anywhere the player is told so, no half file is left, and play goes on from memory."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr("game.ui.rescue.spare_folders", lambda: (spare,))
    shell, board, app = faulty(tmp_path)

    def refuse(self: FileJournal) -> None:
        raise FULL

    def half(self: FileJournal, path: Path) -> None:
        path.write_text("half a li")
        raise FULL

    monkeypatch.setattr(FileJournal, "_write", refuse)
    monkeypatch.setattr(FileJournal, "rescue", half)
    assert board.session.do(c.Place(order="O3", vehicle="V1", at=2)).ok
    told: list[CrashScreen] = []
    held: list[object] = []

    def answer(now: Shell) -> None:
        top = now.stack[-1]
        if isinstance(top, FaultyBoard):
            post(pygame.K_F5)
        elif isinstance(top, CrashScreen):
            told.append(top)
            post(pygame.K_RETURN)
        else:
            held.append(top)
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    directed(monkeypatch, answer)
    assert run(app, shell) == 0  # type: ignore[arg-type]
    assert (told[0].rescued.where, told[0].log) == ("memory", None)
    assert list(spare.iterdir()) == []
    (again,) = held
    assert isinstance(again, BoardScreen)
    assert again.session is board.session


def test_without_a_day_the_way_on_is_the_menu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure on the menu loses nothing and leads back to it."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    failed: list[bool] = []

    def answer(now: Shell) -> None:
        if isinstance(now.stack[-1], CrashScreen):
            post(pygame.K_RETURN)
        elif not failed:
            failed.append(True)
            raise RuntimeError("once")
        else:
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    shell.redraw()
    seen = directed(monkeypatch, answer)
    assert run(app, shell) == 0
    assert seen == ["MenuScreen", "CrashScreen", "MenuScreen"]
