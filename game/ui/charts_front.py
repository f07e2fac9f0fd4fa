"""The front the player steers by: cost against CO2e, the stored plans as stairs, one's own plan on it.

Points of the front can be chosen (hits `front.<i>`, payload: FrontRef). What lies far outside the front (an
empty plan, the naive one) stands at the edge with an arrow, so that the front itself stays readable.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pygame

from game.ui.charts import Mark, Spot, grouped, labels, ticks
from game.ui.context import Ctx
from game.ui.theme import mix

Rect = pygame.Rect
Figures = tuple[float, float]
FAR = 2.0
"""Marks within so many times the front's own reach are in the picture; others stand at its edge."""
ASIDE_H, LOW = 21, 230
"""Height of a line about a mark outside the picture; in lower pictures the naive plan has none."""
APART = 11.0
"""Pixels between two points that can be pointed at apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontRef:
    """A point of the stored front."""

    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """How figures become places in the plot."""

    plot: Rect
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def at(self, x: float, y: float) -> Spot:
        """Where a figure lies, also outside the plot."""
        return (
            self.plot.x + (x - self.xs[0]) / (self.xs[-1] - self.xs[0]) * self.plot.w,
            self.plot.bottom - (y - self.ys[0]) / (self.ys[-1] - self.ys[0]) * self.plot.h,
        )


def reach(front: Sequence[Figures], marks: Sequence[Figures]) -> tuple[Figures, Figures]:
    """((least, most) x, (least, most) y) of the picture: the front, and the marks that are near it."""
    base = list(front) or list(marks)
    near = [m for m in marks if _near(base, m)]
    spans = []
    for axis in (0, 1):
        values = [p[axis] for p in (*base, *near)]
        low, high = min(values), max(values)
        room = max((high - low) * 0.12, abs(high) * 0.012)
        spans.append((max(0.0, low - room), high + room))
    return spans[0], spans[1]


def _near(base: Sequence[Figures], mark: Figures) -> bool:
    for axis in (0, 1):
        values = [p[axis] for p in base]
        low, high = min(values), max(values)
        room = FAR * max(high - low, abs(high) * 0.05)
        if not low - room <= mark[axis] <= high + room:
            return False
    return True


def _in_span(spans: tuple[Figures, Figures], mark: Mark) -> bool:
    """Whether the mark is in the picture."""
    (x0, x1), (y0, y1) = spans
    return x0 <= mark.x <= x1 and y0 <= mark.y <= y1


def _roomy(span: Figures, height: int, above: int, wanted: int) -> list[float]:
    """Values along the side, so many that what stands above the highest has so many pixels."""
    low, high = span
    share = min(0.6, above / max(1, height))
    return ticks(low, high + (high - low) * share / (1 - share), wanted=wanted)


def apart(spots: Sequence[Spot], keep: int = -1, least: float = APART) -> list[int]:
    """The points that are drawn: none closer than `least` to one before; `keep` always."""
    shown = [keep] if 0 <= keep < len(spots) else []
    for i, spot in enumerate(spots):
        if i != keep and all(math.dist(spot, spots[j]) >= least for j in shown):
            shown.append(i)
    return sorted(shown)


def steering_chart(
    ctx: Ctx, rect: Rect, front: Sequence[Figures], marks: Sequence[Mark], *, chosen: int = -1,
    x_title: str, y_title: str, better: str, x_text: Callable[[float], str], y_text: Callable[[float], str],
    point_words: Callable[[int], str],
) -> Rect | None:  # fmt: skip
    """Paint; gives the plot, or None where there is no room for one."""
    if not (front or marks) or rect.w < 140 or rect.h < 110:
        return None
    spans = reach(front, [(m.x, m.y) for m in marks])
    aside = [m for m in marks if not _in_span(spans, m)]
    aside = [m for m in aside if rect.h > LOW or m.kind != "naive"]
    ys = _roomy(spans[1], rect.h - 54, ASIDE_H * len(aside) + 8 if aside else 0, 5 if rect.h > 200 else 4)
    axis_w = max(ctx.p.type.width(y_text(v), "micro") for v in ys) + 12
    plot = Rect(round(rect.x + axis_w), rect.y + 20, round(rect.w - axis_w - 10), rect.h - 20 - 34)
    scales = Scales(plot=plot, xs=tuple(_fitting(ctx, spans[0], plot.w, x_text)), ys=tuple(ys))
    _axes(ctx, rect, scales, (x_title, y_title), (x_text, y_text))
    near = [m for m in marks if _in_span(spans, m)]
    mine = next((m for m in marks if m.kind == "plan"), None)
    lines = _better(ctx, scales, mine, better) if mine is not None else []
    spots = [scales.at(*f) for f in front]
    lines += _stairs(ctx, plot, spots)
    _points(ctx, spots, chosen, point_words)
    far = _beyond(ctx, plot, aside)
    lines += [Rect(round(x) - 6, round(y) - 6, 12, 12) for x, y in spots]
    _marks(ctx, scales, near, [*far, *lines])
    return plot


def _fitting(ctx: Ctx, span: Figures, width: int, x_text: Callable[[float], str]) -> list[float]:
    """Round values along the bottom, so many that their words do not touch."""
    for wanted in (6, 5, 4, 3, 2):
        found = ticks(*span, wanted=wanted)
        room = max(ctx.p.type.width(x_text(v), "micro") for v in found) + 14
        if width / max(1, len(found) - 1) >= room:
            return found
    return [found[0], found[-1]]


def _axes(
    ctx: Ctx, rect: Rect, scales: Scales, titles: tuple[str, str],
    texts: tuple[Callable[[float], str], Callable[[float], str]],
) -> None:  # fmt: skip
    plot, p, c = scales.plot, ctx.p, ctx.c
    p.text(rect.x, rect.y - 2, titles[1], "micro", c.text2)
    for value in scales.ys:
        y = scales.at(scales.xs[0], value)[1]
        p.hline(plot.x, plot.right, y, c.grid)
        p.text_mid(plot.x - 8, y, texts[1](value), "micro", c.text2, align="r")
    for i, value in enumerate(scales.xs):
        x = scales.at(value, scales.ys[0])[0]
        p.vline(x, plot.y, plot.bottom, c.grid)
        last = i == len(scales.xs) - 1
        p.text(x + (6 if last else 0), plot.bottom + 4, texts[0](value), "micro", c.text2,
               align="r" if last else "c")  # fmt: skip
    p.text(plot.right + 6, plot.bottom + 19, titles[0], "micro", c.text2, align="r")


def _better(ctx: Ctx, scales: Scales, mine: Mark, word: str) -> list[Rect]:
    """Everything cheaper and cleaner than one's own plan; gives its edges, for words to keep clear of."""
    plot, (x, y) = scales.plot, scales.at(mine.x, mine.y)
    x, y = min(x, plot.right), max(y, plot.y)
    area = Rect(plot.x, round(y), round(x - plot.x), round(plot.bottom - y))
    if area.w <= 0 or area.h <= 0:
        return []
    edges = []
    ctx.p.fill(area, ctx.c.accent, 0, 18)
    if y > plot.y:
        edges.append(Rect(area.x, area.y - 2, area.w, 4))
        ctx.p.dash_line((plot.x, y), (x, y), ctx.c.accent, dash=3, gap=3)
    if x < plot.right:
        edges.append(Rect(area.right - 2, area.y, 4, area.h))
        ctx.p.dash_line((x, y), (x, plot.bottom), ctx.c.accent, dash=3, gap=3)
    if area.h > 26 and area.w > ctx.p.type.width(word, "micro") + 12:
        ctx.p.text(area.x + 6, area.bottom - 18, word, "micro", ctx.c.accent_text)
    return edges


