"""The command palette and the remark of a playtester, with posted events on real screens."""

from __future__ import annotations

import json
from pathlib import Path

import pygame
import pytest

from game.domain import commands as c
from game.record.remarks import read_remarks
from game.ui.board_tool import Deed
from game.ui.screen import Push
from game.ui.screens.board import BoardScreen
from game.ui.screens.day import DayScreen
from game.ui.screens.menu import MenuScreen
from game.ui.screens.palette import PaletteScreen
from game.ui.screens.remark import RemarkScreen
from game.ui.screens.settings import SettingsScreen
from game.ui.shell import Shell
from tests.screens.app_play import click, make_app, make_shell, press

CTRL = pygame.KMOD_CTRL


def board(tmp_path: Path, size: tuple[int, int] = (1280, 720)) -> tuple[Shell, BoardScreen]:
    """The board of the first day, with a shell that has a program."""
    app = make_app(tmp_path)
    session = app.start("eerste-rit")
    session.do(c.Begin())
    shell = make_shell(app, app.screen_for(session), size)
    screen = shell.stack[-1]
    assert isinstance(screen, BoardScreen)
    return shell, screen


def chord(shell: Shell, key: int) -> None:
    """Ctrl and a key."""
    shell.feed([pygame.event.Event(pygame.KEYDOWN, key=key, mod=CTRL, unicode="")])
    shell.step()


def write(shell: Shell, text: str) -> None:
    """Type text."""
    for letter in text:
        shell.feed([pygame.event.Event(pygame.TEXTINPUT, text=letter)])
        shell.step()


def palette(shell: Shell) -> PaletteScreen:
    """The palette on top."""
    top = shell.stack[-1]
    assert isinstance(top, PaletteScreen)
    return top


def test_an_act_is_found_and_done_by_keys(tmp_path: Path) -> None:
    """Ctrl+K, a few letters, Enter: the act is done on the board, and is on top next time."""
    shell, screen = board(tmp_path)
    chord(shell, pygame.K_k)
    write(shell, "inklap")
    press(shell, pygame.K_RETURN)
    assert shell.stack[-1] is screen
    assert screen.desk.list.folded
    chord(shell, pygame.K_k)
    assert palette(shell).found[0].deed.id == "list.fold"


def test_orders_trucks_and_drivers_are_jumped_to(tmp_path: Path) -> None:
    """The name of a customer selects the order, that of a driver the trip."""
    shell, screen = board(tmp_path)
    order = next(iter(screen.session.system.orders.values()))
    chord(shell, pygame.K_k)
    write(shell, order.customer)
    press(shell, pygame.K_RETURN)
    chosen = screen.session.system.orders[screen.desk.selection.order]
    assert chosen.customer == order.customer
    driver = next(iter(screen.session.system.drivers.values()))
    chord(shell, pygame.K_k)
    write(shell, driver.name)
    press(shell, pygame.K_RETURN)
    vehicle = screen.desk.selection.vehicle
    assert screen.session.system.drivers[screen.session.system.vehicles[vehicle].driver].name == driver.name


def test_what_cannot_be_done_says_why_and_does_nothing(tmp_path: Path) -> None:
    """Undo before anything was done stays in the list with its reason, and Enter leaves the plan alone."""
    shell, screen = board(tmp_path)
    before = len(screen.session.events)
    chord(shell, pygame.K_k)
    write(shell, "ongedaan")
    found = palette(shell).found[0].deed
    assert not found.enabled
    assert found.why
    press(shell, pygame.K_RETURN)
    assert palette(shell) is shell.stack[-1]
    assert len(screen.session.events) == before


def test_the_same_act_of_two_tools_stands_once(tmp_path: Path) -> None:
    """The row with a key wins, and one that is possible wins from one that is not."""
    shell, screen = board(tmp_path)
    twice = [
        Deed(id="a", label="Zet vast", do=lambda _c: None),
        Deed(id="b", label="Zet vast (K)", shortcut="K", do=lambda _c: None),
        Deed(id="c", label="Zet vast", enabled=False, do=lambda _c: None),
    ]
    shell.apply(Push(PaletteScreen(screen, lambda _c: twice)))
    shell.step()
    assert [(f.deed.id, f.deed.label) for f in palette(shell).found] == [("b", "Zet vast")]


