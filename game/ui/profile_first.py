"""The profile before the first day: what it will be, and the first step towards it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import layout, widgets
from game.ui.charts import band
from game.ui.debrief_evidence import share
from game.ui.menu_cards import COMPETENCY_ICONS
from game.ui.profile_model import CUTS, NAMES

if TYPE_CHECKING:
    from game.ui.context import Ctx
    from game.ui.state import ScrollArea

Rect = pygame.Rect
STEPS = (("play", "player-play"), ("look", "history"), ("grow", "trending-up"))
CARD, GAP = 84, 12


def draw_first(ctx: Ctx, rect: Rect, title: str, area: ScrollArea) -> None:
    """Left what happens, right the eight things that it is about. `title`: of the first day."""
    if ctx.mode == "full":
        left, right = layout.columns(rect, round(rect.w * 0.44), None)
        margin = 40 if rect.h < 760 else 64
        _story(ctx, layout.pad(left, x=48, y=margin), title)
        ctx.p.fill(right, ctx.c.surface2)
        _eight(ctx, layout.pad(right, x=40, y=margin))
        ctx.p.vline(right.x, rect.y, rect.bottom)
        return
    foot, view = layout.cut_bottom(rect, 56)
    height = _column(ctx, view, 0, paint=False)
    with widgets.scroll(ctx, "profile.evidence", view, area, height) as top:
        _column(ctx, view, round(top), paint=True)
    ctx.p.hline(foot.x, foot.right, foot.y)
    _go(ctx, foot.x + 24, foot.y + 12, title, size="normal")


def _story(ctx: Ctx, rect: Rect, title: str) -> None:
    y = rect.y + round(ctx.p.paragraph(rect.x, rect.y, rect.w, ctx.t("profile.first.title"), "display"))
    y += 8 + round(ctx.p.paragraph(rect.x, y + 8, rect.w, ctx.t("profile.first.lead"), "lead", ctx.c.text2))
    y += 28
    for number, (name, icon) in enumerate(STEPS, start=1):
        y += _step(ctx, Rect(rect.x, y, rect.w, 0), number, name, icon) + 16
    go = _go(ctx, rect.x, y + 12, title, size="large")
    _note(ctx, rect.x, go.bottom + 20, rect.w)


def _step(ctx: Ctx, rect: Rect, number: int, name: str, icon: str) -> int:
    """A step with its sign; returns its height."""
    ctx.p.disc((rect.x + 20, rect.y + 20), 20, ctx.c.accent_tint)
    ctx.p.icon_mid(rect.x + 20, rect.y + 20, icon, 20, ctx.c.accent_text)
    title = f"{number}. {ctx.t(f'profile.first.{name}')}"
    ctx.p.text(rect.x + 56, rect.y, title, "h4")
    told = ctx.t(f"profile.first.{name}_text")
    return 24 + round(ctx.p.paragraph(rect.x + 56, rect.y + 22, rect.w - 56, told, color=ctx.c.text2))


def _go(ctx: Ctx, x: int, y: int, title: str, *, size: str) -> Rect:
    """The first step."""
    label = ctx.t("profile.first.go", scenario=title)
    go = Rect(x, y, widgets.button_width(ctx, label, icon="play", size=size), 48 if size == "large" else 32)
    widgets.button(ctx, "profile.first", go, label, kind="primary", icon="play", size=size)
    widgets.key_cap(ctx, go.right + 14, go.centery - 10, "Enter")
    return go


def _note(ctx: Ctx, x: int, y: int, width: int) -> int:
    """What it is not; returns the height."""
    ctx.p.icon(x, y + 1, "info-circle", 16, ctx.c.text2)
    return round(ctx.p.paragraph(x + 24, y, width - 24, ctx.t("profile.first.note"), "small", ctx.c.text2))


def _eight(ctx: Ctx, rect: Rect) -> None:
    ctx.p.text(rect.x, rect.y, ctx.t("profile.first.eight"), "h3")
    top = rect.y + 40
    rows = 4
    high = min(140, (rect.bottom - top - (rows - 1) * GAP) // rows)
    wide = (rect.w - GAP) // 2
    for i, name in enumerate(NAMES):
        box = Rect(rect.x + (i % 2) * (wide + GAP), top + (i // 2) * (high + GAP), wide, high)
        _card(ctx, box, name)


def _card(ctx: Ctx, box: Rect, name: str) -> None:
    """A competency and what it is."""
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line, radius=8)
    ctx.p.icon(box.x + 14, box.y + 14, COMPETENCY_ICONS[name], 22, ctx.c.accent)
    label = ctx.p.type.fit([ctx.t(f"competency.{name}"), ctx.t(f"competency_short.{name}")], box.w - 60, "h4")
    ctx.p.text(box.x + 46, box.y + 13, label, "h4")
    lines = ctx.p.type.wrap(ctx.t(f"profile.about.{name}"), box.w - 60, "small")
    lines = lines[: max(1, (box.h - 44) // 16)]
    for i, line in enumerate(lines):
        ctx.p.text(box.x + 46, box.y + 37 + 16 * i, line, "small", ctx.c.text2)
    _empty_bar(ctx, Rect(box.x + 46, box.bottom - 32, box.w - 62, 20), box.y + 37 + 16 * len(lines))


def _empty_bar(ctx: Ctx, bar: Rect, above: int) -> None:
    """The bar that is to come, where there is room for it: everything is possible yet."""
    if bar.y < above + 6:
        return
    for cut in CUTS:
        ctx.p.vline(bar.x + share(cut) * bar.w, bar.y, bar.bottom, ctx.c.grid)
    band(ctx, bar, 0.0, 1.0, 0.5, sure=False)


def _column(ctx: Ctx, rect: Rect, top: int, *, paint: bool) -> int:
    """Everything below each other, or only its height: 24 px at both sides."""
    x, width = rect.x + 24, rect.w - 48
    lead = 20 * len(ctx.p.type.wrap(ctx.t("profile.first.lead"), width, "lead"))
    note = 16 * len(ctx.p.type.wrap(ctx.t("profile.first.note"), width - 24, "small"))
    told = [ctx.p.type.wrap(ctx.t(f"profile.first.{name}_text"), width - 56) for name, _icon in STEPS]
    steps = [24 + 20 * len(lines) + 12 for lines in told]
    cards = 4 * (CARD + 8)
    if paint:
        y = top + 16
        ctx.p.text(x, y, ctx.p.type.fit(ctx.t("profile.first.title"), width, "h1"), "h1")
        ctx.p.paragraph(x, y + 40, width, ctx.t("profile.first.lead"), "lead", ctx.c.text2)
        y += 40 + lead + 16
        for number, ((name, icon), high) in enumerate(zip(STEPS, steps, strict=True), start=1):
            _step(ctx, Rect(x, y, width, 0), number, name, icon)
            y += high
        _note(ctx, x, y + 4, width)
        y += note + 24
        wide = (width - 8) // 2
        for i, name in enumerate(NAMES):
            _card(ctx, Rect(x + (i % 2) * (wide + 8), y + (i // 2) * (CARD + 8), wide, CARD), name)
    return 16 + 40 + lead + 16 + sum(steps) + note + 24 + cards + 8