def _stairs(ctx: Ctx, plot: Rect, spots: Sequence[Spot]) -> list[Rect]:
    """From the cheapest to the cleanest; no slanted line, since between two plans there is none."""
    steps = []
    with ctx.p.clip(plot.inflate(2, 2)):
        for (x0, y0), (x1, y1) in pairwise(spots):
            ctx.p.hline(min(x0, x1), max(x0, x1), y0, ctx.c.text2)
            ctx.p.vline(x1, min(y0, y1), max(y0, y1), ctx.c.text2)
            steps.append(Rect(round(min(x0, x1)), round(y0) - 1, round(abs(x1 - x0)) + 1, 2))
            steps.append(Rect(round(x1) - 1, round(min(y0, y1)), 2, round(abs(y1 - y0)) + 1))
    return steps


def _points(ctx: Ctx, spots: Sequence[Spot], chosen: int, words: Callable[[int], str]) -> None:
    for i in apart(spots, chosen):
        name, (x, y) = f"front.{i}", spots[i]
        on = ctx.hovered(name) or ctx.focused(name)
        if i == chosen:
            ctx.p.ring((x, y), 9, ctx.c.surface, ctx.c.accent, 2)
            ctx.p.disc((x, y), 4, ctx.c.accent)
        else:
            ctx.p.ring((x, y), 6 if on else 5, ctx.c.accent_tint if on else ctx.c.surface, ctx.c.text2, 1.75)
        box = Rect(round(x) - 9, round(y) - 9, 18, 18)
        if ctx.focused(name):
            ctx.p.outline(box.inflate(6, 6), ctx.c.accent, 12, 2)
        ctx.hit(name, box, label=words(i), tooltip=words(i), payload=FrontRef(at=i))


