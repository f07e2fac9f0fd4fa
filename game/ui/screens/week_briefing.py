"""The briefing of the weeks: that of its Monday, with other first steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.domain.week_commands import BeginWeek
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.screen import Outcome, Replace
from game.ui.screens.briefing import BriefingScreen
from game.ui.week_words import week_phases

if TYPE_CHECKING:
    from game.session_week import WeekSession
    from game.ui.host import Host


class WeekBriefing(BriefingScreen):
    """One button leads to the first evening."""

    steps = "week.step"
    begins = "week.begin"

    def __init__(self, host: Host, session: WeekSession) -> None:
        super().__init__(host, session)
        self.weeks = session

    def _bar(self, ctx: Ctx) -> None:
        weeks = self.weeks
        widgets.top_bar(
            ctx, title=weeks.scenario.text(ctx.settings.lang, "title"),
            subtitle=speech(ctx).day(weeks.scenario.day), phases=week_phases(ctx), current="briefing",
        )  # fmt: skip

    def _begin(self, ctx: Ctx) -> Outcome:
        self.weeks.do(BeginWeek())
        trouble = self.host.trouble(self.weeks)
        if trouble:
            ctx.toast(ctx.t("log.trouble", why=trouble), "warn")
        return Replace(self.host.screen_for(self.weeks))
