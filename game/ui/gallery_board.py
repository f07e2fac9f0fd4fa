"""A planboard in miniature: one thin row per truck on a shared time axis, to compare plans at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.domain.evaluation import Doing, Evaluation, TripEvaluation
from game.ui.board_axis import hour_step
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.theme import Color

Rect = pygame.Rect
AXIS_H = 16
LEAST_ROW, MOST_ROW = 5, 14
BLOCKS = (Doing.SERVICE, Doing.LOAD, Doing.UNLOAD, Doing.CHECK)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallAxis:
    """What the small boards side by side share: the trucks, and the hours in view."""

    vehicles: tuple[str, ...]
    from_s: int
    to_s: int

    def row_height(self, high: int) -> int:
        """Per truck, when so much height is to be had."""
        return max(LEAST_ROW, min(MOST_ROW, high // max(1, len(self.vehicles))))


def axis_of(plans: Sequence[Evaluation]) -> SmallAxis:
    """All trucks that drive in one of the plans; the hours of all their trips."""
    trips = [t for judged in plans for t in judged.trips]
    start = min((t.start_s for t in trips), default=6 * 3600)
    end = max((t.end_s for t in trips), default=18 * 3600)
    names = tuple(sorted({t.trip.vehicle for t in trips}))
    return SmallAxis(vehicles=names, from_s=start // 1800 * 1800, to_s=-(-end // 1800) * 1800)


def height(axis: SmallAxis, high: int) -> int:
    """Of a small board when its rows may take so much."""
    return AXIS_H + axis.row_height(high) * max(1, len(axis.vehicles)) + 2


def draw(ctx: Ctx, rect: Rect, judged: Evaluation, axis: SmallAxis, base: Evaluation | None) -> None:
    """The plan; trips that `base` has just so are grey, all others have the accent."""
    body = Rect(rect.x, rect.y + AXIS_H, rect.w, rect.h - AXIS_H)
    ctx.p.box(body, fill=ctx.c.surface, line=ctx.c.line)
    _hours(ctx, rect, body, axis)
    known = {t.trip for t in base.trips} if base is not None else set()
    by_vehicle = {t.trip.vehicle: t for t in judged.trips}
    step = (body.h - 2) / max(1, len(axis.vehicles))
    for i, vehicle in enumerate(axis.vehicles):
        trip = by_vehicle.get(vehicle)
        if trip is not None:
            row = Rect(body.x + 2, round(body.y + 1 + i * step), body.w - 4, max(3, round(step)))
            _trip(ctx, row, trip, axis, same=trip.trip in known)


def _x(time_s: float, rect: Rect, axis: SmallAxis) -> float:
    return rect.x + (time_s - axis.from_s) / max(1, axis.to_s - axis.from_s) * rect.w


def _hours(ctx: Ctx, rect: Rect, body: Rect, axis: SmallAxis) -> None:
    inner = Rect(body.x + 2, body.y, body.w - 4, body.h)
    step = max(3600, hour_step(inner.w * 1.25, axis.to_s - axis.from_s))
    lang, right = speech(ctx), 0.0
    for at in range(-(-axis.from_s // step) * step, axis.to_s + 1, step):
        x, word = _x(at, inner, axis), lang.clock(at)
        ctx.p.vline(x, body.y + 1, body.bottom - 1, ctx.c.grid)
        wide = ctx.p.type.width(word, "micro")
        left = min(max(rect.x, x - wide / 2), rect.right - wide)
        if left > right:
            ctx.p.text_mid(left, rect.y + 7, word, "micro", ctx.c.text2)
            right = left + wide + 6


def _trip(ctx: Ctx, row: Rect, trip: TripEvaluation, axis: SmallAxis, *, same: bool) -> None:
    """A line from start to end with a block per stop; late stops in the colour of trouble, and higher."""
    line, block = (ctx.c.drive, ctx.c.text3) if same else (ctx.c.accent, ctx.c.accent)
    mid, thick = row.centery, max(1, row.h - 3)
    x0, x1 = _x(trip.start_s, row, axis), _x(trip.end_s, row, axis)
    ctx.p.fill(Rect(round(x0), mid, max(2, round(x1 - x0)), 1), line)
    for activity in trip.activities:
        a, b = _x(activity.start_s, row, axis), _x(activity.end_s, row, axis)
        box = Rect(round(a), mid - thick // 2, max(2, round(b - a)), thick)
        _activity(ctx, box, activity.doing, block)
    for stop in trip.stops:
        if stop.late_s > 0:
            x = round(_x(stop.begin_s, row, axis))
            ctx.p.fill(Rect(x - 1, row.y, 3, row.h), ctx.c.bad.outline)


def _activity(ctx: Ctx, box: Rect, doing: Doing, block: Color) -> None:
    if doing in BLOCKS:
        ctx.p.fill(box, block)
    elif doing is Doing.CHARGE:
        ctx.p.fill(box, ctx.c.battery)
    elif doing is Doing.BREAK:
        ctx.p.box(box, fill=ctx.c.surface, line=block)