def _marks(ctx: Ctx, scales: Scales, marks: Sequence[Mark], avoid: Sequence[Rect]) -> None:
    placed = [(mark, scales.at(mark.x, mark.y)) for mark in marks]
    for mark, spot in placed:
        _mark(ctx, mark.kind, spot)
    _journey(ctx, placed)
    labels(ctx, scales.plot, grouped(placed), avoid)


def _mark(ctx: Ctx, kind: str, spot: Spot) -> None:
    p, c = ctx.p, ctx.c
    if kind == "plan":
        p.ring(spot, 7, c.accent, c.surface, 1.5)
    elif kind == "found":
        p.ring(spot, 7, c.surface, c.accent, 2)
        p.disc(spot, 2.5, c.accent)
    elif kind == "naive":
        p.box(Rect(round(spot[0]) - 5, round(spot[1]) - 5, 10, 10), fill=c.surface, line=c.text2, width=1.5)
    else:
        p.ring(spot, 9, mix(c.surface, c.text, 0.06), c.text, 1.5)
        p.ring(spot, 5, c.surface, c.text, 1.75)


def _beyond(ctx: Ctx, plot: Rect, marks: Sequence[Mark]) -> list[Rect]:
    """What lies outside the picture, in its upper corner: mark, name, figures and an arrow."""
    p, c, y, boxes = ctx.p, ctx.c, plot.y + 6, []
    for mark in marks:
        color = c.accent_text if mark.kind in ("plan", "found") else c.text
        room = plot.w - 40
        words = p.type.fit((f"{mark.label}  {mark.detail}", mark.label), room, "micro", 600)
        width = round(p.type.width(words, "micro", 600))
        box = Rect(plot.right - width - 44, y, width + 42, 20)
        p.fill(box, c.surface, 4)
        _mark(ctx, mark.kind, (box.x + 11, box.centery))
        p.text_mid(box.x + 23, box.centery, words, "micro", color, weight=600)
        p.icon_mid(box.right - 10, box.centery, "arrow-up-right", 13, c.text2)
        boxes.append(box)
        y += ASIDE_H
    return boxes


def _journey(ctx: Ctx, placed: Sequence[tuple[Mark, Spot]]) -> None:
    """From one's own plan to the one that was found."""
    ends = {mark.kind: spot for mark, spot in placed}
    if "plan" in ends and "found" in ends and math.dist(ends["plan"], ends["found"]) > 22:
        (x0, y0), (x1, y1) = ends["plan"], ends["found"]
        length = math.dist((x0, y0), (x1, y1))
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        a, b = (x0 + ux * 10, y0 + uy * 10), (x1 - ux * 11, y1 - uy * 11)
        ctx.p.polyline([a, b], ctx.c.accent, 1.5)
        for k in (1, -1):
            wing = (b[0] - ux * 6 + k * uy * 4, b[1] - uy * 6 - k * ux * 4)
            ctx.p.polyline([wing, b], ctx.c.accent, 1.5)
