"""Two or three plans side by side: maps, small boards, every figure, and the differences in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pygame

from game.domain.world import World
from game.report.compared import Figure, figures
from game.ui import gallery_board, widgets
from game.ui.context import Ctx
from game.ui.gallery_figures import ICONS, delta_text, value_text
from game.ui.gallery_list import KIND_ICON, paste
from game.ui.gallery_model import OWN, Shown, difference_words, lines_against, lines_alone
from game.ui.gallery_state import GalleryState
from game.ui.host import speech
from game.ui.paint import Point

Rect = pygame.Rect
ROW = 25
GAP = 16
PAD = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What is side by side; the first plan is the one that the others are measured against."""

    world: World
    around: tuple[Point, ...]
    plans: tuple[Shown, ...]


def draw(ctx: Ctx, rect: Rect, state: GalleryState, about: Compared) -> None:
    """The whole pane, as far as it is scrolled."""
    ctx.p.fill(rect, ctx.c.surface)
    words = _words(ctx, rect, about)
    map_h, board_h = _heights(ctx, rect, about)
    rows = figures(about.world, [p.judged for p in about.plans])
    content = 52 + map_h + 30 + board_h + 20 + ROW * len(rows) + 16 + sum(h for _w, h in words) + 12
    with widgets.scroll(ctx, "gallery.body", rect, state.body_scroll, content) as top:
        y = round(top)
        _heads(ctx, rect, y, about)
        y += 52
        _maps(ctx, rect, y, map_h, state, about)
        y += map_h + 4
        _legend(ctx, rect, y, about)
        y += 26
        _boards(ctx, rect, y, board_h, about)
        y += board_h + 20
        for i, figure in enumerate(rows):
            _row(ctx, Rect(rect.x, y, rect.w, ROW), figure, about, striped=i % 2 == 0)
            y += ROW
        y += 16
        for paragraph, high in words:
            paragraph.draw(ctx, rect.x + PAD, y)
            y += high


# -- columns ---------------------------------------------------------------------------------------
def _label_width(rect: Rect) -> int:
    return 148 if rect.w >= 900 else 120


def columns(rect: Rect, count: int) -> list[Rect]:
    """Where the plans lie, right of the words."""
    left = rect.x + PAD + _label_width(rect)
    wide = (rect.right - PAD - left - GAP * (count - 1)) / count
    return [Rect(round(left + i * (wide + GAP)), rect.y, round(wide), rect.h) for i in range(count)]


def _heights(ctx: Ctx, rect: Rect, about: Compared) -> tuple[int, int]:
    wide = columns(rect, len(about.plans))[0].w
    low = ctx.mode != "full"
    map_h = min(150 if low else 220, round(wide * 0.62))
    axis = gallery_board.axis_of([p.judged for p in about.plans])
    return map_h, gallery_board.height(axis, 90 if low else 150)


def _said(ctx: Ctx, rect: Rect, y: float, key: str) -> None:
    """What a row of pictures is, left of it."""
    ctx.p.text_mid(rect.x + PAD, y, ctx.t(key), "micro", ctx.c.text2, weight=600)


def _heads(ctx: Ctx, rect: Rect, y: int, about: Compared) -> None:
    _said(ctx, rect, y + 26, "gallery.compared")
    for i, (column, plan) in enumerate(zip(columns(rect, len(about.plans)), about.plans, strict=True)):
        color = ctx.c.accent if plan.kind in OWN else ctx.c.text2
        ctx.p.icon_mid(column.x + 8, y + 20, KIND_ICON[plan.kind], 16, color)
        name = ctx.p.type.fit(plan.name, column.w - 24, "lead", 600)
        ctx.p.text_mid(column.x + 22, y + 20, name, "lead", weight=600)
        note = ctx.t("gallery.base") if i == 0 else plan.note or ctx.t(f"gallery.kind.{plan.kind}")
        ctx.p.text_mid(column.x + 22, y + 38, ctx.p.type.fit(note, column.w - 24, "micro"), "micro",
                       ctx.c.text2)  # fmt: skip
        tip = "\n".join(t for t in (plan.name, plan.note) if t)
        ctx.hit(f"gallery.head.{i}", Rect(column.x, y + 6, column.w, 40), "info", tooltip=tip)


def _other(about: Compared, at: int) -> Shown | None:
    """What a plan is held against: the first one; the first against the second."""
    if len(about.plans) < 2:
        return None
    return about.plans[1] if at == 0 else about.plans[0]


