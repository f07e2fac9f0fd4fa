"""The line of time of a replay: planning as steps, the day by the clock, a mark for everything that happened.

Above the line what came in (messages, setbacks, late stops), below it what the player and the computer did.
Hits: `replay.line` (a slider: click or drag to jump).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.lookback.marks import LATEST, Mark, mark_at
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.theme import Color

Rect = pygame.Rect
MOST_PLAN, STEP_W = 0.32, 14
GAP = 22
ABOVE = frozenset({"message", "incident", "late"})
SIGNS = {
    "message": "mail", "incident": "alert-triangle", "late": "clock-exclamation", "choice": "adjustments",
    "proposal": "robot", "phase": "flag", "look": "eye",
}  # fmt: skip
ROOM = 15
"""Width of a sign: nearer ones become a tick."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the replay is: while planning an event, in the day a second of the clock."""

    at_s: float = 0.0
    seq: int = LATEST

    @property
    def in_day(self) -> bool:
        """The clock runs."""
        return self.at_s > 0


@dataclass(slots=True)
class Line:
    """Where everything lies; `rect` is that of the last frame."""

    marks: Sequence[Mark]
    start_s: int
    end_s: int
    rect: Rect

    @property
    def plan(self) -> list[Mark]:
        """Stops while planning."""
        return [m for m in self.marks if not m.in_day]

    def split(self) -> tuple[Rect, Rect]:
        """Planning and day."""
        count = len(self.plan)
        if not self.end_s:
            return self.rect.copy(), Rect(self.rect.right, self.rect.y, 0, self.rect.h)
        left = min(round(self.rect.w * MOST_PLAN), max(96, count * STEP_W))
        day = Rect(self.rect.x + left + GAP, self.rect.y, self.rect.w - left - GAP, self.rect.h)
        return Rect(self.rect.x, self.rect.y, left, self.rect.h), day

    def x_of(self, at_s: float, seq: int) -> float:
        """Where a place in time lies."""
        plan, day = self.split()
        if at_s > 0:
            share = (at_s - self.start_s) / max(1, self.end_s - self.start_s)
            return day.x + min(1.0, max(0.0, share)) * day.w
        steps = self.plan
        number = mark_at(steps, 0, seq)
        return plan.x + (number + 1) / max(1, len(steps)) * plan.w

    def head_at(self, x: float) -> Head:
        """The place in time below a point: a step of planning, or a whole minute of the day."""
        plan, day = self.split()
        if day.w and x > (plan.right + day.x) / 2:
            share = min(1.0, max(0.0, (x - day.x) / max(1, day.w)))
            at_s = self.start_s + share * (self.end_s - self.start_s)
            return Head(at_s=min(self.end_s, max(self.start_s, round(at_s / 60) * 60)))
        steps = self.plan
        number = round((x - plan.x) / max(1, plan.w) * len(steps)) - 1
        return Head(seq=steps[min(number, len(steps) - 1)].seq if number >= 0 and steps else -1)

    def near(self, x: float) -> Mark | None:
        """The stop within reach of a point."""
        found = min(self.marks, key=lambda m: abs(self.x_of(m.at_s, m.seq) - x), default=None)
        return found if found and abs(self.x_of(found.at_s, found.seq) - x) < 7 else None


def draw_line(ctx: Ctx, rect: Rect, line: Line, head: Head, current: int) -> None:
    """Everything in a strip of about 60 high; what plays is drawn by `draw_head`."""
    line.rect = Rect(rect.x + 10, rect.y, rect.w - 20, rect.h)
    plan, day = line.split()
    y = rect.centery
    for part, key in ((plan, "planning"), (day, "day")):
        if part.w:
            ctx.p.fill(Rect(part.x, y - 2, part.w, 4), ctx.c.surface3, 2)
            word = ctx.p.type.fit(ctx.t(f"replay.{key}"), part.w, "micro", 600)
            if key == "planning":
                ctx.p.text(part.x, rect.bottom - 15, word, "micro", ctx.c.text2, weight=600)
    _hours(ctx, line, day, rect)
    _marks(ctx, line, y, current)
    name = "replay.line"
    if ctx.focused(name):
        widgets.focus_ring(ctx, name, rect.inflate(-8, -8))
    shown = speech(ctx).clock(int(head.at_s)) if head.in_day else ctx.t("replay.planning")
    ctx.hit(name, rect, "slider", label=f"{ctx.t('replay.title')}: {shown}", draggable=True)


def _hours(ctx: Ctx, line: Line, day: Rect, rect: Rect) -> None:
    """Whole hours below the day, as many as fit."""
    if not day.w:
        return
    hours = max(1, (line.end_s - line.start_s) // 3600)
    each = next((n for n in (1, 2, 3, 4, 6) if day.w / max(1, hours / n) > 44), 6)
    for hour in range(-(-line.start_s // 3600), line.end_s // 3600 + 1):
        x = line.x_of(hour * 3600, LATEST)
        ctx.p.vline(x, rect.centery - 5, rect.centery + 5, ctx.c.line_strong)
        text = speech(ctx).clock(hour * 3600)
        half = ctx.p.type.width(text, "micro") / 2
        if hour % each == 0 and day.x - 6 <= x - half and x + half <= day.right + 8:
            ctx.p.text(x, rect.bottom - 15, text, "micro", ctx.c.text2, align="c")


def _marks(ctx: Ctx, line: Line, y: int, current: int) -> None:
    """Signs where there is room, else a tick; the present one last and on a ground of its own."""
    free = {True: -99.0, False: -99.0}
    for i, mark in enumerate(line.marks):
        x, above = line.x_of(mark.at_s, mark.seq), mark.kind in ABOVE
        sign = SIGNS.get(mark.kind)
        mine = i == current
        if mine or (sign and x - free[above] >= ROOM):
            free[above] = x
            _sign(ctx, x, y - 14 if above else y + 13, sign or "point", _color(ctx, mark), mine=mine)
        top = y - 7 if above else y + 3
        ctx.p.vline(x, top, top + 5, _color(ctx, mark))


def _sign(ctx: Ctx, x: float, y: int, sign: str, color: Color, *, mine: bool) -> None:
    if mine:
        ctx.p.disc((x, y), 9, ctx.c.accent_tint)
    ctx.p.icon_mid(x, y, sign, 13, ctx.c.accent_text if mine else color)


def _color(ctx: Ctx, mark: Mark) -> Color:
    """Kinds differ by sign; colour only helps."""
    if mark.kind == "late":
        return ctx.c.bad.text
    if mark.kind == "incident":
        return ctx.c.warn.text
    return ctx.c.accent_text if mark.kind in ("choice", "phase") else ctx.c.text2


def draw_head(ctx: Ctx, rect: Rect, line: Line, head: Head) -> None:
    """The present: behind it the line is filled."""
    plan, day = line.split()
    x = line.x_of(head.at_s, head.seq)
    y = rect.centery
    ctx.p.fill(Rect(plan.x, y - 2, round(min(x, plan.right) - plan.x), 4), ctx.c.accent, 2)
    if head.in_day and day.w:
        ctx.p.fill(Rect(day.x, y - 2, round(x - day.x), 4), ctx.c.accent, 2)
    ctx.p.vline(x - 1, rect.y + 4, rect.bottom - 18, ctx.c.accent, 2)
    ctx.p.ring((x, y), 7, ctx.c.surface, ctx.c.accent, 3)
