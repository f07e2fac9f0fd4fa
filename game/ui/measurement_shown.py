"""The result of a measurement on screen: the code, a form's profile, growth from the first to the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import widgets
from game.ui.charts import band
from game.ui.context import Ctx
from game.ui.debrief_evidence import share
from game.ui.host import speech
from game.ui.menu_cards import COMPETENCY_ICONS
from game.ui.rounds_view import Block

if TYPE_CHECKING:
    from game.assess.profile import Competency, Profile
    from game.measurement import Form
    from game.measurement_result import Result

Rect = pygame.Rect
ROW, HEAD = 40, 34
MOST = 2.5
"""Where the scale of growth ends, to both sides."""
SAYS = {"up": ("arrow-up-right", "ok"), "down": ("arrow-down-right", "warn"), "open": ("minus", "plain")}
NAMES = tuple(COMPETENCY_ICONS)


def code(ctx: Ctx, wide: int, form: Form) -> Block:
    """What a player can hand over, and what it is good for."""
    text = ctx.t("measure.code_hint") if form.code else ctx.t("measure.no_code_hint")
    lines = ctx.p.type.wrap(text, wide - 56 - (250 if wide > 620 else 0), "small")
    beside = wide > 620
    height = max(64, 24 + 16 * len(lines)) if beside else 66 + 16 * len(lines)

    def paint(rect: Rect) -> None:
        ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=8)
        ctx.p.text(rect.x + 16, rect.y + 10, ctx.t("measure.code"), "micro", ctx.c.text2, weight=600)
        ctx.p.text(rect.x + 16, rect.y + 28, form.code or ctx.t("measure.no_code"), "h3", weight=600)
        x = rect.x + (266 if beside else 16)
        y = rect.centery - 8 * len(lines) if beside else rect.y + 58
        for i, line in enumerate(lines):
            ctx.p.text(x, y + 16 * i, line, "small", ctx.c.text2)

    return height, paint


def making(ctx: Ctx) -> Block:
    """While the logs are replayed."""

    def paint(rect: Rect) -> None:
        widgets.empty(ctx, rect, "hourglass", ctx.t("measure.making"), ctx.t("measure.making_hint"))

    return 140, paint


def title(ctx: Ctx, text: str, note: str = "") -> Block:
    """Above a table, with what its figures are worth."""

    def paint(rect: Rect) -> None:
        ctx.p.text(rect.x, rect.y, text, "h3")
        room = rect.w - ctx.p.type.width(text, "h3") - 24
        shown = ctx.p.type.fit(note, room, "small")
        ctx.p.text(rect.right, rect.y + 5, shown, "small", ctx.c.text2, align="r")

    return 32, paint


def profile(ctx: Ctx, made: Profile) -> Block:
    """Eight bars of one form; a level only where it is sure, nothing where there was no evidence."""

    def paint(rect: Rect) -> None:
        ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=8)
        scale = _scale(rect)
        for word, x, align in (("starter", scale.x, "l"), ("regisseur", scale.right, "r")):
            key = "level.1" if word == "starter" else "level.4"
            ctx.p.text_mid(x, rect.y + HEAD / 2, ctx.t(key), "micro", ctx.c.text2, weight=600, align=align)
        for i, name in enumerate(NAMES):
            _bar(ctx, Rect(rect.x, rect.y + HEAD + ROW * i, rect.w, ROW), name, made.competencies[name])

    return HEAD + ROW * len(NAMES), paint


def _scale(row: Rect) -> Rect:
    left, right = (270, 190) if row.w > 760 else (196, 146)
    return Rect(row.x + left, row.y, max(80, row.w - left - right), row.h)


def _named(ctx: Ctx, row: Rect, name: str) -> None:
    ctx.p.hline(row.x + 12, row.right - 12, row.y)
    ctx.p.icon_mid(row.x + 26, row.centery, COMPETENCY_ICONS[name], 18, ctx.c.text2)
    words = [ctx.t(f"competency.{name}"), ctx.t(f"competency_short.{name}")]
    shown = ctx.p.type.fit(words, _scale(row).x - row.x - 60, "body", 500)
    ctx.p.text_mid(row.x + 44, row.centery, shown, weight=500)


def _bar(ctx: Ctx, row: Rect, name: str, entry: Competency) -> None:
    _named(ctx, row, name)
    scale = _scale(row)
    if not entry.evidence:
        ctx.p.hline(scale.x, scale.right, row.centery, ctx.c.grid)
        _tag(ctx, row, ctx.t("measure.little"), "plain", "help-circle")
        return
    sure = entry.level is not None
    band(ctx, scale, share(entry.low), share(entry.high), share(entry.mean), sure=sure)
    ctx.hit(f"measure.bar.{name}", scale, "info", tooltip=_told(ctx, entry))
    if sure:
        ctx.p.text_mid(row.right - 16, row.centery, ctx.t(f"level.{entry.level}"), weight=600, align="r")
    else:
        _tag(ctx, row, ctx.t("level.unsure"), "plain", "help-circle")


def _told(ctx: Ctx, entry: Competency) -> str:
    lang = speech(ctx)
    return ctx.t(
        "measure.interval", mean=lang.number(entry.mean, 1), low=lang.number(entry.low, 1),
        high=lang.number(entry.high, 1), n=len(entry.evidence),
    )  # fmt: skip


def _tag(ctx: Ctx, row: Rect, label: str, kind: str, icon: str) -> None:
    text = ctx.p.type.fit(label, row.right - _scale(row).right - 48, "micro", 600)
    wide = round(ctx.p.type.width(text, "micro", 600)) + 31
    widgets.tag(ctx, row.right - 16 - wide, row.centery - 10, text, kind, icon=icon)


def growth(ctx: Ctx, result: Result) -> Block:
    """Per competency the change between the forms with its interval, and in words what that says."""
    changes = {each.competency: each for each in result.changes}

    def paint(rect: Rect) -> None:
        ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=8)
        scale = _scale(rect)
        ctx.p.vline(scale.centerx, rect.y + HEAD - 6, rect.bottom - 8, ctx.c.line_strong)
        ends = (("less", scale.x, "l"), ("same", scale.centerx, "c"), ("more", scale.right, "r"))
        for key, x, align in ends:
            text = ctx.t(f"measure.growth_{key}")
            ctx.p.text_mid(x, rect.y + HEAD / 2, text, "micro", ctx.c.text2, weight=600, align=align)
        for i, name in enumerate(NAMES):
            row = Rect(rect.x, rect.y + HEAD + ROW * i, rect.w, ROW)
            _named(ctx, row, name)
            found = changes.get(name)
            if found is None:
                _tag(ctx, row, ctx.t("measure.little"), "plain", "help-circle")
                continue
            scale, at = _scale(row), [(v + MOST) / (2 * MOST) for v in (found.low, found.high, found.mean)]
            band(ctx, scale, *at, sure=found.says != "open")
            lang = speech(ctx)
            tip = ctx.t("measure.change", mean=lang.number(found.mean, 1), low=lang.number(found.low, 1),
                        high=lang.number(found.high, 1))  # fmt: skip
            ctx.hit(f"measure.growth.{name}", scale, "info", tooltip=tip)
            icon, kind = SAYS[found.says]
            _tag(ctx, row, ctx.t(f"measure.growth_{found.says}"), kind, icon)

    return HEAD + ROW * len(NAMES), paint
