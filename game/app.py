"""Wiring: arguments, settings, language, sessions, screens and the window.

Closing the window is always safe: every act is on disk before the next frame. What goes wrong
in the program itself ends in the crash screen, which says where the log is.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from game import __version__
from game.content.catalogue import Listing, list_scenarios
from game.content.language import LANGUAGES, Language, language
from game.domain.errors import ContentFault, GameError
from game.record.journal import FileJournal, MemoryJournal
from game.record.places import log_folder, own_scenarios, user_folder
from game.record.settings import Settings, load_settings, save_settings
from game.ui.background import Background
from game.ui.logbook import ended, log_cards, make_profile, unfinished

if TYPE_CHECKING:
    from game.domain.errors import Fault
    from game.domain.scenario import Scenario
    from game.session import Session
    from game.solver.client import SolverClient
    from game.ui.context import Translator, UiSettings
    from game.ui.host import LogCard
    from game.ui.screen import Screen
    from game.ui.shell import Shell

MODES = ("train", "assess", "demo", "playtest")


class App:
    """Implements `game.ui.host.Host`."""

    def __init__(
        self, *, settings: Settings, settings_file: Path | None, logs: Path, mode: str = "train",
        seed: int | None = None, folders: Sequence[Path] = (),
    ) -> None:  # fmt: skip
        self._settings, self._file, self._logs = settings, settings_file, logs
        self.mode, self._seed, self._folders = mode, seed, tuple(folders)
        self.background = Background()
        self._listings = {x.id: x for x in list_scenarios(self._folders)}
        self._scenarios: dict[str, Scenario] = {}
        self._profile: tuple[tuple[object, ...], Mapping[str, Any] | None] = ((), None)
        self._cards: tuple[LogCard, ...] | None = None
        self._checking, self._seen_done = False, 0
        self._solver: SolverClient | None = None
        self.session: Session | None = None
        """The session on screen, for the crash screen."""

    # -- settings ------------------------------------------------------------------------------
    @property
    def language(self) -> Language:
        """The player's language now."""
        return language(self._settings.language)

    @property
    def settings(self) -> Settings:
        """What is kept between runs."""
        return self._settings

    def configure(self, **changes: Any) -> None:
        """Change and save settings; a folder that refuses costs no play."""
        self._settings = replace(self._settings, **changes)
        if self._file is not None:
            save_settings(self._file, self._settings)

    def keep(self, ui: UiSettings) -> None:
        """Save what the shell changed on the spot."""
        self.configure(
            language=ui.lang, theme=ui.scheme, scale_percent=round(ui.scale * 100),
            reduce_motion=ui.less_motion, software_frames=ui.software,
        )  # fmt: skip

    # -- scenarios -----------------------------------------------------------------------------
    def listings(self) -> tuple[Listing, ...]:
        """Everything that can be played, also what is broken."""
        return tuple(self._listings.values())

    def poll(self) -> bool:
        """Start reading the scenarios whole; True when background work came up with something."""
        if not self._checking:
            self._checking = True
            for listing in self.listings():
                self.background.add(lambda listing=listing: self._check(listing))  # type: ignore[misc]
        if self.background.failed:
            raise self.background.failed.pop()
        before, self._seen_done = self._seen_done, self.background.done
        return before != self._seen_done

    def _check(self, listing: Listing) -> None:
        from game.content.load import load_scenario

        try:
            self._scenarios[listing.id] = load_scenario(listing.path)
        except ContentFault as why:
            self._listings[listing.id] = replace(listing, faults=why.faults, checked=True)
        else:
            self._listings[listing.id] = replace(listing, checked=True)

    def scenario(self, scenario_id: str) -> Scenario | None:
        """The scenario when it was read already; never waits."""
        return self._scenarios.get(scenario_id)

    def faults(self, listing: Listing) -> tuple[str, ...]:
        """What is wrong with a scenario, in the player's language."""
        return tuple(fault_line(self.language, fault) for fault in listing.faults)

    # -- sessions ------------------------------------------------------------------------------
    def start(self, scenario_id: str, seed: int | None = None) -> Session:
        """A new session with its log on disk. Raises ContentFault."""
        from game.content.load import load_scenario
        from game.replay import start

        found = self._scenarios.get(scenario_id) or load_scenario(self._place(scenario_id), self._folders)
        fixed = seed if seed is not None else self._seed
        journal = MemoryJournal() if self.mode == "demo" else FileJournal(self._new_log(found.id))
        self.session = start(
            found, seed=secrets.randbelow(10**6) if fixed is None else fixed, mode=self.mode,
            player=self._pseudonym(), journal=journal, now_ms=self.now_ms,
        )  # fmt: skip
        self._cards = None
        return self.session

    def _place(self, scenario_id: str) -> str | Path:
        listing = self._listings.get(scenario_id)
        return listing.path if listing else scenario_id

    def _new_log(self, scenario_id: str) -> Path:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        return self._logs / f"{stamp}-{scenario_id}-{secrets.token_hex(3)}.jsonl"

    def _pseudonym(self) -> str:
        if not self._settings.player:
            self.configure(player=f"p-{secrets.token_hex(4)}")
        return self._settings.player

    def forget(self, session: Session) -> None:
        """Delete the log of a session that never left its briefing; a look leaves nothing behind."""
        journal = session.journal
        if session.phase == "briefing" and isinstance(journal, FileJournal):
            try:
                journal.path.unlink(missing_ok=True)
            except OSError:
                return
        self.session = None

    def resume(self, path: Path) -> Session:
        """Go on where a log ended. Raises GameError or ContentFault."""
        from game.replay import resume_session

        self.session = resume_session(path, self.now_ms)
        return self.session

    def _log_cards(self) -> tuple[LogCard, ...]:
        if self._cards is None:
            self._cards = log_cards(self._logs)
        return self._cards

    def unfinished_logs(self) -> tuple[LogCard, ...]:
        """Logs to go on with, newest first."""
        return unfinished(self._log_cards())

    def profile(self) -> Mapping[str, Any] | None:
        """The profile of all ended days; made in the background, None until it is there."""
        self._cards = None
        cards = ended(self._log_cards())
        key: tuple[object, ...] = tuple((c.path, c.written) for c in cards) or ("none",)
        if self._profile[0] != key:
            self._profile = (key, None)
            self.background.add(lambda: self._make_profile(key, cards))
        return self._profile[1]

    def _make_profile(self, key: tuple[object, ...], cards: tuple[LogCard, ...]) -> None:
        made = make_profile(cards)
        if self._profile[0] == key:
            self._profile = (key, made)

    def trouble(self, session: Session) -> str:
        """Why the session's log cannot be written now; empty when all is well."""
        return str(getattr(session.journal, "trouble", ""))

    def log_folder(self) -> Path:
        """Where logs are kept."""
        return self._logs

    def now_ms(self) -> int:
        """Monotonic milliseconds."""
        return time.monotonic_ns() // 1_000_000

    # -- help and screens ----------------------------------------------------------------------
    def solver(self) -> SolverClient:
        """The solver process, started when first asked for."""
        if self._solver is None:
            from game.solver.client import SolverClient

            self._solver = SolverClient()
        return self._solver

    def close(self) -> None:
        """End the helpers; the log needs nothing."""
        self.background.close()
        if self._solver is not None:
            self._solver.close()

    def menu(self) -> Screen:
        """The first screen."""
        from game.ui.screens.menu import MenuScreen

        self._cards = None
        return MenuScreen(self)

    def screen_for(self, session: Session) -> Screen:
        """The screen of the session's phase."""
        from game.ui import screens

        self.session = session
        return screens.of_phase(session.phase)(self, session)

    def settings_screen(self) -> Screen:
        """Settings; going back pops it."""
        from game.ui.screens.settings import SettingsScreen

        return SettingsScreen(self)

    def profile_screen(self, session: Session | None = None) -> Screen:
        """The competency profile; going back pops it."""
        from game.ui.screens.profile import ProfileScreen

        return ProfileScreen(self, session)


