"""The program around the screens: settings, scenarios, sessions and their logs, helpers; no window."""

from __future__ import annotations

import gc
import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.content.catalogue import Listing, list_scenarios
from game.content.language import Language
from game.domain.errors import ContentFault
from game.domain.measurement import AID, MODE
from game.domain.measurement import Part as MeasuredPart
from game.record.journal import FileJournal, MemoryJournal
from game.record.lessons import LessonBook
from game.record.players import Players
from game.record.settings import Settings
from game.ui.background import Background
from game.ui.program_logs import LogSide
from game.ui.program_measurement import Measurements
from game.ui.program_rounds import Rounds

if TYPE_CHECKING:
    from game.domain.errors import Fault
    from game.domain.rounds import Part
    from game.domain.scenario import Scenario
    from game.session import Session
    from game.session_week import WeekSession
    from game.solver.client import SolverClient
    from game.ui.screen import Screen


class App(LogSide):
    """Implements `game.ui.host.Host`."""

    def __init__(
        self, *, settings: Settings, settings_file: Path | None, logs: Path, mode: str = "train",
        seed: int | None = None, folders: Sequence[Path] = (), players: Players | None = None,
    ) -> None:  # fmt: skip
        home = settings_file.parent if settings_file is not None else None
        super().__init__(settings=settings, home=home, players=players)
        self._logs, self.mode, self._seed, self._folders = logs, mode, seed, tuple(folders)
        self.background = Background()
        self._listings = {x.id: x for x in list_scenarios(self._folders, measurements=True)}
        self._scenarios: dict[str, Scenario] = {}
        self._checking, self._seen_done = False, 0
        self._solver: SolverClient | None = None
        self.rounds = Rounds(self)
        self.measurements = Measurements(self)
        self.session: Session | WeekSession | None = None
        """The session on screen, for the crash screen."""

    # -- settings ------------------------------------------------------------------------------
    def lessons(self) -> LessonBook:
        """How far the player is with the coach; kept beside the settings."""
        file = self._home / "lessons.json" if self._home is not None and self.keeps else None
        return LessonBook(file, self.pseudonym(), offers=self.mode == "train")

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
    def start(self, scenario_id: str, seed: int | None = None, part: Part | None = None) -> Session:
        """A new session with its log on disk; `part`: of two rounds. Raises ContentFault."""
        from game.replay import start

        more: dict[str, Any] = {"aid": part.round.aid, "part": part.data()} if part else {}
        self.session = made = start(self._read(scenario_id), **self._begun(scenario_id, seed), **more)
        self._settle()
        return made

    def start_measured(self, part: MeasuredPart) -> Session:
        """A new session of a part of a measurement. Raises ContentFault."""
        from game.replay import start

        begun = {**self._begun(part.scenario, part.seed), "mode": MODE}
        made = start(self._read(part.scenario), **begun, aid=AID, measurement=part.data())
        self.session = made
        self._settle()
        return made

    def start_weeks(self, scenario_id: str, seed: int | None = None) -> WeekSession:
        """The same for a scenario that is played as weeks. Raises ContentFault, or Illegal without any."""
        from game.replay_week import start_week

        self.session = made = start_week(self._read(scenario_id), **self._begun(scenario_id, seed))
        self._settle()
        return made

    def begin(self, scenario_id: str) -> Session | WeekSession:
        """A new session of whatever kind the scenario is."""
        weeks = self._read(scenario_id).week is not None
        return self.start_weeks(scenario_id) if weeks else self.start(scenario_id)

    def check(self, scenario_id: str) -> None:
        """Raises ContentFault for a scenario that cannot be played."""
        self._read(scenario_id)

    def _read(self, scenario_id: str) -> Scenario:
        from game.content.load import load_scenario

        return self._scenarios.get(scenario_id) or load_scenario(self._place(scenario_id), self._folders)

    def _begun(self, scenario_id: str, seed: int | None) -> dict[str, Any]:
        """Seed, player, log and clock of a new session."""
        name = self._read(scenario_id).id
        fixed = seed if seed is not None else self._seed
        began = self.now_ms()
        return {
            "seed": secrets.randbelow(10**6) if fixed is None else fixed, "mode": self.mode,
            "player": self.pseudonym(), "now_ms": lambda: self.now_ms() - began,
            "journal": FileJournal(self._new_log(name)) if self.keeps else MemoryJournal(),
            "signed": self.signed(),
        }  # fmt: skip

    def _settle(self) -> None:
        self._cards = None
        gc.freeze()  # the roads stay for good: without this the collector walks them in the middle of a frame

    def _place(self, scenario_id: str) -> str | Path:
        listing = self._listings.get(scenario_id)
        return listing.path if listing else scenario_id

    def _new_log(self, scenario_id: str) -> Path:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        return self._logs / f"{stamp}-{scenario_id}-{secrets.token_hex(3)}.jsonl"

    def forget(self, session: Session | WeekSession) -> None:
        """Delete the log of a session that never left its briefing; a look leaves nothing behind."""
        journal = session.journal
        if session.phase == "briefing" and isinstance(journal, FileJournal):
            try:
                journal.path.unlink(missing_ok=True)
            except OSError:
                return
        self.session = None

    def resume(self, path: Path) -> Session | WeekSession:
        """Go on where a log ended. Raises GameError or ContentFault."""
        from game.replay import resume_session
        from game.replay_week import is_week_log, resume_week

        again = resume_week if is_week_log(path) else resume_session
        self.session = again(path, self.now_ms)
        self.written_by(self.session)
        gc.freeze()
        return self.session

    @property
    def seed(self) -> int | None:
        """The seed that was asked for at the start; None: each day has its own."""
        return self._seed

    def now_ms(self) -> int:
        """Monotonic milliseconds."""
        return time.monotonic_ns() // 1_000_000

    # -- help and screens ----------------------------------------------------------------------
    def solver(self) -> SolverClient:
        """The solver processes, started when first asked for."""
        if self._solver is None:
            from game.solver.crew import Crew

            self._solver = Crew()
        return self._solver

    def renew_solver(self) -> None:
        """After a failure the helpers start anew."""
        if self._solver is not None:
            self._solver.close()
        self._solver = None

    def close(self) -> None:
        """End the helpers; the log needs nothing."""
        self.background.close()
        self.end_reading()
        for helper in (self._solver, self._weighs):
            if helper is not None:
                helper.close()

    def menu(self) -> Screen:
        """The first screen."""
        from game.ui.screens.menu import MenuScreen

        self._cards = None
        return MenuScreen(self)

    def screen_for(self, session: Session | WeekSession) -> Screen:
        """The screen of the session's phase."""
        from game.session import Session
        from game.ui import screens

        if not isinstance(session, Session):
            self.session = session
            return screens.of_weeks(session.phase)(self, session)
        self.session = session
        self.weigh_later(session)
        own = self.rounds.screen_after(session) or self.measurements.screen_after(session)
        return own or screens.of_phase(session.phase)(self, session)

    def players_screen(self, below: Screen) -> Screen:
        """Who plays; a dialog over the menu."""
        from game.ui.screens.players import PlayersScreen

        return PlayersScreen(self, below)

    def consent_screen(self, below: Screen) -> Screen:
        """What is kept of the player, and the answer; a dialog."""
        from game.ui.screens.consent import ConsentScreen

        return ConsentScreen(self, below)

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
