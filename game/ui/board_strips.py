"""The strips below a selected trip: how full the truck is, and the charge of its battery, over time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pygame

from game.domain.evaluation import Doing, TripEvaluation
from game.domain.world import Action, Load, Vehicle
from game.rules.load import share
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.theme import Color

if TYPE_CHECKING:
    from game.ui.board_axis import BoardAxis
    from game.ui.board_rows import BoardRow

Rect = pygame.Rect
Points = tuple[tuple[int, float], ...]
LOAD_H = 24
CHARGE_H = 34
SHADE = 24
"""Alpha below a line: figures on it keep 4.5:1."""
STEP_WORD_PX = 38
"""A step of the load says its percentage when it is this wide."""


# -- values ----------------------------------------------------------------------------------------
def load_steps(vehicle: Vehicle, judged: TripEvaluation) -> Points:
    """(time_s, share of the room taken) at each change of what is aboard, from depot to depot."""
    if not judged.stops:
        return ()
    room, first = vehicle.class_.capacity, judged.stops[0].load_before
    loaded_s = next((a.end_s for a in judged.activities if a.doing is Doing.LOAD), judged.start_s)
    if judged.stops[0].stop.action is Action.RELOAD:
        loaded_s = judged.start_s
    steps = [(loaded_s, share(load=first, capacity=room))]
    for times in judged.stops:
        if times.load_after != times.load_before:
            steps.append((times.end_s, share(load=times.load_after, capacity=room)))
    if judged.stops[-1].load_after != Load() and judged.activities[-1].doing is Doing.UNLOAD:
        steps.append((judged.end_s, 0.0))
    if steps[-1][0] < judged.end_s:
        steps.append((judged.end_s, steps[-1][1]))
    return tuple(steps)


def charge_points(usable_wh: float, judged: TripEvaluation) -> Points:
    """(time_s, share of the usable charge); below 0 is a shortage."""
    return tuple((time_s, wh / usable_wh) for time_s, wh in judged.battery_trace)


def extra_height(row: BoardRow, *, slim: bool = False) -> int:
    """How much taller the row of a selected trip is; a slim board has room for the charge only."""
    load = LOAD_H if row.load and not slim else 0
    return load + (CHARGE_H if row.charge else 0)


def strip_rects(lane: Rect, row: BoardRow, unit: int) -> tuple[Rect | None, Rect | None]:
    """Where load and charge are drawn in the lane of a row that is taller than `unit`."""
    y, extra = lane.y + unit + 2, lane.h - unit
    load = charge = None
    if row.load and extra >= LOAD_H + (CHARGE_H if row.charge else 0):
        load = Rect(lane.x, y, lane.w, LOAD_H - 5)
        y += LOAD_H
    if row.charge and lane.bottom >= y + CHARGE_H - 2:
        charge = Rect(lane.x, y, lane.w, CHARGE_H - 5)
    return load, charge


# -- drawing ---------------------------------------------------------------------------------------
def paint(ctx: Ctx, axis: BoardAxis, lane: Rect, row: BoardRow, unit: int) -> None:
    """Both strips below the blocks of a selected row."""
    load, charge = strip_rects(lane, row, unit)
    if load is not None:
        load_strip(ctx, axis, load, row.load, ctx.c.accent_tint)
    if charge is not None:
        charge_strip(ctx, axis, charge, row.charge, row.reserve, ctx.c.accent_tint)


def load_strip(ctx: Ctx, axis: BoardAxis, strip: Rect, steps: Points, back: Color) -> None:
    """Steps from empty (bottom) to full; what is over full stands out in red, with its percentage."""
    high = max(1.0, *(part for _t, part in steps))
    full_y = strip.bottom - strip.h / high
    ctx.p.dash_line((strip.x, full_y), (strip.right, full_y), ctx.c.line_strong, dash=2, gap=3)
    for (start, part), (end, _next) in pairwise(steps):
        a, b = max(strip.x, round(axis.x(start, strip))), min(strip.right, round(axis.x(end, strip)))
        if b <= a:
            continue
        top = strip.bottom - part / high * strip.h
        over = part > 1.0
        box = pygame.FRect(a, top, b - a, strip.bottom - top)
        ctx.p.fill(box, ctx.c.bad.outline if over else ctx.c.diesel, 0, SHADE if over else 46)
        ctx.p.hline(a, b, top, ctx.c.bad.text if over else ctx.c.text2, 1.5)
        word = speech(ctx).percent(part)
        if b - a >= STEP_WORD_PX and (part > 0 or b - a > 2 * STEP_WORD_PX):
            color = ctx.c.bad.text if over else ctx.c.text2
            inside = strip.bottom - top >= 11
            y = strip.bottom - 6 if inside else max(strip.y + 3, top - 6)
            _word(ctx, ((a + b) / 2, y), word, "shield", color, back)


def charge_strip(ctx: Ctx, axis: BoardAxis, strip: Rect, points: Points, reserve: float, back: Color) -> None:
    """Charge over time, the reserve dashed, below zero in red; start, lowest and end in percent."""
    low = min(0.0, *(part for _t, part in points))

    def at(time_s: float, part: float) -> tuple[float, float]:
        return axis.x(time_s, strip), strip.bottom - (part - low) / (1.0 - low) * strip.h

    line_y, zero_y = at(0, reserve)[1], at(0, 0.0)[1]
    ctx.p.dash_line((strip.x, line_y), (strip.right, line_y), ctx.c.warn.outline, dash=3, gap=3)
    if low < 0:
        ctx.p.hline(strip.x, strip.right, zero_y, ctx.c.bad.outline)
    for above in (True, False):
        color, shade = (ctx.c.battery, ctx.c.battery) if above else (ctx.c.bad.text, ctx.c.bad.outline)
        for run in _runs(points, above=above):
            spots = [at(t, part) for t, part in run]
            inside = [(min(max(x, strip.x), strip.right), y) for x, y in spots]
            if inside[-1][0] > inside[0][0]:
                _shade(ctx, [(inside[0][0], zero_y), *inside, (inside[-1][0], zero_y)], shade)
                ctx.p.polyline(inside, color, 1.5)
    _charge_words(ctx, strip, points, reserve, [at(t, part) for t, part in points], back)


def _charge_words(
    ctx: Ctx, strip: Rect, points: Points, reserve: float, spots: list[tuple[float, float]],
    back: Color,
) -> None:  # fmt: skip
    lowest = min(range(len(points)), key=lambda i: points[i][1])
    shown = [(0, -1), (len(points) - 1, 1)]
    if min(abs(spots[lowest][0] - spots[i][0]) for i in (0, -1)) > 44:
        shown.append((lowest, 0))
    for i, side in shown:
        (x, y), part = spots[i], points[i][1]
        word = speech(ctx).percent(part)
        width = ctx.p.type.width(word, "micro", 600)
        middle = x + side * (width / 2 + 5)
        if not strip.x <= middle - width / 2 or not middle + width / 2 <= strip.right:
            middle = x - side * (width / 2 + 3)  # no room beside the line: above or below it
        inside = strip.x <= middle - width / 2 and middle + width / 2 <= strip.right
        beside = (middle - x) * side > 0
        if inside:
            kind = ctx.c.ok.text if part >= reserve else ctx.c.warn.text if part >= 0 else ctx.c.bad.text
            at_y = y if beside else y - 9 if y - strip.y > 16 else y + 9
            at_y = min(strip.bottom - 5, max(strip.y + 5, at_y))
            _word(ctx, (middle, at_y), word, "micro", kind, back)


def _word(ctx: Ctx, at: tuple[float, float], text: str, token: str, color: Color, back: Color) -> None:
    """A figure that stays legible where a line runs through it."""
    made = ctx.p.type.halo(text, token, color, back, weight=600, px=1)
    w, h = made.get_size()
    ctx.p.surface.blit(made, (round(at[0] * ctx.p.s) - w // 2, round(at[1] * ctx.p.s) - h // 2))


def _runs(points: Points, *, above: bool) -> list[list[tuple[float, float]]]:
    """The parts of the line on one side of zero, cut exactly where it crosses."""
    runs: list[list[tuple[float, float]]] = [[]]
    for i, (time_s, part) in enumerate(points):
        if i and (points[i - 1][1] >= 0) != (part >= 0):
            t0, before = points[i - 1]
            crossing = t0 + (time_s - t0) * before / (before - part)
            runs[-1].append((crossing, 0.0))
            runs.append([(crossing, 0.0)])
        runs[-1].append((float(time_s), part))
    wanted = [run for run in runs if len(run) > 1]
    return [run for run in wanted if (sum(part for _t, part in run) >= 0) == above]


def _shade(ctx: Ctx, points: list[tuple[float, float]], color: Color) -> None:
    s = ctx.p.s
    at = [(round(x * s), round(y * s)) for x, y in points]
    left, top = min(x for x, _ in at), min(y for _, y in at)
    size = max(x for x, _ in at) - left + 1, max(y for _, y in at) - top + 1
    if size[0] > 6000 or size[1] > 400:
        return
    made = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.polygon(made, (*color, SHADE), [(x - left, y - top) for x, y in at])
    ctx.p.surface.blit(made, (left, top))