def test_undo_by_palette_is_undo(tmp_path: Path) -> None:
    """An act of the palette goes through the session like any other."""
    shell, screen = board(tmp_path)
    screen.session.do(c.Place(order="O1", vehicle="V1", at=0))
    chord(shell, pygame.K_k)
    write(shell, "ongedaan")
    press(shell, pygame.K_RETURN)
    assert screen.session.plan.trips == ()


def test_a_screen_is_reached_and_looks_change(tmp_path: Path) -> None:
    """Deeds may lead to another screen or change the look; Esc and Ctrl+K close the palette."""
    shell, screen = board(tmp_path)
    chord(shell, pygame.K_k)
    chord(shell, pygame.K_k)
    assert shell.stack[-1] is screen
    chord(shell, pygame.K_k)
    press(shell, pygame.K_ESCAPE)
    assert shell.stack[-1] is screen
    chord(shell, pygame.K_k)
    write(shell, "donkere")
    press(shell, pygame.K_RETURN)
    assert shell.settings.scheme == "dark"
    chord(shell, pygame.K_k)
    write(shell, "instell")
    press(shell, pygame.K_RETURN)
    assert isinstance(shell.stack[-1], SettingsScreen)


def test_the_pointer_chooses_too(tmp_path: Path) -> None:
    """A click does the row's act, a click beside the card closes it."""
    shell, screen = board(tmp_path)
    chord(shell, pygame.K_k)
    write(shell, "inklap")
    click(shell, "palette.row.0")
    assert screen.desk.list.folded
    chord(shell, pygame.K_k)
    pos = (3, shell.window.get_height() - 3)
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        shell.feed([pygame.event.Event(kind, pos=pos, button=1)])
    assert shell.stack[-1] is screen


def test_arrows_walk_all_rows_and_keep_them_in_view(tmp_path: Path) -> None:
    """The chosen row is always painted, also far down and around the end."""
    shell, _screen = board(tmp_path, (800, 450))
    chord(shell, pygame.K_k)
    many = len(palette(shell).found)
    for key in (pygame.K_PAGEDOWN, pygame.K_DOWN, pygame.K_UP, pygame.K_UP, *[pygame.K_UP] * 12):
        press(shell, key)
        assert shell.ctx.hits.get(f"palette.row.{palette(shell).chosen}") is not None
    assert 0 <= palette(shell).chosen < many


def test_the_menu_starts_a_day_from_the_palette(tmp_path: Path) -> None:
    """The palette is the same everywhere: on the menu it knows the days."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    chord(shell, pygame.K_k)
    write(shell, "eerste rit")
    press(shell, pygame.K_RETURN)
    assert app.session is not None
    assert app.session.scenario.id == "eerste-rit"


def test_looks_are_the_players_own_on_the_dark_menu(tmp_path: Path) -> None:
    """The menu is dark in every theme: what the palette offers there follows what the player chose."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    chord(shell, pygame.K_k)
    write(shell, "kleuren")
    assert palette(shell).found[0].deed.label == "Donkere kleuren"
    press(shell, pygame.K_RETURN)
    assert shell.settings.scheme == "dark"


def test_the_day_waits_while_the_palette_is_open(tmp_path: Path) -> None:
    """The clock stops for whoever looks for an act, and an act of the palette sets it going again."""
    app = make_app(tmp_path)
    session = app.start("eerste-rit")
    for command in (c.Begin(), c.Place(order="O1", vehicle="V1", at=0), c.Dispatch()):
        assert session.do(command).ok
    screen = app.screen_for(session)
    assert isinstance(screen, DayScreen)
    shell = make_shell(app, screen)
    screen.dialog = None
    screen.work.go()
    chord(shell, pygame.K_k)
    assert screen.work.paused
    write(shell, "klok laten")
    press(shell, pygame.K_RETURN)
    assert not screen.work.paused


def test_the_help_has_a_button_for_it(tmp_path: Path) -> None:
    """Who does not know the key finds the palette in the help."""
    shell, screen = board(tmp_path)
    shell.feed([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F1, mod=0, unicode="")])
    shell.step()
    click(shell, "keys.palette")
    assert isinstance(shell.stack[-1], PaletteScreen)
    assert screen.dialog == ""


