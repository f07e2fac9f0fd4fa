"""The player's own arrangement of the board, with posted events."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.domain import commands as c
from game.record.settings import load_settings
from game.ui.program import App
from game.ui.screens.board import BoardScreen
from game.ui.shell import Shell
from tests.screens.app_play import click, make_app, make_shell, press

SPLIT = "room.split"


def board(app: App, size: tuple[int, int] = (1280, 720)) -> tuple[Shell, BoardScreen]:
    """A new day on the board, on a clock that the test moves."""
    session = app.start("eerste-rit")
    session.do(c.Begin())
    shell = make_shell(app, app.screen_for(session), size)
    screen = shell.stack[-1]
    assert isinstance(screen, BoardScreen)
    return shell, screen


def drag(shell: Shell, to_y: int, *, let_go: bool = True) -> None:
    """Take the divider to a height."""
    hit = shell.ctx.hits.get(SPLIT)
    assert hit is not None
    x, y = 300, hit.rect.centery
    shell.feed([pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(x, y), button=1)])
    for at in (y - 10, to_y):
        shell.feed([pygame.event.Event(pygame.MOUSEMOTION, pos=(x, at), rel=(0, 0), buttons=(1, 0, 0))])
        shell.frame()
    if let_go:
        shell.feed([pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(x, to_y), button=1)])
        shell.frame()


def rested(screen: BoardScreen) -> None:
    """Time in which nothing was changed."""
    for at in (10**12, 10**12 + 2_000):
        screen.tick(at)


def test_the_divider_follows_the_hand_and_is_remembered(tmp_path: Path) -> None:
    """Drag it up and the board is higher; the next day and the next start have it so too."""
    app = make_app(tmp_path)
    shell, screen = board(app)
    before = screen.desk.board.rect.h
    drag(shell, 250)
    assert abs(screen.desk.board.rect.y - 250) <= 8
    assert screen.desk.board.rect.h > before
    high = screen.desk.board.rect.h
    rested(screen)
    assert load_settings(tmp_path / "settings.json")[0].board_percent > 60
    _shell, again = board(make_app(tmp_path, settings=load_settings(tmp_path / "settings.json")[0]))
    assert again.desk.board.rect.h == high


def test_escape_in_the_middle_gives_it_back(tmp_path: Path) -> None:
    """A drag that is given up leaves the board as it was."""
    shell, screen = board(make_app(tmp_path))
    before = screen.desk.board.rect.h
    drag(shell, 250, let_go=False)
    press(shell, pygame.K_ESCAPE)
    shell.frame()
    assert screen.desk.board.rect.h == before


def test_the_keyboard_moves_it_too(tmp_path: Path) -> None:
    """Arrows when it has the focus, Enter for the usual height; map and board always keep room."""
    shell, screen = board(make_app(tmp_path))
    usual = screen.desk.board.rect.h
    shell.memory.focus, shell.memory.focus_visible = SPLIT, True
    press(shell, *[pygame.K_UP] * 40)
    assert usual < screen.desk.board.rect.h <= 720 - 52 - 150
    press(shell, *[pygame.K_DOWN] * 60)
    assert screen.desk.board.rect.h >= 110
    press(shell, pygame.K_RETURN)
    assert screen.desk.board.rect.h == usual


def test_folded_list_and_tab_come_back(tmp_path: Path) -> None:
    """The list stays folded and the tab open on the next board of the same player, not of another one."""
    app = make_app(tmp_path)
    shell, screen = board(app)
    click(shell, "orders.fold")
    click(shell, "tab.findings")
    rested(screen)
    _shell, again = board(app)
    assert (again.desk.list.folded, again.desk.tab) == (True, "findings")
    app.switch_player(app.add_player("Hassan"))
    _shell, other = board(app)
    assert (other.desk.list.folded, other.desk.tab) == (False, "kpi")


def test_saved_is_told_once(tmp_path: Path) -> None:
    """After the first act of a player, and never again."""
    app = make_app(tmp_path)
    shell, screen = board(app)
    assert shell._toast is None
    screen.session.do(c.Place(order="O1", vehicle="V1", at=0))
    shell.frame()
    assert shell._toast is not None
    assert "bewaard" in shell._toast[0]
    shell, screen = board(app)
    screen.session.do(c.Place(order="O1", vehicle="V1", at=0))
    shell.frame()
    assert shell._toast is None


def test_a_log_that_is_not_written_is_not_called_saved(tmp_path: Path) -> None:
    """Nothing is promised while the disk refuses."""
    (tmp_path / "logs").write_text("in the way")
    app = make_app(tmp_path)
    shell, screen = board(app)
    screen.session.do(c.Place(order="O1", vehicle="V1", at=0))
    shell.frame()
    assert shell._toast is None or shell._toast[1] == "bad"
    assert "autosave" not in app.settings.seen
