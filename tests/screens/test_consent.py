"""What is kept is asked once per player, and the answer counts: in the log, or by keeping nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pygame
import pytest

from game.app import _first_screen, build, parser
from game.domain import commands as c
from game.record.consent import CONSENT, NOT_KEPT
from game.record.journal import MemoryJournal, read_log
from game.record.settings import Settings, load_settings
from game.replay import verify
from game.ui.screens.board import BoardScreen
from game.ui.screens.briefing import BriefingScreen
from game.ui.screens.consent import ConsentScreen
from game.ui.screens.first_start import FirstStart
from game.ui.screens.menu import MenuScreen
from tests.screens.app_play import SIZES, click, make_app, make_shell, press


def files(folder: Path) -> list[str]:
    """Everything that is on disk there."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_who_agrees_is_asked_once_and_signs_every_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer survives a restart, and stands in the header of what is played; the log still replays."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    app, _wrong = build(parser().parse_args([]))
    shell = make_shell(app, _first_screen(app, ""))
    assert isinstance(shell.stack[-1], FirstStart)
    click(shell, "first.go")
    assert isinstance(shell.stack[-1], MenuScreen)
    again, _wrong = build(parser().parse_args([]))
    assert isinstance(_first_screen(again, ""), MenuScreen)
    session = again.start("eerste-rit")
    session.do(c.Begin())
    (log,) = (tmp_path / "logs").iterdir()
    header = read_log(log).events[0].data
    assert header["consent"] == CONSENT
    assert header["begun"].endswith("Z")
    assert verify(log).verified is True
    assert again.resume(log).events[0].data == header


@pytest.mark.parametrize("way", ["first.no", "escape"])
def test_without_consent_nothing_of_play_is_kept(tmp_path: Path, way: str) -> None:
    """No log, no lesson, no remark: only the settings with the answer itself. Escape is no agreement."""
    app = make_app(tmp_path, settings=Settings())
    shell = make_shell(app, FirstStart(app, app.menu()))
    if way == "escape":
        press(shell, pygame.K_ESCAPE)
    else:
        click(shell, way)
    session = app.start("eerste-rit")
    session.do(c.Begin())
    app.lessons().keep("first", state="done")
    assert isinstance(session.journal, MemoryJournal)
    assert app.remark_folder() is None
    assert app.tidy() == ""
    assert files(tmp_path) == ["settings.json"]
    assert load_settings(tmp_path / "settings.json")[0].consent == NOT_KEPT


def test_a_day_asked_for_by_name_begins_after_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`ritregie play eerste-rit` by somebody new writes no log before the answer, and none after a no."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    app, _wrong = build(parser().parse_args(["eerste-rit"]))
    shell = make_shell(app, _first_screen(app, "eerste-rit"))
    assert not (tmp_path / "logs").exists()
    click(shell, "first.no")
    assert isinstance(shell.stack[-1], BriefingScreen)
    assert not (tmp_path / "logs").exists()


def test_the_answer_can_be_changed_in_the_settings(tmp_path: Path) -> None:
    """From the next day on; the text is there to read again."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.settings_screen())
    for button, kept in (("consent.no", False), ("consent.yes", True)):
        click(shell, "settings.consent")
        assert isinstance(shell.stack[-1], ConsentScreen)
        click(shell, button)
        assert app.keeps is kept


@pytest.mark.parametrize(("size", "scale"), SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_text_fits_and_is_reached_with_keys(
    tmp_path: Path, size: tuple[int, int], scale: float, lang: str
) -> None:
    """Every button lies within the window, in both languages."""
    app = make_app(tmp_path, settings=Settings(language=lang))
    shell = make_shell(app, FirstStart(app, app.menu()), size, scale)
    for screen in ("first.all", "consent.close"):
        for hit in shell.ctx.hits:
            if hit.id.startswith(("first.", "consent.")):
                assert shell.ctx.rect.contains(hit.rect), hit.id
        click(shell, screen)
    assert isinstance(shell.stack[-1], FirstStart)


def test_a_demo_stores_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a byte: no settings, no player, no log, whatever is played or changed."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    app, _wrong = build(parser().parse_args(["--mode", "demo"]))
    shell = make_shell(app, _first_screen(app, "eerste-rit"))
    press(shell, pygame.K_RETURN)
    assert isinstance(shell.stack[-1], BoardScreen)
    app.configure(theme="dark")
    app.add_player("Anna")
    app.lessons().keep("first", state="done")
    assert app.remark_folder() is None
    assert app.tidy() == ""
    assert files(tmp_path) == []


def test_everything_of_mine_goes_in_the_game_too(tmp_path: Path) -> None:
    """Asked once more, then nothing is left of who plays, also of the day that is open; others stay."""
    app = make_app(tmp_path, settings=Settings(told_about_log=True, player="p-other", consent=CONSENT))
    app.start("eerste-rit").do(c.Begin())
    app.switch_player(app.add_player("Berend"))
    app.agree(keep=True)
    me, session = app.pseudonym(), app.start("eerste-rit")
    session.do(c.Begin())
    shell = make_shell(app, app.consent_screen(app.settings_screen()))
    click(shell, "consent.erase")
    assert len(files(tmp_path / "logs")) == 2
    press(shell, pygame.K_ESCAPE)
    click(shell, "consent.erase")
    click(shell, "consent.erase")
    assert not shell.running
    session.do(c.Undo())
    app.configure(window=(800, 600))
    assert all(me.encode() not in p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert len(files(tmp_path / "logs")) == 1
    assert load_settings(tmp_path / "settings.json")[0].player == "p-other"


def test_removing_a_player_with_logs_leaves_no_trace(tmp_path: Path) -> None:
    """What the players' dialog promises is what `ritregie erase` does."""
    app = make_app(tmp_path, settings=Settings(told_about_log=True, player="p-first", consent=CONSENT))
    app.start("eerste-rit").do(c.Begin())
    other = app.add_player("Berend")
    app.switch_player(other)
    app.remove_player("p-first", logs=True)
    assert all(b"p-first" not in p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert json.loads((tmp_path / "players.json").read_text("utf-8"))["current"] == other


def test_old_logs_are_said_before_they_go(tmp_path: Path) -> None:
    """At the start of the program, in the player's language."""
    app = make_app(tmp_path)
    session = app.start("eerste-rit")
    session.do(c.Begin())
    (log,) = (tmp_path / "logs").iterdir()
    log.rename(log.with_name("20200101" + log.name[8:]))
    assert "12 maanden" in app.tidy()
    assert files(tmp_path / "logs")
    said = tmp_path / "retention.json"
    said.write_text(
        said.read_text("utf-8").replace(json.loads(said.read_text("utf-8")).popitem()[1], "2020-03-01")
    )
    assert "gewist" in app.tidy()
    assert files(tmp_path / "logs") == []
    assert app.tidy() == ""