# -- remarks ---------------------------------------------------------------------------------------
def test_a_remark_holds_text_state_and_moment(tmp_path: Path) -> None:
    """F8, a kind, a sentence, Ctrl+Enter: one line that leads back to the moment, and a picture."""
    shell, screen = board(tmp_path)
    press(shell, pygame.K_F8)
    click(shell, "remark.kind.idea")
    write(shell, "Grotere letters ünd €")
    chord(shell, pygame.K_RETURN)
    assert shell.stack[-1] is screen
    assert shell._toast is not None
    assert "remarks.jsonl" in shell._toast[0]
    (remark,), lost = read_remarks(tmp_path / "remarks")
    (log,) = (tmp_path / "logs").iterdir()
    moment = remark.moment
    assert (remark.kind, remark.text, lost) == ("idea", "Grotere letters ünd €", 0)
    assert (moment.scenario, moment.log, moment.screen) == ("eerste-rit", log.name, "BoardScreen")
    assert moment.seq == json.loads(log.read_text(encoding="utf-8").splitlines()[-1])["seq"]
    assert pygame.image.load(tmp_path / "remarks" / remark.picture).get_size() == (1280, 720)


def test_a_full_disk_keeps_the_text_on_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is not lost: the dialog says why, a second try succeeds, earlier lines stay."""
    shell, _screen = board(tmp_path)
    for text in ("eerste", "tweede"):
        press(shell, pygame.K_F8)
        write(shell, text)
        if text == "tweede":
            with monkeypatch.context() as full:
                full.setattr("game.record.remarks.os.fsync", _refuse)
                full.setattr("pygame.image.save", _refuse)
                chord(shell, pygame.K_RETURN)
            top = shell.stack[-1]
            assert isinstance(top, RemarkScreen)
            assert (top.trouble, top.text.value) == ("No space left on device", "tweede")
            assert len(read_remarks(tmp_path / "remarks")[0]) == 1
        chord(shell, pygame.K_RETURN)
    found, lost = read_remarks(tmp_path / "remarks")
    assert ([r.text for r in found], lost) == (["eerste", "tweede"], 0)


def _refuse(*_args: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_tail_without_end_is_closed(tmp_path: Path) -> None:
    """Half a line left by a pulled plug costs itself, not the remark that follows."""
    shell, _screen = board(tmp_path)
    (tmp_path / "remarks").mkdir()
    (tmp_path / "remarks" / "remarks.jsonl").write_text('{"format": "ritre', encoding="utf-8")
    press(shell, pygame.K_F8)
    write(shell, "na de stroomstoring")
    chord(shell, pygame.K_RETURN)
    found, lost = read_remarks(tmp_path / "remarks")
    assert ([r.text for r in found], lost) == (["na de stroomstoring"], 1)


@pytest.mark.parametrize("screen", ["menu", "settings", "profile"])
def test_remarks_can_be_made_everywhere(tmp_path: Path, screen: str) -> None:
    """Outside a day a remark names the screen and no log."""
    app = make_app(tmp_path)
    makers = {"menu": app.menu, "settings": app.settings_screen, "profile": app.profile_screen}
    shell = make_shell(app, makers[screen]())
    press(shell, pygame.K_F8)
    write(shell, "mooi")
    chord(shell, pygame.K_RETURN)
    (remark,), _lost = read_remarks(tmp_path / "remarks")
    assert (remark.moment.log, remark.moment.seq) == ("", -1)
    assert remark.moment.screen.lower().startswith(screen)


def test_a_demo_keeps_no_remarks(tmp_path: Path) -> None:
    """A demo stores nothing and says so."""
    app = make_app(tmp_path, mode="demo")
    shell = make_shell(app, app.menu())
    press(shell, pygame.K_F8)
    assert isinstance(shell.stack[-1], MenuScreen)
    assert not (tmp_path / "remarks").exists()


def test_pictures_say_where_they_are(tmp_path: Path) -> None:
    """F12 tells the path; two in one second do not overwrite each other."""
    shell, _screen = board(tmp_path)
    press(shell, pygame.K_F12, pygame.K_F12)
    assert len(list((tmp_path / "pictures" / "p-test").glob("*.png"))) == 2
    assert shell._toast is not None
    assert str(tmp_path / "pictures") in shell._toast[0]