def _maps(ctx: Ctx, rect: Rect, y: int, high: int, state: GalleryState, about: Compared) -> None:
    _said(ctx, rect, y + 10, "gallery.map")
    for i, (column, plan) in enumerate(zip(columns(rect, len(about.plans)), about.plans, strict=True)):
        box, other = Rect(column.x, y, column.w, high), _other(about, i)
        lines = (
            lines_against(about.world, plan.judged, other.judged)
            if other
            else lines_alone(about.world, plan.judged)
        )
        paste(ctx, box, state.small.ask(ctx, box.size, about.around, lines))
        if not plan.judged.trips:
            word = ctx.p.type.fit(ctx.t("gallery.no_trips"), box.w - 24, "small")
            wide = round(ctx.p.type.width(word, "small")) + 20
            pill = Rect(box.centerx - wide // 2, box.bottom - 32, wide, 24)
            ctx.p.fill(pill, ctx.c.surface, 6)
            ctx.p.text_mid(pill.centerx, pill.centery, word, "small", ctx.c.text2, align="c")


def _legend(ctx: Ctx, rect: Rect, y: int, about: Compared) -> None:
    """What the two kinds of line mean."""
    if len(about.plans) < 2:
        return
    x: float = columns(rect, len(about.plans))[0].x
    for color, key in ((ctx.c.accent, "gallery.line_own"), (ctx.c.map.trip, "gallery.line_both")):
        ctx.p.fill(Rect(round(x), y + 7, 20, 4), color, 2)
        x += 26 + ctx.p.text_mid(x + 26, y + 9, ctx.t(key), "micro", ctx.c.text2) + 18


def _boards(ctx: Ctx, rect: Rect, y: int, high: int, about: Compared) -> None:
    axis = gallery_board.axis_of([p.judged for p in about.plans])
    _said(ctx, rect, y + 7, "gallery.board")
    step = axis.row_height(90 if ctx.mode != "full" else 150)
    if step >= 11:
        room = _label_width(rect) - 12
        for i, vehicle in enumerate(axis.vehicles):
            name = ctx.p.type.fit(speech(ctx).fleet(about.world.vehicles[vehicle].name), room, "shield", 400)
            at = y + gallery_board.AXIS_H + 1 + (i + 0.5) * step
            ctx.p.text_mid(rect.x + PAD, at, name, "shield", ctx.c.text2, weight=400)
    for i, (column, plan) in enumerate(zip(columns(rect, len(about.plans)), about.plans, strict=True)):
        other = _other(about, i)
        box = Rect(column.x, y, column.w, high)
        gallery_board.draw(ctx, box, plan.judged, axis, other.judged if other else None)


# -- figures ---------------------------------------------------------------------------------------
def _row(ctx: Ctx, rect: Rect, figure: Figure, about: Compared, *, striped: bool) -> None:
    """One figure of every plan; the best has a star and is bold."""
    lang = speech(ctx)
    values = [value_text(figure, i, lang) for i in range(len(about.plans))]
    best = marked(values, figure.best)
    if striped:
        ctx.p.fill(Rect(rect.x + 8, rect.y, rect.w - 16, rect.h), ctx.c.surface2, 4)
    ctx.p.icon_mid(rect.x + PAD + 8, rect.centery, ICONS[figure.key], 14, ctx.c.text2)
    label = ctx.p.type.fit(ctx.t(f"compare.{figure.key}"), _label_width(rect) - 26, "small")
    ctx.p.text_mid(rect.x + PAD + 22, rect.centery, label, "small")
    for i, column in enumerate(columns(rect, len(about.plans))):
        x = column.x + min(104, column.w * 0.5)
        ctx.p.text_mid(x, rect.centery, values[i], "body", weight=600 if best[i] else 400, align="r")
        if best[i]:
            ctx.p.icon_mid(x + 11, rect.centery, "star-filled", 12, ctx.c.ok.text)
        if i:
            delta = delta_text(figure, i, 0, lang)
            verdict = figure.verdict(i) if delta != "=" else "equal"
            color = {"better": ctx.c.ok.text, "worse": ctx.c.warn.text}.get(verdict, ctx.c.text2)
            ctx.p.text_mid(x + 22, rect.centery, delta, "small", color)
    said = ctx.t(f"compare.{figure.key}_tip")
    ctx.hit(f"gallery.figure.{figure.key}", rect, "info", tooltip=said)


def marked(values: Sequence[str], best: Sequence[bool]) -> list[bool]:
    """Which figures have the star: who reads the same as the best is as good; with all equal nobody is."""
    top = {value for value, first in zip(values, best, strict=True) if first}
    return [value in top and len(set(values)) > 1 for value in values]


# -- words -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    """Lines below a small heading."""

    title: str
    lines: tuple[str, ...]

    def draw(self, ctx: Ctx, x: float, y: float) -> None:
        ctx.p.text(x, y, self.title, "small", weight=600)
        for i, line in enumerate(self.lines):
            ctx.p.text(x, y + 20 + 16 * i, line, "small", ctx.c.text2)


def _words(ctx: Ctx, rect: Rect, about: Compared) -> list[tuple[_Paragraph, int]]:
    return list(_paragraphs(ctx, rect, about.world, about.plans))


def _paragraphs(
    ctx: Ctx, rect: Rect, world: World, plans: Sequence[Shown]
) -> Iterator[tuple[_Paragraph, int]]:
    for plan in plans[1:]:
        title = ctx.t("gallery.differs", name=plan.name, base=plans[0].name)
        lines = [
            line
            for text in difference_words(world, plans[0], plan, speech(ctx))
            for line in ctx.p.type.wrap(text, min(760, rect.w - 2 * PAD), "small")
        ]
        yield _Paragraph(title=title, lines=tuple(lines)), 20 + 16 * len(lines) + 14
