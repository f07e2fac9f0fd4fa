"""Left in the week screen: ten columns with what each day cost, and the drivers' hours against the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.week import WORKDAYS
from game.ui import layout, widgets
from game.ui.host import speech
from game.ui.week_words import share_bar, trip_name

if TYPE_CHECKING:
    from game.ui.context import Ctx
    from game.ui.week_state import WeekState
    from game.week.sight import DayColumn, DriverRow

Rect = pygame.Rect
DRIVER_H = 66


def draw_days(ctx: Ctx, rect: Rect, state: WeekState) -> None:
    """The whole panel; it scrolls where there is less room."""
    ctx.p.fill(rect, ctx.c.surface)
    hours_h = 68 + DRIVER_H * len(state.rows.drivers) + 12
    columns_h = min(420, max(200, rect.h - hours_h))
    height = columns_h + hours_h
    with widgets.scroll(ctx, "week.days", rect, state.days_scroll, height) as top:
        y = round(top)
        _columns(ctx, Rect(rect.x + 16, y + 12, rect.w - 32, columns_h - 12), state)
        y += columns_h
        ctx.p.hline(rect.x, rect.right, y)
        ctx.p.text(rect.x + 16, y + 12, ctx.t("week.hours"), "h4")
        hint = ctx.p.type.fit(ctx.t("week.hours_hint"), rect.w - 32, "small")
        ctx.p.text(rect.x + 16, y + 34, hint, "small", ctx.c.text2)
        for i, row in enumerate(state.rows.drivers):
            _driver(ctx, Rect(rect.x + 16, y + 62 + i * DRIVER_H, rect.w - 32, DRIVER_H), state, row)


def _columns(ctx: Ctx, rect: Rect, state: WeekState) -> None:
    ctx.p.text(rect.x, rect.y, ctx.t("week.days"), "h4")
    ctx.p.text(
        rect.x, rect.y + 22, ctx.p.type.fit(ctx.t("week.days_hint"), rect.w, "small"), "small", ctx.c.text2
    )
    days = state.rows.days
    area = Rect(rect.x, rect.y + 66, rect.w, rect.h - 66)
    most = max([d.usual_cent for d in days] + [d.result.cost_cent for d in days if d.result] + [1])
    slots = layout.columns(area, *[None] * len(days), gap=4)
    for day, slot in zip(days, slots, strict=True):
        _column(ctx, slot, day, most * 1.08, current=day.number == state.session.day)
    _week_heads(ctx, rect.y + 46, slots, state)


def _week_heads(ctx: Ctx, y: int, slots: list[Rect], state: WeekState) -> None:
    for start in range(0, len(slots), WORKDAYS):
        part = state.rows.days[start : start + WORKDAYS]
        driven = [d.result.cost_cent for d in part if d.result]
        label = ctx.t("week.week", n=part[0].week)
        if driven:
            label += " · " + ctx.t("week.so_far", euro=speech(ctx).euro(sum(driven), 0))
        room = slots[min(start + WORKDAYS, len(slots)) - 1].right - slots[start].x
        fitted = ctx.p.type.fit([label, ctx.t("week.week", n=part[0].week)], room, "small", 600)
        ctx.p.text(slots[start].x, y, fitted, "small", ctx.c.text2, weight=600)


def _column(ctx: Ctx, slot: Rect, day: DayColumn, most: float, *, current: bool) -> None:
    foot = 36
    room = Rect(slot.x, slot.y, slot.w, slot.h - foot)
    name = f"week.day.{day.number}"
    if current:
        ctx.p.box(slot.inflate(4, 4), fill=ctx.c.accent_tint, line=ctx.c.accent, radius=5)
    elif ctx.hovered(name):
        ctx.p.fill(slot.inflate(4, 4), ctx.c.surface2, 5)
    says = speech(ctx)
    tip = says.weekday(day.on)
    if day.result is not None:
        height = max(3, round(room.h * day.result.cost_cent / most))
        late = day.result.on_time < day.result.orders
        bar = Rect(room.x + 2, room.bottom - height, room.w - 4, height)
        ctx.p.fill(bar, ctx.c.warn.outline if late else ctx.c.ok.outline, 3)
        # two parts that a planner can change: bought in and goodwill, hatched on top
        lost = day.result.bought_cent + day.result.goodwill_cent
        if lost:
            part = Rect(bar.x, bar.y, bar.w, max(3, round(room.h * lost / most)))
            ctx.p.fill(part, ctx.c.bad.outline, 3)
        share = f"{day.result.on_time}/{day.result.orders}"
        missed = says.number(day.result.orders - day.result.on_time)
        ctx.p.text_mid(slot.centerx, slot.bottom - 8, missed, "micro", ctx.c.text2, align="c")
        tip += f": {says.euro(day.result.cost_cent, 0)}, {ctx.t('week.result.on_time').lower()} {share}"
    if day.usual_cent:
        line_y = room.bottom - round(room.h * day.usual_cent / most)
        ctx.p.hline(room.x, room.right, line_y, ctx.c.text, 2)
    color = ctx.c.accent_text if current else ctx.c.text
    label = says.weekday_short(day.on).split()[0]
    ctx.p.text_mid(slot.centerx, slot.bottom - 25, label, "small", color, weight=600, align="c")
    widgets.focus_ring(ctx, name, slot, 5)
    ctx.hit(name, slot, label=tip, tooltip=tip, enabled=day.result is not None, payload=day.number)


def _driver(ctx: Ctx, rect: Rect, state: WeekState, row: DriverRow) -> None:
    says = speech(ctx)
    ctx.p.hline(rect.x, rect.right, rect.y)
    trip = trip_name(ctx, state.session, row.trip)
    if row.short:
        told = ctx.t("week.hours.short", need=says.hours(row.need_s), left=says.hours(row.left_s))
        width = round(ctx.p.type.width(told, "micro", 600)) + 31
        widgets.tag(ctx, rect.right - width, rect.y + 6, told, "warn")
    else:
        told = ctx.t("week.hours.left", left=says.hours(row.left_s))
        width = round(ctx.p.text(rect.right, rect.y + 8, told, "small", ctx.c.text2, align="r"))
    room = rect.w - width - 10
    names = [f"{row.name} · {trip}", row.name, row.name.split()[0]]
    ctx.p.text(rect.x, rect.y + 6, ctx.p.type.fit(names, room, "body", 600), "body", weight=600)
    for i, (key, used, limit) in enumerate((
        ("week", row.week_s, row.week_limit_s), ("fortnight", row.fortnight_s, row.fortnight_limit_s),
    )):  # fmt: skip
        y = rect.y + 30 + 17 * i
        ctx.p.text(rect.x, y, ctx.t(f"week.hours.{key}"), "micro", ctx.c.text2)
        value = f"{says.hours(used)} / {limit // 3600}"
        ctx.p.text(rect.right, y, value, "micro", ctx.c.text2, align="r")
        bar = Rect(rect.x + 58, y + 5, rect.w - 58 - 66, 7)
        color = ctx.c.warn.outline if row.short and key == "fortnight" else ctx.c.accent
        share_bar(ctx, bar, used / limit, color, ticks=(1.0,))
