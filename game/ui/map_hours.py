"""Which customers are open at a chosen time: the bar with the time, and how stops show it.

Hits: `map.hour` (the slider). The board moves the time along with the pointer over its axis (`map_tool`).
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.map_symbols import MapStop
from game.ui.state import SliderState

Rect = pygame.Rect
HOUR_S, STEP_S = 3600, 300
WIDTH, HEIGHT = 340, 40
MAPPED = ("stop", "selected", "late", "unplanned")
"""States of stops that are customers."""


def day_slider() -> SliderState:
    """The time that is asked about, seconds since midnight."""
    return SliderState(value=8.0 * HOUR_S, low=0.0, high=24.0 * HOUR_S - STEP_S, step=float(STEP_S))


def timed(stop: MapStop) -> bool:
    """It is a customer whose windows are known."""
    return bool(stop.windows) and stop.state in MAPPED


def is_open(stop: MapStop, time_s: float) -> bool:
    """Service may begin there at this time."""
    return any(start <= time_s <= end for start, end in stop.windows)


def bar_rect(rect: Rect) -> Rect:
    """At the top of the map, left of the buttons."""
    return Rect(rect.x + 12, rect.y + 12, max(0, min(WIDTH, rect.w - 76)), HEIGHT)


def draw_bar(ctx: Ctx, rect: Rect, slider: SliderState, stops: Sequence[MapStop]) -> None:
    """The time, the slider, and how many customers are open."""
    box, asked = bar_rect(rect), [s for s in stops if timed(s)]
    count = sum(is_open(s, slider.value) for s in asked)
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line_strong, radius=8)
    ctx.hit("map.hours", box, "area")
    ctx.p.icon_mid(box.x + 20, box.centery, "clock", 16, ctx.c.text2)
    ctx.p.text_mid(box.x + 34, box.centery, speech(ctx).clock(round(slider.value)), "body", weight=600)
    said = (ctx.t("map.hours.open", n=count, all=len(asked)), f"{count}/{len(asked)}")
    room = max(60.0, box.w * 0.34)
    text = ctx.p.type.fit(said, room, "small")
    used = ctx.p.text_mid(box.right - 12, box.centery, text, "small", ctx.c.text2, align="r")
    _mark(ctx, box.right - 12 - used - 9, box.centery, opened=True)
    track = Rect(box.x + 74, box.y + 8, round(box.right - 12 - used - 22 - box.x - 74), box.h - 16)
    if track.w > 40:
        widgets.slider(ctx, "map.hour", track, slider, label=ctx.t("map.hours.label"))


def _mark(ctx: Ctx, x: float, y: float, *, opened: bool) -> None:
    """Open: filled, with a tick. Closed: hollow, with a bar."""
    if opened:
        ctx.p.disc((x, y), 7, ctx.c.map.halo)
        ctx.p.disc((x, y), 6, ctx.c.ok.text)
        ctx.p.icon_mid(x, y, "check", 9, ctx.c.surface)
        return
    ctx.p.ring((x, y), 6, ctx.c.surface, ctx.c.text3, 1.5)
    ctx.p.fill(Rect(round(x) - 2, round(y) - 1, 5, 2), ctx.c.text2)


def draw_state(ctx: Ctx, stop: MapStop, box: Rect, time_s: float) -> None:
    """A mark in the place of a plain stop, at the upper right of any other sign."""
    if timed(stop):
        x, y = box.center if stop.state == "stop" else (box.right - 3, box.y + 3)
        _mark(ctx, x, y, opened=is_open(stop, time_s))


def group_words(stops: Sequence[MapStop], time_s: float | None) -> str:
    """How many stops a bubble stands for; with a time, how many of them are open."""
    asked = [s for s in stops if timed(s)]
    if time_s is None or not asked:
        return str(len(stops))
    return f"{sum(is_open(s, time_s) for s in asked)}/{len(stops)}"
