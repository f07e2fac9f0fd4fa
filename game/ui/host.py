"""What screens may ask of the program around them, and the small helpers that every screen shares.

A screen class takes `(host, session)`. It leaves by `Replace(host.screen_for(session))` once a command
has changed `session.phase`, or by `Replace(host.menu())`; nothing is lost, the log is the save game.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from game.content.language import Language, language
from game.ui.context import Activate, Ctx, Key, UiEvent
from game.ui.screen import Configure, Outcome, Push, Replace, Screen
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.content.catalogue import Listing
    from game.domain.scenario import Scenario
    from game.record.settings import Settings
    from game.session import Session
    from game.session_week import WeekSession
    from game.solver.client import SolverClient


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCard:
    """A log in the log folder, known from its first and last lines only."""

    path: Path
    scenario: str
    phase: str
    """`plan`, `day`, `debrief` or `closed`; `briefing` when nothing was done yet."""
    clock_s: int
    written: float
    """File time, seconds since 1970: newest first."""
    player: str = ""
    """The pseudonym in its header."""
    form: str = ""
    """Of a measurement: which one; its own screen goes on with it."""
    unweighed: bool = False
    """A day that has ended under today's rules, without the ledger of its decisions."""


class Host(Protocol):
    """The program around a screen; `game.app` implements it, tests may do so too."""

    @property
    def language(self) -> Language:
        """The player's language now."""

    @property
    def settings(self) -> Settings:
        """What is kept between runs."""

    def configure(self, **changes: object) -> None:
        """Change and save settings that are not the shell's (player, told_about_log)."""

    def listings(self) -> Sequence[Listing]:
        """Everything that can be played, also what is broken."""

    def poll(self) -> bool:
        """Take over what background work found; True when a listing or the profile changed."""

    def scenario(self, scenario_id: str) -> Scenario | None:
        """The scenario when it was read already; never waits."""

    def faults(self, listing: Listing) -> tuple[str, ...]:
        """What is wrong with a scenario, where, and how to mend it, in the player's language."""

    def start(self, scenario_id: str, seed: int | None = None) -> Session:
        """A new session with its log on disk. Raises ContentFault."""

    def start_weeks(self, scenario_id: str, seed: int | None = None) -> WeekSession:
        """The same for a scenario that is played as weeks."""

    def forget(self, session: Session | WeekSession) -> None:
        """Delete the log of a session that never left its briefing; others stay."""

    def unfinished_logs(self) -> Sequence[LogCard]:
        """Logs to go on with, newest first."""

    def resume(self, path: Path) -> Session | WeekSession:
        """Go on where a log ended. Raises GameError or ContentFault."""

    def solver(self) -> SolverClient:
        """The solver process, started when first asked for."""

    def weigh(self, session: Session) -> bool:
        """Work out what every decision was worth, beside the game; True when it has just come in."""

    def weighing(self, session: Session) -> tuple[int, str]:
        """(decisions weighed so far, why it failed: empty when it did not) of the ledger under way."""

    def profile(self) -> Mapping[str, Any] | None:
        """Competency profile of all ended days (CONTRACT `profile`); None while it is being made."""

    def screen_for(self, session: Session | WeekSession) -> Screen:
        """The screen of the session's phase."""

    def menu(self) -> Screen:
        """The first screen."""

    def profile_screen(self, session: Session | None = None) -> Screen:
        """The competency profile; going back pops it."""

    def player_name(self, player: str = "") -> str:
        """What to call a player on screen (who plays now, when none is named)."""

    def players_screen(self, below: Screen) -> Screen:
        """Who plays; a dialog over the menu."""

    def agree(self, *, keep: bool) -> None:
        """The player's answer to the text on what is kept."""

    def erase_me(self) -> None:
        """Leave nothing of who plays now; the program ends after it."""

    def consent_screen(self, below: Screen) -> Screen:
        """What is kept of the player, and the answer; a dialog."""

    def settings_screen(self) -> Screen:
        """Settings; going back pops it."""

    def log_folder(self) -> Path:
        """Where logs are kept."""

    def trouble(self, session: Session | WeekSession) -> str:
        """Why the session's log cannot be written now; empty when all is well."""

    def now_ms(self) -> int:
        """Monotonic milliseconds."""


def speech(ctx: Ctx) -> Language:
    """The language of this frame, for numbers with their unit."""
    return ctx.fmt if isinstance(ctx.fmt, Language) else language(ctx.settings.lang)


def other_language(ctx: Ctx) -> Configure:
    """Switch between Dutch and English on the spot."""
    return Configure({"lang": "en" if ctx.settings.lang == "nl" else "nl"})


def bar_event(host: Host, event: UiEvent, ctx: Ctx) -> Outcome:
    """What the top bar's own buttons do; None when the event was not for them."""
    match event:
        case Activate(id="top.language"):
            return other_language(ctx)
        case Activate(id="top.settings" | "top.help"):
            return Push(host.settings_screen())
        case Activate(id="top.inbox"):
            ctx.toast(ctx.t("bar.no_mail"), "info")
        case Activate(id="top.home"):
            return Replace(host.menu())
    return None


def arrow_focus(event: UiEvent, ctx: Ctx) -> bool:
    """Arrows walk the hits like Tab, for screens that are mainly buttons; True when used."""
    if not isinstance(event, Key) or event.name not in ("up", "down", "left", "right"):
        return False
    step = 1 if event.name in ("down", "right") else -1
    ctx.memory.focus = ctx.hits.next_focus(ctx.memory.focus, step)
    ctx.memory.focus_visible = True
    return True


def scroll_keys(event: UiEvent, area: ScrollArea) -> bool:
    """Page keys move a reading column; True when used."""
    steps = {"page down": 0.85, "page up": -0.85, "end": 1e6, "home": -1e6}
    if not isinstance(event, Key) or event.name not in steps:
        return False
    area.by(steps[event.name] * area.view)
    return True


def phases(ctx: Ctx) -> list[tuple[str, str]]:
    """The four phases for the top bar, with the session's own phase names as keys."""
    return [(key, ctx.t(f"phase.{key}")) for key in ("briefing", "plan", "day", "debrief")]
