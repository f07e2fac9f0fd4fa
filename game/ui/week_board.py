"""A driven day on the ordinary board: a copy to look at and to try things on; nothing of it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain import commands as c
from game.domain.commands import Begin
from game.session import Session
from game.solver.advice import plan_commands
from game.ui import widgets
from game.ui.board_room import RoomTool
from game.ui.context import Activate, Back, Ctx, UiEvent
from game.ui.host import speech
from game.ui.screen import Outcome, Pop, Replace
from game.ui.screens.board import BoardScreen

if TYPE_CHECKING:
    from game.session_week import WeekSession
    from game.ui.host import Host

Rect = pygame.Rect


def copy_of_day(host: Host, session: WeekSession, number: int) -> DayBoard:
    """The board of a day of the weeks, as it was planned."""
    day, plan = session.driven[number - 1]
    copied = Session(day.scenario, seed=day.seed, player=session.player)
    copied.do(Begin())
    for text in plan_commands(copied.plan, plan):
        copied.do(c.from_text(text))
    return DayBoard(host, copied)


class DayBoard(BoardScreen):
    """The board, from which every way out leads back."""

    def __init__(self, host: Host, session: Session) -> None:
        super().__init__(host, session)
        for tool in self.tools:
            if isinstance(tool, RoomTool):
                tool.silent()

    def draw(self, ctx: Ctx) -> None:
        """The board with a line that says what it is."""
        super().draw(ctx)
        day = speech(ctx).weekday(self.session.scenario.day)
        label = ctx.t("ui.back")
        wide = widgets.button_width(ctx, label, icon="arrow-left")
        text = ctx.p.type.fit(ctx.t("week.board.copy", day=day), ctx.size[0] - wide - 96, "small", 600)
        width = round(ctx.p.type.width(text, "small", 600)) + wide + 56
        box = Rect(ctx.size[0] // 2 - width // 2, ctx.size[1] - 52, width, 40)
        ctx.p.shadow(box, 8)
        ctx.p.box(box, fill=ctx.c.accent_tint, line=ctx.c.accent, radius=8)
        ctx.p.icon(box.x + 12, box.y + 11, "eye", 18, ctx.c.accent_text)
        ctx.p.text_mid(box.x + 38, box.centery, text, "small", ctx.c.accent_text, weight=600)
        go = Rect(box.right - wide - 4, box.y + 4, wide, 32)
        widgets.button(ctx, "week.back", go, label, icon="arrow-left")

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """As the board; leaving it, and sending the plan out, lead back to the weeks."""
        if isinstance(event, Activate) and event.id in ("week.back", "top.home"):
            return Pop()
        if isinstance(event, Back) and not self.dialog:
            return Pop()
        outcome = super().handle(event, ctx)
        return Pop() if isinstance(outcome, Replace) else outcome
