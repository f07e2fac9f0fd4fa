"""The advice tab: the best places for the selected order, and having the whole plan worked out.

Hits: `take.<n>` (payload: Preview), `reckon.start`, `reckon.stop`, `reckon.accept`, `reckon.reject`,
`part.<vehicle>` (checkbox); why an order is not planned is in `advice_why`, sentences in `say`.
"""

from __future__ import annotations

import pygame

from game.domain.commands import Place
from game.session import Session
from game.solver.explain_words import explained_text
from game.ui import advice_why, say, widgets
from game.ui.advice_words import change_words, place_words, result_notes
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.drop_preview import STATUS, STATUS_ICONS, Preview, finding_text
from game.ui.host import speech
from game.ui.reckon import SECONDS
from game.ui.reckon_runs import Change

Rect = pygame.Rect
CARDS = 4
CARD = 86


def draw(ctx: Ctx, rect: Rect, desk: Desk, now_ms: int) -> None:
    """The whole tab."""
    content = _height(ctx, desk, rect.w)
    with widgets.scroll(ctx, "advice", rect, desk.scrolls["advice"], content) as top:
        y = _whole_plan(ctx, Rect(rect.x, round(top), rect.w, 0), desk, now_ms)
        ctx.p.hline(rect.x, rect.right, y)
        order = desk.selection.order
        if order and not desk.slots(order).complete:  # which of both comes first is not known yet
            _best_places(ctx, Rect(rect.x, y, rect.w, 0), desk)
        elif _fits(desk):  # what to do stands first, why it was not done yet below it
            y = _best_places(ctx, Rect(rect.x, y, rect.w, 0), desk)
            advice_why.draw(ctx, Rect(rect.x, y, rect.w, 0), desk)
        else:
            y = advice_why.draw(ctx, Rect(rect.x, y, rect.w, 0), desk)
            _best_places(ctx, Rect(rect.x, y, rect.w, max(0, rect.bottom - y)), desk)


def _fits(desk: Desk) -> bool:
    """The selected order has a place against which no rule speaks."""
    order = desk.selection.order
    return bool(order) and any(p.status in ("ok", "tight") for p in desk.slots(order).ranked(1))


def _height(ctx: Ctx, desk: Desk, width: int) -> int:
    height = 96 + (150 if desk.selection.order == "" else 44 + CARDS * (CARD + 8))
    height += advice_why.height(ctx, desk, width)
    state = desk.reckoning.state
    if state in ("running", "ready"):
        height += 72
    if state == "ready":
        story = desk.reckoning.explained(desk.session)
        told = say.explained(ctx, desk.session.system, story) if story else []
        height += 40 * len(desk.reckoning.changes(desk.session)) + 76 + say.height(ctx, told, width - 32)
        height += 32 * len(result_notes(ctx, desk))
    return height


def _title(ctx: Ctx, x: int, y: int, text: str) -> None:
    ctx.p.text_mid(x, y, text, "micro", ctx.c.text2, weight=600)


# -- one order -------------------------------------------------------------------------------------
def _best_places(ctx: Ctx, rect: Rect, desk: Desk) -> int:
    """From the top of rect; gives the y below."""
    order = desk.selection.order
    if not order:
        area = Rect(rect.x, rect.y, rect.w, max(140, rect.h))
        widgets.empty(ctx, area, "bulb", ctx.t("advice.no_order"), ctx.t("advice.no_order_hint"))
        return area.bottom
    customer = desk.session.system.orders[order].customer
    title = ctx.p.type.fit(ctx.t("advice.best", customer=customer), rect.w - 32, "micro", 600)
    _title(ctx, rect.x + 16, rect.y + 20, title)
    y = rect.y + 36
    slots = desk.slots(order)
    found = slots.ranked(CARDS)
    if not slots.complete:
        ctx.p.text_mid(rect.x + 16, y + 12, ctx.t("advice.looking"), "small", ctx.c.text2)
        return y + 28
    if not found:
        ctx.p.paragraph(rect.x + 16, y + 4, rect.w - 32, ctx.t("advice.nowhere"), "small", ctx.c.text2)
        return y + 44
    for i, preview in enumerate(found):
        _card(ctx, Rect(rect.x + 16, y, rect.w - 32, CARD), i, preview, desk.session)
        y += CARD + 8
    return y


