"""The ledger as a table: expected and realised cost of every decision on one axis, verdict, luck, what if.

Hits: `ledger.row.<n>` (the options), `ledger.go.<n>` (that second in the replay), `ledger.if.<n>` (another
choice), payload: LedgerRow; `ledger.how` (how it is worked out).
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.ledger_rows import LUCK, VERDICTS, LedgerRow
from game.ui.state import ScrollArea

Rect = pygame.Rect
PAD, ROW, TALL = 24, 48, 64
ROOMY = 1100
"""Width from which figures have columns of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How far the ledger is."""

    rows: tuple[LedgerRow, ...] = ()
    ready: bool = False
    done: int = 0
    total: int = 0
    """Decisions weighed so far, and about how many there are."""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Where everything is in a row."""

    time: Rect
    words: Rect
    chart: Rect
    expected: Rect
    realised: Rect
    verdict: Rect
    luck: Rect
    other: Rect


def columns(rect: Rect) -> Columns:
    """In little room figures stand below the chart, and luck below the verdict."""
    inner = layout.pad(rect, x=PAD if rect.w >= ROOMY else 12, y=0)
    if rect.w >= ROOMY:
        chart = 250 if rect.w >= 1500 else 190
        parts = layout.columns(inner, 84, None, chart, 92, 92, 142, 96, 104, gap=16)
        return Columns(*parts)
    time, words, chart_rect, verdict, other = layout.columns(inner, 58, None, 150, 124, 84, gap=10)
    empty = Rect(0, 0, 0, 0)
    return Columns(time, words, chart_rect, empty, empty, verdict, empty, other)


def draw_ledger(ctx: Ctx, rect: Rect, weighing: Weighing, area: ScrollArea) -> None:
    """The whole panel."""
    head, body = layout.cut_top(rect, 36)
    _head(ctx, head, legend=bool(weighing.rows))
    if not weighing.rows:
        _nothing_yet(ctx, body, weighing)
        return
    names, table = layout.cut_top(body, 24)
    _names(ctx, names)
    most = max(100, *(max(abs(r.expected_cent), abs(r.realised_cent)) for r in weighing.rows))
    height = ROW if rect.w >= ROOMY else TALL
    for i, row in widgets.rows(ctx, "panel.ledger", table, area, len(weighing.rows), height):
        _row(ctx, row, weighing.rows[i], most)


def _head(ctx: Ctx, rect: Rect, *, legend: bool) -> None:
    """What counts, how it is worked out, and the two marks."""
    x = float(rect.x + (PAD if rect.w >= ROOMY else 12))
    how = ctx.t("ledger.how")
    wide = widgets.chip_width(ctx, how, icon="help")
    marks = _legend_width(ctx) if legend and rect.w >= ROOMY else 0
    room = rect.right - x - wide - marks - 3 * PAD
    hints = [ctx.t("ledger.hint"), ctx.t("ledger.hint_short")]
    x += ctx.p.text_mid(x, rect.centery, ctx.p.type.fit(hints, room, "small"), "small", ctx.c.text2) + 16
    widgets.chip(ctx, "ledger.how", round(x), rect.centery - 12, how, icon="help")
    if marks:
        _legend(ctx, rect)


def _legend_width(ctx: Ctx) -> int:
    words = (ctx.t("ledger.expected"), ctx.t("ledger.realised"))
    return round(sum(ctx.p.type.width(w, "small") for w in words)) + 64


def _legend(ctx: Ctx, rect: Rect) -> None:
    x = float(rect.right - PAD)
    for word, mark in ((ctx.t("ledger.realised"), diamond), (ctx.t("ledger.expected"), ring)):
        x -= ctx.p.text_mid(x, rect.centery, word, "small", ctx.c.text2, align="r") + 14
        mark(ctx, (x, rect.centery))
        x -= 22


def ring(ctx: Ctx, where: tuple[float, float]) -> None:
    """What was to be expected."""
    ctx.p.ring(where, 7.5, ctx.c.surface, ctx.c.text, 2)


def diamond(ctx: Ctx, where: tuple[float, float]) -> None:
    """How it came out; it fits into the ring."""
    s, (x, y) = ctx.settings.scale, where
    points = [((x + dx) * s, (y + dy) * s) for dx, dy in ((0, -5), (5, 0), (0, 5), (-5, 0))]
    pygame.draw.polygon(ctx.p.surface, ctx.c.text, points)


def _nothing_yet(ctx: Ctx, rect: Rect, weighing: Weighing) -> None:
    """Being worked out, impossible, or nothing to decide."""
    if weighing.failed:
        widgets.empty(ctx, rect, "alert-triangle", ctx.t("ledger.failed"), ctx.t("ledger.failed_hint"))
        return
    if weighing.ready:
        widgets.empty(ctx, rect, "scale", ctx.t("ledger.none"), ctx.t("ledger.none_hint"))
        return
    hint = ctx.t("ledger.busy_hint", done=weighing.done, total=max(weighing.done, weighing.total))
    widgets.empty(ctx, rect, "scale", ctx.t("ledger.busy"), hint)
    bar = Rect(rect.centerx - 120, min(rect.bottom - 12, rect.centery + 40), 240, 6)
    widgets.progress(ctx, bar, weighing.done / max(1, weighing.done, weighing.total))


