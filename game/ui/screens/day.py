"""The running day: clock, trucks on the road, what to do first, answers, and re-planning of what is left.

Keys: Space runs and pauses, 1-4 speeds, B runs to the next message, N and Shift+N walk "Wat eerst?",
I opens messages, Enter takes a call that rings and 5 rings back in five minutes, A-F choose an answer, 1-4
how it is said, and Enter gives it. L looks things up, T calls somebody, G corrects master data, U shows
who would hear of the changed plan. A asks the best place of the selected order, M takes the order
in the hand (arrows, Enter, Esc), arrows walk the planboard, Alt+arrows move the selected order at once,
Delete takes it off, X opens the menu of what may be done with it, Ctrl+Z and Ctrl+Y undo and redo, + and -
zoom the hours (or make the selected charge or break longer and shorter).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.ui import palette_day
from game.ui.context import Activate, Back, Ctx, Drag, Key, Resized, UiEvent
from game.ui.host import bar_event
from game.ui.screen import Outcome, Replace
from game.ui.screens import day_edit, day_keys
from game.ui.screens.board_tools import tools_of_day
from game.ui.screens.day_frame import DayFrame

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.board_tool import Deed
    from game.ui.host import Host

Rect = pygame.Rect


class DayScreen(DayFrame):
    """One session's day, from dispatch to the last truck home."""

    def __init__(self, host: Host, session: Session) -> None:
        super().__init__(host, session)
        self.tools = tools_of_day(self)

    def tick(self, now_ms: int) -> bool:
        """The day runs, and so do its tools."""
        moving = super().tick(now_ms)
        return sum(tool.tick(now_ms) for tool in self.tools) > 0 or moving

    def covered(self) -> None:
        """The clock waits for a palette or a dialog of the shell."""
        self.work.pause()

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        return palette_day.deeds(self, ctx)

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Keys and clicks to commands."""
        if self.session.phase != "day":
            return self._after(event, ctx)
        if self._above(event, ctx):
            return None
        used = any(tool.handle(event, ctx) for tool in reversed(self.tools))
        if used or day_edit.in_menu(self, event, ctx):
            return None
        if out := bar_event(self.host, event, ctx):
            self.work.pause()
            return out
        if isinstance(event, Back):
            return self._back()
        self._use(event, ctx)
        return None

    def _above(self, event: UiEvent, ctx: Ctx) -> bool:
        """What lies above everything else takes the event."""
        if any(tool.urgent(event) and tool.handle(event, ctx) for tool in reversed(self.tools)):
            return True
        if self.dialog is None:
            return False
        self.dialog.handle(event, ctx)
        self.dialog = None if self.dialog.closed else self.dialog
        return True

    def _use(self, event: UiEvent, ctx: Ctx) -> None:
        """Dragging first, then map and planboard, then clicks and keys."""
        if (isinstance(event, Drag) and self.drag(event, ctx)) or self.map.handle(event):
            return
        if self.board.handle(event):
            return
        match event:
            case Activate():
                if not ctx.memory.focus_visible:
                    ctx.memory.focus = None  # after a click Space pauses again, and does not press the button
                self.activate(event, ctx)
            case Key():
                day_keys.on_key(self, event, ctx)
            case Resized():
                self.fitted = (0, 0)

    def _after(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """The day is over: one way on, by click, Enter, Space or Esc."""
        keys = isinstance(event, Key) and event.name in ("return", "enter", "space")
        if keys or isinstance(event, Back) or (isinstance(event, Activate) and event.id == "day.debrief"):
            return Replace(self.host.screen_for(self.session))
        return bar_event(self.host, event, ctx)

    def _back(self) -> Outcome:
        """Esc lets go of what is selected first; nothing selected: to the menu, the log keeps everything."""
        if self.hand is not None or self.grip is not None:
            self.hand = self.grip = None
        elif self.message or self.order or self.vehicle:
            self.select()
        else:
            self.work.pause()
            return Replace(self.host.menu())
        return None
