"""The legend and the attribution at the lower left of the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from game.ui.context import Ctx
from game.ui.map_marks import diamond
from game.ui.theme import mix

Rect = pygame.Rect
ATTRIBUTION = "Natural Earth · GeoNames"  # names of the sources; the full lines stand under Licences
SHARE = 0.7  # of the width that it may take
HEIGHT, PAD, SAMPLE, GAP = 26, 10, 24, 18


@dataclass(frozen=True, slots=True)
class Legend:
    """Where it lies and what it holds."""

    box: Rect
    items: tuple[tuple[str, str], ...]


def plan_legend(ctx: Ctx, rect: Rect, *, night: bool, open_orders: bool) -> Legend:
    """The items that fit; on a narrow map and by night only the attribution remains."""
    items = [("toll", ctx.t("map.legend.toll")), ("zone", ctx.t("map.legend.zone"))]
    if open_orders:
        items.append(("open", ctx.t("map.legend.open")))
    source = ctx.p.type.width(ATTRIBUTION, "micro")
    width = sum(SAMPLE + 6 + ctx.p.type.width(label, "micro") + GAP for _kind, label in items)
    total = round(2 * PAD + width + source)
    if night or total > SHARE * rect.w or rect.h < 160:
        items, total = [], round(12 + source)
    high = HEIGHT if items else 18
    edge = 12 if items else 4
    return Legend(Rect(rect.x + edge, rect.bottom - edge - high, total, high), tuple(items))


def draw_legend(ctx: Ctx, legend: Legend) -> None:
    """Samples with their words, then the sources."""
    box = legend.box
    if not legend.items:
        ctx.p.fill(box, ctx.c.surface, 4, 215)
        ctx.p.text_mid(box.right - 6, box.centery, ATTRIBUTION, "micro", ctx.c.text2, align="r")
        return
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line, radius=6)
    x: float = box.x + PAD
    for kind, label in legend.items:
        SAMPLES[kind](ctx, x, box.centery)
        x += SAMPLE + 6
        x += ctx.p.text_mid(x, box.centery, label, "micro", ctx.c.text2) + GAP
    ctx.p.text_mid(box.right - PAD, box.centery, ATTRIBUTION, "micro", ctx.c.text3, align="r")


def _toll(ctx: Ctx, x: float, y: float) -> None:
    m = ctx.c.map
    ctx.p.fill(Rect(round(x), round(y) - 3, SAMPLE, 6), m.m_casing, 2)
    ctx.p.fill(Rect(round(x), round(y) - 2, SAMPLE, 4), m.m_fill, 1)
    for i in range(4):
        ctx.p.disc((x + 3 + 6 * i, y), 1, m.toll)


def _zone(ctx: Ctx, x: float, y: float) -> None:
    box = Rect(round(x) + 3, round(y) - 6, 18, 12)
    ctx.p.fill(box, mix(ctx.c.map.town, ctx.c.map.zone, 0.14))
    ctx.p.dashed(box, ctx.c.map.zone, width=1.25, dash=3, gap=2)


def _open(ctx: Ctx, x: float, y: float) -> None:
    diamond(ctx, x + SAMPLE / 2, y, 0.75)


SAMPLES: dict[str, Callable[[Ctx, float, float], None]] = {"toll": _toll, "zone": _zone, "open": _open}
