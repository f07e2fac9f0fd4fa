"""The debrief's panel on decision moments: what was chosen, advised and best."""

from __future__ import annotations

import pygame

from game.ui import layout, widgets
from game.ui.charts import choice_mark, cost_strip
from game.ui.context import Ctx
from game.ui.debrief_panels import PAD, Block, Panels, column
from game.ui.host import speech
from game.ui.moment_rows import MomentRow

Rect = pygame.Rect


def draw_moments(ctx: Ctx, rect: Rect, panels: Panels) -> None:
    """Own choice, advice, final choice and the best that could be known, with a word for each."""
    if not panels.moments:
        widgets.empty(ctx, rect, "adjustments", ctx.t("debrief.no_moments"), ctx.t("debrief.no_moments_hint"))
        return
    head, body = layout.cut_top(rect, 28)
    _legend(ctx, head, panels)
    most = max(1, *(m.extra_cent(o.id) for m in panels.moments for o in m.moment.options))
    blocks = [_moment_block(ctx, panels, m, rect.w, most) for m in panels.moments]
    column(ctx, panels, "moments", body, blocks)


def _legend(ctx: Ctx, rect: Rect, panels: Panels) -> None:
    """How choices are judged, and beside it what chance did to the whole day."""
    hint = ctx.t("debrief.moments_hint")
    used = ctx.p.text_mid(rect.x + PAD, rect.centery, hint, "small", ctx.c.text2)
    gap, says = panels.luck_cent, speech(ctx)
    key = "same" if abs(gap) < 100 else "more" if gap > 0 else "less"
    told = ctx.t(f"debrief.luck.{key}", euro=says.euro(abs(gap), 0), n=panels.setbacks)
    if used + ctx.p.type.width(told, "small", 500) + 3 * PAD < rect.w:
        ctx.p.text_mid(rect.right - PAD, rect.centery, told, "small", weight=500, align="r")


def _moment_block(ctx: Ctx, panels: Panels, row: MomentRow, width: int, most: float) -> Block:
    lang, name = ctx.settings.lang, row.moment.id
    cols = _moment_columns(Rect(0, 0, width, 0))
    why = ctx.p.type.wrap(panels.scenario.text(lang, f"moment.{name}.why"), cols[0].w, "small")
    room = cols[1].w - 24
    says = [(kind, ctx.p.type.wrap(text, room, "small")) for kind, text in _chosen(ctx, panels, row)]
    height = max(26 + 16 * len(why), 72, sum(16 * len(lines) + 4 for _k, lines in says)) + 24

    def paint(area: Rect) -> None:
        ctx.p.hline(area.x, area.right, area.bottom - 1)
        left, middle, right = _moment_columns(area)
        title = panels.scenario.text(lang, f"moment.{name}.title")
        clock = speech(ctx).clock(row.at_s) + "  " if row.at_s else ""
        heads = [clock + title, title]
        ctx.p.text(left.x, area.y + 10, ctx.p.type.fit(heads, left.w, "body", 600), weight=600)
        for i, line in enumerate(why):
            ctx.p.text(left.x, area.y + 34 + 16 * i, line, "small", ctx.c.text2)
        y = area.y + 12
        for kind, lines in says:
            _choice_mark(ctx, middle.x + 7, y + 8, kind)
            for line in lines:
                ctx.p.text(middle.x + 24, y, line, "small")
                y += 16
            y += 4
        _moment_right(ctx, right, row, most)

    return height, paint


def _moment_columns(area: Rect) -> list[Rect]:
    right = 230 if area.w > 1000 else 180
    return layout.columns(layout.pad(area, x=PAD, y=0), 0.42, 0.58, right, gap=24)


def _chosen(ctx: Ctx, panels: Panels, row: MomentRow) -> list[tuple[str, str]]:
    def option(name: str) -> str:
        return panels.scenario.text(ctx.settings.lang, f"moment.{row.moment.id}.option.{name}")

    made = []
    if row.own:
        made.append(("own", ctx.t("debrief.own", option=option(row.own), sure=row.confidence)))
    made.append(("advice", ctx.t("debrief.advice", option=option(row.moment.advice))))
    if row.final:
        made.append(("final", ctx.t("debrief.final", option=option(row.final))))
        if row.final != row.best:
            made.append(("best", ctx.t("debrief.best", option=option(row.best))))
    return made


def _choice_mark(ctx: Ctx, x: float, y: float, kind: str) -> None:
    """The same marks as on the line at the right; a star for the best that was not chosen."""
    if kind == "best":
        ctx.p.icon_mid(x, y, "star", 15, ctx.c.text2)
    else:
        choice_mark(ctx, (x, y), kind)


def _moment_right(ctx: Ctx, rect: Rect, row: MomentRow, most: float) -> None:
    if not row.final:
        key = "debrief.skipped" if row.skipped else "debrief.open"
        widgets.tag(ctx, rect.x, rect.y + 12, ctx.t(key), "plain", icon="circle-dashed")
        return
    if not row.scored:
        widgets.tag(ctx, rect.x, rect.y + 12, ctx.t("debrief.close_call"), "plain", icon="scale")
    elif row.good:
        widgets.tag(ctx, rect.x, rect.y + 12, ctx.t("debrief.good_choice"), "ok")
    else:
        widgets.tag(ctx, rect.x, rect.y + 12, ctx.t("debrief.better_was"), "warn", icon="arrow-up-right")
    marks = [("own", row.extra_cent(row.own)), ("advice", row.extra_cent(row.moment.advice)),
             ("final", row.extra_cent(row.final))]  # fmt: skip
    cost_strip(ctx, Rect(rect.x, rect.y + 38, rect.w, 20), marks, most)
    extra = row.extra_cent(row.final)
    euro = speech(ctx).euro(extra, 0)
    says = ctx.t("debrief.expected_extra", euro=euro) if extra else ctx.t("debrief.was_best")
    ctx.p.paragraph(rect.x, rect.y + 60, rect.w, says, "small", ctx.c.text2)
