"""Starting and ending: arguments, damaged settings, unwritable folders, crashes, speed of the first frame."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pygame
import pytest

from game.app import build, parser, play, run
from game.domain.commands import Begin
from game.record.settings import Settings, load_settings
from game.ui.context import Activate, Ctx, UiEvent
from game.ui.screen import BaseScreen, Outcome
from game.ui.screens.crash import CrashScreen
from game.ui.shell import Shell
from game.ui.window import safe_scale
from tests.screens.app_play import click, make_app, make_shell


def test_arguments_overrule_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given on the command line counts, and the home folder is respected."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    options = parser().parse_args(["--lang", "en", "--seed", "7", "--player", "p-x", "--mode", "demo"])
    app, wrong = build(options)
    assert (app.settings.language, app.settings.player, app.mode, wrong) == ("en", "p-x", "demo", "")
    assert app.start("eerste-rit").seed == 7
    assert app.log_folder() == tmp_path / "logs"
    assert not (tmp_path / "logs").exists(), "a demo keeps nothing"


def test_bad_arguments_give_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong option and an unknown scenario end with a message, not with a traceback."""
    assert play(["--lang", "fy"]) == 2
    assert play(["no-such-day"]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{", "[]", '{"language": 5, "scale_percent": 1e9}', "\x00"])
def test_damaged_settings_start_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """A damaged settings file costs the settings, never the game."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    app, wrong = build(parser().parse_args([]))
    assert wrong
    assert app.settings == Settings()
    make_shell(app, app.menu())


def test_an_unwritable_folder_plays_on_with_a_warning(tmp_path: Path) -> None:
    """A file where the log folder should be: the day is played in memory and the player is told."""
    (tmp_path / "logs").write_text("in the way")
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    click(shell, "scenario.eerste-rit")
    assert app.session is not None
    assert app.trouble(app.session)
    assert app.session.do(Begin()).ok
    assert shell._toast is not None


def test_log_times_count_from_its_beginning(tmp_path: Path) -> None:
    """Milliseconds in the log say nothing of the computer: they begin at zero and go on after resuming."""
    app = make_app(tmp_path)
    session = app.start("eerste-rit")
    session.do(Begin())
    assert 0 <= session.events[0].wall_ms <= session.events[-1].wall_ms < 60_000
    (path,) = (tmp_path / "logs").iterdir()
    again = app.resume(path)
    again.mark()
    assert session.events[-1].wall_ms <= again.events[-1].wall_ms < 120_000


class Faulty(BaseScreen):
    """A screen with a mistake in it."""

    def draw(self, ctx: Ctx) -> None:
        """One button."""
        ctx.hit("go", pygame.Rect(0, 0, 50, 50), label="go")

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Fail when clicked."""
        if isinstance(event, Activate):
            raise RuntimeError("a mistake")
        return None


def test_a_crash_tells_where_the_log_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw ends in the crash screen, exit code 1, with log and report on disk."""
    monkeypatch.setenv("RITREGIE_HOME", str(tmp_path))
    app = make_app(tmp_path)
    session = app.start("eerste-rit")
    session.do(Begin())
    shell = make_shell(app, Faulty())
    shown: list[CrashScreen] = []
    real = Shell.frame

    def frame(self: Shell) -> None:
        real(self)
        if isinstance(self.stack[-1], CrashScreen):
            shown.append(self.stack[-1])
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode=""))

    monkeypatch.setattr(Shell, "frame", frame)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(10, 10), button=1))
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(10, 10), button=1))
    assert run(app, shell) == 1
    assert shown[0].rescued.where == "log"
    assert shown[0].log is not None
    assert shown[0].log.exists()
    assert shown[0].report is not None
    assert "a mistake" in shown[0].report.read_text(encoding="utf-8")


def test_closing_the_window_is_an_orderly_end(tmp_path: Path) -> None:
    """The window's own cross ends the run with exit code 0 and the log on disk."""
    app = make_app(tmp_path)
    app.start("eerste-rit").do(Begin())
    shell = make_shell(app, app.menu())
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    assert run(app, shell) == 0
    (log,) = (tmp_path / "logs").iterdir()
    assert json.loads(log.read_text(encoding="utf-8").splitlines()[-1])["data"]["do"] == "begin"


def test_settings_of_the_shell_are_kept(tmp_path: Path) -> None:
    """What is changed on the spot is written at once."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    click(shell, "top.language")
    assert load_settings(tmp_path / "settings.json")[0].language == "en"


def test_scales_that_do_not_fit_are_brought_back() -> None:
    """A scale from the command line or an older window never leaves less than 800x450."""
    assert safe_scale(3.0, (1280, 720)) == 1.5
    assert safe_scale(0.1, (1280, 720)) == 1.0
    assert safe_scale(1.3, (1600, 900)) == 1.25


def test_heavy_libraries_wait_until_after_the_first_frame(tmp_path: Path) -> None:
    """The menu comes fast because nothing heavy is imported before it is on screen."""
    code = (
        "import sys, game.app\n"
        "from game.ui.shell import Shell\n"
        "real = Shell.frame\n"
        "def frame(self):\n"
        "    real(self)\n"
        "    heavy = 'numpy ortools pyvrp matplotlib typer rich pydantic'.split()\n"
        "    print(' '.join(m for m in heavy if m in sys.modules))\n"
        "    self._running = False\n"
        "Shell.frame = frame\n"
        "sys.exit(game.app.play([]))\n"
    )
    env = {**os.environ, "SDL_VIDEODRIVER": "dummy", "RITREGIE_HOME": str(tmp_path)}
    env["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == ""
