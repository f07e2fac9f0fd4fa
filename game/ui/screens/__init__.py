"""One file per screen; each is a function from state to paint and hits, and from event to outcome."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from game.session import Session
    from game.session_week import WeekSession
    from game.ui.host import Host
    from game.ui.screen import Screen

_BY_PHASE = {
    "briefing": ("briefing", "BriefingScreen"),
    "plan": ("board", "BoardScreen"),
    "day": ("day", "DayScreen"),
    "debrief": ("debrief", "DebriefScreen"),
    "closed": ("debrief", "DebriefScreen"),
}


def of_phase(phase: str) -> Callable[[Host, Session], Screen]:
    """The screen class of a session's phase; read when it is first needed, so that the menu comes fast."""
    module, name = _BY_PHASE[phase]
    return cast(
        "Callable[[Host, Session], Screen]", getattr(import_module(f"game.ui.screens.{module}"), name)
    )


def of_weeks(phase: str) -> Callable[[Host, WeekSession], Screen]:
    """The same for a session of weeks."""
    module, name = ("week_briefing", "WeekBriefing") if phase == "briefing" else ("week", "WeekScreen")
    return cast(
        "Callable[[Host, WeekSession], Screen]", getattr(import_module(f"game.ui.screens.{module}"), name)
    )
