"""Charts of the debrief and the profile: functions (ctx, rect, data) that paint; axes have units.

Marks follow UI "Front chart": the player's own points filled or ringed in accent, the reference
ringed, the naive plan a hollow square. Every mark has its word beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.ui.context import Ctx
from game.ui.theme import Color

Rect = pygame.Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point of the cost-emission chart. kind: naive, reference, plan, found, day, front."""

    x: float
    y: float
    kind: str
    label: str
    detail: str = ""


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round values (1, 2 or 5 times a power of ten) that cover low..high, both ends included."""
    span = max(high - low, abs(high) * 0.02, 1e-9)
    rough = span / max(1, wanted - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= rough * 0.999)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def front_chart(
    ctx: Ctx, rect: Rect, marks: Sequence[Mark], *, x_title: str, y_title: str,
    x_text: Callable[[float], str], y_text: Callable[[float], str],
) -> None:  # fmt: skip
    """Cost against emission; left and down is better."""
    if not marks or rect.w < 120 or rect.h < 100:
        return
    xs, ys = ticks(*_span([m.x for m in marks])), ticks(*_span([m.y for m in marks]))
    axis_w = max(ctx.p.type.width(y_text(v), "micro") for v in ys) + 12
    plot = Rect(round(rect.x + axis_w), rect.y + 24, round(rect.w - axis_w - 12), rect.h - 24 - 40)
    while len(xs) > 2 and plot.w / (len(xs) - 1) < 58:
        xs = xs[::2] if len(xs) % 2 else [*xs[::2], xs[-1] + (xs[1] - xs[0])]

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            plot.x + (x - xs[0]) / (xs[-1] - xs[0]) * plot.w,
            plot.bottom - (y - ys[0]) / (ys[-1] - ys[0]) * plot.h,
        )

    ctx.p.text(rect.x, rect.y, y_title, "micro", ctx.c.text2)
    for value in ys:
        y = at(xs[0], value)[1]
        ctx.p.hline(plot.x, plot.right, y, ctx.c.grid)
        ctx.p.text_mid(plot.x - 8, y, y_text(value), "micro", ctx.c.text2, align="r")
    for value in xs:
        x = at(value, ys[0])[0]
        ctx.p.vline(x, plot.y, plot.bottom, ctx.c.grid)
        ctx.p.text(x, plot.bottom + 5, x_text(value), "micro", ctx.c.text2, align="c")
    ctx.p.text(plot.right, plot.bottom + 22, x_title, "micro", ctx.c.text2, align="r")
    day = next((m for m in marks if m.kind == "day"), None)
    if day is not None:
        x, y = at(day.x, day.y)
        better = Rect(plot.x, round(y), round(x - plot.x), round(plot.bottom - y))
        ctx.p.fill(better, ctx.c.accent, 0, 18)
    points = [(m, at(m.x, m.y)) for m in marks]
    _journey(ctx, points)
    for mark, where in points:
        _mark(ctx, mark.kind, where)
    below = Rect(plot.x - 24, plot.bottom + 3, plot.w + 48, 36)
    labels(ctx, plot, grouped(points), [below])  # the words of the axis stand there


def _span(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = max((high - low) * 0.12, abs(high) * 0.01)
    return max(0.0, low - room), high + room


def _journey(ctx: Ctx, points: Sequence[tuple[Mark, tuple[float, float]]]) -> None:
    """From the plan to the day: what the day did to it."""
    ends = [where for mark, where in points if mark.kind in ("plan", "day")]
    if len(ends) == 2 and math.dist(*ends) > 14:
        ctx.p.dash_line(ends[0], ends[1], ctx.c.accent, width=1.5, dash=3, gap=3)


def _mark(ctx: Ctx, kind: str, where: tuple[float, float]) -> None:
    if kind == "day":
        ctx.p.ring(where, 7, ctx.c.accent, ctx.c.surface, 1.5)
    elif kind == "plan":
        ctx.p.ring(where, 6, ctx.c.surface, ctx.c.accent, 2)
    elif kind == "naive":
        box = Rect(round(where[0]) - 6, round(where[1]) - 6, 12, 12)
        ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.text2, width=1.5)
    else:
        ctx.p.ring(where, 6, ctx.c.surface, ctx.c.text, 2)
        ctx.p.disc(where, 2, ctx.c.text)


Spot = tuple[float, float]
Placed = tuple[Mark, Spot]
Group = tuple[tuple[Mark, ...], Spot]
LABEL_ORDER = {"day": 0, "plan": 1, "found": 2, "reference": 3, "naive": 4}


def grouped(
    points: Sequence[Placed], near: float = 9.0
) -> list[tuple[tuple[Mark, ...], tuple[float, float]]]:
    """Marks that lie on one spot share one label; the day comes first."""
    groups: list[tuple[list[Mark], tuple[float, float]]] = []
    for mark, where in sorted(points, key=lambda p: LABEL_ORDER.get(p[0].kind, 9)):
        for marks, spot in groups:
            if math.dist(spot, where) < near:
                marks.append(mark)
                break
        else:
            groups.append(([mark], where))
    return [(tuple(marks), where) for marks, where in groups]


def labels(ctx: Ctx, plot: Rect, groups: Sequence[Group], avoid: Sequence[Rect] = ()) -> None:
    """Words beside the marks, the day first; a place that is taken is not used twice. Where there is no
    room for the figures too, they are left out."""
    taken = [*avoid, *(Rect(round(x) - 8, round(y) - 8, 16, 16) for _m, (x, y) in groups)]
    inside = plot.inflate(12, 48)
    for marks, spot in groups:
        detail, words = marks[0].detail, [ctx.p.type.width(m.label, "small", 600) for m in marks]
        least = max(words), 3 + 16 * len(marks)
        most = max(ctx.p.type.width(detail, "micro"), *words), 17 + 16 * len(marks)
        box = _free_spot(spot, most, inside, taken)
        if box is None and (box := _free_spot(spot, least, inside, taken)) is not None:
            detail = ""
        box = box or _boxes(spot, most, inside)[0]
        taken.append(box)
        for i, mark in enumerate(marks):
            color = ctx.c.accent_text if mark.kind in ("day", "plan", "found") else ctx.c.text
            ctx.p.text(box.x, box.y + 16 * i, mark.label, "small", color, weight=600)
        if detail:
            ctx.p.text(box.x, box.y + 16 * len(marks), detail, "micro", ctx.c.text2)


def _free_spot(spot: Spot, size: tuple[float, int], inside: Rect, taken: Sequence[Rect]) -> Rect | None:
    """The most readable place around a mark where nothing stands yet."""
    boxes = (b for b in _boxes(spot, size, inside) if inside.contains(b))
    return next((b for b in boxes if b.collidelist(list(taken)) < 0), None)


def _boxes(spot: Spot, size: tuple[float, int], inside: Rect) -> list[Rect]:
    """Places around a mark, those within the chart first."""
    (x, y), (width, height) = spot, size
    boxes = [Rect(round(a), round(b), round(width) + 2, height) for a, b in _spots(x, y, width, height)]
    return sorted(boxes, key=lambda b: not inside.contains(b))


def _spots(x: float, y: float, width: float, height: float) -> list[Spot]:
    """Places for a label around a mark, the most readable first."""
    sides = (x + 12, x - 12 - width, x - width / 2)
    downs = (y - 16, y + 8, y - height - 2, y - height - 20, y + 28, y - height - 40, y + 50)
    beside = [(side, down) for down in downs for side in sides[:2]]
    return [*beside[:2], (sides[2], y + 12), (sides[2], y - 12 - height), *beside[2:]]


def band(
    ctx: Ctx, rect: Rect, low: float, high: float, mean: float, *, sure: bool, selected: bool = False
) -> None:
    """An interval on a line, all in shares 0..1 of the width: solid with a dot, or dashed and hollow."""
    low, high, mean = (min(1.0, max(0.0, v)) for v in (low, high, mean))
    x0, x1 = rect.x + low * rect.w, rect.x + high * rect.w
    bar = Rect(round(x0), rect.centery - 8, max(16, round(x1 - x0)), 16)
    dot = (rect.x + mean * rect.w, rect.centery)
    color = ctx.c.accent if selected else ctx.c.text2
    if sure:
        ctx.p.fill(bar, color, 8, 64)
        ctx.p.ring(dot, 7, color, ctx.c.surface, 2)
        return
    _dashed_pill(ctx, bar, color)
    ctx.p.ring(dot, 7, ctx.c.surface, color, 2)


def _dashed_pill(ctx: Ctx, bar: Rect, color: Color) -> None:
    """A dashed outline with round ends: not yet something to build on."""
    for y in (bar.y, bar.bottom - 1):
        ctx.p.dash_line((bar.x + 8, y), (bar.right - 8, y), color, width=1, dash=4, gap=3)
    for x, start in ((bar.x + 8, 90), (bar.right - 8, -90)):
        for degrees in range(start, start + 180, 36):
            a, b = (math.radians(degrees + d) for d in (4, 24))
            ends = [(x + 8 * math.cos(t), bar.centery - 0.5 + 8 * math.sin(t)) for t in (a, b)]
            ctx.p.dash_line(ends[0], ends[1], color, width=1, dash=9, gap=0)


def category_word(ctx: Ctx, x: float, y: float, category: int, *, align: str = "l") -> None:
    """How well it went, 0..3: three steps that rise and are filled as far as it came, and a word."""
    word = ctx.t(f"category.{category}")
    if align == "r":
        x -= 30 + ctx.p.type.width(word, "small", 500)
    for i in range(3):
        step = Rect(round(x) + 7 * i, round(y) + 2 - 4 * i, 5, 4 + 4 * i)
        if i < category:
            ctx.p.fill(step, ctx.c.text2, 1)
        else:
            ctx.p.outline(step, ctx.c.control, 1)
    ctx.p.text_mid(x + 30, y, word, "small", weight=500)


def cost_strip(ctx: Ctx, rect: Rect, values: Sequence[tuple[str, float]], most: float) -> None:
    """Expected extra cost of choices on one line; 0 at the left is the best that could be known.

    values: (`own` | `advice` | `final`, cost); marks on one spot fit into each other.
    """
    ctx.p.hline(rect.x, rect.right, rect.centery, ctx.c.line_strong)
    ctx.p.vline(rect.x + 8, rect.centery - 9, rect.centery + 9, ctx.c.text2)
    order = {"advice": 0, "own": 1, "final": 2}
    for kind, value in sorted(values, key=lambda v: order.get(v[0], 9)):
        x = rect.x + 8 + (rect.w - 24) * (value / most if most > 0 else 0.0)
        choice_mark(ctx, (x, rect.centery), kind)


def choice_mark(ctx: Ctx, where: tuple[float, float], kind: str) -> None:
    """Advice a diamond, the own first choice a ring, the final choice a dot: they fit into each other."""
    if kind == "advice":
        _diamond(ctx, where)
    elif kind == "own":
        ctx.p.ring(where, 6.5, ctx.c.surface, ctx.c.accent, 2)
    else:
        ctx.p.disc(where, 4, ctx.c.accent)


def _diamond(ctx: Ctx, where: tuple[float, float]) -> None:
    s, (x, y) = ctx.settings.scale, where
    for r, color in ((10.0, ctx.c.text2), (8.0, ctx.c.surface)):
        points = [((x + dx * r) * s, (y + dy * r) * s) for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0))]
        pygame.draw.polygon(ctx.p.surface, color, points)
