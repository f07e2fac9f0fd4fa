"""Pictures of the week screens for `ritregie shot`: some days driven with what the figures point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.domain import week_commands as c
from game.ui.screens.week import WeekScreen
from game.week.ways import agree, careful

if TYPE_CHECKING:
    from game.ui.host import Host
    from game.ui.screen import Screen

DAYS = {"week": 3, "week_result": 2, "week_debrief": 10}
"""Screen -> days that were driven."""


def week_picture(host: Host, name: str, scenario: str) -> Screen:
    """The screen with its figures worked out."""
    session = host.start_weeks(scenario)
    session.do(c.BeginWeek())
    wanted = careful(session)
    while session.phase == "evening" and session.day <= DAYS[name]:
        agree(session, wanted)
        session.propose()
        session.do(c.Drive(day=session.day))
    screen = WeekScreen(host, session)
    while screen.tick(0):
        pass
    if name == "week":
        screen.state.choice = wanted[0][0] if wanted else ""
    elif name == "week_result":
        screen.open_day(DAYS[name])
    return screen
