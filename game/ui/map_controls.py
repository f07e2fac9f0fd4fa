"""The buttons at the right of the map, the card with its layers, and what names must keep free of."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui import widgets
from game.ui.context import Ctx
from game.ui.map_hours import bar_rect, draw_bar, timed
from game.ui.map_layers import LAYERS, Layers, draw_card
from game.ui.map_legend import Legend
from game.ui.map_symbols import MapStop
from game.ui.state import SliderState

Rect = pygame.Rect
CONTROLS = (
    ("map.in", "plus", "ui.zoom_in"), ("map.out", "minus", "ui.zoom_out"), ("map.fit", "focus", "ui.fit"),
    ("map.layers", "layers", "map.layers"),
)  # fmt: skip


def draw_controls(
    ctx: Ctx, rect: Rect, layers: Layers, hour: SliderState, stops: Sequence[MapStop]
) -> None:
    """Zoom, fit and layers; the time that is asked about, where customers have windows."""
    for i, (name, icon, key) in enumerate(CONTROLS):
        box = Rect(rect.right - 44, rect.y + 12 + 34 * i, 32, 32)
        widgets.icon_button(ctx, name, box, icon, label=ctx.t(key), boxed=True)
    known = any(timed(stop) for stop in stops)
    if layers.hours and known:
        draw_bar(ctx, rect, hour, stops)
    if layers.open:
        draw_card(ctx, rect, layers, tuple(n for n in LAYERS if n != "hours" or known))


def reserved(rect: Rect, legend: Legend | None, *, controls: bool, hours: bool) -> list[Rect]:
    """The boxes of legend, buttons and bar."""
    boxes = [legend.box.inflate(8, 8)] if legend else []
    if controls:
        boxes.append(Rect(rect.right - 48, rect.y, 48, 164))
    if hours:
        boxes.append(bar_rect(rect).inflate(6, 6))
    return boxes
