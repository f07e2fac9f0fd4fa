"""Wiring: arguments, settings, language, sessions, screens and the window.

Closing the window is always safe: every act is on disk before the next frame. What goes wrong
in the program itself ends in the crash screen, which says where the log is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # before anything imports pygame

from game import __version__
from game.content.language import LANGUAGES, Language, language
from game.domain.errors import ContentFault, GameError
from game.domain.measurement import form_named
from game.record.places import log_folder, own_scenarios, user_folder
from game.record.players import Player, Players, load_players
from game.record.settings import Settings, load_settings
from game.ui.logbook import log_card, logged_players
from game.ui.program import App, fault_line

if TYPE_CHECKING:
    from game.session import Session
    from game.session_week import WeekSession
    from game.ui.context import Translator
    from game.ui.screen import Screen
    from game.ui.shell import Shell

__all__ = ["App", "build", "picture", "play", "run"]

MODES = ("train", "assess", "demo", "playtest")
MEASURED = ("train", "assess")
"""Where a day of a measurement is played in its form only; authors try it with `--mode playtest`."""


def parser() -> argparse.ArgumentParser:
    """The arguments of `ritregie play` (CONTRACT)."""
    made = argparse.ArgumentParser(prog="ritregie play")
    made.add_argument("scenario", nargs="?", default="")
    made.add_argument("--mode", choices=MODES, default="train")
    made.add_argument("--lang", choices=LANGUAGES, default="")
    made.add_argument("--seed", type=int)
    made.add_argument("--player", default="")
    made.add_argument("--log-dir", type=Path)
    made.add_argument("--scale", type=float)
    return made


def build(options: argparse.Namespace) -> tuple[App, str]:
    """The program without a window, and a text key of what was wrong with the settings file."""
    home, logs = user_folder(), options.log_dir or log_folder()
    settings, wrong = load_settings(home / "settings.json")
    players = load_players(home, single=settings.player, logged=lambda: logged_players(logs))
    current = options.player or players.current
    if current != settings.player:
        file = players.settings_file(home, current)
        own, wrong = load_settings(file) if file.exists() else (settings, wrong)
        settings = replace(own, player=current)
    if options.lang:
        settings = replace(settings, language=options.lang)
    if options.scale:
        settings = replace(settings, scale_percent=round(options.scale * 100))
    kept = None if options.mode == "demo" else home / "settings.json"  # a demo stores nothing at all
    app = App(
        settings=settings, settings_file=kept, logs=logs, mode=options.mode,
        seed=options.seed, folders=own_scenarios(), players=_with(players, current),
    )  # fmt: skip
    return app, wrong


def _with(players: Players, current: str) -> Players:
    """The list with the one who plays now on it; the first one ever is the one of `settings.json`."""
    if not current:
        return players
    known = players if players.has(current) else players.with_one(Player(id=current))
    return replace(known, current=current, first=players.first if players.all else current)


def play(arguments: list[str]) -> int:
    """Open the game; returns the exit code."""
    try:
        options = parser().parse_args(arguments)
    except SystemExit as left:
        return int(left.code or 0)
    app, wrong = build(options)
    if app.settings.software_frames:
        os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    try:
        first = _first_screen(app, options.scenario)
    except (ContentFault, GameError) as why:
        sys.stderr.write(_told(app.language, why) + "\n")
        return 2
    shell = _shell(app, first)
    for said in filter(None, (app.language.t(wrong) if wrong else "", app.tidy())):
        shell.toast(said, "warn")
    return run(app, shell)


def _first_screen(app: App, scenario: str) -> Screen:
    from game.ui.screens.first_start import FirstStart

    form = form_named(scenario) if app.mode in MEASURED else ""

    def day() -> Screen:
        return app.measurements.screen(form) if form else app.screen_for(app.begin(scenario))

    if app.asked:
        return day() if scenario else app.menu()
    if scenario and not form:
        app.check(scenario)
    return FirstStart(app, app.menu(), then=day if scenario else None)


def _told(lang: Language, why: ContentFault | GameError) -> str:
    if isinstance(why, ContentFault):
        return "\n".join(fault_line(lang, fault) for fault in why.faults)
    key = f"error.{why.key}"
    return lang.t(key, **why.values) if lang.has(key) else str(why)


def _shell(app: App, first: Screen) -> Shell:
    from game.ui.context import UiSettings
    from game.ui.shell import Shell
    from game.ui.theme import scheme_of
    from game.ui.window import best_size, desktops, remembered, safe_scale

    kept = app.settings
    size, place = remembered(kept.window, desktops())
    size = size or best_size()
    return Shell(
        first, size=size, place=place, title="Ritregie",
        settings=UiSettings(
            scheme=scheme_of(kept.theme, high=kept.high_contrast),
            scale=safe_scale(kept.scale_percent / 100, size),
            lang=kept.language, less_motion=kept.reduce_motion, software=kept.software_frames,
            full_screen=kept.full_screen, sound=kept.sound, volume_percent=kept.volume_percent,
        ),
        translator=lambda lang: cast("Translator", language(lang).t), formatter=language,
        on_settings=app.keep,
        program=app,
    )  # fmt: skip


def run(app: App, shell: Shell) -> int:
    """Run to the end; what nobody foresaw ends in the crash screen, with the day safe, and may go on."""
    code = 0
    try:
        while code == 0 and shell.running:
            try:
                shell.run()
            except Exception:  # noqa: BLE001  the one place where everything is caught
                code = 0 if _goes_on(app, shell, traceback.format_exc()) else 1
    finally:
        if app.mode != "demo":
            app.configure(window=shell.placed())
        shell.sounds.close()
        app.close()
    return code


def _goes_on(app: App, shell: Shell, trace: str) -> bool:
    """Show the crash screen; True when the player went on, with the day read again from its log."""
    from game.ui.rescue import rescue, spare_folders
    from game.ui.screens.crash import CrashScreen

    sys.stderr.write(trace)
    session = next((s for x in reversed(shell.stack) if (s := getattr(x, "session", None))), app.session)
    rescued = rescue(session, spare_folders())
    report = _keep_report(trace) if app.mode != "demo" else None
    crashed = CrashScreen(rescued=rescued, report=report, trace=trace)
    shell.reopen(crashed)
    shell.run()
    if not crashed.go_on:
        return False
    app.renew_solver()
    shell.reopen(_screen_again(app, session, rescued.log))
    return True


def _screen_again(app: App, session: Session | WeekSession | None, log: Path | None) -> Screen:
    """The day as its log has it; what only memory holds goes on from there."""
    if session is None:
        return app.menu()
    if log is not None:
        try:
            again = app.resume(log)
            app.measurements.back(again)
            return app.screen_for(again)
        except (ContentFault, GameError) as why:
            sys.stderr.write(_told(app.language, why) + "\n")
    return app.screen_for(session)


def _keep_report(trace: str) -> Path | None:
    """Write the technical story beside the logs; None when that is refused too."""
    path = user_folder() / time.strftime("crash-%Y%m%d-%H%M%S.txt")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"ritregie {__version__}, Python {sys.version}\n\n{trace}", encoding="utf-8")
    except OSError:
        return None
    return path


def picture(
    screen: str, *, scenario: str, state: Path | None, lang: str, theme: str, size: tuple[int, int],
    scale: float, out: Path,
) -> None:  # fmt: skip
    """A picture of a screen for `ritregie shot`; the profile is that of the log's player, of that log alone.

    Raises GameError, ContentFault or OSError.
    """
    from game.ui.pictures import Look, paint

    with tempfile.TemporaryDirectory() as folder:
        player, logs = "p-picture", log_folder()
        if screen == "profile" and state is not None:
            card = log_card(state)
            player, logs = (card.player if card else "") or player, Path(folder)
            shutil.copy(state, logs / "log.jsonl")
        app = App(
            settings=Settings(
                language=lang, theme=theme.partition("_")[0], high_contrast=theme.endswith("_high"),
                told_about_log=True, player=player,
            ),
            settings_file=None, logs=logs, mode="demo", seed=1, folders=own_scenarios(),
        )  # fmt: skip
        look = Look(lang=lang, theme=theme, size=size, scale=scale)
        paint(app, screen, scenario=scenario, state=state, look=look, out=out)