def _card(ctx: Ctx, rect: Rect, index: int, preview: Preview, session: Session) -> None:
    lang, p, c = speech(ctx), ctx.p, ctx.c
    p.box(rect, fill=c.surface, line=c.line_strong, radius=8)
    assert isinstance(preview.command, Place)
    label = ctx.t("advice.take")
    width = widgets.button_width(ctx, label, size="small") + 4
    button = Rect(rect.right - width - 10, rect.bottom - 34, width, 26)
    room = rect.w - 46
    p.icon_mid(rect.x + 20, rect.y + 20, "bulb", 18, c.accent)
    words = place_words(ctx, session, preview.command)
    p.text(rect.x + 36, rect.y + 9, p.type.fit(words, room, "body", 600), "body", weight=600)
    x: float = rect.x + 36
    minutes = lang.minutes_signed(preview.duty_s)
    for text in (lang.euro_signed(preview.cost_cent), lang.kg_co2e_signed(preview.co2e_g), minutes):
        x += p.text(x, rect.y + 30, text, "small", weight=600) + 12
    status = c.status(STATUS[preview.status])
    p.icon_mid(rect.x + 43, rect.y + 65, STATUS_ICONS[preview.status], 13, status.text)
    first = preview.new[0] if preview.new else None
    said = finding_text(ctx, first) if first else ctx.t("preview.fits")
    short = ctx.t(f"why.{first.rule}", **dict(first.values)) if first else ctx.t("preview.ok")
    p.text(rect.x + 54, rect.y + 57, p.type.fit((said, short), button.x - rect.x - 62, "small"), "small",
           status.text)  # fmt: skip
    ctx.hit(f"card.{index}", rect, "info", tooltip=f"{words} · {said}")
    widgets.button(ctx, f"take.{index}", button, label, kind="accent", size="small", payload=preview)


# -- the whole plan --------------------------------------------------------------------------------
def _whole_plan(ctx: Ctx, rect: Rect, desk: Desk, now_ms: int) -> int:
    state = desk.reckoning.state
    _title(ctx, rect.x + 16, rect.y + 20, ctx.t("advice.whole"))
    y = rect.y + 36
    if state == "running":
        return _running(ctx, rect, y, desk, now_ms)
    if state == "ready":
        return _result(ctx, rect, y, desk)
    key = {"nothing": "advice.nothing", "failed": "advice.failed"}.get(state, "advice.reckon_note")
    label = ctx.t("advice.reckon")
    width = widgets.button_width(ctx, label, icon="route") + 8
    box = Rect(rect.right - 16 - width, y, width, 32)
    note = ctx.p.type.wrap(ctx.t(key), box.x - rect.x - 28, "small")
    tip = ctx.t("advice.reckon_tip", seconds=round(SECONDS))
    widgets.button(ctx, "reckon.start", box, label, icon="route", tooltip=tip)
    for i, line in enumerate(note):
        ctx.p.text(rect.x + 16, y + 16 * i, line, "small", ctx.c.text2)
    return y + max(44, 16 * len(note) + 12)


def _running(ctx: Ctx, rect: Rect, y: int, desk: Desk, now_ms: int) -> int:
    lang, reckoning = speech(ctx), desk.reckoning
    seconds = reckoning.seconds(now_ms)
    label = ctx.t("advice.stop")
    width = widgets.button_width(ctx, label, icon="stop") + 8
    box = Rect(rect.right - 16 - width, y, width, 32)
    widgets.button(ctx, "reckon.stop", box, label, icon="stop")
    key = "advice.restarted" if reckoning.restarts else "advice.busy"
    said = ctx.t(key, seconds=lang.number(seconds), best=lang.number(reckoning.best_s))
    ctx.p.text_mid(rect.x + 16, y + 8, said, "small", ctx.c.text2)
    if reckoning.judged is not None:
        now = desk.judged().kpi
        delta = lang.euro_signed(reckoning.judged.kpi.cost_cent - now.cost_cent)
        ctx.p.text_mid(rect.x + 16, y + 28, ctx.t("advice.so_far", cost=delta), "body", weight=600)
    costs = reckoning.best_over_time(seconds)
    line = Rect(rect.x + 18, y + 48, rect.w - 40, 40)
    if costs:
        ctx.p.sparkline(line, costs, ctx.c.accent)
    widgets.progress(ctx, Rect(rect.x + 16, y + 96, rect.w - 32, 4), seconds / SECONDS)
    return y + 112


