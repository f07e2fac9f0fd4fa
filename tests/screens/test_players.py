"""Several players on one computer, with posted events."""

from __future__ import annotations

import json
from pathlib import Path

import pygame
import pytest

from game.app import build, parser
from game.domain import commands as c
from game.record.settings import load_settings
from game.ui.gallery_tries import FormerTries
from game.ui.kpi_days import past_days
from game.ui.program import App
from game.ui.screens.first_start import FirstStart
from game.ui.screens.menu import MenuScreen
from game.ui.screens.players import PlayersScreen
from game.ui.shell import Shell
from tests.screens.app_play import WAIT_S, click, make_app, make_shell, played, press


def write(shell: Shell, text: str) -> None:
    """Type text."""
    for letter in text:
        shell.feed([pygame.event.Event(pygame.TEXTINPUT, text=letter)])
        shell.step()


def add(shell: Shell, name: str) -> None:
    """Somebody new, from the menu, and the first note read."""
    click(shell, "top.player")
    click(shell, "player.new")
    write(shell, name)
    press(shell, pygame.K_RETURN)
    assert isinstance(shell.stack[-1], FirstStart)
    press(shell, pygame.K_RETURN)
    assert isinstance(shell.stack[-1], MenuScreen)


def test_a_new_player_has_own_days_settings_and_profile(tmp_path: Path) -> None:
    """Nothing of one player shows for another, and switching back brings all of it back."""
    app = make_app(tmp_path)
    first = played(app.start("eerste-rit"))
    assert first.phase == "debrief"
    shell = make_shell(app, app.menu())
    assert shell.ctx.hits.get("log.0") is not None
    add(shell, "Fenna")
    assert shell.ctx.hits.get("log.0") is None, "the first player's day"
    app.profile()
    app.background.join(WAIT_S)
    profile = app.profile()
    assert profile is not None
    assert profile["sessions"] == {}
    click(shell, "top.language")
    app.start("eerste-rit").do(c.Begin())
    headers = {json.loads(p.read_text("utf-8").split("\n")[0])["data"]["player"]
               for p in (tmp_path / "logs").iterdir()}  # fmt: skip
    assert len(headers) == 2
    assert "Fenna" not in "".join(p.read_text("utf-8") for p in (tmp_path / "logs").iterdir())
    click(shell, "top.player")
    click(shell, "player.p-test")
    assert isinstance(shell.stack[-1], MenuScreen)
    assert shell.settings.lang == "nl", "each has the own language"
    assert shell.ctx.hits.get("log.0") is not None
    app.profile()
    app.background.join(WAIT_S)
    profile = app.profile()
    assert profile is not None
    assert len(profile["sessions"]) == 1


def test_earlier_tries_are_ones_own(tmp_path: Path) -> None:
    """The gallery and the figures never compare with what somebody else did, however many days that was."""
    app = make_app(tmp_path)
    mine = played(app.start("eerste-rit"))
    app.switch_player(app.add_player("Berend"))
    other = app.start("eerste-rit")
    other.do(c.Begin())
    tries = FormerTries(other, app.log_folder())
    while not tries.done:
        tries.work(1000)
    assert tries.found == []
    assert past_days(app.log_folder(), other) == ()
    app.switch_player("p-test")
    again = app.start("eerste-rit")
    again.do(c.Begin())
    tries = FormerTries(again, app.log_folder())
    while not tries.done:
        tries.work(1000)
    assert [t.plan for t in tries.found] == [mine.dispatched]
    assert len(past_days(app.log_folder(), again)) == 1


def test_switching_is_two_clicks_and_survives_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who played last plays at the next start, with the own look."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    app, _wrong = build(parser().parse_args([]))
    app.configure(told_about_log=True, theme="dark")
    shell = make_shell(app, app.menu())
    add(shell, "Berend")
    again, _wrong = build(parser().parse_args([]))
    assert again.player_name() == "Berend"
    assert again.settings.told_about_log
    other = next(p.id for p in again.players().all if p.name != "Berend")
    shell = make_shell(again, again.menu())
    click(shell, "top.player")
    click(shell, f"player.{other}")
    third, _wrong = build(parser().parse_args([]))
    assert third.settings.player == other
    assert third.settings.theme == "dark"