def fault_line(lang: Language, fault: Fault) -> str:
    """`orders.csv, regel 12 (kg): what is wrong, why, how to mend it`."""
    place = fault.file + (f", {lang.t('menu.line', line=fault.line)}" if fault.line else "")
    where = f" ({fault.where})" if fault.where else ""
    return f"{place}{where}: {lang.t(fault.key, **dict(fault.values))}"


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
    file = user_folder() / "settings.json"
    settings, wrong = load_settings(file)
    if options.lang:
        settings = replace(settings, language=options.lang)
    if options.player:
        settings = replace(settings, player=options.player)
    if options.scale:
        settings = replace(settings, scale_percent=round(options.scale * 100))
    app = App(
        settings=settings, settings_file=file, logs=options.log_dir or log_folder(), mode=options.mode,
        seed=options.seed, folders=own_scenarios(),
    )  # fmt: skip
    return app, wrong


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
    if wrong:
        shell.toast(app.language.t(wrong), "warn")
    return run(app, shell)


def _first_screen(app: App, scenario: str) -> Screen:
    from game.ui.screens.first_start import FirstStart

    screen = app.screen_for(app.start(scenario)) if scenario else app.menu()
    return screen if app.settings.told_about_log or app.mode == "demo" else FirstStart(app, screen)


