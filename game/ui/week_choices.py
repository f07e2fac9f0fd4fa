"""In the middle of the week screen: agreements as cards; the chosen one shows what is known and asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.week import CAUSES
from game.ui import widgets
from game.ui.host import speech
from game.ui.week_figures import draw_figures, figures_height
from game.ui.week_words import KIND_ICONS, per_week, price, text

if TYPE_CHECKING:
    from game.ui.context import Ctx
    from game.ui.week_state import WeekState
    from game.week.sight import ChoiceRow

Rect = pygame.Rect
GAP = 8


def draw_choices(ctx: Ctx, rect: Rect, state: WeekState) -> None:
    """Head, and the cards below it."""
    ctx.p.fill(rect, ctx.c.canvas)
    head = Rect(rect.x, rect.y, rect.w, 44)
    ctx.p.fill(head, ctx.c.surface)
    ctx.p.hline(rect.x, rect.right, head.bottom - 1)
    left = state.session.time_left()
    told = ctx.t("week.time_left", n=left) if left else ctx.t("week.no_time_left")
    ctx.p.text_mid(head.x + 16, head.centery, ctx.t("week.choices"), "h4")
    kind = "ok" if left else "plain"
    width = round(ctx.p.type.width(told, "micro", 600)) + (31 if left else 14)
    widgets.tag(ctx, head.right - 16 - width, head.centery - 10, told, kind)
    body = Rect(rect.x, head.bottom, rect.w, rect.h - head.h)
    heights = [card_height(ctx, body.w - 32, state, row) for row in state.rows.choices]
    total = sum(heights) + GAP * len(heights) + 16
    with widgets.scroll(ctx, "week.cards", body, state.choices_scroll, total) as top:
        y = round(top) + 8
        for row, height in zip(state.rows.choices, heights, strict=True):
            if y + height > body.y and y < body.bottom:
                _card(ctx, Rect(body.x + 16, y, body.w - 32, height), state, row)
            y += height + GAP


def scroll_to(ctx: Ctx, state: WeekState, width: int, choice: str) -> None:
    """Bring a card into view."""
    y = 8
    for row in state.rows.choices:
        height = card_height(ctx, width - 32, state, row)
        if row.choice.id == choice:
            state.choices_scroll.show(y - 8, height + 16)
            return
        y += height + GAP


def card_height(ctx: Ctx, width: int, state: WeekState, row: ChoiceRow) -> int:
    """How high a card is, open or closed."""
    body = ctx.p.type.wrap(text(ctx, state.session, f"choice.{row.choice.id}.body"), width - 64)
    base = 36 + 20 * len(body) + 30
    return base if state.choice != row.choice.id else base + _open_height(ctx, width, state, row)


def _open_height(ctx: Ctx, width: int, state: WeekState, row: ChoiceRow) -> int:
    known = 34 + figures_height(state, row.choice, width - 64)
    if row.stands or row.taken is not None:
        return known + 60
    chips = _chip_rows(ctx, width - 64)
    return known + 60 + 26 + 30 * chips + 50


def _chip_rows(ctx: Ctx, width: int) -> int:
    rows, x = 1, 0
    for cause in CAUSES:
        wide = widgets.chip_width(ctx, ctx.t(f"week.cause.{cause}")) + 6
        if x + wide > width - 18:
            rows, x = rows + 1, 0
        x += wide
    return rows


def _card(ctx: Ctx, rect: Rect, state: WeekState, row: ChoiceRow) -> None:
    name, chosen = f"choice.{row.choice.id}", state.choice == row.choice.id
    title = text(ctx, state.session, f"choice.{row.choice.id}.title")
    body = text(ctx, state.session, f"choice.{row.choice.id}.body")
    line = ctx.c.accent if chosen or ctx.hovered(name) else ctx.c.line_strong
    ctx.p.box(rect, fill=ctx.c.surface, line=line, radius=8, width=2 if chosen else 1)
    lines = len(ctx.p.type.wrap(body, rect.w - 64))
    top = Rect(rect.x, rect.y, rect.w, 36 + 20 * lines + 26)
    widgets.focus_ring(ctx, name, rect, 8)
    ctx.hit(name, top, "row", label=title, payload=row.choice.id)
    color = ctx.c.accent if row.stands else ctx.c.text2
    ctx.p.disc((rect.x + 26, rect.y + 28), 16, ctx.c.accent_tint if row.stands else ctx.c.surface2)
    ctx.p.icon_mid(rect.x + 26, rect.y + 28, KIND_ICONS[row.choice.kind], 18, color)
    tag = _status(ctx, row)
    wide = 0
    if tag is not None:
        label, kind = tag
        wide = round(ctx.p.type.width(label, "micro", 600)) + (31 if kind == "ok" else 14) + 10
        widgets.tag(ctx, rect.right - 4 - wide, rect.y + 12, label, kind)
    x = rect.x + 52
    ctx.p.text(x, rect.y + 10, ctx.p.type.fit(title, rect.w - 64 - wide, "h4"), "h4")
    ctx.p.paragraph(x, rect.y + 34, rect.w - 64, body, color=ctx.c.text2)
    _advice(ctx, x, rect.y + 38 + 20 * lines, rect.w - 64, row)
    if chosen:
        _opened(ctx, Rect(x, top.bottom + 4, rect.w - 64, rect.bottom - top.bottom - 4), state, row)


def _status(ctx: Ctx, row: ChoiceRow) -> tuple[str, str] | None:
    if row.taken is None:
        return None
    if row.taken.until_day:
        return ctx.t("week.gone", n=row.taken.until_day), "plain"
    return (ctx.t("week.fresh"), "ok") if row.fresh else (ctx.t("week.stands", n=row.taken.from_day), "ok")


def _advice(ctx: Ctx, x: float, y: float, room: float, row: ChoiceRow) -> None:
    """What the software expects, which is not always right."""
    ctx.p.icon(x, y + 1, "robot", 15, ctx.c.text2)
    if row.software is None:
        told = ctx.t("week.software.busy")
    elif abs(row.software.week_cent) < 100:
        told = ctx.t("week.software.same")
    else:
        key = "cheaper" if row.software.takes else "dearer"
        told = ctx.t(f"week.software.{key}", euro=speech(ctx).euro(abs(row.software.week_cent), 0))
    ctx.p.text(x + 22, y, ctx.p.type.fit(told, room - 22, "small"), "small", ctx.c.text2, weight=500)
    width = ctx.p.type.width(told, "small", 500) + 22
    area = Rect(round(x), round(y), round(width), 18)
    ctx.hit(f"software.{row.choice.id}", area, "info", tooltip=ctx.t("week.software.hint"))


def _opened(ctx: Ctx, rect: Rect, state: WeekState, row: ChoiceRow) -> None:
    choice = row.choice
    ctx.p.hline(rect.x, rect.right, rect.y + 4)
    ctx.p.text(rect.x, rect.y + 12, ctx.t("week.known"), "small", ctx.c.text2, weight=600)
    cost = f"{ctx.t('week.price')}: {price(ctx, state.session, choice)}"
    ctx.p.text(rect.right, rect.y + 12, cost, "small", ctx.c.text2, align="r")
    y = rect.y + 34 + draw_figures(ctx, Rect(rect.x, rect.y + 34, rect.w, 0), state, choice)
    if row.taken is not None:
        _standing(ctx, Rect(rect.x, y, rect.w, 56), row)
        return
    slider = state.forecast(choice.id)
    ctx.p.text(rect.x, y + 4, ctx.t("week.forecast"), "small", weight=600)
    told = per_week(ctx, round(100 * slider.value))
    ctx.p.text(rect.right, y + 4, told, "small", ctx.c.accent_text, weight=600, align="r")
    widgets.slider(ctx, f"forecast.{choice.id}", Rect(rect.x - 8, y + 26, rect.w + 16, 24), slider,
                   label=ctx.t("week.forecast"))  # fmt: skip
    ctx.p.text(rect.x, y + 60, ctx.t("week.cause"), "small", weight=600)
    x, y = rect.x, y + 82
    for cause in CAUSES:
        label = ctx.t(f"week.cause.{cause}")
        on = state.causes.get(choice.id) == cause
        wide = widgets.chip_width(ctx, label, icon="check" if on else "")
        if x + wide > rect.right and x > rect.x:
            x, y = rect.x, y + 30
        widgets.chip(
            ctx, f"cause.{cause}", x, y, label, on=on, icon="check" if on else "", payload=(choice.id, cause)
        )
        x += wide + 6
    _agree(ctx, Rect(rect.x, y + 36, rect.w, 32), state, row)


def _agree(ctx: Ctx, rect: Rect, state: WeekState, row: ChoiceRow) -> None:
    ready = not row.why_not and bool(state.causes.get(row.choice.id))
    label = ctx.t("week.agree")
    wide = widgets.button_width(ctx, label, icon="check")
    widgets.button(ctx, "week.agree", Rect(rect.x, rect.y, wide, 32), label, kind="primary", icon="check",
                   enabled=ready, payload=row.choice.id)  # fmt: skip
    why = f"error.{row.why_not}" if row.why_not else "" if ready else "week.pick_cause"
    if why:
        room = rect.w - wide - 12
        lines = ctx.p.type.wrap(ctx.t(why), room, "small")[:2]
        for i, line in enumerate(lines):
            ctx.p.text(rect.x + wide + 12, rect.centery - 8 * len(lines) + 16 * i, line, "small", ctx.c.text2)


def _standing(ctx: Ctx, rect: Rect, row: ChoiceRow) -> None:
    assert row.taken is not None
    cause = ctx.t(f"week.cause.{row.taken.cause}")
    told = f"{per_week(ctx, row.taken.forecast_cent)} · {cause}"
    ctx.p.text(rect.x, rect.y + 10, ctx.p.type.fit(told, rect.w - 140, "small"), "small", weight=600)
    if row.taken.until_day:
        return
    label = ctx.t("week.take_back" if row.fresh else "week.end")
    wide = widgets.button_width(ctx, label, icon="undo")
    widgets.button(ctx, "week.end", Rect(rect.right - wide, rect.y + 4, wide, 32), label, icon="undo",
                   payload=row.choice.id, tooltip="" if row.fresh else ctx.t("week.end_hint"))  # fmt: skip
