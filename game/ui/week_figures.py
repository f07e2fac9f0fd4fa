"""Figures that are known of an agreement's customers or trip, as pairs of word and value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pygame

from game.ui.host import speech
from game.ui.week_words import days_text, trip_name, window_text
from game.week.figures import trips_of

if TYPE_CHECKING:
    from game.domain.week import Choice
    from game.ui.context import Ctx
    from game.ui.week_state import WeekState
    from game.week.sight import CustomerRow

Rect = pygame.Rect
CELL_H = 38
CELL_W = 118
HEAD_H = 24
Pair = tuple[str, str, bool]
"""Word, value, and whether it stands out."""
LONG_WAIT_S, LONG_STOP_S, MANY_LATE, FULL = 900, 600, 0.15, 97


def figures_height(state: WeekState, choice: Choice, width: int) -> int:
    """Height of all blocks of an agreement."""
    if not state.session.past.done:
        return 28
    per_row = max(1, width // CELL_W)
    if choice.kind == "etruck":
        return HEAD_H + CELL_H
    rows = -(-7 // per_row)
    return len(choice.orders) * (HEAD_H + CELL_H * rows + 4) if len(choice.orders) < 3 else (
        len(choice.orders) * 22 + 26
    )  # fmt: skip


def draw_figures(ctx: Ctx, rect: Rect, state: WeekState, choice: Choice) -> int:
    """Paint them; returns the height."""
    height = figures_height(state, choice, rect.w)
    if not state.session.past.done:
        ctx.p.text(rect.x, rect.y, ctx.t("week.figures.busy"), "small", ctx.c.text2)
        return height
    if choice.kind == "etruck":
        name = trip_name(ctx, state.session, choice.trip)
        _block(ctx, rect, name, list(_of_trip(ctx, state, choice.trip)))
    elif len(choice.orders) < 3:
        y = rect.y
        for order in choice.orders:
            row = state.customer_row(order)
            if row is not None:
                area = Rect(rect.x, y, rect.w, 0)
                y += _block(ctx, area, f"{row.name}, {row.town}", list(pairs(ctx, state, row))) + 4
    else:
        _table(ctx, rect, state, choice)
    return height


def _block(ctx: Ctx, rect: Rect, title: str, cells: list[Pair]) -> int:
    ctx.p.text(rect.x, rect.y, ctx.p.type.fit(title, rect.w, "body", 600), "body", weight=600)
    per_row = max(1, rect.w // CELL_W)
    for i, (word, value, loud) in enumerate(cells):
        x = rect.x + (i % per_row) * (rect.w // per_row)
        y = rect.y + HEAD_H + (i // per_row) * CELL_H
        room = rect.w // per_row - 6
        ctx.p.text(x, y, ctx.p.type.fit(word, room, "micro"), "micro", ctx.c.text2)
        if loud:
            ctx.p.icon(x, y + 18, "alert-triangle", 13, ctx.c.warn.text)
        fitted = ctx.p.type.fit(value, room - (18 if loud else 0), "small", 600)
        ctx.p.text(x + (18 if loud else 0), y + 16, fitted, "small",
                   ctx.c.warn.text if loud else ctx.c.text, weight=600)  # fmt: skip
    return HEAD_H + CELL_H * -(-len(cells) // per_row)


def pairs(ctx: Ctx, state: WeekState, row: CustomerRow) -> Iterator[Pair]:
    """What is known of a customer; the loud ones are worth a thought."""
    says, f = speech(ctx), row.figures
    yield ctx.t("week.fig.window"), window_text(state.session, row.order), False
    yield ctx.t("week.fig.days"), days_text(ctx, state.session, row.days), False
    if f is None:
        return
    stop = says.minutes(f.service_s)
    if abs(f.service_s - f.written_s) >= 60:
        stop = ctx.t("week.fig.stop_value", real=round(f.service_s / 60), written=round(f.written_s / 60))
    yield ctx.t("week.fig.wait"), says.minutes(f.wait_s), f.wait_s >= LONG_WAIT_S
    yield ctx.t("week.fig.stop"), stop, f.service_s - f.written_s >= LONG_STOP_S
    yield ctx.t("week.fig.late"), says.percent(f.late_share), f.late_share >= MANY_LATE
    if f.bought_share:
        yield ctx.t("week.fig.bought"), says.percent(f.bought_share), True
    else:
        yield ctx.t("week.fig.detour"), says.km(f.detour_m), False
    yield ctx.t("week.fig.full"), says.percent(f.full_percent / 100), f.full_percent >= FULL


def _of_trip(ctx: Ctx, state: WeekState, trip: str) -> Iterator[Pair]:
    says = speech(ctx)
    found = trips_of([*state.session.past.days, *state.session.results]).get(trip)
    if found is not None:
        metres, drive_s, cent = found
        yield ctx.t("week.fig.trip_km"), says.km(metres), False
        yield ctx.t("week.fig.trip_drive"), says.hours(drive_s), False
        yield ctx.t("week.fig.trip_cost"), says.euro(cent, 0), False


def _table(ctx: Ctx, rect: Rect, state: WeekState, choice: Choice) -> None:
    """Many customers: a line each."""
    says = speech(ctx)
    right = rect.right
    for i, key in enumerate(("week.col.wait", "week.col.late", "week.col.trust")):
        ctx.p.text(right - 76 * i, rect.y, ctx.t(key), "micro", ctx.c.text2, align="r")
    for i, order in enumerate(choice.orders):
        row = state.customer_row(order)
        y = rect.y + 20 + 22 * i
        if row is None or row.figures is None:
            continue
        name = ctx.p.type.fit([f"{row.name}, {row.town}", row.name], rect.w - 236, "small")
        ctx.p.text(rect.x, y, name, "small")
        values = (
            (says.minutes(row.figures.wait_s), row.figures.wait_s >= LONG_WAIT_S),
            (says.percent(row.figures.late_share), row.figures.late_share >= MANY_LATE),
            (says.number(row.trust), False),
        )
        for j, (value, loud) in enumerate(values):
            ctx.p.text(right - 76 * j, y, value, "small", ctx.c.warn.text if loud else ctx.c.text,
                       weight=600, align="r")  # fmt: skip
