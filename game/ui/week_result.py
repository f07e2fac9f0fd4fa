"""The short story of a driven day, over the week screen: figures count up, then what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import widgets
from game.ui.host import speech
from game.ui.week_words import share_bar, trip_name
from game.week.happened import Happened, happened

if TYPE_CHECKING:
    from game.domain.week import DayResult
    from game.ui.context import Ctx
    from game.ui.week_state import WeekState
    from game.week.sight import DayColumn

Rect = pygame.Rect
COUNT_MS = 900
LINE_H = 26
ICONS = {"bad": "alert-triangle", "warn": "clock-exclamation", "ok": "check", "plain": "info-circle"}


def grown(elapsed_ms: int, *, still: bool) -> float:
    """How far the figures have counted, 0 to 1, slowing down at the end."""
    if still or elapsed_ms >= COUNT_MS:
        return 1.0
    left = 1 - max(0, elapsed_ms) / COUNT_MS
    return 1 - left * left * left


def draw_result(ctx: Ctx, state: WeekState, day: DayColumn, share: float) -> None:
    """The dialog; `share` is how far the figures have counted."""
    result = day.result
    assert result is not None
    title = ctx.t("week.result.title", day=_capital(speech(ctx).weekday(day.on)))
    inside = widgets.modal(ctx, 760, 560 if ctx.size[1] > 600 else 420, title, icon="calendar")
    full = inside.h > 400
    y = _figures(ctx, inside, day, share)
    if full:
        y = _trips(ctx, Rect(inside.x, y, inside.w, 0), state, result, share)
    ctx.p.text(inside.x, y + 4, ctx.t("week.result.happened"), "h4")
    foot = Rect(inside.x, inside.bottom - 32, inside.w, 32)
    _story(ctx, Rect(inside.x, y + 30, inside.w, foot.y - 10 - y - 30), state, result)
    label = ctx.t("week.result.go_on")
    wide = widgets.button_width(ctx, label, icon="check")
    go = Rect(foot.right - wide, foot.y, wide, 32)
    widgets.button(ctx, "result.close", go, label, kind="primary", icon="check")
    other = ctx.t("week.result.look")
    look = Rect(foot.x, foot.y, widgets.button_width(ctx, other, icon="eye"), 32)
    widgets.button(ctx, "result.look", look, other, icon="eye", payload=day.number)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _figures(ctx: Ctx, rect: Rect, day: DayColumn, share: float) -> int:
    result, says = day.result, speech(ctx)
    assert result is not None
    usual = ctx.t("week.result.usual", euro=says.euro(day.usual_cent, 0)) if day.usual_cent else ""
    counted = ctx.t("week.result.on_time_value", n=round(result.on_time * share), all=result.orders)
    cells = (
        ("cost", says.euro(round(result.cost_cent * share), 0), usual),
        ("on_time", counted, ""),
        ("co2", says.kg_co2e(round(result.co2e_g * share), 0), ""),
        ("agreed", says.euro(round(result.agreed_cent * share), 0), ""),
        ("goodwill", says.euro(round(result.goodwill_cent * share), 0), ""),
    )
    cell = rect.w // len(cells)
    for i, (key, value, below) in enumerate(cells):
        x = rect.x + i * cell
        ctx.p.text(
            x, rect.y, ctx.p.type.fit(ctx.t(f"week.result.{key}"), cell - 8, "small"), "small", ctx.c.text2
        )
        ctx.p.text(x, rect.y + 17, ctx.p.type.fit(value, cell - 8, "h2"), "h2")
        if below:
            better = result.cost_cent <= day.usual_cent
            ctx.p.icon(x, rect.y + 47, "trending-down" if better else "trending-up", 14,
                       ctx.c.ok.text if better else ctx.c.warn.text)  # fmt: skip
            ctx.p.text(x + 19, rect.y + 46, ctx.p.type.fit(below, cell - 24, "micro"), "micro", ctx.c.text2)
    ctx.p.hline(rect.x, rect.right, rect.y + 70)
    return rect.y + 80


def _trips(ctx: Ctx, rect: Rect, state: WeekState, result: DayResult, share: float) -> int:
    says = speech(ctx)
    most = max([t.end_s - t.start_s for t in result.trips] + [1])
    y = rect.y
    for trip in result.trips:
        name = trip_name(ctx, state.session, trip.trip)
        driver = state.session.scenario.system.drivers[trip.driver].name.split()[0]
        ctx.p.text(
            rect.x, y, ctx.p.type.fit([f"{name} · {driver}", name], 190, "small", 600), "small", weight=600
        )
        bar = Rect(rect.x + 200, y + 4, rect.w - 200 - 210, 8)
        color = ctx.c.warn.outline if trip.late or trip.breaches else ctx.c.accent
        share_bar(ctx, bar, share * (trip.end_s - trip.start_s) / most, color)
        told = f"{says.clock(trip.start_s)}-{says.clock(trip.end_s)} · {says.euro(trip.cost_cent, 0)}"
        ctx.p.text(rect.right, y, told, "small", ctx.c.text2, align="r")
        if trip.late:
            ctx.p.icon(bar.right + 8, y + 1, "clock-exclamation", 14, ctx.c.warn.text)
        y += 22
    ctx.p.hline(rect.x, rect.right, y + 4)
    return y + 10


def _story(ctx: Ctx, rect: Rect, state: WeekState, result: DayResult) -> None:
    lines = happened(state.session.scenario.system, state.session.week, result)
    if not lines:
        ctx.p.icon(rect.x, rect.y + 3, "check", 16, ctx.c.ok.text)
        ctx.p.text(rect.x + 24, rect.y + 1, ctx.t("week.result.quiet"))
        return
    area = state.result_scroll
    for i, row in widgets.rows(ctx, "result.story", rect, area, len(lines), LINE_H):
        line = lines[i]
        color = ctx.c.status(line.kind).text if line.kind != "plain" else ctx.c.text2
        ctx.p.icon(row.x, row.y + 4, ICONS[line.kind], 16, color)
        ctx.p.text_mid(row.x + 24, row.centery, ctx.p.type.fit(sentence(ctx, state, line), row.w - 40))


def sentence(ctx: Ctx, state: WeekState, line: Happened) -> str:
    """One thing that happened, in words."""
    world, says = state.session.scenario.system, speech(ctx)
    customer = world.orders[line.subject].customer if line.subject in world.orders else ""
    driver = world.drivers[line.subject].name if line.subject in world.drivers else ""
    vehicle = world.vehicles[line.subject].name if line.subject in world.vehicles else ""
    return ctx.t(
        f"week.result.{line.key}", minutes=says.minutes(line.seconds), customer=customer, driver=driver,
        vehicle=vehicle, road=line.subject, n=line.points,
    )  # fmt: skip