def test_the_settings_of_a_single_player_stay_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Adding a second player to a folder of before changes no byte of what the first one chose and played."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    old = {"language": "en", "theme": "dark", "scale_percent": 125, "reduce_motion": True,
           "told_about_log": True, "player": "p-9"}  # fmt: skip
    (tmp_path / "settings.json").write_text(json.dumps(old), encoding="utf-8")
    app, _wrong = build(parser().parse_args([]))
    app.start("eerste-rit").do(c.Begin())
    (log,) = (tmp_path / "logs").iterdir()
    before = log.read_bytes()
    app.switch_player(app.add_player("Geertje"))
    assert app.unfinished_logs() == ()
    app.switch_player("p-9")
    kept, _wrong = load_settings(tmp_path / "settings.json")
    assert {k: getattr(kept, k) for k in old} == old
    assert log.read_bytes() == before
    assert [card.path for card in app.unfinished_logs()] == [log]


def names(app: App) -> list[str]:
    """What everybody is called."""
    return [app.player_name(p.id) for p in app.players().all]


def test_names_change_and_people_leave(tmp_path: Path) -> None:
    """Renaming keeps the pseudonym; removing asks once, and takes the logs only when that is chosen."""
    app = make_app(tmp_path)
    app.start("eerste-rit").do(c.Begin())
    shell = make_shell(app, app.menu())
    add(shell, "Dirk")
    app.start("eerste-rit").do(c.Begin())
    dirk = app.players().current
    click(shell, "top.player")
    click(shell, f"player.edit.{dirk}")
    write(shell, " T.")
    press(shell, pygame.K_RETURN)
    assert names(app) == ["Speler 1", "Dirk T."]
    assert app.players().current == dirk
    assert shell.ctx.hits.get(f"player.remove.{dirk}") is None, "who plays cannot leave"
    click(shell, "player.remove.p-test")
    press(shell, pygame.K_ESCAPE)
    assert names(app) == ["Speler 1", "Dirk T."]
    click(shell, "player.remove.p-test")
    click(shell, "player.wipe")
    assert names(app) == ["Dirk T."]
    assert not (tmp_path / "settings.json").exists()
    texts = [p.read_text("utf-8") for p in (tmp_path / "logs").iterdir()]
    assert len(texts) == 1
    assert "p-test" not in "".join(texts)


def test_players_by_keyboard_alone(tmp_path: Path) -> None:
    """Tab and Enter reach everything in the dialog; Esc leaves it."""
    app = make_app(tmp_path)
    app.add_player("Esra")
    shell = make_shell(app, app.menu())
    press(shell, pygame.K_TAB)
    while shell.memory.focus != "top.player":
        press(shell, pygame.K_TAB)
    press(shell, pygame.K_RETURN)
    assert isinstance(shell.stack[-1], PlayersScreen)
    seen = set()
    for _ in range(12):
        press(shell, pygame.K_TAB)
        seen.add(shell.memory.focus)
    other = app.players().all[1].id
    assert {"player.p-test", f"player.{other}", f"player.edit.{other}", f"player.remove.{other}",
            "player.new", "player.add", "player.close"} <= seen  # fmt: skip
    press(shell, pygame.K_ESCAPE)
    assert isinstance(shell.stack[-1], MenuScreen)


def test_a_demo_has_no_players_to_keep(tmp_path: Path) -> None:
    """A given pseudonym plays along, with its own settings file only when something is kept."""
    app = make_app(tmp_path, mode="demo")
    make_shell(app, app.menu())
    assert not (tmp_path / "players.json").exists()
