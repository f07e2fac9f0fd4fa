"""How the card beside the order list looks: sections of chips and sliders, in one column that scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.ui import layout, order_list, widgets
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.host import speech
from game.ui.order_ask import Ask, Sliders, asks_of
from game.ui.order_view import COLUMNS, GROUPS, SORTS
from game.ui.regions import Regions, looks
from game.ui.theme import Space

if TYPE_CHECKING:
    from game.ui.order_card import Card

Rect = pygame.Rect
NOWHERE = Rect(0, 0, 0, 0)
HEAD_H, FOOT_H, PAD, GAP = 48, 52, 16, 6


def draw(ctx: Ctx, room: Rect, desk: Desk, card: Card, sliders: Sliders, regions: Regions) -> Rect:
    """The card at the top left of its room, no higher than it needs; where it lies."""

    def column(rect: Rect) -> int:
        return _filter(ctx, rect, desk, sliders) if card.tab == "filter" else _view(ctx, rect, desk)

    key = (*_key(desk, card, sliders), room.w, *looks(ctx))
    if card.measured[0] != key:
        ctx.hits.push_clip(NOWHERE)
        with ctx.p.clip(NOWHERE):  # the height is known once it is laid out
            card.measured = (key, column(Rect(room.x + PAD, 0, room.w - 2 * PAD, 0)) + 8)
        ctx.hits.pop_clip()
    content = card.measured[1]
    rect = Rect(room.x, room.y, room.w, min(room.h, HEAD_H + content + FOOT_H))
    ctx.p.shadow(rect, Space.R_PREVIEW)
    ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=Space.R_PREVIEW)
    ctx.hit("ask.card", rect, "area")
    _head(ctx, Rect(rect.x, rect.y, rect.w, HEAD_H), card)
    body = Rect(rect.x + 1, rect.y + HEAD_H, rect.w - 2, rect.h - HEAD_H - FOOT_H)

    def paint() -> None:
        ctx.p.fill(body, ctx.c.surface)
        with widgets.scroll(ctx, "ask.scroll", body, card.scroll, content) as top:
            column(Rect(body.x + PAD, round(top), body.w - 2 * PAD, 0))

    regions.draw(ctx, "orders.card", body, (*key, card.scroll.offset), paint)
    _foot(ctx, Rect(rect.x, rect.bottom - FOOT_H, rect.w, FOOT_H), desk)
    return rect


def _key(desk: Desk, card: Card, sliders: Sliders) -> tuple[object, ...]:
    """What the column depends on."""
    state, spans = desk.list, (sliders.window, sliders.units, sliders.kg)
    ends = tuple((s.least.value, s.most.value) for s in spans)
    return card.tab, desk.stamp, state.asked, state.view, state.filter, state.words, desk.locked(), ends


def _head(ctx: Ctx, rect: Rect, card: Card) -> None:
    items = [(name, ctx.t(f"ask.tab_{name}")) for name in ("filter", "view")]
    widgets.segmented(
        ctx, "ask.tab", Rect(rect.x + PAD, rect.y + 9, rect.w - 2 * PAD - 44, 30), items, card.tab
    )
    box = Rect(rect.right - 44, rect.y + 8, 32, 32)
    widgets.icon_button(ctx, "ask.close", box, "close", label=ctx.t("ui.close"))
    ctx.p.hline(rect.x + 1, rect.right - 1, rect.bottom - 1)


def _foot(ctx: Ctx, rect: Rect, desk: Desk) -> None:
    """How many orders pass, everything again, and take them all."""
    shown, everything = len(order_list.shown_orders(desk.entries(speech(ctx)))), len(desk.items(speech(ctx)))
    ctx.p.hline(rect.x + 1, rect.right - 1, rect.y)
    words = ctx.t("ask.pass", n=shown, all=everything)
    right = rect.right - PAD
    for name, kind, label, enabled in (
        ("ask.choose", "primary", ctx.t("ask.choose"), shown > 0),
        ("ask.none", "ghost", ctx.t("ask.none"), desk.list.narrowed),
    ):
        width = widgets.button_width(ctx, label, size="small") + 6
        box = Rect(right - width, rect.centery - 16, width, 32)
        widgets.button(ctx, name, box, label, kind=kind, enabled=enabled, tooltip=ctx.t(f"{name}_tip"))
        right = box.x - 6
    text = ctx.p.type.fit((words, str(shown)), right - rect.x - PAD, "small", 600)
    ctx.p.text_mid(rect.x + PAD, rect.centery, text, "small", weight=600)


def _title(ctx: Ctx, rect: Rect, y: int, key: str, value: str = "") -> int:
    ctx.p.text_mid(rect.x, y + 14, ctx.t(key), "micro", ctx.c.text2, weight=600)
    if value:
        ctx.p.text_mid(rect.right, y + 14, value, "small", ctx.c.text, weight=600, align="r")
    return y + 26


# -- filter ------------------------------------------------------------------------------------------
def _filter(ctx: Ctx, rect: Rect, desk: Desk, sliders: Sliders) -> int:
    y = _window(ctx, rect, rect.y + 4, desk, sliders)
    lang, asked = speech(ctx), desk.list.asked
    names = {f"zone:{z.id}": z.name for z in desk.session.system.sites.zones.values()}
    y = _loads(ctx, rect, y, sliders)
    for name, asks in asks_of(desk.items(lang), asked, desk.locked(), names, lang):
        y = _title(ctx, rect, y, f"ask.{name}")
        y = _chips(ctx, rect, y, asks, getattr(asked, name)) + 6
    return y


def _window(ctx: Ctx, rect: Rect, y: int, desk: Desk, sliders: Sliders) -> int:
    lang, span, asked = speech(ctx), sliders.window, desk.list.asked
    clocks = tuple(lang.clock(int(h.value)) for h in (span.least, span.most))
    words = ctx.t("ask.any_time") if span.whole else f"{clocks[0]} – {clocks[1]}"
    y = _title(ctx, rect, y, "ask.window", words)
    labels = (ctx.t("ask.from", at=clocks[0]), ctx.t("ask.to", at=clocks[1]))
    widgets.span_slider(ctx, "ask.window", Rect(rect.x, y, rect.w, 26), span, labels)
    y += 32
    items = [(name, ctx.t(f"ask.{name}")) for name in ("touches", "within")]
    widgets.segmented(
        ctx, "ask.touch", Rect(rect.x, y, rect.w, 28), items, "within" if asked.within else "touches"
    )
    return y + 38


def _loads(ctx: Ctx, rect: Rect, y: int, sliders: Sliders) -> int:
    """Units and kilograms, each with its own slider."""
    lang = speech(ctx)
    for name, span in (("units", sliders.units), ("kg", sliders.kg)):
        if span.least.high <= span.least.step:
            continue
        least, most = (lang.number(h.value) for h in (span.least, span.most))
        unit = ctx.t(f"filter.unit_{name}")
        words = ctx.t("ask.any_load") if span.whole else f"{least} – {most} {unit}"
        y = _title(ctx, rect, y, f"ask.{name}", words)
        labels = (ctx.t("ask.from", at=f"{least} {unit}"), ctx.t("ask.to", at=f"{most} {unit}"))
        widgets.span_slider(ctx, f"ask.{name}", Rect(rect.x, y, rect.w, 26), span, labels)
        y += 34
    return y


def _chips(ctx: Ctx, rect: Rect, y: int, asks: Sequence[Ask], chosen: frozenset[str]) -> int:
    """The values of one set, on as many lines as they need; the y below."""
    x = rect.x
    for ask in asks:
        on = ask.value in chosen
        label = f"{ask.words} {ask.count}" if ask.count or not on else ask.words
        width = widgets.chip_width(ctx, label, icon="check" if on else "")
        if x > rect.x and x + width > rect.right:
            x, y = rect.x, y + Space.CHIP + GAP
        x += GAP + widgets.chip(ctx, f"ask.{ask.name}.{ask.value}", x, y, label, on=on, payload=ask,
                                icon="check" if on else "")  # fmt: skip
    return y + Space.CHIP


# -- view --------------------------------------------------------------------------------------------
def _view(ctx: Ctx, rect: Rect, desk: Desk) -> int:
    view = desk.list.view
    y = _title(ctx, rect, rect.y + 4, "view.sort")
    y = _radio(ctx, rect, y, "sort", [s or "trip" for s in SORTS], view.sort or "trip") + 8
    row = Rect(rect.x, y, rect.w, 30)
    widgets.switch(ctx, "view.down", row, ctx.t("view.down"), on=view.down)
    y = _title(ctx, rect, y + 38, "view.group")
    y = _radio(ctx, rect, y, "group", list(GROUPS), view.group) + 8
    y = _title(ctx, rect, y, "view.columns")
    boxes = layout.columns(Rect(rect.x, y, rect.w, 28), None, None, gap=8)
    for i, name in enumerate(COLUMNS):
        box = boxes[i % 2].move(0, 30 * (i // 2))
        widgets.checkbox(ctx, f"view.column.{name}", box, ctx.t(f"view.column.{name}"), on=view.shows(name))
    return y + 30 * -(-len(COLUMNS) // 2) + 4


def _radio(ctx: Ctx, rect: Rect, y: int, what: str, names: Sequence[str], chosen: str) -> int:
    """One of several; the y below."""
    x = rect.x
    for name in names:
        label, on = ctx.t(f"view.{what}.{name}"), name == chosen
        icon = "check" if on else ""
        width = widgets.chip_width(ctx, label, icon=icon)
        if x > rect.x and x + width > rect.right:
            x, y = rect.x, y + Space.CHIP + GAP
        tip = ctx.t(f"view.{what}.{name}_tip") if what == "sort" else ""
        x += GAP + widgets.chip(ctx, f"view.{what}.{name}", x, y, label, on=on, icon=icon, tooltip=tip)
    return y + Space.CHIP