def _told(lang: Language, why: ContentFault | GameError) -> str:
    if isinstance(why, ContentFault):
        return "\n".join(fault_line(lang, fault) for fault in why.faults)
    key = f"error.{why.key}"
    return lang.t(key, **why.values) if lang.has(key) else str(why)


def _shell(app: App, first: Screen) -> Shell:
    from game.ui.context import UiSettings
    from game.ui.shell import Shell
    from game.ui.window import best_size, safe_scale

    kept, size = app.settings, best_size()
    return Shell(
        first, size=size, title="Ritregie",
        settings=UiSettings(
            scheme="dark" if kept.theme == "dark" else "light",
            scale=safe_scale(kept.scale_percent / 100, size),
            lang=kept.language, less_motion=kept.reduce_motion, software=kept.software_frames,
        ),
        translator=lambda lang: cast("Translator", language(lang).t), formatter=language,
        on_settings=app.keep,
        shots=user_folder() if user_folder().is_dir() else None,
    )  # fmt: skip


def run(app: App, shell: Shell) -> int:
    """Run to the end; what nobody foresaw ends in the crash screen, with the log safe on disk."""
    try:
        shell.run()
    except Exception:  # noqa: BLE001  the one place where everything is caught
        return _crashed(app, shell, traceback.format_exc())
    finally:
        app.close()
    return 0


def _crashed(app: App, shell: Shell, trace: str) -> int:
    from game.ui.screens.crash import CrashScreen

    sys.stderr.write(trace)
    journal = app.session.journal if app.session else None
    log = getattr(journal, "path", None)
    shell.stack = [CrashScreen(log=log, report=_keep_report(trace), trace=trace)]
    shell.run()
    return 1


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
    """A picture of a screen for `ritregie shot`. Raises GameError, ContentFault or OSError."""
    from game.ui.pictures import Look, paint

    app = App(
        settings=Settings(language=lang, theme=theme, told_about_log=True, player="p-picture"),
        settings_file=None, logs=log_folder(), mode="demo", seed=1, folders=own_scenarios(),
    )  # fmt: skip
    look = Look(lang=lang, theme=theme, size=size, scale=scale)
    paint(app, screen, scenario=scenario, state=state, look=look, out=out)