def _names(ctx: Ctx, rect: Rect) -> None:
    """The words above the columns; over the chart its two sides."""
    cols = columns(rect)
    words = (("when", cols.time), ("what", cols.words), ("expected", cols.expected),
             ("realised", cols.realised), ("verdict", cols.verdict), ("luck", cols.luck))  # fmt: skip
    for key, col in words:
        if col.w:
            x, side = (col.right, "r") if key in ("expected", "realised") else (col.x, "l")
            text = ctx.p.type.fit(ctx.t(f"ledger.col.{key}"), col.w, "micro", 600)
            ctx.p.text_mid(x, rect.centery, text, "micro", ctx.c.text2, weight=600, align=side)
    chart, t = cols.chart, ctx.t
    ctx.p.text_mid(chart.x, rect.centery, t("ledger.saves"), "micro", ctx.c.text2, weight=600)
    ctx.p.text_mid(chart.right, rect.centery, t("ledger.costs"), "micro", ctx.c.text2, weight=600, align="r")
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)


def _row(ctx: Ctx, rect: Rect, row: LedgerRow, most: int) -> None:
    cols, says = columns(rect), speech(ctx)
    widgets.row(ctx, f"ledger.row.{row.number}", rect, label=row.title, payload=row)
    _time(ctx, cols.time, row)
    _words(ctx, cols.words, row)
    roomy = bool(cols.expected.w)
    chart = cols.chart if roomy else Rect(cols.chart.x, rect.y + 8, cols.chart.w, 24)
    _chart(ctx, chart, row, most)
    amounts = [says.euro_signed(v, 0) for v in (row.expected_cent, row.realised_cent)]
    if roomy:
        ctx.p.text_mid(cols.expected.right, rect.centery, amounts[0], align="r")
        ctx.p.text_mid(cols.realised.right, rect.centery, amounts[1], weight=600, align="r")
    else:
        ctx.p.text_mid(chart.x, rect.y + 46, amounts[0], "small", ctx.c.text2)
        ctx.p.text_mid(chart.right, rect.y + 46, amounts[1], "small", weight=600, align="r")
    _verdict(ctx, rect, cols, row)
    _what_if(ctx, cols.other, row)


def _time(ctx: Ctx, rect: Rect, row: LedgerRow) -> None:
    """A link to that second."""
    name = f"ledger.go.{row.number}"
    ctx.p.icon_mid(rect.x + 7, rect.centery, "play", 12, ctx.c.accent_text)
    words = [row.clock] if row.line.at_s else [row.clock, ctx.t("ledger.planning_short")]
    text = ctx.p.type.fit(words, rect.w - 18, "body", 500)
    ctx.p.text_mid(rect.x + 18, rect.centery, text, color=ctx.c.accent_text, weight=500)
    box = Rect(rect.x - 4, rect.centery - 14, rect.w + 4, 28)
    if ctx.hovered(name):
        ctx.p.hline(rect.x + 18, rect.x + 18 + ctx.p.type.width(text, "body", 500), rect.centery + 9,
                    ctx.c.accent_text)  # fmt: skip
    widgets.focus_ring(ctx, name, box.inflate(-8, -8))
    ctx.hit(name, box, "link", label=row.clock, tooltip=ctx.t("ledger.go_tip"), payload=row)


def _words(ctx: Ctx, rect: Rect, row: LedgerRow) -> None:
    title = ctx.p.type.fit(row.title, rect.w, "body", 600)
    ctx.p.text_mid(rect.x, rect.centery - 10, title, weight=600)
    ctx.p.text_mid(rect.x, rect.centery + 10, ctx.p.type.fit(row.note, rect.w, "small"), "small", ctx.c.text2)


def _chart(ctx: Ctx, rect: Rect, row: LedgerRow, most: int) -> None:
    """Left of the line the choice saves money, right of it it costs; the bar between them is luck."""
    def x_of(cent: int) -> float:
        return rect.centerx + cent / most * (rect.w / 2 - 10)

    ctx.p.vline(rect.centerx, rect.centery - 11, rect.centery + 11, ctx.c.line_strong)
    before, after = x_of(row.expected_cent), x_of(row.realised_cent)
    if abs(after - before) > 1:
        kind = {"bad": ctx.c.bad.outline, "good": ctx.c.ok.outline}.get(row.line.luck, ctx.c.control)
        left = round(min(before, after))
        ctx.p.fill(Rect(left, rect.centery - 1, round(abs(after - before)), 3), kind)
    ring(ctx, (before, rect.centery))
    diamond(ctx, (after, rect.centery))


def _verdict(ctx: Ctx, rect: Rect, cols: Columns, row: LedgerRow) -> None:
    """Icon and word, never hue alone."""
    kind, sign = VERDICTS[row.verdict]
    y = rect.centery if cols.luck.w else rect.y + 20
    widgets.tag(ctx, cols.verdict.x, y - 10, ctx.t(f"ledger.verdict.{row.verdict}"), kind, icon=sign)
    luck = row.line.luck
    x, y = (cols.luck.x, rect.centery) if cols.luck.w else (cols.verdict.x, rect.y + 46)
    ctx.p.icon_mid(x + 8, y, LUCK[luck], 16, ctx.c.text2)
    ctx.p.text_mid(x + 22, y, ctx.t(f"ledger.luck.{luck}"), color=ctx.c.text2)


def _what_if(ctx: Ctx, rect: Rect, row: LedgerRow) -> None:
    name, label = f"ledger.if.{row.number}", ctx.t("ledger.what_if")
    width = round(ctx.p.type.width(label, "body", 500))
    box = Rect(rect.right - width - 8, rect.centery - 14, width + 8, 28)
    ctx.p.text_mid(rect.right - 4, rect.centery, label, color=ctx.c.accent_text, weight=500, align="r")
    if ctx.hovered(name):
        ctx.p.hline(box.x + 4, box.right - 4, rect.centery + 9, ctx.c.accent_text)
    widgets.focus_ring(ctx, name, box.inflate(-8, -8))
    ctx.hit(name, box, "link", label=label, payload=row, tooltip=ctx.t("ledger.what_if_tip"))