def _result(ctx: Ctx, rect: Rect, y: int, desk: Desk) -> int:
    lang, reckoning = speech(ctx), desk.reckoning
    assert reckoning.judged is not None
    top = y
    now, then = desk.judged().kpi, reckoning.expected(desk.session).kpi
    x: float = rect.x + 16
    for text in (
        lang.euro_signed(then.cost_cent - now.cost_cent),
        lang.kg_co2e_signed(then.co2e_g - now.co2e_g),
    ):
        x += ctx.p.text(x, y, text, "h4", weight=700) + 14
    figures = ctx.t("advice.result", on_time=then.on_time, orders=then.orders,
                    seconds=lang.number(reckoning.ended_s))  # fmt: skip
    ctx.p.text(rect.x + 16, y + 22, ctx.p.type.fit(figures, rect.w - 32, "small"), "small", ctx.c.text2)
    y = _notes(ctx, rect, y + 42, desk)
    for change in reckoning.changes(desk.session):
        _change(ctx, Rect(rect.x, y, rect.w, 40), change, desk)
        y += 40
    y += 10
    label = ctx.t("advice.accept", n=len(reckoning.chosen))
    width = widgets.button_width(ctx, label) + 8
    box = Rect(rect.right - 16 - width, y, width, 32)
    widgets.button(ctx, "reckon.accept", box, label, kind="primary", enabled=bool(reckoning.chosen))
    aside = ctx.t("advice.reject")
    area = Rect(rect.x + 8, y, widgets.button_width(ctx, aside) + 4, 32)
    widgets.button(ctx, "reckon.reject", area, aside, kind="ghost")
    return _why(ctx, rect, top, y + 40, desk)


def _notes(ctx: Ctx, rect: Rect, y: int, desk: Desk) -> int:
    """That it is another plan and not a better one, and what customers have to agree to."""
    for text in result_notes(ctx, desk):
        for line in ctx.p.type.wrap(text, rect.w - 32, "small", 500):
            ctx.p.text(rect.x + 16, y, line, "small", ctx.c.warn.text, weight=500)
            y += 16
    return y + 4


def _why(ctx: Ctx, rect: Rect, top: int, y: int, desk: Desk) -> int:
    """Where most of it comes from, on what it depends, how sure it is; the whole story on a hover. It comes
    below the rest, since it is told a little later and nothing should move then."""
    explained = desk.reckoning.explained(desk.session)
    told = say.explained(ctx, desk.session.system, explained) if explained else []
    if explained is not None:
        area = Rect(rect.x + 16, top, rect.w - 32, 38)
        ctx.hit("reckon.why", area, "info", tooltip=explained_text(explained, ctx.t))
    return say.say(ctx, "plan", Rect(rect.x + 16, y, rect.w - 32, 0), told) + 6


def _change(ctx: Ctx, rect: Rect, change: Change, desk: Desk) -> None:
    lang, p, c = speech(ctx), ctx.p, ctx.c
    name = f"part.{change.vehicle}"
    on = change.vehicle in desk.reckoning.chosen
    if on or ctx.hovered(name):
        p.fill(rect, c.accent_tint if on else c.surface2)
    box = Rect(rect.x + 16, rect.centery - 9, 18, 18)
    p.box(box, fill=c.accent if on else c.surface, line=c.accent if on else c.control, radius=4)
    if on:
        p.icon(box.x + 2, box.y + 2, "check", 14, c.on_accent)
    cost = lang.euro_signed(change.cost_cent)
    used = p.text(rect.right - 16, rect.y + 4, cost, "small", weight=600, align="r")
    p.text(rect.right - 16, rect.y + 20, lang.kg_co2e_signed(change.co2e_g), "micro", c.text2, align="r")
    room = rect.w - 62 - used
    vehicle = lang.fleet(desk.session.system.vehicles[change.vehicle].name)
    p.text(rect.x + 44, rect.y + 2, p.type.fit(vehicle, room, "body", 600), "body", weight=600)
    p.text(
        rect.x + 44,
        rect.y + 21,
        p.type.fit(change_words(ctx, change, desk.session), room, "micro"),
        "micro",
        c.text2,
    )
    p.hline(rect.x, rect.right, rect.bottom - 1)
    widgets.focus_ring(ctx, name, box)
    tip = change_words(ctx, change, desk.session, full=True)
    ctx.hit(name, rect, "checkbox", label=f"{vehicle} {cost}", payload=change.vehicle, tooltip=tip)
