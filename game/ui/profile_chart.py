"""A competency over the days played: a line with its band, small in a row and large beside the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pygame

from game.ui.profile_model import CUTS

if TYPE_CHECKING:
    from game.ui.context import Ctx
    from game.ui.theme import Color

Rect = pygame.Rect
Spot = tuple[float, float, float, float]
SPAN = (-2.6, 2.6)
"""Ends of the scale of a chart, in standard deviations: nearly everybody lies well within."""
SCALE_W = 76


def spark(ctx: Ctx, rect: Rect, points: Sequence[Mapping[str, Any]], *, selected: bool) -> None:
    """The line in a row of the profile; nothing to see before the second day."""
    if len(points) < 2:
        return
    color = ctx.c.accent if selected else ctx.c.text2
    spots = _spots(rect, points)
    _line(ctx, rect.inflate(4, 4), spots, color)
    x, y, _low, _high = spots[-1]
    ctx.p.disc((x, y), 3, color)


def growth_chart(
    ctx: Ctx, rect: Rect, points: Sequence[Mapping[str, Any]], *, told: Sequence[str], forms: Sequence[str]
) -> None:
    """Line, band, and the parts of the scale that the words stand for.

    told: what is said of each day below the pointer; forms: the word of a measurement, mostly empty.
    """
    plot = Rect(rect.x + SCALE_W, rect.y + 4, rect.w - SCALE_W - 10, rect.h - 26)
    _levels(ctx, rect, plot)
    spots = _spots(plot.inflate(-24, 0), points)
    _line(ctx, plot, spots, ctx.c.accent)
    every = 1 + len(points) // max(2, plot.w // (100 if any(forms) else 44))
    for i, ((x, y, _low, _high), point) in enumerate(zip(spots, points, strict=True)):
        if forms[i]:
            ctx.p.vline(x, plot.y, plot.bottom, ctx.c.line_strong)
        fill = ctx.c.accent if point["evidence"] else ctx.c.surface
        ctx.p.ring((x, y), 4.5, fill, ctx.c.accent, 1.5)
        if i == len(points) - 1 or (i % every == 0 and len(points) - 1 - i >= every):
            _below(ctx, x, plot, forms[i] if forms[i] not in forms[:i] else "", i)
        wide = max(12, round(plot.w / max(1, len(points))))
        box = Rect(round(x) - wide // 2, plot.y, wide, plot.h).clip(plot)
        ctx.hit(f"growth.{i}", box, "info", tooltip=told[i])
    ctx.p.text(rect.x, plot.bottom + 5, ctx.t("profile.growth.days"), "micro", ctx.c.text2)


def _below(ctx: Ctx, x: float, plot: Rect, form: str, number: int) -> None:
    """The number of a day, or the first time the word of a measurement, kept within the chart."""
    word = form or str(number + 1)
    half = ctx.p.type.width(word, "micro") / 2
    where = min(max(x, plot.x + half), plot.right + 10 - half) if form else x
    ctx.p.text(where, plot.bottom + 5, word, "micro", ctx.c.text2, align="c")


def _levels(ctx: Ctx, rect: Rect, plot: Rect) -> None:
    """The four parts of the scale with their words, as in the bars."""
    edges = [SPAN[0], *CUTS, SPAN[1]]
    for i, (low, high) in enumerate(pairwise(edges)):
        top, bottom = _y(plot, high), _y(plot, low)
        if i:
            ctx.p.hline(plot.x, plot.right, bottom, ctx.c.grid)
        word = ctx.p.type.fit(ctx.t(f"level.{i + 1}"), SCALE_W - 8, "micro")
        ctx.p.text_mid(rect.x, (top + bottom) / 2, word, "micro", ctx.c.text2)
    ctx.p.vline(plot.x, plot.y, plot.bottom, ctx.c.line_strong)
    ctx.p.hline(plot.x, plot.right, plot.bottom, ctx.c.line_strong)


def _y(plot: Rect, value: float) -> float:
    """Where an ability lies; beyond the ends it stays at the edge."""
    share = (min(SPAN[1], max(SPAN[0], value)) - SPAN[0]) / (SPAN[1] - SPAN[0])
    return plot.bottom - share * plot.h


def _spots(plot: Rect, points: Sequence[Mapping[str, Any]]) -> list[Spot]:
    """(x, mean, low, high) of every day, the days at equal distances."""
    step = plot.w / max(1, len(points) - 1)
    return [
        (plot.x + i * step, _y(plot, p["mean"]), _y(plot, p["low"]), _y(plot, p["high"]))
        for i, p in enumerate(points)
    ]


def _line(ctx: Ctx, rect: Rect, spots: Sequence[Spot], color: Color) -> None:
    """The line and its interval, see-through, painted twice as large for smooth edges."""
    area = ctx.p.px(rect)
    s, tile = 2 * ctx.settings.scale, pygame.Surface((area.w * 2, area.h * 2), pygame.SRCALPHA)

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - rect.x) * s, (y - rect.y) * s

    highs, lows = [at(x, h) for x, _m, _l, h in spots], [at(x, low) for x, _m, low, _h in spots]
    pygame.draw.polygon(tile, (*color, 46), [*highs, *reversed(lows)])
    pygame.draw.lines(tile, color, False, [at(x, m) for x, m, _l, _h in spots], max(2, round(2 * s)))
    ctx.p.surface.blit(pygame.transform.smoothscale(tile, area.size), area)
