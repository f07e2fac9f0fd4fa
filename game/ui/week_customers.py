"""Right in the week screen: the customers with their trust, and the figures of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.week import WORKDAYS
from game.ui import widgets
from game.ui.host import speech
from game.ui.week_figures import LONG_WAIT_S, MANY_LATE, pairs
from game.ui.week_words import days_text, share_bar, trip_name

if TYPE_CHECKING:
    from game.ui.context import Ctx
    from game.ui.week_state import WeekState
    from game.week.sight import CustomerRow

Rect = pygame.Rect
ROW_H, HEAD_H, DETAIL_H = 44, 80, 190


def draw_customers(ctx: Ctx, rect: Rect, state: WeekState) -> None:
    """List above, the chosen customer below."""
    ctx.p.fill(rect, ctx.c.surface)
    row = state.customer_row(state.customer) if state.customer else None
    detail = DETAIL_H if row is not None else 0
    _head(ctx, Rect(rect.x, rect.y, rect.w, HEAD_H), state)
    body = Rect(rect.x, rect.y + HEAD_H, rect.w, max(0, rect.h - HEAD_H - detail))
    rows = state.rows.customers
    for i, area in widgets.rows(ctx, "week.customers", body, state.customers_scroll, len(rows), ROW_H):
        _row(ctx, area, state, rows[i])
    if row is not None:
        _detail(ctx, Rect(rect.x, rect.bottom - detail, rect.w, detail), state, row)


def _columns(rect: Rect) -> tuple[int, int, int]:
    """Right edges of waiting and late, and where the trust bar begins."""
    return rect.right - 14, rect.right - 84, rect.right - 222


def _head(ctx: Ctx, rect: Rect, state: WeekState) -> None:
    ctx.p.text(rect.x + 16, rect.y + 12, ctx.t("week.customers"), "h4")
    past = state.session.past
    told = ctx.t("week.customers_hint") if past.done else ctx.t("week.figures.busy")
    ctx.p.text(rect.x + 16, rect.y + 34, ctx.p.type.fit(told, rect.w - 32, "small"), "small", ctx.c.text2)
    wait, late, trust = _columns(rect)
    y = rect.bottom - 20
    ctx.p.text(trust, y, ctx.t("week.col.trust"), "micro", ctx.c.text2)
    ctx.p.text(late, y, ctx.t("week.col.late"), "micro", ctx.c.text2, align="r")
    ctx.p.text(wait, y, ctx.t("week.col.wait"), "micro", ctx.c.text2, align="r")
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)


def _row(ctx: Ctx, area: Rect, state: WeekState, row: CustomerRow) -> None:
    says, rules = speech(ctx), state.session.week.learning
    name = f"customer.{row.order}"
    widgets.row(ctx, name, area, selected=state.customer == row.order, label=row.name, payload=row.order)
    wait, late, trust = _columns(area)
    room = trust - area.x - 26
    ctx.p.text(area.x + 16, area.y + 5, ctx.p.type.fit(row.name, room, weight=500), weight=500)
    sub = f"{row.town} · {trip_name(ctx, state.session, row.trip)}"
    ctx.p.text(area.x + 16, area.y + 23, ctx.p.type.fit([sub, row.town], room, "micro"), "micro", ctx.c.text2)
    low, high = row.trust < rules.dear_below, row.trust >= rules.wide_from
    color = ctx.c.bad.outline if low else ctx.c.ok.outline if high else ctx.c.accent
    bar = Rect(trust, area.centery - 3, 50, 7)
    share_bar(ctx, bar, row.trust / 100, color, ticks=(rules.dear_below / 100, rules.wide_from / 100))
    ctx.p.text_mid(bar.right + 6, area.centery, str(row.trust), "small", weight=600)
    step = row.trust - row.before
    if low or high:
        word, icon = ("dear", "arrow-down") if low else ("wide", "arrow-up")
        ctx.p.icon(bar.x, area.y + 4, icon, 11, color)
        ctx.p.text(bar.x + 14, area.y + 1, ctx.t(f"week.trust.{word}"), "micro", ctx.c.text2)
    elif step:
        ctx.p.icon(
            bar.right + 24, area.centery - 6, "arrow-up" if step > 0 else "arrow-down", 12, ctx.c.text2
        )
    f = row.figures
    if f is None:
        return
    for x, value, loud in (
        (late, says.percent(f.late_share), f.late_share >= MANY_LATE),
        (wait, says.minutes(f.wait_s), f.wait_s >= LONG_WAIT_S),
    ):
        color = ctx.c.warn.text if loud else ctx.c.text2
        ctx.p.text_mid(x, area.centery, value, "small", color, weight=600 if loud else 400, align="r")
        if loud:
            wide = ctx.p.type.width(value, "small", 600)
            ctx.p.icon(x - wide - 16, area.centery - 6, "alert-triangle", 12, color)


def _detail(ctx: Ctx, rect: Rect, state: WeekState, row: CustomerRow) -> None:
    ctx.p.fill(rect, ctx.c.surface2)
    ctx.p.hline(rect.x, rect.right, rect.y, ctx.c.line_strong)
    x, room = rect.x + 16, rect.w - 32
    ctx.p.text(x, rect.y + 10, ctx.p.type.fit(f"{row.name}, {row.town}", room - 30, "h4"), "h4")
    close = Rect(rect.right - 40, rect.y + 6, 28, 28)
    widgets.icon_button(ctx, "customer.close", close, "close", label=ctx.t("ui.close"))
    visits = row.figures.visits if row.figures else 0
    trip = trip_name(ctx, state.session, row.trip)
    told = f"{trip} · {ctx.t('week.figures.visits', n=visits)}"
    ctx.p.text(x, rect.y + 30, ctx.p.type.fit(told, room, "small"), "small", ctx.c.text2)
    cell = room // 3
    for i, (word, value, loud) in enumerate(pairs(ctx, state, row)):
        cx, cy = x + (i % 3) * cell, rect.y + 56 + (i // 3) * 42
        ctx.p.text(cx, cy, ctx.p.type.fit(word, cell - 6, "micro"), "micro", ctx.c.text2)
        color = ctx.c.warn.text if loud else ctx.c.text
        ctx.p.text(cx, cy + 16, ctx.p.type.fit(value, cell - 6, "small", 600), "small", color, weight=600)
    _visits(ctx, Rect(x + cell, rect.y + 140, 2 * cell, 40), state, row)


def _visits(ctx: Ctx, rect: Rect, state: WeekState, row: CustomerRow) -> None:
    """The last visits one by one: whether what was agreed works."""
    if not row.visits:
        return
    ctx.p.text(rect.x, rect.y, ctx.t("week.fig.visits"), "micro", ctx.c.text2)
    late_s, x = state.session.scenario.system.goodwill.late_after_s, float(rect.x)
    for number, served in row.visits:
        kind, icon = "ok", "check"
        if served.how == "bought" or served.late_s > late_s:
            kind, icon = "bad", "alert-triangle"
        elif served.wait_s >= LONG_WAIT_S:
            kind, icon = "warn", "hourglass"
        day = days_text(ctx, state.session, ((number - 1) % WORKDAYS + 1,))
        color = ctx.c.status(kind).text
        ctx.p.icon(x, rect.y + 18, icon, 14, color)
        x += 17 + ctx.p.text(x + 17, rect.y + 16, day, "small", color, weight=600) + 10
