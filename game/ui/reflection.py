"""The questions after a day or after the weeks: fields to answer them, kept in the log as they are typed.

Hits: `answer.<question>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.commands import Answer
from game.ui import layout, widgets
from game.ui.context import Activate, Back, Changed, Ctx, UiEvent
from game.ui.state import FieldState, ScrollArea

if TYPE_CHECKING:
    from game.session import Session
    from game.session_week import WeekSession

Rect = pygame.Rect
PAD = 24
SAVE_MS = 1200
"""An answer is kept when typing rests this long, and whenever the player does something else."""
LONGEST, WIDEST, FIELD_H = 1000, 760, 72


class Reflection:
    """The answers to one session's questions."""

    def __init__(self, session: Session | WeekSession) -> None:
        self.session = session
        self.area = ScrollArea()
        self.fields = {
            question: FieldState(value=session.answers.get(question, ""), limit=LONGEST, lines=3)
            for question in session.scenario.reflection
        }
        self._typed_ms = self._now = 0

    # -- keeping -------------------------------------------------------------------------------
    def tick(self, now_ms: int) -> None:
        """Keep what was typed, once typing rests."""
        self._now = now_ms
        if self._typed_ms and now_ms - self._typed_ms > SAVE_MS:
            self.keep()

    def handle(self, event: UiEvent) -> bool:
        """True for what was typed; anything else that the player does keeps the answers first."""
        if isinstance(event, Changed) and event.id.startswith("answer."):
            self._typed_ms = max(1, self._now)
            return True
        if isinstance(event, Activate | Back):
            self.keep()
        return False

    def keep(self) -> None:
        """Log what was answered and changed since."""
        self._typed_ms = 0
        if self.session.phase != "debrief":
            return
        for question, state in self.fields.items():
            if state.value != self.session.answers.get(question, ""):
                self.session.do(Answer(question=question, text=state.value))

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx, rect: Rect) -> None:
        """Where the answers go, and the questions below each other."""
        if not self.fields:
            hint = ctx.t("debrief.no_questions_hint")
            widgets.empty(ctx, rect, "pencil", ctx.t("debrief.no_questions"), hint)
            return
        head, body = layout.cut_top(rect, 32)
        ctx.p.icon(head.x + PAD, head.y + 8, "shield-check", 16)
        hints = [ctx.t("debrief.free_text"), ctx.t("debrief.free_text_short")]
        hint = ctx.p.type.fit(hints, head.w - 2 * PAD - 24, "small")
        ctx.p.text_mid(head.x + PAD + 24, head.centery, hint, "small", ctx.c.text2)
        width = min(WIDEST, rect.w - 2 * PAD)
        heights = [20 * len(self._lines(ctx, name, width)) + FIELD_H + 26 for name in self.fields]
        with widgets.scroll(ctx, "panel.questions", body, self.area, sum(heights)) as top:
            y = round(top)
            for name, height in zip(self.fields, heights, strict=True):
                if y + height > body.y and y < body.bottom:
                    self._question(ctx, name, Rect(body.x + PAD, y, width, height))
                y += height

    def _lines(self, ctx: Ctx, name: str, width: int) -> list[str]:
        question = self.session.scenario.text(ctx.settings.lang, f"reflection.{name}")
        return ctx.p.type.wrap(question, width, "lead", 500)

    def _question(self, ctx: Ctx, name: str, rect: Rect) -> None:
        y, state = rect.y + 4, self.fields[name]
        for line in self._lines(ctx, name, rect.w):
            ctx.p.text(rect.x, y, line, "lead", weight=500)
            y += 20
        box = Rect(rect.x, y + 6, rect.w, FIELD_H)
        if self.session.phase == "closed":
            ctx.p.paragraph(box.x, box.y, box.w, state.value or "–", color=ctx.c.text2, max_lines=3)
        else:
            widgets.field(ctx, f"answer.{name}", box, state, placeholder=ctx.t("debrief.answer"))
