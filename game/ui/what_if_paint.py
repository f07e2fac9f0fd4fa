"""How a copy of a day is marked, and how it is compared with the day as it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.host import speech

if TYPE_CHECKING:
    from game.lookback.otherwise import Compared
    from game.ui.screens.what_if import WhatIfScreen

Rect = pygame.Rect
BANNER = 44
WIDTH = 560


def banner(ctx: Ctx, rect: Rect, screen: WhatIfScreen, *, active: bool) -> None:
    """Says at every moment that this does not count; below the copy's screen."""
    status = ctx.c.status("warn")
    ctx.p.fill(rect, status.fill)
    ctx.p.fill(Rect(rect.x, rect.y, rect.w, 3), status.outline)
    x = float(rect.x + 16)
    ctx.p.icon_mid(x + 9, rect.centery + 1, "copy", 18, status.text)
    x += 28
    x += ctx.p.text_mid(x, rect.centery + 1, ctx.t("whatif.banner"), "body", status.text, weight=700) + 14
    right = _buttons(ctx, rect, active=active)
    clock = speech(ctx).clock(screen.at_s)
    hint = ctx.t("whatif.banner_hint", when=clock) if screen.at_s else ctx.t("whatif.banner_plan")
    text = ctx.p.type.fit([hint, ""], right - x - 12, "small")
    ctx.p.text_mid(x, rect.centery + 1, text, "small", status.text)


def _buttons(ctx: Ctx, rect: Rect, *, active: bool) -> int:
    """From the right; returns where they begin."""
    right = rect.right - 12
    big = ctx.size[0] >= 1000
    back = ctx.t("whatif.back" if big else "whatif.back_short")
    for name, label, icon, kind, tip in (
        ("back", back, "arrow-left", "default", ""),
        ("then", ctx.t("whatif.as_then"), "next", "primary", ctx.t("whatif.as_then_tip")),
    ):
        box = Rect(0, rect.y + 8, widgets.button_width(ctx, label, icon=icon), 30)
        box.right = right
        widgets.button(ctx, f"whatif.{name}", box, label, kind=kind, icon=icon, tooltip=tip, enabled=active)
        right = box.x - 8
    return right


def comparison(ctx: Ctx, found: Compared) -> None:
    """Cost, emissions and service of both days."""
    inside = widgets.modal(ctx, WIDTH, 352, ctx.t("whatif.result"), icon="scale")
    says = speech(ctx)
    gap = found.cost_cent
    key = "same" if abs(gap) < 100 else "dearer" if gap > 0 else "cheaper"
    ctx.p.text(inside.x, inside.y, ctx.t(f"whatif.{key}", euro=says.euro(abs(gap), 0)), "lead", weight=600)
    head = Rect(inside.x, inside.y + 34, inside.w, 24)
    cols = _columns(head)
    for col, word in zip(cols[1:], ("then", "now", "change"), strict=True):
        ctx.p.text_mid(col.right, head.centery, ctx.t(f"whatif.{word}"), "micro", ctx.c.text2, weight=600,
                       align="r")  # fmt: skip
    rows = (
        ("cost", "euro", says.euro(found.then.cost_cent, 0), says.euro(found.now.cost_cent, 0),
         says.euro_signed(gap, 0), -gap),
        ("co2e", "leaf", says.kg_co2e(found.then.co2e_g), says.kg_co2e(found.now.co2e_g),
         says.kg_co2e_signed(found.co2e_g), -found.co2e_g),
        ("on_time", "clock", f"{found.then.on_time}/{found.then.orders}",
         f"{found.now.on_time}/{found.now.orders}", says.signed(found.on_time, 0), found.on_time),
    )  # fmt: skip
    y = head.bottom
    for name, icon, then, now, change, better in rows:
        box = Rect(inside.x, y, inside.w, 38)
        _row(ctx, box, (ctx.t(f"whatif.{name}"), icon), (then, now, change), better)
        y += 38
    ctx.p.paragraph(inside.x, y + 10, inside.w, ctx.t("whatif.note"), "small", ctx.c.text2)
    label = ctx.t("whatif.back")
    go = Rect(inside.x, inside.bottom - 38, widgets.button_width(ctx, label, icon="arrow-left"), 38)
    widgets.button(ctx, "whatif.close", go, label, kind="primary", icon="arrow-left")
    label = ctx.t("whatif.again")
    again = Rect(go.right + 8, go.y, widgets.button_width(ctx, label, icon="refresh"), 38)
    widgets.button(ctx, "whatif.again", again, label, icon="refresh")


def _columns(rect: Rect) -> list[Rect]:
    return layout.columns(rect, None, 118, 118, 118, gap=8)


def _row(ctx: Ctx, rect: Rect, title: tuple[str, str], values: tuple[str, str, str], better: int) -> None:
    """A figure in both days and the change, with a sign for better or worse."""
    word, icon = title
    words, *cols = _columns(rect)
    ctx.p.hline(rect.x, rect.right, rect.y)
    ctx.p.icon_mid(words.x + 8, rect.centery, icon, 16)
    ctx.p.text_mid(words.x + 26, rect.centery, word)
    color = ctx.c.text2 if not better else ctx.c.status("ok" if better > 0 else "bad").text
    for i, (col, value) in enumerate(zip(cols, values, strict=True)):
        shade = ctx.c.text2 if i == 0 else ctx.c.text if i == 1 else color
        ctx.p.text_mid(col.right, rect.centery, value, "body", shade, weight=600 if i else 400, align="r")
    if better:
        left = cols[2].right - ctx.p.type.width(values[2], "body", 600) - 14
        ctx.p.icon_mid(left, rect.centery, "alert-triangle" if better < 0 else "check", 14, color)


def working(ctx: Ctx) -> None:
    """The rest of the day is done again."""
    inside = widgets.modal(ctx, 420, 120, ctx.t("whatif.running"), icon="hourglass")
    ctx.p.paragraph(inside.x, inside.y, inside.w, ctx.t("whatif.note"), "small", ctx.c.text2)
