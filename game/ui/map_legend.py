"""The legend and the sources at the lower left of the map; an overlay's word shows or hides it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.ui import widgets
from game.ui.context import Ctx
from game.ui.map_layers import LAYERS, Layers
from game.ui.map_symbols import diamond
from game.ui.theme import mix

Rect = pygame.Rect
ATTRIBUTION = "Natural Earth · GeoNames"  # names of the sources; the full lines stand under Licences
SHARE = 0.86  # of the width that it may take
HEIGHT, PAD, SAMPLE, GAP = 26, 10, 24, 16


@dataclass(frozen=True, slots=True)
class Legend:
    """Where it lies and what it holds."""

    box: Rect
    items: tuple[tuple[str, str], ...]


def plan_legend(ctx: Ctx, rect: Rect, kinds: Sequence[str], *, night: bool = False) -> Legend:
    """The items that fit, the first ones first; by night and on a low map only the attribution."""
    source = ctx.p.type.width(ATTRIBUTION, "micro")
    total, items = 2 * PAD + source, []
    for kind in () if night or rect.h < 160 else kinds:
        label = ctx.t(f"map.legend.{kind}")
        total += SAMPLE + 6 + ctx.p.type.width(label, "micro") + GAP
        if total > SHARE * rect.w:
            break
        items.append((kind, label))
    width = 2 * PAD + source + sum(
        SAMPLE + 6 + ctx.p.type.width(label, "micro") + GAP for _kind, label in items
    )  # fmt: skip
    wide = round(width if items else 12 + source)
    high, edge = (HEIGHT, 12) if items else (18, 4)
    return Legend(Rect(rect.x + edge, rect.bottom - edge - high, wide, high), tuple(items))


def draw_legend(ctx: Ctx, legend: Legend, layers: Layers) -> None:
    """Samples with their words, then the sources. Hits: `map.legend.<layer>`."""
    box = legend.box
    if not legend.items:
        ctx.p.fill(box, ctx.c.surface, 4, 215)
        ctx.p.text_mid(box.right - 6, box.centery, ATTRIBUTION, "micro", ctx.c.text2, align="r")
        return
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line, radius=6)
    ctx.hit("map.legend", box, "area")
    x: float = box.x + PAD
    for kind, label in legend.items:
        wide = SAMPLE + 6 + ctx.p.type.width(label, "micro")
        area = Rect(round(x) - 5, box.y + 2, round(wide) + 10, box.h - 4)
        name, shown = f"map.legend.{kind}", kind not in LAYERS or layers.on(kind)
        if kind in LAYERS:
            if ctx.hovered(name):
                ctx.p.fill(area, ctx.c.surface3, 4)
            widgets.focus_ring(ctx, name, area.inflate(-8, -8))
            tip = ctx.t("map.layer.hide" if shown else "map.layer.show")
            ctx.hit(name, area, "switch", label=label, tooltip=tip, payload=kind)
        if shown:
            SAMPLES[kind](ctx, x, box.centery)
        else:
            ctx.p.icon_mid(x + SAMPLE / 2, box.centery, "eye-off", 14, ctx.c.text3)
        x += SAMPLE + 6
        x += ctx.p.text_mid(x, box.centery, label, "micro", ctx.c.text2 if shown else ctx.c.text3) + GAP
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
    ctx.p.hatch(box, ctx.c.map.zone, 5)
    ctx.p.outline(box, ctx.c.map.zone, 0, 1.5)


def _open(ctx: Ctx, x: float, y: float) -> None:
    diamond(ctx, x + SAMPLE / 2, y, 0.75)


def _along(ctx: Ctx, x: float, y: float) -> None:
    """A line that grows from empty to full."""
    ctx.p.fill(Rect(round(x), round(y) - 1, 8, 3), ctx.c.accent, 1)
    ctx.p.fill(Rect(round(x) + 7, round(y) - 2, 9, 5), ctx.c.accent, 1)
    ctx.p.fill(Rect(round(x) + 15, round(y) - 3, 9, 7), ctx.c.accent, 2)


def _low(ctx: Ctx, x: float, y: float) -> None:
    ctx.p.fill(Rect(round(x), round(y) - 2, SAMPLE, 5), ctx.c.accent, 2)
    ctx.p.fill(Rect(round(x), round(y) - 1, SAMPLE, 2), ctx.c.bad.outline)


def _under(ctx: Ctx, x: float, y: float) -> None:
    ctx.p.fill(Rect(round(x), round(y) - 2, SAMPLE, 5), ctx.c.bad.outline, 2)


def _sites(ctx: Ctx, x: float, y: float) -> None:
    box = Rect(round(x) + 4, round(y) - 8, 16, 16)
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.battery, radius=4, width=1.5)
    ctx.p.icon_mid(box.centerx, box.centery, "bolt-filled", 11, ctx.c.battery)


SAMPLES: dict[str, Callable[[Ctx, float, float], None]] = {
    "toll": _toll, "zone": _zone, "open": _open, "along": _along, "low": _low, "under": _under,
    "sites": _sites,
}  # fmt: skip
