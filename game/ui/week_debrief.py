"""The end of the weeks: what agreements brought, against the forecast, the best ones, and the causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.week import Taken
from game.ui import layout, widgets
from game.ui.host import speech
from game.ui.week_words import KIND_ICONS, text

if TYPE_CHECKING:
    from game.ui.context import Ctx
    from game.ui.reflection import Reflection
    from game.ui.week_state import WeekState
    from game.week.value import Effect, Value

Rect = pygame.Rect
RESULT, QUESTIONS = "result", "questions"
"""The two tabs."""
ROW_H, TABS_H = 46, 40
CHART_W = 860
"""Width of the list of agreements from which forecast and effect are drawn as well."""


def draw_debrief(ctx: Ctx, rect: Rect, state: WeekState, reflection: Reflection) -> None:
    """What came of it and the questions, as two tabs; or how far the comparison is."""
    ctx.p.fill(rect, ctx.c.surface)
    value = state.session.value
    if value is None:
        _busy(ctx, rect, state)
        return
    if ctx.mode == "full":
        above, below = layout.rows(rect, 208, None)
        _headline(ctx, layout.pad(above, x=28, y=18), state, value)
        ctx.p.hline(rect.x, rect.right, below.y)
        below = _tabs(ctx, below, state, reflection)
        if state.debrief_tab == QUESTIONS:
            reflection.draw(ctx, below)
        else:
            _agreements(ctx, below, state, value)
        return
    rect = _tabs(ctx, rect, state, reflection)
    if state.debrief_tab == QUESTIONS:
        reflection.draw(ctx, rect)
        return
    height = 300 + 60 + ROW_H * max(1, len(value.effects)) + _best_height(state, value) + 40
    with widgets.scroll(ctx, "week.debrief", rect, state.debrief_scroll, height) as top:
        x, w, y = rect.x + 20, rect.w - 40, round(top) + 14
        _headline(ctx, Rect(x, y, w, 280), state, value)
        y += 296
        _choices(ctx, Rect(x, y, w, 60 + ROW_H * max(1, len(value.effects))), state, value)
        y += 70 + ROW_H * max(1, len(value.effects))
        _best(ctx, Rect(x, y, w, _best_height(state, value)), state, value)


def _tabs(ctx: Ctx, rect: Rect, state: WeekState, reflection: Reflection) -> Rect:
    """Agreements or questions; returns the room below."""
    head, body = layout.cut_top(rect, TABS_H)
    items = [(RESULT, ctx.t("week.debrief.tab.result"), 0),
             (QUESTIONS, ctx.t("debrief.tab.questions"), len(reflection.fields))]  # fmt: skip
    widgets.tabs(ctx, "tab", head, items, state.debrief_tab)
    return body


def _agreements(ctx: Ctx, rect: Rect, state: WeekState, value: Value) -> None:
    """What each agreement brought, and beside it the best ones and the causes."""
    left, right = layout.columns(rect, None, min(460, round(rect.w * 0.36)))
    ctx.p.vline(right.x, right.y, right.bottom)
    _choices(ctx, layout.pad(left, x=28, y=14), state, value)
    most = _best_height(state, value)
    with widgets.scroll(ctx, "week.best", layout.pad(right, x=1, y=1), state.best_scroll, most) as top:
        _best(ctx, Rect(right.x + 20, round(top) + 13, right.w - 40, most - 26), state, value)


def _busy(ctx: Ctx, rect: Rect, state: WeekState) -> None:
    mid = layout.centered(rect, min(460, rect.w - 40), 80)
    ctx.p.text(mid.centerx, mid.y, ctx.p.type.fit(ctx.t("week.debrief.busy"), mid.w, "h4"), "h4", align="c")
    widgets.progress(ctx, Rect(mid.x, mid.y + 40, mid.w, 8), state.progress)


def _headline(ctx: Ctx, rect: Rect, state: WeekState, value: Value) -> None:
    says = speech(ctx)
    saved = value.without_cent - value.cost_cent
    took = bool(state.session.taken)
    key = "nothing" if not took else "saved" if saved >= 0 else "cost_more"
    title = ctx.t(f"week.debrief.{key}", euro=says.euro(abs(saved), 0))
    token = "display" if ctx.p.type.width(title, "display") <= rect.w else "h2"
    ctx.p.text(rect.x, rect.y, title, token)
    room = rect.w if ctx.mode != "full" else round(rect.w * 0.52)
    told = "sentence_none" if not took else "sentence" if saved >= 0 else "sentence_more"
    sentence = ctx.t(
        f"week.debrief.{told}",
        without=says.euro(value.without_cent, 0), best=says.euro(value.best_cent, 0),
        share=says.percent(max(-1.0, value.share)), saved=says.euro(value.without_cent - value.best_cent, 0),
    )  # fmt: skip
    y = rect.y + 46 + ctx.p.paragraph(rect.x, rect.y + 46, room, sentence, "lead", ctx.c.text2)
    days = ctx.t("week.debrief.experience", n=len(state.session.results))
    ctx.p.text(rect.x, y + 6, days, "small", ctx.c.text2)
    if ctx.mode == "full":
        label = ctx.t(state.way_out)
        wide = widgets.button_width(ctx, label, icon="check")
        go = Rect(rect.x, rect.bottom - 32, wide, 32)
        widgets.button(ctx, "week.finish", go, label, kind="primary", icon="check")
        _weeks(ctx, Rect(rect.right - round(rect.w * 0.42), rect.y, round(rect.w * 0.42), rect.h), value)
    else:
        _weeks(ctx, Rect(rect.x, round(y) + 34, rect.w, rect.bottom - round(y) - 34), value)


def _weeks(ctx: Ctx, rect: Rect, value: Value) -> None:
    """A pair of bars a week: as it was, and without agreements; the axis begins near the least."""
    says = speech(ctx)
    ctx.p.text(rect.x, rect.y, ctx.t("week.debrief.weeks"), "h4")
    low = 0.75 * min(min(pair) for pair in value.weeks_cent)
    most = max(max(pair) for pair in value.weeks_cent)
    y = rect.y + 28
    for number, (yours, without) in enumerate(value.weeks_cent, start=1):
        gain = ctx.t("week.debrief.week_gain", n=number, euro=says.euro_signed(yours - without, 0))
        ctx.p.text(rect.x, y, gain, "small", weight=600)
        pairs = (("yours", yours, ctx.c.accent), ("without", without, ctx.c.control))
        for i, (key, cent, color) in enumerate(pairs):
            line = y + 20 + 17 * i
            ctx.p.text(rect.x, line - 4, ctx.t(f"week.debrief.bar.{key}"), "micro", ctx.c.text2)
            room = rect.w - 60 - 76
            wide = max(4, round(room * (cent - low) / max(1, most - low)))
            ctx.p.fill(Rect(rect.x + 60, line, wide, 9), color, 3)
            ctx.p.text(rect.right, line - 4, says.euro(cent, 0), "micro", ctx.c.text2, align="r")
        y += 64


def _choices(ctx: Ctx, rect: Rect, state: WeekState, value: Value) -> None:
    marks = "choices" if rect.w >= CHART_W else "choices_plain"
    ctx.p.text(rect.x, rect.y, ctx.t(f"week.debrief.{marks}"), "h4")
    if not value.effects:
        ctx.p.paragraph(rect.x, rect.y + 30, rect.w, ctx.t("week.debrief.none_taken"), color=ctx.c.text2)
        return
    forecast, effect, cause = _edges(rect)
    for right, key in ((forecast, "forecast"), (effect, "effect")):
        ctx.p.text(right, rect.y + 28, ctx.t(f"week.debrief.col.{key}"), "micro", ctx.c.text2, align="r")
    ctx.p.text(cause, rect.y + 28, ctx.t("week.debrief.col.cause"), "micro", ctx.c.text2)
    beside = ctx.p.type.fit(ctx.t("week.debrief.beside"), forecast - 76 - rect.x, "micro")
    ctx.p.text(rect.x, rect.y + 28, beside, "micro", ctx.c.text2)
    body = Rect(rect.x, rect.y + 46, rect.w, rect.h - 46)
    pairs = list(zip(state.session.taken, value.effects, strict=True))
    if ctx.mode == "full":
        used = min(ROW_H * len(pairs), max(ROW_H * 3, rect.h - 46 - 150))
        body, rest = layout.cut_top(body, used)
        if rest.h >= 90:
            _moods(ctx, layout.pad(rest, x=0, y=6), state)
        for i, row in widgets.rows(ctx, "debrief.rows", body, state.debrief_scroll, len(pairs), ROW_H):
            _choice(ctx, row, state, *pairs[i])
    else:
        for i, pair in enumerate(pairs):
            _choice(ctx, Rect(body.x, body.y + i * ROW_H, body.w, ROW_H), state, *pair)


def _edges(rect: Rect) -> tuple[int, int, int]:
    cause = rect.right - (190 if rect.w > 620 else 150)
    return cause - 110, cause - 24, cause


def _choice(ctx: Ctx, row: Rect, state: WeekState, taken: Taken, effect: Effect) -> None:
    says, session = speech(ctx), state.session
    choice = session.week.choices[taken.choice]
    ctx.p.hline(row.x, row.right, row.y)
    ctx.p.icon(row.x, row.y + 13, KIND_ICONS[choice.kind], 18, ctx.c.text2)
    forecast, edge, cause = _edges(row)
    title = text(ctx, session, f"choice.{choice.id}.title")
    chart_w = 180 if row.w >= CHART_W else 0
    room = forecast - 92 - row.x - 28 - chart_w
    ctx.p.text_mid(row.x + 28, row.centery, ctx.p.type.fit(title, room), weight=500)
    if chart_w:
        _bullet(ctx, Rect(forecast - 80 - chart_w, row.y, chart_w - 12, row.h), state, taken, effect)
    ctx.p.text_mid(forecast, row.centery, says.euro_signed(-taken.forecast_cent, 0), "small", ctx.c.text2,
                   align="r")  # fmt: skip
    good = effect.week_cent > 0
    color = ctx.c.ok.text if good else ctx.c.bad.text
    ctx.p.text_mid(
        edge, row.centery, says.euro_signed(-effect.week_cent, 0), "small", color, weight=600, align="r"
    )
    icon = "trending-down" if good else "trending-up"
    ctx.p.icon(edge + 4, row.centery - 7, icon, 14, color)
    right = taken.cause == choice.cause
    told = ctx.t("week.debrief.cause_right") if right else ctx.t(
        "week.debrief.cause_wrong", cause=ctx.t(f"week.cause.{choice.cause}")
    )  # fmt: skip
    shade = ctx.c.ok.text if right else ctx.c.warn.text
    ctx.p.icon(cause, row.centery - 7, "check" if right else "x", 14, shade)
    ctx.p.text_mid(
        cause + 20, row.centery, ctx.p.type.fit(told, row.right - cause - 22, "small"), "small", shade
    )


def _bullet(ctx: Ctx, rect: Rect, state: WeekState, taken: Taken, effect: Effect) -> None:
    """Forecast as a tick and effect as a bar from nothing: cheaper to the right."""
    value = state.session.value
    assert value is not None
    cents = [abs(e.week_cent) for e in value.effects] + [abs(t.forecast_cent) for t in state.session.taken]
    most = max([*cents, 100])
    half = rect.w // 2
    zero = rect.x + half
    ctx.p.fill(Rect(rect.x, rect.centery - 4, rect.w, 9), ctx.c.surface2, 3)
    wide = round(half * abs(effect.week_cent) / most)
    good = effect.week_cent > 0
    bar = Rect(zero if good else zero - wide, rect.centery - 4, wide, 9)
    ctx.p.fill(bar, ctx.c.ok.outline if good else ctx.c.bad.outline, 2)
    ctx.p.vline(zero, rect.centery - 8, rect.centery + 9, ctx.c.line_strong)
    tick = zero + round(half * taken.forecast_cent / most)
    ctx.p.vline(tick, rect.centery - 8, rect.centery + 9, ctx.c.text, 2)


def _moods(ctx: Ctx, rect: Rect, state: WeekState) -> None:
    """Customers whose trust changed most, from the beginning to the end."""
    session = state.session
    orders = session.scenario.system.orders
    steps = [(session.state.trust[r.order] - r.trust, r) for r in session.week.regulars.values()]
    ranked = sorted(steps, key=lambda pair: (-abs(pair[0]), pair[1].order))
    ctx.p.hline(rect.x, rect.right, rect.y)
    ctx.p.text(rect.x, rect.y + 12, ctx.t("week.debrief.moods"), "h4")
    fits = max(0, min(8, 2 * ((rect.h - 44) // 26)))
    half = rect.w // 2
    for i, (step, regular) in enumerate(ranked[:fits]):
        x, y = rect.x + (i % 2) * half, rect.y + 42 + (i // 2) * 26
        now = session.state.trust[regular.order]
        color = ctx.c.ok.text if step > 0 else ctx.c.bad.text if step < 0 else ctx.c.text2
        name = ctx.p.type.fit(orders[regular.order].customer, half - 130, "small")
        ctx.p.text(x, y, name, "small")
        ctx.p.icon(x + half - 112, y + 1, "arrow-up" if step > 0 else "arrow-down", 13, color)
        ctx.p.text(x + half - 30, y, f"{regular.trust} → {now}", "small", color, weight=600, align="r")


def _causes(state: WeekState) -> list[tuple[str, str]]:
    """Customer and cause of those with something the matter, in order of trips."""
    session = state.session
    orders = session.scenario.system.orders
    return [(orders[r.order].customer, r.cause) for r in session.week.regulars.values() if r.cause != "none"]


def _best_height(state: WeekState, value: Value) -> int:
    return 100 + 26 * len(value.best) + 44 + 22 * len(_causes(state)) + 20


def _best(ctx: Ctx, rect: Rect, state: WeekState, value: Value) -> None:
    session = state.session
    mine = {t.choice for t in session.taken}
    ctx.p.text(rect.x, rect.y, ctx.t("week.debrief.best"), "h4")
    hint = ctx.p.paragraph(rect.x, rect.y + 24, rect.w, ctx.t("week.debrief.best_hint"), "micro", ctx.c.text2)
    y = rect.y + 34 + round(hint)
    for name in value.best:
        had = name in mine
        ctx.p.icon(rect.x, y + 2, "check" if had else "point", 16, ctx.c.ok.text if had else ctx.c.text2)
        label = ctx.t("week.debrief.taken") if had else ""
        wide = ctx.p.text(rect.right, y + 2, label, "micro", ctx.c.ok.text, align="r") if had else 0
        title = text(ctx, session, f"choice.{name}.title")
        ctx.p.text(rect.x + 24, y, ctx.p.type.fit(title, rect.w - 32 - wide))
        y += 26
    y += 10
    ctx.p.hline(rect.x, rect.right, y)
    ctx.p.text(rect.x, y + 10, ctx.t("week.debrief.causes"), "h4")
    y += 38
    for customer, cause in _causes(state):
        label = ctx.t(f"week.cause.{cause}")
        wide = ctx.p.text(rect.right, y, label, "small", weight=600, align="r")
        ctx.p.text(rect.x, y, ctx.p.type.fit(customer, rect.w - wide - 10, "small"), "small", ctx.c.text2)
        y += 22
